//! Whose bytes come next.

use super::Track;
use a76xx_parser::{Event, Kind, Limits, Parser, Role, Side, Step};

/// What to do next.
pub(super) enum Next {
    /// So many bytes of a side come next.
    Take(Side, usize),
    /// More of a side has to be read to tell.
    Read(Side),
    /// Nothing is left.
    End,
}

/// What tells the order.
pub(super) enum Turn {
    Time,
    Protocol(Box<Protocol>),
}

/// Follows both sides as a parser does, to see what waits for what.
pub(super) struct Protocol {
    parser: Parser,
    /// A command is out, and its final result is not.
    waits: bool,
}

impl Turn {
    pub(super) const fn by_time() -> Self {
        Self::Time
    }

    pub(super) fn by_protocol() -> Self {
        Self::Protocol(Box::new(Protocol { parser: Parser::new(Limits::DEFAULT), waits: false }))
    }

    pub(super) const fn is_timed(&self) -> bool {
        matches!(self, Self::Time)
    }

    /// What comes next of what was read.
    pub(super) fn next(&mut self, host: &Track, module: &Track) -> Next {
        for (track, side) in [(host, Side::Host), (module, Side::Module)] {
            if track.window.is_empty() && !track.ended {
                return Next::Read(side);
            }
        }
        match self {
            Self::Time => by_time(host, module),
            Self::Protocol(protocol) => protocol.next(host, module),
        }
    }
}

/// The earlier first; what has no time goes with what is in front of it.
fn by_time(host: &Track, module: &Track) -> Next {
    let chunk = |track: &Track| track.at.front().map_or(0, |(len, _)| *len);
    match (host.window.is_empty(), module.window.is_empty()) {
        (true, true) => Next::End,
        (true, false) => Next::Take(Side::Module, chunk(module)),
        (false, false) if module.next_at() < host.next_at() => Next::Take(Side::Module, chunk(module)),
        (false, _) => Next::Take(Side::Host, chunk(host)),
    }
}

/// What a side says next, line ends in front of it passed over.
enum Says<'w> {
    Event(Event<'w>),
    /// Not enough was read.
    More,
    Nothing,
}

impl Protocol {
    fn next(&mut self, host: &Track, module: &Track) -> Next {
        let (sent, said) = match (self.says(Side::Host, host), self.says(Side::Module, module)) {
            (Says::More, _) => return Next::Read(Side::Host),
            (_, Says::More) => return Next::Read(Side::Module),
            // Line ends alone may be left.
            (Says::Nothing, Says::Nothing) if !host.window.is_empty() => return self.take(Side::Host, host),
            (Says::Nothing, Says::Nothing) if !module.window.is_empty() => return self.take(Side::Module, module),
            (Says::Nothing, Says::Nothing) => return Next::End,
            (Says::Event(_), Says::Nothing) => return self.take(Side::Host, host),
            (Says::Nothing, Says::Event(_)) => return self.take(Side::Module, module),
            (Says::Event(sent), Says::Event(said)) => (sent, said),
        };
        let first = if self.module_first(&sent, &said) { Side::Module } else { Side::Host };
        self.take(first, if first == Side::Host { host } else { module })
    }

    /// Whether what the module says comes before what the host sends next.
    fn module_first(&self, sent: &Event<'_>, said: &Event<'_>) -> bool {
        match sent.kind {
            // Data follow their prompt.
            Kind::Payload(payload) => payload.role == Role::Sent { prompted: false },
            _ if repeats(said.raw, sent.raw) => false,
            _ if self.waits => true,
            // What the module says on its own, and late results of earlier commands. What has the name of the next command may be its answer.
            _ => match said.kind {
                Kind::Urc(line) => sent.kind.line().is_none_or(|next| next.name != line.name),
                Kind::Answer(_) | Kind::Payload(_) => said.command.is_some() || matches!(said.kind, Kind::Payload(_)),
                _ => false,
            },
        }
    }

    fn says<'w>(&self, side: Side, track: &'w Track) -> Says<'w> {
        let mut parser = self.parser;
        let mut rest = track.window.as_slice();
        while !rest.is_empty() {
            let step = if track.ended { parser.flush(side, rest) } else { parser.next(side, rest) };
            match step {
                Step::Event(event) if matches!(event.kind, Kind::Blank) => rest = rest.get(event.raw.len()..).unwrap_or_default(),
                Step::Event(event) => return Says::Event(event),
                Step::NeedMore => break,
            }
        }
        if track.ended { Says::Nothing } else { Says::More }
    }

    /// The next event of a side, in earnest.
    fn take(&mut self, side: Side, track: &Track) -> Next {
        let step = if track.ended { self.parser.flush(side, &track.window) } else { self.parser.next(side, &track.window) };
        let Step::Event(event) = step else { return Next::Take(side, track.window.len()) };
        match (side, event.kind) {
            (Side::Host, Kind::Command(_)) => self.waits = true,
            (Side::Module, Kind::Final(_)) => self.waits = false,
            _ => {}
        }
        Next::Take(side, event.raw.len())
    }
}

/// Whether the module's line is its copy of the host's.
fn repeats(said: &[u8], sent: &[u8]) -> bool {
    let (said, sent) = (said.trim_ascii(), sent.trim_ascii());
    !sent.is_empty() && said == sent
}
