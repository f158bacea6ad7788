//! What is counted and timed, and how it becomes a page.
//!
//! Instruction counts are exact and the same in every run: goals are judged by them. Times are taken beside them, in CPU time of the
//! thread, and compared within one run only: each subject directly after the anchor, on the same bytes.

pub mod callgrind;
pub mod captures;
pub mod clock;
pub mod comparison;
pub mod driver;
pub mod goals;
pub mod guard;
pub mod machine;
pub mod program;
pub mod table;
pub mod tracked;

use crate::subject::{Cut, Subject};
use crate::workload::{Workload, worst};

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Bytes over which instructions are counted.
    pub counted: usize,
    /// Bytes of each nasty input.
    pub nasty: usize,
    /// Most bytes over which time is taken.
    pub timed: usize,
    /// Rounds of which the median is given.
    pub rounds: usize,
}

impl Effort {
    /// What the published tables are made with: a few minutes.
    pub const FULL: Self = Self { counted: 256 * 1024, nasty: 32 * 1024, timed: 4 << 20, rounds: 7 };
    /// Rougher, about a third of the time.
    pub const QUICK: Self = Self { counted: 64 * 1024, nasty: 8 * 1024, timed: 1 << 20, rounds: 3 };

    /// Bytes over which a subject's instructions are counted. atat takes thousands for each byte.
    fn counted_for(self, subject: Subject, workload: Workload, cut: Cut) -> usize {
        match (subject, workload, cut) {
            (Subject::Atat, Workload::Adversarial, Cut::Pieces(..64)) => self.counted / 64,
            (Subject::Atat, ..) => self.counted / 8,
            _ => self.counted,
        }
    }
}

/// What one subject costs on one workload, cut one way.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The parser.
    pub subject: Subject,
    /// How its input came.
    pub cut: Cut,
    /// Instructions for each byte.
    pub instructions: f64,
    /// Its times; none where only instructions are counted.
    pub time: Option<clock::Time>,
}

/// Everything that was measured on one workload.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The workload.
    pub workload: Workload,
    /// Its rows, cut by cut.
    pub rows: Vec<Row>,
}

/// What one nasty input costs at one byte a piece.
#[derive(Clone, Copy, Debug)]
pub struct Worst {
    /// The input's name.
    pub name: &'static str,
    /// Instructions for each byte to pull the events.
    pub events: f64,
    /// The same, with every field of every line read.
    pub fields: f64,
}

/// A whole run.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Workload by workload.
    pub measured: Vec<Measured>,
    /// The nasty inputs, the dearest first.
    pub worst: Vec<Worst>,
    /// What the tracker adds.
    pub tracked: Vec<tracked::Tracked>,
    /// What the driver adds to the wire.
    pub driven: Option<driver::Driven>,
}

impl Results {
    /// The row of a subject.
    pub fn row(&self, workload: Workload, subject: Subject, cut: Cut) -> Option<&Row> {
        let measured = self.measured.iter().find(|measured| measured.workload == workload)?;
        measured.rows.iter().find(|row| row.subject == subject && row.cut == cut)
    }
}

/// Every combination that is reported: the anchor sees each workload in one slice only.
fn combinations() -> impl Iterator<Item = (Cut, Subject)> {
    Cut::ALL.into_iter().flat_map(|cut| {
        let subjects = Subject::ALL.into_iter().filter(move |subject| *subject != Subject::MemchrLines || cut == Cut::Whole);
        subjects.map(move |subject| (cut, subject))
    })
}

/// Counts and times every combination.
pub fn all(effort: Effort) -> Results {
    let mut results = Results::default();
    for workload in Workload::ALL {
        let stream = workload.generate(effort.timed);
        let mut rows = Vec::new();
        for (cut, subject) in combinations() {
            eprintln!("{} {} {}", workload.name(), cut.name(), subject.name());
            let instructions = callgrind::per_byte(subject, workload.name(), cut, effort.counted_for(subject, workload, cut));
            let time = Some(clock::time(subject, &stream, cut, effort.rounds));
            rows.push(Row { subject, cut, instructions, time });
        }
        results.measured.push(Measured { workload, rows });
    }
    results.worst = worst_of(effort);
    results.tracked = tracked::count(effort, &Workload::ALL);
    results.driven = Some(driver::count(effort));
    results
}

/// Counts only what the goals need.
pub fn gate(effort: Effort) -> Results {
    let mut results = Results::default();
    for workload in Workload::ALL {
        let needed = combinations().filter(|(cut, subject)| goals::needs(workload, *subject, *cut));
        let count = |(cut, subject): (Cut, Subject)| {
            let instructions = callgrind::per_byte(subject, workload.name(), cut, effort.counted_for(subject, workload, cut));
            Row { subject, cut, instructions, time: None }
        };
        results.measured.push(Measured { workload, rows: needed.map(count).collect() });
    }
    results.worst = worst_of(effort);
    results.tracked = tracked::count(effort, &[Workload::Chatter]);
    results.driven = Some(driver::count(effort));
    results
}

/// Counts the nasty inputs.
pub fn worst_of(effort: Effort) -> Vec<Worst> {
    let cost = |nasty: &worst::Nasty| {
        let count = |subject| callgrind::per_byte(subject, nasty.name, Cut::Pieces(1), effort.nasty);
        Worst { name: nasty.name, events: count(Subject::Ours), fields: count(Subject::OursFields) }
    };
    let mut all: Vec<Worst> = worst::ALL.iter().map(cost).collect();
    all.sort_by(|a, b| b.events.total_cmp(&a.events));
    all
}

/// About three digits that say something.
fn digits(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0..100.0 => format!("{value:.1}"),
        1.0..10.0 => format!("{value:.2}"),
        0.1..1.0 => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    }
}
