//! What the driver's machine adds to the wire: for a question and its reply, and for pushed data.

use std::fmt::Write as _;

use super::{Effort, Results, callgrind, digits};
use crate::subject::{Cut, Subject};

/// What the machine costs.
#[derive(Clone, Copy, Debug)]
pub struct Driven {
    /// Instructions from the question (`AT+CSQ`) to its reply, both taken by the application.
    pub round: f64,
    /// Instructions for each byte of pushed frames of 1460 bytes, by how they come.
    pub pushed: [(Cut, f64); 3],
}

/// Counts them.
pub fn count(effort: Effort) -> Driven {
    let per_byte = |subject: Subject, cut: Cut| {
        eprintln!("{} {}", subject.name(), cut.name());
        callgrind::per_byte(subject, "H1", cut, effort.counted)
    };
    let input = callgrind::input("H1", effort.counted).expect("the commands");
    Subject::DriverRounds.prepare();
    let rounds = Subject::DriverRounds.run(&input, Cut::Whole).events as f64;
    let round = per_byte(Subject::DriverRounds, Cut::Whole) * effort.counted as f64 / rounds;
    let cuts = [Cut::Whole, Cut::Pieces(64), Cut::Pieces(1)];
    Driven { round, pushed: cuts.map(|cut| (cut, per_byte(Subject::DriverPush, cut))) }
}

/// The table.
pub fn table(results: &Results) -> String {
    let Some(driven) = results.driven else { return String::new() };
    let mut out = String::from(
        "\n### Driver\n\nThe machine alone, the wire taking no time; parser and model are part of it.\n\n| what | instructions |\n|---|--:|\n",
    );
    let _ = writeln!(out, "| a question and its reply | {} |", digits(driven.round));
    for (cut, instructions) in driven.pushed {
        let cut = if cut == Cut::Whole { "frames".to_owned() } else { format!("pieces of {}", cut.name()) };
        let _ = writeln!(out, "| a byte of pushed data, in {cut} | {} |", digits(instructions));
    }
    out
}
