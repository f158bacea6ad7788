//! Whose a line is, where one side stands further to the right than the other.

use super::label::{Labels, Learner};
use a76xx_parser::Side;

/// Whose the lines on the left and on the right are.
#[derive(Clone, Debug)]
pub(super) struct Indents {
    /// Blanks in front of the lines on the right.
    pub(super) right: usize,
    labels: Labels,
}

/// Blanks in front of a line.
pub(super) fn indent(text: &[u8]) -> usize {
    text.len() - text.trim_ascii_start().len()
}

/// The name of a place for the labels.
const fn name(is_right: bool) -> &'static [u8] {
    if is_right { b"on the right" } else { b"on the left" }
}

impl Indents {
    /// Learns it from how far lines stand to the right and from what they hold, if all stand in two places and the bytes tell a side of each.
    pub(super) fn of(rows: &[(usize, Vec<u8>)]) -> Option<Self> {
        let right = rows.iter().map(|(indent, _)| *indent).max().filter(|right| *right > 0)?;
        let in_places = rows.iter().all(|(indent, _)| *indent == 0 || *indent == right);
        let mut learner = Learner::of_names();
        for is_right in [false, true] {
            let own = rows.iter().filter(|(indent, _)| (*indent > 0) == is_right).flat_map(|(_, bytes)| bytes);
            learner.take(name(is_right), &own.copied().collect::<Vec<u8>>());
        }
        let labels = learner.learn();
        (in_places && labels.is_complete() && labels.known_lines() > 2).then_some(Self { right, labels })
    }

    /// Whose a line is.
    pub(super) fn side(&mut self, indent: usize) -> Option<Side> {
        self.labels.side(name(indent > 0))
    }
}
