//! What a capture format is, and how the one that an input has is found.

use std::io::Read;

use crate::ingest::prefix::Peel;
use crate::ingest::time::{Clock, Stamp};
use crate::ingest::{HEAD, Source};
use memchr::memchr_iter;

/// Where the bytes come from: the input from its beginning.
pub(crate) type Input = Box<dyn Read>;

/// A capture format.
#[derive(Clone, Copy)]
pub struct Format {
    /// As the command line and the JSON header name it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Programs that write it.
    pub tools: &'static str,
    /// What of the wire it keeps.
    pub keeps: Keeps,
    /// The bytes lie packed in the input: their places are counted in the bytes of the wire, not in those of the input.
    pub packed: bool,
    /// How well the head of an input fits.
    pub(crate) fit: fn(&Head<'_>) -> Fit,
    /// Opens an input.
    pub(crate) open: fn(&Head<'_>, Input) -> Box<dyn Source>,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Format").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What of the wire a format keeps, in words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeps {
    /// Who sent what.
    pub direction: &'static str,
    /// When.
    pub time: &'static str,
    /// How lines ended.
    pub line_ends: &'static str,
    /// Whether every byte.
    pub bytes: &'static str,
}

/// How well a head fits a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    /// From 0, not at all, to 1000, for sure. Raw bytes are 100; a format of its own shape is above 500.
    pub(crate) score: u32,
    /// Each piece says its side.
    pub(crate) marked: bool,
    /// Both sides stand in one stream, whatever its bytes look like.
    pub(crate) mixed: bool,
    /// What shows it.
    pub(crate) why: &'static str,
}

impl Fit {
    /// Does not fit.
    pub(crate) const NO: Self = Self { score: 0, marked: false, mixed: false, why: "" };

    /// Fits; host and module are not told apart.
    pub(crate) const fn merged(score: u32, why: &'static str) -> Self {
        Self { score, marked: false, mixed: false, why }
    }

    /// Fits; each piece says its side.
    pub(crate) const fn marked(score: u32, why: &'static str) -> Self {
        Self { score, marked: true, mixed: false, why }
    }

    /// Fits; host and module stand in one stream, as the input itself says.
    pub(crate) const fn mixed(score: u32, why: &'static str) -> Self {
        Self { score, marked: false, mixed: true, why }
    }
}

/// The beginning of an input, with what formats like to know of it.
pub(crate) struct Head<'a> {
    /// The bytes.
    pub(crate) bytes: &'a [u8],
    /// What stands in front of the lines.
    pub(crate) peel: Peel,
    /// The lines.
    pub(crate) rows: Vec<HeadRow<'a>>,
}

/// A line of the head.
#[derive(Clone, Copy)]
pub(crate) struct HeadRow<'a> {
    /// Without prefixes.
    pub(crate) text: &'a [u8],
    /// The stamp among the prefixes.
    pub(crate) stamp: Option<Stamp>,
}

impl<'a> Head<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let bytes = bytes.get(..HEAD).unwrap_or(bytes);
        let mut lines: Vec<&[u8]> = Vec::new();
        let mut from = 0;
        for at in memchr_iter(b'\n', bytes) {
            let line = bytes.get(from..at).unwrap_or_default();
            lines.push(line.strip_suffix(b"\r").unwrap_or(line));
            from = at + 1;
        }
        // A line that the head cuts off tells nothing, unless it is the only one.
        if from < bytes.len() && (bytes.len() < HEAD || lines.is_empty()) {
            lines.push(bytes.get(from..).unwrap_or_default());
        }
        let peel = Peel::of(&lines);
        let rows = lines
            .iter()
            .map(|line| {
                let peeled = peel.peel(line);
                HeadRow { text: line.get(peeled.len..).unwrap_or_default(), stamp: peeled.stamp }
            })
            .collect();
        Self { bytes, peel, rows }
    }

    /// How many of a hundred lines that hold something fit, and how many fit.
    pub(crate) fn share(&self, fits: impl Fn(&[u8]) -> bool) -> (u32, u32) {
        let (mut all, mut fitting) = (0_u32, 0_u32);
        for row in &self.rows {
            if !row.text.trim_ascii().is_empty() {
                all += 1;
                fitting += u32::from(fits(row.text));
            }
        }
        (fitting * 100 / all.max(1), fitting)
    }

    /// The same of what was found in each line.
    pub(crate) fn share_of<T>(&self, found: &[Option<T>]) -> (u32, u32) {
        let filled = self.rows.iter().zip(found).filter(|(row, _)| !row.text.trim_ascii().is_empty());
        let (all, fitting) = filled.fold((0_u32, 0_u32), |(all, fitting), (_, found)| (all + 1, fitting + u32::from(found.is_some())));
        (fitting * 100 / all.max(1), fitting)
    }

    /// A clock for the stamps of the lines.
    pub(crate) fn clock(&self) -> Clock {
        Clock::of(self.rows.iter().filter_map(|row| row.stamp))
    }
}
