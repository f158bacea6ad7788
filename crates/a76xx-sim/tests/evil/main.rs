//! `corpus/evil` is what the simulator says: dialogues whose data look like the protocol, and beside each what really went through its links.

#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a fault here is a failed test")]

mod desk;
mod dialogues;
mod payloads;

use std::collections::BTreeSet;
use std::fs;

use a76xx_corpus::{corpus_dir, corpus_files};

#[test]
fn the_dialogues_are_the_simulators() {
    let write = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    let mut names = BTreeSet::new();
    let mut stale = Vec::new();
    for (name, make) in dialogues::DIALOGUES {
        let desk = make();
        let truth: String = desk.truth.iter().flat_map(|delivery| [delivery.to_string(), "\n".to_owned()]).collect();
        for (ext, text) in [("at", desk.transcript().to_string()), ("truth", format!("# side\tlink\tdata\n{truth}"))] {
            let path = corpus_dir().join("evil").join(format!("{name}.{ext}"));
            if fs::read_to_string(&path).ok().as_ref() == Some(&text) {
                continue;
            }
            stale.push(path.display().to_string());
            if write {
                fs::create_dir_all(corpus_dir().join("evil")).expect("a folder");
                fs::write(&path, text).expect("a file");
            }
        }
        names.insert((*name).to_owned());
    }
    assert!(stale.is_empty(), "not current: {stale:?}; INSTA_UPDATE=always cargo test -p a76xx-sim --test evil writes them");
    let found: BTreeSet<String> = corpus_files("evil", "at")
        .expect("a folder")
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(found, names, "a dialogue that nobody makes");
}
