//! What the verdict says of pasted logs, beside the lines at which an expert would point.
//!
//! Expectations were written down from the logs and the notes beside them before a verdict was looked at; `expected.tsv` holds line numbers alone. A
//! *hit* leads with the expert's first line (the finding's line, its command, or the line that refused it), or with no error where the expert
//! points at none. *Partly* means that one of the lines is named elsewhere in the verdict.

use std::fmt::Write as _;

use super::{folder, logs};
use crate::common::{jsonl, records, repository};

/// One log of the table.
struct Expected {
    number: u16,
    lines: Vec<u64>,
    control: bool,
}

fn expected() -> Vec<Expected> {
    let rows = include_str!("expected.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let [number, lines, control] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let lines = if lines == "-" { Vec::new() } else { lines.split(',').map(|line| line.parse().unwrap()).collect() };
        Expected { number: number.parse().unwrap(), lines, control: control == "control" }
    };
    rows.map(row).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Score {
    Hit,
    Partly,
    Miss,
}

impl Score {
    const fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Partly => "partly",
            Self::Miss => "**miss**",
        }
    }
}

fn score(lines: &[u64], verdict: &serde_json::Value) -> Score {
    let line = |key: &str| verdict[key]["line"].as_u64();
    let lead: Vec<u64> = ["first", "answer", "command"].into_iter().filter_map(line).collect();
    let Some(first) = lines.first() else {
        return if verdict["severity"] == "error" { Score::Miss } else { Score::Hit };
    };
    if lead.contains(first) {
        return Score::Hit;
    }
    let listed = ["others", "repaired", "noted", "consequences"].into_iter().filter_map(|key| verdict[key].as_array());
    let named = listed.flatten().filter_map(|finding| finding["line"].as_u64());
    if named.chain(lead).any(|line| lines.contains(&line)) { Score::Partly } else { Score::Miss }
}

#[test]
fn verdicts_lead_with_what_an_expert_would_point_at() {
    let Some(folder) = folder("verdicts") else { return };
    let logs = logs(&folder);
    let mut table = String::from(HEAD);
    let (mut all, mut hits, mut complete) = (0, 0, true);
    for Expected { number, lines, control } in expected() {
        let Some(path) = logs.get(&number) else {
            complete = false;
            continue;
        };
        let records = records(&jsonl("log", &std::fs::read(path).unwrap(), None));
        let verdict = records.last().unwrap();
        let errors = verdict["errors"].as_u64().unwrap();
        assert!(!control || errors == 0, "log {number:03} is of another module, and {errors} errors are found in it");
        let score = score(&lines, verdict);
        (all, hits) = (all + 1, hits + usize::from(score == Score::Hit));
        let shown = if lines.is_empty() { String::from("none") } else { lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ") };
        let first = &verdict["first"];
        let lead = first["line"].as_u64().map_or_else(|| String::from("none"), |line| line.to_string());
        let (code, outcome) = (first["code"].as_str().unwrap_or(""), verdict["outcome"].as_str().unwrap());
        writeln!(table, "| {number:03} | {shown} | {lead} | {code} | {outcome} | {} |", score.name()).unwrap();
    }
    writeln!(table, "\n{hits} of {all} are hits.").unwrap();
    assert!(hits * 4 >= all * 3, "{hits} of {all} verdicts are hits");
    let path = repository("docs/verdicts.md");
    if complete && std::fs::read_to_string(&path).is_ok_and(|there| there != table) {
        std::fs::write(&path, table).unwrap();
        panic!("docs/verdicts.md was not current; it is now, commit it");
    }
}

const HEAD: &str = "\
# Verdicts on pasted logs

<!-- Written by `cargo test -p a76xx-decoder --test samples` where `A76XX_SAMPLES` names the logs. -->

The logs are no part of this project. The lines that an expert would point at were written down before a verdict was looked at
(`crates/a76xx-decoder/tests/samples/expected.tsv`); \"none\" means that nothing is wrong, or that no line tells. A *hit* leads with the first of them: with
the line itself, the command it answers, or the line that refused it; or with no error where there is none to point at. *Partly* names one of them
elsewhere in the verdict.

| log | expert | verdict | rule | outcome | |
|--:|---|--:|---|---|---|
";
