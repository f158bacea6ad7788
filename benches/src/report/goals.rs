//! What the parser is held to. Goals are judged by instruction counts, which no other load on the machine changes.

use super::{Results, tracked};
use crate::subject::{Cut, Subject};
use crate::workload::Workload;

const FOUR_KIB: Cut = Cut::Pieces(4096);
const BYTEWISE: Cut = Cut::Pieces(1);

/// A goal, and what came out.
#[derive(Clone, Debug)]
pub struct Goal {
    /// What is compared.
    pub what: &'static str,
    /// The bound, in words.
    pub bound: String,
    /// What was measured.
    pub measured: f64,
    /// Whether it is within the bound.
    pub met: bool,
}

/// Whether a goal looks at this combination.
pub fn needs(workload: Workload, subject: Subject, cut: Cut) -> bool {
    match workload {
        Workload::Chatter => matches!(subject, Subject::Ours | Subject::Atat) && (cut == FOUR_KIB || cut == BYTEWISE),
        Workload::Push | Workload::Buffered => subject == Subject::MemchrLines || (subject == Subject::Ours && cut == FOUR_KIB),
        Workload::Adversarial => false,
    }
}

/// Every goal whose figures were measured.
pub fn all(results: &Results) -> Vec<Goal> {
    let count = |workload, subject, cut| results.row(workload, subject, cut).map(|row| row.instructions);
    let over = |workload, subject, cut, cut_of_ours| Some(count(workload, subject, cut)? / count(workload, Subject::Ours, cut_of_ours)?);
    let worst = results.worst.iter().map(|worst| worst.events).reduce(f64::max);
    [
        least("W1 at 4 KiB: atat's instructions over ours", over(Workload::Chatter, Subject::Atat, FOUR_KIB, FOUR_KIB), 3.0),
        least("W1 at 1 byte: atat's instructions over ours", over(Workload::Chatter, Subject::Atat, BYTEWISE, BYTEWISE), 40.0),
        most("W1 at 1 byte: instructions a byte", count(Workload::Chatter, Subject::Ours, BYTEWISE), 60.0),
        least("W2 at 4 KiB: the line scan's instructions over ours", over(Workload::Push, Subject::MemchrLines, Cut::Whole, FOUR_KIB), 1.0),
        least(
            "W3 at 4 KiB: the line scan's instructions over ours",
            over(Workload::Buffered, Subject::MemchrLines, Cut::Whole, FOUR_KIB),
            1.0,
        ),
        most("any input at 1 byte: instructions a byte", worst, 100.0),
        most("W1 in one slice: what model and all rules add, instructions an event", tracked::added(results, Workload::Chatter), 1500.0),
        most("driver: a question and its reply, instructions", results.driven.map(|driven| driven.round), 2000.0),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn least(what: &'static str, measured: Option<f64>, bound: f64) -> Option<Goal> {
    measured.map(|measured| Goal { what, bound: format!("at least {bound}"), measured, met: measured >= bound })
}

fn most(what: &'static str, measured: Option<f64>, bound: f64) -> Option<Goal> {
    measured.map(|measured| Goal { what, bound: format!("at most {bound}"), measured, met: measured <= bound })
}
