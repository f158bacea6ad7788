//! The law of the encoder: what is written from the table is read back to the same values, and written again to the same bytes.
//!
//! The line is made of bytes: a row, one of its forms, and values that suit its fields, each drawn in turn. A fuzzer steers by them.

use a76xx_parser::spec::{self, Command, Field, Form, Shape, Type};
use a76xx_parser::{Arg, EncodeError, Encoder, Event, Kind, Limits, Parser, Side, Step, Value};
use arbitrary::{Result, Unstructured};

/// A parameter that owns its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owned {
    Empty,
    Int(i64),
    Bare(String),
    Quoted(String),
}

impl Owned {
    pub fn arg(&self) -> Arg<'_> {
        match self {
            Self::Empty => Arg::Empty,
            Self::Int(value) => Arg::Int(*value),
            Self::Bare(text) => Arg::Bare(text.as_bytes()),
            Self::Quoted(text) => Arg::Quoted(text.as_bytes()),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Int(value) => value.to_string(),
            Self::Bare(text) | Self::Quoted(text) => text.clone(),
        }
    }
}

/// A line that the table allows.
#[derive(Clone, Debug)]
pub struct Written {
    pub row: &'static Command,
    pub form: &'static Form,
    pub values: Vec<Owned>,
}

impl Written {
    /// Draws a line: any row with a form, any of its forms.
    ///
    /// # Errors
    /// Never, in fact: where the bytes are at their end the draws go on with nothing.
    pub fn draw(from: &mut Unstructured<'_>) -> Result<Self> {
        let forms: Vec<(&'static Command, &'static Form)> =
            spec::rows().flat_map(|row| row.forms().iter().map(move |form| (row, form))).collect();
        let (row, form) = *from.choose(&forms)?;
        let mut fields: Vec<Field> = form.fields().iter().collect();
        if let Some(last) = form.fields().last().filter(|last| last.repeats > 0) {
            fields.extend((1..last.repeats.max(3)).map(|_| last));
        }
        let mut values = fields.into_iter().map(|field| value(&field, from)).collect::<Result<Vec<_>>>()?;
        // What is optional is left off at the end, or left empty between commas.
        let required = form.required();
        values.truncate(from.int_in_range(required..=values.len())?);
        while values.len() > required && values.last() == Some(&Owned::Empty) {
            values.pop();
        }
        Ok(Self { row, form, values })
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut out = [0_u8; 1024];
        let mut encoder = Encoder::new(&mut out);
        self.encode(&mut encoder).unwrap_or_else(|error| panic!("{} {:?} {:?}: {error}", self.row.name(), self.form.shape, self.values));
        encoder.written().to_vec()
    }

    fn encode(&self, encoder: &mut Encoder<'_>) -> core::result::Result<(), EncodeError> {
        let args: Vec<Arg<'_>> = self.values.iter().map(Owned::arg).collect();
        write(encoder, self.row, self.form, &args)
    }
}

fn write(encoder: &mut Encoder<'_>, row: &Command, form: &Form, args: &[Arg<'_>]) -> core::result::Result<(), EncodeError> {
    if form.shape.is_host() { encoder.command(row, form, args) } else { encoder.line(row, form, args) }
}

/// A text of so many bytes of these.
fn text(from: &mut Unstructured<'_>, len: std::ops::RangeInclusive<usize>, of: &[u8]) -> Result<String> {
    let len = from.int_in_range(len)?;
    (0..len).map(|_| from.choose(of).map(|byte| char::from(*byte))).collect()
}

const CAPITALS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &[u8] = b"0123456789ABCDEF";

fn value(field: &Field, from: &mut Unstructured<'_>) -> Result<Owned> {
    if field.optional && from.ratio(1, 4)? {
        return Ok(Owned::Empty);
    }
    let word = |from: &mut Unstructured<'_>| Ok(text(from, 1..=1, CAPITALS)? + &text(from, 0..=8, LETTERS)?);
    Ok(match field.ty {
        Type::Int(min, max) => {
            let max = max.min(999_999_999);
            Owned::Int(if from.ratio(1, 2)? { *from.choose(&[min, max])? } else { from.int_in_range(min..=max)? })
        }
        Type::Either(min, max) if from.ratio(1, 2)? => Owned::Int(from.int_in_range(min..=max)?),
        // A text that could be a number would be one.
        Type::Either(..) => Owned::Bare(word(from)? + " network"),
        Type::Quoted(max) => Owned::Quoted(text(
            from,
            0..=usize::from(max).min(12),
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,;:/ _-",
        )?),
        Type::Hex if from.ratio(1, 2)? => Owned::Quoted(text(from, 1..=8, HEX)?),
        Type::Hex => Owned::Bare(text(from, 1..=8, HEX)?),
        Type::Bare => Owned::Bare(word(from)?),
        Type::Word(word) => Owned::Bare(word.into()),
        Type::Address => {
            let [a, b, c, d] = from.arbitrary::<[u8; 4]>()?;
            let address = format!("{a}.{b}.{c}.{d}");
            if from.ratio(1, 2)? { Owned::Quoted(address) } else { Owned::Bare(address) }
        }
        Type::Endpoint => {
            let ([a, b, c, d], port) = from.arbitrary::<([u8; 4], u16)>()?;
            Owned::Bare(format!("{a}.{b}.{c}.{d}:{port}"))
        }
        Type::Ranges => Owned::Bare((*from.choose(&["(0-9)", "(1-1500)", "(\"TCP\",\"UDP\")", "(0,1)"])?).into()),
        Type::Rest => {
            let mut rest = word(from)?;
            for _ in 0..from.int_in_range(0..=2)? {
                rest += &format!(",{}", from.int_in_range(0..=999)?);
            }
            Owned::Bare(rest)
        }
    })
}

/// A value as short as its type allows.
pub fn sample(field: &Field) -> Owned {
    match field.ty {
        Type::Int(min, _) | Type::Either(min, _) => Owned::Int(min),
        Type::Quoted(_) => Owned::Quoted("x".into()),
        Type::Hex => Owned::Bare("A1".into()),
        Type::Bare | Type::Rest => Owned::Bare("X".into()),
        Type::Word(word) => Owned::Bare(word.into()),
        Type::Address => Owned::Bare("1.2.3.4".into()),
        Type::Endpoint => Owned::Bare("1.2.3.4:5".into()),
        Type::Ranges => Owned::Bare("(0-9)".into()),
    }
}

/// Puts the parser into the state in which a module says such a line: the command that it answers is pending.
pub fn ask(parser: &mut Parser, row: &'static Command, shape: Shape) {
    let host = match shape {
        Shape::TestInfo => &[Shape::Test][..],
        Shape::ReadInfo => &[Shape::Read],
        Shape::Info | Shape::Result => &[Shape::Write, Shape::Exec],
        _ => &[],
    };
    let Some(form) = host.iter().find_map(|shape| row.forms().iter().find(|form| form.shape == *shape)) else { return };
    let values = form.fields().iter().take(form.required()).map(|field| sample(&field)).collect();
    let _ = parser.next(Side::Host, &Written { row, form, values }.bytes());
}

/// The line among the first events of these bytes.
pub fn read<'b>(parser: &mut Parser, side: Side, bytes: &'b [u8]) -> Event<'b> {
    let mut from = 0;
    loop {
        match parser.flush(side, &bytes[from..]) {
            Step::Event(event) if event.kind == Kind::Blank => from += event.raw.len(),
            Step::Event(event) => return event,
            Step::NeedMore => panic!("no event in {}", bytes.escape_ascii()),
        }
    }
}

/// Whether a line has these values. Which form they were written in need not be seen: another may name the same.
pub fn same_values(event: &Event<'_>, values: &[Owned]) -> bool {
    let Some(line) = event.kind.line() else { return false };
    let read: Vec<_> = line.fields().map(|value: Value<'_>| String::from_utf8_lossy(value.text()).into_owned()).collect();
    read.join(",") == values.iter().map(Owned::text).collect::<Vec<_>>().join(",")
}

/// A line made of these bytes is read back to its values, and written again from what was read.
pub fn round_trip(bytes: &[u8]) {
    let mut from = Unstructured::new(bytes);
    let Ok(written) = Written::draw(&mut from) else { return };
    let (row, form, bytes) = (written.row, written.form, written.bytes());
    let mut parser = Parser::new(Limits::DEFAULT);
    let side = if form.shape.is_host() { Side::Host } else { Side::Module };
    ask(&mut parser, row, form.shape);
    let event = read(&mut parser, side, &bytes);
    let Some(line) = event.kind.line() else { panic!("{} is {:?}", bytes.escape_ascii(), event.kind) };
    assert!(line.command.is_some_and(|read| read.is(row)), "{} is read as {line:?}", bytes.escape_ascii());
    assert!(same_values(&event, &written.values), "{} gives {line:?}", bytes.escape_ascii());
    // Text of a free field may look like another form; apart from that a form of the same speaker fits.
    let Some(read) = line.form() else { panic!("no form fits {}", bytes.escape_ascii()) };
    assert_eq!(read.shape.is_host(), form.shape.is_host());

    // Canonical: the same bytes again, from the values as they were read.
    let args: Vec<Arg<'_>> = line.fields().map(Arg::from).collect();
    let mut out = [0_u8; 1024];
    let mut encoder = Encoder::new(&mut out);
    assert_eq!(write(&mut encoder, row, read, &args), Ok(()), "{}", bytes.escape_ascii());
    if read.sep() == form.sep() {
        assert_eq!(encoder.written().escape_ascii().to_string(), bytes.escape_ascii().to_string());
    }

    refused(&written);

    // A line fits whole, or nothing of it is written.
    let size = from.int_in_range(0..=bytes.len() + 1).unwrap_or(0);
    let mut encoder = Encoder::new(&mut out[..size]);
    let fits = written.encode(&mut encoder);
    if bytes.len() <= size {
        assert_eq!((fits, encoder.written()), (Ok(()), bytes.as_slice()));
    } else {
        assert_eq!((fits, encoder.written()), (Err(EncodeError::Full { size }), &b""[..]));
    }
}

/// What the table does not allow is refused with a reason, and nothing of it is written.
fn refused(written: &Written) {
    let Written { row, form, values } = written;
    let args: Vec<Arg<'_>> = values.iter().map(Owned::arg).collect();
    let host = form.shape.is_host();
    let attempt = |host: bool, args: &[Arg<'_>], size: usize| {
        let mut out = vec![0; size];
        let mut encoder = Encoder::new(&mut out);
        let error = if host { encoder.command(row, form, args) } else { encoder.line(row, form, args) }.err();
        if let Some(error) = error {
            assert!(encoder.written().is_empty() && error.to_string().len() > 10, "{error:?}");
        }
        error
    };
    assert_eq!(attempt(!host, &args, 1024), Some(EncodeError::Side(form.shape)));
    assert!(attempt(host, &args, 0).is_some());
    let surplus = vec![Arg::from(1_i64); form.fields().len() + 300];
    if !form.fields().iter().any(|field| field.repeats > 0 || matches!(field.ty, Type::Rest)) {
        assert!(matches!(attempt(host, &surplus, 4096), Some(EncodeError::Count { .. })), "{}", row.name());
    }
    let mut ends = args;
    if let Some(first) = ends.first_mut() {
        *first = Arg::Quoted(b"a\"b\r");
        assert!(matches!(attempt(host, &ends, 1024), Some(EncodeError::Text { index: 0, .. })), "{}", row.name());
    }
}
