//! What the tracker adds to the parser: the model, and the rules on top.

use std::fmt::Write as _;

use a76xx_tracker::{Model, Tracker, rules};

use super::{Effort, Results, callgrind, digits};
use crate::subject::{Cut, Subject, ours};
use crate::workload::Workload;

/// What one subject of [`Subject::TRACKED`] costs on one workload in one slice.
#[derive(Clone, Copy, Debug)]
pub struct Tracked {
    /// The workload.
    pub workload: Workload,
    /// How far it goes.
    pub subject: Subject,
    /// Instructions for each event, blanks left out.
    pub event: f64,
    /// Instructions for each piece that the parser hands out, blanks counted.
    pub piece: f64,
}

/// Counts the subjects on some workloads.
pub fn count(effort: Effort, workloads: &[Workload]) -> Vec<Tracked> {
    let mut all = Vec::new();
    for &workload in workloads {
        let input = callgrind::input(workload.name(), effort.counted).expect("a workload has an input");
        let mut pieces = 0_u32;
        ours::pull(&input, Cut::Whole, |_| pieces += 1);
        let events = Subject::Ours.run(&input, Cut::Whole).events as f64;
        for subject in Subject::TRACKED {
            eprintln!("{} whole {}", workload.name(), subject.name());
            let instructions = callgrind::per_byte(subject, workload.name(), Cut::Whole, effort.counted) * input.len() as f64;
            all.push(Tracked { workload, subject, event: instructions / events, piece: instructions / f64::from(pieces) });
        }
    }
    all
}

/// What model and rules add to the parser on a workload, in instructions for each event.
pub fn added(results: &Results, workload: Workload) -> Option<f64> {
    let of = |subject| results.tracked.iter().find(|row| row.workload == workload && row.subject == subject).map(|row| row.event);
    Some(of(Subject::OursRules)? - of(Subject::Ours)?)
}

/// The table.
pub fn table(results: &Results) -> String {
    let mut out = format!(
        "\n### Tracker\n\n{} rules; `Model` takes {} bytes, `Tracker` {}. Input in one slice.\n\n\
         | workload | subject | instructions an event | instructions a piece, blanks counted |\n|---|---|--:|--:|\n",
        rules::ALL.len(),
        size_of::<Model>(),
        size_of::<Tracker>(),
    );
    for row in &results.tracked {
        let what = match row.subject {
            Subject::OursModel => "parser and model",
            Subject::OursRules => "parser, model and all rules",
            _ => "parser",
        };
        let _ = writeln!(out, "| {} | {what} | {} | {} |", row.workload.title(), digits(row.event), digits(row.piece));
    }
    out
}
