//! The dialogues of the application note under all rules: clean, but for what the note itself gets wrong.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use a76xx_corpus::{Transcript, corpus_files};
use a76xx_tracker::rules::ALL;

/// What is found in the note, and why that is right: file, code, reason.
const OWN_ERRORS: &[(&str, &str, &str)] = &[
    ("06-tcp-client-buffer", "AT319", "link 2 is read, which was never opened, to show the refusal"),
    ("09-udp-client-buffer", "AT319", "link 2 is read, which was never opened, to show the refusal"),
];

#[test]
fn the_note_is_clean_but_for_its_own_errors() {
    let mut found = Vec::new();
    for path in corpus_files("note", "at").expect("corpus/note is there") {
        let text = std::fs::read_to_string(&path).expect("a readable transcript");
        let transcript = Transcript::parse(&text).expect("a transcript");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut player = support::Player::new(ALL);
        player.transcript(&transcript);
        assert!(player.kinds.len() > 3, "{name}: nothing was read");
        found.extend(player.found.into_iter().map(|found| (name.clone(), found)));
    }
    let mut left: Vec<_> = OWN_ERRORS.to_vec();
    found.retain(|(name, found)| {
        let own = left.iter().position(|(file, code, _)| file == name && found.starts_with(code));
        own.map(|own| left.remove(own)).is_none()
    });
    assert!(found.is_empty(), "found in the note: {found:#?}");
    assert!(left.is_empty(), "no longer found in the note: {left:#?}");
}
