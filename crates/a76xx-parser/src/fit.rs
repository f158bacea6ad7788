//! Which form of the table parameters fit. Ranges, quotes and keywords tell forms of one name apart (`+CIPRXGET: 2,…` from `+CIPRXGET: 4,…`).
//!
//! One pass over the parameters gives a class for each; a form holds, for each field, which classes it takes. Comparing the two is one
//! operation, and only where several forms are left, or a class says too little, are the values read.

pub(crate) mod class;
mod glance;

pub(crate) use glance::numbers;

use crate::fields::{Fields, Value, int};
use crate::line::small_first;
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

/// The shape of a form, and its index where it is known.
type Choice = (Shape, Option<u8>);

/// The classes of the parameters do not tell which form they have: their values have to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unclear;

/// Fields whose classes are compared; of longer lists the rest is read where it matters.
pub(crate) const CLASSED: usize = 8;

/// The parameters of one line, by class.
pub(crate) struct Sketch<'b> {
    params: &'b [u8],
    classes: u64,
    count: usize,
    /// Classes that are there behind the fields whose classes are known one by one.
    tail: u8,
}

impl<'b> Sketch<'b> {
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn new(params: &'b [u8]) -> Self {
        Self::glance(params).unwrap_or_else(|| Self::any(params))
    }

    /// Parameters that need no more than a glance.
    #[inline]
    pub(crate) fn glance(params: &'b [u8]) -> Option<Self> {
        if params.is_empty() {
            return Some(Self { params, classes: 0, count: 0, tail: 0 });
        }
        glance::glance(params).map(|(classes, count)| Self { params, classes, count, tail: 0 })
    }

    /// Whether a form of this shape takes the parameters; `None` where the values have to be read, or the form is wanted for what follows.
    #[inline]
    pub(crate) fn takes(&self, row: &'static Command, shape: Shape) -> Option<bool> {
        if self.is_numbers() {
            if row.has().reads_numbers(self.count) || row.has().follows_numbers(self.count) {
                return None;
            }
            if !row.has().keyed_numbers(self.count) {
                return Some(row.has().takes_numbers(shape, self.count));
            }
        }
        let key = small_first(self.params).unwrap_or(Form::NONE);
        let mut takes = false;
        for (form, follows) in row.forms_at(shape).1.iter().map(|form| (form.body(), form.follows())) {
            if form.suits(self.classes, self.count) {
                let reads = self.is_long() || form.refine() || !form.sure() || form.key != Form::NONE && key == Form::NONE;
                if reads || follows {
                    return None;
                }
                takes |= form.key == Form::NONE || form.key == key;
            }
        }
        Some(takes)
    }

    /// Parameters of any kind.
    #[inline(never)]
    fn any(params: &'b [u8]) -> Self {
        let (mut classes, mut count, mut tail) = (0, 0, 0);
        for value in Fields::new(params, None) {
            if count < CLASSED {
                classes |= u64::from(class_of(&value)) << (8 * count);
            } else {
                tail |= class_of(&value);
            }
            count += 1;
        }
        Self { params, classes, count, tail }
    }

    /// Whether a long list goes on with something else than numbers, so that it has to be read to its end.
    const fn is_long(&self) -> bool {
        self.tail & !class::INT != 0
    }

    /// Whether all parameters are numbers.
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn is_numbers(&self) -> bool {
        (1..=CLASSED).contains(&self.count) && self.classes == ints(self.count)
    }

    /// Whether what the parameters announce depends on their form.
    #[inline]
    pub(crate) fn may_follow(&self, row: &Command) -> bool {
        row.has().module_follows() && (!self.is_numbers() || row.has().follows_numbers(self.count))
    }

    #[inline]
    fn suits(&self, form: &Form) -> bool {
        form.body().suits(self.classes, self.count)
    }

    /// How well the parameters fit a form.
    pub(crate) fn fit(&self, form: &Form) -> Fit {
        if self.suits(form) { self.fit_with(form, self.plain().as_ref()) } else { Fit::No }
    }

    /// The same for a form that suits the parameters, with their values where they are plain numbers.
    fn fit_with(&self, form: &Form, plain: Option<&[i64; CLASSED]>) -> Fit {
        if let Some(fit) = plain.and_then(|plain| self.fit_numbers(form, plain)) {
            return fit;
        }
        let mut fit = Fit::Exact;
        for (index, value) in Fields::new(self.params, Some(form)).take(self.doubtful(form)).enumerate() {
            // Where the last field repeats, it stands for all behind it.
            let Some(field) = form.fields().get_or_last(index) else { return Fit::No };
            match one(&field, &value) {
                Fit::No => return Fit::No,
                Fit::Shape => fit = Fit::Shape,
                Fit::Exact => {}
            }
        }
        fit
    }

    /// The parameters' values, where all are digits alone.
    fn plain(&self) -> Option<[i64; CLASSED]> {
        if !self.is_numbers() {
            return None;
        }
        let (mut values, mut fields) = ([0; CLASSED], Fields::new(self.params, None));
        for value in values.iter_mut().take(self.count) {
            *value = fields.digits().ok()?;
        }
        Some(values)
    }

    /// How well plain numbers fit a form that suits them; `None` where a field has to be read as text.
    fn fit_numbers(&self, form: &Form, plain: &[i64; CLASSED]) -> Option<Fit> {
        if self.count > form.fields().len() || self.count > usize::from(form.body().rest) {
            return None;
        }
        let mut fit = Fit::Exact;
        for (field, value) in form.fields().iter().zip(plain).take(self.count) {
            match field.ty {
                Type::Int(min, max) if min == max && *value != min => return Some(Fit::No),
                Type::Int(min, max) | Type::Either(min, max) if !(min..=max).contains(value) => fit = Fit::Shape,
                Type::Int(..) | Type::Either(..) | Type::Hex | Type::Bare | Type::Rest => {}
                _ => return None,
            }
        }
        Some(fit)
    }

    /// Parameters that have to be read to tell how well they fit a form that suits them: all up to the last whose class says too little.
    #[inline]
    fn doubtful(&self, form: &Form) -> usize {
        if self.count > CLASSED.min(form.fields().len()) {
            return self.count;
        }
        let mut classes = self.classes;
        let mut last = 0;
        for (index, field) in (1..).zip(form.fields().iter()).take(self.count) {
            if !is_told(&field, classes as u8) {
                last = index;
            }
            classes >>= 8;
        }
        last
    }

    /// The form of these shapes that fits best: in range before merely in shape, earlier shapes before later ones.
    pub(crate) fn best(&self, row: &'static Command, shapes: &[Shape]) -> Option<&'static Form> {
        self.judge(row, shapes, true).and_then(|(_, index)| row.forms().get(usize::from(index?)))
    }

    /// The shape of the form that fits best, and the form's index where it is wanted, or is the only one of its shape.
    #[inline]
    pub(crate) fn judge(&self, row: &'static Command, shapes: &[Shape], wanted: bool) -> Option<Choice> {
        if wanted || !self.is_numbers() || row.has().reads_numbers(self.count) || row.has().keyed_numbers(self.count) {
            return self.compare(row, shapes, wanted).unwrap_or_else(|Unclear| self.read(row, shapes));
        }
        // The table knows already which shapes take so many numbers.
        let mut found = None;
        for &shape in shapes {
            if row.has().takes_numbers(shape, self.count) {
                if found.is_some() {
                    return self.read(row, shapes);
                }
                found = Some((shape, None));
            }
        }
        found
    }

    /// The same by the classes alone, form by form.
    #[inline(never)]
    fn compare(&self, row: &'static Command, shapes: &[Shape], wanted: bool) -> Result<Option<Choice>, Unclear> {
        let key = small_first(self.params).unwrap_or(Form::NONE);
        let (mut found, mut sure) = (None, false);
        for &shape in shapes.iter().filter(|shape| row.has().has(**shape)) {
            let (first, forms) = row.forms_at(shape);
            for (index, form) in
                (first..).zip(forms.iter().map(|form| form.body())).filter(|(_, body)| body.suits(self.classes, self.count))
            {
                // Its first field is a keyword, and another one stands here.
                if form.key != Form::NONE && key != Form::NONE && form.key != key {
                    continue;
                }
                if self.is_long() || form.refine() || form.key != Form::NONE && key == Form::NONE {
                    return Err(Unclear);
                }
                sure |= form.sure();
                found = match found {
                    None => Some((shape, Some(index))),
                    Some((same, _)) if same == shape && !wanted => Some((shape, None)),
                    Some(_) => return Err(Unclear),
                };
            }
        }
        if found.is_none() || sure { Ok(found) } else { Err(Unclear) }
    }

    /// The same where the values have to be read.
    #[inline(never)]
    fn read(&self, row: &'static Command, shapes: &[Shape]) -> Option<Choice> {
        let (mut loose, plain) = (None, self.plain());
        for &shape in shapes {
            let (first, forms) = row.forms_at(shape);
            for (index, form) in (first..).zip(forms).filter(|(_, form)| self.suits(form)) {
                match self.fit_with(form, plain.as_ref()) {
                    Fit::Exact => return Some((shape, Some(index))),
                    Fit::Shape => loose = loose.or(Some((shape, Some(index)))),
                    Fit::No => {}
                }
            }
        }
        loose
    }

    /// Whether the parameters fit some line of the module, free text aside where that is not meant.
    pub(crate) fn fits_module(&self, row: &Command, free: bool) -> bool {
        row.forms().iter().any(|form| !form.shape.is_host() && (free || form.body().rest == Form::NONE) && self.fit(form) != Fit::No)
    }
}

/// Index of the form among these shapes that parameters fit best.
pub(crate) fn best(row: &'static Command, shapes: &[Shape], params: &[u8]) -> Option<u8> {
    let sketch = Sketch::new(params);
    // Most rows have one form of a shape: it fits, or nothing does.
    if let [shape] = *shapes
        && let (first, [form]) = row.forms_at(shape)
        && !form.body().reads()
    {
        return sketch.suits(form).then_some(first);
    }
    sketch.judge(row, shapes, true)?.1
}

/// The classes of so many numbers, one to eight.
pub(crate) const fn ints(count: usize) -> u64 {
    (0x0101_0101_0101_0101 * class::INT as u64) >> (64 - 8 * count)
}

fn class_of(value: &Value<'_>) -> u8 {
    let (text, quoted) = match value {
        Value::Empty => return class::EMPTY,
        Value::Bare([b'(', ..]) => return class::PAREN,
        Value::Bare(text) => (*text, false),
        Value::Quoted(text) => (*text, true),
    };
    match (int(text).is_some(), is_hex(text), quoted) {
        (true, _, false) => class::INT,
        (true, _, true) => class::QUOTED_INT,
        (_, true, false) => class::HEX,
        (_, true, true) => class::QUOTED_HEX,
        (_, _, false) => class::WORD,
        (_, _, true) => class::QUOTED,
    }
}

/// The classes that a field takes.
pub(crate) const fn takes(field: &Field) -> u8 {
    let filled = match field.ty {
        Type::Int(..) => class::INT | class::QUOTED_INT,
        Type::Quoted(_) => class::QUOTED | class::QUOTED_HEX | class::QUOTED_INT,
        Type::Hex => class::INT | class::HEX | class::QUOTED_HEX | class::QUOTED_INT,
        Type::Bare => class::INT | class::HEX | class::WORD | class::PAREN,
        Type::Word(_) => class::INT | class::HEX | class::WORD,
        Type::Address => class::WORD | class::QUOTED,
        Type::Endpoint => class::WORD,
        Type::Ranges => class::PAREN,
        Type::Rest => u8::MAX,
        Type::Either(..) => !class::EMPTY,
    };
    if field.optional { filled | class::EMPTY } else { filled }
}

/// Whether a class says too little about a field of this type.
pub(crate) const fn refine(field: &Field) -> bool {
    matches!(field.ty, Type::Word(_) | Type::Address | Type::Endpoint)
}

/// Whether a parameter of this class, one that the field takes, fits whatever its value is.
const fn is_told(field: &Field, class: u8) -> bool {
    match field.ty {
        // A number may have a sign.
        Type::Hex => class & (class::HEX | class::QUOTED_HEX | class::EMPTY) != 0,
        Type::Bare | Type::Ranges | Type::Rest => true,
        Type::Either(..) | Type::Int(..) | Type::Quoted(_) | Type::Word(_) | Type::Address | Type::Endpoint => class == class::EMPTY,
    }
}

fn one(field: &Field, value: &Value<'_>) -> Fit {
    let text = match value {
        Value::Empty => return if field.optional || matches!(field.ty, Type::Rest) { Fit::Exact } else { Fit::No },
        Value::Bare(text) | Value::Quoted(text) => *text,
    };
    let quoted = matches!(value, Value::Quoted(_));
    let yes = |condition: bool| if condition { Fit::Exact } else { Fit::No };
    match field.ty {
        // A number with one value is a keyword (`+CIPRXGET: 2,…`).
        Type::Int(min, max) if min == max => yes(int(text) == Some(min)),
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

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a fault here is a failed test")]
mod tests;
