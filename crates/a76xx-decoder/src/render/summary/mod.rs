//! A capture in numbers (`docs/summary.md`): what each link carried, how long each command took, what the protocol costs.
//!
//! Memory does not grow with the input: ten links, a fixed number of commands, a fixed histogram for each.

mod commands;
mod json;
mod links;
mod text;

use std::io::{self, Write};

use a76xx_parser::{Kind, Role, Side};

use super::{Look, Render};
use crate::annotate::{Annotated, Tie};
use crate::ingest::{Header, Micros};
use crate::join::Joins;
use crate::judge::Ending;
use crate::meaning::Tone;
use commands::Commands;
use links::Links;

/// In which form a summary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Tables to read.
    Text(Look),
    /// One JSON object for each input.
    Json,
}

/// Writes summaries.
pub struct Summary<'w> {
    out: &'w mut dyn Write,
    form: Form,
    header: Option<Header>,
    numbers: Numbers,
    begun: bool,
}

/// What is counted of one input.
#[derive(Debug, Default)]
struct Numbers {
    /// Events of the wire.
    events: u64,
    /// Bytes of the wire: the host's, the module's, and those of nobody known.
    wire: [u64; 3],
    /// Bytes of data among them.
    data: u64,
    /// Bytes of the input that are not of the wire.
    outside: u64,
    first: Option<Micros>,
    last: Option<Micros>,
    findings: [u64; 3],
    links: Links,
    commands: Commands,
}

impl<'w> Summary<'w> {
    /// Writes there, in this form.
    pub fn new(out: &'w mut dyn Write, form: Form) -> Self {
        Self { out, form, header: None, numbers: Numbers::default(), begun: false }
    }
}

impl Numbers {
    fn note(&mut self, event: &Annotated<'_>) {
        for finding in &event.findings {
            self.count(finding.severity);
        }
        if let Some(at) = event.at {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = self.last.max(Some(at));
        }
        self.links.note(event);
        if matches!(event.event.kind, Kind::Foreign(_)) {
            self.outside += event.total;
            return;
        }
        self.events += u64::from(!matches!(event.event.kind, Kind::Blank));
        let side = match event.event.side {
            Some(Side::Host) => &mut self.wire[0],
            Some(Side::Module) => &mut self.wire[1],
            None => &mut self.wire[2],
        };
        *side += event.total;
        if let Kind::Payload(data) = &event.event.kind
            && data.role != Role::SentEcho
        {
            self.data += event.total;
        }
        match event.tie {
            Tie::Opens => self.commands.asked(event),
            Tie::Closes => self.commands.answered(event, event.tone == Tone::Bad),
            _ if event.tone == Tone::Bad && event.reply_to.is_some() => self.commands.failed(event),
            _ => {}
        }
    }

    fn count(&mut self, severity: a76xx_tracker::Severity) {
        if let Some(count) = self.findings.get_mut(severity as usize) {
            *count += 1;
        }
    }

    fn bytes(&self) -> u64 {
        self.wire.iter().sum()
    }

    /// Bytes of the wire that are no data.
    fn overhead(&self) -> u64 {
        self.bytes().saturating_sub(self.data)
    }

    /// From the first to the last event, where the input has times.
    fn duration(&self) -> Option<Micros> {
        self.last?.checked_sub(self.first?)
    }
}

/// A part of a whole, from 0 to 1; `None` of nothing.
#[allow(clippy::cast_precision_loss, reason = "a share is read with three digits")]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Bytes a second, where there was any time.
#[allow(clippy::cast_precision_loss, reason = "a rate is read with three digits")]
fn rate(bytes: u64, over: Option<Micros>) -> Option<f64> {
    over.filter(|over| *over > 0).map(|over| bytes as f64 * 1e6 / over as f64)
}

impl Render for Summary<'_> {
    fn joins(&self) -> Joins {
        Joins::Excerpt(1)
    }

    fn follows(&self) -> bool {
        true
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.header = Some(header.clone());
        self.numbers = Numbers::default();
        Ok(())
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        self.numbers.note(event);
        Ok(())
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        for finding in &ending.findings {
            self.numbers.count(finding.severity);
        }
        self.numbers.links.end(self.numbers.last);
        let Some(header) = self.header.take() else { return Ok(()) };
        match self.form {
            Form::Text(look) => {
                if std::mem::replace(&mut self.begun, true) {
                    self.out.write_all(b"\n")?;
                }
                text::write(self.out, look, &header, &self.numbers, ending)
            }
            Form::Json => json::write(self.out, &header, &self.numbers, ending),
        }
    }

    /// There is nothing to show before the end.
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_share_and_no_rate() {
        assert_eq!((share(0, 0), share(1, 4)), (None, Some(0.25)));
        assert_eq!((rate(10, None), rate(10, Some(0)), rate(10, Some(2_000_000))), (None, None, Some(5.0)));
    }
}
