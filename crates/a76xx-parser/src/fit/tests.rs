//! The quick look at parameters against the careful one, and what suits a field.

use super::{Fit, Sketch, class, digits_class};
use crate::spec::{Shape, find};

#[test]
fn digits_are_classed_at_a_glance() {
    let seen = |field: &[u8]| field.iter().fold(0, |seen, byte| seen | super::LETTERS[usize::from(*byte)]);
    for (field, expected) in [
        (&b""[..], Some(class::EMPTY)),
        (b"7", Some(class::INT)),
        (b"123456789012345678", Some(class::INT)),
        (b"1234567890123456789", Some(class::HEX)),
        (b"1F", Some(class::HEX)),
        (b"\"12\"", Some(class::QUOTED_INT)),
        (b"\"1234567890123456789\"", Some(class::QUOTED_HEX)),
        (b"\"1F\"", Some(class::QUOTED_HEX)),
        (b"\"\"", None),
        (b"\"1\"2\"", None),
        (b"\"12", None),
        (b"1.2", None),
        (b"G", None),
    ] {
        assert_eq!(digits_class(field, seen(field)), expected, "{}", field.escape_ascii());
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
        let (quick, careful) = (Sketch::new(&text), Sketch::any(&text));
        assert_eq!((quick.classes, quick.count), (careful.classes, careful.count), "{}", text.escape_ascii());
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
    // One candidate is taken as it is; a doubtful one is read.
    let open = find(b"+CIPOPEN").expect("+CIPOPEN");
    assert_eq!(Sketch::new(b"1,11").judge(open, &[Shape::Result], false).map(|found| found.1.is_some()), Some(true));
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
