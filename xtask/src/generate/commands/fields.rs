//! The fields of a row: each named once, with every set of values that its forms give it.

use a76xx_parser::spec::{Field, FieldWords, Type};

use super::codes::{CodePage, named};
use super::{Row, text};

/// A table of the row's fields; nothing where no form has any.
pub(super) fn table(row: Row, codes: &CodePage) -> Vec<String> {
    let mut lines = Vec::<String>::new();
    for (form, form_words) in row.wire.forms.iter().zip(row.words.forms) {
        for (field, words) in form.fields.iter().zip(form_words.fields) {
            // A test answer's list of ranges says nothing about the field that the other forms do not; a fixed value stands in its line.
            if field.ty == Type::Ranges || fixed(field.ty).is_some() {
                continue;
            }
            let line = format!("| `{}` | {} | {} |", words.name, text::plain(words.title), values(field, words, codes));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    if !lines.is_empty() {
        lines.insert(0, "\n| Field | What it is | Values |\n|---|---|---|".to_owned());
    }
    lines
}

/// The only value that a field of this type can have.
pub(super) fn fixed(ty: Type) -> Option<String> {
    match ty {
        Type::Int(low, high) if low == high => Some(low.to_string()),
        Type::Word(word) => Some(word.to_owned()),
        _ => None,
    }
}

fn values(field: &Field, words: &FieldWords, codes: &CodePage) -> String {
    let unit = text::unit(words.unit);
    let values = match field.ty {
        Type::Int(low, high) => range(low, high, unit),
        Type::Quoted(longest) => format!("text in quotes, at most {longest} bytes"),
        Type::Word(word) => text::code(word),
        Type::Hex => "hexadecimal digits".to_owned(),
        Type::Bare => "text".to_owned(),
        Type::Address => "address, with or without quotes".to_owned(),
        Type::Endpoint => "`address:port`".to_owned(),
        Type::Ranges => "ranges in parentheses".to_owned(),
        Type::Rest => "text up to the end of the line".to_owned(),
        Type::Either(low, high) => format!("{} or text", range(low, high, unit)),
    };
    let values = match (codes.link(words.codes), named(words.codes, field.ty)) {
        (Some(link), _) => format!("{values}: {link}"),
        (None, Some((named, true))) => named,
        (None, Some((named, false))) => format!("{values}: {named}"),
        (None, None) => values,
    };
    if words.default.is_empty() { values } else { format!("{values}; default {}", text::code(words.default)) }
}

fn range(low: i64, high: i64, unit: &str) -> String {
    match (low, high) {
        (i64::MIN, i64::MAX) => format!("a number{unit}"),
        (low, i64::MAX) => format!("{low} or more{unit}"),
        (low, high) if low < 0 || high < 0 => format!("{low} to {high}{unit}"),
        (low, high) => format!("{low}–{high}{unit}"),
    }
}
