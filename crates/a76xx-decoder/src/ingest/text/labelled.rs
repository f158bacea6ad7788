//! Text with a word or an arrow in front of each line that tells whose it is. The labels are learned from the lines.

use std::ops::Range;

use super::begins::{LABEL, split};
use super::counted::{is_counted, uncounted};
use super::quote::{self, Pair, literal, quotes};
use super::{joined, notes};
use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, HeadRow, Input, Keeps};
use crate::ingest::label::{Labels, Learner, way};
use crate::ingest::sniff::{is_answer, is_command, is_final};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "labelled",
    title: "text with a word or an arrow in front of each line (`TX:`, `-->`, `Send: '…'`); the bytes may be quoted or escaped",
    tools: "Docklight, oFono, mbed OS, ESPHome, Android, Rust and Python logs, Zephyr modem_chat, chat -v, drivers, JSON and CSV with text, notes written by hand",
    keeps: Keeps { direction: "marked", time: "of each line", line_ends: "where escaped", bytes: "where escaped" },
    packed: false,
    fit: |head| {
        let learned = Learned::of(head);
        let all = learned.labelled + learned.plain;
        let share = learned.labelled * 100 / all.max(1);
        // Answers alone have to make up most of it.
        let talk = learned.commands > 0 || head.rows.len() as u32 <= learned.labelled * 2;
        if learned.labels.is_empty() || learned.labelled < 2 || !talk {
            return Fit::NO;
        }
        match (learned.is_marked(), share) {
            (true, _) => Fit::marked(520 + share * 2, "a label in front of each line tells its side"),
            (false, 20..) => Fit::merged(400 + share, "labels stand in front of some lines"),
            _ => Fit::NO,
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let learned = Learned::of(head);
        let marked = learned.is_marked();
        let rows = Labelled { learned, marked, last: None, open: None };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// What the head shows.
struct Learned {
    labels: Labels,
    /// Lines of the wire with and without a label.
    labelled: u32,
    plain: u32,
    commands: u32,
    quoted: Quoted,
    dialect: Option<Dialect>,
    /// Lines without a label belong to the label above.
    goes_on: bool,
    /// Answers stand in one line with their final results.
    flat: bool,
    /// Whether the lines of host and module have their ends as escapes.
    ends: [bool; 2],
    /// A note behind each tells how many bytes it was.
    counted: bool,
}

/// Whether what stands behind the labels is quoted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    No,
    /// In these marks, most of it.
    In(Option<&'static Pair>),
    /// It may reach over several lines.
    Spans,
}

impl Learned {
    fn of(head: &Head<'_>) -> Self {
        let mut labels = Learner::try_all(|learner| {
            each_label(head, |label, said| learner.take(label, said));
        });
        let mut commands = 0;
        each_label(head, |_, said| commands += u32::from(is_command(said)));
        let (mut labelled, mut plain, mut behind, mut quoted, mut spanning) = (0, 0, 0, 0, 0);
        let mut marks: Option<&'static Pair> = None;
        let mut escapes = Dialect::FOUND.map(|dialect| (dialect, [0; 2]));
        let mut rows = [0; 2];
        let (mut under, mut ofono) = (false, false);
        let (mut flat, mut apart, mut answered) = (0, 0, false);
        let counted = is_counted(head, &mut labels);
        for row in &head.rows {
            if let Some((from, side)) = labels.strip(row.text) {
                let rest = uncounted(row.text.get(from..).unwrap_or_default(), counted);
                labelled += 1;
                quoted += u32::from(quotes(rest).is_some());
                spanning += u32::from(quote::opens(rest).is_some());
                marks = marks.or_else(|| quotes(rest).and_then(|_| quote::pair(rest)));
                let own = usize::from(side == Side::Module);
                for (dialect, ends) in &mut escapes {
                    if let (true, Some(ends)) = (dialect.ends_line(rest), ends.get_mut(own)) {
                        *ends += 1;
                    }
                }
                if let Some(rows) = rows.get_mut(own) {
                    *rows += 1;
                }
                under = side == Side::Module;
                flat += u32::from(under && notes::is_flat(rest));
                apart += u32::from(under && answered && is_final(rest.trim_ascii()));
                answered = under && is_answer(rest.trim_ascii()) && !is_final(rest.trim_ascii());
                ofono |= rest.windows(7).any(|window| window == b"<CtrlZ>");
            } else if split(row.text).is_some_and(|(at, core)| at == 0 && (is_answer(core) || is_command(core))) {
                plain += 1;
                behind += u32::from(under);
            }
        }
        let (dialect, ends) = escapes.into_iter().max_by_key(|(_, ends)| ends.iter().sum::<u32>()).unwrap_or((Dialect::Backslash, [0; 2]));
        let spans = spanning > 1 && (quoted + spanning) * 10 >= labelled * 9;
        let quoted = quoted * 2 > labelled || spans;
        let how = match (quoted, spans) {
            (false, _) => Quoted::No,
            (true, false) => Quoted::In(marks),
            (true, true) => Quoted::Spans,
        };
        let digits = |row: &HeadRow<'_>| Dialect::Hexadecimal.ends_line(row.text) && !Dialect::Backslash.ends_line(row.text);
        // One side may have them written, and the other not.
        let most = |(ends, rows): (&u32, &u32)| *ends > 1 && ends * 2 > *rows;
        let common = ends.iter().sum::<u32>() * 10 >= labelled * 3 || ends.iter().zip(&rows).any(most);
        let dialect = match dialect {
            _ if head.rows.iter().filter(|row| digits(row)).count() as u32 * 2 > labelled => Some(Dialect::Hexadecimal),
            Dialect::Backslash if ofono && !quoted => Some(Dialect::Ofono),
            _ if quoted && !common => Some(Dialect::Backslash),
            dialect => common.then_some(dialect),
        };
        Self {
            goes_on: behind > 0 && behind * 10 >= plain * 8 && plain <= labelled * 4,
            labels,
            labelled,
            plain,
            commands,
            quoted: how,
            dialect,
            flat: dialect.is_none() && !quoted && flat > 1 && apart == 0,
            // Digits stand for every byte, and so for the ends.
            ends: ends.map(|count| count > 0 || dialect == Some(Dialect::Hexadecimal)),
            counted,
        }
    }

    /// Whether the labels tell the side of every line of the wire.
    fn is_marked(&self) -> bool {
        self.labels.is_complete() && (self.goes_on || self.plain * 5 <= self.labelled)
    }
}

/// Hands on the labels of the head's lines with what stands behind each.
fn each_label(head: &Head<'_>, mut each: impl FnMut(&[u8], &[u8])) {
    let following = head.rows.iter().skip(1).map(|row| row.text).chain([&b""[..]]);
    for (row, next) in head.rows.iter().zip(following) {
        match split(row.text).map(|(at, core)| (row.text.get(..at).unwrap_or_default(), core)) {
            Some((label, core)) if is_label(label) => each(label, core),
            Some(_) => {}
            None => {
                if let Some((label, said)) = unfinished(row.text, next) {
                    each(label, said);
                }
            }
        }
    }
}

/// Whether a text can be a label: it names a direction, or ends as names do in front of what they name.
pub(super) fn is_label(text: &[u8]) -> bool {
    let trimmed = text.trim_ascii_end();
    !trimmed.is_empty()
        && (way(text).is_some() || matches!(trimmed, [.., b':' | b']' | b'|'] | [.., b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9', b'>']))
}

/// A label with what stands behind it, where that is no line of the wire by itself: a prompt, or a quote that goes on in the next line.
fn unfinished<'a>(text: &'a [u8], next: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let text = text.trim_ascii_end();
    let (label, said) = match text {
        [label @ .., b'\'' | b'"'] if is_command(next) || is_answer(next) => (label, next),
        [label @ .., b'>'] => (label, &b">"[..]),
        _ => return None,
    };
    let parted = matches!(label, [.., b' ' | b'\t' | b':' | b']' | b'|']);
    (parted && label.len() <= LABEL && way(label).is_some()).then_some((label, said))
}

struct Labelled {
    learned: Learned,
    /// All lines of the wire have a side.
    marked: bool,
    last: Option<Side>,
    /// The mark that ends what is quoted, where it goes on from an earlier line.
    open: Option<&'static [u8]>,
}

impl Labelled {
    /// A line of what is quoted over several lines.
    fn inside(&mut self, close: &[u8], row: &Row<'_>, page: &mut Page<'_>) {
        let side = self.last.filter(|_| self.marked);
        match row.text.trim_ascii_end().strip_suffix(close) {
            Some(text) => {
                self.open = None;
                page.wire(side, row.at, row.from..row.from + text.len());
            }
            None => page.wire(side, row.at, row.from..row.stop),
        }
    }
}

impl Rows for Labelled {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if let Some(close) = self.open {
            return self.inside(close, row, page);
        }
        let Some((from, side)) = self.learned.labels.strip(row.text) else {
            match (self.marked, self.learned.goes_on) {
                (false, _) => page.wire(None, row.at, row.from..row.stop),
                (true, true) if self.last.is_some() => page.wire(self.last, row.at, row.from..row.stop),
                _ if row.text.trim_ascii().is_empty() => {}
                _ => page.outside(Role::Remark, row.at, row.from..row.to),
            }
            return;
        };
        self.last = Some(side);
        let side = self.marked.then_some(side);
        if self.learned.dialect.is_none()
            && joined::is_joined(row.text.get(..from).unwrap_or_default())
            && joined::claim(row, from, side, page)
        {
            return;
        }
        let rest = uncounted(row.text.get(from..).unwrap_or_default(), self.learned.counted);
        if self.learned.flat && self.last == Some(Side::Module) && literal(rest).is_none() {
            return notes::claim_flat(row, from, side, page);
        }
        let base = row.from + from;
        if let Some((open, close)) = quote::opens(rest).filter(|_| self.learned.quoted == Quoted::Spans) {
            self.open = Some(close);
            return page.wire(side, row.at, base + open.len()..row.stop);
        }
        let inner = match self.learned.quoted {
            Quoted::No => None,
            Quoted::In(marks) => quotes(rest).or_else(|| quote::between(rest, marks?)),
            Quoted::Spans => quotes(rest),
        };
        match (self.learned.dialect, self.learned.quoted != Quoted::No, inner) {
            (Some(dialect), true, Some(inner)) => decode(dialect, inner, base, side, row, page),
            // One line of a log may be a byte string, and the next one text.
            _ if let Some(inner) = literal(rest) => decode(Dialect::Backslash, inner, base, side, row, page),
            (Some(dialect), false, _) => decode(dialect, 0..rest.len(), base, side, row, page),
            _ if rest.len() < row.text.len() - from && self.learned.counted => {
                page.wire(side, row.at, base..base + rest.len());
                return page.wire(side, row.at, row.to..row.stop);
            }
            _ => return page.wire(side, row.at, base..row.stop),
        }
        // A side whose ends are not written has those of the log.
        if self.learned.quoted != Quoted::Spans && self.learned.ends.get(usize::from(self.last == Some(Side::Module))) == Some(&false) {
            page.wire(side, row.at, row.to..row.stop);
        }
    }

    fn is_lossy(&self) -> bool {
        self.learned.dialect.is_none() || self.learned.goes_on || self.learned.ends != [true; 2]
    }
}

fn decode(dialect: Dialect, range: Range<usize>, base: usize, side: Option<Side>, row: &Row<'_>, page: &mut Page<'_>) {
    page.begin(side, row.at);
    dialect.write(base + range.start..base + range.end, page);
    page.end();
}

#[cfg(test)]
mod tests {
    use crate::ingest::tests::wire;
    use a76xx_parser::Side;

    /// What is read of a log, by side.
    fn read(log: &str) -> Vec<(Option<Side>, String)> {
        let (format, pieces) = wire(log.as_bytes());
        assert_eq!(format, "labelled", "{log}");
        pieces
    }

    fn sides(pieces: [(Side, &str); 4]) -> Vec<(Option<Side>, String)> {
        pieces.map(|(side, text)| (Some(side), text.to_owned())).to_vec()
    }

    #[test]
    fn a_side_may_have_its_line_ends_written_and_the_other_not() {
        let log = "7 modem: --> AT^M\n7 modem: <-- OK\n7 modem: --> ATI^M\n7 modem: <-- A7670\n7 modem: <-- OK\n";
        let read = read(log).into_iter().map(|(side, text)| (side.unwrap_or(Side::Host), text)).collect::<Vec<_>>();
        let text = |of: Side| read.iter().filter(|(side, _)| *side == of).map(|(_, text)| text.as_str()).collect::<String>();
        assert_eq!((text(Side::Host), text(Side::Module)), ("AT\rATI\r".into(), "OK\nA7670\nOK\n".into()));
    }

    #[test]
    fn digits_of_bytes_hold_the_line_ends() {
        let log = "TX: \"AT+CSQ\\0d\"\nRX: \"+CSQ: 9,99\\0d\\0a\"\nTX: \"AT+CSQ\\0d\"\nRX: \"+CSQ: 9,99\\0d\\0a\"\n";
        let pieces =
            [(Side::Host, "AT+CSQ\r"), (Side::Module, "+CSQ: 9,99\r\n"), (Side::Host, "AT+CSQ\r"), (Side::Module, "+CSQ: 9,99\r\n")];
        assert_eq!(read(log), sides(pieces));
    }

    #[test]
    fn an_answer_may_stand_in_one_line_with_its_result() {
        let log = "-> AT+CSQ\n<- +CSQ: 21,99 OK\n-> AT+CREG?\n<- +CREG: 0,1 OK\n";
        let pieces =
            [(Side::Host, "AT+CSQ\n"), (Side::Module, "+CSQ: 21,99\nOK\n"), (Side::Host, "AT+CREG?\n"), (Side::Module, "+CREG: 0,1\nOK\n")];
        assert_eq!(read(log), sides(pieces));
        // Where results have lines of their own, a blank is one.
        let log = "-> AT+X\n<- +X: all is OK\n<- OK\n-> AT+Y\n<- +Y: this is OK\n<- OK\n";
        let pieces =
            [(Side::Host, "AT+X\n"), (Side::Module, "+X: all is OK\nOK\n"), (Side::Host, "AT+Y\n"), (Side::Module, "+Y: this is OK\nOK\n")];
        assert_eq!(read(log), sides(pieces));
    }

    #[test]
    fn notes_behind_the_text_tell_its_length() {
        let pieces = [(Side::Host, "AT\r"), (Side::Module, "AT\r\r\nOK\r\n"), (Side::Host, "ATI\r"), (Side::Module, "\r\nOK\r\n")];
        let note = |form: fn(&str, &str, usize) -> String| {
            pieces
                .iter()
                .map(|(side, text)| form(if *side == Side::Host { "TX" } else { "RX" }, &text.escape_debug().to_string(), text.len()))
                .collect::<String>()
        };
        assert_eq!(read(&note(|way, text, len| format!("{way} \"{text}\" ({len} bytes)\n"))), sides(pieces));
        assert_eq!(read(&note(|way, text, len| format!("{way}: '{text}' [{len}]\n"))), sides(pieces));
        assert_eq!(read(&note(|way, text, len| format!("{way}: {text} len={len}\n"))), sides(pieces));
        let log = "TX: AT (2 bytes)\nRX: OK (2 bytes)\nTX: ATI (3 bytes)\nRX: OK (2 bytes)\n";
        let pieces = [(Side::Host, "AT\n"), (Side::Module, "OK\n"), (Side::Host, "ATI\n"), (Side::Module, "OK\n")];
        assert_eq!(read(log), sides(pieces));
    }

    #[test]
    fn cells_of_a_table_may_hold_quoted_text() {
        let log = "| time | side | text |\n|---|---|---|\n| 1 | TX | `AT` |\n| 2 | RX | `OK` |\n| 3 | TX | `ATI` |\n| 4 | RX | `OK` |\n";
        let pieces = [(Side::Host, "AT\n"), (Side::Module, "OK\n"), (Side::Host, "ATI\n"), (Side::Module, "OK\n")];
        assert_eq!(read(log), sides(pieces));
    }
}
