//! A pasted line, read in every way that the parser can.

use a76xx_parser::spec::{Command, Form, Shape};
use a76xx_parser::{Event, Kind, Limits, Line, Parser, Side, Step};

use crate::annotate::Reading as Words;
use crate::annotate::fields::Known;
use crate::meaning::{self, Sentence};
use crate::table::{self, Sample};

/// One way to read a line.
pub(super) struct Reading {
    /// Its row.
    pub(super) row: Option<&'static Command>,
    /// The form that it has; `None` where none fits.
    pub(super) form: Option<&'static Form>,
    /// What it says.
    pub(super) says: Sentence,
    /// What stands in its fields.
    pub(super) fields: Vec<Told>,
    /// What the parser takes it for.
    pub(super) is: Is,
    /// The line, or of several commands on a line this one.
    pub(super) text: String,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// The host's command.
    Command,
    /// The module's line, of this shape.
    Line(Option<Shape>),
    /// A final result code.
    Final,
    /// The module asks for data.
    Prompt,
}

/// A value and its place in the table.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The field's name; `None` for a value that the form has no field for.
    pub(super) name: Option<&'static str>,
    /// As written, without quotes.
    pub(super) text: Vec<u8>,
    /// As a number.
    pub(super) number: Option<i64>,
}

impl Told {
    fn of(known: &Known<'_>) -> Self {
        Self { name: known.words.map(|words| words.name), text: known.value.text().to_vec(), number: known.value.int() }
    }
}

/// The commands of a host's line, one behind the other; empty where it is no command line.
pub(super) fn commands(text: &[u8]) -> Vec<Reading> {
    let wire = [text, b"\r"].concat();
    let mut parser = Parser::new(Limits::DEFAULT);
    let Some(Event { kind: Kind::Command(line), .. }) = first(&mut parser, Side::Host, &wire) else { return Vec::new() };
    let mut left = text;
    let mut readings = Vec::new();
    for mut line in std::iter::successors(Some(line), Line::next) {
        let (own, more) = left.split_at_checked(left.len().saturating_sub(line.more.len())).unwrap_or((left, &[]));
        let own = String::from_utf8_lossy(own).trim_end_matches(';').to_owned();
        let own = if readings.is_empty() { own } else { table::command(&own) };
        (left, line.more) = (more, &[]);
        readings.push(Reading { text: own, ..reading(&line, meaning::command(&Words::new(&line), &mut String::new()), Is::Command) });
    }
    readings
}

/// What a line of the module can be: unasked, and behind each command that is answered under its name. Each form once.
pub(super) fn lines(text: &[u8]) -> Vec<Reading> {
    let wire = [b"\r\n", text, b"\r\n"].concat();
    let mut readings: Vec<Reading> = Vec::new();
    let unasked = module(&mut Parser::new(Limits::DEFAULT), &wire);
    let told: Vec<Told> = unasked.as_ref().map(|reading| reading.fields.clone()).unwrap_or_default();
    let row = unasked.as_ref().and_then(|reading| reading.row);
    readings.extend(unasked);
    let asked = row.into_iter().flat_map(|row| askers(row).flat_map(|asker| asker.forms().iter().map(move |form| (asker, form))));
    for (asker, form) in asked.filter(|(_, form)| form.shape.is_host()) {
        let Some(command) = command_for(asker, form, &told) else { continue };
        for before in [&b""[..], b"\r\nOK\r\n"] {
            let mut parser = Parser::new(Limits::DEFAULT);
            if first(&mut parser, Side::Host, &command).is_none()
                || !before.is_empty() && first(&mut parser, Side::Module, before).is_none()
            {
                continue;
            }
            readings.extend(module(&mut parser, &wire).filter(|reading| reading.row.is_some()));
        }
    }
    // A form that fits is worth more than the line alone.
    if readings.iter().any(|reading| reading.form.is_some()) {
        readings.retain(|reading| reading.form.is_some());
    }
    let mut once: Vec<Reading> = Vec::new();
    for reading in readings {
        if !once.iter().any(|known| same(known.form, reading.form)) {
            once.push(reading);
        }
    }
    once
}

fn same(a: Option<&'static Form>, b: Option<&'static Form>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// The commands whose answers begin like this row's lines.
fn askers(row: &'static Command) -> impl Iterator<Item = &'static Command> {
    a76xx_parser::spec::rows().filter(|asker| asker.is(row) || asker.heads().contains(&row.name()))
}

/// A command of this form that a line with these values could answer.
fn command_for(row: &'static Command, form: &'static Form, told: &[Told]) -> Option<Vec<u8>> {
    let words = table::Row::of(row)?;
    let (_, form_words) = words.forms().find(|(known, _)| std::ptr::eq(*known, form))?;
    let values = form.fields().iter().zip(form_words.fields).take(form.required().max(1));
    let values: Vec<Sample> = values
        .map(|(field, words)| {
            let same = told.iter().find(|told| told.name == Some(words.name)).and_then(|told| told.number);
            match (same, table::sample(&field)) {
                (Some(number), Sample::Number(_)) if table::fixed(field.ty).is_none() => Sample::Number(number),
                (_, sample) => sample,
            }
        })
        .collect();
    table::encode(row, form, &values)
}

/// The first event of a line that is more than its line end.
fn module(parser: &mut Parser, wire: &[u8]) -> Option<Reading> {
    let event = first(parser, Side::Module, wire)?;
    let words = event.kind.line().map(Words::new);
    let says = meaning::of(&event, words.as_ref(), event.raw.len() as u64, false, &mut String::new());
    match &event.kind {
        Kind::Final(last) => Some(reading(&last.line, says, Is::Final)),
        Kind::Answer(line) | Kind::Urc(line) => Some(reading(line, says, Is::Line(line.shape()))),
        Kind::Prompt(_) => Some(Reading { row: None, form: None, says, fields: Vec::new(), is: Is::Prompt, text: String::new() }),
        _ => None,
    }
}

/// Feeds what a side says; its first event that is more than a line end.
fn first<'b>(parser: &mut Parser, side: Side, wire: &'b [u8]) -> Option<Event<'b>> {
    let mut rest = wire;
    let mut told = None;
    loop {
        let step = match parser.next(side, rest) {
            Step::NeedMore => parser.flush(side, rest),
            step @ Step::Event(_) => step,
        };
        let Step::Event(event) = step else { return told };
        rest = rest.get(event.raw.len()..).unwrap_or_default();
        if event.kind != Kind::Blank && told.is_none() {
            told = Some(event);
        }
        if rest.is_empty() {
            return told;
        }
    }
}

fn reading(line: &Line<'_>, says: Sentence, is: Is) -> Reading {
    Reading {
        row: line.command,
        form: line.form(),
        says,
        fields: Words::new(line).known.iter().map(Told::of).collect(),
        is,
        text: String::new(),
    }
}
