//! The parameters of one line: commas, quotes, numbers, addresses. Lazy: nothing is read that nobody asks for.

use core::net::{Ipv4Addr, SocketAddrV4};

use winnow::Parser as _;
use winnow::ascii::{dec_uint, digit1};
use winnow::combinator::separated_pair;
use winnow::error::EmptyError;

use crate::spec::{Field, Form, Type};

/// One parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'b> {
    /// Left out between two commas.
    Empty,
    /// Without quotes.
    Bare(&'b [u8]),
    /// Between quotes; the quotes are taken off.
    Quoted(&'b [u8]),
}

impl<'b> Value<'b> {
    /// The text, without quotes.
    pub const fn text(&self) -> &'b [u8] {
        match self {
            Self::Empty => &[],
            Self::Bare(text) | Self::Quoted(text) => text,
        }
    }

    /// The number, quoted or not: hosts write `"1883"` as well as `1883`.
    pub fn int(&self) -> Option<i64> {
        int(self.text())
    }

    /// The dotted address.
    pub fn address(&self) -> Option<Ipv4Addr> {
        address.parse(self.text()).ok()
    }

    /// `address:port`.
    pub fn endpoint(&self) -> Option<SocketAddrV4> {
        separated_pair(address, b':', dec_uint::<_, u16, EmptyError>).map(|(ip, port)| SocketAddrV4::new(ip, port)).parse(self.text()).ok()
    }
}

/// A decimal number with an optional sign, alone.
pub(crate) fn int(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    // Eighteen digits fit an i64; an ICCID of twenty is text.
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value: i64 = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(digit - b'0');
    }
    Some(if negative { -value } else { value })
}

/// Four decimal numbers and three dots.
fn address(input: &mut &[u8]) -> winnow::Result<Ipv4Addr, EmptyError> {
    let (a, _, b, _, c, _, d) = (octet, b'.', octet, b'.', octet, b'.', octet).parse_next(input)?;
    Ok(Ipv4Addr::new(a, b, c, d))
}

fn octet(input: &mut &[u8]) -> winnow::Result<u8, EmptyError> {
    digit1.try_map(|digits: &[u8]| core::str::from_utf8(digits).unwrap_or_default().parse()).parse_next(input)
}

/// The parameters of a line, in order. Blanks around a parameter are not part of it.
#[derive(Clone, Debug)]
pub struct Fields<'b> {
    rest: Option<&'b [u8]>,
    /// Fields to cut at commas before the rest of the line is one field; `usize::MAX` where no field takes the rest.
    cuts: usize,
}

impl<'b> Fields<'b> {
    pub(crate) fn new(params: &'b [u8], form: Option<&Form>) -> Self {
        let cuts = form.and_then(|form| form.fields.iter().position(Field::takes_rest)).unwrap_or(usize::MAX);
        Self { rest: (!params.is_empty()).then_some(params), cuts }
    }
}

impl<'b> Iterator for Fields<'b> {
    type Item = Value<'b>;

    fn next(&mut self) -> Option<Value<'b>> {
        let rest = self.rest.take()?;
        if self.cuts == 0 {
            return Some(bare(rest));
        }
        self.cuts = self.cuts.saturating_sub(usize::from(self.cuts != usize::MAX));
        let trimmed = rest.trim_ascii_start();
        let end = end_of_field(trimmed);
        let (field, tail) = trimmed.split_at_checked(end).unwrap_or((trimmed, &[]));
        self.rest = tail.get(1..);
        Some(value(field))
    }
}

/// Offset of the comma that ends the first field; quotes and parentheses hide commas. A quote that never closes hides none.
fn end_of_field(text: &[u8]) -> usize {
    let (mut quoted, mut depth) = (false, 0_u32);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            b',' if !quoted && depth == 0 => return at,
            _ => {}
        }
    }
    if quoted || depth > 0 { text.iter().position(|byte| *byte == b',').unwrap_or(text.len()) } else { text.len() }
}

fn value(field: &[u8]) -> Value<'_> {
    match field.trim_ascii() {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'"') => Value::Quoted(inner),
        other => bare(other),
    }
}

fn bare(text: &[u8]) -> Value<'_> {
    if text.is_empty() { Value::Empty } else { Value::Bare(text) }
}

/// How well parameters fit a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Another count of fields, or another way of writing them.
    No,
    /// The right fields, some out of range.
    Shape,
    /// The right fields, all in range.
    Exact,
}

/// How well parameters fit a form. Ranges and keywords tell forms of one name apart (`+CIPRXGET: 2,…` from `+CIPRXGET: 4,…`).
pub(crate) fn fit(form: &Form, params: &[u8]) -> Fit {
    let mut fit = Fit::Exact;
    let mut count = 0;
    for value in Fields::new(params, Some(form)) {
        let field = match form.fields.get(count) {
            Some(field) => field,
            None => match form.fields.last() {
                Some(last) if last.repeats > 0 => last,
                _ => return Fit::No,
            },
        };
        match one(field, &value) {
            Fit::No => return Fit::No,
            Fit::Shape => fit = Fit::Shape,
            Fit::Exact => {}
        }
        count += 1;
    }
    if count < form.required() { Fit::No } else { fit }
}

fn one(field: &Field, value: &Value<'_>) -> Fit {
    let text = match value {
        Value::Empty => return if field.optional { Fit::Exact } else { Fit::No },
        Value::Bare(text) | Value::Quoted(text) => *text,
    };
    let quoted = matches!(value, Value::Quoted(_));
    let yes = |condition: bool| if condition { Fit::Exact } else { Fit::No };
    match field.ty {
        Type::Int(min, max) => match int(text) {
            Some(number) if (min..=max).contains(&number) => Fit::Exact,
            Some(_) => Fit::Shape,
            None => Fit::No,
        },
        Type::Either(min, max) => match int(text) {
            Some(number) if !(min..=max).contains(&number) => Fit::Shape,
            _ => Fit::Exact,
        },
        Type::Quoted(max) => match (quoted, text.len() <= usize::from(max)) {
            (true, true) => Fit::Exact,
            (true, false) => Fit::Shape,
            (false, _) => Fit::No,
        },
        Type::Hex => yes(is_hex(text)),
        Type::Bare => yes(!quoted),
        Type::Word(word) => yes(!quoted && text == word.as_bytes()),
        Type::Address => yes(is_address(text)),
        Type::Endpoint => yes(value.endpoint().is_some()),
        Type::Ranges => yes(text.first() == Some(&b'(')),
        Type::Rest => Fit::Exact,
    }
}

/// Hexadecimal digits, with or without `0x`.
pub(crate) fn is_hex(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"0x").or_else(|| text.strip_prefix(b"0X")).unwrap_or(text);
    !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Digits and dots, or an IPv6 address; masked digits (`10.x.x.x`) are still one.
pub(crate) fn is_address(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b'x' | b'X' | b'*'))
        && text.iter().any(|byte| matches!(byte, b'.' | b':'))
}
