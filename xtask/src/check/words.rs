//! Words that have no place in what is committed: leftovers, and paths of one person's machine.

use super::has_extension;
use crate::repo::{self, Outcome};

/// Written in pieces so that this file does not hold them itself.
const WORDS: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "finish it or leave it out"),
    (concat!("FIX", "ME"), "finish it or leave it out"),
    (concat!("to", "do!"), "finish it or leave it out"),
    (concat!("unimple", "mented!"), "finish it or leave it out"),
    (concat!("db", "g!"), "a leftover of debugging"),
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/ho", "me/"), "a path of one machine"),
];

/// What people write; samples are others' text.
const EXTENSIONS: &[&str] = &["rs", "md", "toml", "sh", "yml"];

pub(super) fn check(files: &[String]) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    let ours = |path: &&String| path.starts_with(".ci/") || EXTENSIONS.iter().any(|extension| has_extension(path, extension));
    for path in files.iter().filter(ours) {
        for (at, line) in repo::read(path)?.lines().enumerate() {
            for (word, why) in WORDS.iter().filter(|(word, _)| holds(line, word)) {
                faults.push(format!("{path}:{}: `{word}`: {why}", at + 1));
            }
        }
    }
    Ok(faults)
}

/// Whether a line holds the word, not as a part of a longer one.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let behind = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let cut = |neighbour: Option<char>| !neighbour.is_some_and(char::is_alphanumeric);
        word.starts_with('/') || cut(before) && cut(behind)
    })
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn only_whole_words_count() {
        assert!(holds("// TBD: later", "TBD"));
        assert!(!holds("the A76TBD module", "TBD"));
        assert!(holds("in /etc/passwd", "/etc/"));
    }
}
