//! Tables with a row for each byte or piece, and a column for each side or for both.

use super::Keeps::{Bytes, Lines};
use super::{Chunk, DIALOGUE, by, check, clock, digits, escaped, lines, shown, text};
use a76xx_parser::Side;

/// Each byte with the time when it came, at 115 200 baud.
fn bytes(chunks: &[Chunk]) -> impl Iterator<Item = (f64, Side, u8)> {
    let each = |(at, side, bytes): &Chunk| {
        let (at, side) = (*at, *side);
        (0_u32..).zip(bytes.iter()).map(move |(index, byte)| (at + f64::from(index) / 11_520.0, side, *byte))
    };
    chunks.iter().flat_map(each)
}

/// A table of two columns; `filler` stands in the one that has no byte.
fn two(names: &str, chunks: &[Chunk], filler: &str, time: impl Fn(f64) -> String, cell: impl Fn(u8) -> String) -> String {
    let rows = bytes(chunks).map(|(at, side, byte)| {
        let cell = cell(byte);
        format!("{},{},{}\n", time(at), by(side, &cell, filler), by(side, filler, &cell))
    });
    format!("{names}\n{}", rows.collect::<String>())
}

/// A byte as the export of a decoder shows it.
fn dsview(byte: u8) -> String {
    if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("[{byte:02X}]") }
}

type Cell = fn(u8) -> String;

const NUMBERS: [(&str, Cell); 5] = [
    ("decimal", |byte| byte.to_string()),
    ("0x", |byte| format!("0x{byte:02X}")),
    ("hexadecimal", |byte| format!("{byte:02x}")),
    ("0b", |byte| format!("0b{byte:08b}")),
    ("h", |byte| format!("{byte:02X}h")),
];

#[test]
fn a_column_for_each_side() {
    for (name, cell) in NUMBERS {
        for filler in ["", "-", "NaN"] {
            check(
                name,
                "analyser-csv",
                Bytes,
                two("Id,Time[ns],0:UART: TX,0:UART: RX", &DIALOGUE, filler, |at| format!("0,{:.2}", at * 1e9), cell),
            );
        }
        check(name, "analyser-csv", Bytes, two("time_ms,tx,rx", &DIALOGUE, "", |at| format!("{:.4}", at * 1e3), cell));
        let iso = |at: f64| format!("2026-01-02T10:00:{at:09.6}Z");
        check(name, "analyser-csv", Bytes, two("timestamp,TXD,RXD", &DIALOGUE, "", iso, cell));
    }
}

#[test]
fn characters() {
    let time = |at: f64| format!("0,{:.2}", at * 1e9);
    check("DSView", "analyser-csv", Bytes, two("Id,Time[ns],0:UART: TX,0:UART: RX", &DIALOGUE, "", time, dsview));
    let quoted = |byte: u8| format!("\"{}\"", dsview(byte).replace('"', "\"\""));
    check("quotes", "analyser-csv", Bytes, two("Id,Time [us],Tx,Rx", &DIALOGUE, "\"\"", |at| format!("0,{:.1}", at * 1e6), quoted));
    let single = |byte: u8| format!("'{}'", escaped(&[byte]).replace("\\\"", "\""));
    check("apostrophes", "analyser-csv", Bytes, two("Id,Time [s],Tx,Rx", &DIALOGUE, "", |at| format!("0,{at:.6}"), single));
}

#[test]
fn columns_are_named_for_whom_they_are() {
    for names in ["t,Host,Module", "t,Sent,Received", "time,Data out,Data in", "time,Request,Response"] {
        check(names, "analyser-csv", Bytes, two(names, &DIALOGUE, "", |at| format!("{at:.6}"), NUMBERS[1].1));
    }
    // The probe stood on the module's side: the bytes tell better.
    let rows = bytes(&DIALOGUE)
        .map(|(at, side, byte)| format!("{at:.6};{};{}\n", by(side, "", &format!("{byte:02X}")), by(side, &format!("{byte:02X}"), "")));
    check("turned", "analyser-csv", Bytes, format!("Time;Tx;Rx\n{}", rows.collect::<String>()));
}

#[test]
fn a_column_tells_the_side() {
    for (name, cell) in NUMBERS {
        let rows = bytes(&DIALOGUE).map(|(at, side, byte)| format!("{:.4};{};{}\n", at * 1e3, by(side, "TX", "RX"), cell(byte)));
        check(name, "analyser-csv", Bytes, format!("Time (ms);Direction;Byte\n{}", rows.collect::<String>()));
    }
}

#[test]
fn pieces() {
    let two = |chunks: &[Chunk], cell: &dyn Fn(&[u8]) -> String| {
        let row = |(at, side, bytes): &Chunk| {
            let cell = cell(bytes);
            format!("{},{},{}\n", clock(*at), by(*side, &cell, ""), by(*side, "", &cell))
        };
        format!("Time,TX,RX\n{}", chunks.iter().map(row).collect::<String>())
    };
    check("spaced", "analyser-csv", Bytes, two(&DIALOGUE, &|bytes| digits(bytes, " ")));
    check("joined", "analyser-csv", Bytes, two(&DIALOGUE, &|bytes| digits(bytes, "")));
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    check("escapes", "analyser-csv", Bytes, two(&DIALOGUE, &|bytes| quoted(&escaped(bytes).replace("\\\"", "\""))));
    let chunks = text();
    let row = |(at, side, bytes): &Chunk| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let parts = text.split(['\r', '\n']).filter(|line| !line.is_empty()).map(quoted);
        let rows = parts.map(|cell| format!("{},{},{}", clock(*at), by(*side, &cell, ""), by(*side, "", &cell)));
        rows.collect::<Vec<_>>().join("\n") + "\n"
    };
    check("lines", "analyser-csv", Lines, format!("Time,Command,Response\n{}", chunks.iter().map(row).collect::<String>()));
}

#[test]
fn a_column_tells_the_side_of_pieces() {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows = |row: &dyn Fn(f64, &str, &[u8]) -> String| {
        DIALOGUE.iter().map(|(at, side, bytes)| row(*at, by(*side, "TX", "RX"), bytes)).collect::<String>()
    };
    let both = |at: f64, way: &str, bytes: &[u8]| format!("1,{},{way},{},{}\n", clock(at), digits(bytes, " "), quoted(&shown(bytes)));
    check("both", "analyser-csv", Bytes, format!("No.,Time,Direction,Hex,ASCII\n{}", rows(&both)));
    let escapes = |at: f64, way: &str, bytes: &[u8]| {
        format!("{},COM3,{way},{},{}\n", clock(at), bytes.len(), quoted(&escaped(bytes).replace("\\\"", "\"")))
    };
    check("escapes", "analyser-csv", Bytes, format!("Time,Port,Direction,Length,Data\n{}", rows(&escapes)));
    let line = |(at, side, line): (f64, Side, String)| format!("{},{},{}\n", clock(at), by(side, "Out", "In"), quoted(&line));
    check("lines", "analyser-csv", Lines, format!("Time,Dir,Data\n{}", lines().into_iter().map(line).collect::<String>()));
}

#[test]
fn a_column_for_each_side_and_no_time() {
    let row = |(_, side, line): (f64, Side, String)| format!("{}\t{}\n", by(side, &line, ""), by(side, "", &line));
    check("tabs", "analyser-csv", Lines, format!("Host\tModule\n{}", lines().into_iter().map(row).collect::<String>()));
}
