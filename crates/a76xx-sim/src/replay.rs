//! A recorded module: the module's side of a transcript, said again to a host that keeps to the other side.

use std::collections::VecDeque;

use core::time::Duration;

use a76xx_corpus::{Step, StepKind, Transcript, escape};

use crate::device::Device;
use crate::modem::Control;
use crate::time::Moment;

/// What a module answers to a line that the recording does not have.
const REFUSED: &[u8] = b"\r\nERROR\r\n";

/// The module's side of a transcript.
///
/// It says what the module said as soon as the host has sent all that it sent before, with the recorded time between two lines of the module
/// where [`Replay::in_time`] asks for it. A host that sends something else has deviated ([`Replay::deviations`]): where the recording has its
/// line further on, the replay goes on there; otherwise the line is answered with `ERROR`.
#[derive(Clone, Debug)]
pub struct Replay {
    steps: Vec<Step>,
    /// The step that comes next.
    next: usize,
    /// Bytes of a host's step that came already.
    matched: usize,
    /// Bytes of the host that are no whole line yet, where it has deviated.
    stray: Vec<u8>,
    output: VecDeque<(Moment, Vec<u8>)>,
    in_time: bool,
    deviations: Vec<Deviation>,
}

/// A place where the host did not do what the recording has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// When.
    pub at: Moment,
    /// The number of the recording's step, from 0; the number of steps where the recording is at its end.
    pub step: usize,
    /// What the host was to send; empty where nothing more was to come.
    pub expected: Vec<u8>,
    /// What it sent.
    pub sent: Vec<u8>,
    /// The step where the replay went on, if the line stands further on.
    pub resumed: Option<usize>,
}

impl core::fmt::Display for Deviation {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let millis = self.at.micros() / 1000;
        write!(f, "at {}.{:03} s, step {}: the host sent `{}`", millis / 1000, millis % 1000, self.step, escape(&self.sent))?;
        if self.expected.is_empty() {
            f.write_str(" where the recording has nothing more of it")?;
        } else {
            write!(f, " where the recording has `{}`", escape(&self.expected))?;
        }
        match self.resumed {
            Some(step) => write!(f, "; goes on at step {step}"),
            None => f.write_str("; answered with ERROR"),
        }
    }
}

impl Replay {
    /// The module of a transcript; what it says before the host has said anything is said at once.
    pub fn new(transcript: &Transcript) -> Self {
        let steps = transcript.steps.iter().filter(|step| !matches!(step.kind, StepKind::Comment(_))).cloned().collect();
        let mut replay =
            Self { steps, next: 0, matched: 0, stray: Vec::new(), output: VecDeque::new(), in_time: false, deviations: Vec::new() };
        replay.speak(Moment::START);
        replay
    }

    /// Keeps the recorded times between what the host sends and what the module answers.
    #[must_use]
    pub fn in_time(mut self) -> Self {
        self.in_time = true;
        (self.next, self.matched) = (0, 0);
        self.output.clear();
        self.speak(Moment::START);
        self
    }

    /// Where the host did something else.
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    /// Whether all was said.
    pub fn is_over(&self) -> bool {
        self.next >= self.steps.len()
    }

    /// The host's bytes that the recording has next.
    fn wanted(&self) -> Option<&[u8]> {
        match &self.steps.get(self.next)?.kind {
            StepKind::Host(bytes) => bytes.get(self.matched..),
            _ => None,
        }
    }

    /// Says what the module says, up to the host's next turn.
    fn speak(&mut self, at: Moment) {
        let begin = self.next.checked_sub(1).and_then(|before| self.steps.get(before)).and_then(|step| step.at);
        let mut waited = Duration::ZERO;
        while let Some(step) = self.steps.get(self.next) {
            match &step.kind {
                StepKind::Host(bytes) if !bytes.is_empty() => break,
                StepKind::Module(bytes) => {
                    let stamped = step.at.zip(begin).map(|(at, begin)| Duration::from_micros(at.saturating_sub(begin)));
                    let span = if self.in_time { stamped.unwrap_or(waited).max(waited) } else { Duration::ZERO };
                    let due = self.output.back().map_or(at.after(span), |(last, _)| at.after(span).max(*last));
                    self.output.push_back((due, bytes.clone()));
                }
                StepKind::Silence(span) => waited += Duration::from_micros(span.unwrap_or(0)),
                _ => {}
            }
            self.next += 1;
        }
    }

    /// One byte of the host.
    fn hear(&mut self, at: Moment, byte: u8) {
        if self.stray.is_empty() && self.wanted().and_then(<[u8]>::first) == Some(&byte) {
            self.matched += 1;
            if self.wanted().is_some_and(<[u8]>::is_empty) {
                (self.next, self.matched) = (self.next + 1, 0);
                self.speak(at);
            }
            return;
        }
        // A line end too many or too few is no deviation: hosts end lines with CR, or with CR and LF.
        if self.stray.is_empty() && byte == b'\n' && self.matched == 0 {
            return;
        }
        self.stray.push(byte);
        if byte == b'\r' || byte == 0x1a {
            self.deviate(at);
        }
    }

    /// The host's line is not the recording's.
    fn deviate(&mut self, at: Moment) {
        let expected = match self.steps.get(self.next).map(|step| &step.kind) {
            Some(StepKind::Host(bytes)) => bytes.clone(),
            _ => Vec::new(),
        };
        // What fitted up to here belongs to the line.
        let fitted = expected.get(..self.matched).unwrap_or_default().to_vec();
        let line = [fitted, std::mem::take(&mut self.stray)].concat();
        let further = |step: &Step| matches!(&step.kind, StepKind::Host(bytes) if bytes.trim_ascii_end() == line.trim_ascii_end());
        let found = self.steps.iter().skip(self.next).position(further).map(|ahead| self.next + ahead);
        self.deviations.push(Deviation { at, step: self.next, expected, sent: line, resumed: found });
        self.matched = 0;
        match found {
            Some(step) => {
                self.next = step + 1;
                self.speak(at);
            }
            None => self.output.push_back((at, REFUSED.to_vec())),
        }
    }
}

impl Device for Replay {
    fn receive(&mut self, at: Moment, bytes: &[u8]) {
        for byte in bytes {
            self.hear(at, *byte);
        }
    }

    /// Control lines of the recording are the host's; nothing answers them.
    fn control(&mut self, _: Moment, _: Control) {}

    fn handle_timeout(&mut self, _: Moment) {}

    fn poll_output(&mut self, at: Moment) -> Option<Vec<u8>> {
        self.output.pop_front_if(|(due, _)| *due <= at).map(|(_, bytes)| bytes)
    }

    fn poll_timeout(&self) -> Option<Moment> {
        self.output.front().map(|(due, _)| *due)
    }

    fn host_room(&self) -> usize {
        usize::MAX
    }

    #[cfg(feature = "host")]
    fn ready(&mut self, _: &mio::event::Event) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDED: &str = "# a76xx transcript 1\n\n< \\r\\n*ATREADY: 1\\r\\n\n@1.000000 > AT+CSQ\\r\n@1.250000 < \\r\\n+CSQ: 9,0\\r\\n\\r\\nOK\\r\\n\n> AT+NETOPEN\\r\n< \\r\\nOK\\r\\n\n~ 2\n< \\r\\n+NETOPEN: 0\\r\\n\n";

    fn replay() -> Replay {
        Replay::new(&Transcript::parse(RECORDED).unwrap_or_default())
    }

    fn said(replay: &mut Replay, at: Moment) -> String {
        let mut all = Vec::new();
        while let Some(bytes) = replay.poll_output(at) {
            all.extend(bytes);
        }
        escape(&all)
    }

    #[test]
    fn a_host_that_keeps_to_it_hears_all() {
        let (mut replay, at) = (replay(), Moment::START);
        assert_eq!(said(&mut replay, at), r"\r\n*ATREADY: 1\r\n");
        replay.receive(at, b"AT+C");
        assert_eq!(said(&mut replay, at), "");
        replay.receive(at, b"SQ\r\n");
        assert_eq!(said(&mut replay, at), r"\r\n+CSQ: 9,0\r\n\r\nOK\r\n");
        replay.receive(at, b"AT+NETOPEN\r");
        assert_eq!(said(&mut replay, at), r"\r\nOK\r\n\r\n+NETOPEN: 0\r\n");
        assert!(replay.is_over() && replay.deviations().is_empty());
    }

    #[test]
    fn times_are_kept_where_asked() {
        let mut replay = replay().in_time();
        said(&mut replay, Moment::START);
        replay.receive(Moment::from_millis(500), b"AT+CSQ\r");
        assert_eq!(replay.poll_timeout(), Some(Moment::from_millis(750)));
        said(&mut replay, Moment::from_millis(750));
        replay.receive(Moment::from_millis(800), b"AT+NETOPEN\r");
        assert_eq!(said(&mut replay, Moment::from_millis(800)), r"\r\nOK\r\n");
        assert_eq!(replay.poll_timeout(), Some(Moment::from_millis(2800)));
    }

    #[test]
    fn a_deviation_is_told_and_answered() {
        let (mut replay, at) = (replay(), Moment::from_millis(10));
        said(&mut replay, at);
        replay.receive(at, b"AT+CREG?\r");
        assert_eq!(said(&mut replay, at), r"\r\nERROR\r\n");
        replay.receive(at, b"AT+NETOPEN\r");
        assert_eq!(said(&mut replay, at), r"\r\nOK\r\n\r\n+NETOPEN: 0\r\n");
        let told: Vec<String> = replay.deviations().iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                r"at 0.010 s, step 1: the host sent `AT+CREG?\r` where the recording has `AT+CSQ\r`; answered with ERROR",
                r"at 0.010 s, step 1: the host sent `AT+NETOPEN\r` where the recording has `AT+CSQ\r`; goes on at step 3",
            ]
        );
        assert!(replay.is_over());
    }
}
