//! Silence on the line: what may be shown as it stands, and what is still being typed.

use std::io;

use super::{Lane, Reader, Sink};
use crate::ingest::{Micros, TYPING};
use a76xx_parser::{Kind, Role, Side};

/// Silence of the host that makes three plus signs behind it the escape (AN 1.5.4).
const GUARD: Micros = 1_000_000;

impl Lane {
    /// In the data state, and silent for as long as an escape asks for.
    pub(super) fn kept_guard(&self, now: Option<Micros>) -> bool {
        self.streams && self.window.is_empty() && self.silent(now).is_some_and(|span| span >= GUARD)
    }

    fn silent(&self, now: Option<Micros>) -> Option<Micros> {
        now?.checked_sub(self.last?)
    }

    /// Whether what is held back may be shown. A command is typed key by key, and echoed so; data that an announced count still waits for
    /// are not held back here at all.
    fn may_show(&self, now: Option<Micros>) -> bool {
        let begins_as_command = matches!(self.window.trim_ascii_start(), [] | [b'+'] | [b'+', b'+'] | [b'A' | b'a', ..]);
        !self.window.is_empty() && (!begins_as_command || self.silent(now).is_none_or(|span| u128::from(span) >= TYPING.as_micros()))
    }
}

impl Reader {
    /// Nothing came up to now: lines that do not look as if somebody were typing them are shown as they stand.
    pub(super) fn quiet(&mut self, now: Option<Micros>, sink: &mut dyn Sink) -> io::Result<()> {
        if self.host.may_show(now) {
            self.pull(Side::Host, true, sink)?;
        }
        if self.module.may_show(now) {
            self.pull(Side::Module, true, sink)?;
        }
        sink.quiet()
    }
}

/// Whether an event is a piece of the data state.
pub(super) fn is_stream(kind: &Kind<'_>) -> bool {
    matches!(kind, Kind::Payload(payload) if payload.role == Role::Transparent)
}
