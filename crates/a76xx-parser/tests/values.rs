//! The parameters of a line, read one by one.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

use std::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::{Arg, EncodeError, Encoder, FinalCode, Kind, Limits, Line, Parser, Side, Step, Value, spec};

/// The line that a module says.
#[track_caller]
fn line(text: &str) -> Line<'_> {
    let mut parser = Parser::new(Limits::DEFAULT);
    let Step::Event(event) = parser.flush(Side::Module, text.as_bytes()) else { panic!("no event in {text}") };
    match event.kind {
        Kind::Urc(line) | Kind::Answer(line) => line,
        Kind::Final(last) => last.line,
        other => panic!("{text} is {other:?}"),
    }
}

#[test]
fn a_line_fits_where_every_value_is_in_range() {
    for (text, fits) in [("+IPCLOSE: 9,1", true), ("+IPCLOSE: 10,1", false), ("+IPCLOSE: 9", false), ("+UNKNOWN: 1", false)] {
        assert_eq!(line(text).fits(), fits, "{text}");
    }
}

fn fields(text: &str) -> Vec<Value<'_>> {
    line(text).fields().collect()
}

#[test]
fn numbers() {
    for (text, number) in [
        ("0", Some(0)),
        ("-1", Some(-1)),
        ("+32", Some(32)),
        ("007", Some(7)),
        ("123456789012345678", Some(123_456_789_012_345_678)),
        ("1234567890123456789", None),
        ("12a", None),
        ("-", None),
        ("--1", None),
        ("1.5", None),
        ("\"42\"", Some(42)),
    ] {
        let whole = format!("+UNKNOWN: {text}");
        assert_eq!(line(&whole).int(0), number, "{text}");
        assert_eq!(fields(&whole).first().and_then(Value::int), number, "{text}");
        let second = format!("+UNKNOWN: 5,{text},9");
        assert_eq!(line(&second).int(1), number, "{text} behind another");
        assert_eq!((line(&second).int(0), line(&second).int(2), line(&second).int(3)), (Some(5), Some(9), None));
    }
    assert_eq!(line("+UNKNOWN: 1,,3").int(1), None);
    assert_eq!(line("+UNKNOWN: 1,").int(1), None);
}

/// The host's command that this is.
#[track_caller]
fn command(text: &str) -> Line<'_> {
    let mut parser = Parser::new(Limits::DEFAULT);
    let Step::Event(event) = parser.next(Side::Host, text.as_bytes()) else { panic!("no event in {text}") };
    let Kind::Command(line) = event.kind else { panic!("{text} is {:?}", event.kind) };
    line
}

#[test]
fn what_takes_the_rest_of_the_line_takes_its_commas() {
    let line = command("AT+HTTPPARA=\"USERDATA\",\"a\",(b,c\r");
    assert_eq!(line.fields().collect::<Vec<_>>(), [Value::Quoted(b"USERDATA"), Value::Bare(b"\"a\",(b,c")]);
    assert_eq!((line.field(0), line.field(1), line.field(2)), (Some(&b"USERDATA"[..]), Some(&b"\"a\",(b,c"[..]), None));
    assert_eq!(command("AT+HTTPPARA=\"CID\",1\r").int(1), Some(1));
}

#[test]
fn quotes_and_parentheses_hide_commas() {
    assert_eq!(
        fields("+UNKNOWN: \"a,b\", (0-9,11) ,c d , \"\",,e"),
        [Value::Quoted(b"a,b"), Value::Bare(b"(0-9,11)"), Value::Bare(b"c d"), Value::Quoted(b""), Value::Empty, Value::Bare(b"e"),]
    );
    assert_eq!(fields("+UNKNOWN: (1,(2,3),4),5"), [Value::Bare(b"(1,(2,3),4)"), Value::Bare(b"5")]);
    assert_eq!(fields("+UNKNOWN: (\"a)\",1),2"), [Value::Bare(b"(\"a)\",1)"), Value::Bare(b"2")]);
    assert_eq!(fields("+UNKNOWN: (\"a(\",1),2"), [Value::Bare(b"(\"a(\",1)"), Value::Bare(b"2")]);
    assert_eq!(fields("+UNKNOWN: a),b"), [Value::Bare(b"a)"), Value::Bare(b"b")]);
    assert_eq!(fields("+UNKNOWN: \"a(b\",c"), [Value::Quoted(b"a(b"), Value::Bare(b"c")]);
}

#[test]
fn what_never_closes_hides_nothing() {
    assert_eq!(fields("+UNKNOWN: \"a,b,c"), [Value::Bare(b"\"a"), Value::Bare(b"b"), Value::Bare(b"c")]);
    assert_eq!(fields("+UNKNOWN: 1,(2,3"), [Value::Bare(b"1"), Value::Bare(b"(2"), Value::Bare(b"3")]);
    assert_eq!(fields("+UNKNOWN: (a,\"b,c\""), [Value::Bare(b"(a"), Value::Bare(b"\"b"), Value::Bare(b"c\"")]);
    assert_eq!(fields("+UNKNOWN: \"a\"b\",c"), [Value::Bare(b"\"a\"b\""), Value::Bare(b"c")]);
}

#[test]
fn the_rest_of_a_line_is_one_value() {
    assert_eq!(fields("+CGEV: NW PDN DEACT 1,2"), [Value::Bare(b"NW PDN DEACT 1,2")]);
    assert_eq!(fields("+CME ERROR: a, b"), [Value::Bare(b"a, b")]);
    assert_eq!(fields("RING"), []);
}

#[test]
fn addresses() {
    let value = |text: &'static str| Value::Bare(text.as_bytes());
    assert_eq!(value("10.20.30.40").address(), Some(Ipv4Addr::new(10, 20, 30, 40)));
    assert_eq!(Value::Quoted(b"1.2.3.4").address(), Some(Ipv4Addr::new(1, 2, 3, 4)));
    for wrong in ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.x", "1.2.3.4 ", "a.b.c.d"] {
        assert_eq!(value(wrong).address(), None, "{wrong}");
    }
    assert_eq!(value("1.2.3.4:65535").endpoint(), Some(SocketAddrV4::new(Ipv4Addr::new(1, 2, 3, 4), 65_535)));
    for wrong in ["1.2.3.4", "1.2.3.4:", "1.2.3.4:65536", "1.2.3:80", ":80"] {
        assert_eq!(value(wrong).endpoint(), None, "{wrong}");
    }
}

#[test]
fn fields_by_number() {
    let line = line("+CLIENT: 0,1,192.0.2.1:80");
    assert_eq!((line.field(0), line.field(2), line.field(3)), (Some(&b"0"[..]), Some(&b"192.0.2.1:80"[..]), None));
    assert_eq!(line.fields().nth(2).and_then(|value| value.endpoint()).map(|peer| peer.port()), Some(80));
}

#[test]
fn forms_are_told_apart_by_their_values() {
    let mode = |text: &str| line(text).form().map(|form| form.then());
    assert_eq!(mode("+CIPRXGET: 2,0,5,0"), Some(spec::Then::Payload { count: 2 }));
    assert_eq!(mode("+CIPRXGET: 3,0,5,0"), Some(spec::Then::HexPayload { count: 2 }));
    // Out of its range, but still the digits' form: a mode is no number to be off by some.
    assert_eq!(mode("+CIPRXGET: 3,0,800,0"), Some(spec::Then::HexPayload { count: 2 }));
    assert_eq!(mode("+CIPRXGET: 4,0,5"), Some(spec::Then::Line));
    assert_eq!(mode("+CIPRXGET: 7,0,5,0"), None);
    let shape = |text: &str| line(text).shape();
    assert_eq!(shape("+CREG: 1"), Some(spec::Shape::Urc));
    assert_eq!(shape("+CREG: 1,\"00C3\",\"0012\""), Some(spec::Shape::Urc));
    assert_eq!(shape("+CREG: 0,1"), Some(spec::Shape::ReadInfo));
    assert_eq!(shape("+CIPOPEN: 1,\"TCP\",\"1.2.3.4\",80,-1"), Some(spec::Shape::ReadInfo));
    assert_eq!(shape("+CIPOPEN: 1,11"), Some(spec::Shape::Result));
    assert_eq!(shape("+CIPOPEN: (0-9),(\"TCP\",\"UDP\")"), Some(spec::Shape::TestInfo));
    assert_eq!(shape("+CIPCLOSE: 0,1,0,0,0,0,0,0,0"), Some(spec::Shape::ReadInfo));
    assert_eq!(shape("+CIPCLOSE: 0,1"), Some(spec::Shape::Result));
    assert_eq!(shape("+CLIENT: 0,1,192.0.2.1"), None);
    assert_eq!(shape("+HTTPREAD: DATA,5"), Some(spec::Shape::Info));
    assert_eq!(shape("+HTTPREAD: LEN,5"), Some(spec::Shape::ReadInfo));
    assert_eq!(shape("+HTTPREAD: LAN,5"), None);
}

#[test]
fn why_a_line_is_not_written() {
    for (error, text) in [
        (EncodeError::Full { size: 8 }, "the line does not fit into a buffer of 8 bytes"),
        (EncodeError::Count { given: 1, min: 2, max: 5 }, "1 parameters given, 2 to 5 needed"),
        (EncodeError::Count { given: 1, min: 4, max: usize::MAX }, "1 parameters given, at least 4 needed"),
        (EncodeError::Text { index: 2, byte: b',' }, "parameter 2 holds the byte 0x2c, which would end it"),
        (EncodeError::Side(spec::Shape::Urc), "a form of shape Urc is the other side's"),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn lines_without_parameters_carry_no_separator() {
    let mut out = [0_u8; 64];
    let mut encoder = Encoder::new(&mut out);
    let urc = |name: &[u8]| {
        let row = spec::find(name).expect("a row");
        (row, row.forms_of(spec::Shape::Urc).first().expect("a form"))
    };
    let (row, form) = urc(b"RING");
    assert_eq!(encoder.line(row, form, &[]), Ok(()));
    let connect = spec::find(b"CONNECT").expect("a row");
    let form = connect.forms_of(spec::Shape::Result).first().expect("a form");
    assert_eq!(encoder.line(connect, form, &[]), Ok(()));
    assert_eq!(encoder.line(connect, form, &[Arg::Bare(b"115200")]), Ok(()));
    assert_eq!(encoder.written(), b"\r\nRING\r\n\r\nCONNECT\r\n\r\nCONNECT 115200\r\n");
    let mut out = [0_u8; 2];
    let mut encoder = Encoder::new(&mut out).verbose(false);
    assert_eq!(encoder.result(FinalCode::Busy), Ok(()));
    assert_eq!(encoder.result(FinalCode::Busy), Err(EncodeError::Full { size: 2 }));
    assert_eq!(encoder.written(), b"7\r");
}
