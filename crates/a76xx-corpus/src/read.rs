//! Text to transcript.

use std::str::FromStr;

use crate::escape::unescape;
use crate::transcript::FIRST_LINE;
use crate::{Control, Fault, LineError, ParseError, Step, StepKind, Transcript};

impl Transcript {
    /// Reads a transcript that must be right.
    ///
    /// # Errors
    /// Every line that is not of the form, with its number.
    pub fn parse(text: impl AsRef<[u8]>) -> Result<Self, ParseError> {
        let (transcript, faults) = Self::read(text);
        ParseError::unless(transcript, faults)
    }

    /// Reads what can be read: the faulty lines are left out and named, all others are kept.
    pub fn read(text: impl AsRef<[u8]>) -> (Self, Vec<LineError>) {
        let text = text.as_ref();
        let mut reader = Reader { transcript: Self::default(), part: Part::First };
        let mut faults = Vec::new();
        for (index, line) in text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text).split(|byte| *byte == b'\n').enumerate() {
            let read = match std::str::from_utf8(line.strip_suffix(b"\r").unwrap_or(line)) {
                Ok(line) => reader.line(line),
                Err(_) => Err(Fault::NotText),
            };
            if let Err(fault) = read {
                faults.push(LineError { line: index + 1, fault });
            }
        }
        (reader.transcript, faults)
    }
}

impl FromStr for Transcript {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}

/// Where in the text the next line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Head,
    Body,
}

struct Reader {
    transcript: Transcript,
    part: Part,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), Fault> {
        let first = self.part == Part::First;
        if first {
            self.part = Part::Head;
            if line.trim_end() == FIRST_LINE {
                return Ok(());
            }
            if let Some(version) = line.strip_prefix("# a76xx transcript") {
                return Err(Fault::Version(version.trim().to_owned()));
            }
        }
        let read = self.other_line(line);
        if first { Err(Fault::FirstLine) } else { read }
    }

    fn other_line(&mut self, line: &str) -> Result<(), Fault> {
        if self.part == Part::Head
            && let Some((key, value)) = header_line(line)
        {
            self.transcript.header.push((key.to_owned(), value.to_owned()));
            return Ok(());
        }
        self.part = Part::Body;
        if !line.trim().is_empty() {
            self.transcript.steps.push(step(line.trim_start())?);
        }
        Ok(())
    }
}

/// `# key: value`.
fn header_line(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix("# ")?.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    is_key.then(|| (key, value.trim()))
}

/// A line of the body without blanks before it.
fn step(line: &str) -> Result<Step, Fault> {
    let Some(stamped) = line.strip_prefix('@') else {
        return Ok(Step { at: None, kind: kind(line)? });
    };
    let (stamp, rest) = stamped.split_once(' ').unwrap_or((stamped, ""));
    Ok(Step { at: Some(micros(stamp)?), kind: kind(rest.trim_start())? })
}

/// A line of the body without its stamp.
fn kind(line: &str) -> Result<StepKind, Fault> {
    let mut chars = line.chars();
    let mark = chars.next().ok_or(Fault::StampAlone)?;
    let text = match (mark, chars.as_str()) {
        ('#', text) => return Ok(StepKind::Comment(text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned())),
        ('>' | '<' | '~' | '!', "") => "",
        ('>' | '<' | '~' | '!', text) => text.strip_prefix(' ').ok_or(Fault::Joined(mark))?,
        _ => return Err(Fault::Mark(mark)),
    };
    match mark {
        '>' => unescape(text).map(StepKind::Host),
        '<' => unescape(text).map(StepKind::Module),
        '~' => silence(text.trim()).map(StepKind::Silence),
        _ => control(text.trim()).map(StepKind::Control),
    }
}

fn silence(text: &str) -> Result<Option<u64>, Fault> {
    if text.is_empty() { Ok(None) } else { micros(text).map(Some) }
}

fn control(text: &str) -> Result<Control, Fault> {
    let word = text.to_ascii_uppercase();
    match word.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["DTR", "ON"] => Ok(Control::Dtr(true)),
        ["DTR", "OFF"] => Ok(Control::Dtr(false)),
        ["RTS", "ON"] => Ok(Control::Rts(true)),
        ["RTS", "OFF"] => Ok(Control::Rts(false)),
        ["RESET"] => Ok(Control::Reset),
        ["POWER", "ON"] => Ok(Control::Power(true)),
        ["POWER", "OFF"] => Ok(Control::Power(false)),
        _ => Err(Fault::Control(text.to_owned())),
    }
}

/// Seconds with up to six digits after the point, in microseconds.
fn micros(text: &str) -> Result<u64, Fault> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let read = || {
        if !digits(whole) || !digits(fraction) || fraction.len() > 6 {
            return None;
        }
        let fraction: u64 = format!("{fraction:0<6}").parse().ok()?;
        whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(fraction)
    };
    read().ok_or_else(|| Fault::Seconds(text.to_owned()))
}
