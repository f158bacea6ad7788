//! Which form of the table parameters fit.

use a76xx_parser::spec::{Command, Field, Form, Shape, Type};

/// One parameter, blanks around it taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'b> {
    Empty,
    Bare(&'b [u8]),
    Quoted(&'b [u8]),
}

/// Splits at commas outside quotes and parentheses. Where one of these never closes, commas alone count from there on. Behind so many fields the
/// rest of the line is one.
pub fn split(params: &[u8], rest_at: Option<usize>) -> Vec<Value<'_>> {
    let (mut values, mut rest, mut plain) = (Vec::new(), params, false);
    if params.is_empty() {
        return values;
    }
    loop {
        if rest_at == Some(values.len()) {
            values.push(if rest.is_empty() { Value::Empty } else { Value::Bare(rest) });
            return values;
        }
        let comma = if plain { None } else { outside(rest) };
        let comma = comma.unwrap_or_else(|| {
            plain = true;
            rest.iter().position(|byte| *byte == b',')
        });
        let Some(comma) = comma else {
            values.push(value(rest));
            return values;
        };
        values.push(value(&rest[..comma]));
        rest = &rest[comma + 1..];
    }
}

/// The first comma outside quotes and parentheses, or that there is none; `None` where one of them never closes.
fn outside(text: &[u8]) -> Option<Option<usize>> {
    let (mut quoted, mut depth) = (false, 0_u32);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            b',' if !quoted && depth == 0 => return Some(Some(at)),
            _ => {}
        }
    }
    (!quoted && depth == 0).then_some(None)
}

fn value(field: &[u8]) -> Value<'_> {
    match field.trim_ascii() {
        [] => Value::Empty,
        [b'"', inner @ .., b'"'] if !inner.contains(&b'"') => Value::Quoted(inner),
        other => Value::Bare(other),
    }
}

/// A number of one to eighteen digits, signed or not.
pub fn number(value: &Value<'_>) -> Option<i64> {
    let (Value::Bare(text) | Value::Quoted(text)) = value else { return None };
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// The n-th parameter as a count of bytes, more than none.
pub fn count(params: &[u8], index: u8) -> Option<u32> {
    let value = split(params, None).get(usize::from(index)).copied()?;
    number(&value).and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0)
}

/// The form of these shapes that fits best: values in range before values merely of the right kind, then the order of shapes and of the table.
pub fn best(row: &'static Command, shapes: &[Shape], params: &[u8]) -> Option<&'static Form> {
    let candidates: Vec<(&'static Form, bool)> = shapes
        .iter()
        .flat_map(|shape| row.forms().iter().filter(move |form| form.shape == *shape))
        .filter_map(|form| Some((form, fits(form, params)?)))
        .collect();
    let exact = candidates.iter().find(|(_, exact)| *exact);
    exact.or(candidates.first()).map(|(form, _)| *form)
}

/// Whether parameters fit a form, and whether every value is in range.
fn fits(form: &'static Form, params: &[u8]) -> Option<bool> {
    let rest_at = form.fields().iter().position(|field| field.takes_rest());
    let repeats = form.fields().iter().any(|field| field.repeats > 0);
    let values = split(params, rest_at);
    if values.len() < form.required() || values.len() > form.fields().len() && !repeats {
        return None;
    }
    let mut exact = true;
    for (index, value) in values.iter().enumerate() {
        let field = form.fields().get_or_last(index)?;
        exact &= fit(&field, value)?;
    }
    Some(exact)
}

/// Whether a value fits a field, and whether it is in range.
fn fit(field: &Field, value: &Value<'_>) -> Option<bool> {
    let (text, quoted) = match value {
        Value::Empty => return (field.optional || field.ty == Type::Rest).then_some(true),
        Value::Bare(text) => (*text, false),
        Value::Quoted(text) => (*text, true),
    };
    match field.ty {
        Type::Int(min, max) if min == max => (number(value) == Some(min)).then_some(true),
        Type::Int(min, max) => number(value).map(|number| (min..=max).contains(&number)),
        // It takes the rest of the line, but none that leaves it out.
        Type::Either(..) if !quoted && text.split(|byte| *byte == b',').next()?.trim_ascii().is_empty() => None,
        Type::Either(min, max) => Some(number(value).is_none_or(|number| (min..=max).contains(&number))),
        Type::Quoted(max) => quoted.then_some(text.len() <= usize::from(max)),
        Type::Hex => {
            let digits = text.strip_prefix(b"0x").or(text.strip_prefix(b"0X")).unwrap_or(text);
            (!digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)).then_some(true)
        }
        Type::Bare => (!quoted).then_some(true),
        Type::Word(word) => (!quoted && text == word.as_bytes()).then_some(true),
        Type::Address => is_address(text).then_some(true),
        Type::Endpoint => {
            let colon = text.iter().rposition(|byte| *byte == b':')?;
            let port = &text[colon + 1..];
            let numbers = !port.is_empty() && port.iter().all(u8::is_ascii_digit);
            (!quoted && numbers && is_address(&text[..colon])).then_some(true)
        }
        Type::Ranges => (!quoted && text.starts_with(b"(")).then_some(true),
        Type::Rest => Some(true),
    }
}

fn is_address(text: &[u8]) -> bool {
    let part = |byte: &u8| byte.is_ascii_hexdigit() || b".:xX*".contains(byte);
    text.iter().all(part) && text.iter().any(|byte| matches!(byte, b'.' | b':'))
}
