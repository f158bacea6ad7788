//! Which rules watch what, worked out once: an input asks only the rules that it concerns.

use a76xx_parser::Line;

use crate::rule::Rule;
use crate::seen::{Class, Seen};

const WORDS: usize = 3;
const CLASSES: usize = Class::Short as usize + 1;
/// Kinds of lines that are kept apart, by a hash of their names.
const KINDS: usize = 128;

/// Rules, and which of them watch which inputs.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    pub(crate) rules: &'static [&'static Rule],
    by_class: [[u64; WORDS]; CLASSES],
    by_kind: [[u64; WORDS]; KINDS],
}

/// Rules that are still to be asked, by their indexes.
#[derive(Clone, Debug)]
pub(crate) struct Left {
    words: [u64; WORDS],
}

#[expect(clippy::indexing_slicing, reason = "indexes are those of the arrays themselves; for the rules of this crate the compiler runs it")]
impl Watch {
    /// These rules, 192 at most.
    ///
    /// # Panics
    /// With more rules.
    pub const fn of(rules: &'static [&'static Rule]) -> Self {
        assert!(rules.len() <= 64 * WORDS, "a rule is one bit of three words");
        let (mut by_class, mut by_kind) = ([[0; WORDS]; CLASSES], [[0; WORDS]; KINDS]);
        let mut index = 0;
        while index < rules.len() {
            let (rule, word, bit) = (rules[index], index / 64, 1 << (index % 64));
            let mut class = 0;
            while class < CLASSES {
                if rule.on >> class & 1 == 1 {
                    by_class[class][word] |= bit;
                }
                class += 1;
            }
            let (mut kind, mut name) = (0, 0);
            while kind < KINDS && rule.of.is_empty() {
                by_kind[kind][word] |= bit;
                kind += 1;
            }
            while name < rule.of.len() {
                by_kind[kind_of(rule.of[name].as_bytes())][word] |= bit;
                name += 1;
            }
            index += 1;
        }
        Self { rules, by_class, by_kind }
    }
}

impl Watch {
    /// The rules that watch an input, and what it brought about besides: bits of [`Class`].
    pub(crate) fn over(&self, seen: &Seen<'_, '_>, mut besides: u32) -> Left {
        let of = |index: usize| self.by_class.get(index).copied().unwrap_or_default();
        let mut words = of(seen.class as usize);
        while besides != 0 {
            words.iter_mut().zip(of(besides.trailing_zeros() as usize)).for_each(|(word, more)| *word |= more);
            besides &= besides - 1;
        }
        // A line of several commands is of several kinds; what a final result code ends may be any.
        let name = seen.line().filter(|line| line.more.is_empty() && seen.class != Class::Final).map(name);
        if let Some(kind) = name.and_then(|name| self.by_kind.get(kind_of(name))) {
            words.iter_mut().zip(kind).for_each(|(word, kind)| *word &= kind);
        }
        Left { words }
    }
}

/// The name by which the table knows a line, or as it is written.
fn name<'b>(line: &Line<'b>) -> &'b [u8] {
    line.command.map_or(line.name, |row| row.head())
}

/// The kind of lines of this name, by its length and three of its characters: names of two kinds may be one, which costs a look more.
const fn kind_of(name: &[u8]) -> usize {
    let (len, mut hash) = (name.len(), name.len());
    if let ([_, second, ..], [.., last], (_, [middle, ..])) = (name, name, name.split_at(len / 2)) {
        hash += *second as usize * 3 + *middle as usize * 5 + *last as usize * 11;
    }
    hash % KINDS
}

impl Left {
    /// No rules.
    pub(crate) const NONE: Self = Self { words: [0; WORDS] };

    /// Asks them one by one until one has an answer; those that were asked are left no more.
    #[inline]
    pub(crate) fn ask<T>(&mut self, mut answer: impl FnMut(usize) -> Option<T>) -> Option<T> {
        for (word, first) in self.words.iter_mut().zip((0..).step_by(64)) {
            while *word != 0 {
                let rule = first + word.trailing_zeros() as usize;
                *word &= *word - 1;
                let said = answer(rule);
                if said.is_some() {
                    return said;
                }
            }
        }
        None
    }
}
