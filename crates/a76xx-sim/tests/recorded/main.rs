//! `corpus/recorded` holds sessions with the simulator: every mode, every fault, what hosts do wrong. They are as the simulator says them today.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test"
)]

mod faults;
mod misuse;
mod modes;
mod session;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use a76xx_corpus::{corpus_dir, corpus_files};
use a76xx_sim::fault::Fault;

/// Every file with what should be in it.
fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (name, make) in modes::MODES {
        let session = make();
        let truth: String = session.truth.iter().flat_map(|delivery| [delivery.to_string(), "\n".to_owned()]).collect();
        files.insert(format!("{name}.at"), session.transcript().to_string());
        files.insert(format!("{name}.truth"), format!("# side\tlink\tdata\n{truth}"));
    }
    for (name, fault) in faults::FAULTS {
        let title = format!("two links under the fault `{fault}`");
        files.insert(format!("{name}.at"), faults::session(&title, Some(fault)).transcript().to_string());
    }
    for (name, make) in misuse::MISUSES {
        files.insert(format!("{name}.at"), make().transcript().to_string());
    }
    files
}

#[test]
fn the_sessions_are_the_simulators() {
    let write = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    let dir = corpus_dir().join("recorded");
    let files = files();
    let mut stale = Vec::new();
    for (name, text) in &files {
        if fs::read_to_string(dir.join(name)).ok().as_ref() != Some(text) {
            stale.push(name.clone());
            if write {
                fs::create_dir_all(&dir).expect("a folder");
                fs::write(dir.join(name), text).expect("a file");
            }
        }
    }
    assert!(stale.is_empty(), "not current: {stale:?}; INSTA_UPDATE=always cargo test -p a76xx-sim --test recorded writes them");
    let found: BTreeSet<String> = ["at", "truth"]
        .iter()
        .flat_map(|ext| corpus_files("recorded", ext).expect("a folder"))
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(found, files.into_keys().collect(), "a session that nobody makes");
}

/// Each fault strikes: the session differs from the one without. A fault that the manual lists has its recording.
#[test]
fn every_fault_is_there_and_strikes() {
    let clean = faults::session("", None).transcript().steps;
    for (name, fault) in faults::FAULTS {
        assert_ne!(faults::session("", Some(fault)).transcript().steps, clean, "{name}");
    }
    let kind = |fault: &str| {
        let fault: Fault = fault.parse().unwrap_or_else(|error| panic!("{fault}: {error}"));
        fault.to_string().split(|char: char| char.is_ascii_digit()).next().unwrap_or_default().trim().to_owned()
    };
    let recorded: BTreeSet<String> = faults::FAULTS.iter().map(|(_, fault)| kind(fault)).collect();
    let manual = fs::read_to_string(corpus_dir().join("../docs/sim-script.md")).expect("the manual");
    let (_, table) = manual.split_once("| fault | what goes wrong |\n").expect("a table of faults");
    let listed = table.lines().skip(1).take_while(|line| line.starts_with('|')).filter_map(|line| line.split('|').nth(1));
    let listed: BTreeSet<String> = listed.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(kind).collect();
    assert!(listed.len() > 15, "{listed:?}");
    assert_eq!(listed.difference(&recorded).collect::<Vec<_>>(), Vec::<&String>::new());
}
