//! `docs/formats.md`: figures of the recordings, and no text of them.

use std::fmt::Write as _;

use a76xx_decoder::ingest::Sides;
use a76xx_parser::Side;

use crate::common::repository;
use crate::reasons::REASONS;
use crate::seen::Seen;
use crate::truth::{self, Chunk};

const START: &str = "<!-- figures: written by the test formats -->\n";
const END: &str = "<!-- end of figures -->";

/// How one recording was read.
pub(crate) struct Row {
    name: String,
    format: &'static str,
    sides: Sides,
    rival: Option<&'static str>,
    faults: usize,
    host: Option<Match>,
    module: Option<Match>,
    time: Time,
}

/// How well bytes fit what went over the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    Exact,
    /// As far as the recording goes: it ends early.
    Begins,
    /// But for line ends and other control bytes, and bytes above 7E.
    Text,
    /// So many of a thousand bytes of text.
    Part(u32),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    None,
    /// The largest difference, in milliseconds, between the time that a chunk had come and its stamp.
    Within(u64),
}

impl Row {
    pub(crate) fn new(name: &str, truth: &[Chunk], seen: &Seen) -> Self {
        let (host, module) = match seen.sides {
            Sides::Marked => {
                let of = |side| Some(Match::of(&seen.bytes(Some(side)), &truth::bytes(truth, Some(side))));
                (of(Side::Host), of(Side::Module))
            }
            Sides::Host => (Some(Match::of(&seen.bytes(None), &truth::bytes(truth, Some(Side::Host)))), None),
            Sides::Module => {
                let seen = seen.bytes(None);
                let of = |side| Match::of(&seen, &truth::bytes(truth, side));
                (None, Some(of(Some(Side::Module))))
            }
            Sides::Merged => {
                let seen = seen.bytes(None);
                let of = |side| Match::of(&seen, &truth::bytes(truth, side));
                let best = [None, Some(Side::Module), Some(Side::Host)].map(of).into_iter().max_by_key(|found| found.rank()).unwrap();
                (Some(best), Some(best))
            }
        };
        Self {
            name: name.to_owned(),
            format: seen.format,
            sides: seen.sides,
            rival: seen.rival,
            faults: seen.faults,
            host,
            module,
            time: Time::of(truth, seen),
        }
    }

    pub(crate) fn cells(&self) -> String {
        let shown = |found: Option<Match>| match found {
            None => String::from("–"),
            Some(Match::Exact) => String::from("exact"),
            Some(Match::Begins) => String::from("begins"),
            Some(Match::Text) => String::from("text"),
            Some(Match::Part(part)) => format!("{}.{} %", part / 10, part % 10),
        };
        let time = match self.time {
            Time::None => String::from("–"),
            Time::Within(millis) => format!("{millis} ms"),
        };
        let rival = self.rival.map(|rival| format!(" ({rival}?)")).unwrap_or_default();
        format!(
            "| {} | {}{rival} | {} | {} | {} | {time} | {} | {} |\n",
            self.name,
            self.format,
            self.sides.name(),
            shown(self.host),
            shown(self.module),
            self.faults,
            self.reason().unwrap_or_default()
        )
    }

    /// Why not every byte is right, or the format is not the one that wrote it.
    fn reason(&self) -> Option<&'static str> {
        let right = |found: Option<Match>| matches!(found, None | Some(Match::Exact));
        if right(self.host) && right(self.module) {
            return None;
        }
        let name = self.name.as_str();
        let found = REASONS.iter().find(|(start, _)| name.starts_with(start)).map(|(_, reason)| *reason);
        Some(found.unwrap_or_else(|| panic!("{name} is not exact, and nothing says why")))
    }
}

impl Match {
    const fn rank(self) -> u32 {
        match self {
            Self::Exact => 2000,
            Self::Begins => 1900,
            Self::Text => 1500,
            Self::Part(part) => part,
        }
    }

    fn of(seen: &[u8], truth: &[u8]) -> Self {
        if seen == truth {
            return Self::Exact;
        }
        if seen.len() > 8 && truth.starts_with(seen) {
            return Self::Begins;
        }
        let text = |bytes: &[u8]| bytes.iter().copied().filter(|byte| (b' '..=b'~').contains(byte)).collect::<Vec<u8>>();
        let (seen, truth) = (text(seen), text(truth));
        if seen == truth {
            return Self::Text;
        }
        let same = common_bytes(&seen, &truth);
        Self::Part((same * 2000 / (seen.len() + truth.len()).max(1)) as u32)
    }
}

/// Bytes of the longest common subsequence.
fn common_bytes(a: &[u8], b: &[u8]) -> usize {
    let (a, b) = (&a[..a.len().min(6_000)], &b[..b.len().min(6_000)]);
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (index, y) in b.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if x == y { diagonal + 1 } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

impl Time {
    /// Compares the time between the first and the last stamp with what really passed between those chunks.
    fn of(truth: &[Chunk], seen: &Seen) -> Self {
        let stamps: Vec<u64> = seen.chunks.iter().filter_map(|(_, at, _)| *at).collect();
        let (Some(first), Some(last)) = (stamps.first(), stamps.last()) else { return Self::None };
        // A side alone begins and ends where that side does.
        let only = match seen.sides {
            Sides::Host => Some(Side::Host),
            Sides::Module => Some(Side::Module),
            Sides::Merged | Sides::Marked => None,
        };
        let times: Vec<u64> =
            truth.iter().filter(|chunk| only.is_none_or(|side| chunk.side == side)).map(|chunk| chunk.nanos / 1_000).collect();
        let (Some(begin), Some(end)) = (times.first(), times.last()) else { return Self::None };
        Self::Within((end - begin).abs_diff(last - first) / 1_000)
    }
}

fn head() -> String {
    String::from("| recording | read as | sides | host | module | time | faults | why not exact |\n|---|---|---|---|---|--:|--:|---|\n")
}

/// Compares the document with the figures, and brings it up to date where it is not.
pub(crate) fn compare(rows: &[Row]) {
    let mut table = head();
    for row in rows {
        write!(table, "{}", row.cells()).unwrap();
    }
    let path = repository("docs/formats.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let current = format!("{before}{START}\n{table}\n{END}{after}");
    if current != document {
        std::fs::write(&path, current).unwrap();
        panic!("docs/formats.md was not current; it is now, commit it");
    }
}
