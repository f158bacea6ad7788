//! Runs the model from every state that it can reach with every stimulus, and writes down what changes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use a76xx_parser::spec::finals::ERROR;
use a76xx_parser::spec::{Role, Shape};
use a76xx_parser::typed::Code as _;
use a76xx_parser::{Control, Limits, Line, Parser, Side, Step};
use a76xx_tracker::model::{Exchange, Stage, flow::Why};
use a76xx_tracker::{EventNo, Input, Model, Signal};

use super::stimulus::{Stimulus, WireLine};
use super::subject::Subject;

/// What led from one state to another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cause {
    /// The stimulus, by its number.
    pub(super) stimulus: usize,
    /// The command that waited for its final result, by the number of its stimulus.
    pub(super) command: Option<usize>,
    /// The reason that had been given for its failure.
    pub(super) why: Option<Reason>,
}

/// The reason for a command's failure: whose code, and its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reason {
    pub(super) of: &'static str,
    pub(super) number: Option<i64>,
}

/// The transitions of a subject.
#[derive(Default)]
pub(super) struct Machine {
    /// From, to, and what led there.
    pub(super) edges: BTreeMap<(&'static str, &'static str), BTreeSet<Cause>>,
    /// Commands that waited in a state, by the reason that had been given.
    pub(super) asked: BTreeMap<(&'static str, Option<Reason>), BTreeSet<usize>>,
}

/// A module and what reads its wire.
#[derive(Clone, Copy)]
struct World {
    parser: Parser,
    model: Model,
    no: u32,
    /// The command that waits for its final result, or owes its result.
    command: Option<usize>,
}

/// What tells two worlds apart, as far as the subject goes: its state, the command under way and how far it is, and what
/// changes the meaning of lines.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    state: &'static str,
    command: Option<usize>,
    waits: bool,
    done_early: bool,
    why: Option<Reason>,
    /// How data travel, where that matters.
    access: [Option<i64>; 3],
}

/// For each stimulus the first that the model cannot tell from it: commands of one row and shape that ask for the same. Only that one is fed.
pub(super) fn classes(stimuli: &[Stimulus]) -> Vec<usize> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let class = |(number, stimulus): (usize, &Stimulus)| match stimulus {
        Stimulus::Line(line) if line.side == Side::Host => {
            let mut world = World::START;
            world.feed(number, stimulus);
            let model = &world.model;
            let about = model.flow.newest().and_then(|command| command.link);
            // What asks for ranges alone changes nothing, whatever the row.
            let name = if line.form.shape == Shape::Test { "" } else { line.row.wire.name() };
            let what = (name, line.form.shape, about, model.settings.asked, model.power.asked.is_some());
            *known.entry(format!("{what:?}")).or_insert(number)
        }
        _ => number,
    };
    stimuli.iter().enumerate().map(class).collect()
}

/// Every transition that the model makes in a subject.
pub(super) fn machine(subject: &Subject, stimuli: &[Stimulus], classes: &[usize]) -> Machine {
    let mut machine = Machine::default();
    let start = World::START;
    let mut known = BTreeSet::from([start.key(subject)]);
    let mut open = VecDeque::from([start]);
    while let Some(world) = open.pop_front() {
        let from = (subject.state)(&world.model);
        let waits = world.command.filter(|_| world.model.flow.waiting().is_some());
        machine.asked.entry((from, world.why())).or_default().extend(waits);
        for (number, stimulus) in stimuli.iter().enumerate().filter(|(number, _)| classes.get(*number) == Some(number)) {
            if !world.may_come(stimulus, stimuli) {
                continue;
            }
            let mut next = world;
            let Some(tied) = next.feed(number, stimulus) else { continue };
            let to = (subject.state)(&next.model);
            if from != to {
                let cause = Cause { stimulus: number, command: world.command.filter(|_| tied), why: world.why() };
                machine.edges.entry((from, to)).or_default().insert(cause);
            }
            if known.insert(next.key(subject)) {
                open.push_back(next);
            }
        }
    }
    machine
}

impl World {
    const START: Self = Self { parser: Parser::new(Limits::DEFAULT), model: Model::START, no: 0, command: None };

    /// A module answers one command at a time: while one waits, what comes is its answer, the reason for its failure, its end, or a restart.
    fn may_come(&self, stimulus: &Stimulus, stimuli: &[Stimulus]) -> bool {
        let Stimulus::Line(line) = stimulus else { return true };
        let waiting = self.model.flow.waiting();
        let (Some(waiting), Some(Stimulus::Line(command))) = (waiting, self.command.and_then(|number| stimuli.get(number))) else {
            return true;
        };
        // Once a reason was given the error follows.
        let explained = waiting.why.is_some();
        match line.row.wire.role() {
            Role::Final => !explained || line.row.wire.is(&ERROR),
            // The reasons of a service are given for its own commands.
            Role::Error => !explained && line.row.words.chapter == command.row.words.chapter,
            Role::Command => line.side == Side::Module && !explained && line.row.wire.is(command.row.wire) && answers(line, command),
            Role::Urc => false,
        }
    }

    /// Takes a stimulus, and tells whether it belonged to a command. Nothing if the parser takes its line for one of another form, which is a
    /// stimulus of its own.
    fn feed(&mut self, number: usize, stimulus: &Stimulus) -> Option<bool> {
        let mut tied = false;
        match stimulus {
            Stimulus::Line(line) => tied = self.bytes(line)?,
            Stimulus::Signal(signal) => {
                match signal {
                    Signal::Dtr(on) => self.parser.control(Control::Dtr(*on)),
                    _ => self.parser.control(Control::Reset),
                }
                self.input(Input::Signal(*signal));
            }
        }
        self.command = match stimulus {
            _ if self.under_way().is_none() => None,
            Stimulus::Line(line) if line.side == Side::Host => Some(number),
            _ => self.command,
        };
        Some(tied)
    }

    /// Feeds a line, then silence; whether it belonged to a command. Nothing if it was read in another form than its own.
    fn bytes(&mut self, line: &WireLine) -> Option<bool> {
        let (mut rest, mut tied) = (line.wire.as_slice(), false);
        loop {
            let step = match self.parser.next(line.side, rest) {
                Step::NeedMore => self.parser.flush(line.side, rest),
                step @ Step::Event(_) => step,
            };
            let Step::Event(event) = step else { return Some(tied) };
            if event.kind.line().and_then(Line::form).is_some_and(|form| !std::ptr::eq(form, line.form)) {
                return None;
            }
            tied |= event.command.is_some();
            rest = rest.get(event.raw.len()..).unwrap_or_default();
            self.input(Input::event(&event));
        }
    }

    fn input(&mut self, input: Input<'_, '_>) {
        self.model = self.model.after(EventNo::new(self.no), None, input);
        self.no += 1;
    }

    /// The command that waits for its final result, or owes its result.
    fn under_way(&self) -> Option<&Exchange> {
        self.model.flow.newest().filter(|newest| matches!(newest.stage, Stage::Waiting | Stage::Owing))
    }

    /// The reason that the command under way was given.
    fn why(&self) -> Option<Reason> {
        let (why, _) = self.under_way()?.why?;
        let (of, number) = match why {
            Why::Socket(code) => ("err", Some(code.number())),
            Why::Ip(code) => ("+IP ERROR", Some(code.number())),
            Why::Cme(code) => ("+CME ERROR", Some(code.number())),
            Why::Cms(code) => ("+CMS ERROR", Some(code.number())),
            Why::Text => ("a text", None),
        };
        Some(Reason { of, number })
    }

    fn key(&self, subject: &Subject) -> Key {
        let waiting = self.model.flow.waiting();
        let under_way = self.model.flow.newest();
        Key {
            state: (subject.state)(&self.model),
            command: self.command,
            waits: waiting.is_some(),
            done_early: under_way.is_some_and(|command| self.command.is_some() && command.result.is_some()),
            why: self.why(),
            access: (subject.access)(&self.model),
        }
    }
}

/// Whether a line can answer a command of its row in this form.
fn answers(line: &WireLine, command: &WireLine) -> bool {
    match line.form.shape {
        Shape::TestInfo => command.form.shape == Shape::Test,
        Shape::ReadInfo => command.form.shape == Shape::Read,
        Shape::Info | Shape::Result => matches!(command.form.shape, Shape::Write | Shape::Exec),
        _ => false,
    }
}
