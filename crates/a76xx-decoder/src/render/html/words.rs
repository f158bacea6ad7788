//! Texts by number: most lines of a log came before.

use std::collections::HashMap;

/// Texts that are recognised when they come again.
const KNOWN: usize = 50_000;

/// Bytes of the longest text that is; data rarely come twice.
const LONGEST: usize = 128;

/// The texts of a page. Number 0 is the empty one.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: HashMap<String, u32>,
    count: u32,
    fresh: Vec<String>,
}

impl Words {
    /// The number of a text.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        self.count += 1;
        self.fresh.push(text.to_owned());
        if text.len() <= LONGEST && self.known.len() < KNOWN {
            self.known.insert(text.to_owned(), self.count);
        }
        self.count
    }

    /// Texts that were not written yet, in the order of their numbers.
    pub(super) fn fresh(&mut self) -> Vec<String> {
        std::mem::take(&mut self.fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_is_written_once() {
        let mut words = Words::default();
        assert_eq!([words.number("OK"), words.number(""), words.number("AT"), words.number("OK")], [1, 0, 2, 1]);
        assert_eq!(words.fresh(), ["OK", "AT"]);
        assert_eq!(words.number("AT"), 2);
        assert_eq!(words.fresh(), [""; 0]);
    }

    #[test]
    fn long_texts_are_not_kept() {
        let mut words = Words::default();
        let long = "x".repeat(LONGEST + 1);
        assert_eq!([words.number(&long), words.number(&long)], [1, 2]);
        assert!(words.known.is_empty());
    }
}
