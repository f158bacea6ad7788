//! The text form of Linux's usbmon: a line for each event, at most 32 bytes of data in it.

use super::ends::{End, Ends, Learner};
use super::link::setup;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::pair;
use crate::ingest::label::Way;
use crate::ingest::time::Scan;
use crate::ingest::{Micros, Role};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "usbmon-text",
    title: "events of Linux's usbmon as text",
    tools: "cat /sys/kernel/debug/usb/usbmon/1u",
    keeps: Keeps { direction: "marked", time: "of each event, 1 us", line_ends: "exact", bytes: "the first 32 of a transfer" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(|text| Event::of(text).is_some());
        if rows < 2 || share < 60 { Fit::NO } else { Fit::marked(900, "events of usbmon") }
    },
    open: |head: &Head<'_>, input: Input| {
        let mut learner = Learner::default();
        let mut bytes = Vec::new();
        let mut cut = false;
        for row in &head.rows {
            let Some(event) = Event::of(row.text) else { continue };
            let Some((end, from)) = event.data() else { continue };
            bytes.clear();
            words(row.text, from, |byte, _| bytes.push(byte));
            learner.take(end, &bytes);
            cut |= bytes.len() < event.len;
        }
        let rows = Usbmon { ends: learner.learn(None), first: None, cut };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// A line apart.
struct Event<'a> {
    micros: Micros,
    submitted: bool,
    kind: u8,
    incoming: bool,
    id: u32,
    /// The words of a control request.
    setup: Option<[&'a [u8]; 2]>,
    /// Where the data begin.
    data: Option<usize>,
    /// Bytes that were moved; not all of them need stand there.
    len: usize,
}

impl<'a> Event<'a> {
    /// `ffff8801 1446403870 S Bo:1:005:2 -115 3 = 41540d`.
    fn of(text: &'a [u8]) -> Option<Self> {
        let mut scan = Scan::new(text);
        let tag = scan.take(|byte| byte.is_ascii_hexdigit());
        if !(6..=16).contains(&tag.len()) || !scan.eat(b' ') {
            return None;
        }
        let (micros, _) = scan.number(1, 12)?;
        scan.eat(b' ').then_some(())?;
        let event = scan.eat_any(b"SCE")?;
        scan.eat(b' ').then_some(())?;
        let kind = scan.eat_any(b"CZIB")?;
        let incoming = scan.eat_any(b"io")? == b'i';
        let mut id = 0;
        for _ in 0..3 {
            scan.eat(b':').then_some(())?;
            id = id << 8 | scan.number(1, 3)?.0 as u32;
        }
        let rest = scan.rest();
        let mut words = rest.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
        let setup = if words.next() == Some(b"s") { words.next().zip(words.next()).map(|(kind, code)| [kind, code]) } else { None };
        let value = rest.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).nth(3).filter(|_| setup.is_some());
        let setup = setup.zip(value).map(|([kind, code], value)| {
            let _ = kind;
            [code, value]
        });
        let data = rest.windows(3).position(|window| window == b" = ").map(|at| scan.taken() + at + 3);
        let len = data.and_then(|data| {
            let before = text.get(..data - 3)?;
            std::str::from_utf8(before.rsplit(|byte| *byte == b' ').next()?).ok()?.parse().ok()
        });
        Some(Self { micros, submitted: event == b'S', kind, incoming, id, setup, data, len: len.unwrap_or(0) })
    }

    /// The end whose bytes stand in the line, and where.
    fn data(&self) -> Option<(End, usize)> {
        let carries = matches!(self.kind, b'B' | b'I') && self.submitted != self.incoming;
        let way = if self.incoming { Way::In } else { Way::Out };
        carries.then_some((End { id: self.id, way }, self.data?))
    }
}

/// The bytes of the words from there on.
fn words(text: &[u8], from: usize, mut each: impl FnMut(u8, std::ops::Range<usize>)) {
    let mut at = from;
    while let Some([high, low]) = text.get(at..at + 2) {
        match pair(*high, *low) {
            Some(byte) => {
                each(byte, at..at + 2);
                at += 2;
            }
            None if *high == b' ' => at += 1,
            None => return,
        }
    }
}

struct Usbmon {
    ends: Ends,
    first: Option<Micros>,
    /// Transfers were longer than what is shown of them.
    cut: bool,
}

impl Rows for Usbmon {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(event) = Event::of(row.text) else {
            if !row.text.trim_ascii().is_empty() {
                page.fault(row.at, row.from..row.to, "no event of usbmon");
            }
            return;
        };
        let at = Some(event.micros.saturating_sub(*self.first.get_or_insert(event.micros)));
        if let Some((end, from)) = event.data()
            && let Some(side) = self.ends.side(end)
        {
            page.begin(Some(side), at);
            words(row.text, from, |byte, range| page.byte(byte, row.from + range.start..row.from + range.end));
            page.end();
        } else if let (true, Some([code, value])) = (event.submitted && event.kind == b'C', event.setup) {
            let number = |text: &[u8]| u16::from_str_radix(std::str::from_utf8(text).unwrap_or_default(), 16).unwrap_or(0);
            let kind = if number(code) == 0x22 { 0x21 } else { 0 };
            let [low, high] = number(value).to_le_bytes();
            let signals = setup(&[kind, number(code) as u8, low, high]);
            signals.into_iter().flatten().for_each(|signal| page.outside(Role::Signal(signal), at, row.from..row.from));
        }
    }

    fn is_lossy(&self) -> bool {
        self.cut
    }
}
