//! Summaries for people: two tables, none wider than told.

use std::io::{self, Write};

use super::commands::{Command, Latency};
use super::links::Link;
use super::{Numbers, rate, share};
use crate::ingest::{Header, Micros};
use crate::judge::Ending;
use crate::meaning::seconds;
use crate::render::text::Look;
use crate::render::visible::{self, Charset};
use crate::render::{palette, put, wrap};

/// Columns of a label in front of a sentence.
const LABEL: usize = 10;

/// Columns between those of a table, where there is room.
const GAP: usize = 2;

/// A writer that knows how to look.
struct Sheet<'w> {
    out: &'w mut dyn Write,
    look: Look,
}

pub(super) fn write(out: &mut dyn Write, look: Look, header: &Header, numbers: &Numbers, ending: &Ending) -> io::Result<()> {
    let mut sheet = Sheet { out, look };
    let name = if header.input == "-" { "standard input" } else { &header.input };
    for line in wrap::hard(&sheet.shown(name), look.width.max(20)) {
        sheet.line(palette::TITLE, line)?;
    }
    sheet.sentence("verdict", &ending.verdict.headline, palette::outcome(ending.verdict.outcome))?;
    sheet.sentence("time", &time(numbers), anstyle::Style::new())?;
    sheet.sentence("wire", &wire(numbers), anstyle::Style::new())?;
    sheet.sentence("protocol", &protocol(numbers), anstyle::Style::new())?;
    sheet.sentence("findings", &findings(numbers), anstyle::Style::new())?;
    let links: Vec<[String; 9]> = numbers.links.used().map(|(id, one)| link(&id.to_string(), one)).chain(unlinked(numbers)).collect();
    if !links.is_empty() {
        let head = ["link", "opened", "open for", "sent", "sends", "rate", "received", "pieces", "rate"];
        sheet.table(&head, &links)?;
    }
    let commands: Vec<[String; 7]> = numbers.commands.list().into_iter().map(|(name, one)| command(&sheet.shown(name), one)).collect();
    if !commands.is_empty() {
        let head = ["command", "count", "failed", "min", "median", "p95", "max"];
        sheet.table(&head, &commands)?;
    }
    Ok(())
}

fn time(numbers: &Numbers) -> String {
    match numbers.duration() {
        Some(duration) => format!("{}, {} events", seconds(duration), numbers.events),
        None => format!("not told by this capture; {} events", numbers.events),
    }
}

fn wire(numbers: &Numbers) -> String {
    let [host, module, unknown] = numbers.wire;
    let mut text = format!("{} from the host, {} from the module", bytes(host), bytes(module));
    if unknown > 0 {
        text.extend([", ", &bytes(unknown), " from one of them"]);
    }
    if numbers.outside > 0 {
        text.extend(["; ", &bytes(numbers.outside), " of the file are not of the wire"]);
    }
    text
}

fn protocol(numbers: &Numbers) -> String {
    match share(numbers.overhead(), numbers.bytes()) {
        None => String::from("nothing on the wire"),
        Some(share) => format!("{:.1} % of the wire; {} of {} are data", share * 100.0, bytes(numbers.data), bytes(numbers.bytes())),
    }
}

fn findings(numbers: &Numbers) -> String {
    let [notes, warnings, errors] = numbers.findings;
    let one = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}, {}", one(errors, "error"), one(warnings, "warning"), one(notes, "note"))
}

fn link(id: &str, link: &Link) -> [String; 9] {
    let dash = || String::from("-");
    [
        id.to_owned(),
        if link.failed > 0 { format!("{} of {}", link.opened, link.opened + link.failed) } else { link.opened.to_string() },
        link.open.map_or_else(dash, seconds),
        bytes(link.sent.bytes),
        link.sent.messages.to_string(),
        rate(link.sent.bytes, link.open).map_or_else(dash, speed),
        bytes(link.received.bytes),
        link.received.messages.to_string(),
        rate(link.received.bytes, link.open).map_or_else(dash, speed),
    ]
}

/// Data that belong to no link: of messages, files, or the data state.
fn unlinked(numbers: &Numbers) -> Option<[String; 9]> {
    let none = &numbers.links.none;
    (none.sent.messages + none.received.messages > 0).then(|| {
        let mut row = link("none", none);
        if let Some(opened) = row.get_mut(1) {
            *opened = String::from("-");
        }
        row
    })
}

fn command(name: &str, command: &Command) -> [String; 7] {
    let time = |of: fn(&Latency) -> Micros| command.latency.as_ref().map_or_else(|| String::from("-"), |latency| seconds(of(latency)));
    let at = if name.starts_with("AT") { "" } else { "AT" };
    [
        format!("{at}{name}"),
        command.count.to_string(),
        command.failed.to_string(),
        time(|latency| latency.min),
        time(Latency::median),
        time(Latency::p95),
        time(|latency| latency.max),
    ]
}

/// `812 B`, `12.3 kB`.
fn bytes(count: u64) -> String {
    scaled(count, "B", "kB", "MB", "GB")
}

#[allow(clippy::cast_sign_loss, reason = "rates are not negative")]
fn speed(rate: f64) -> String {
    scaled(rate.round() as u64, "B/s", "kB/s", "MB/s", "GB/s")
}

fn scaled(count: u64, one: &str, thousand: &str, million: &str, milliard: &str) -> String {
    let tenths = |unit: u64| (count / unit, count % unit * 10 / unit);
    match count {
        0..10_000 => format!("{count} {one}"),
        10_000..10_000_000 => format!("{}.{} {thousand}", tenths(1000).0, tenths(1000).1),
        10_000_000..10_000_000_000 => format!("{}.{} {million}", tenths(1_000_000).0, tenths(1_000_000).1),
        _ => format!("{}.{} {milliard}", tenths(1_000_000_000).0, tenths(1_000_000_000).1),
    }
}

impl Sheet<'_> {
    fn shown(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        visible::text(&text.replace('µ', if self.look.charset == Charset::Unicode { "µ" } else { "u" }), self.look.charset, &mut shown);
        shown
    }

    fn line(&mut self, style: anstyle::Style, text: &str) -> io::Result<()> {
        put(self.out, self.look, style, text)?;
        self.out.write_all(b"\n")
    }

    fn sentence(&mut self, label: &str, text: &str, style: anstyle::Style) -> io::Result<()> {
        let text = self.shown(text);
        for (index, line) in wrap::soft(&text, self.look.width.saturating_sub(LABEL + 2).max(20)).into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            put(self.out, self.look, palette::DIM, &format!("{label:>LABEL$}  "))?;
            self.line(style, line)?;
        }
        Ok(())
    }

    /// The first column on the left, numbers on the right; in a window too narrow for it a sentence for each row.
    fn table<const N: usize>(&mut self, head: &[&str; N], rows: &[[String; N]]) -> io::Result<()> {
        let rows: Vec<[String; N]> = rows.iter().map(|row| row.clone().map(|cell| self.shown(&cell))).collect();
        let mut widths = head.map(wrap::width);
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(wrap::width(cell));
            }
        }
        self.out.write_all(b"\n")?;
        let fits = |gap: &usize| widths.iter().map(|width| width + gap).sum::<usize>() <= self.look.width;
        let Some(gap) = [GAP, 1].into_iter().find(fits) else { return self.sentences(head, &rows) };
        self.row(palette::DIM, head, &widths, gap)?;
        for row in &rows {
            self.row(anstyle::Style::new(), &row.each_ref().map(String::as_str), &widths, gap)?;
        }
        Ok(())
    }

    fn row<const N: usize>(&mut self, style: anstyle::Style, cells: &[&str; N], widths: &[usize; N], gap: usize) -> io::Result<()> {
        let mut text = String::new();
        for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
            let blanks = " ".repeat(width.saturating_sub(wrap::width(cell)));
            let gap = " ".repeat(gap);
            if column == 0 { text.extend([&gap, *cell, &blanks]) } else { text.extend([&gap, &blanks, *cell]) }
        }
        self.line(style, text.trim_end())
    }

    fn sentences<const N: usize>(&mut self, head: &[&str; N], rows: &[[String; N]]) -> io::Result<()> {
        for row in rows {
            let named: Vec<String> = head.iter().zip(row).map(|(name, cell)| format!("{name} {cell}")).collect();
            let text = named.join(", ");
            for (index, line) in wrap::soft(&text, self.look.width.saturating_sub(2 * GAP).max(20)).into_iter().enumerate() {
                let indent = " ".repeat(if index == 0 { GAP } else { 2 * GAP });
                self.line(anstyle::Style::new(), &format!("{indent}{line}"))?;
            }
        }
        Ok(())
    }
}
