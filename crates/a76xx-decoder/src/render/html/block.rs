//! Events as columns: an event is a few small numbers, and its texts are numbers of words.

use std::fmt::Write as _;

use serde::Serialize;

use super::reach;
use super::words::Words;
use crate::annotate::{Annotated, Field, FieldValue, Tie};
use crate::ingest::Role;
use crate::judge::Subject;
use crate::meaning::Tone;
use crate::render::jsonl;
use a76xx_parser::{Kind, Side};

/// The kinds of events, by their letters in a block: `a` is the first. The last two are what nobody wants to read.
pub(super) const KINDS: [&str; 12] =
    ["command", "echo", "answer", "final", "urc", "prompt", "payload", "text", "noise", "foreign", "blank", "layout"];

/// Some events. Every column is as long as there are events, or empty where all of it would be 0.
#[derive(Debug, Default, Serialize)]
pub(super) struct Block {
    /// Texts that appear here first.
    words: Vec<String>,
    /// Number of the first event.
    first: u64,
    /// Where numbers are left out: index, and the number there.
    jumps: Vec<(usize, u64)>,
    /// A letter each, see [`KINDS`].
    kind: String,
    /// `h`, `m` or `-`.
    side: String,
    /// `g` good, `b` bad, `-` neither.
    tone: String,
    /// How it stands to the command under way: `o`pens, `p`art, `c`loses, `b`eside, `l`ate, `-` none.
    tie: String,
    /// `n` for what goes into the network or comes from there.
    reach: String,
    /// Microseconds since the start, each less the one before; null where it is not known.
    at: Vec<Option<i64>>,
    /// Where it begins in the input, each less the one before.
    offset: Vec<i64>,
    /// Bytes of the input.
    length: Vec<u64>,
    /// Bytes that it stands for, where more than are shown.
    total: Vec<u64>,
    /// Link, plus one.
    link: Vec<i64>,
    /// How many events before it the command is to which it belongs.
    back: Vec<u64>,
    /// Words: the bytes as Latin-1, what it says, name, form, what was guessed, fields a line each.
    raw: Vec<u32>,
    meaning: Vec<u32>,
    name: Vec<u32>,
    form: Vec<u32>,
    guess: Vec<u32>,
    fields: Vec<u32>,
    /// Index of the event, and the finding.
    findings: Vec<(usize, serde_json::Value)>,
    /// Index of the event, subject and state.
    changes: Vec<(usize, String, &'static str)>,
    #[serde(skip)]
    last: Last,
}

#[derive(Debug, Default)]
struct Last {
    seq: u64,
    at: i64,
    offset: i64,
}

impl Block {
    /// How many events.
    pub(super) fn len(&self) -> usize {
        self.kind.len()
    }

    pub(super) fn push(&mut self, event: &Annotated<'_>, words: &mut Words) {
        let index = self.len();
        if index == 0 {
            self.first = event.seq;
        } else if event.seq != self.last.seq + 1 {
            self.jumps.push((index, event.seq));
        }
        self.last.seq = event.seq;
        self.kind.push(letter(event));
        self.side.push(match event.event.side {
            Some(Side::Host) => 'h',
            Some(Side::Module) => 'm',
            None => '-',
        });
        self.tone.push(match event.tone {
            Tone::Good => 'g',
            Tone::Bad => 'b',
            Tone::Plain => '-',
        });
        self.tie.push(match event.tie {
            Tie::Opens => 'o',
            Tie::Part => 'p',
            Tie::Closes => 'c',
            Tie::Beside => 'b',
            Tie::Late => 'l',
            Tie::None => '-',
        });
        self.reach.push(if reach::is_far(event) { 'n' } else { '-' });
        self.place(event);
        let raw: String = event.event.raw.iter().copied().map(char::from).collect();
        self.raw.push(words.number(&raw));
        self.meaning.push(words.number(&event.meaning));
        self.name.push(words.number(event.name.as_deref().unwrap_or_default()));
        self.form.push(words.number(event.form.unwrap_or_default()));
        self.guess.push(words.number(event.event.guess.name().unwrap_or_default()));
        self.fields.push(words.number(&fields(event)));
        // What JSON Lines say of a finding, in the same words.
        self.findings.extend(event.findings.iter().filter_map(|finding| Some((index, serde_json::to_value(jsonl::record(finding)).ok()?))));
        self.changes.extend(event.changes.iter().map(|change| (index, subject(change.of), change.to)));
    }

    fn place(&mut self, event: &Annotated<'_>) {
        let at = event.at.and_then(|at| i64::try_from(at).ok());
        self.at.push(at.map(|at| at - self.last.at));
        self.last.at = at.unwrap_or(self.last.at);
        let offset = event.spans.first().and_then(|span| i64::try_from(span.offset).ok()).unwrap_or(self.last.offset);
        self.offset.push(offset - self.last.offset);
        self.last.offset = offset;
        self.length.push(event.spans.iter().map(|span| span.len).sum());
        let shown = event.event.raw.len() as u64;
        self.total.push(if event.total > shown { event.total } else { 0 });
        self.link.push(link(event).map_or(0, |link| link.saturating_add(1)));
        self.back.push(event.reply_to.map_or(0, |command| event.seq.saturating_sub(command)));
    }

    /// The block as it is written: with the texts that appear here first, without columns that say nothing.
    pub(super) fn with(mut self, words: Vec<String>) -> Self {
        self.words = words;
        if self.at.iter().all(Option::is_none) {
            self.at.clear();
        }
        for column in [&mut self.total, &mut self.back] {
            if column.iter().all(|value| *value == 0) {
                column.clear();
            }
        }
        for column in [&mut self.guess, &mut self.fields, &mut self.form, &mut self.name] {
            if column.iter().all(|value| *value == 0) {
                column.clear();
            }
        }
        self
    }
}

/// The link that an event names, or that its data went through.
pub(super) fn link(event: &Annotated<'_>) -> Option<i64> {
    event.link.or_else(|| event.carrier.filter(|_| matches!(event.event.kind, Kind::Payload(_))))
}

fn letter(event: &Annotated<'_>) -> char {
    let empty = matches!(event.event.kind, Kind::Foreign(_)) && event.event.raw.trim_ascii().is_empty();
    let silent = event.outside == Some(Role::Layout) || empty && matches!(event.outside, None | Some(Role::Remark));
    let name = if silent { "layout" } else { event.event.kind.name() };
    let index = KINDS.iter().position(|kind| *kind == name).unwrap_or(0);
    char::from(b'a' + index as u8)
}

fn subject(subject: Subject) -> String {
    match subject {
        Subject::Sim => String::from("SIM"),
        Subject::Registration => String::from("network"),
        Subject::Service => String::from("sockets"),
        Subject::Link(link) => format!("link {link}"),
    }
}

/// Parameters, a line each; further commands of the line behind their names.
fn fields(event: &Annotated<'_>) -> String {
    let mut text = String::new();
    lines(&event.fields, "", &mut text);
    for part in &event.chain {
        lines(&part.fields, &part.name, &mut text);
    }
    text
}

fn lines(fields: &[Field], of: &str, text: &mut String) {
    for field in fields {
        let between = if of.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = write!(text, "{of}{between}{}\t", field.name);
        value(&field.value, text);
        text.push('\n');
    }
}

fn value(of: &FieldValue, text: &mut String) {
    match of {
        FieldValue::Empty => {}
        FieldValue::Number(number) => {
            let _ = write!(text, "{number}");
        }
        // Line ends part the fields.
        FieldValue::Text(said) => text.extend(said.chars().map(|char| if matches!(char, '\n' | '\t') { ' ' } else { char })),
        FieldValue::List(list) => {
            for (index, one) in list.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                value(one, text);
            }
        }
    }
}
