//! What the encoder writes, the parser reads back to the same value; canonical lines re-encode to the same bytes.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

mod support;

use a76xx_parser::spec::{self, Command, Data, Field, Form, Sep, Shape, Then, Type};
use a76xx_parser::{Arg, EncodeError, Encoder, Event, FinalCode, Kind, Limits, Parser, Side, Step, Value};
use proptest::prelude::*;
use proptest::sample::select;

/// A parameter that owns its text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owned {
    Empty,
    Int(i64),
    Bare(String),
    Quoted(String),
}

impl Owned {
    fn arg(&self) -> Arg<'_> {
        match self {
            Self::Empty => Arg::Empty,
            Self::Int(value) => Arg::Int(*value),
            Self::Bare(text) => Arg::Bare(text.as_bytes()),
            Self::Quoted(text) => Arg::Quoted(text.as_bytes()),
        }
    }
}

fn value(field: &Field) -> BoxedStrategy<Owned> {
    let ty = field.ty;
    let filled = match ty {
        Type::Int(min, max) => prop_oneof![Just(min), Just(max.min(999_999_999)), min..=max.min(999_999_999)].prop_map(Owned::Int).boxed(),
        Type::Either(min, max) => {
            prop_oneof![(min..=max).prop_map(Owned::Int), "[A-Z][a-z]{2,9}( [a-z]{2,8}){0,3}".prop_map(Owned::Bare)].boxed()
        }
        Type::Quoted(max) => {
            let longest = usize::from(max).min(12);
            proptest::string::string_regex(&format!("[A-Za-z0-9.,;:/ _-]{{0,{longest}}}"))
                .expect("a pattern")
                .prop_map(Owned::Quoted)
                .boxed()
        }
        Type::Hex => prop_oneof!["[0-9A-F]{1,8}".prop_map(Owned::Quoted), "[0-9A-F]{1,8}".prop_map(Owned::Bare)].boxed(),
        Type::Bare => "[A-Z][A-Za-z0-9]{0,7}( [A-Z]{1,5})?".prop_map(Owned::Bare).boxed(),
        Type::Word(word) => Just(Owned::Bare(word.into())).boxed(),
        Type::Address => {
            let address = any::<[u8; 4]>().prop_map(|[a, b, c, d]| format!("{a}.{b}.{c}.{d}"));
            prop_oneof![address.clone().prop_map(Owned::Bare), address.prop_map(Owned::Quoted)].boxed()
        }
        Type::Endpoint => any::<([u8; 4], u16)>().prop_map(|([a, b, c, d], port)| Owned::Bare(format!("{a}.{b}.{c}.{d}:{port}"))).boxed(),
        Type::Ranges => prop_oneof![Just("(0-9)"), Just("(1-1500)"), Just("(\"TCP\",\"UDP\")"), Just("(0,1)")]
            .prop_map(|text| Owned::Bare(text.into()))
            .boxed(),
        Type::Rest => "[A-Z][A-Za-z0-9]{0,8}(,[0-9]{1,3}){0,2}( [A-Z]{2,6})?".prop_map(Owned::Bare).boxed(),
    };
    if field.optional { prop_oneof![3 => filled, 1 => Just(Owned::Empty)].boxed() } else { filled }
}

/// A row, one of its forms, and parameters that suit it. Optional parameters are left off at the end, or left empty between commas.
fn line() -> impl Strategy<Value = (&'static Command, usize, Vec<Owned>)> {
    let forms: Vec<(&'static Command, usize)> = spec::rows().flat_map(|row| (0..row.forms.len()).map(move |at| (row, at))).collect();
    select(forms).prop_flat_map(|(row, at)| {
        let form = &row.forms[at];
        let mut fields: Vec<BoxedStrategy<Owned>> = form.fields.iter().map(value).collect();
        if let Some(last) = form.fields.last().filter(|last| last.repeats > 0) {
            fields.extend((1..last.repeats.max(3)).map(|_| value(last)));
        }
        (Just(row), Just(at), fields, any::<prop::sample::Index>()).prop_map(|(row, at, mut values, cut)| {
            let required = row.forms[at].required();
            values.truncate(required + cut.index(values.len() - required + 1));
            while values.len() > required && values.last() == Some(&Owned::Empty) {
                values.pop();
            }
            (row, at, values)
        })
    })
}

fn encode(row: &Command, form: &Form, values: &[Owned]) -> Vec<u8> {
    let mut out = [0_u8; 1024];
    let mut encoder = Encoder::new(&mut out);
    let args: Vec<Arg<'_>> = values.iter().map(Owned::arg).collect();
    let written = if form.shape.is_host() { encoder.command(row, form, &args) } else { encoder.line(row, form, &args) };
    written.unwrap_or_else(|error| panic!("{} {:?} {args:?}: {error}", row.name, form.shape));
    encoder.written().to_vec()
}

/// Puts the parser into the state in which a module says such a line: the command that it answers is pending.
fn ask(parser: &mut Parser, row: &Command, shape: Shape) {
    let host = match shape {
        Shape::TestInfo => &[Shape::Test][..],
        Shape::ReadInfo => &[Shape::Read],
        Shape::Info | Shape::Result => &[Shape::Write, Shape::Exec],
        _ => &[],
    };
    let Some(form) = host.iter().find_map(|shape| row.forms.iter().find(|form| form.shape == *shape)) else { return };
    let values: Vec<Owned> = form.fields[..form.required()].iter().map(sample).collect();
    let bytes = encode(row, form, &values);
    let _ = parser.next(Side::Host, &bytes);
}

fn sample(field: &Field) -> Owned {
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

/// The line among the first events of these bytes.
fn read<'b>(parser: &mut Parser, side: Side, bytes: &'b [u8]) -> Event<'b> {
    let mut from = 0;
    loop {
        match parser.flush(side, &bytes[from..]) {
            Step::Event(event) if event.kind == Kind::Blank => from += event.raw.len(),
            Step::Event(event) => return event,
            Step::NeedMore => panic!("no event in {}", bytes.escape_ascii()),
        }
    }
}

/// Forms that another of the same row may rightly win over: the line alone cannot tell, and either reading names the same fields' values.
fn same_values(event: &Event<'_>, values: &[Owned]) -> bool {
    let Some(line) = event.kind.line() else { return false };
    let read: Vec<Value<'_>> = line.fields().collect();
    let text = |value: &Owned| match value {
        Owned::Empty => String::new(),
        Owned::Int(value) => value.to_string(),
        Owned::Bare(text) | Owned::Quoted(text) => text.clone(),
    };
    let joined = |texts: Vec<String>| texts.join(",");
    joined(read.iter().map(|value| String::from_utf8_lossy(value.text()).into_owned()).collect())
        == joined(values.iter().map(text).collect())
}

#[test]
fn every_form_is_read_as_it_was_written() {
    let mut faults = Vec::new();
    for row in spec::rows() {
        for form in row.forms {
            for take in [form.required(), form.fields.len()] {
                let mut values: Vec<Owned> = form.fields.iter().take(take).map(sample).collect();
                values.resize(values.len().max(form.required()), form.fields.last().map_or(Owned::Empty, sample));
                let bytes = encode(row, form, &values);
                let mut parser = Parser::new(Limits::DEFAULT);
                ask(&mut parser, row, form.shape);
                let side = if form.shape.is_host() { Side::Host } else { Side::Module };
                let event = read(&mut parser, side, &bytes);
                let line = event.kind.line();
                let right = line.is_some_and(|line| {
                    line.command.is_some_and(|read| read.is(row)) && line.form().is_some_and(|read| read.shape == form.shape)
                });
                if !right || !same_values(&event, &values) {
                    faults.push(format!("{} {:?} {}: {:?}", row.name, form.shape, bytes.escape_ascii(), event.kind));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: support::cases(6000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read((row, at, values) in line()) {
        let form = &row.forms[at];
        let bytes = encode(row, form, &values);
        let mut parser = Parser::new(Limits::DEFAULT);
        let side = if form.shape.is_host() { Side::Host } else { Side::Module };
        ask(&mut parser, row, form.shape);
        let event = read(&mut parser, side, &bytes);
        let line = match &event.kind {
            Kind::Command(line) | Kind::Answer(line) | Kind::Urc(line) => *line,
            Kind::Final(last) => last.line,
            other => return Err(TestCaseError::fail(format!("{} is {other:?}", bytes.escape_ascii()))),
        };
        prop_assert!(line.command.is_some_and(|read| read.is(row)), "{} is read as {line:?}", bytes.escape_ascii());
        prop_assert!(same_values(&event, &values), "{} gives {line:?}", bytes.escape_ascii());
        // Text of a free field may look like another form; apart from that a form of the same speaker fits.
        let Some(read) = line.form() else { return Err(TestCaseError::fail(format!("no form fits {}", bytes.escape_ascii()))) };
        prop_assert_eq!(read.shape.is_host(), form.shape.is_host());

        // Canonical: the same bytes again, from the values as they were read.
        let args: Vec<Arg<'_>> = line.fields().map(Arg::from).collect();
        let mut out = [0_u8; 1024];
        let mut encoder = Encoder::new(&mut out);
        let again = if form.shape.is_host() { encoder.command(row, read, &args) } else { encoder.line(row, read, &args) };
        prop_assert_eq!(again, Ok(()));
        if read.sep == form.sep {
            prop_assert_eq!(encoder.written().escape_ascii().to_string(), bytes.escape_ascii().to_string());
        }
    }

    #[test]
    fn a_line_fits_whole_or_is_not_written((row, at, values) in line(), size in 0_usize..80) {
        let form = &row.forms[at];
        let whole = encode(row, form, &values);
        let mut out = [0_u8; 80];
        let mut encoder = Encoder::new(&mut out[..size]);
        let args: Vec<Arg<'_>> = values.iter().map(Owned::arg).collect();
        let written = if form.shape.is_host() { encoder.command(row, form, &args) } else { encoder.line(row, form, &args) };
        if whole.len() <= size {
            prop_assert_eq!(written, Ok(()));
            prop_assert_eq!(encoder.written(), whole);
        } else {
            prop_assert_eq!(written, Err(EncodeError::Full { size }));
            prop_assert_eq!(encoder.written(), b"");
        }
    }
}

#[test]
fn every_announced_payload_is_framed() {
    for row in spec::rows() {
        for form in row.forms {
            let (Then::Payload { count } | Then::HexPayload { count }) = form.then else { continue };
            let mut values: Vec<Owned> = form.fields.iter().map(sample).collect();
            values[usize::from(count)] = Owned::Int(4);
            let mut bytes = encode(row, form, &values);
            let payload: &[u8] = if matches!(form.then, Then::Payload { .. }) { b"\nOK\r" } else { b"0D0AFFFF" };
            bytes.extend_from_slice(payload);
            let mut parser = Parser::new(Limits::DEFAULT);
            ask(&mut parser, row, form.shape);
            let (mut from, mut got) = (0, Vec::new());
            while let Step::Event(event) = parser.next(Side::Module, &bytes[from..]) {
                from += event.raw.len();
                if let Kind::Payload(_) = event.kind {
                    got.extend_from_slice(event.raw);
                }
            }
            assert_eq!(got, payload, "{} {:?}", row.name, form.shape);
        }
    }
}

#[test]
fn every_prompting_command_makes_the_next_bytes_data() {
    for row in spec::rows() {
        for form in row.forms {
            let (Then::Prompt(data) | Then::Download(data) | Then::ConnectData(data)) = form.then else { continue };
            let mut values: Vec<Owned> = form.fields.iter().map(sample).collect();
            if let Data::Counted(field) | Data::CountedOrCtrlZ(field) = data {
                values[usize::from(field)] = Owned::Int(4);
            }
            let mut bytes = encode(row, form, &values);
            bytes.extend_from_slice(b"AT\rX\x1a");
            let mut parser = Parser::new(Limits::DEFAULT);
            let (mut from, mut got) = (0, Vec::new());
            while let Step::Event(event) = parser.next(Side::Host, &bytes[from..]) {
                from += event.raw.len();
                if let Kind::Payload(_) = event.kind {
                    got.extend_from_slice(event.raw);
                }
            }
            let expected: &[u8] = if data == Data::CtrlZ { b"AT\rX\x1a" } else { b"AT\rX" };
            assert_eq!(got.escape_ascii().to_string(), expected.escape_ascii().to_string(), "{}", row.name);
        }
    }
}

#[test]
fn results_are_words_or_digits() {
    let mut out = [0_u8; 64];
    for (code, verbose, bytes) in [
        (FinalCode::Ok, true, &b"\r\nOK\r\n"[..]),
        (FinalCode::Ok, false, b"0\r"),
        (FinalCode::Error, false, b"4\r"),
        (FinalCode::NoCarrier, true, b"\r\nNO CARRIER\r\n"),
        (FinalCode::ConnectFail, false, b"\r\nCONNECT FAIL\r\n"),
    ] {
        let mut encoder = Encoder::new(&mut out).verbose(verbose);
        assert_eq!(encoder.result(code), Ok(()));
        assert_eq!(encoder.written(), bytes);
    }
}

#[test]
fn what_would_break_a_line_is_refused() {
    let row = spec::find(b"+CIPOPEN").expect("+CIPOPEN");
    let write = row.forms.iter().find(|form| form.shape == Shape::Write && form.sep == Sep::Shape).expect("a write form");
    let result = row.forms.iter().find(|form| form.shape == Shape::Result).expect("a result form");
    let mut out = [0_u8; 64];
    let mut encoder = Encoder::new(&mut out);
    assert_eq!(encoder.command(row, write, &[Arg::Int(0), Arg::Quoted(b"a\"b")]), Err(EncodeError::Text { index: 1, byte: b'"' }));
    assert_eq!(encoder.command(row, write, &[Arg::Int(0), Arg::Bare(b"a,b")]), Err(EncodeError::Text { index: 1, byte: b',' }));
    assert_eq!(encoder.command(row, write, &[Arg::Int(0)]), Err(EncodeError::Count { given: 1, min: 2, max: 5 }));
    assert_eq!(encoder.command(row, result, &[Arg::Int(0), Arg::Int(0)]), Err(EncodeError::Side(Shape::Result)));
    assert_eq!(encoder.line(row, write, &[]), Err(EncodeError::Side(Shape::Write)));
    assert_eq!(encoder.written(), b"");
    assert_eq!(encoder.command(row, write, &[Arg::Int(-3), Arg::Quoted(b"TCP")]), Ok(()));
    assert_eq!(encoder.line(row, result, &[Arg::Int(0), Arg::Int(11)]), Ok(()));
    assert_eq!(encoder.written(), b"AT+CIPOPEN=-3,\"TCP\"\r\r\n+CIPOPEN: 0,11\r\n");
}
