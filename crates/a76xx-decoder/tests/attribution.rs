//! Whatever an input holds and whatever format it is read as: no panic, and every byte is attributed once.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod law;

use std::io::Cursor;

use a76xx_decoder::ingest::{self, Half, Recording};
use law::{assert_attributed_as, assert_tiles, spans_of};
use proptest::prelude::*;

fn assert_attributed(bytes: &[u8]) {
    for format in ingest::formats() {
        assert_attributed_as(format, bytes);
    }
}

/// Two files are one input: the second is counted on from the end of the first.
fn assert_pair_attributed(host: &[u8], module: &[u8]) {
    let half = |bytes: &[u8]| Half { name: String::new(), input: Box::new(Cursor::new(bytes.to_vec())), len: bytes.len() as u64 };
    for format in [None, ingest::format_named("raw"), ingest::format_named("stamped")] {
        // A file may hold both sides by itself.
        if let Ok(opened) = ingest::open_pair(half(host), half(module), format)
            && !ingest::format_named(opened.header.format).is_none_or(|format| format.packed)
        {
            let name = format!("two files of {}", opened.header.format);
            assert_tiles(&spans_of(opened, &name), host.len() + module.len(), &name);
        }
    }
}

/// Lines of what the formats are made of, whole and broken.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    const WORDS: [&[u8]; 84] = [
        b"--> Sending: AT\n",
        b"--> WvDial: 1\n",
        b"Caught signal 15\n",
        b"sent \"AT\\0d\"\n",
        b"rcvd \"\\0d\n",
        b"      \\0a\"\n",
        b"time  0.1s\n",
        b"0.070196 16\n",
        b"I 0.5 3\n",
        b"expect (OK)\n",
        b"OKOK\n -- got it\n",
        b"send (AT^M)\n",
        b"AT+CSQ",
        b"AT\r",
        b"\r\n",
        b"\n",
        b"\r",
        b"OK",
        b"\r\nOK\r\n",
        b"+CSQ: 21,99",
        b"> ",
        b"< ",
        b"--> ",
        b"<-- ",
        b">>> ",
        b"TX: ",
        b"RX: ",
        b"[TX] - ",
        b"41 54 0d ",
        b" |AT.|",
        b"0000000 5441 000d",
        b"00000000: 4154 0d0a  AT..",
        b"00000000  41 54 0d 0a  |AT..|",
        b"*",
        b"0000010",
        b"0000000   A   T  \\r",
        b"QVQNDQpPSw0K",
        b"0x41, 0x54,",
        b"12:00:01.500 -> ",
        b"[2026-01-02 10:00:00.123] ",
        b"Jan  2 10:00:01 host chat[7]: ",
        b"send (AT^M)",
        b"expect (OK)",
        b"> 2026/01/02 10:00:00.000611534  length=3 from=0 to=2\n",
        b"AT\\r",
        b"D (5321) uart-tx: 0x3ffb2c40   ",
        b"b'AT\\r\\n'",
        b"**OK**",
        b"<b>AT</b> // x",
        b"`",
        b"**",
        b"<br>",
        b"&gt;\\_",
        b"- ",
        b"read: b\"OK\\r\\n\", b'",
        b"'",
        b"\"",
        b"\\",
        b"\\x1",
        b"<CR>",
        b"[0D",
        b"[10:00:00.500]\xb7\xa2\xa1\xfa\xa1\xf3",
        b"\xa1\xf5",
        b"read(3, \"AT\\r\", 128) = 3",
        b" | 00000  41 54 ",
        b"<debug> [1.5] [ttyS0/at] --> '",
        b"000001.345 TX   0000  41 ",
        b"Time [s],Value,Parity Error,Framing Error",
        b"0.5,0x41,,",
        b"name,type,start_time,duration,data",
        b"\"TX\",\"data\",0.5,8e-5,\"\"\"\"",
        b"50009-50079 uart-1: 41",
        b"{\"version\": 2}",
        b"[1.5, \"i\", \"AT\\r\"]",
        b"\x07\0\0\0\x01\x01\0\x03AT\r",
        b"\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\x04\0\xdc\0\0\0",
        b"\x0a\x0d\x0d\x0a",
        b"\x01\0\0\0\x01\0\0\0\x03\0\0\0AT\r",
        b"ffff8801 1446403870 S Bo:1:005:2 -115 3 = 41540d",
        b"Host   --> A (065) ",
        b"< 0x41 (A)",
        b"Script started on x\n",
        b"\nScript done on y",
        b"=~=~=~=~=~=~=~=~=~=~=~= PuTTY log",
    ];
    let word = prop_oneof![
        4 => (0..WORDS.len()).prop_map(|index| WORDS[index].to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
        2 => Just(b"\n".to_vec()),
    ];
    proptest::collection::vec(word, 0..30).prop_map(|words| words.concat())
}

/// A few lines of one shape, so that the format is found, then anything.
fn shaped() -> impl Strategy<Value = Vec<u8>> {
    (pieces(), 1_usize..6, pieces()).prop_map(|(shape, count, rest)| {
        let mut line = shape.into_iter().take(120).collect::<Vec<u8>>();
        line.push(b'\n');
        let mut bytes = line.repeat(count);
        bytes.extend(rest);
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        assert_attributed(&bytes);
    }

    #[test]
    fn any_lines(bytes in pieces()) {
        assert_attributed(&bytes);
    }

    #[test]
    fn any_lines_of_one_shape(bytes in shaped()) {
        assert_attributed(&bytes);
    }

    #[test]
    fn any_two_files(host in pieces(), module in pieces()) {
        assert_pair_attributed(&host, &module);
    }

    #[test]
    fn any_times_of_any_recording(pieces in proptest::collection::vec((any::<bool>(), 0_u8..40), 1..12), bytes in pieces(), apart: bool) {
        let line = |(typed, len): &(bool, u8)| format!("{} 0.1 {len}\n", if *typed { "I" } else { "O" });
        let timing = pieces.iter().map(line).collect::<Vec<_>>().concat();
        let input = |bytes: &[u8]| Box::new(Cursor::new(bytes.to_vec()));
        let recording = if apart {
            Recording::Apart(input(&bytes), bytes.len() as u64, input(&bytes))
        } else {
            Recording::Typescript(input(&bytes))
        };
        let opened = ingest::open_timed("test", input(timing.as_bytes()), recording).unwrap();
        assert_tiles(&spans_of(opened, "script"), bytes.len() * (1 + usize::from(apart)), "script");
    }
}
