//! fuzz/at.dict: the words of the protocol, so that a fuzzer need not find them letter by letter.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use a76xx_parser::spec::{Role, Sep, Shape, Then, Type, rows};

use super::File;

/// What the table does not hold: line ends, single bytes with a meaning, digits of ATV0, and the marks of the targets' inputs.
const MORE: &[&[u8]] = &[
    b"\r\n",
    b"\r\r\n",
    b"\r\n\r\n",
    b"\r\n>",
    b"> ",
    b"\x1a",
    b"\x1b",
    b"\x03",
    b"0\r",
    b"4\r",
    b"+++",
    b"A/\r",
    b";+",
    b"\"",
    b",,",
    b"ATE0\r",
    b"ATV0\r",
    b"AT+CIPHEAD=0\r",
    b"AT+CIPMODE=1\r",
    b"+IPD4\r\n",
    b"\x7f>",
    b"\x7f<",
    b"\x7f|",
    b"\x7f~",
    b"\x7f-",
    b"\x7fR",
    b"\x7fd",
    b"\x7f@\xff",
    b"\x7fC\x08",
    b"\x7fP",
    b"\x7ft",
    b"\x7fo",
    b"\x7fs",
    b"\x7fr",
];

/// The dictionary, in the form of libFuzzer and AFL.
pub(super) fn file() -> File {
    let mut words: BTreeSet<Vec<u8>> = MORE.iter().map(|word| word.to_vec()).collect();
    for row in rows() {
        let name = row.head();
        let extended = name.first().is_some_and(|byte| !byte.is_ascii_alphanumeric());
        if row.role() == Role::Command {
            words.insert([b"AT", name].concat());
        }
        for form in row.forms() {
            let head = match (form.shape.is_host(), form.sep()) {
                (true, _) => continue,
                (false, Sep::Shape) => [b"\r\n", name, b": "].concat(),
                (false, Sep::Colon) => [b"\r\n", name, b":"].concat(),
                (false, Sep::Comma) => [b"\r\n", name, b","].concat(),
                (false, Sep::Glued | Sep::Space) => [b"\r\n", name].concat(),
            };
            words.insert(head);
            if form.fields().is_empty() || form.shape == Shape::Urc && !extended {
                words.insert([b"\r\n", name, b"\r\n"].concat());
            }
        }
        // What data follow is worth a word of its own.
        for form in row.forms().iter().filter(|form| form.shape.is_host() && !matches!(form.then(), Then::Line | Then::Text)) {
            let values = form.fields().iter().take(form.required()).map(|field| match field.ty {
                Type::Int(min, max) | Type::Either(min, max) => 4.clamp(min, max).to_string(),
                Type::Word(word) => word.to_owned(),
                _ => "\"x\"".to_owned(),
            });
            let values: Vec<String> = values.collect();
            let mark = if form.shape == Shape::Write { "=" } else { "" };
            words.insert(format!("AT{}{mark}{}\r", row.name(), values.join(",")).into_bytes());
        }
    }
    let mut text = String::from("# Written by `cargo xtask gen`.\n");
    for word in words {
        let _ = write!(text, "\"");
        for byte in word {
            let _ = match byte {
                b'"' | b'\\' => write!(text, "\\{}", char::from(byte)),
                b' '..=b'~' => write!(text, "{}", char::from(byte)),
                _ => write!(text, "\\x{byte:02x}"),
            };
        }
        text.push_str("\"\n");
    }
    File { path: "fuzz/at.dict".into(), text }
}
