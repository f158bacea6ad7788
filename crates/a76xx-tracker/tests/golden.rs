//! What model and rules make of every dialogue of the manual pages and of the application note: all findings, and what is known of the module,
//! for the note after every step, for a page in the end. Where in the capture something was said is left out, and so is what stays unknown.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use a76xx_corpus::{Transcript, corpus_files};
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{Model, Rule};
use support::{Player, dialogues};

/// Parts of the model that say where something was said, or only count.
const PLACES: [&str; 6] = ["now", "flow", "since", "event", "millis", "at"];

/// What is known: the leaves of the model's Debug text, each with the way to it. What holds for most links or servers stands there once.
fn known(model: &Model) -> BTreeMap<String, String> {
    let mut known = leaves(model);
    known.retain(|way, value| {
        let place = way.split('.').any(|part| PLACES.contains(&part));
        !place && !matches!(value.as_str(), "None" | "Unknown" | "Some" | "Mark" | "EventNo")
    });
    for (name, count) in [("links", 10), ("servers", 4)] {
        let rests: BTreeSet<String> = known.keys().filter_map(|way| Some(way.strip_prefix(name)?.get(3..)?.to_owned())).collect();
        for rest in rests {
            let ways: Vec<String> = (0..count).map(|index| format!("{name}.{index}.{rest}")).collect();
            let last = known.get(&ways[count - 1]).cloned();
            let same: Vec<&String> = ways.iter().filter(|way| known.get(*way) == last.as_ref()).collect();
            if let Some(value) = last
                && same.len() > count / 2
            {
                for way in same {
                    known.remove(way);
                }
                known.insert(format!("{name}.others.{rest}"), value);
            }
        }
    }
    known
}

fn leaves(model: &Model) -> BTreeMap<String, String> {
    let text = format!("{model:#?}");
    let (mut found, mut way) = (BTreeMap::new(), Vec::<(String, usize)>::new());
    for line in text.lines().map(|line| line.trim().trim_end_matches(',')) {
        if matches!(line, "}" | ")" | "]" | "},") {
            way.pop();
            continue;
        }
        let (name, value) = match line.split_once(": ") {
            Some((name, value)) if name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') => {
                (name.to_owned(), value)
            }
            _ => {
                let index = way.last_mut().map_or(0, |(_, index)| {
                    *index += 1;
                    *index - 1
                });
                (index.to_string(), line)
            }
        };
        if let Some(opened) = value.strip_suffix(['{', '(', '[']) {
            way.push((name, 0));
            let kind = opened.trim();
            if !kind.is_empty() {
                found.insert(join(&way, "is"), kind.to_owned());
            }
        } else {
            found.insert(join(&way, &name), value.to_owned());
        }
    }
    found
}

fn join(way: &[(String, usize)], name: &str) -> String {
    // The first is the model itself.
    way.iter().skip(1).map(|(name, _)| name.as_str()).chain([name]).collect::<Vec<_>>().join(".")
}

/// Tells what a step did.
struct Teller {
    player: Player,
    before: BTreeMap<String, String>,
    out: String,
}

impl Teller {
    fn new(title: &str) -> Self {
        let player = Player::new(ALL);
        let before = known(player.tracker.model());
        Self { player, before, out: format!("\n=== {title}\n") }
    }

    /// A step, and what was found there.
    fn found(&mut self, step: &str) {
        let _ = writeln!(self.out, "{step}");
        for (blamed, severity) in self.player.blamed.drain(..).zip(self.player.severities.drain(..)) {
            let _ = writeln!(self.out, "    ! {} {blamed}", severity.name());
        }
    }

    /// What is known now, and was not when this was told last.
    fn learned(&mut self) {
        let after = known(self.player.tracker.model());
        for (way, value) in after.iter().filter(|(way, value)| self.before.get(*way) != Some(value)) {
            let _ = writeln!(self.out, "    {way} = {value}");
        }
        for way in self.before.keys().filter(|way| !after.contains_key(*way)) {
            let _ = writeln!(self.out, "    {way} is gone");
        }
        self.before = after;
    }
}

fn pages(rules: impl Iterator<Item = &'static &'static Rule>) -> String {
    let mut out = String::new();
    for rule in rules {
        for section in ["Fires", "Quiet"] {
            for block in dialogues(rule.explain, section) {
                let mut teller = Teller::new(&format!("{} {section}", rule.code));
                for line in block.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "!") {
                    teller.player.play(line);
                    teller.found(line);
                }
                teller.out += "  in the end:\n";
                teller.learned();
                out += &teller.out;
            }
        }
    }
    out
}

#[test]
fn dialogues_of_the_manual_pages() {
    for hundred in [1, 2, 3, 4, 9] {
        let told = pages(ALL.iter().filter(|rule| rule.code.0 / 100 == hundred));
        assert!(!told.is_empty(), "no rule from AT{hundred}00 on");
        insta::assert_snapshot!(format!("at{hundred}xx"), told);
    }
}

#[test]
fn dialogues_of_the_note() {
    for path in corpus_files("note", "at").expect("corpus/note is there") {
        let transcript = Transcript::parse(std::fs::read_to_string(&path).expect("a readable transcript")).expect("a transcript");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut teller = Teller::new(&name);
        for step in &transcript.steps {
            teller.player.step(step);
            teller.found(&step.to_string());
            teller.learned();
        }
        teller.player.play("* end");
        teller.found("end");
        teller.learned();
        insta::assert_snapshot!(name, teller.out);
    }
}
