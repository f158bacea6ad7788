//! Transcript to text.
//!
//! One way to write each thing, so that two texts of the same transcript are the same bytes: the first line, the head, an empty line,
//! the steps; an empty line also goes before a comment that follows a step of another kind.

use std::fmt;

use crate::escape::escape;
use crate::transcript::FIRST_LINE;
use crate::{Control, Step, StepKind, Transcript};

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        for (key, value) in &self.header {
            writeln!(f, "{}", format!("# {key}: {}", value.trim()).replace('\n', " ").trim_end())?;
        }
        let mut after_comment = false;
        for (index, step) in self.steps.iter().enumerate() {
            let is_comment = matches!(step.kind, StepKind::Comment(_));
            if index == 0 || (is_comment && !after_comment) {
                writeln!(f)?;
            }
            after_comment = is_comment;
            writeln!(f, "{step}")?;
        }
        Ok(())
    }
}

/// One line, without its line end.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.at {
            write!(f, "@{}.{:06} ", at / 1_000_000, at % 1_000_000)?;
        }
        write!(f, "{}", self.kind)
    }
}

impl fmt::Display for StepKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mark, text) = match self {
            Self::Host(bytes) => ('>', escape(bytes)),
            Self::Module(bytes) => ('<', escape(bytes)),
            Self::Silence(span) => ('~', span.map(seconds).unwrap_or_default()),
            Self::Control(control) => ('!', control.to_string()),
            Self::Comment(text) => ('#', text.replace('\n', " ").trim_end().to_owned()),
        };
        if text.is_empty() { write!(f, "{mark}") } else { write!(f, "{mark} {text}") }
    }
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dtr(true) => "DTR on",
            Self::Dtr(false) => "DTR off",
            Self::Rts(true) => "RTS on",
            Self::Rts(false) => "RTS off",
            Self::Reset => "RESET",
            Self::Power(true) => "POWER on",
            Self::Power(false) => "POWER off",
        })
    }
}

/// The shortest way to write it that keeps one digit after the point.
fn seconds(micros: u64) -> String {
    let fraction = format!("{:06}", micros % 1_000_000);
    let fraction = fraction.trim_end_matches('0');
    format!("{}.{}", micros / 1_000_000, if fraction.is_empty() { "0" } else { fraction })
}
