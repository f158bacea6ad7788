//! What the rules make of the dialogues of the manual pages when something is different in them: a line is missing, stands twice, comes late,
//! or has another number in it. Told is what is found more or less than in the page's own dialogue; a variation that changes nothing is left out.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use a76xx_tracker::rules::ALL;
use support::{Player, dialogues};

/// What is found, in the order of the lines: the line's number in the page's dialogue, whose fault, how bad, which rule.
type Found = Vec<(usize, String)>;

/// Plays lines, each with its number in the page's dialogue, and the end of the capture.
fn play<'l>(lines: impl IntoIterator<Item = (usize, &'l str)>) -> Found {
    let mut player = Player::new(ALL);
    let mut found = Vec::new();
    for (no, line) in lines.into_iter().chain([(0, "* end")]) {
        player.play(line);
        let told = player.blamed.drain(..).zip(player.severities.drain(..));
        found.extend(told.map(|(blamed, severity)| (no, short(&blamed, severity.name()))));
    }
    found
}

/// `AT101 warning host`.
fn short(blamed: &str, severity: &str) -> String {
    let (who, sentence) = blamed.split_once(": ").expect("who, and what");
    format!("{} {severity} {who}", &sentence[..5])
}

/// What is more in the first than in the second.
fn more(one: &Found, other: &Found, sign: char, out: &mut String) {
    let mut left = other.clone();
    for found in one {
        if let Some(at) = left.iter().position(|other| other == found) {
            left.swap_remove(at);
        } else {
            let _ = match found {
                (0, what) => write!(out, " {sign}{what} at the end;"),
                (line, what) => write!(out, " {sign}{what} in {line};"),
            };
        }
    }
}

/// The line with another number in it: for each number of at most five digits, one more.
fn renumbered(line: &str) -> Vec<String> {
    let mut all = Vec::new();
    let bytes = line.as_bytes();
    let mut at = 2;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        // A digit behind a letter belongs to a name.
        if (1..=5).contains(&digits) && !bytes[at - 1].is_ascii_alphabetic() {
            let number: u32 = line[at..at + digits].parse().expect("digits");
            all.push(format!("{}{}{}", &line[..at], number + 1, &line[at + digits..]));
        }
        at += digits.max(1);
    }
    all
}

/// Each variation of a dialogue, with its name.
fn variations(lines: &[&str]) -> Vec<(String, Found)> {
    let numbered = || (1..).zip(lines.iter().copied());
    let mut all = Vec::new();
    for (no, line) in numbered() {
        all.push((format!("without {no}"), play(numbered().filter(|(other, _)| *other != no))));
        if line.starts_with('@') || line.starts_with('*') {
            continue;
        }
        all.push((
            format!("{no} twice"),
            play(numbered().flat_map(|(own, line)| std::iter::repeat_n((own, line), 1 + usize::from(own == no)))),
        ));
        if matches!(line.get(..2), Some("> " | "< ")) {
            for other in renumbered(line) {
                let changed = play(numbered().map(|(own, line)| (own, if own == no { other.as_str() } else { line })));
                all.push((format!("{no} is `{other}`"), changed));
            }
        }
    }
    for (span, name) in [("@ 9.5s", "9.5 s"), ("@ 150s", "150 s")] {
        for (no, _) in numbered().skip(1) {
            let late = numbered().flat_map(|(own, line)| (own == no).then_some((own, span)).into_iter().chain([(own, line)]));
            all.push((format!("{no} after {name}"), play([(0, "@ 1s")].into_iter().chain(late))));
        }
    }
    all
}

#[test]
fn dialogues_with_something_different_in_them() {
    for hundred in [1, 2, 3, 4, 9] {
        let mut out = String::new();
        for rule in ALL.iter().filter(|rule| rule.code.0 / 100 == hundred) {
            for (section, block) in ["Fires", "Quiet"]
                .iter()
                .flat_map(|section| dialogues(rule.explain, section).into_iter().map(move |block| (section, block)))
            {
                let lines: Vec<&str> = block.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "!").collect();
                let own = play((1..).zip(lines.iter().copied()));
                let mut told = BTreeMap::<String, Vec<String>>::new();
                for (name, found) in variations(&lines) {
                    let mut change = String::new();
                    more(&found, &own, '+', &mut change);
                    more(&own, &found, '-', &mut change);
                    if !change.is_empty() {
                        told.entry(change).or_default().push(name);
                    }
                }
                let _ = writeln!(out, "\n=== {} {section}", rule.code);
                for (no, line) in (1..).zip(&lines) {
                    let _ = writeln!(out, "{no} {line}");
                }
                for (change, names) in told {
                    let _ = writeln!(out, "   {}:{change}", names.join(", "));
                }
            }
        }
        insta::assert_snapshot!(format!("at{hundred}xx"), out);
    }
}
