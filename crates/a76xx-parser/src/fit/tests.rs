//! The quick look at parameters against the careful one, and what suits a field.

use super::glance::{glance, numbers};
use super::{Fit, Sketch, class, one, takes};
use crate::fields::Fields;
use crate::line::UNASKED;
use crate::spec::{Field, Form, Shape, Type, find, rows};

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

/// How well parameters fit a form, every value read.
fn careful(params: &[u8], form: &Form) -> Fit {
    let mut fit = Fit::Exact;
    if !Sketch::any(params).suits(form) {
        return Fit::No;
    }
    for (index, value) in Fields::new(params, Some(form)).enumerate() {
        match form.fields().get_or_last(index).map_or(Fit::No, |field| one(&field, &value)) {
            Fit::No => return Fit::No,
            Fit::Shape => fit = Fit::Shape,
            Fit::Exact => {}
        }
    }
    fit
}

/// A value that is not read would not change how well a form fits.
#[test]
fn what_is_not_read_changes_nothing() {
    let values =
        ["0", "1", "2", "7", "3000", "99999999999", "-1", "+5", "1F", "\"1F\"", "\"12\"", "\"text\"", "text", "", "(0-9)", "1.2.3.4"];
    let mut lines: Vec<String> = values.map(str::to_owned).to_vec();
    for first in values {
        lines.extend(values.map(|second| format!("{first},{second}")));
        lines.extend(values.map(|last| format!("{first},5,{last}")));
        lines.extend(values.map(|last| format!("2,{first},\"1A2B\",{last}")));
    }
    for line in lines.iter().map(String::as_bytes).filter(|line| !line.is_empty()) {
        for form in rows().flat_map(crate::spec::Command::forms) {
            assert_eq!(Sketch::new(line).fit(form), careful(line, form), "{} {form:?}", line.escape_ascii());
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

/// Numbers and commas alone are told by words of eight bytes: every text of up to sixteen bytes of a few patterns, with a byte at every place
/// of it changed.
#[test]
fn numbers_are_told_by_words() {
    let expected = |text: &[u8]| {
        let mut all = text.split(|byte| *byte == b',');
        let count = all.clone().count();
        let plain = all.all(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit));
        (plain && (1..=16).contains(&text.len()) && count <= 8).then_some(count)
    };
    for pattern in [&b"1"[..], b"1,", b"12,", b"9,000", b"0123456789"] {
        for len in 0..=18 {
            let text: Vec<u8> = pattern.iter().copied().cycle().take(len).collect();
            assert_eq!(numbers(&text), expected(&text), "{}", text.escape_ascii());
            for (at, byte) in (0..len).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
                let mut other = text.clone();
                other.splice(at..=at, [byte]);
                assert_eq!(numbers(&other), expected(&other), "{}", other.escape_ascii());
            }
        }
    }
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

/// Parameters of all kinds.
const SAMPLES: &[&[u8]] = &[
    b"1",
    b"7",
    b"0,0",
    b"1,5",
    b"2,1,3",
    b"0,1,0,7",
    b"1,2,3,4,5",
    b"\"1A2B\"",
    b"1,\"1A2B\",\"01234567\",7",
    b"x",
    b"1,x",
    b"\"x\"",
    b"0,\"TCP\",\"192.0.2.1\",80,-1",
    b"(0-9)",
    b"(0-9),(1-3)",
    b"192.0.2.1:80",
    b"0,192.0.2.1:80",
    b",",
    b"1,",
    b"1.5",
    b"LTE,Online,460-00",
    b"1,2,3,4,5,6,7,8,9",
    b"1,0",
    b"2,0,5,10",
    b"3,1,20,0",
    b"4,0,100",
    b"2,0,1500",
    b"4,0",
    b"0,10",
    b"0,10,10",
    b"1,\"IP\",\"internet\"",
    b"0,\"TCP\",\"192.0.2.1\",80",
    b"0,\"UDP\",,,5000",
];

/// What is decided without looking at the forms is what their forms say.
#[test]
fn what_is_known_of_a_row_beforehand_is_what_its_forms_say() {
    for (row, params) in rows().flat_map(|row| SAMPLES.iter().map(move |params| (row, *params))) {
        let sketch = Sketch::new(params);
        let told = format!("{} {}", row.name(), params.escape_ascii());
        let more = |form: &&Form| form.body().reads() || form.follows();
        let suiting = |shape| row.forms_at(shape).1.iter().filter(|form| sketch.suits(form));
        let anywhere = UNASKED.into_iter().flat_map(suiting);
        for shape in UNASKED {
            match sketch.takes(row, shape) {
                // Numbers are not decided where they may be another form that has to be read, nor long lists.
                None => assert!(sketch.is_long() || anywhere.clone().any(|form| more(&form)), "{told} as {shape:?}"),
                Some(takes) => {
                    let mut fitting = row.forms_at(shape).1.iter().filter(|form| sketch.fit(form) != Fit::No).peekable();
                    assert_eq!(takes, fitting.peek().is_some(), "{told} as {shape:?}");
                    assert!(fitting.all(|form| !form.follows()), "{told} as {shape:?}");
                }
            }
        }
        let follows = anywhere.clone().any(|form| form.follows());
        assert!(sketch.may_follow(row) || !follows, "something may follow {told}");
        let any = row.forms().iter().any(|form| !form.shape.is_host() && form.follows());
        assert!(!sketch.may_follow(row) || any, "nothing follows {}", row.name());
        assert!(!sketch.is_numbers() || sketch.may_follow(row) == follows, "what follows {told}");
    }
}

/// The form that is picked by classes is the one that reading every value picks.
#[test]
fn comparing_classes_picks_the_form_that_reading_picks() {
    for (row, params) in rows().flat_map(|row| SAMPLES.iter().map(move |params| (row, *params))) {
        let sketch = Sketch::new(params);
        for shapes in [&UNASKED[..], &UNASKED[1..2], &UNASKED[3..4], &[Shape::Write]] {
            let careful = sketch.read(row, shapes);
            let told = format!("{} {} as {shapes:?}", row.name(), params.escape_ascii());
            let Ok(picked) = sketch.compare(row, shapes, true) else { continue };
            assert_eq!(picked, careful, "{told}");
            // Not wanted, the index may be left out, and is where several would do.
            let shape = sketch.compare(row, shapes, false).map(|picked| picked.map(|(shape, _)| shape));
            assert_eq!(shape, Ok(picked.map(|(shape, _)| shape)), "{told}");
        }
    }
}

/// What logs are full of is told apart by its classes: reading values costs ten times as much.
#[test]
fn the_lines_of_every_log_need_no_reading() {
    let clear = |name: &str, shapes: &[Shape], params: &str, wanted: bool| {
        Sketch::new(params.as_bytes()).compare(find(name.as_bytes()).expect("a row"), shapes, wanted).is_ok()
    };
    for (name, shape, params) in [
        ("+CIPRXGET", Shape::Write, "2,0,1500"),
        ("+CIPRXGET", Shape::Write, "4,0"),
        ("+CIPRXGET", Shape::Info, "2,0,5,10"),
        ("+CIPRXGET", Shape::Info, "4,0,100"),
        ("+CIPRXGET", Shape::Urc, "1,0"),
        ("+CIPOPEN", Shape::Write, "0,\"TCP\",\"192.0.2.1\",80"),
        ("+CIPOPEN", Shape::Result, "0,0"),
        ("+CIPSEND", Shape::Write, "0,10"),
        ("+CIPSEND", Shape::Result, "0,10,10"),
        ("+CIPCLOSE", Shape::Result, "0,0"),
        ("+CSQ", Shape::Info, "20,99"),
        ("+CREG", Shape::ReadInfo, "0,1"),
        ("+IPCLOSE", Shape::Urc, "0,1"),
        ("+CGDCONT", Shape::Write, "1,\"IP\",\"internet\""),
    ] {
        assert!(clear(name, &[shape], params, false), "{name} {params}");
        // The two results of sending differ in their values alone.
        assert_eq!(clear(name, &[shape], params, true), params != "0,10,10", "{name} {params}, with its index");
    }
}

#[test]
fn most_parameters_need_no_more_than_a_glance() {
    for params in [&b"1"[..], b"20,99", b"1,\"1A2B\",\"01234567\",7"] {
        assert!(Sketch::glance(params).is_some(), "{}", params.escape_ascii());
    }
}

#[test]
fn a_field_takes_what_is_written_as_its_type() {
    let all = ["7", "1F", "xyz", "(1)", "\"xyz\"", "\"1F\"", "\"7\""];
    for (ty, taken) in [
        (Type::Int(0, 9), &["7", "\"7\""][..]),
        (Type::Quoted(20), &["\"xyz\"", "\"1F\"", "\"7\""]),
        (Type::Hex, &["7", "1F", "\"1F\"", "\"7\""]),
        (Type::Bare, &["7", "1F", "xyz", "(1)"]),
        (Type::Word("TCP"), &["7", "1F", "xyz"]),
        (Type::Address, &["xyz", "\"xyz\""]),
        (Type::Endpoint, &["xyz"]),
        (Type::Ranges, &["(1)"]),
        (Type::Rest, &all),
        (Type::Either(0, 9), &all),
    ] {
        let field = Field { ty, optional: false, repeats: 0 };
        let takes = |field: &Field, text: &str| Sketch::new(text.as_bytes()).classes & u64::from(takes(field)) != 0;
        assert_eq!(all.into_iter().filter(|text| takes(&field, text)).collect::<Vec<_>>(), taken, "{ty:?}");
        let [needed, optional] = [false, true].map(|optional| takes(&Field { optional, ..field }, ","));
        assert_eq!((needed, optional), (matches!(ty, Type::Rest), true), "{ty:?} left out");
    }
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
