//! `socat -v`, `-x` and both: a header with a length, then so many bytes. A header may stand behind data in the same line.

use std::ops::Range;

use memchr::{memchr, memchr2_iter};

use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::digits;
use crate::ingest::label::{Labels, Learner};
use crate::ingest::time::{Clock, Scan, Stamp, stamp};
use crate::ingest::{Item, Role, Source as _};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "socat",
    title: "what socat shows of the data that it moves",
    tools: "socat -v, socat -x, socat -x -v",
    keeps: Keeps {
        direction: "marked",
        time: "of each chunk, 1 us",
        line_ends: "exact",
        bytes: "all with -x; -v shows others than text as dots",
    },
    packed: false,
    fit: |head| {
        if find(head.bytes, 0).is_none() { Fit::NO } else { Fit::marked(980, "headers of socat") }
    },
    open: |head: &Head<'_>, input: Input| Box::new(Tape::new(Socat::of(head), input)),
};

/// Longest header.
const HEADER: usize = 160;
/// Longest line of text between chunks that is looked at as one.
const LINE: usize = 4_096;

/// A header.
struct Header {
    mark: u8,
    stamp: Stamp,
    /// The fraction, if it has nine digits: some versions fill six with zeros in front.
    nine: Option<u64>,
    len: usize,
    /// Behind it.
    end: usize,
}

/// Reads the header at the front of a text.
fn header(text: &[u8]) -> Option<Header> {
    let mut scan = Scan::new(text.get(..HEADER).unwrap_or(text));
    let mark = scan.eat_any(b"<>")?;
    scan.eat(b' ').then_some(())?;
    let (stamp, len) = stamp(scan.rest())?;
    let fraction = scan.rest().get(..len)?.rsplit(|byte| *byte == b'.').next()?;
    let nine = if fraction.len() == 9 { std::str::from_utf8(fraction).ok()?.parse().ok() } else { None };
    scan.advance(len);
    scan.skip(|byte| byte == b' ');
    scan.eat_all(b"length=").then_some(())?;
    let (len, _) = scan.number(1, 9)?;
    scan.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'='));
    scan.eat(b'\r');
    scan.eat(b'\n').then(|| Header { mark, stamp, nine, len: len as usize, end: scan.taken() })
}

/// Where the next header begins.
fn find(text: &[u8], from: usize) -> Option<usize> {
    memchr2_iter(b'<', b'>', text.get(from..)?).map(|at| at + from).find(|at| text.get(*at..).and_then(header).is_some())
}

#[derive(Clone)]
struct Socat {
    labels: Labels,
    clock: Clock,
    /// The fraction is microseconds, filled up to nine digits.
    padded: bool,
    line: u64,
}

impl Socat {
    fn of(head: &Head<'_>) -> Self {
        let mut headers = Vec::new();
        let mut from = 0;
        while let Some(at) = find(head.bytes, from)
            && let Some(header) = head.bytes.get(at..).and_then(header)
        {
            from = at + header.end;
            headers.push(header);
        }
        // Nanoseconds that never reach a millisecond are none.
        let padded = !headers.is_empty() && headers.iter().all(|header| header.nine.is_some_and(|fraction| fraction < 1_000_000));
        let plain = Self { labels: Labels::default(), clock: Clock::default(), padded, line: 0 };
        let mut learner = Learner::of_names();
        let looking = Looking(plain.clone());
        let mut tape = Tape::new(looking, Box::new(std::io::Cursor::new(head.bytes.to_vec())));
        let mut chunks: [Vec<u8>; 2] = Default::default();
        while let Ok(Some(item)) = tape.next() {
            if let Item::Chunk(chunk) = item {
                let [host, module] = &mut chunks;
                if chunk.side == Some(a76xx_parser::Side::Host) { host } else { module }.extend_from_slice(chunk.bytes);
            }
        }
        learner.take(b">", &chunks[0]);
        learner.take(b"<", &chunks[1]);
        Self { labels: learner.learn(), ..plain }
    }

    fn stamp(&self, header: &Header) -> Stamp {
        match header.nine.filter(|_| self.padded) {
            Some(fraction) => Stamp { micros: header.stamp.micros / 1_000_000 * 1_000_000 + fraction, ..header.stamp },
            None => header.stamp,
        }
    }

    fn cut_as(&mut self, page: &mut Page<'_>, ended: bool, known: bool) -> usize {
        let window = page.window();
        let Some(header) = header(window) else {
            if window.len() < HEADER && !ended && memchr(b'\n', window).is_none() {
                return 0;
            }
            // Up to the next header, or the end of the line.
            let near = window.get(..LINE).unwrap_or(window);
            let line = memchr(b'\n', near).map_or(near.len(), |at| at + 1);
            let next = find(near.get(..(line + HEADER).min(near.len())).unwrap_or(near), 1).unwrap_or(line).min(line);
            if next == near.len() && near.len() < LINE && !ended && near.last() != Some(&b'\n') {
                return 0;
            }
            self.line += u64::from(near.get(..next).is_some_and(|text| text.ends_with(b"\n")));
            if near.get(..next).is_some_and(|text| !text.trim_ascii().is_empty() && text.trim_ascii() != b"--") {
                page.outside(Role::Remark, None, 0..next);
            }
            return next;
        };
        self.line += 1;
        page.line = self.line;
        let side = if known {
            self.labels.side(&[header.mark])
        } else {
            Some(if header.mark == b'>' { a76xx_parser::Side::Host } else { a76xx_parser::Side::Module })
        };
        let body = window.get(header.end..).unwrap_or_default();
        if body.len() < 4 && !ended {
            return 0;
        }
        let read = if is_dump(body) { dumped } else { shown };
        let Some(places) = read(window, header.end, header.len, ended) else { return 0 };
        let at = Some(self.clock.read(self.stamp(&header)));
        page.begin(side, at);
        for (byte, range) in places.bytes {
            page.byte(byte, range);
        }
        page.end();
        places.end
    }
}

/// Reads the head before it is known whose each mark is.
struct Looking(Socat);

impl Cutter for Looking {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        self.0.cut_as(page, ended, false)
    }
}

impl Cutter for Socat {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        self.cut_as(page, ended, true)
    }
}

/// Bytes and their places, and where they end.
struct Places {
    bytes: Vec<(u8, Range<usize>)>,
    end: usize,
}

/// Whether rows of hexadecimal digits follow.
fn is_dump(body: &[u8]) -> bool {
    matches!(body, [b' ', high, low, b' ' | b'\n' | b'\r', ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Rows of digits, until there are enough. `None` if more is needed.
fn dumped(window: &[u8], from: usize, len: usize, ended: bool) -> Option<Places> {
    let mut places = Places { bytes: Vec::new(), end: from };
    while places.bytes.len() < len {
        let rest = window.get(places.end..).unwrap_or_default();
        let Some(line) = memchr(b'\n', rest) else {
            if !ended {
                return None;
            }
            digits(window, places.end + 1, false, |byte, range| places.bytes.push((byte, range)));
            places.end = window.len();
            break;
        };
        let row = window.get(..places.end + line).unwrap_or_default();
        let before = places.bytes.len();
        let bytes = &mut places.bytes;
        digits(row, places.end + 1, false, |byte, range| {
            if bytes.len() < len {
                bytes.push((byte, range));
            }
        });
        if places.bytes.len() == before {
            break;
        }
        places.end += line + 1;
    }
    Some(places)
}

/// So many characters; backslashes begin escapes. `None` if more is needed.
fn shown(window: &[u8], from: usize, len: usize, ended: bool) -> Option<Places> {
    let mut places = Places { bytes: Vec::new(), end: from };
    while places.bytes.len() < len {
        let at = places.end;
        let take = match window.get(at..).unwrap_or_default() {
            [] => break,
            [b'\\'] if !ended => return None,
            [b'\\', b'r' | b'n' | b't' | b'a' | b'b' | b'v' | b'f' | b'0' | b'\\', ..] => 2,
            _ => 1,
        };
        Dialect::Backslash.each(window.get(at..at + take)?, |byte, _| places.bytes.push((byte, at..at + take)));
        places.end += take;
    }
    (places.bytes.len() == len || ended).then_some(places)
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may stop")]
mod tests {
    use super::{find, header};

    #[test]
    fn headers() {
        let text = b"x\r\n>> 2026/01/02 10:00:00.000611534  length=3 from=0 to=2\nAT\\r";
        let at = find(text, 0);
        assert_eq!(at, Some(4));
        let header = header(&text[4..]).expect("a header");
        assert_eq!((header.mark, header.len, header.nine), (b'>', 3, Some(611_534)));
        assert_eq!(find(b"> AT\n< OK\n", 0), None);
    }
}
