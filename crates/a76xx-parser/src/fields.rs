//! The parameters of one line: commas, quotes, numbers, addresses. Lazy: nothing is read that nobody asks for.

use core::net::{Ipv4Addr, SocketAddrV4};

use winnow::Parser as _;
use winnow::ascii::digit1;
use winnow::error::EmptyError;

use crate::search::{self, trim};
use crate::spec::Form;

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
        let mut rest = self.text();
        let ip = address(&mut rest).ok()?;
        rest.is_empty().then_some(ip)
    }

    /// `address:port`.
    pub fn endpoint(&self) -> Option<SocketAddrV4> {
        let mut rest = self.text();
        let ip = address(&mut rest).ok()?;
        match rest.strip_prefix(b":")? {
            port @ ([b'0'] | [b'1'..=b'9', ..]) => Some(SocketAddrV4::new(ip, u16::try_from(int(port)?).ok()?)),
            _ => None,
        }
    }
}

/// A decimal number with an optional sign, alone.
pub(crate) fn int(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    if digits.is_empty() || digits.len() > MOST_DIGITS {
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

/// The n-th of some parameters as a number.
#[inline]
pub(crate) fn nth_int(params: &[u8], index: usize) -> Option<i64> {
    nth_digits(params, index).unwrap_or_else(|Other| Fields::new(params, None).nth(index)?.int())
}

/// There is more than digits and commas.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Other;

/// The same where digits and commas are all there is up to it: nothing has to be split.
#[inline]
fn nth_digits(params: &[u8], index: usize) -> Result<Option<i64>, Other> {
    let (mut at, mut value, mut digits) = (0, 0_i64, 0);
    for byte in params {
        match byte {
            b'0'..=b'9' if digits < MOST_DIGITS => {
                value = value * 10 + i64::from(byte - b'0');
                digits += 1;
            }
            b',' if at == index => break,
            b',' => (at, value, digits) = (at + 1, 0, 0),
            _ => return Err(Other),
        }
    }
    Ok((at == index && digits > 0).then_some(value))
}

/// Four decimal numbers and three dots.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn address(input: &mut &[u8]) -> winnow::Result<Ipv4Addr, EmptyError> {
    let (a, _, b, _, c, _, d) = (octet, b'.', octet, b'.', octet, b'.', octet).parse_next(input)?;
    Ok(Ipv4Addr::new(a, b, c, d))
}

fn octet(input: &mut &[u8]) -> winnow::Result<u8, EmptyError> {
    digit1.verify_map(|digits| u8::try_from(int(digits)?).ok()).parse_next(input)
}

/// The parameters of a line, in order. Blanks around a parameter are not part of it.
#[derive(Clone, Debug)]
pub struct Fields<'b> {
    rest: Option<&'b [u8]>,
    /// Fields to cut at commas before the rest of the line is one field; 255 where no field takes the rest.
    cuts: u8,
    /// A quote or parenthesis never closes: from here on, commas alone count.
    plain: bool,
}

impl<'b> Fields<'b> {
    pub(crate) fn new(params: &'b [u8], form: Option<&Form>) -> Self {
        Self { rest: (!params.is_empty()).then_some(params), cuts: form.map_or(Form::NONE, |form| form.body().rest), plain: false }
    }
}

impl Fields<'_> {
    /// Whether there is no field any more.
    pub(crate) const fn is_over(&self) -> bool {
        self.rest.is_none()
    }

    /// Takes the next field if it is an empty one; whether it is, or there is none.
    pub(crate) fn skip_empty(&mut self) -> bool {
        let Some(rest) = self.rest else { return true };
        let empty = if self.cuts == 0 { rest.is_empty() } else { matches!(rest.trim_ascii_start(), [] | [b',', ..]) };
        if empty {
            self.next();
        }
        empty
    }

    /// The next field as a number.
    #[inline]
    pub(crate) fn next_int(&mut self) -> Option<i64> {
        self.digits().map_or_else(|Other| self.next()?.int(), Some)
    }

    /// The same where the field is nothing but digits: it need not be cut out first.
    #[inline]
    pub(crate) fn digits(&mut self) -> Result<i64, Other> {
        let rest = self.rest.filter(|rest| self.cuts != 0 && !rest.is_empty()).ok_or(Other)?;
        let (mut value, mut digits) = (0, 0);
        for byte in rest {
            match byte {
                b'0'..=b'9' if digits < MOST_DIGITS => value = value * 10 + i64::from(byte - b'0'),
                b',' if digits > 0 => break,
                _ => return Err(Other),
            }
            digits += 1;
        }
        self.cuts -= u8::from(self.cuts != Form::NONE);
        self.rest = rest.get(digits + 1..);
        Ok(value)
    }
}

/// Digits of the longest number, which fits an `i64`: an ICCID of twenty is text.
const MOST_DIGITS: usize = 18;

impl<'b> Iterator for Fields<'b> {
    type Item = Value<'b>;

    fn next(&mut self) -> Option<Value<'b>> {
        let rest = self.rest.take()?;
        if self.cuts == 0 {
            return Some(bare(rest));
        }
        self.cuts -= u8::from(self.cuts != Form::NONE);
        if !self.plain
            && let Some((value, tail)) = simple(rest)
        {
            self.rest = tail;
            return Some(value);
        }
        let end = if self.plain { None } else { end_of_field(rest) };
        self.plain |= end.is_none();
        let end = end.or_else(|| search::find(b',', rest)).unwrap_or(rest.len());
        let (field, tail) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        self.rest = tail.get(1..);
        Some(value(field))
    }
}

/// The first field and what follows its comma, where it is one of the two simple kinds that nearly all are: without quotes and parentheses, or
/// between the only two quotes.
#[inline]
fn simple(text: &[u8]) -> Option<(Value<'_>, Option<&[u8]>)> {
    if let [b'"', inner @ ..] = text {
        let (inner, behind) = inner.split_at_checked(inner.iter().position(|byte| *byte == b'"')?)?;
        return match behind {
            [_] => Some((Value::Quoted(inner), None)),
            [_, b',', tail @ ..] => Some((Value::Quoted(inner), Some(tail))),
            _ => None,
        };
    }
    let Some(end) = text.iter().position(|byte| matches!(byte, b',' | b'"' | b'(')) else { return Some((bare(trim(text)), None)) };
    match text.split_at_checked(end)? {
        (field, [b',', tail @ ..]) => Some((bare(trim(field)), Some(tail))),
        _ => None,
    }
}

/// Offset of the comma that ends the first field, or the length; quotes and parentheses hide commas. `None` if one of them never closes.
pub(crate) fn end_of_field(text: &[u8]) -> Option<usize> {
    let (mut quoted, mut depth) = (false, 0_u32);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            b',' if !quoted && depth == 0 => return Some(at),
            _ => {}
        }
    }
    (!quoted && depth == 0).then_some(text.len())
}

pub(crate) fn value(field: &[u8]) -> Value<'_> {
    match trim(field) {
        [b'"', inner @ .., b'"'] if search::find(b'"', inner).is_none() => Value::Quoted(inner),
        other => bare(other),
    }
}

fn bare(text: &[u8]) -> Value<'_> {
    if text.is_empty() { Value::Empty } else { Value::Bare(text) }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Other, Value, nth_digits, simple};

    #[test]
    fn numbers_alone_are_not_split() {
        assert_eq!(nth_digits(b"0,11,7", 1), Ok(Some(11)));
        assert_eq!(nth_digits(b"0,11,x", 1), Ok(Some(11)));
        assert_eq!(nth_digits(b"0,,7", 1), Ok(None));
        assert_eq!(nth_digits(b"0,11", 2), Ok(None));
        assert_eq!(nth_digits(b"123456789012345678", 0), Ok(Some(123_456_789_012_345_678)));
        for other in [&b"1234567890123456789"[..], b"-5", b"\"5\"", b" 5", b"x,5"] {
            assert_eq!(nth_digits(other, 0), Err(Other), "{}", other.escape_ascii());
        }
    }

    #[test]
    fn a_number_read_at_once_is_the_field_cut_and_read() {
        let long = ["123456789012345678", "1234567890123456789"].map(|digits| format!("{digits},5"));
        let lines = ["", ",", "5", "5,", "5,6", "5 ,6", " 5,6", "-5,6", "\"5\",6", "(5),6", "5\",6\"", "x", "5x,6"];
        for line in lines.into_iter().chain(long.iter().map(String::as_str)) {
            let (mut once, mut cut) = (Fields::new(line.as_bytes(), None), Fields::new(line.as_bytes(), None));
            for _ in 0..4 {
                assert_eq!(once.next_int(), cut.next().and_then(|value| value.int()), "{line}");
                assert_eq!(once.clone().collect::<Vec<_>>(), cut.clone().collect::<Vec<_>>(), "{line}");
            }
        }
    }

    #[test]
    fn simple_fields_are_cut_at_a_glance() {
        assert_eq!(simple(b"5,6"), Some((Value::Bare(b"5"), Some(&b"6"[..]))));
        assert_eq!(simple(b"5"), Some((Value::Bare(b"5"), None)));
        assert_eq!(simple(b"\"a,b\",6"), Some((Value::Quoted(b"a,b"), Some(&b"6"[..]))));
        assert_eq!(simple(b"\"a,b\""), Some((Value::Quoted(b"a,b"), None)));
        for other in [&b"\"a\"b"[..], b"\"a", b"a\"b\"", b"(1)", b"1(2,3)"] {
            assert_eq!(simple(other), None, "{}", other.escape_ascii());
        }
    }
}
