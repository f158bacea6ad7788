//! An input, looked at once: its class, and what its line says as a type.

use a76xx_parser::{Answer, Event, Final, Kind, Line, Payload, Request, Side, Urc};

use crate::input::{Input, Signal};

/// An input and what it says. Model and rules share it, so that a line is read once.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'e, 'b> {
    /// The event; `None` for silence, signals and the end.
    pub event: Option<&'e Event<'b>>,
    /// The event's line, where it is one, with its form looked up: model and rules ask for it again and again.
    line: Option<Line<'b>>,
    /// Bytes that the event stands for.
    pub bytes: u64,
    /// What the line says.
    pub said: Said<'b>,
    /// What the event is.
    pub class: Class,
    /// The signal, where it is one.
    pub signal: Option<Signal>,
}

/// What a line says, as a type; `Nothing` for lines without types and for what is no line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said<'b> {
    /// No typed line.
    Nothing,
    /// The host's command: the first of its line.
    Request(Request<'b>),
    /// An answer, a result, or the line that explains an error, whether or not its command is known.
    Answer(Answer<'b>),
    /// What the module says on its own.
    Urc(Urc<'b>),
}

impl<'b> Said<'b> {
    /// What the module says by an event that is this line.
    pub fn told(kind: &Kind<'b>, line: &Line<'b>) -> Self {
        let said = match kind {
            Kind::Answer(_) => answer(line).or_else(|| urc(line)),
            Kind::Urc(_) => urc(line).or_else(|| answer(line)),
            // Codes without a reason, as nearly all are, say no more than their name.
            Kind::Final(last) if !last.line.params.is_empty() => answer(line),
            _ => None,
        };
        said.unwrap_or(Self::Nothing)
    }
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// A line end or blank of the module, or of nobody.
    Blank,
    /// The host's command, or the echo that is all that is seen of it.
    Command,
    /// The copy of a command that was seen before.
    Echo,
    /// An answer or result that belongs to a command.
    Answer,
    /// A line that the module sent on its own.
    Urc,
    /// A final result code.
    Final,
    /// The module asks for data.
    Prompt,
    /// Data.
    Payload,
    /// A line that nothing explains.
    Text,
    /// Bytes that are no line.
    Noise,
    /// Nothing came.
    Silence,
    /// A control line, reset or power.
    Signal,
    /// The end of the capture.
    End,
    /// A line end or blank that the host sent outside of its lines.
    HostBlank,
    /// What is not of the wire.
    Foreign,
    /// Whatever it is, the time is known: for rules that watch a clock. No input is of this class alone, nor of those below.
    Clock,
    /// A final result code other than `OK` and `CONNECT`.
    Failure,
    /// Whatever it is, it told of the SIM.
    SimTold,
    /// Whatever it is, it told of registration or service.
    RadioTold,
    /// Whatever it is, it casts doubt on what the capture holds.
    Doubt,
    /// An answer or final result code that belongs to no command.
    Orphan,
    /// What the module says, where it belongs to another command than the newest.
    Late,
    /// Whatever it is, data that were announced had not all come before it.
    Short,
}

impl Class {
    /// Its bit, so that rules can say which they watch.
    #[cfg(feature = "rules")]
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl<'e, 'b> Seen<'e, 'b> {
    /// Looks at an input. `opens` tells whether an echo is the first that is seen of its command.
    pub fn new(input: Input<'e, 'b>, opens: bool) -> Self {
        let (event, bytes) = match input {
            Input::Event { event, bytes } => (event, bytes),
            Input::Silence => return Self::bare(Class::Silence, None),
            Input::Signal(signal) => return Self::bare(Class::Signal, Some(signal)),
            Input::End => return Self::bare(Class::End, None),
        };
        let line = event.kind.line().map(|line| match event.kind {
            Kind::Command(_) | Kind::Answer(_) | Kind::Urc(_) => line.settled(),
            Kind::Echo(_) if opens => line.settled(),
            // Nobody asks for the form of the others.
            _ => *line,
        });
        let line_of = |said: fn(&Line<'b>) -> Said<'b>| line.as_ref().map_or(Said::Nothing, said);
        let told = || line.as_ref().map_or(Said::Nothing, |line| Said::told(&event.kind, line));
        let (class, said) = match &event.kind {
            Kind::Command(_) => (Class::Command, line_of(request)),
            Kind::Echo(_) if opens => (Class::Command, line_of(request)),
            Kind::Echo(_) => (Class::Echo, Said::Nothing),
            Kind::Answer(_) => (Class::Answer, told()),
            Kind::Urc(_) => (Class::Urc, told()),
            Kind::Final(_) => (Class::Final, told()),
            Kind::Prompt(_) => (Class::Prompt, Said::Nothing),
            Kind::Payload(_) => (Class::Payload, Said::Nothing),
            Kind::Text(_) => (Class::Text, Said::Nothing),
            Kind::Noise(_) => (Class::Noise, Said::Nothing),
            Kind::Foreign(_) => (Class::Foreign, Said::Nothing),
            _ if event.side == Some(Side::Host) => (Class::HostBlank, Said::Nothing),
            _ => (Class::Blank, Said::Nothing),
        };
        Self { event: Some(event), line, bytes, said, class, signal: None }
    }

    const fn bare(class: Class, signal: Option<Signal>) -> Self {
        Self { event: None, line: None, bytes: 0, said: Said::Nothing, class, signal }
    }

    /// The line, where the event is one.
    pub const fn line(&self) -> Option<&Line<'b>> {
        self.line.as_ref()
    }

    /// The typed command.
    pub const fn request(&self) -> Option<&Request<'b>> {
        match &self.said {
            Said::Request(request) => Some(request),
            _ => None,
        }
    }

    /// Every typed command of the line, for a line may hold several: `AT+A;+B`.
    pub fn requests(&self) -> impl Iterator<Item = Request<'b>> + use<'b> {
        let more = self.line.filter(|_| self.class == Class::Command).and_then(|line| line.next());
        let more = core::iter::successors(more, Line::next).filter_map(|line| line.request());
        self.request().copied().into_iter().chain(more)
    }

    /// The typed answer.
    pub const fn answer(&self) -> Option<&Answer<'b>> {
        match &self.said {
            Said::Answer(answer) => Some(answer),
            _ => None,
        }
    }

    /// The typed unsolicited line.
    pub const fn urc(&self) -> Option<&Urc<'b>> {
        match &self.said {
            Said::Urc(urc) => Some(urc),
            _ => None,
        }
    }

    /// The final result code.
    pub fn last(&self) -> Option<&'e Final<'b>> {
        match self.event.map(|event| &event.kind) {
            Some(Kind::Final(last)) => Some(last),
            _ => None,
        }
    }

    /// The piece of data.
    pub fn payload(&self) -> Option<Payload> {
        match self.event.map(|event| &event.kind) {
            Some(Kind::Payload(payload)) => Some(*payload),
            _ => None,
        }
    }
}

fn request<'b>(line: &Line<'b>) -> Said<'b> {
    line.request().map_or(Said::Nothing, Said::Request)
}

fn answer<'b>(line: &Line<'b>) -> Option<Said<'b>> {
    line.answer().map(Said::Answer)
}

fn urc<'b>(line: &Line<'b>) -> Option<Said<'b>> {
    line.urc().map(Said::Urc)
}
