//! What the code cost when somebody last looked, and whether it still costs no more. Instruction counts alone: they are the same in every run.

use std::fmt::Write as _;
use std::path::Path;

use super::{callgrind, digits, machine};
use crate::subject::{Cut, Subject};

/// A count may rise by so many percent before the guard fails.
const TOLERANCE: f64 = 5.0;

/// Bytes over which each is counted.
const BYTES: usize = 64 * 1024;

/// One combination that is watched.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Watched {
    subject: Subject,
    input: &'static str,
    cut: Cut,
}

/// Every combination that is watched: the parser on all workloads and cuts and on its dearest inputs, and what stands on it once.
fn watched() -> Vec<Watched> {
    let mut all = Vec::new();
    for cut in [Cut::Pieces(4096), Cut::Pieces(64), Cut::Pieces(1)] {
        all.extend(["W1", "W2", "W3", "W4"].map(|input| Watched { subject: Subject::Ours, input, cut }));
    }
    let nasty = ["repeated-command echoes", "lines of one byte", "prompt flood", "long list"];
    all.extend(nasty.map(|input| Watched { subject: Subject::Ours, input, cut: Cut::Pieces(1) }));
    all.push(Watched { subject: Subject::OursFields, input: "W1", cut: Cut::Whole });
    for subject in [Subject::OursModel, Subject::OursRules, Subject::Jsonl, Subject::Text] {
        all.push(Watched { subject, input: "W1", cut: Cut::Whole });
    }
    for subject in [Subject::Simulator, Subject::Encoder, Subject::DriverRounds, Subject::DriverPush] {
        all.push(Watched { subject, input: "H1", cut: Cut::Whole });
    }
    all
}

/// Counts again and compares with the file; the table of it, and whether nothing rose by more than the tolerance. Counts of another compiler or
/// processor are not compared.
///
/// # Panics
/// Where the file holds anything but what [`write()`] wrote.
pub fn check(file: &Path) -> (String, bool) {
    let text = std::fs::read_to_string(file).expect("the file of counts can be read");
    let kind = machine::kind();
    if !text.lines().any(|line| line == format!("# {kind}")) {
        return (format!("not judged: the counts are of another compiler or processor than `{kind}`\n"), true);
    }
    let mut known: Vec<(String, f64)> = text.lines().filter(|line| !line.starts_with('#')).map(parse).collect();
    let mut out = String::from("| subject | input | cut | instructions a byte | before | change |\n|---|---|---|--:|--:|--:|\n");
    let mut well = true;
    for (watched, now) in counted() {
        let name = key(watched);
        let at = known.iter().position(|(known, _)| *known == name);
        let Some((_, before)) = at.map(|at| known.swap_remove(at)) else {
            let _ = writeln!(out, "| {} | {} | – | **not in the file** |", name.replace('\t', " | "), digits(now));
            well = false;
            continue;
        };
        let change = (now / before - 1.0) * 100.0;
        let over = change > TOLERANCE;
        well &= !over;
        let mark = if over { "**" } else { "" };
        let _ = writeln!(out, "| {} | {} | {} | {mark}{change:+.1} %{mark} |", name.replace('\t', " | "), digits(now), digits(before));
    }
    for (name, _) in &known {
        let _ = writeln!(out, "| {} | **no longer counted** | | |", name.replace('\t', " | "));
        well = false;
    }
    (out, well)
}

/// Counts and writes the file.
///
/// # Panics
/// Where it cannot be written.
pub fn write(file: &Path) {
    let mut text = String::from(
        "# Instructions a byte, counted by `cargo run --release -p a76xx-benches --bin measure -- guard --write`: subject, input, cut, count.\n",
    );
    let _ = writeln!(text, "# {}", machine::kind());
    for (watched, now) in counted() {
        let _ = writeln!(text, "{}\t{now:.3}", key(watched));
    }
    std::fs::write(file, text).expect("the file of counts can be written");
}

fn counted() -> impl Iterator<Item = (Watched, f64)> {
    watched().into_iter().map(|watched| (watched, callgrind::per_byte(watched.subject, watched.input, watched.cut, BYTES)))
}

fn key(watched: Watched) -> String {
    format!("{}\t{}\t{}", watched.subject.name(), watched.input, watched.cut.name())
}

fn parse(line: &str) -> (String, f64) {
    let (name, count) = line.rsplit_once('\t').expect("a line has four columns");
    (name.to_owned(), count.parse().expect("a count is a number"))
}
