//! Dialogues that went through Markdown or HTML: emphasised lines, escaped characters, lists, quotes.

use std::ops::Range;

use super::notes::WORDS;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::sniff::{is_answer, is_command};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "markdown",
    title: "text of a terminal in Markdown or HTML: `**OK**`, `<b>OK</b>`, `\\>`, `\\_`, `&gt;`, lists and quotes",
    tools: "readme files, wikis, issue reports, word processors that export Markdown",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "LF or as the file", bytes: "text" },
    packed: false,
    fit: |head| {
        let mut fence = Fence::default();
        let (mut framed, mut escaped, mut listed, mut all) = (0_u32, 0_u32, 0_u32, 0_u32);
        for row in head.rows.iter().filter(|row| !row.text.trim_ascii().is_empty()) {
            all += 1;
            if !fence.is_verbatim(row.text) {
                let marks = Marks::of(row.text);
                framed += u32::from(marks.framed);
                listed += u32::from(marks.listed);
                escaped += u32::from(is_escaped(row.text));
            }
        }
        let share = |count: u32| count * 100 / all.max(1);
        // One escape may be the wire's own, a pair of marks around a line of the wire is not.
        if framed > 0 || (escaped > 1 && share(escaped) > 1) || (listed > 2 && share(listed) >= 50) {
            Fit::merged(320 + share(framed.max(escaped).max(listed)), "lines of the wire are marked up")
        } else {
            Fit::NO
        }
    },
    open: |head: &Head<'_>, input: Input| Box::new(Tape::new(Lines::new(Markdown::default(), head.peel.clone(), head.clock()), input)),
};

/// Elements of HTML that emphasise what stands in them.
const ELEMENTS: [&[u8]; 10] = [b"b", b"strong", b"i", b"em", b"code", b"u", b"mark", b"kbd", b"p", b"li"];
/// Characters that HTML names.
const ENTITIES: [(&[u8], u8); 6] =
    [(b"&gt;", b'>'), (b"&lt;", b'<'), (b"&amp;", b'&'), (b"&quot;", b'"'), (b"&#39;", b'\''), (b"&nbsp;", b' ')];
const BREAKS: [&[u8]; 3] = [b"<br>", b"<br/>", b"<br />"];
/// Marks in front of one line.
const MOST: usize = 8;

/// Whether text is a line of the wire, or its beginning in front of a remark.
fn is_wire(text: &[u8]) -> bool {
    let end = text.windows(3).position(|window| window == b" //").unwrap_or(text.len());
    let mut line = Vec::new();
    each(text.get(..end).unwrap_or(text).trim_ascii(), |byte, _| line.push(byte));
    is_command(&line)
        || is_answer(&line)
        || WORDS.contains(&line.as_slice())
        || (line.first() == Some(&b'>') && text.first() != Some(&b'>'))
}

/// Whether a text has an escape that Markdown wants and the wire does not.
fn is_escaped(text: &[u8]) -> bool {
    let escape = |pair: &[u8]| matches!(pair, [b'\\', b'_' | b'*' | b'>' | b'#' | b'&' | b'[' | b']' | b'<' | b'~']);
    text.windows(2).any(escape) || (ENTITIES.iter().any(|(name, _)| text.windows(name.len()).any(|at| at == *name)) && is_wire(text))
}

/// What begins there stands for one byte of this length.
fn piece(rest: &[u8]) -> Option<(u8, usize)> {
    match rest {
        // JSON has backslashes in front of quotes, and in front of each other.
        [b'\\', b'"' | b'\'' | b'\\', ..] => None,
        [b'\\', byte, ..] if byte.is_ascii_punctuation() => Some((*byte, 2)),
        [b'&', ..] => ENTITIES.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, byte)| (*byte, name.len())),
        [b'<', ..] => BREAKS.iter().find(|name| rest.starts_with(name)).map(|name| (b'\n', name.len())),
        _ => None,
    }
}

/// Hands on each byte that a text stands for, with its place.
fn each(text: &[u8], mut each: impl FnMut(u8, Range<usize>)) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // What a kept backslash stands in front of is kept as well.
        let (byte, len, kept) = match (piece(rest), rest) {
            (Some((byte, len)), _) => (byte, len, None),
            (None, [b'\\', next, ..]) => (b'\\', 1, Some(*next)),
            (None, _) => (*rest.first().unwrap_or(&0), 1, None),
        };
        each(byte, at..at + len);
        at += len;
        if let Some(next) = kept {
            each(next, at..at + 1);
            at += 1;
        }
    }
}

/// The marks of a line.
#[derive(Debug, Default)]
struct Marks {
    /// Where they stand.
    places: Vec<Range<usize>>,
    /// Marks of emphasis surround a line of the wire, or a line break of HTML ends it.
    framed: bool,
    /// A mark of a list stands in front of a line of the wire.
    listed: bool,
    /// It is code: nothing in it is escaped.
    code: bool,
}

impl Marks {
    fn of(text: &[u8]) -> Self {
        let mut marks = Self::default();
        let blanks = text.len() - text.trim_ascii_start().len();
        let mut range = blanks..text.trim_ascii_end().len().max(blanks);
        let inner = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let mut closing = Vec::new();
        while let Some(name) = BREAKS.iter().find(|name| inner(&range).ends_with(name)) {
            let start = range.end - name.len();
            closing.push(start..range.end);
            marks.framed = true;
            range.end = start - (inner(&(range.start..start)).len() - inner(&(range.start..start)).trim_ascii_end().len());
        }
        // A backslash at the end of a line is a line break.
        if inner(&range).ends_with(b"\\") && is_wire(inner(&(range.start..range.end - 1))) {
            closing.push(range.end - 1..range.end);
            range.end -= 1;
        }
        let (outer, breaks) = (range.clone(), closing.len());
        let (mut framed, mut listed, mut bullets) = (false, false, 0);
        for _ in 0..MOST {
            if let Some((open, close, behind)) = pair(inner(&range)) {
                marks.code |= inner(&range).starts_with(b"`") || inner(&range).starts_with(b"<code>");
                closing.push(range.start + close..range.start + behind);
                range = range.start + open..range.start + close;
                framed = true;
            } else if let Some(len) = bullet(inner(&range)) {
                listed |= !inner(&range).starts_with(b">");
                bullets += 1;
                range.start += len;
            } else {
                break;
            }
            let blanks = inner(&range).len() - inner(&range).trim_ascii_start().len();
            range.start += blanks;
        }
        if is_wire(inner(&range)) {
            (marks.framed, marks.listed) = (marks.framed || framed, listed);
        } else {
            marks.framed = false;
            // What looks like a mark of a list may be the text's own.
            if bullets > 0 {
                closing.truncate(breaks);
                marks.code = false;
                range = outer;
            }
        }
        // Blanks alone are left to the parser, which knows indented lines.
        if range.start > blanks || piece(inner(&range)).is_some() {
            marks.places.push(0..range.start);
        }
        closing.reverse();
        marks.places.extend(closing);
        marks
    }
}

/// Marks of emphasis around a text: the length of the opening one, and where the closing one stands. A remark may follow.
fn pair(text: &[u8]) -> Option<(usize, usize, usize)> {
    let first = *text.first()?;
    // Where the text ends that can be in the marks: at its end, or in front of a remark.
    let remark = text.windows(3).position(|window| window == b" //");
    for end in [Some(text.len()), remark].into_iter().flatten() {
        let near = text.get(..end)?.trim_ascii_end();
        if matches!(first, b'*' | b'_' | b'`' | b'~') {
            let run = |bytes: &mut dyn Iterator<Item = &u8>| bytes.take_while(|byte| **byte == first).count();
            let (front, back) = (run(&mut near.iter()), run(&mut near.iter().rev()));
            let escaped = near.len().checked_sub(back + 1).and_then(|at| near.get(at)) == Some(&b'\\');
            let back = back - usize::from(escaped && back > 0);
            let len = front.min(back);
            if len > 0 && near.len() > 2 * len && (first != b'~' || len == 2) {
                return Some((len, near.len() - len, near.len()));
            }
        } else if first == b'<' {
            let name = ELEMENTS
                .iter()
                .find(|name| near.get(1..).is_some_and(|rest| rest.starts_with(name) && rest.get(name.len()) == Some(&b'>')))?;
            let close = [b"</", *name, b">"].concat();
            if near.ends_with(&close) {
                return Some((name.len() + 2, near.len() - close.len(), near.len()));
            }
        }
    }
    None
}

/// The length of a mark of a list, a quote or a heading.
fn bullet(text: &[u8]) -> Option<usize> {
    let len = match text {
        [b'-' | b'*' | b'>', b' ', ..] => 1,
        [b'#', ..] => text.iter().take_while(|byte| **byte == b'#').count(),
        [b'0'..=b'9', ..] => text.iter().take_while(|byte| byte.is_ascii_digit()).count() + 1,
        _ => return None,
    };
    let numbered = !text.first()?.is_ascii_digit() || matches!(text.get(len - 1), Some(b'.' | b')'));
    (numbered && len <= 6 && text.get(len) == Some(&b' ')).then_some(len + 1)
}

/// Fenced code: there every byte stands for itself.
#[derive(Default)]
struct Fence {
    open: bool,
}

impl Fence {
    /// Whether a line is a fence or stands between two.
    fn is_verbatim(&mut self, text: &[u8]) -> bool {
        if is_fence(text) {
            self.open = !self.open;
            return true;
        }
        self.open
    }
}

fn is_fence(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    text.starts_with(b"```") && !text.ends_with(b"`") || text == b"```"
}

#[derive(Default)]
struct Markdown {
    fence: Fence,
}

impl Rows for Markdown {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if self.fence.is_verbatim(row.text) || row.goes_on {
            if !is_fence(row.text) {
                page.wire(None, row.at, row.from..row.stop);
            }
            return;
        }
        let marks = Marks::of(row.text);
        let mut at = 0;
        let end = row.text.len();
        for place in marks.places.iter().cloned().chain(std::iter::once(end..end)) {
            let part = at..place.start.max(at);
            let from = row.from + part.start;
            if marks.code {
                page.wire(None, row.at, from..row.from + part.end);
            } else {
                page.begin(None, row.at);
                each(row.text.get(part).unwrap_or_default(), |byte, at| page.byte(byte, from + at.start..from + at.end));
                page.end();
            }
            at = place.end;
        }
        page.wire(None, row.at, row.to..row.stop);
    }

    fn is_lossy(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::tests::wire;

    /// What is read of a text that the format is found for.
    fn read(text: &str) -> String {
        let (format, pieces) = wire(text.as_bytes());
        assert_eq!(format, "markdown", "{text}");
        pieces.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn emphasis() {
        for (text, lines) in [
            ("**AT+CSQ**\n*+CSQ: 9,99*\n***OK***\n", "AT+CSQ\n+CSQ: 9,99\nOK\n"),
            ("**+CSQ: 9,99 // weak**\n", "+CSQ: 9,99 // weak\n"),
            ("**AT+CSQ** // strength\n__OK__ \n", "AT+CSQ // strength\nOK \n"),
            ("`AT+CSQ`\n`` OK ``\n", "AT+CSQ\nOK \n"),
            ("<b>AT+CSQ</b><br>\n<code>OK</code>\n", "AT+CSQ\nOK\n"),
            ("AT+CSQ<br>+CSQ: 9,99<br/>\nOK<br />\n", "AT+CSQ\n+CSQ: 9,99\nOK\n"),
            ("**\\*ATREADY: 1**\n***ATREADY: 1**\n", "*ATREADY: 1\n*ATREADY: 1\n"),
            ("- **AT+CSQ**\n> 1. `OK`\n## *RDY*\n", "AT+CSQ\nOK\nRDY\n"),
        ] {
            assert_eq!(read(text), lines, "{text}");
        }
    }

    #[test]
    fn escapes() {
        let text = "AT+CMQTTTOPIC=0,5\n \\>a\\_b\\#c\n OK\\\nAT+CHTTPACT=\"x\\_y\",80\n{\\\"a\\\":\\\\}\n&gt;q&amp;r\n";
        assert_eq!(read(text), "AT+CMQTTTOPIC=0,5\n>a_b#c\n OK\nAT+CHTTPACT=\"x_y\",80\n{\\\"a\\\":\\\\}\n>q&r\n");
    }

    #[test]
    fn code_stands_for_itself() {
        assert_eq!(
            read("**AT**\n```text\nAT+X=\"a\\_b\"\n**OK**\n```\n`AT+X=\"a\\_b\"`\n"),
            "AT\nAT+X=\"a\\_b\"\n**OK**\nAT+X=\"a\\_b\"\n"
        );
    }

    #[test]
    fn the_wire_is_no_markup() {
        for text in ["*ATREADY: 1\r\n*ISIMAID: \"A0\"\r\n", "AT+CFSWFILE=\"c:\\_x\"\r\nOK\r\n", "AT\n<b>bold</b>\nOK\n", "AT\n> *a*\nOK\n"]
        {
            assert_ne!(wire(text.as_bytes()).0, "markdown", "{text}");
        }
    }
}
