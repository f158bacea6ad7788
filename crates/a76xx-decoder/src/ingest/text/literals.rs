//! Byte strings of Python among other text: `read: b'\r\nOK\r\n'`, several in a line, lists of them. The wire is what stands in the quotes.

use std::ops::Range;

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::{Labels, Learner};
use crate::ingest::sniff::{is_answer, is_command};
use crate::ingest::text::begins::split;
use crate::ingest::text::labelled::is_label;
use crate::ingest::text::quote::quotes;
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "literals",
    title: "byte strings of Python (`b'AT\\r'`) anywhere in the lines; what stands in front of one may tell its side",
    tools: "Python programs that print or log what pyserial reads and writes, sessions of the Python shell",
    keeps: Keeps { direction: "marked, or by the grammar", time: "if stamped", line_ends: "exact, unless stripped", bytes: "all" },
    packed: false,
    fit: |head| {
        let learned = Learned::of(head);
        if learned.known == 0 || learned.strings < 2.min(head.rows.len() as u32) || learned.plain > learned.rows * 3 {
            return Fit::NO;
        }
        // Where much of the wire stands outside of strings, a format that reads these lines as well is better.
        let part = if learned.plain * 3 > learned.rows { 270 } else { 0 };
        if learned.is_retort() {
            Fit::marked(770, "commands stand in the lines, and what came back in byte strings")
        } else if learned.is_marked() {
            Fit::marked(780 - part, "what stands in front of byte strings tells their side")
        } else {
            Fit::merged(760 - part, "byte strings of Python hold lines of the wire")
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let learned = Learned::of(head);
        let marked = learned.is_marked();
        let (bare, retort) = (learned.bare(), learned.is_retort());
        let rows = Literals { labels: learned.labels, marked, retort, bare };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// A byte string in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Literal {
    /// Where its prefix letter stands.
    from: usize,
    /// What stands between the quotes.
    inner: Range<usize>,
    /// Behind the closing quote; the end of the line where there is none.
    to: usize,
}

/// The first byte string behind a place.
fn literal(text: &[u8], behind: usize) -> Option<Literal> {
    let mut from = behind;
    loop {
        from += text.get(from..)?.iter().position(|byte| matches!(byte, b'b' | b'B'))?;
        let part_of_word =
            from.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        match text.get(from + 1) {
            Some(quote @ (b'\'' | b'"')) if !part_of_word => {
                let start = from + 2;
                let end = close(text, start, *quote);
                return Some(Literal { from, inner: start..end, to: (end + 1).min(text.len()) });
            }
            _ => from += 1,
        }
    }
}

/// Where the quote stands that ends a string, or the end of the text.
fn close(text: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            byte if *byte == quote => return at,
            _ => at += 1,
        }
    }
    text.len()
}

/// The byte strings of a line, in their order.
fn literals(text: &[u8]) -> impl Iterator<Item = Literal> {
    let mut behind = 0;
    std::iter::from_fn(move || {
        let next = literal(text, behind)?;
        behind = next.to;
        Some(next)
    })
}

/// The bytes that a string stands for.
fn bytes(text: &[u8], literal: &Literal) -> Vec<u8> {
    let mut bytes = Vec::new();
    Dialect::Backslash.each(text.get(literal.inner.clone()).unwrap_or_default(), |byte, _| bytes.push(byte));
    bytes
}

/// Whether what stands between two strings of a line only parts them, as in a list.
fn only_parts(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b',' | b';' | b'+' | b'(' | b')' | b'[' | b']'))
}

/// A command that stands in no byte string: what the program prints or the shell reads before what comes back.
fn typed(text: &[u8]) -> Option<(Range<usize>, bool)> {
    let (at, core) = split(text).filter(|(_, core)| is_command(core))?;
    let before = text.get(..at)?.trim_ascii();
    if !before.iter().all(|byte| matches!(byte, b'>' | b'$' | b'#')) && !is_label(before) && !before.ends_with(b"(") {
        return None;
    }
    let rest = text.get(at..)?;
    Some(match quotes(rest) {
        Some(inner) => (at + inner.start..at + inner.end, true),
        None => (at..at + core.len(), false),
    })
}

/// What the head shows.
#[derive(Default)]
struct Learned {
    labels: Labels,
    /// Byte strings, and the lines that hold any.
    strings: u32,
    rows: u32,
    /// Lines of the wire in them.
    known: u32,
    /// Strings with a known label and without.
    labelled: u32,
    unlabelled: u32,
    /// Lines of the wire that stand in no string, and the commands among them.
    plain: u32,
    typed: u32,
    /// Strings of the host.
    hosts: u32,
    /// Strings of the host, of the module and of nobody that is known, that have a line end.
    ended: [u32; 3],
}

impl Learned {
    fn of(head: &Head<'_>) -> Self {
        let mut learned = Self::default();
        let mut labels = Learner::default();
        for row in &head.rows {
            let mut end = 0;
            for literal in literals(row.text) {
                let bytes = bytes(row.text, &literal);
                let before = row.text.get(end..literal.from).unwrap_or_default();
                if end == 0 || !only_parts(before) {
                    labels.take(before, &bytes);
                }
                learned.strings += 1;
                learned.rows += u32::from(end == 0);
                let lines = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii);
                learned.known += lines.filter(|line| is_command(line) || is_answer(line)).count() as u32;
                end = literal.to;
            }
            learned.plain += u32::from(end == 0 && split(row.text).is_some());
            learned.typed += u32::from(end == 0 && typed(row.text).is_some());
        }
        learned.labels = labels.learn();
        for row in &head.rows {
            let mut teller = Teller::default();
            for literal in literals(row.text) {
                let side = teller.side(row.text, &literal, &mut learned.labels);
                learned.labelled += u32::from(side.is_some());
                learned.unlabelled += u32::from(side.is_none());
                learned.hosts += u32::from(side == Some(Side::Host));
                let ends = bytes(row.text, &literal).iter().any(|byte| matches!(byte, b'\r' | b'\n'));
                if let Some(count) = learned.ended.get_mut(index(side)) {
                    *count += u32::from(ends);
                }
            }
        }
        learned
    }

    /// Whether the strings are what came back, and what was sent stands outside of them.
    fn is_retort(&self) -> bool {
        self.hosts == 0 && self.typed > 0 && self.typed == self.plain
    }

    /// Whether what stands in front of the strings tells the side of nearly all.
    fn is_marked(&self) -> bool {
        self.labels.is_complete() && self.unlabelled * 5 <= self.labelled
    }

    /// Whose strings have no line end at all, so that the program has stripped them: for the host, the module and nobody that is known.
    fn bare(&self) -> [bool; 3] {
        if self.is_marked() { self.ended.map(|count| count == 0) } else { [self.ended.iter().all(|count| *count == 0); 3] }
    }
}

const fn index(side: Option<Side>) -> usize {
    match side {
        Some(Side::Host) => 0,
        Some(Side::Module) => 1,
        None => 2,
    }
}

/// Tells the sides of the strings of a line, one after the other.
#[derive(Default)]
struct Teller {
    end: usize,
    last: Option<Side>,
}

impl Teller {
    fn side(&mut self, text: &[u8], literal: &Literal, labels: &mut Labels) -> Option<Side> {
        let before = text.get(self.end..literal.from).unwrap_or_default();
        if self.end == 0 || !only_parts(before) {
            self.last = labels.side(before);
        }
        self.end = literal.to;
        self.last
    }
}

struct Literals {
    labels: Labels,
    /// The labels tell the sides.
    marked: bool,
    /// The strings are the module's, and commands outside of them the host's.
    retort: bool,
    bare: [bool; 3],
}

impl Rows for Literals {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let mut teller = Teller::default();
        let mut end = 0;
        for literal in literals(row.text) {
            let told = teller.side(row.text, &literal, &mut self.labels).filter(|_| self.marked);
            let side = if self.retort { Some(Side::Module) } else { told };
            // What nobody is known to have sent may be a second print of what was read before.
            if self.marked && side.is_none() {
                page.outside(Role::Remark, row.at, row.from + literal.from..row.from + literal.to);
                end = literal.to;
                continue;
            }
            remark(row, end..literal.from, page);
            page.begin(side, row.at);
            Dialect::Backslash.write(row.from + literal.inner.start..row.from + literal.inner.end, page);
            // The closing quote stands for the line end that was stripped.
            if self.bare.get(index(side)).is_some_and(|bare| *bare) {
                page.byte(b'\n', row.from + literal.inner.end..row.from + literal.to);
            }
            page.end();
            end = literal.to;
        }
        match typed(row.text).filter(|_| self.retort && end == 0) {
            Some((range, quoted)) => command(row, range, quoted, page),
            None => remark(row, end..row.text.len(), page),
        }
    }

    fn is_lossy(&self) -> bool {
        self.retort || self.bare.iter().take(2).any(|bare| *bare)
    }
}

/// A command that stands in no byte string; the line's end is its own where none is written.
fn command(row: &Row<'_>, range: Range<usize>, quoted: bool, page: &mut Page<'_>) {
    let text = row.text.get(range.clone()).unwrap_or_default();
    let base = row.from + range.start;
    if quoted && Dialect::Backslash.ends_line(text) {
        page.begin(Some(Side::Host), row.at);
        Dialect::Backslash.write(base..row.from + range.end, page);
        page.end();
    } else {
        page.wire(Some(Side::Host), row.at, base..row.from + range.end);
        page.wire(Some(Side::Host), row.at, row.to..row.stop);
    }
}

/// What stands around strings: marks are layout; a line without strings is a remark.
fn remark(row: &Row<'_>, range: Range<usize>, page: &mut Page<'_>) {
    if range == (0..row.text.len()) && !row.text.trim_ascii().is_empty() {
        page.outside(Role::Remark, row.at, row.from..row.to);
    }
}

#[cfg(test)]
mod tests {
    use super::literals;
    use crate::ingest::tests::wire;
    use a76xx_parser::Side;

    const HOST: Option<Side> = Some(Side::Host);
    const MODULE: Option<Side> = Some(Side::Module);

    fn inner(text: &str) -> Vec<&str> {
        literals(text.as_bytes()).map(|literal| text.get(literal.inner).unwrap_or_default()).collect()
    }

    #[test]
    fn strings_among_text() {
        assert_eq!(inner(r#"Saw:"b'AT+CSQ\r'""#), [r"AT+CSQ\r"]);
        assert_eq!(inner(r#"<- [b'OK\r\n', b"it's", b'']"#), [r"OK\r\n", "it's", ""]);
        assert_eq!(inner(r"bytearray(b'a\'b\\')"), [r"a\'b\\"]);
        assert_eq!(inner("bob's club'x b"), [""; 0]);
        assert_eq!(inner(r"cut b'AT\r"), [r"AT\r"]);
        assert_eq!(inner("cut b'AT\\"), ["AT\\"]);
    }

    #[test]
    fn a_line_goes_on_in_the_next_string() {
        let text = b"Saw:\"b'AT+CS'\"\nSaw:\"b'Q\\r\\r\\n'\"\nlink up\nSaw:\"b'+CSQ: 9,99\\r\\n'\"\nSaw:\"b'OK\\r\\n'\"\n";
        assert_eq!(wire(text), ("literals", vec![(MODULE, "AT+CSQ\r\r\n+CSQ: 9,99\r\nOK\r\n".into())]));
    }

    #[test]
    fn what_stands_in_front_tells_the_side() {
        let text = b">>> port.write(b'AT\\r')\n3\n>>> port.read(64)\nb'AT\\r\\r\\nOK\\r\\n'\n>>> port.write(b'ATI\\r')\n4\n>>> port.read(64)\nb'OK\\r\\n'\n";
        let pieces = [(HOST, "AT\r"), (MODULE, "AT\r\r\nOK\r\n"), (HOST, "ATI\r"), (MODULE, "OK\r\n")];
        assert_eq!(wire(text), ("literals", pieces.map(|(side, text)| (side, text.to_owned())).to_vec()));
    }

    #[test]
    fn commands_outside_of_strings_are_the_hosts() {
        let came = [(HOST, "AT\n"), (MODULE, "AT\r\r\nOK\r\n"), (HOST, "ATI\n"), (MODULE, "OK\r\n")];
        let expected = |host: [&str; 2]| {
            let texts = [host[0], came[1].1, host[1], came[3].1];
            ("literals", came.iter().zip(texts).map(|((side, _), text)| (*side, text.to_owned())).collect::<Vec<_>>())
        };
        let (at, ati) = (r"b'AT\r\r\nOK\r\n'", r"b'OK\r\n'");
        for (first, second) in [("AT", "ATI"), ("> AT", "> ATI"), ("Command: AT", "Command: ATI")] {
            assert_eq!(wire(format!("{first}\n{at}\n{second}\n{ati}\n").as_bytes()), expected(["AT\n", "ATI\n"]), "{first}");
        }
        let shell = |command: &str| format!(">>> uart.write(\"{command}\\r\\n\")\n4\n>>> uart.read()\n");
        assert_eq!(wire(format!("{}{at}\n{}{ati}\n", shell("AT"), shell("ATI")).as_bytes()), expected(["AT\r\n", "ATI\r\n"]));
    }

    #[test]
    fn a_quote_ends_a_line_where_line_ends_are_stripped() {
        let text = b"send b'AT+CSQ'\nreply [b'+CSQ: 9,99', b'OK']\nsend b'AT'\nreply [b'OK']\n";
        let pieces = [(HOST, "AT+CSQ\n"), (MODULE, "+CSQ: 9,99\nOK\n"), (HOST, "AT\n"), (MODULE, "OK\n")];
        assert_eq!(wire(text), ("literals", pieces.map(|(side, text)| (side, text.to_owned())).to_vec()));
    }
}
