//! What the encoder writes, the parser reads back to the same value; canonical lines re-encode to the same bytes.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

mod law;
mod support;

use a76xx_parser::spec::{self, Data, Sep, Shape, Then};
use a76xx_parser::{Arg, EncodeError, Encoder, FinalCode, Kind, Limits, Parser, Side, Step};
use law::table::{Owned, Written, ask, read, round_trip, same_values, sample};
use proptest::prelude::*;

#[test]
fn every_form_is_read_as_it_was_written() {
    let mut faults = Vec::new();
    for row in spec::rows() {
        for form in row.forms() {
            for take in [form.required(), form.fields().len()] {
                let mut values: Vec<Owned> = form.fields().iter().take(take).map(|field| sample(&field)).collect();
                values.resize(values.len().max(form.required()), form.fields().last().map_or(Owned::Empty, |field| sample(&field)));
                let bytes = Written { row, form, values: values.clone() }.bytes();
                let mut parser = Parser::new(Limits::DEFAULT);
                ask(&mut parser, row, form.shape);
                let side = if form.shape.is_host() { Side::Host } else { Side::Module };
                let event = read(&mut parser, side, &bytes);
                let line = event.kind.line();
                let right = line.is_some_and(|line| {
                    line.command.is_some_and(|read| read.is(row)) && line.form().is_some_and(|read| read.shape == form.shape)
                });
                if !right || !same_values(&event, &values) {
                    faults.push(format!("{} {:?} {}: {:?}", row.name(), form.shape, bytes.escape_ascii(), event.kind));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: support::cases(6000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(bytes in prop::collection::vec(any::<u8>(), 2..160)) {
        round_trip(&bytes);
    }
}

#[test]
fn every_announced_payload_is_framed() {
    for row in spec::rows() {
        for form in row.forms() {
            let (Then::Payload { count } | Then::HexPayload { count }) = form.then() else { continue };
            let mut values: Vec<Owned> = form.fields().iter().map(|field| sample(&field)).collect();
            values[usize::from(count)] = Owned::Int(4);
            let mut bytes = Written { row, form, values }.bytes();
            let payload: &[u8] = if matches!(form.then(), Then::Payload { .. }) { b"\nOK\r" } else { b"0D0AFFFF" };
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
            assert_eq!(got, payload, "{} {:?}", row.name(), form.shape);
        }
    }
}

#[test]
fn every_prompting_command_makes_the_next_bytes_data() {
    for row in spec::rows() {
        for form in row.forms() {
            let (Then::Prompt(data) | Then::Download(data) | Then::ConnectData(data)) = form.then() else { continue };
            let mut values: Vec<Owned> = form.fields().iter().map(|field| sample(&field)).collect();
            if let Data::Counted(field) | Data::CountedOrCtrlZ(field) = data {
                values[usize::from(field)] = Owned::Int(4);
            }
            let mut bytes = Written { row, form, values }.bytes();
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
            assert_eq!(got.escape_ascii().to_string(), expected.escape_ascii().to_string(), "{}", row.name());
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
fn a_plain_result_has_words() {
    for code in [FinalCode::Ok, FinalCode::Error, FinalCode::NoCarrier, FinalCode::Connect] {
        let mut out = [0_u8; 64];
        let mut encoder = Encoder::new(&mut out);
        assert_eq!(encoder.result(code), Ok(()));
        let mut parser = Parser::new(Limits::DEFAULT);
        let _ = parser.next(Side::Host, b"ATD123;\r");
        let mut rest = encoder.written();
        while let Step::Event(event) = parser.flush(Side::Module, rest) {
            rest = &rest[event.raw.len()..];
            if let Kind::Final(last) = event.kind {
                assert_eq!(last.line.words().map(|(row, _)| row.name), Some(code.text()));
            }
        }
    }
}

#[test]
fn what_would_break_a_line_is_refused() {
    let row = spec::find(b"+CIPOPEN").expect("+CIPOPEN");
    let write = row.forms().iter().find(|form| form.shape == Shape::Write && form.sep() == Sep::Shape).expect("a write form");
    let result = row.forms().iter().find(|form| form.shape == Shape::Result).expect("a result form");
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
