//! Explanations for people: a title, facts, paragraphs, lines of the wire, and tables of fields, in a given width.

use std::io::{self, Write};

use anstyle::{AnsiColor, Color, Style};

use super::text::Look;
use super::visible::{self, Charset};
use super::{palette, put, wrap};
use crate::explain::{Block, Field, Page, Step};

/// Columns of text at most: longer lines are hard to read.
const WIDEST: usize = 100;
/// Columns that belongs-to is set in by.
const INDENT: usize = 2;
/// Columns of a column of names at most; a longer name has a line of its own.
const NAMES: usize = 18;
/// Columns of a column of values at most.
const VALUES: usize = 22;

const CODE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const BAD: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red))).bold();
const HERE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow))).bold();

/// Writes pages.
pub struct PageWriter<'w> {
    out: &'w mut dyn Write,
    look: Look,
    width: usize,
    begun: bool,
}

impl<'w> PageWriter<'w> {
    /// Writes there, looking so.
    pub fn new(out: &'w mut dyn Write, look: Look) -> Self {
        Self { out, look, width: look.width.clamp(40, WIDEST), begun: false }
    }

    /// One page; a rule is drawn between pages.
    ///
    /// # Errors
    /// What writing gave.
    pub fn page(&mut self, page: &Page) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            let line = if self.look.charset == Charset::Unicode { "─" } else { "-" }.repeat(self.width);
            self.out.write_all(b"\n")?;
            self.put(palette::DIM, &line)?;
            self.out.write_all(b"\n\n")?;
        }
        for (at, block) in page.blocks.iter().enumerate() {
            // Facts belong to the title or heading above them.
            if at > 0 && !matches!(block, Block::Facts(_)) && !follows(page, at) {
                self.out.write_all(b"\n")?;
            }
            self.block(block)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Title(name, says) => self.title(name, says),
            Block::Facts(facts) => self.facts(facts),
            Block::Heading(text) => {
                for line in self.lines(text, 0) {
                    self.put(palette::TITLE, &line)?;
                    self.out.write_all(b"\n")?;
                }
                Ok(())
            }
            Block::Text(text) => self.wrapped(text, 0),
            Block::Line(line, when, texts) => self.line(line, when, texts),
            Block::Fields(fields) => self.fields(fields),
            Block::Example(steps) => self.example(steps),
            Block::List(items) => self.list(items),
        }
    }

    fn title(&mut self, name: &str, says: &str) -> io::Result<()> {
        for line in wrap::hard(&self.shown(name), self.width) {
            self.put(CODE.bold(), line)?;
            self.out.write_all(b"\n")?;
        }
        self.wrapped(says, INDENT)
    }

    fn facts(&mut self, facts: &[String]) -> io::Result<()> {
        let joint = if self.look.charset == Charset::Unicode { " · " } else { " | " };
        let mut line = String::new();
        let mut lines = Vec::new();
        for fact in facts {
            let fact = self.shown(&fact.replace('`', ""));
            if !line.is_empty() && wrap::width(&line) + 3 + wrap::width(&fact) > self.width - INDENT {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push_str(joint);
            }
            line.push_str(&fact);
        }
        lines.push(line);
        for line in lines {
            self.put(palette::DIM, &format!("{:INDENT$}{line}", ""))?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// A line of the wire, when it comes on the right, what is to be said below.
    fn line(&mut self, line: &str, when: &str, texts: &[String]) -> io::Result<()> {
        let line = self.shown(line);
        let when = self.shown(&when.replace('`', ""));
        let room = self.width - INDENT;
        let gap = room.saturating_sub(wrap::width(&line) + wrap::width(&when));
        for part in wrap::hard(&line, room) {
            write!(self.out, "{:INDENT$}", "")?;
            self.put(CODE, part)?;
            if !when.is_empty() && gap > 1 {
                write!(self.out, "{:gap$}", "")?;
                self.put(palette::DIM, &when)?;
            }
            self.out.write_all(b"\n")?;
        }
        if gap <= 1 && !when.is_empty() {
            self.wrapped(&when, 3 * INDENT)?;
        }
        for text in texts {
            self.wrapped(text, 3 * INDENT)?;
        }
        Ok(())
    }

    fn fields(&mut self, fields: &[Field]) -> io::Result<()> {
        let names = fields.iter().map(|field| wrap::width(&field.name)).max().unwrap_or(0).min(NAMES);
        let values = fields.iter().filter_map(|field| field.value.as_ref()).map(|value| wrap::width(&self.wire(&value.text)));
        let values = values.filter(|width| *width <= VALUES).max();
        for field in fields {
            self.field(field, names, values)?;
        }
        Ok(())
    }

    fn field(&mut self, field: &Field, names: usize, values: Option<usize>) -> io::Result<()> {
        let mut left = INDENT + names + INDENT;
        write!(self.out, "{:INDENT$}", "")?;
        self.put(CODE, &field.name)?;
        let own = wrap::width(&field.name);
        let mut at = INDENT + own;
        if let (Some(value), Some(width)) = (&field.value, values) {
            let text = self.wire(&value.text);
            write!(self.out, "{:gap$}", "", gap = left.saturating_sub(at).max(1))?;
            at = left.max(at + 1) + wrap::width(&text);
            self.put(HERE, &text)?;
            left += width + INDENT;
        }
        let mut texts: Vec<(Style, String)> = Vec::new();
        if let Some(fault) = field.value.as_ref().and_then(|value| value.fault.as_ref()) {
            texts.push((BAD, fault.clone()));
        }
        if !field.text.is_empty() {
            texts.push((Style::new(), field.text.clone()));
        }
        for (style, text) in texts {
            for line in self.lines(&text, left) {
                if at >= left {
                    self.out.write_all(b"\n")?;
                    at = 0;
                }
                write!(self.out, "{:gap$}", "", gap = left - at)?;
                self.code(style, &line)?;
                at = usize::MAX;
            }
        }
        self.out.write_all(b"\n")?;
        self.codes(field, left)
    }

    /// The named values of a field, the one that stands there marked.
    fn codes(&mut self, field: &Field, left: usize) -> io::Result<()> {
        let digits = field.codes.iter().map(|(value, ..)| value.to_string().len()).max().unwrap_or(0);
        let mark = if self.look.charset == Charset::Unicode { "▸" } else { ">" };
        for (value, name, here) in &field.codes {
            let indent = left + digits + 4;
            for (at, line) in self.lines(name, indent).into_iter().enumerate() {
                let head = format!("{} {value:>digits$}  ", if *here { mark } else { " " });
                let head = if at == 0 { head } else { " ".repeat(digits + 4) };
                write!(self.out, "{:left$}", "")?;
                self.put(if *here { HERE } else { palette::DIM }, &head)?;
                self.put(if *here { HERE } else { Style::new() }, &line)?;
                self.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn example(&mut self, steps: &[Step]) -> io::Result<()> {
        let mark = if self.look.charset == Charset::Unicode { "◂ found here" } else { "<- found here" };
        for step in steps {
            let text = self.shown(&step.text);
            for line in wrap::hard(&text, self.width - 2 * INDENT) {
                write!(self.out, "{:width$}", "", width = 2 * INDENT)?;
                self.put(CODE, line)?;
                if step.found && text.ends_with(line) {
                    // Behind a long line there is no room for it.
                    let fits = 3 * INDENT + wrap::width(line) + wrap::width(mark) <= self.width;
                    let (end, gap) = if fits { ("", INDENT) } else { ("\n", 3 * INDENT) };
                    write!(self.out, "{end}{:gap$}", "")?;
                    self.put(BAD, mark)?;
                }
                self.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn list(&mut self, items: &[(String, String)]) -> io::Result<()> {
        let bullet = if self.look.charset == Charset::Unicode { "•" } else { "-" };
        let names = items.iter().map(|(name, _)| wrap::width(name)).max().unwrap_or(0).clamp(1, NAMES);
        for (name, text) in items {
            let name = if name.is_empty() { bullet } else { name };
            let left = INDENT + names + INDENT;
            write!(self.out, "{:INDENT$}", "")?;
            self.put(CODE, name)?;
            let mut at = INDENT + wrap::width(name);
            for line in self.lines(text, left) {
                if at >= left {
                    self.out.write_all(b"\n")?;
                    at = 0;
                }
                write!(self.out, "{:gap$}", "", gap = left - at)?;
                self.code(Style::new(), &line)?;
                at = usize::MAX;
            }
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn wrapped(&mut self, text: &str, indent: usize) -> io::Result<()> {
        for line in self.lines(text, indent) {
            write!(self.out, "{:indent$}", "")?;
            self.code(Style::new(), &line)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// A text in lines that fit behind an indent.
    fn lines(&self, text: &str, indent: usize) -> Vec<String> {
        let shown = self.shown(text);
        wrap::soft(&shown, self.width.saturating_sub(indent).max(16)).into_iter().map(str::to_owned).collect()
    }

    /// A line with what stands between backticks as code.
    fn code(&mut self, style: Style, line: &str) -> io::Result<()> {
        if !self.look.colour || !line.matches('`').count().is_multiple_of(2) {
            return self.put(style, line);
        }
        for (at, part) in line.split('`').enumerate() {
            self.put(if at % 2 == 1 { CODE } else { style }, part)?;
        }
        Ok(())
    }

    fn put(&mut self, style: Style, text: &str) -> io::Result<()> {
        put(self.out, self.look, style, text)
    }

    /// A text that may hold what was pasted.
    fn shown(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        match self.look.charset {
            Charset::Unicode => visible::text(text, Charset::Unicode, &mut shown),
            Charset::Ascii => visible::text(&plain(text), Charset::Ascii, &mut shown),
        }
        shown
    }

    /// A value as it was pasted; nothing is shown as a dash.
    fn wire(&self, text: &str) -> String {
        if text.is_empty() { String::from("-") } else { self.shown(text) }
    }
}

/// Whether a block stands right below the one before it.
fn follows(page: &Page, at: usize) -> bool {
    matches!(at.checked_sub(1).and_then(|before| page.blocks.get(before)), Some(Block::Heading(_)))
}

/// The project's own signs beyond ASCII, as ASCII writes them.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '…' => out.push_str("..."),
            '–' => out.push('-'),
            '×' => out.push('x'),
            '°' => out.push_str("degrees "),
            other => out.push(other),
        }
    }
    out
}
