//! The two ends of a port among all that a bus carries.

use crate::ingest::label::Way;
use crate::ingest::sniff::{is_answer, is_command};
use a76xx_parser::Side;

/// Ends that are looked at.
const MOST: usize = 64;
/// Bytes of each that are looked at.
const LOOK: usize = 16 * 1024;

/// What goes one way between the host's computer and a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Bus, device and endpoint, or whatever tells ports apart.
    pub(super) id: u32,
    pub(super) way: Way,
}

/// Collects what ends carry.
#[derive(Default)]
pub(super) struct Learner {
    ends: Vec<(End, Vec<u8>)>,
}

/// Whose each end is.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// Ends that carry lines of the wire; with none, all are taken.
    known: Vec<End>,
    /// What goes out is the module's.
    turned: bool,
    /// IN endpoints whose packets begin with two bytes of line state, and how long packets are.
    pub(super) state: Option<usize>,
}

impl Learner {
    pub(super) fn take(&mut self, end: End, bytes: &[u8]) {
        let index = match self.ends.iter().position(|(known, _)| *known == end) {
            Some(index) => index,
            None if self.ends.len() < MOST => {
                self.ends.push((end, Vec::new()));
                self.ends.len() - 1
            }
            None => return,
        };
        if let Some((_, seen)) = self.ends.get_mut(index).filter(|(_, seen)| seen.len() < LOOK) {
            seen.extend_from_slice(bytes);
        }
    }

    pub(super) fn learn(self, state: Option<usize>) -> Ends {
        let mut ends = Ends { state, ..Ends::default() };
        let mut votes = 0_i64;
        for (end, bytes) in self.ends {
            let (mut commands, mut answers) = (0_i64, 0_i64);
            for line in bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii) {
                commands += i64::from(is_command(line));
                answers += i64::from(is_answer(line));
            }
            if commands + answers > 0 {
                ends.known.push(end);
                let is_host = answers * 4 <= commands;
                votes += if is_host == (end.way == Way::Out) { commands + answers } else { -(commands + answers) };
            }
        }
        ends.turned = votes < 0;
        ends
    }
}

impl Ends {
    /// Whose an end is; `None` if it is of another port.
    pub(super) fn side(&self, end: End) -> Option<Side> {
        let known = self.known.is_empty() || self.known.contains(&end);
        known.then_some(if (end.way == Way::Out) == self.turned { Side::Module } else { Side::Host })
    }
}
