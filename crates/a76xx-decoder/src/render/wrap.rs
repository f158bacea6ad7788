//! Lines of a given width.

use super::visible::is_printable;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    if is_printable(text) { text.len() } else { text.width() }
}

/// Cuts a text after so many columns, wherever that is. Never gives an empty list.
pub(super) fn hard(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    loop {
        let (line, tail) = split(rest, columns);
        lines.push(line);
        if tail.is_empty() {
            return lines;
        }
        rest = tail;
    }
}

/// As much of a text as so many columns hold.
pub(super) fn first(text: &str, columns: usize) -> &str {
    split(text, columns).0
}

/// Breaks a text at blanks so that no line is wider; a word that is wider itself is cut.
pub(super) fn soft(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    loop {
        let (line, tail) = split(rest, columns);
        if tail.is_empty() {
            lines.push(line);
            return lines;
        }
        let (line, tail) = if tail.starts_with(' ') {
            (line, tail)
        } else {
            match line.rfind(' ').filter(|at| *at > 0) {
                Some(at) => rest.split_at_checked(at).unwrap_or((line, tail)),
                None => (line, tail),
            }
        };
        lines.push(line.trim_end());
        rest = tail.trim_start();
        if rest.is_empty() {
            return lines;
        }
    }
}

/// The first columns of a text, at least one character of it.
fn split(text: &str, columns: usize) -> (&str, &str) {
    if is_printable(text) {
        return text.split_at_checked(columns.max(1)).unwrap_or((text, ""));
    }
    let mut used = 0;
    for (at, char) in text.char_indices() {
        used += char.width().unwrap_or(0);
        if used > columns && at > 0 {
            return text.split_at_checked(at).unwrap_or((text, ""));
        }
    }
    (text, "")
}
