//! Which form of the table parameters fit: ranges, quotes and keywords tell forms of one name apart (`+CIPRXGET: 2,…` from
//! `+CIPRXGET: 4,…`). The parameters are split once, however many forms are tried.

use crate::fields::{Fields, Value, int};
use crate::spec::{Command, Field, Form, Shape, Type};

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

/// Fields that are looked at; of longer lists the rest is taken on trust.
const SEEN: usize = 16;

/// The parameters of one line, split.
pub(crate) struct Sketch<'b> {
    params: &'b [u8],
    values: [Value<'b>; SEEN],
    count: usize,
}

impl<'b> Sketch<'b> {
    pub(crate) fn new(params: &'b [u8]) -> Self {
        let mut sketch = Self { params, values: [Value::Empty; SEEN], count: 0 };
        for value in Fields::new(params, None) {
            if let Some(slot) = sketch.values.get_mut(sketch.count) {
                *slot = value;
            }
            sketch.count += 1;
        }
        sketch
    }

    /// How well the parameters fit a form.
    pub(crate) fn fit(&self, form: &Form) -> Fit {
        let rest = usize::from(form.rest);
        let count = self.count.min(rest + 1);
        if count < usize::from(form.least) || (count > usize::from(form.most) && form.most != u8::MAX) {
            return Fit::No;
        }
        let mut fit = Fit::Exact;
        for (index, value) in self.values.iter().take(count).enumerate() {
            // Where the last field repeats, it stands for all behind it.
            let Some(field) = form.fields.get(index).or(form.fields.last()) else { return Fit::No };
            if index == rest {
                return fit.and(|| self.rest(field, value));
            }
            match one(field, value) {
                Fit::No => return Fit::No,
                Fit::Shape => fit = Fit::Shape,
                Fit::Exact => {}
            }
        }
        fit
    }

    /// A field that takes everything behind it: text that holds commas is no number.
    fn rest(&self, field: &Field, value: &Value<'_>) -> Fit {
        match field.ty {
            Type::Either(min, max) if self.count == 1 => match int(value.text()) {
                Some(number) if !(min..=max).contains(&number) => Fit::Shape,
                _ => Fit::Exact,
            },
            _ if self.params.is_empty() && !field.optional => Fit::No,
            _ => Fit::Exact,
        }
    }

    /// The form of these shapes that fits best: in range before merely in shape, earlier shapes before later ones.
    pub(crate) fn best(&self, row: &'static Command, shapes: &[Shape]) -> Option<&'static Form> {
        let mut loose = None;
        for shape in shapes.iter().filter(|shape| row.has.has(**shape)) {
            for form in row.forms.iter().filter(|form| form.shape == *shape) {
                match self.fit(form) {
                    Fit::Exact => return Some(form),
                    Fit::Shape => loose = loose.or(Some(form)),
                    Fit::No => {}
                }
            }
        }
        loose
    }

    /// Whether the parameters fit some line of the module, free text aside where that is not meant.
    pub(crate) fn fits_module(&self, row: &Command, free: bool) -> bool {
        row.forms.iter().any(|form| !form.shape.is_host() && (free || form.rest == Form::NONE) && self.fit(form) != Fit::No)
    }
}

impl Fit {
    fn and(self, other: impl FnOnce() -> Self) -> Self {
        match (self, other()) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Shape, _) | (_, Self::Shape) => Self::Shape,
            _ => Self::Exact,
        }
    }
}

/// The form among these shapes that parameters fit best.
pub(crate) fn best(row: &'static Command, shapes: &[Shape], params: &[u8]) -> Option<&'static Form> {
    Sketch::new(params).best(row, shapes)
}

fn one(field: &Field, value: &Value<'_>) -> Fit {
    let text = match value {
        Value::Empty => return if field.optional { Fit::Exact } else { Fit::No },
        Value::Bare(text) | Value::Quoted(text) => *text,
    };
    let quoted = matches!(value, Value::Quoted(_));
    let yes = |condition: bool| if condition { Fit::Exact } else { Fit::No };
    match field.ty {
        Type::Int(min, max) | Type::Either(min, max) => match int(text) {
            Some(number) if (min..=max).contains(&number) => Fit::Exact,
            Some(_) => Fit::Shape,
            None => yes(matches!(field.ty, Type::Either(..))),
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
        Type::Endpoint => yes(is_endpoint(text)),
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

/// Digits, dots, and a port behind the last colon. Whether the numbers are in range is for who reads them.
fn is_endpoint(text: &[u8]) -> bool {
    let Some(colon) = text.iter().rposition(|byte| *byte == b':') else { return false };
    let (address, port) = text.split_at_checked(colon).unwrap_or_default();
    is_address(address) && port.len() > 1 && port.iter().skip(1).all(u8::is_ascii_digit)
}
