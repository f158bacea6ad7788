//! What the output looks like, for a few samples of the corpus.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use a76xx_decoder::ingest::Sides;
use a76xx_decoder::render::{Charset, Ground, Look};
use common::{jsonl, plain, repository, text};

const SAMPLES: [&str; 5] = [
    "corpus/paste/tcp-client.log",
    "corpus/paste/tcp-terminal.log",
    "corpus/paste/udp-terminal.log",
    "corpus/note/05-tcp-client-push.at",
    "corpus/note/06-tcp-client-buffer.at",
];

fn sample(path: &str) -> Vec<u8> {
    std::fs::read(repository(path)).unwrap()
}

fn short(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

#[test]
fn text_at_80_and_140_columns() {
    for path in SAMPLES {
        for width in [80, 140] {
            insta::assert_snapshot!(format!("{}-{width}", short(path)), text(path, &sample(path), None, plain(width)));
        }
    }
}

#[test]
fn json_lines() {
    for path in ["corpus/paste/udp-terminal.log", "corpus/note/06-tcp-client-buffer.at"] {
        insta::assert_snapshot!(format!("{}-jsonl", short(path)), jsonl(path, &sample(path), None));
    }
}

#[test]
fn stamps_ascii_and_colour() {
    let kinds = include_bytes!("data/kinds.at");
    insta::assert_snapshot!("kinds-100", text("kinds.at", kinds, None, plain(100)));
    let look = Look { width: 60, colour: true, ground: Ground::Unknown, charset: Charset::Ascii };
    insta::assert_snapshot!("kinds-ascii-colour", text("kinds.at", kinds, None, look).replace('\u{1b}', "<ESC>"));
}

#[test]
fn no_row_is_wider_than_told() {
    for path in SAMPLES {
        for width in [44, 60, 80, 97] {
            for row in text(path, &sample(path), None, plain(width)).lines() {
                assert!(unicode_width::UnicodeWidthStr::width(row) <= width, "{path} at {width}: {row}");
            }
        }
    }
}

#[test]
fn many_pieces_of_a_payload_are_one_row() {
    let mut bytes = b"\r\n+RECEIVE,0,50000:\r\n".to_vec();
    bytes.resize(bytes.len() + 50_000, b'x');
    let rows = text("long", &bytes, Some(Sides::Module), plain(100));
    assert_eq!(rows.lines().filter(|row| row.contains("\"xxx")).count(), 1, "{rows}");
    assert!(rows.contains("50000 bytes of data"), "{rows}");
}

#[test]
fn a_payload_comes_through_the_lines_of_a_transcript_whole() {
    let transcript = b"# a76xx transcript 1\n> AT+CIPSEND=0,6\\r\n< \\r\\n>\n> abc\n> def\n";
    let rows = text("cut.at", transcript, None, plain(100));
    assert!(rows.contains("\"abcdef\""), "{rows}");
}

#[test]
fn hostile_bytes_reach_no_terminal() {
    let bytes = "AT+FOO=\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{200b}\u{7f}\u{e0041}\u{ad}\r\n\u{1b}]0;x\u{7}\r\n".as_bytes();
    for sides in [Sides::Host, Sides::Module, Sides::Merged] {
        for charset in [Charset::Unicode, Charset::Ascii] {
            let rows = text("\u{1b}[31m", bytes, Some(sides), Look { width: 80, colour: false, ground: Ground::Unknown, charset });
            assert_harmless(&rows);
        }
        assert_harmless(&jsonl("\u{1b}[31m", bytes, Some(sides)));
    }
}

fn assert_harmless(output: &str) {
    let hostile = |char: char| {
        (char.is_control() && char != '\n')
            || matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    };
    assert_eq!(output.chars().find(|char| hostile(*char)), None, "{output:?}");
}
