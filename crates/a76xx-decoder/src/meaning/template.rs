//! Fills the table's sentences: `{field}` is a field's value, `[…]` is left out when a field in it is absent or empty.

use std::borrow::Cow;

use crate::annotate::fields::Known;
use crate::number::push_signed;
use a76xx_parser::Value;
use a76xx_parser::spec::{FieldWords, Unit};

/// A template with the values of a line, in the memory of `spare`.
pub(super) fn fill(template: &'static str, known: &[Known<'_>], declared: &[FieldWords], spare: &mut String) -> Cow<'static, str> {
    let Some(mut next) = opening(template) else { return Cow::Borrowed(template) };
    let mut text = std::mem::take(spare);
    text.clear();
    text.reserve(template.len() + 16);
    let mut rest = template;
    loop {
        let (before, from) = rest.split_at_checked(next).unwrap_or((rest, ""));
        literal(before, &mut text);
        let group = from.starts_with('[');
        let (inner, tail) = from.get(1..).and_then(|inner| cut(inner, if group { b']' } else { b'}' })).unwrap_or((from, ""));
        if group {
            let start = text.len();
            if !fill_group(inner, template, known, declared, &mut text) {
                text.truncate(start);
            }
        } else if !values(inner, template, known, declared, &mut text) {
            text.push('?');
        }
        rest = tail;
        match opening(rest) {
            Some(at) => next = at,
            None => break,
        }
    }
    literal(rest, &mut text);
    Cow::Owned(text)
}

/// Where the next field or group of a template begins.
fn opening(template: &str) -> Option<usize> {
    template.bytes().position(|byte| matches!(byte, b'[' | b'{'))
}

/// What stands in front of an ASCII character, and behind it.
fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let (before, from) = text.split_at_checked(text.bytes().position(|byte| byte == at)?)?;
    Some((before, from.get(1..)?))
}

/// Appends a group; false where one of its fields is not there.
fn fill_group(group: &str, whole: &str, known: &[Known<'_>], declared: &[FieldWords], text: &mut String) -> bool {
    let mut rest = group;
    while let Some((before, tail)) = cut(rest, b'{') {
        let (name, tail) = cut(tail, b'}').unwrap_or((tail, ""));
        literal(before, text);
        if !values(name, whole, known, declared, text) {
            return false;
        }
        rest = tail;
    }
    literal(rest, text);
    true
}

/// Appends a piece of the template. One is no plural.
fn literal(piece: &str, text: &mut String) {
    let one = |text: &str| {
        let before = text.strip_suffix('1');
        before.is_some_and(|before| !before.ends_with(|char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-')))
    };
    match piece.strip_prefix(" bytes") {
        Some(behind) if one(text) => text.extend([" byte", behind]),
        _ => text.push_str(piece),
    }
}

/// Appends every value under a name, as a sentence shows it; false where there is none.
fn values(name: &str, template: &str, known: &[Known<'_>], declared: &[FieldWords], text: &mut String) -> bool {
    let mut named = known.iter().filter(|known| known.words.is_some_and(|words| words.name == name));
    let (first, second) = (named.next(), named.next());
    let many = second.is_some();
    let mut shown = false;
    for known in first.into_iter().chain(second).chain(named).filter(|known| says_something(known)) {
        if shown {
            text.push_str(", ");
        }
        shown = true;
        show(known, template, !many, text);
    }
    if !shown && !declared.iter().any(|words| words.name == name) {
        // A name that no field has is a slip in the table; it stays visible.
        text.extend(["{", name, "}"]);
        return true;
    }
    shown
}

/// `""` says as little as nothing between the commas.
pub(super) const fn says_something(known: &Known<'_>) -> bool {
    !matches!(known.value, Value::Empty | Value::Quoted([]))
}

/// Appends one value: with the name of its code, or with its unit where the sentence around it does not say it.
pub(super) fn show(known: &Known<'_>, sentence: &str, numbers: bool, to: &mut String) {
    let text = String::from_utf8_lossy(known.value.text());
    let Some(words) = known.words else { return to.push_str(&text) };
    let Some(value) = known.value.int() else {
        to.push_str(&text);
        if let Some(code) = words.codes.find(text.as_bytes()).filter(|_| numbers) {
            to.push_str(" (");
            push_signed(code, to);
            to.push(')');
        }
        return;
    };
    match words.codes.get(value) {
        Some(name) if numbers => {
            to.push_str(name);
            to.push_str(" (");
            push_signed(value, to);
            to.push(')');
        }
        Some(name) => to.push_str(name),
        // The table names the ends of the scale; between them a step is 2 dB.
        None if words.codes.name == "rssi" && (2..30).contains(&value) => {
            push_signed(2 * value - 113, to);
            to.push_str(" dBm (");
            push_signed(value, to);
            to.push(')');
        }
        None => with_unit(value, &text, words.unit, sentence, to),
    }
}

fn with_unit(number: i64, text: &str, unit: Unit, sentence: &str, to: &mut String) {
    let word = match unit {
        Unit::None => return to.push_str(text),
        Unit::Bytes => "bytes",
        Unit::Milliseconds => "ms",
        Unit::Seconds => "s",
        Unit::Minutes => "min",
        Unit::QuarterHours => "quarter hours",
        Unit::Baud => "bit/s",
        Unit::Dbm => "dBm",
        Unit::TenthsDb => {
            let sign = if number < 0 { "-" } else { "" };
            let (whole, tenths) = (number.unsigned_abs() / 10, number.unsigned_abs() % 10);
            return to.extend([sign, &whole.to_string(), ".", &tenths.to_string(), " dB"]);
        }
        Unit::Celsius => "degrees C",
        Unit::Millivolts => "mV",
    };
    to.push_str(text);
    if !says(sentence, word) {
        to.extend([" ", word]);
    }
}

/// Whether a sentence has the word.
fn says(sentence: &str, word: &str) -> bool {
    let (bytes, first) = (sentence.as_bytes(), word.as_bytes().first());
    bytes.iter().enumerate().filter(|(_, byte)| Some(*byte) == first).any(|(at, _)| {
        let is_word = || bytes.get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        let before = || sentence.get(..at).and_then(|text| text.chars().next_back());
        let after = || sentence.get(at + word.len()..).and_then(|text| text.chars().next());
        is_word() && !before().is_some_and(char::is_alphanumeric) && !after().is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test may stop")]

    use super::*;
    use a76xx_parser::spec::{CodeTable, Secret, Type};

    static NONE: CodeTable = CodeTable { name: "", entries: &[] };
    static ERR: CodeTable = CodeTable { name: "err", entries: &[(0, "done"), (11, "DNS parse failed")] };
    static WORDS: [FieldWords; 3] = [
        FieldWords { name: "link_num", title: "link", unit: Unit::None, default: "", codes: &NONE, secret: Secret::None },
        FieldWords { name: "err", title: "result", unit: Unit::None, default: "", codes: &ERR, secret: Secret::None },
        FieldWords { name: "len", title: "length", unit: Unit::Bytes, default: "", codes: &NONE, secret: Secret::None },
    ];

    fn filled(template: &'static str, values: &[(usize, &'static str)]) -> String {
        let known: Vec<Known<'_>> = values
            .iter()
            .map(|(index, text)| Known {
                words: WORDS.get(*index),
                ty: Some(Type::Bare),
                repeats: false,
                value: if text.is_empty() { Value::Empty } else { Value::Bare(text.as_bytes()) },
            })
            .collect();
        fill(template, &known, &WORDS, &mut String::new()).into_owned()
    }

    #[test]
    fn values_have_names_numbers_and_units() {
        assert_eq!(filled("link {link_num} did not open: {err}", &[(0, "3"), (1, "11")]), "link 3 did not open: DNS parse failed (11)");
        assert_eq!(filled("{err}", &[(1, "DNS PARSE FAILED")]), "DNS PARSE FAILED (11)");
        assert_eq!(filled("{err}", &[(1, "77")]), "77");
        assert_eq!(filled("read {len}", &[(2, "16")]), "read 16 bytes");
        assert_eq!(filled("read[ at most {len}] bytes", &[(2, "16")]), "read at most 16 bytes");
        assert_eq!(filled("read[ at most {len}] bytes", &[(2, "1")]), "read at most 1 byte");
        assert_eq!(filled("read {len} bytes", &[(2, "11")]), "read 11 bytes");
    }

    #[test]
    fn groups_go_with_their_fields() {
        assert_eq!(filled("open[ {len}][, {err}]", &[(2, "5"), (1, "")]), "open 5 bytes");
        assert_eq!(filled("open[ {len}, {err}]", &[(2, "5")]), "open");
        assert_eq!(filled("{len} of {nothing}", &[]), "? of {nothing}");
        let unnamed = Known { words: WORDS.first(), ty: None, repeats: false, value: Value::Quoted(b"") };
        assert_eq!(fill("open[ {link_num}]", &[unnamed], &WORDS, &mut String::new()), "open");
    }

    #[test]
    fn many_values_have_no_numbers() {
        assert_eq!(filled("states: {err}", &[(1, "0"), (1, "11"), (1, "5")]), "states: done, DNS parse failed, 5");
    }
}
