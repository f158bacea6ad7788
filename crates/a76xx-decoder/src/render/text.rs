//! For people: a row for each event, the line on the left, what it means on the right.
//!
//! ```text
//!  place bar side link line           meaning
//!    112 ┌   →    0   AT+CIPCLOSE=0   close link 0
//!    127 │   ←    0   AT+CIPCLOSE=0   echo
//!    144 ├   ←    0   OK              carried out, 12 ms
//!    150 └   ←    0   +CIPCLOSE: 0,0  link 0 is closed, 1.20 s
//! ```
//!
//! A line that does not fit on the left takes the whole width, and its meaning follows below. Nothing is cut but payloads, of which the
//! beginning is shown; CR and LF at the end of a line are not shown.

use std::io::{self, Write};

use anstyle::Style;

use super::findings::{Row, Rows};
use super::visible::{self, Charset};
use super::{Ground, Render, palette, put, wrap};
use crate::annotate::{Annotated, Replied, Tie};
use crate::ingest::{Header, Role, Sides};
use crate::join::Joins;
use crate::judge::Ending;
use crate::meaning::{NOT_OF_THE_WIRE, seconds};
use crate::number::{push, push_padded, push_signed};
use a76xx_parser::{End, Guess, Kind, Side};

/// What a text may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// For which ground.
    pub ground: Ground,
    /// The characters.
    pub charset: Charset,
}

/// Bytes of a payload that can at most be shown.
const EXCERPT: usize = 256;
/// Columns between the line and its meaning.
const GAP: usize = 2;
/// Columns that a long meaning below a long line is set in.
const INDENT: usize = 4;
/// Below this the meaning always stands below the line.
const NARROW: usize = 60;

/// Writes text.
pub struct Text<'w> {
    out: &'w mut dyn Write,
    look: Look,
    /// Whether the place is a time.
    stamps: bool,
    /// Whether several inputs are written.
    begun: bool,
    /// What stands in front of a row.
    margin: String,
}

/// The columns of a row.
#[derive(Clone, Copy)]
struct Columns {
    place: usize,
    line: usize,
    meaning: usize,
    body: usize,
}

impl<'w> Text<'w> {
    /// Writes there, looking so.
    pub fn new(out: &'w mut dyn Write, look: Look) -> Self {
        Self { out, look, stamps: false, begun: false, margin: String::new() }
    }

    fn columns(&self) -> Columns {
        let place = if self.stamps { 12 } else { 7 };
        // Behind the place: bar, arrow and link, with a blank before each and one behind.
        let body = self.look.width.saturating_sub(place + 7).max(20);
        if body + place + 7 < NARROW {
            return Columns { place, line: 0, meaning: body.saturating_sub(2), body };
        }
        let line = (body * 2 / 5).clamp(22, 56);
        Columns { place, line, meaning: body - line - GAP, body }
    }

    fn visible(&self, bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len());
        visible::bytes(bytes, self.look.charset, &mut text);
        text
    }

    fn put(&mut self, style: Style, text: &str) -> io::Result<()> {
        put(self.out, self.look, style, text)
    }

    /// Rows below an event.
    const fn rows(&self) -> Rows {
        Rows::new(self.look)
    }

    fn put_rows(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            for (style, text) in row {
                self.put(*style, text)?;
            }
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// The name of an input and what it is, in a line, or below each other.
    fn title(&mut self, name: &str, what: &str) -> io::Result<()> {
        if wrap::width(name) + 2 + wrap::width(what) <= self.look.width {
            self.put(palette::TITLE, name)?;
            self.put(palette::DIM, &format!(": {what}"))?;
            return self.out.write_all(b"\n");
        }
        for line in wrap::hard(&format!("{name}:"), self.look.width) {
            self.put(palette::TITLE, line)?;
            self.out.write_all(b"\n")?;
        }
        for line in wrap::soft(what, self.look.width.saturating_sub(INDENT)) {
            self.put(palette::DIM, &format!("{:INDENT$}{line}", ""))?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Place, bar, arrow and link.
    fn margin(&mut self, event: &Annotated<'_>, columns: Columns) -> io::Result<()> {
        self.margin.clear();
        match (self.stamps, event.at) {
            (false, _) => event.spans.iter().take(1).for_each(|span| push(span.offset, &mut self.margin)),
            (true, Some(at)) => {
                push(at / 1_000_000, &mut self.margin);
                self.margin.push('.');
                push_padded(at % 1_000_000, 6, &mut self.margin);
            }
            (true, None) => {}
        }
        self.margin.insert_str(0, blanks(columns.place.saturating_sub(self.margin.len())));
        self.margin.push(' ');
        put(self.out, self.look, palette::DIM, &self.margin)?;
        let unicode = self.look.charset == Charset::Unicode;
        let bar = match (event.tie, unicode) {
            (Tie::None | Tie::Late, _) => " ",
            (Tie::Opens, true) => "┌",
            (Tie::Part, true) => "├",
            (Tie::Closes, true) => "└",
            (Tie::Beside, true) => "│",
            (Tie::Opens, false) => ".",
            (Tie::Part, false) => "+",
            (Tie::Closes, false) => "`",
            (Tie::Beside, false) => "|",
        };
        self.put(palette::bar(event.tie, event.tone), bar)?;
        let arrow = match (event.event.side, unicode) {
            (Some(Side::Host), true) => " → ",
            (Some(Side::Module), true) => " ← ",
            (Some(Side::Host), false) => " > ",
            (Some(Side::Module), false) => " < ",
            (None, _) => "   ",
        };
        self.put(palette::side(event.event.side), arrow)?;
        match event.link {
            Some(link) => {
                self.margin.clear();
                push_signed(link, &mut self.margin);
                self.margin.push(' ');
                put(self.out, self.look, palette::link(link), &self.margin)
            }
            None => self.put(Style::new(), "  "),
        }
    }

    /// The margin of a row's further lines.
    fn under(&mut self, tie: Tie, columns: Columns) -> io::Result<()> {
        let goes_on = matches!(tie, Tie::Opens | Tie::Part | Tie::Beside);
        let bar = match (goes_on, self.look.charset) {
            (true, Charset::Unicode) => "│",
            (true, Charset::Ascii) => "|",
            (false, _) => " ",
        };
        self.margin.clear();
        self.margin.extend([blanks(columns.place), " ", bar]);
        put(self.out, self.look, palette::DIM, &self.margin)?;
        self.put(Style::new(), "     ")
    }

    /// The line, or what stands for it.
    fn line(&self, event: &Annotated<'_>, columns: Columns) -> String {
        let raw = event.event.raw;
        match &event.event.kind {
            Kind::Payload(_) if raw.is_empty() => String::new(),
            Kind::Payload(data) => {
                let data_len = raw.len() - usize::from(matches!(data.end, End::CtrlZ | End::Cancelled));
                let raw = raw.get(..data_len.min(raw.len())).unwrap_or(raw);
                self.excerpt(raw, event.total > event.event.raw.len() as u64, if columns.line == 0 { columns.body } else { columns.line })
            }
            Kind::Foreign(_) => self.visible(raw.trim_ascii_end()),
            // The command itself stands above in full.
            Kind::Echo(_) if event.reply_to.is_some() => {
                let columns = if columns.line == 0 { NARROW / 2 } else { columns.line };
                self.beginning(&self.visible(visible::without_end(raw)), columns)
            }
            _ => self.visible(visible::without_end(raw)),
        }
    }

    /// The beginning of data: as text where it is text, in hexadecimal digits elsewhere.
    fn excerpt(&self, raw: &[u8], more: bool, columns: usize) -> String {
        let printable = raw.iter().filter(|byte| matches!(byte, b' '..=b'~' | b'\r' | b'\n' | b'\t')).count();
        let as_text = std::str::from_utf8(raw).is_ok() || printable * 10 >= raw.len() * 9;
        let full = if as_text {
            let mut text = String::from("\"");
            visible::bytes(raw, self.look.charset, &mut text);
            text.push('"');
            text
        } else {
            // Three columns a byte: what does not fit is cut anyway.
            let mut digits = String::with_capacity(columns + 8);
            for (index, byte) in raw.iter().take(columns / 3 + 2).enumerate() {
                digits.push_str(if index == 0 { "" } else { " " });
                digits.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('?')));
            }
            digits
        };
        if more { self.beginning(&format!("{full}   "), columns.min(wrap::width(&full) + 1)) } else { self.beginning(&full, columns) }
    }

    /// A text, or as much of it as fits.
    fn beginning(&self, text: &str, columns: usize) -> String {
        if wrap::width(text) <= columns {
            return text.to_owned();
        }
        let ellipsis = if self.look.charset == Charset::Unicode { "…" } else { "..." };
        let room = columns.saturating_sub(wrap::width(ellipsis));
        let head = wrap::first(text, room.max(1));
        format!("{}{ellipsis}", head.trim_end())
    }

    /// The sentence, with what is known of the exchange.
    fn meaning(&self, event: &Annotated<'_>) -> String {
        let mut sentence = match (&event.event.kind, event.outside) {
            // It says so by standing there without an arrow.
            (Kind::Foreign(_), None | Some(Role::Remark)) if event.meaning == NOT_OF_THE_WIRE => String::new(),
            _ => event.meaning.clone().into_owned(),
        };
        if let Some(replied) = &event.replied {
            sentence.push_str(&since(event, replied));
        }
        // What was cut off a line of the wire is told there; an echo says it itself.
        if let Some(guess) = event.event.guess.name()
            && !matches!(event.event.kind, Kind::Foreign(_))
            && event.event.guess != Guess::Echo
        {
            sentence.extend([" [", guess, "?]"]);
        }
        if visible::is_printable(&sentence) {
            return sentence;
        }
        let mut text = String::with_capacity(sentence.len());
        visible::text(&sentence.replace('µ', if self.look.charset == Charset::Unicode { "µ" } else { "u" }), self.look.charset, &mut text);
        text
    }

    fn row(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        let columns = self.columns();
        let (line, meaning) = (self.line(event, columns), self.meaning(event));
        let (line_style, meaning_style) = (palette::raw(event), palette::meaning(event));
        let line_width = wrap::width(&line);
        let beside = line_width <= columns.line && !meaning.is_empty();
        let lines =
            if matches!(event.event.kind, Kind::Foreign(_)) { wrap::soft(&line, columns.body) } else { wrap::hard(&line, columns.body) };
        for (index, part) in lines.into_iter().enumerate() {
            if index == 0 {
                self.margin(event, columns)?;
            } else {
                self.under(event.tie, columns)?;
            }
            self.put(line_style, part)?;
            if !beside {
                self.out.write_all(b"\n")?;
            }
        }
        if meaning.is_empty() {
            return Ok(());
        }
        // Below a long line there is room to the left, too.
        let left = !beside && columns.line > 0 && wrap::width(&meaning) > columns.meaning;
        let (start, room) = if left { (INDENT, columns.body - INDENT) } else { (columns.line + GAP, columns.meaning) };
        for (index, part) in wrap::soft(&meaning, room).into_iter().enumerate() {
            let indent = if index == 0 && beside { start - line_width } else { start };
            if index > 0 || !beside {
                self.under(event.tie, columns)?;
            }
            self.out.write_all(blanks(indent).as_bytes())?;
            let note = if part.ends_with("?]") { part.rfind('[') } else { None };
            let note = note.unwrap_or(part.len());
            let (said, note) = part.split_at_checked(note).unwrap_or((part, ""));
            self.put(meaning_style, said)?;
            self.put(palette::DIM, note)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// So many blanks; no column is further to the right than the 56 that a line may take, and the gap behind it.
fn blanks(count: usize) -> &'static str {
    const BLANKS: &str = "                                                                ";
    BLANKS.get(..count).unwrap_or(BLANKS)
}

/// How an event stands to its command, where the bar does not show it, and how long after it came.
fn since(event: &Annotated<'_>, replied: &Replied) -> String {
    let at = if replied.name.starts_with("AT") { "" } else { "AT" };
    let result = event.form == Some("result") && !matches!(event.event.kind, Kind::Echo(_));
    match (event.tie, replied.after) {
        // Data of an open link need no pointer back to what opened it.
        _ if matches!(event.event.kind, Kind::Payload(_)) => String::new(),
        (Tie::Late, Some(after)) => format!(", {} after {at}{}", seconds(after), replied.name),
        (Tie::Late, None) => format!(" (belongs to {at}{})", replied.name),
        // Within the resolution of the stamps nothing is told.
        (_, Some(after)) if result && after > 0 => format!(" after {}", seconds(after)),
        _ => String::new(),
    }
}

impl Render for Text<'_> {
    fn joins(&self) -> Joins {
        Joins::Excerpt(EXCERPT)
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.stamps = header.stamps;
        if std::mem::replace(&mut self.begun, true) {
            self.out.write_all(b"\n")?;
        }
        let name = if header.input == "-" { "standard input" } else { &header.input };
        let mut shown = String::new();
        visible::text(name, self.look.charset, &mut shown);
        let sides = match header.sides {
            Sides::Host => "the host's side",
            Sides::Module => "the module's side",
            Sides::Merged => "host and module in one stream",
            Sides::Marked => "host and module apart",
        };
        self.title(&shown, &format!("{}, {sides} ({})", header.format, header.why))
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        let silent = matches!(event.event.kind, Kind::Blank) || event.outside == Some(Role::Layout);
        // Foreign text may be a line end alone.
        let empty = matches!(event.event.kind, Kind::Foreign(_)) && event.event.raw.trim_ascii().is_empty();
        if !silent && !empty {
            self.row(event)?;
        }
        let rows = self.rows();
        for finding in &event.findings {
            self.put_rows(&rows.finding(finding))?;
        }
        Ok(())
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        let rows = self.rows();
        for finding in &ending.findings {
            self.put_rows(&rows.finding(finding))?;
        }
        self.out.write_all(b"\n")?;
        self.put_rows(&rows.verdict(&ending.verdict))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
