//! The faulty text of the application note: slips of its print are named with what was meant.

use std::fs;

use crate::common::{jsonl, records};
use crate::folder;

/// A slip, the kinds of records that it is found in, and how their sentence names what was meant.
const SLIPS: [(&str, &[&str], &str); 6] = [
    ("AT+CIOPEN", &["command", "echo"], "perhaps AT+CIPOPEN"),
    ("AT+CIPOEPN", &["command", "echo"], "perhaps AT+CIPOPEN"),
    ("AT+NETCLOS", &["command", "echo"], "perhaps AT+NETCLOSE"),
    ("+CIOPEN:", &["answer", "urc"], "perhaps +CIPOPEN"),
    ("+CPIPEVENT:", &["urc"], "perhaps +CIPEVENT"),
    ("RCV FROM:", &["foreign"], "perhaps RECV FROM"),
];

/// Whether a line begins with a slip and goes on as the wire does: not `AT+NETCLOSE`, and no table of names.
fn begins(line: &str, slip: &str) -> bool {
    let rest = line.trim().strip_prefix(slip);
    rest.is_some_and(|rest| slip.ends_with(':') || rest.is_empty() || rest.starts_with(['=', '?']))
}

/// A line without the marks that surround all of it.
fn unframed(line: &str) -> &str {
    let inner = |open, close| line.trim().strip_prefix(open)?.strip_suffix(close);
    inner("**", "**").or_else(|| inner("<b>", "</b>")).unwrap_or(line)
}

/// How often each slip stands at the start of a line, and how often the decoder names what was meant.
fn named(text: &str) -> [(usize, usize); SLIPS.len()] {
    let records = records(&jsonl("note", text.as_bytes(), None));
    SLIPS.map(|(slip, kinds, meant)| {
        let printed = text.lines().filter(|line| begins(unframed(line), slip)).count();
        let named = records.iter().filter(|record| {
            kinds.iter().any(|kind| record["kind"] == *kind)
                && record["raw"].as_str().is_some_and(|raw| begins(raw, slip))
                && record["meaning"].as_str().is_some_and(|meaning| meaning.ends_with(meant))
        });
        (printed, named.count())
    })
}

#[test]
fn slips_of_the_note_are_named_with_what_was_meant() {
    let Some(folder) = folder("slips of the note") else { return };
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder.join("appnote")).into_iter().flatten() {
        texts.push(fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(!texts.is_empty(), "no text of the note in the folder");
    let mut plain = [0; SLIPS.len()];
    for text in texts {
        // As it was pasted.
        for (slip, (printed, named)) in SLIPS.iter().zip(named(&text)) {
            assert_eq!(printed, named, "{} as pasted", slip.0);
        }
        // Some stand in bold, whose marks no terminal shows.
        let unmarked = text.replace("**", "").replace("<b>", "").replace("</b>", "");
        for ((slip, (printed, named)), plain) in SLIPS.iter().zip(named(&unmarked)).zip(&mut plain) {
            assert_eq!(printed, named, "{} without marks", slip.0);
            *plain += printed;
        }
    }
    for (slip, printed) in SLIPS.iter().zip(plain) {
        assert!(printed > 0, "{} is not in the text", slip.0);
    }
}
