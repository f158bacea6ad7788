//! What is fed to the model: every typed line of the table, with values that stand for all that it can hold, and every signal.

use std::collections::BTreeSet;

use a76xx_decoder::table::{self, Row, Sample};
use a76xx_parser::spec::{Field, FieldWords, Form, FormWords, Role, Type};
use a76xx_parser::typed::{Name, SimState};
use a76xx_parser::{Kind, Limits, Parser, Side, Step};
use a76xx_tracker::Signal;

/// One line of the wire, or a signal.
pub(super) enum Stimulus {
    /// A line.
    Line(Box<WireLine>),
    /// A control line, reset or power.
    Signal(Signal),
}

/// A line and how it came about.
pub(super) struct WireLine {
    pub(super) row: Row,
    pub(super) form: &'static Form,
    pub(super) words: &'static FormWords,
    pub(super) values: Vec<Sample>,
    pub(super) side: Side,
    /// As it goes over the wire, line ends included.
    pub(super) wire: Vec<u8>,
}

/// Every signal.
const SIGNALS: [Signal; 5] = [Signal::Dtr(true), Signal::Dtr(false), Signal::Reset, Signal::Power(true), Signal::Power(false)];

/// Values of a number without names: so many from the smallest on.
const NUMBERS: i64 = 2;

/// Lines of one form whose values are chosen each for itself.
const CHOICES: usize = 30;

/// Texts that the types tell apart, by row.
const TEXTS: &[(&str, &[&str])] = &[
    ("+CIPEVENT", &["NETWORK CLOSED UNEXPECTEDLY"]),
    ("+SIMCARD", &["NOT AVAILABLE"]),
    ("+CGEV", &["NW DETACH", "ME DETACH", "ME PDN ACT 1", "ME PDN DEACT 1", "NW PDN DEACT 1"]),
];

/// All of them, in the order of the table.
pub(super) fn all() -> Vec<Stimulus> {
    let names: BTreeSet<&str> = Name::ALL.iter().map(|name| name.row().name()).collect();
    // The lines that explain or end a command, and what has types.
    let ends = |row: &Row| matches!(row.wire.role(), Role::Final | Role::Error);
    let rows = Row::all().filter(|row| ends(row) || names.contains(row.wire.name()) || row.wire.role() == Role::Urc && is_typed(row));
    let lines = rows.flat_map(|row| row.forms().flat_map(move |(form, words)| lines(row, form, words)));
    lines.map(|line| Stimulus::Line(Box::new(line))).chain(SIGNALS.map(Stimulus::Signal)).collect()
}

/// Whether lines of a row that come unasked have a type.
fn is_typed(row: &Row) -> bool {
    let told = |line: &WireLine| {
        let mut parser = Parser::new(Limits::DEFAULT);
        let mut rest = line.wire.as_slice();
        while let Step::Event(event) = parser.next(Side::Module, rest) {
            rest = rest.get(event.raw.len()..).unwrap_or_default();
            if event.kind.line().is_some_and(|line| line.urc().is_some() || line.answer().is_some()) {
                return true;
            }
        }
        false
    };
    row.forms().any(|(form, words)| lines(*row, form, words).iter().any(told))
}

/// The lines of a form: every choice of values, with what may be left out and without it. Where those are too many, each field takes its
/// values in turn while the others keep their first.
fn lines(row: Row, form: &'static Form, words: &'static FormWords) -> Vec<WireLine> {
    let fields: Vec<Vec<Sample>> = form.fields().iter().zip(words.fields).map(|(field, words)| values(row, &field, words)).collect();
    let all: usize = fields.iter().map(Vec::len).product();
    let mut choices = if all > CHOICES { one_by_one(&fields) } else { product(&fields) };
    let whole = choices.clone();
    for short in form.required()..form.fields().len() {
        for choice in &whole {
            let choice = choice.get(..short).unwrap_or_default().to_vec();
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
    }
    // Ten links, ten states.
    if form.fields().last().is_some_and(|last| last.repeats > 0) {
        for choice in &mut choices {
            let last = choice.last().cloned();
            choice.extend(std::iter::repeat_n(last, 9).flatten());
        }
    }
    let side = if form.shape.is_host() { Side::Host } else { Side::Module };
    let line = |values: Vec<Sample>| {
        let wire = table::encode(row.wire, form, &values)?;
        Some(WireLine { row, form, words, values, side, wire })
    };
    // Where another form of the row fits first, its own lines say the same.
    choices.into_iter().filter_map(line).filter(|line| side == Side::Module || reads_as(line)).collect()
}

fn product(fields: &[Vec<Sample>]) -> Vec<Vec<Sample>> {
    fields.iter().fold(vec![Vec::new()], |choices: Vec<Vec<Sample>>, values| {
        choices.iter().flat_map(|choice| values.iter().map(|value| [choice.as_slice(), std::slice::from_ref(value)].concat())).collect()
    })
}

fn one_by_one(fields: &[Vec<Sample>]) -> Vec<Vec<Sample>> {
    let first: Vec<Sample> = fields.iter().filter_map(|values| values.first().cloned()).collect();
    let mut choices = vec![first.clone()];
    for (at, values) in fields.iter().enumerate() {
        for value in values.iter().skip(1) {
            let mut choice = first.clone();
            if let Some(slot) = choice.get_mut(at) {
                *slot = value.clone();
            }
            choices.push(choice);
        }
    }
    choices
}

/// Whether a command is read as the form that it was written in.
fn reads_as(line: &WireLine) -> bool {
    let mut parser = Parser::new(Limits::DEFAULT);
    let Step::Event(event) = parser.next(Side::Host, &line.wire) else { return line.wire == b"+++" };
    matches!(event.kind, Kind::Command(read) if read.form().is_some_and(|form| std::ptr::eq(form, line.form)))
}

/// Whether the first link, server or context stands for all: which one it is makes no difference.
pub(super) fn stands_for_all(words: &FieldWords) -> bool {
    matches!(words.name, "link_num" | "client_index" | "server_index" | "cid")
}

/// Whether the texts of a row's lines are words of the wire, and no samples.
pub(super) fn has_texts(row: Row) -> bool {
    row.wire.name() == "+CPIN" || TEXTS.iter().any(|(name, _)| *name == row.wire.name())
}

/// Values that stand for all that a field can hold.
fn values(row: Row, field: &Field, words: &FieldWords) -> Vec<Sample> {
    if stands_for_all(words) && matches!(field.ty, Type::Int(..)) {
        return vec![table::sample(field)];
    }
    let (named, _) = table::named(words.codes, field.ty);
    if !named.is_empty() && table::fixed(field.ty).is_none() {
        return named.into_iter().map(|(value, _)| Sample::Number(value)).collect();
    }
    match field.ty {
        Type::Int(low, high) if words.name != "server_port" && words.name != "port" => {
            (low..=high.min(low.saturating_add(NUMBERS - 1))).map(Sample::Number).collect()
        }
        Type::Int(low, high) => vec![Sample::Number(80.clamp(low, high))],
        Type::Rest | Type::Bare if row.wire.name() == "+CPIN" => SIM.iter().map(|state| text(state.text())).collect(),
        Type::Rest | Type::Bare => {
            let own = TEXTS.iter().find(|(name, _)| *name == row.wire.name()).map(|(_, texts)| *texts);
            own.map_or_else(|| vec![table::sample(field)], |texts| texts.iter().map(|own| text(own.as_bytes())).collect())
        }
        _ => vec![table::sample(field)],
    }
}

fn text(bytes: &[u8]) -> Sample {
    Sample::Bare(String::from_utf8_lossy(bytes).into_owned())
}

/// What `+CPIN` says.
const SIM: &[SimState<'static>] = &[
    SimState::Ready,
    SimState::SimPin,
    SimState::SimPuk,
    SimState::PhSimPin,
    SimState::SimPin2,
    SimState::SimPuk2,
    SimState::PhNetPin,
    SimState::NotReady,
    SimState::Removed,
];
