//! What terminals and Windows put between the bytes.

use super::Keeps::{Bytes, Lines};
use super::{DIALOGUE, by, check, clock, digits, escaped, lines};

fn each_line(form: impl Fn(f64, a76xx_parser::Side, &str) -> String) -> String {
    lines().into_iter().map(|(at, side, line)| form(at, side, &line)).collect()
}

fn each_chunk(form: impl Fn(f64, a76xx_parser::Side, &[u8]) -> String) -> String {
    DIALOGUE.into_iter().map(|(at, side, bytes)| form(at, side, bytes)).collect()
}

#[test]
fn colours_are_no_text() {
    let whole = each_line(|_, side, line| format!("\x1b[{}m{} {line}\x1b[0m\n", by(side, "32", "36"), by(side, ">>", "<<")));
    check("lines", "labelled", Lines, whole);
    let words = each_line(|at, side, line| {
        format!("\x1b[2m{}\x1b[0m \x1b[1;{}m{}\x1b[0m\x1b[K {line}\r\n", clock(at), by(side, "32", "36"), by(side, "TX", "RX"))
    });
    check("words", "labelled", Lines, words);
    let home =
        |at: f64, side, text: String| format!("\x1b[0;36m[{}][D][uart_debug:158]: {} {text}\x1b[0m\n", clock(at), by(side, ">>>", "<<<"));
    check("ESPHome", "labelled", Bytes, each_chunk(|at, side, bytes| home(at, side, format!("\"{}\"", escaped(bytes)))));
    let decimal = |bytes: &[u8]| bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    check("ESPHome, numbers", "marked-hexdump", Bytes, each_chunk(|at, side, bytes| home(at, side, decimal(bytes))));
}

#[test]
fn characters_may_have_two_bytes() {
    let text = each_line(|_, side, line| format!("{}: {line}\r\n", by(side, "\u{53d1}\u{9001} TX", "\u{63a5}\u{6536} RX")));
    let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat();
    check("little", "labelled", Lines, wide(b"\xff\xfe", u16::to_le_bytes));
    check("big", "labelled", Lines, wide(b"\xfe\xff", u16::to_be_bytes));
    let dump = each_chunk(|at, side, bytes| format!("{} {} {}\r\n", clock(at), by(side, "TX", "RX"), digits(bytes, " ")));
    check("no mark", "marked-hexdump", Bytes, dump.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
}
