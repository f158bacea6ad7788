//! The columns of a table: which of them hold the time, the bytes and the channel, as their names tell.

use std::ops::Range;

use crate::ingest::label::{Way, find, way};

/// Columns at most.
const MOST: usize = 32;
/// What the names of columns about the bytes say, not those of the bytes.
const BESIDE: [&str; 8] = ["bit", "error", "parity", "framing", "warning", "break", "packet", "count"];
/// What the names of those of the bytes say.
const VALUES: [&str; 6] = ["data", "value", "byte", "uart", "serial", "hex"];
/// Units in the names of times, and the seconds that one is.
const UNITS: [(&str, f64); 4] = [("ns", 1e-9), ("us", 1e-6), ("\u{b5}s", 1e-6), ("ms", 1e-3)];

/// The field of a row, without its quotes.
pub(super) fn field(row: &[u8], separator: u8, index: usize) -> Option<Range<usize>> {
    let mut from = 0;
    for column in 0..MOST {
        let rest = row.get(from..)?;
        let (range, next) = match rest {
            [b'"', quoted @ ..] => match closing(quoted, separator) {
                Some(close) => (from + 1..from + 1 + close, from + 1 + close + 2),
                // A quote that nobody closes is a value.
                None if quoted.first() == Some(&separator) => (from..from + 1, from + 2),
                None => (from..row.len(), row.len() + 1),
            },
            // So is a separator that ends the row, and one between apostrophes.
            [byte] if *byte == separator && column == index => (from..from + 1, from + 1),
            [b'\'', byte, b'\'', ..] if *byte == separator => (from..from + 3, from + 4),
            _ => {
                let len = rest.iter().position(|byte| *byte == separator).unwrap_or(rest.len());
                (from..from + len, from + len + 1)
            }
        };
        if column == index {
            return Some(range);
        }
        if next > row.len() {
            return None;
        }
        from = next;
    }
    None
}

/// The quote that closes a field: the end or a separator follows it, and inside it stand pairs of quotes alone.
fn closing(quoted: &[u8], separator: u8) -> Option<usize> {
    let ends = |at: usize| quoted.get(at).is_none_or(|byte| *byte == separator);
    let mut at = 0;
    while let Some(quote) = quoted.get(at..).and_then(|rest| memchr::memchr(b'"', rest)).map(|len| at + len) {
        if quoted.get(quote + 1) == Some(&b'"') {
            at = quote + 2;
        } else if ends(quote + 1) {
            return Some(quote);
        } else {
            break;
        }
    }
    // Some tools do not double the quotes inside.
    (0..quoted.len()).find(|at| quoted.get(*at) == Some(&b'"') && ends(at + 1))
}

/// The text of a field.
pub(super) fn text(row: &[u8], separator: u8, index: usize) -> Option<&[u8]> {
    row.get(field(row, separator, index)?)
}

/// Columns by what they hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) separator: u8,
    pub(super) time: Option<usize>,
    /// Seconds that one of the time column is.
    pub(super) unit: f64,
    /// Those that may hold the bytes of all channels.
    pub(super) values: Vec<usize>,
    /// The bytes of a way each: outwards, inwards. Empty where the names tell of none or of one way.
    pub(super) ways: Vec<(usize, Way)>,
    pub(super) channel: Option<usize>,
}

impl Columns {
    /// Reads the names of the columns.
    pub(super) fn named(row: &[u8]) -> Option<Self> {
        let row = row.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(row);
        let row = row.strip_prefix(b"# ").map_or(row, |comment| comment.rsplit(|byte| *byte == b' ').next().unwrap_or(comment));
        let separator = *b",;\t".iter().find(|separator| row.contains(separator))?;
        let mut columns = Self { separator, unit: 1.0, ..Self::default() };
        for index in 0..MOST {
            let Some(name) = text(row, separator, index) else { break };
            let name = name.trim_ascii().to_ascii_lowercase();
            let has = |word: &str| find(&name, word.as_bytes()).is_some();
            if columns.time.is_none() && (has("time") || name == b"start") {
                columns.time = Some(index);
                columns.unit = unit(&name);
                continue;
            }
            if !BESIDE.iter().any(|word| has(word))
                && let Some(way) = way(&name)
            {
                columns.ways.push((index, way));
            }
            if VALUES.iter().any(|word| has(word)) {
                columns.values.push(index);
            } else if columns.channel.is_none() && (has("name") || has("channel") || has("line") || has("dir") || has("analyzer")) {
                columns.channel = Some(index);
            }
        }
        let has = |wanted: Way| columns.ways.iter().any(|(_, way)| *way == wanted);
        if !(has(Way::Out) && has(Way::In)) {
            columns.ways.clear();
        }
        (!columns.ways.is_empty() || columns.time.is_some() && !columns.values.is_empty()).then_some(columns)
    }
}

/// Seconds that one of a time of this name is.
fn unit(name: &[u8]) -> f64 {
    let mut words = name.split(|byte| byte.is_ascii_punctuation() || *byte == b' ');
    words.find_map(|word| UNITS.iter().find(|(unit, _)| unit.as_bytes() == word)).map_or(1.0, |(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::{Columns, Way, field, unit};

    #[test]
    fn fields() {
        let row = br#""TX","data",0.5,8e-05,"A",,',',"""","say ""a"",""b""""#;
        let texts: Vec<&[u8]> = (0..9).filter_map(|index| row.get(field(row, b',', index)?)).collect();
        assert_eq!(texts, [&b"TX"[..], b"data", b"0.5", b"8e-05", b"A", b"", b"','", b"\"\"", b"say \"\"a\"\",\"\"b\"\""]);
        assert_eq!(field(row, b',', 9), None);
        assert_eq!(field(b"", b',', 0), Some(0..0));
        assert_eq!(field(b"\"open", b',', 0), Some(0..5));
        assert_eq!(field(b"1,\"\"\",3", b',', 1), Some(3..4));
        assert_eq!(field(b"1,2,,", b',', 2), Some(4..5));
        assert_eq!(field(b"1,\",", b',', 1), Some(2..3));
        assert_eq!(field(b"1,,\"", b',', 2), Some(3..4));
    }

    #[test]
    fn names() {
        let of = |row: &str| Columns::named(row.as_bytes()).map(|columns| (columns.time, columns.values, columns.ways, columns.channel));
        let (out, back) = (Way::Out, Way::In);
        assert_eq!(of("Id,Time[ns],0:UART: TX,0:UART: RX"), Some((Some(1), vec![2, 3], vec![(2, out), (3, back)], None)));
        assert_eq!(of("Id,Time[ns],0:UART: RX/TX"), Some((Some(1), vec![2], vec![], None)));
        assert_eq!(of("t;Rx;Rx bits;Tx"), Some((None, vec![], vec![(1, back), (3, out)], None)));
        assert_eq!(of("Time (ms);Direction;Byte"), Some((Some(0), vec![2], vec![], Some(1))));
        assert_eq!(of("No.,Time,Direction,Hex,ASCII"), Some((Some(1), vec![3], vec![], Some(2))));
        assert_eq!(of("a,b"), None);
        for (name, seconds) in [("time[ns]", 1e-9), ("time (ms)", 1e-3), ("time_us", 1e-6), ("time [s]", 1.0), ("timems", 1.0)] {
            assert!((unit(name.as_bytes()) - seconds).abs() < 1e-12, "{name}");
        }
    }
}
