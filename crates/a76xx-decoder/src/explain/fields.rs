//! The fields of a form: what each is, what may stand there, and what stands there in a pasted line.

use a76xx_parser::spec::Field as WireField;
use a76xx_parser::spec::{CodeTable, FieldWords, Form, FormWords, Type};

use super::page::{Field, Value};
use super::reading::Told;
use crate::table::{self, Row};

/// Named values that are listed beside a value; of a longer table only the value's own name is shown.
const BESIDE: usize = 24;

/// Every field of a row, once for each set of values that its forms give it.
pub(super) fn of_row(row: Row) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (form, words) in row.forms() {
        for (wire, words) in form.fields().iter().zip(words.fields) {
            // A test answer's list of ranges tells nothing that the other forms do not; a fixed value stands in its line.
            if wire.ty == Type::Ranges || table::fixed(wire.ty).is_some() {
                continue;
            }
            // Whether it may be left out differs from form to form, and stands in the forms' lines.
            let field = one(&wire, words, usize::MAX, "");
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
    }
    fields
}

/// The fields of one form with the values of a line.
pub(super) fn of_line(title: &str, form: &Form, words: &FormWords, told: &[Told]) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut told = told.iter();
    for (wire, words) in form.fields().iter().zip(words.fields) {
        let own: Vec<&Told> = if wire.repeats > 0 { told.by_ref().collect() } else { told.next().into_iter().collect() };
        fields.push(with_value(&wire, words, &own, title));
    }
    for extra in told {
        let text = String::from_utf8_lossy(&extra.text).into_owned();
        let value = Some(Value { text, fault: Some("the form has no such field".to_owned()) });
        fields.push(Field { name: "more".to_owned(), value, text: String::new(), codes: Vec::new() });
    }
    fields
}

/// Values under no form: by their places.
pub(super) fn unknown(told: &[Told]) -> Vec<Field> {
    let field = |(at, told): (usize, &Told)| Field {
        name: format!("{}.", at + 1),
        value: Some(Value { text: String::from_utf8_lossy(&told.text).into_owned(), fault: None }),
        text: String::new(),
        codes: Vec::new(),
    };
    told.iter().enumerate().map(field).collect()
}

fn with_value(wire: &WireField, words: &FieldWords, own: &[&Told], title: &str) -> Field {
    let mut field = one(wire, words, BESIDE, title);
    let texts: Vec<String> = own.iter().map(|told| String::from_utf8_lossy(&told.text).into_owned()).collect();
    let text = texts.join(",");
    if text.is_empty() {
        field.value = Some(Value { text: String::new(), fault: None });
        if wire.optional {
            field.text = format!("left out; {}", field.text);
        }
        return field;
    }
    let numbers: Vec<i64> = own.iter().filter_map(|told| number(told, words.codes)).collect();
    for (value, _, here) in &mut field.codes {
        *here = numbers.contains(value);
    }
    let name = match (numbers.as_slice(), field.codes.is_empty()) {
        // The table is too long to be listed: the value's own name stands alone.
        ([number], true) => words.codes.get(*number).map(|name| (*number, name, true)),
        _ => None,
    };
    field.codes.extend(name);
    let fault = numbers.iter().find_map(|number| outside(wire.ty, *number));
    let unnamed = numbers.iter().any(|number| !words.codes.entries.is_empty() && words.codes.get(*number).is_none());
    let fault = fault.or_else(|| (unnamed && is_code(wire.ty, words.codes)).then(|| "no source names this value".to_owned()));
    field.value = Some(Value { text, fault });
    field
}

/// The number that stands there, or whose name does.
fn number(told: &Told, codes: &CodeTable) -> Option<i64> {
    told.number.or_else(|| codes.find(&told.text))
}

/// Whether every value of the field is meant to have a name.
fn is_code(ty: Type, codes: &CodeTable) -> bool {
    let (named, all) = table::named(codes, ty);
    all || named.len() > 3
}

fn outside(ty: Type, number: i64) -> Option<String> {
    let (Type::Int(low, high) | Type::Either(low, high)) = ty else { return None };
    (number < low || number > high).then(|| "out of range".to_owned())
}

fn one(wire: &WireField, words: &FieldWords, listed: usize, title: &str) -> Field {
    let (codes, all) = table::named(words.codes, wire.ty);
    let mut parts = vec![words.title.to_owned()];
    if let Some(value) = table::fixed(wire.ty) {
        parts.push(format!("always `{value}` in this form"));
    } else if !all {
        parts.push(table::written(wire.ty, words.unit));
    }
    if !words.default.is_empty() {
        parts.push(format!("default `{}`", words.default));
    }
    if wire.repeats > 0 {
        parts.push("comes any number of times".to_owned());
    }
    let codes = if codes.len() > listed {
        parts.push(format!("`a76xx explain '{title}'` lists all"));
        Vec::new()
    } else {
        codes
    };
    Field {
        name: words.name.to_owned(),
        value: None,
        text: parts.join("; "),
        codes: codes.into_iter().map(|(value, name)| (value, name, false)).collect(),
    }
}
