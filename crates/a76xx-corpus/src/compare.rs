//! Two transcripts side by side: where what was said differs from what was to be said.

use std::error::Error;
use std::fmt;

use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use crate::{Side, StepKind, Transcript};

/// Lines that are shown around a difference.
const AROUND: usize = 3;

/// What differs between two transcripts, to be read by a person: `-` is missing, `+` is too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference(String);

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Difference {}

impl Transcript {
    /// The same dialogue with one line of the wire in each chunk, however it came in pieces: without stamps, silences, comments and head. A line
    /// ends behind its LF, or behind a CR without one, as commands and their echoes do.
    #[must_use]
    pub fn by_lines(&self) -> Self {
        let mut lines: Vec<StepKind> = Vec::new();
        for step in &self.steps {
            match step.chunk() {
                Some((side, bytes)) => bytes.iter().for_each(|byte| add(&mut lines, side, *byte)),
                None if matches!(step.kind, StepKind::Control(_)) => lines.push(step.kind.clone()),
                None => {}
            }
        }
        Self { header: Vec::new(), steps: lines.into_iter().map(Into::into).collect() }
    }

    /// Compares what was said, byte for byte. How it came in pieces, times, remarks and heads do not count.
    ///
    /// # Errors
    /// What differs.
    pub fn compare(&self, actual: &Self) -> Result<(), Difference> {
        let lines = |transcript: &Self| transcript.by_lines().steps.iter().map(ToString::to_string).collect::<Vec<String>>();
        let (expected, actual) = (lines(self), lines(actual));
        if expected == actual { Ok(()) } else { Err(Difference(shown(&expected, &actual))) }
    }
}

/// Panics with what differs where the transcripts are not of the same dialogue ([`Transcript::compare`]).
///
/// # Panics
/// They are not.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion")]
pub fn assert_transcript(expected: &Transcript, actual: &Transcript) {
    if let Err(difference) = expected.compare(actual) {
        panic!("the dialogue is not the expected one (- expected, + said):\n{difference}");
    }
}

/// Adds a byte to the last line of its side, or begins the next.
fn add(lines: &mut Vec<StepKind>, side: Side, byte: u8) {
    let ended = |bytes: &[u8]| bytes.ends_with(b"\n") || bytes.ends_with(b"\r") && byte != b'\n';
    match lines.last_mut() {
        // The line ends before a line of the module belong to it, as in transcripts that are written by hand.
        Some(StepKind::Module(bytes)) if side == Side::Module && (!ended(bytes) || bytes == b"\r\n") => bytes.push(byte),
        Some(StepKind::Host(bytes)) if side == Side::Host && !ended(bytes) => bytes.push(byte),
        _ => lines.push(if side == Side::Host { StepKind::Host(vec![byte]) } else { StepKind::Module(vec![byte]) }),
    }
}

fn shown(expected: &[String], actual: &[String]) -> String {
    let mut text = String::new();
    let ops = capture_diff_slices(Algorithm::Myers, expected, actual);
    for (index, group) in group_diff_ops(ops, AROUND).iter().enumerate() {
        if index > 0 || group.first().is_some_and(|op| op.old_range().start > 0) {
            text.push_str("  ...\n");
        }
        for op in group {
            let mut put = |mark: char, lines: &[String]| {
                for line in lines {
                    text.push(mark);
                    text.push(' ');
                    text.push_str(line);
                    text.push('\n');
                }
            };
            let old = expected.get(op.old_range()).unwrap_or_default();
            if let DiffOp::Equal { .. } = op {
                put(' ', old);
            } else {
                put('-', old);
                put('+', actual.get(op.new_range()).unwrap_or_default());
            }
        }
    }
    text
}
