//! The quick look at parameters against the careful one, and what suits a field.

use super::glance::glance;
use super::{Fit, Sketch, class};
use crate::spec::{Shape, find};

#[test]
fn parameters_are_classed_at_a_glance() {
    for (params, expected) in [
        (&b"7"[..], Some(&[class::INT][..])),
        (b",", Some(&[class::EMPTY, class::EMPTY])),
        (b"1,", Some(&[class::INT, class::EMPTY])),
        (b"123456789012345678", Some(&[class::INT])),
        (b"1234567890123456789", Some(&[class::HEX])),
        (b"1F", Some(&[class::HEX])),
        (b"\"12\"", Some(&[class::QUOTED_INT])),
        (b"\"1234567890123456789\"", Some(&[class::QUOTED_HEX])),
        (b"\"1F\"", Some(&[class::QUOTED_HEX])),
        (b"2,1,\"1A2B\",\"01234567\"", Some(&[class::INT, class::INT, class::QUOTED_HEX, class::QUOTED_INT])),
        (b"1,2,3,4,5,6,7,8", Some(&[class::INT; 8])),
        (b"1,2,3,4,5,6,7,8,9", None),
        (b"\"\"", None),
        (b"\"1\"2\"", None),
        (b"\"12", None),
        (b"1.2", None),
        (b"G", None),
    ] {
        let classes = |classes: &[u8]| classes.iter().rev().fold(0, |word, class| word << 8 | u64::from(*class));
        assert_eq!(glance(params), expected.map(|known| (classes(known), known.len())), "{}", params.escape_ascii());
    }
}

/// What a glance tells of a text is what the careful look finds.
fn agrees(text: &[u8]) {
    if let Some(quick) = glance(text) {
        let careful = Sketch::any(text);
        assert_eq!(quick, (careful.classes, careful.count), "{}", text.escape_ascii());
    }
}

/// Words of eight bytes are taken whole: every byte at every place of them.
#[test]
fn every_byte_is_looked_at() {
    for text in [&b"12345678,1234567"[..], b"1,22,333,4444", b"\"0123456789abcdef\",\"1\"", b"1,\"1234\",\"56789012\""] {
        for at in 0..text.len() {
            for byte in 0..=255 {
                let mut other = text.to_vec();
                other[at] = byte;
                (1..=other.len()).for_each(|len| agrees(&other[..len]));
            }
        }
    }
}

/// The quick look and the careful one agree on every short text of digits, letters, commas and quotes.
#[test]
fn the_quick_look_agrees_with_the_careful_one() {
    const LETTERS: &[u8] = b"1A,\"x ";
    for number in 0..LETTERS.len().pow(5) {
        let mut text = [0; 5];
        let mut rest = number;
        for byte in &mut text {
            *byte = LETTERS[rest % LETTERS.len()];
            rest /= LETTERS.len();
        }
        agrees(&text);
    }
    let long = b"1,2,3,4,5,6,7,8,9";
    assert_eq!((Sketch::new(long).count, Sketch::new(b"1,2,3,4,5,6,7,8").count, Sketch::new(b"").count), (9, 8, 0));
}

#[test]
fn forms_of_one_shape_need_no_reading_where_none_is_wanted() {
    let send = find(b"+CIPSEND").expect("+CIPSEND");
    let sketch = Sketch::new(b"1,5,5");
    assert_eq!(sketch.judge(send, &[Shape::Info, Shape::Result], false), Some((Shape::Result, None)));
    let read = sketch.judge(send, &[Shape::Info, Shape::Result], true).expect("a form");
    assert_eq!((read.0, read.1.is_some()), (Shape::Result, true));
    // What the table knows of numbers needs no form; one candidate is taken as it is; a doubtful one is read.
    let open = find(b"+CIPOPEN").expect("+CIPOPEN");
    assert_eq!(Sketch::new(b"1,11").judge(open, &[Shape::Result], false), Some((Shape::Result, None)));
    assert_eq!(Sketch::new(b"1,11").judge(open, &[Shape::Result], true).map(|found| found.1.is_some()), Some(true));
    assert_eq!(Sketch::new(b"0,\"TCP\",x,80,-1").judge(open, &[Shape::ReadInfo], false), None);
}

#[test]
fn how_a_value_suits_a_field() {
    let fit = |name: &[u8], shape, params: &[u8]| {
        let row = find(name).expect("a row");
        let sketch = Sketch::new(params);
        row.forms_of(shape).iter().map(|form| sketch.fit(form)).max_by_key(|fit| *fit as u8).expect("a form")
    };
    for (name, shape, params, expected) in [
        (&b"+IPCLOSE"[..], Shape::Urc, &b"9,1"[..], Fit::Exact),
        (b"+IPCLOSE", Shape::Urc, b"10,1", Fit::Shape),
        (b"+IPCLOSE", Shape::Urc, b"x,1", Fit::No),
        (b"+IPCLOSE", Shape::Urc, b"1", Fit::No),
        (b"+IPCLOSE", Shape::Urc, b"1,1,1", Fit::No),
        (b"+CLIENT", Shape::Urc, b"0,0,192.0.2.1:80", Fit::Exact),
        (b"+CLIENT", Shape::Urc, b"0,0,192.0.2.1:", Fit::No),
        (b"+CLIENT", Shape::Urc, b"0,0,192.0.2.1:8x", Fit::No),
        (b"+CLIENT", Shape::Urc, b"0,0,host:80", Fit::No),
        (b"+CLIENT", Shape::Urc, b"0,0,:80", Fit::No),
        (b"RECV FROM", Shape::Urc, b"1.2.3.4:5", Fit::Exact),
        (b"+CDNSGIP", Shape::Write, b"\"example.com\"", Fit::Exact),
        (b"+CDNSGIP", Shape::Write, &[&b"\""[..], &[b'x'; 255], b"\""].concat(), Fit::Shape),
        (b"+CDNSGIP", Shape::Write, b"example.com", Fit::No),
        (b"+CREG", Shape::Urc, b"1,\"1A2B\",\"01\"", Fit::Exact),
        (b"+CREG", Shape::Urc, b"1,\"\",\"\"", Fit::No),
        (b"+CREG", Shape::Urc, b"1,\"zz\",\"01\"", Fit::No),
        (b"+CIPCLOSE", Shape::TestInfo, b"(0-9)", Fit::Exact),
        (b"+CIPCLOSE", Shape::TestInfo, b"0-9", Fit::No),
        (b"+IP ERROR", Shape::Info, b"No data", Fit::Exact),
        (b"+IP ERROR", Shape::Info, b"99", Fit::Shape),
        (b"+CIPSEND", Shape::Write, b"1,", Fit::Exact),
    ] {
        assert_eq!(fit(name, shape, params), expected, "{} {}", name.escape_ascii(), params.escape_ascii());
    }
}
