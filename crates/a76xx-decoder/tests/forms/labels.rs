//! Labels in front of lines, and marks around them.

use super::Keeps::{Bytes, Lines};
use super::{DIALOGUE, by, check, clock, escaped, lines, text};

fn each_line(form: impl Fn(f64, a76xx_parser::Side, &str) -> String) -> String {
    lines().into_iter().map(|(at, side, line)| form(at, side, &line)).collect()
}

fn each_chunk(form: impl Fn(f64, a76xx_parser::Side, &[u8]) -> String) -> String {
    DIALOGUE.into_iter().map(|(at, side, bytes)| form(at, side, bytes)).collect()
}

#[test]
fn what_stands_in_front_tells_the_side() {
    for (host, module) in [
        ("\u{27a1} ", "\u{2b05} "),
        ("\u{25b6} ", "\u{25c0} "),
        ("\u{1f4e4} ", "\u{1f4e5} "),
        ("me> ", "sim> "),
        ("[esp] ", "[sim] "),
        ("OUT ", "IN  "),
        ("transmit  ", "receive   "),
        ("ttyUSB0: ", "ttyUSB1: "),
        ("Gesendet: ", "Empfangen: "),
        ("CH1 [12] ", "CH2 [12] "),
    ] {
        check(host, "labelled", Lines, each_line(|_, side, line| format!("{}{line}\n", by(side, host, module))));
    }
}

#[test]
fn marks_stand_around_it() {
    for (open, close) in [("[", "]"), ("\u{ab}", "\u{bb}"), ("\u{201c}", "\u{201d}"), ("'", "'")] {
        let arrows = |side| by(side, "->", "<-");
        check(open, "labelled", Bytes, each_chunk(|_, side, bytes| format!("{} {open}{}{close}\n", arrows(side), escaped(bytes))));
        let words = |side| by(side, "Send", "Recv");
        check(open, "labelled", Lines, each_line(|at, side, line| format!("{} {}: {open}{line}{close}\n", clock(at), words(side))));
    }
}

#[test]
fn quotes_reach_over_lines() {
    let form = |(at, side, bytes): super::Chunk| {
        let name = by(side, "TX", "RX");
        format!("[{at:9.3}] {name}: '{}'\n", String::from_utf8_lossy(bytes))
    };
    check("quotes", "labelled", Lines, text().into_iter().map(form).collect::<String>());
}

#[test]
fn control_characters_have_pictures() {
    let picture = |byte: &u8| match byte {
        0..0x20 => char::from_u32(0x2400 + u32::from(*byte)).unwrap(),
        byte => char::from(*byte),
    };
    let form = |(_, side, bytes): super::Chunk| format!("{}: {}\n", by(side, "TX", "RX"), bytes.iter().map(picture).collect::<String>());
    check("pictures", "labelled", Lines, text().into_iter().map(form).collect::<String>());
}

#[test]
fn a_prompt_is_enough_to_know_a_label() {
    let (format, sides) = super::read(b"TX: AT+CIPSEND=0,5\nRX: >\nTX: hello\n");
    assert_eq!(
        (format, sides.map(|bytes| bytes.escape_ascii().to_string())),
        ("labelled", ["AT+CIPSEND=0,5\\nhello\\n", ">\\n", ""].map(String::from))
    );
}
