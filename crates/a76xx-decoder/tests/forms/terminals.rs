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

#[test]
fn pages_for_a_browser() {
    let entities = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let named = |text: &str| text.replace('\r', "<CR>").replace('\n', "<LF>");
    let shown = |bytes: &[u8]| entities(&named(&String::from_utf8_lossy(bytes)));
    let record = |(at, side, bytes): super::Chunk| {
        format!("<br><font color=\"#0000FF\">{} [{}] - {}</font>\n", clock(at), by(side, "TX", "RX"), shown(bytes))
    };
    let records = super::text().into_iter().map(record).collect::<String>();
    let page = format!("<html><head><title>Log</title></head>\n<body>{records}</body></html>\n");
    check("records", "labelled", Lines, page.replace('\n', ""));
    check("records in lines", "labelled", Lines, page);
    let line = |at, side, line: &str| format!("{} {}: {}\n", clock(at), by(side, "TX", "RX"), entities(line));
    check("as it is", "labelled", Lines, format!("<html><body><pre>\n{}</pre></body></html>\n", each_line(line)));
    let row = |at, side, line: &str| format!("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", clock(at), by(side, "TX", "RX"), entities(line));
    check("table", "labelled", Lines, format!("<!DOCTYPE html><html><table>{}</table></html>", each_line(row)));
}
