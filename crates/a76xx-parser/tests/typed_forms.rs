//! Every form of the typed rows has a view, and what the view writes is read back to the same value.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

#[path = "support/view.rs"]
mod view;

use std::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::spec::{self, Command, Field, Form, Role, Shape, Type};
use a76xx_parser::typed::Name;
use a76xx_parser::{Arg, Side};
use proptest::prelude::*;
use view::{View, read, written};

/// Lines that the module sends unasked or in explanation, and that have types.
const LINES: &[&str] = &[
    "+CIPEVENT",
    "+IPCLOSE",
    "+CLIENT",
    "+CIPRXGETIP",
    "RECV FROM",
    "+RECV FROM",
    "+IPD",
    "+RECEIVE",
    "CLOSED",
    "+CIPERROR",
    "+IP ERROR",
    "+CME ERROR",
    "+CMS ERROR",
    "*ATREADY",
    "RDY",
    "QCRDY",
    "SMS DONE",
    "PB DONE",
    "*ISIMAID",
    "*COPN",
    "*RADIOPOWER",
    "+SIMCARD",
    "+MSTK",
    "+CTZV",
    "*PSUTTZ",
    "*PSNWID",
    "DST",
    "+CGEV",
    "RING",
    "+CRING",
    "VOICE CALL",
    "MISSED_CALL",
    "CMTE",
    "UNDER-VOLTAGE WARNING",
    "UNDER-VOLTAGE WARNNING",
    "OVER-VOLTAGE WARNING",
    "OVER-VOLTAGE WARNNING",
    "UNDER-VOLTAGE WARNING POWER DOWN",
    "UNDER-VOLTAGE WARNNING POWER DOWN",
    "OVER-VOLTAGE WARNING POWER DOWN",
    "OVER-VOLTAGE WARNNING POWER DOWN",
    "NORMAL POWER DOWN",
];

/// Writes what was read, and reads it again.
fn again(command: &[u8], side: Side, bytes: &[u8]) {
    let view = View::of(&read(command, side, bytes));
    let Some(view) = view else { panic!("no view of {:?}: {:?}", bytes.escape_ascii().to_string(), read(command, side, bytes)) };
    let back = written(|out| view.encode(out));
    assert_eq!(View::of(&read(command, side, &back)), Some(view), "{}", back.escape_ascii());
    // A view does not keep which way a value was quoted where the table leaves that open, nor blanks around commas, nor the second spelling.
    let bare = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('"', "").replace("WARNN", "WARN");
    let same = bare(&back) == bare(bytes).replace("+RECV", "RECV").replace("QCRDY", "RDY") || back.contains(&b'?');
    assert!(same, "{} became {}", bytes.escape_ascii(), back.escape_ascii());
}

fn typed_rows() -> impl Iterator<Item = &'static Command> {
    Name::ALL.iter().map(|name| name.row()).chain(LINES.iter().map(|name| spec::find(name.as_bytes()).expect(name)))
}

fn side_of(form: &Form) -> Side {
    if form.shape.is_host() { Side::Host } else { Side::Module }
}

/// Writes a form with values; `None` for a value left out.
fn line_of(row: &Command, form: &Form, values: &[Option<Sample>]) -> Vec<u8> {
    let used = values.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let args: Vec<Arg<'_>> = values[..used].iter().map(|value| value.as_ref().map_or(Arg::Empty, Sample::arg)).collect();
    written(|out| if form.shape.is_host() { out.command(row, form, &args) } else { out.line(row, form, &args) })
}

/// The command that a line of this shape answers.
fn pending(row: &'static Command, shape: Shape) -> Vec<u8> {
    let asks: &[Shape] = match shape {
        Shape::TestInfo => &[Shape::Test],
        Shape::ReadInfo => &[Shape::Read],
        Shape::Info | Shape::Result if row.role() == Role::Command => &[Shape::Write, Shape::Exec],
        _ => return Vec::new(),
    };
    let form = row.forms().iter().find(|form| asks.contains(&form.shape)).expect("a question");
    let values: Vec<_> = form.fields().iter().map(|field| (!field.optional).then(|| Sample::least(field.ty))).collect();
    line_of(row, form, &values)
}

/// A value for a field.
#[derive(Clone, Debug)]
enum Sample {
    Int(i64),
    Bare(String),
    Quoted(String),
}

impl Sample {
    fn arg(&self) -> Arg<'_> {
        match self {
            Self::Int(number) => Arg::Int(*number),
            Self::Bare(text) => Arg::Bare(text.as_bytes()),
            Self::Quoted(text) => Arg::Quoted(text.as_bytes()),
        }
    }

    fn least(ty: Type) -> Self {
        match ty {
            Type::Int(min, _) | Type::Either(min, _) => Self::Int(min),
            Type::Quoted(most) => Self::Quoted("80"[..2.min(usize::from(most))].into()),
            Type::Hex => Self::Quoted("1A2B".into()),
            Type::Bare | Type::Rest => Self::Bare("text".into()),
            Type::Address => Self::Bare("10.0.0.1".into()),
            Type::Endpoint => Self::Bare("10.0.0.1:80".into()),
            Type::Ranges => Self::Bare("(0-9)".into()),
            Type::Word(word) => Self::Bare(word.into()),
        }
    }

    /// Any value that a field documents; no type holds counts above 32 bits.
    fn any(field: Field) -> BoxedStrategy<Option<Self>> {
        let value = match field.ty {
            Type::Int(min, max) => (min..=max.min(i64::from(u32::MAX))).prop_map(Self::Int).boxed(),
            Type::Either(min, max) => prop_oneof![
                (min..=max).prop_map(Self::Int),
                prop::sample::select(vec!["No data", "SIM busy", "no such text", "operator determined barring (#8)", "a, b"])
                    .prop_map(|text| Self::Bare(text.into())),
            ]
            .boxed(),
            Type::Quoted(5) => (0..=65_535_u32).prop_map(|port| Self::Quoted(port.to_string())).boxed(),
            Type::Quoted(most) => "[a-zA-Z0-9 .,_-]{0,20}"
                .prop_map(move |text: String| Self::Quoted(text[..text.len().min(usize::from(most))].into()))
                .boxed(),
            Type::Hex => ("(0x)?[0-9A-Fa-f]{1,8}", any::<bool>())
                .prop_map(|(digits, quoted)| if quoted { Self::Quoted(digits) } else { Self::Bare(digits) })
                .boxed(),
            Type::Bare => "[A-Z][A-Z0-9 -]{0,8}[A-Z]".prop_map(Self::Bare).boxed(),
            Type::Rest => "[A-Z][a-zA-Z0-9 ,:-]{0,18}[g-z]".prop_map(Self::Bare).boxed(),
            Type::Address => prop_oneof![
                (any::<[u8; 4]>(), any::<bool>()).prop_map(|(ip, quoted)| {
                    let text = Ipv4Addr::from(ip).to_string();
                    if quoted { Self::Quoted(text) } else { Self::Bare(text) }
                }),
                Just(Self::Bare("10.x.x.x".into())),
                Just(Self::Bare("fe80::1".into())),
            ]
            .boxed(),
            Type::Endpoint => {
                any::<([u8; 4], u16)>().prop_map(|(ip, port)| Self::Bare(SocketAddrV4::new(ip.into(), port).to_string())).boxed()
            }
            Type::Ranges => "\\([0-9],\"[A-Z]{1,3}\"\\)".prop_map(Self::Bare).boxed(),
            Type::Word(word) => Just(Self::Bare(word.into())).boxed(),
        };
        if field.optional { prop::option::of(value).boxed() } else { value.prop_map(Some).boxed() }
    }
}

/// Any line of any typed form, and the command before it.
fn any_line() -> impl Strategy<Value = (String, Side, String)> {
    let forms: Vec<_> = typed_rows().flat_map(|row| row.forms().iter().map(move |form| (row, form))).collect();
    prop::sample::select(forms).prop_flat_map(|(row, form)| {
        let mut fields = form.fields().iter().collect::<Vec<_>>();
        if let Some(last) = fields.last().copied().filter(|last| last.repeats > 0) {
            fields.resize(10, last);
        }
        let values: Vec<_> = fields.into_iter().map(Sample::any).collect();
        values.prop_map(move |mut values| {
            // What `AT+CIPOPEN?` says of a link comes whole or not at all.
            if row.name() == "+CIPOPEN" && form.shape == Shape::ReadInfo && values[1..].iter().any(Option::is_none) {
                values.truncate(1);
            }
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            (text(pending(row, form.shape)), side_of(form), text(line_of(row, form, &values)))
        })
    })
}

#[test]
fn every_form_of_the_typed_rows_is_reachable() {
    let mut forms = 0;
    for row in typed_rows() {
        for form in row.forms() {
            let all: Vec<_> = form.fields().iter().map(|field| Some(Sample::least(field.ty))).collect();
            let mut needed: Vec<_> = form.fields().iter().map(|field| (!field.optional).then(|| Sample::least(field.ty))).collect();
            for values in [&mut all.clone(), &mut needed] {
                if let Some(last) = form.fields().last().filter(|last| last.repeats > 0) {
                    values.resize(10, Some(Sample::least(last.ty)));
                }
                again(&pending(row, form.shape), side_of(form), &line_of(row, form, values));
                forms += 1;
            }
        }
    }
    println!("{forms} lines of {} rows", typed_rows().count());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_line_of_a_typed_form_is_read_and_written_back((command, side, line) in any_line()) {
        again(command.as_bytes(), side, line.as_bytes());
    }
}
