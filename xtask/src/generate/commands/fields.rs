//! The fields of a row: each named once, with every set of values that its forms give it.

use a76xx_decoder::table::{self, Row};
use a76xx_parser::spec::{Field, FieldWords, Type};

use super::codes::{CodePage, named};
use super::text;

/// A table of the row's fields; nothing where no form has any.
pub(super) fn rows(row: Row, codes: &CodePage) -> Vec<String> {
    let mut lines = Vec::<String>::new();
    for (form, form_words) in row.wire.forms().iter().zip(row.words.forms) {
        for (field, words) in form.fields().iter().zip(form_words.fields) {
            // A test answer's list of ranges says nothing about the field that the other forms do not; a fixed value stands in its line.
            if field.ty == Type::Ranges || table::fixed(field.ty).is_some() {
                continue;
            }
            let line = format!("| `{}` | {} | {} |", words.name, text::plain(words.title), values(&field, words, codes));
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

fn values(field: &Field, words: &FieldWords, codes: &CodePage) -> String {
    let values = table::written(field.ty, words.unit).replace('|', "\\|");
    let values = match (codes.link(words.codes), named(words.codes, field.ty)) {
        (Some(link), _) => format!("{values}: {link}"),
        (None, Some((named, true))) => named,
        (None, Some((named, false))) => format!("{values}: {named}"),
        (None, None) => values,
    };
    if words.default.is_empty() { values } else { format!("{values}; default {}", text::code(words.default)) }
}
