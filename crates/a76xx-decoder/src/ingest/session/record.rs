//! Binary records of sessions: ttyrec, and what pppd's option `record` writes.

use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::{Micros, Role};
use a76xx_parser::Side;

pub(in crate::ingest) const TTYREC: Format = Format {
    name: "ttyrec",
    title: "a recorded terminal session: pieces with time and length",
    tools: "ttyrec, ovh-ttyrec, termrec",
    keeps: Keeps { direction: "by the grammar", time: "of each piece, 1 us", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (mut at, mut count) = (0, 0_u32);
        while let Some(piece) = ttyrec(head.bytes.get(at..).unwrap_or_default()) {
            at += 12 + piece.len;
            count += 1;
            if at >= head.bytes.len() {
                return Fit::merged(990, "a chain of pieces with time and length");
            }
        }
        // A few pieces fit by chance only if they are short of everything.
        if count > 8 { Fit::merged(900, "a chain of pieces with time and length") } else { Fit::NO }
    },
    open: |_: &Head<'_>, input: Input| Box::new(Tape::new(Ttyrec { first: None }, input)),
};

pub(in crate::ingest) const PPPD: Format = Format {
    name: "pppd-record",
    title: "pppd's record of what went over the line",
    tools: "pppd record FILE",
    keeps: Keeps { direction: "marked", time: "of each piece, 0.1 s", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (mut at, mut count) = (0, 0_u32);
        if head.bytes.first() != Some(&7) {
            return Fit::NO;
        }
        while let Some(piece) = pppd(head.bytes.get(at..).unwrap_or_default()) {
            at += piece.len();
            count += 1;
        }
        let whole = at >= head.bytes.len() || head.bytes.len() - at < 3;
        if count > 2 && (whole || count > 16) { Fit::marked(980, "pieces of a pppd record") } else { Fit::NO }
    },
    open: |_: &Head<'_>, input: Input| Box::new(Tape::new(Pppd { passed: 0, start: None }, input)),
};

struct Piece {
    micros: Micros,
    len: usize,
}

fn le32(text: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(text.get(at..at + 4)?.try_into().ok()?))
}

/// The header of a piece: seconds, microseconds, length, each in four bytes, the low one first.
fn ttyrec(text: &[u8]) -> Option<Piece> {
    let (seconds, micros, len) = (le32(text, 0)?, le32(text, 4)?, le32(text, 8)?);
    let fits = micros < 1_000_000 && len < 1_000_000 && seconds > 0;
    fits.then(|| Piece { micros: u64::from(seconds) * 1_000_000 + u64::from(micros), len: len as usize })
}

struct Ttyrec {
    first: Option<Micros>,
}

impl Cutter for Ttyrec {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        if window.len() < 12 {
            return 0;
        }
        let Some(piece) = ttyrec(window) else {
            return page.give_up("no header of a piece; what follows cannot be read");
        };
        if window.len() < 12 + piece.len && !ended {
            return 0;
        }
        let at = piece.micros.saturating_sub(*self.first.get_or_insert(piece.micros));
        if window.len() < 12 + piece.len {
            page.wire(None, Some(at), 12..window.len());
            return window.len();
        }
        page.wire(None, Some(at), 12..12 + piece.len);
        12 + piece.len
    }

    fn waits(&self, window: &[u8]) -> bool {
        window.len() < 12
    }
}

/// What a record says.
enum Said {
    Data(Side, usize),
    /// One side's line ended.
    End,
    /// Tenths of a second passed.
    Passed {
        tenths: u32,
        len: usize,
    },
    /// When the record began, in seconds since 1970.
    Start(u32),
}

impl Said {
    const fn len(&self) -> usize {
        match self {
            Self::Data(_, len) => 3 + *len,
            Self::End => 1,
            Self::Passed { len, .. } => *len,
            Self::Start(_) => 5,
        }
    }
}

/// The record at the front (the codes are pppdump's).
fn pppd(text: &[u8]) -> Option<Said> {
    let be = |at: usize| text.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    let data = |side| match text.get(1..3)? {
        &[high, low] => {
            let len = usize::from(high) << 8 | usize::from(low);
            (text.len() >= 3 + len).then_some(Said::Data(side, len))
        }
        _ => None,
    };
    match text.first()? {
        1 => data(Side::Host),
        2 => data(Side::Module),
        3 | 4 => Some(Said::End),
        5 => be(1).map(|tenths| Said::Passed { tenths, len: 5 }),
        6 => text.get(1).map(|tenths| Said::Passed { tenths: (*tenths).into(), len: 2 }),
        7 => be(1).map(Said::Start),
        _ => None,
    }
}

struct Pppd {
    passed: Micros,
    start: Option<u32>,
}

impl Cutter for Pppd {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        let Some(said) = pppd(window) else {
            let known = window.first().is_some_and(|code| (1..=7).contains(code));
            if known && !ended {
                return 0;
            }
            return page.give_up(if known { "the input ends inside of a record" } else { "a record of an unknown kind" });
        };
        match said {
            Said::Data(side, len) => page.wire(Some(side), Some(self.passed), 3..3 + len),
            Said::End => page.outside(Role::Silence(None), Some(self.passed), 0..1),
            Said::Passed { tenths, .. } => self.passed = self.passed.saturating_add(u64::from(tenths) * 100_000),
            // A record that goes on begins anew.
            Said::Start(seconds) => {
                let begun = *self.start.get_or_insert(seconds);
                self.passed = u64::from(seconds.saturating_sub(begun)) * 1_000_000;
            }
        }
        said.len()
    }

    fn waits(&self, window: &[u8]) -> bool {
        window.is_empty()
    }
}
