//! What holds for every format.

use std::io::{self, Cursor, Read};

use super::format::Head;
use super::{Item, Role, Source, formats};
use a76xx_parser::Side;

/// Gives no more than so many bytes at a time.
struct Slow(Cursor<Vec<u8>>, usize);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(self.1);
        self.0.read(buffer.get_mut(..len).unwrap_or_default())
    }
}

/// A piece: of the wire with side and time, or outside of it with its role, and where its bytes stand.
type Piece = (Option<Option<Side>>, Option<Role>, Option<u64>, Vec<u8>, Vec<u64>);

/// Everything that a source hands out, neighbours of the same kind joined.
fn all(mut source: Box<dyn Source>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    while let Ok(Some(item)) = source.next() {
        let piece: Piece = match item {
            Item::Chunk(chunk) => {
                let places = chunk.runs.iter().flat_map(|run| (0..run.bytes as u64).map(|index| run.origin + index * u64::from(run.width)));
                (Some(chunk.side), None, chunk.at, chunk.bytes.to_vec(), places.collect())
            }
            Item::Outside(outside) => {
                let places = (outside.origin..).take(outside.bytes.len()).collect();
                (None, Some(outside.role), outside.at, outside.bytes.to_vec(), places)
            }
        };
        match pieces.last_mut() {
            Some((side, role, at, bytes, places)) if (*side, *role, *at) == (piece.0, piece.1, piece.2) => {
                bytes.extend(piece.3);
                places.extend(piece.4);
            }
            _ => pieces.push(piece),
        }
    }
    pieces
}

/// What an input says of the wire: the format that is found, and runs of bytes with their sides, neighbours of one side joined.
pub(super) fn wire(bytes: &[u8]) -> (&'static str, Vec<(Option<Side>, String)>) {
    let Ok(mut opened) = super::open("test", Box::new(Cursor::new(bytes.to_vec())), None) else { return ("", Vec::new()) };
    let mut pieces: Vec<(Option<Side>, String)> = Vec::new();
    while let Ok(Some(item)) = opened.source.next() {
        let Item::Chunk(chunk) = item else { continue };
        let text = String::from_utf8_lossy(chunk.bytes);
        match pieces.last_mut() {
            Some((side, before)) if *side == chunk.side => before.push_str(&text),
            _ => pieces.push((chunk.side, text.into_owned())),
        }
    }
    (opened.header.format, pieces)
}

/// Inputs of every family, some with broken ends.
const INPUTS: [&[u8]; 26] = [
    b"00000000: 4154 0d0a  AT..\n*\n00000010: 4f4b 0d0a  OK..\n00000014\n",
    b"0000000 5441 0a0d\n*\n0000010 0041\n0000011\n",
    b"0000000   A   T  \\r  \\n\n0000004\n",
    b"41 54 0d\n0x4f, 0x4b\nprose\n4",
    b"D (5) uart-tx: 0x3ffb   41 54 0d   |AT.|\nD (6) uart-rx: 0x3ffb   0d 0a 4f 4b   |..OK|\n\nD (7) wifi: up",
    b"QVQNDQpPSw0K\nQVQN\n",
    b"b'AT\\r\\n'\n'\\x1",
    b"wrote b'AT\\r'\nread: [b'\\r\\nO', b'K\\r\\n']\nup\nread: b'\\x",
    b"- **AT+X=\"a\\_b\"** // b\n \\>a<br>OK<br>\n```\n**\n```\n**O&gt;K",
    b"10:00:00.5 -> AT\r\n10:00:00.6 -> OK\r\n\r\n10:00:00.6 ->\n10:0",
    b"TX: AT<CR>\nRX: <CR><LF>OK<CR><LF>\nup\nTX: AT+CSQ<CR>\nRX: <C",
    b"> 2026/01/02 10:00:00.000611534  length=3 from=0 to=2\nAT\\r< 2026/01/02 10:00:00.000614939  length=6 from=0 to=5\n\\r\nOK\\r\n> 2026/01/02 10:00:01.0006",
    b"> 2026/01/02 10:00:00.611534 length=3 from=0 to=2\n 41 54 0d\n< 2026/01/02 10:00:00.614939 length=4 from=0 to=3\n 4f 4b 0d",
    b"[10:00:00.500]x\xa1\xfa\xa1\xf3AT\r\xa1\xf5\r\n[10:00:00.600]y\xa1\xfb\xa1\xf4\r\nOK\r\n\r\n[10:00:0",
    b"Time [s],Value,Parity Error,Framing Error\n0.5,0x41,,\n0.6,0x54,,\nbroken\n0.7",
    b"\x01\0\0\0\x01\0\0\0\x03\0\0\0AT\r\x02\0\0\0\x01\0\0\0\x06\0\0\0\r\nO",
    b"\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\x04\0\xfa\0\0\0\x01\0\0\0\0\0\0\0\x0f\0\0\0\x0f\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0AT\r\x01\0",
    b"send (AT^M)\nexpect (OK)\nAT\nAT^M^M\nOKOK\n -- got it\n\nsend (ATZ^M",
    b"--> WvDial: x\n--> Sending: AT\nAT\nOK\n--> up\nCaught signal 15: x\n--> Send",
    b"start x\nsent \"AT\\0d\"\ntime  0.1s\nrcvd \"\\0d\\0aO\n      K\\0d\\0a\"\nsent \"A\nwhat\nrcvd \"\\0",
    b"O 0.1 3\nI 0.2 4\nwhat\nH 0.0 X",
    b"[{\"dir\":\"tx\",\"hex\":\"41540d\"},{\"dir\":\"rx\",\"hex\":\"0d0a4f4b0d0a\"},{\"dir\":\"tx\",\"hex\":\"415449\"}] // x",
    b"<?xml?><l><e d=\"tx\" t='1.5'>AT&#13;</e><!-- x --><e d=\"rx\" t='1.6'>&#13;&#10;OK&#13;&#10;</e><e d=\"tx\"><![CDATA[AT",
    b"- data: QVQN\n  dir: tx\n- data: !!binary |\n    DQpP\n    Sw0K\n  dir: rx\n- data: QVQN\n  dir: tx\n- data: QV",
    b"# TX: 'AT\r'\n# RX: 'AT\r\r\nOK\r\n'\n# TX: 'ATI\r'\n# RX: '\r\nOK\r\n'\n# RX: 'c",
    b"Script started on x [y]\nAT\r\n\nScript done on z\nmore",
];

#[test]
fn how_an_input_is_read_does_not_matter() {
    for bytes in INPUTS {
        let head = Head::new(bytes);
        for format in formats() {
            let whole = all((format.open)(&head, Box::new(Cursor::new(bytes.to_vec()))));
            for size in [1, 2, 3, 7, 16] {
                let parts = all((format.open)(&head, Box::new(Slow(Cursor::new(bytes.to_vec()), size))));
                assert_eq!(whole, parts, "{} by {size}: {}", format.name, bytes.escape_ascii());
            }
        }
    }
}

#[test]
fn names_differ() {
    for (index, format) in formats().iter().enumerate() {
        assert!(formats().iter().skip(index + 1).all(|other| other.name != format.name), "{}", format.name);
        assert!(format.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{}", format.name);
    }
}

#[test]
fn lines_that_end_in_cr_alone() {
    let (format, pieces) = wire(b"TX: AT+CSQ\rRX: +CSQ: 21,99\rRX: OK\rTX: AT\rRX: OK\r");
    let (host, module) = (Some(Side::Host), Some(Side::Module));
    let text = |side, text: &str| (side, text.to_owned());
    assert_eq!(format, "labelled");
    assert_eq!(pieces, [text(host, "AT+CSQ\n"), text(module, "+CSQ: 21,99\nOK\n"), text(host, "AT\n"), text(module, "OK\n")]);
    // What a host sends is no such file.
    assert_eq!(wire(b"AT\rATE0\rAT+CSQ\r").1, [(host, String::from("AT\rATE0\rAT+CSQ\r"))]);
}

#[test]
fn what_chat_shows_before_it_logs_it_counts_once() {
    let log = b"abort on (ERROR)\nsend (AT^M)\nexpect (OK)\nAT\nAT^M^M\nOKOK\n -- got it\n\nsend (ATZ^M)\nexpect (OK)\n\n^M\nATZ\nATZ^M^M\nOKOK\n -- got it\n";
    let (format, pieces) = wire(log);
    let (host, module) = (Some(Side::Host), Some(Side::Module));
    let text = |side, text: &str| (side, text.to_owned());
    assert_eq!(format, "chat");
    assert_eq!(pieces, [text(host, "AT\r"), text(module, "AT\r\r\nOK"), text(host, "ATZ\r"), text(module, "\r\nATZ\r\r\nOK")]);
}

#[test]
fn wvdial_and_pppdump() {
    let (host, module) = (Some(Side::Host), Some(Side::Module));
    let text = |side, text: &str| (side, text.to_owned());
    let (format, pieces) =
        wire(b"--> WvDial: x\n--> Sending: ATZ\nATZ\nOK\n--> Sending: ATDT1\nCONNECT 9600\n--> Carrier\nCaught signal 15: x\n");
    assert_eq!(format, "wvdial");
    assert_eq!(pieces, [text(host, "ATZ\r"), text(module, "ATZ\nOK\n"), text(host, "ATDT1\r"), text(module, "CONNECT 9600\n")]);
    let (format, pieces) = wire(b"start now\nsent \"AT+X=\\\"a\\\"\n      \\0d\"\ntime  0.1s\nrcvd \"\\0d\\0aOK\\0d\\0a\"\ntime  1.0s\n");
    assert_eq!(format, "pppdump");
    assert_eq!(pieces, [text(host, "AT+X=\"a\"\r"), text(module, "\r\nOK\r\n")]);
}

#[test]
fn a_log_may_hold_text_and_byte_strings() {
    let log = b"TX: b'AT\\r'\nRX: b'\\r\\nOK\\r\\n'\nTX: AT+CSQ\nRX: +CSQ: 21,99\nRX: OK\nTX: AT\nRX: OK\n";
    let (_, pieces) = wire(log);
    let all: String = pieces.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(all, "AT\r\r\nOK\r\nAT+CSQ\n+CSQ: 21,99\nOK\nAT\nOK\n");
}

/// Bytes of every value in stretches of all lengths, quoted as Rust quotes them: what is read is what was quoted, and each byte stands where it is written.
#[test]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]
fn quoted_bytes_and_their_places() {
    let mut bytes: Vec<u8> =
        (0..40_u8).flat_map(|len| [vec![b'x'; len.into()], vec![len.wrapping_mul(37) | 0x80; usize::from(len % 5)]].concat()).collect();
    bytes.extend(0..=u8::MAX);
    let reads = [&b"AT\r"[..], b"\r\nOK\r\n", &bytes, b"\r\nOK\r\n"];
    let log = reads.map(|read| format!("10:00:00.500 \"{}\"\n", read.escape_ascii())).concat();
    let opened = super::open("test", Box::new(Cursor::new(log.clone().into_bytes())), None).unwrap();
    assert_eq!(opened.header.format, "escaped");
    let (mut source, mut read) = (opened.source, Vec::new());
    while let Some(item) = source.next().unwrap() {
        let Item::Chunk(chunk) = item else { continue };
        let mut values = chunk.bytes.iter();
        for run in chunk.runs {
            for (index, value) in values.by_ref().take(run.bytes).enumerate() {
                let at = (run.origin + index as u64 * u64::from(run.width)) as usize;
                assert_eq!(log[at..at + run.width as usize], [*value].escape_ascii().to_string(), "byte {at}");
            }
        }
        assert_eq!(values.next(), None);
        read.extend_from_slice(chunk.bytes);
    }
    assert_eq!(read, reads.concat());
}
