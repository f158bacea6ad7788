//! `strace`: reads and writes of a program. Which file is the port is learned from what goes through it.

use std::ops::Range;

use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::digits;
use crate::ingest::label::Way;
use crate::ingest::sniff::{is_answer, is_command};
use crate::ingest::time::{Clock, Scan, Stamp, stamp};
use crate::ingest::{Micros, Role, Signal};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "strace",
    title: "the system calls of a program that has the port open",
    tools: "strace -e read,write,ioctl, with -x, -xx, -f, -e read=FD -e write=FD",
    keeps: Keeps { direction: "marked", time: "of each call, if stamped", line_ends: "exact", bytes: "as many as -s allows" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(|text| Call::of(text).is_some());
        if rows < 2 || share < 20 { Fit::NO } else { Fit::marked(970, "system calls as strace shows them") }
    },
    open: |head: &Head<'_>, input: Input| {
        let (port, begin) = port(head).map_or((None, 0), |(port, begin)| (Some(port), begin));
        let mut rows = Strace {
            port,
            begin,
            line: 0,
            clock: Clock::default(),
            dumped: head.rows.iter().any(|row| dump(row.text).is_some()),
            open: None,
            at: None,
            cut: false,
            waiting: Vec::new(),
        };
        rows.cut = !rows.dumped && head.rows.iter().any(|row| row.text.windows(4).any(|window| window == b"\"..."));
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// Calls of other processes that wait for their end.
const WAITING: usize = 16;

/// A call.
struct Call<'a> {
    pid: &'a [u8],
    stamp: Option<Stamp>,
    name: &'a [u8],
    fd: Option<u64>,
    /// The string among its arguments, without the quotes.
    text: Option<Range<usize>>,
    /// What it gave back.
    result: Option<u64>,
    resumed: bool,
    unfinished: bool,
}

const CALLS: [&[u8]; 9] = [b"read", b"write", b"readv", b"writev", b"ioctl", b"openat", b"open", b"close", b"pread64"];

impl<'a> Call<'a> {
    /// `[pid 12] read(3, "AT\r", 128) = 3`; a stamp in front was peeled off, or stands behind the process.
    fn of(line: &'a [u8]) -> Option<Self> {
        let mut scan = Scan::new(line);
        let mut pid: &[u8] = b"";
        if scan.eat_all(b"[pid") {
            scan.skip(|byte| byte == b' ');
            pid = scan.take(|byte| byte.is_ascii_digit());
            scan.eat_all(b"] ").then_some(())?;
        } else if scan.peek()?.is_ascii_digit() {
            pid = scan.take(|byte| byte.is_ascii_digit());
            scan.skip(|byte| byte == b' ');
        }
        let stamp = stamp(scan.rest()).map(|(stamp, len)| {
            scan.advance(len);
            scan.skip(|byte| byte == b' ');
            stamp
        });
        let resumed = scan.eat_all(b"<... ");
        let name = scan.take(|byte| byte.is_ascii_alphanumeric());
        if !CALLS.contains(&name) {
            return None;
        }
        let fd = if resumed {
            scan.eat_all(b" resumed>").then_some(())?;
            None
        } else {
            scan.eat(b'(').then_some(())?;
            let fd = scan.number(1, 6).map(|(fd, _)| fd);
            // With -y the file's name follows.
            if scan.eat(b'<') {
                scan.skip(|byte| byte != b'>');
                scan.eat(b'>');
            }
            fd
        };
        let from = scan.taken();
        let rest = line.get(from..)?;
        let unfinished = rest.trim_ascii_end().ends_with(b"<unfinished ...>");
        let open = rest.iter().take(24).position(|byte| *byte == b'"').map(|at| from + at + 1);
        let text = open.and_then(|open| Some(open..closing(line, open)?));
        let result = rest
            .windows(4)
            .rposition(|window| window == b") = ")
            .or_else(|| rest.windows(3).rposition(|window| window == b" = ").map(|at| at.saturating_sub(1)));
        let result = result.and_then(|at| Scan::new(rest.get(at + 4..)?).number(1, 12)).map(|(result, _)| result);
        Some(Self { pid, stamp, name, fd, text, result, resumed, unfinished })
    }

    fn way(&self) -> Option<Way> {
        match self.name {
            b"read" | b"readv" | b"pread64" => Some(Way::In),
            b"write" | b"writev" => Some(Way::Out),
            _ => None,
        }
    }
}

/// Where a string ends: at the quote that no backslash precedes.
fn closing(line: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        match line.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Where the digits of a row that `-e read=FD` adds begin: ` | 00000  41 54 …`.
fn dump(line: &[u8]) -> Option<usize> {
    let mut scan = Scan::new(line);
    scan.eat_all(b" | ").then_some(())?;
    let offset = scan.skip(|byte| byte.is_ascii_hexdigit());
    (offset >= 4 && scan.skip(|byte| byte == b' ') >= 1).then(|| scan.taken())
}

/// The file through which commands go out, or answers come in, and the line from which on: the number may have been another file's.
fn port(head: &Head<'_>) -> Option<(u64, u64)> {
    let mut files: Vec<(u64, i64, u64)> = Vec::new();
    let mut bytes = Vec::new();
    for (index, row) in head.rows.iter().enumerate() {
        let Some((call, fd)) = Call::of(row.text).and_then(|call| call.fd.map(|fd| (call, fd))) else { continue };
        let (Some(way), Some(text)) = (call.way(), call.text) else { continue };
        bytes.clear();
        Dialect::Backslash.each(row.text.get(text).unwrap_or_default(), |byte, _| bytes.push(byte));
        let mut score = 0;
        for line in bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii) {
            // A terminal has it the other way round: it reads commands and writes answers.
            score += match way {
                Way::Out => i64::from(is_command(line)) * 2 - i64::from(is_answer(line)) * 4,
                Way::In => i64::from(is_answer(line)) * 2,
            };
        }
        if score == 0 {
            continue;
        }
        match files.iter_mut().find(|(known, ..)| *known == fd) {
            Some((_, sum, _)) => *sum += score,
            None => files.push((fd, score, index as u64 + 1)),
        }
    }
    let best = files.into_iter().filter(|(_, score, _)| *score > 0).max_by_key(|(_, score, _)| *score);
    best.map(|(fd, _, line)| (fd, line))
}

struct Strace {
    port: Option<u64>,
    /// The line from which on it is the port.
    begin: u64,
    line: u64,
    /// For stamps behind the number of the process.
    clock: Clock,
    /// Dumps follow the calls, and are complete.
    dumped: bool,
    /// The call that a dump belongs to, and its time.
    open: Option<Way>,
    at: Option<Micros>,
    /// Long strings are cut.
    cut: bool,
    /// Processes whose call waits for its end, and its file.
    waiting: Vec<(Vec<u8>, u64)>,
}

impl Strace {
    fn fd(&mut self, call: &Call<'_>) -> Option<u64> {
        if call.unfinished {
            if let Some(fd) = call.fd
                && self.waiting.len() < WAITING
            {
                self.waiting.push((call.pid.to_vec(), fd));
            }
            return None;
        }
        if !call.resumed {
            return call.fd;
        }
        let at = self.waiting.iter().position(|(pid, _)| pid == call.pid)?;
        Some(self.waiting.swap_remove(at).1)
    }
}

/// The lines that an `ioctl` sets.
fn signals(line: &[u8]) -> [Option<Signal>; 2] {
    let has = |word: &[u8]| line.windows(word.len()).any(|window| window == word);
    let on = if has(b"TIOCMBIS") {
        true
    } else if has(b"TIOCMBIC") {
        false
    } else if has(b"TIOCMSET") {
        return [Some(Signal::Dtr(has(b"TIOCM_DTR"))), Some(Signal::Rts(has(b"TIOCM_RTS")))];
    } else {
        return [None; 2];
    };
    [has(b"TIOCM_DTR").then_some(Signal::Dtr(on)), has(b"TIOCM_RTS").then_some(Signal::Rts(on))]
}

impl Rows for Strace {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        self.line += u64::from(!row.goes_on);
        let side = |way| Some(if way == Way::Out { Side::Host } else { Side::Module });
        if let Some(from) = dump(row.text) {
            if let Some(way) = self.open {
                page.begin(side(way), self.at);
                digits(row.text, from, false, |byte, range| page.byte(byte, row.from + range.start..row.from + range.end));
                page.end();
            }
            return;
        }
        self.open = None;
        let Some(call) = Call::of(row.text) else {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        self.at = row.at.or_else(|| call.stamp.map(|stamp| self.clock.read(stamp)));
        let at = self.at;
        let ours = self.fd(&call).is_some_and(|fd| Some(fd) == self.port) && self.line >= self.begin;
        if !ours {
            return;
        }
        if call.name == b"ioctl" {
            signals(row.text).into_iter().flatten().for_each(|signal| page.outside(Role::Signal(signal), at, row.from..row.to));
            return;
        }
        let (Some(way), Some(text)) = (call.way(), call.text) else { return };
        if self.dumped {
            self.open = Some(way);
            return;
        }
        string(row, text, call.result, side(way), at, page);
    }

    fn is_lossy(&self) -> bool {
        self.cut
    }
}

/// Claims the bytes of a string.
fn string(row: &Row<'_>, text: Range<usize>, result: Option<u64>, side: Option<Side>, at: Option<Micros>, page: &mut Page<'_>) {
    // A call that moved less than it was given says so.
    let most = result.unwrap_or(u64::MAX);
    let mut count = 0;
    let from = row.from + text.start;
    page.begin(side, at);
    Dialect::Backslash.each(row.text.get(text).unwrap_or_default(), |byte, range| {
        if count < most {
            page.byte(byte, from + range.start..from + range.end);
        }
        count += 1;
    });
    page.end();
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may stop")]
mod tests {
    use super::{Call, dump, signals};
    use crate::ingest::Signal;

    #[test]
    fn calls() {
        let line = br#"[pid    12] 10:00:00.5 read(3</dev/ttyUSB2>, "OK\"\r", 128) = 4"#;
        let call = Call::of(line).expect("a call");
        assert_eq!((call.name, call.fd, call.result), (&b"read"[..], Some(3), Some(4)));
        assert_eq!(call.text.map(|text| line.get(text).map(<[u8]>::to_vec)), Some(Some(br#"OK\"\r"#.to_vec())));
        let call = Call::of(br#"12 <... read resumed>"AT", 16) = 2"#).expect("a call");
        assert!(call.resumed && call.pid == b"12" && call.result == Some(2));
        assert!(Call::of(b"read(3,  <unfinished ...>").is_some_and(|call| call.unfinished));
        for line in [&b""[..], b"AT", b"select(1) = 0", b"read", b"reading (3"] {
            assert!(Call::of(line).is_none());
        }
    }

    #[test]
    fn rows_and_lines() {
        assert_eq!(dump(b" | 00010  41 54 "), Some(10));
        assert_eq!(dump(b"| AT"), None);
        assert_eq!(signals(b"ioctl(3, TIOCMBIC, [TIOCM_DTR]) = 0"), [Some(Signal::Dtr(false)), None]);
        assert_eq!(signals(b"ioctl(3, TCGETS, {}) = 0"), [None; 2]);
    }
}
