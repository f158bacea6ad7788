//! What a rule is, what it sees, and what it finds.

mod fact;
mod message;

use a76xx_parser::Line;
use a76xx_parser::spec::Grade;

use crate::model::{Exchange, Model};
use crate::seen::{Class, Seen};
use crate::time::{EventNo, Moment, USUAL};

pub use fact::Fact;
pub use message::Message;

/// A rule of the link state, of the command flow, or of the capture.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its stable number.
    pub code: Code,
    /// Its name: what is wrong, in a few words joined by hyphens.
    pub name: &'static str,
    /// How bad it is, unless a finding says otherwise.
    pub severity: Severity,
    /// Whose fault it is, unless a finding says otherwise.
    pub blame: Blame,
    /// Section of the manual (`M 15.2.3`) or of the application note (`AN 1.5`) that it rests on; empty where only the field tells.
    pub section: &'static str,
    /// How good the evidence is.
    pub grade: Grade,
    /// The sentence, with `{0}` for a fact and `[…]` around what is left out where a fact in it is missing.
    pub message: &'static str,
    /// What to do, in the same way.
    pub advice: &'static str,
    /// Its manual page: what it sees, why it matters, examples.
    pub explain: &'static str,
    /// The inputs that it watches, as bits of [`Class`].
    pub on: u32,
    /// The names of the lines that it watches among them; empty for all.
    pub of: &'static [&'static str],
    /// The rule itself: a function of one transition.
    pub check: for<'b> fn(&Transition<'_, '_, 'b>) -> Option<Report<'b>>,
}

/// Stable number of a rule: `AT1xx` command flow, `AT2xx` SIM and network, `AT3xx` links and data, `AT4xx` servers and transparent mode,
/// `AT9xx` the capture itself. A number is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl Code {
    /// What the rules of its hundred are about.
    pub const fn area(self) -> &'static str {
        match self.0 / 100 {
            1 => "command flow",
            2 => "SIM and network",
            3 => "links and data",
            4 => "servers and transparent mode",
            9 => "the capture itself",
            _ => "other",
        }
    }
}

impl core::fmt::Display for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "AT{:03}", self.0)
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is broken.
    Note,
    /// Something may go wrong from here, or went wrong without harm.
    Warning,
    /// Something did not work, or cannot.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whose fault something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Blame {
    /// The program that sends the commands.
    Host,
    /// The module or its firmware.
    Module,
    /// The SIM, the radio network, or the peer behind it.
    Network,
    /// What recorded or pasted the log.
    Capture,
}

impl Blame {
    /// `host`, `module`, `network` or `capture`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Module => "module",
            Self::Network => "network",
            Self::Capture => "capture",
        }
    }
}

/// One step of the model: all that a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct Transition<'t, 'e, 'b> {
    /// Number of the input.
    pub no: EventNo,
    /// When, if it is known.
    pub at: Option<Moment>,
    /// The input.
    pub seen: &'t Seen<'e, 'b>,
    /// The model before it.
    pub before: &'t Model,
    /// The model after it.
    pub after: &'t Model,
}

impl<'t, 'b> Transition<'t, '_, 'b> {
    /// The command that the event is or belongs to, as it stands after the event.
    pub fn command(&self) -> Option<&'t Exchange> {
        self.after.flow.find(self.seen.event?.command?)
    }

    /// The command that the event belongs to, as it stood before the event.
    pub fn command_before(&self) -> Option<&'t Exchange> {
        self.before.flow.find(self.seen.event?.command?)
    }

    /// The host's command line, where the input is one: the line itself, or the echo that is all that is seen of it.
    pub fn sent(&self) -> Option<&Line<'b>> {
        self.seen.line().filter(|_| self.seen.class == Class::Command)
    }

    /// Whether the module may hold back results and notices: the line carries data (M 5.2.15), or another command is still being answered,
    /// for which it has the time.
    pub fn is_withheld(&self) -> bool {
        self.before.access.online == Some(true) || self.is_answering()
    }

    /// Whether a command waits for its answer, and its time is not over.
    fn is_answering(&self) -> bool {
        let limit = |command: &Exchange| Some(command.sent.at()?.after(self.before.limit(command)?));
        self.before.flow.waiting().and_then(limit).zip(self.at).is_some_and(|(limit, now)| now <= limit)
    }

    /// Whether a command's answer is overdue: the time that the host has set for it or that the manual promises is over, nine seconds where
    /// neither names one.
    pub fn overdue(&self, command: &Exchange) -> bool {
        self.overdue_at(command, self.at)
    }

    /// The same at another moment.
    pub fn overdue_at(&self, command: &Exchange, at: Option<Moment>) -> bool {
        let limit = self.before.limit(command).unwrap_or(USUAL);
        command.sent.until(at).is_some_and(|span| span >= limit)
    }

    /// Whether time passed this moment with this input: it had not come before, and has now.
    pub fn passes(&self, moment: Moment) -> bool {
        self.before.now.at().is_none_or(|before| before <= moment) && self.at.is_some_and(|now| now > moment)
    }
}

/// What a rule has to say of a transition: facts for its sentence, and what led to it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'b> {
    facts: [Fact<'b>; FACTS],
    cause: Option<EventNo>,
    at: Option<&'b [u8]>,
    severity: Option<Severity>,
    blame: Option<Blame>,
}

/// Facts that a finding has at most.
const FACTS: usize = 5;

impl<'b> Report<'b> {
    /// With these facts, at most five, in the order of the rule's sentence.
    pub fn new<const N: usize>(facts: [Fact<'b>; N]) -> Self {
        const { assert!(N <= FACTS, "a finding has at most five facts") };
        let mut all = [Fact::None; FACTS];
        for (slot, fact) in all.iter_mut().zip(facts) {
            *slot = fact;
        }
        Self { facts: all, cause: None, at: None, severity: None, blame: None }
    }

    /// The event that led to it.
    #[must_use]
    pub fn because(self, cause: impl Into<Option<EventNo>>) -> Self {
        Self { cause: cause.into(), ..self }
    }

    /// The bytes that it is about: a piece of the event's raw bytes.
    #[must_use]
    pub const fn at(self, bytes: &'b [u8]) -> Self {
        Self { at: Some(bytes), ..self }
    }

    /// More or less bad than the rule is otherwise.
    #[must_use]
    pub const fn severity(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// Someone else's fault than the rule's otherwise.
    #[must_use]
    pub const fn blame(self, blame: Blame) -> Self {
        Self { blame: Some(blame), ..self }
    }
}

/// What a rule says about a transition.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'b> {
    /// The rule.
    pub rule: &'static Rule,
    /// The input that it is about.
    pub event: EventNo,
    /// How bad it is.
    pub severity: Severity,
    /// Whose fault it is.
    pub blame: Blame,
    /// What the sentence speaks of.
    pub facts: [Fact<'b>; FACTS],
    /// The earlier event that led to it.
    pub cause: Option<EventNo>,
    /// The bytes that it is about, a piece of the event's raw bytes; `None` for the whole.
    pub at: Option<&'b [u8]>,
}

impl<'b> Finding<'b> {
    pub(crate) fn new(rule: &'static Rule, event: EventNo, report: Report<'b>) -> Self {
        Self {
            rule,
            event,
            severity: report.severity.unwrap_or(rule.severity),
            blame: report.blame.unwrap_or(rule.blame),
            facts: report.facts,
            cause: report.cause.filter(|cause| *cause != event),
            at: report.at,
        }
    }

    /// The sentence.
    pub const fn message(&self) -> Message<'_, 'b> {
        Message::new(self.rule.message, &self.facts)
    }

    /// What to do.
    pub const fn advice(&self) -> Message<'_, 'b> {
        Message::new(self.rule.advice, &self.facts)
    }
}

/// The bits of some classes.
pub(crate) const fn bits(classes: &[Class]) -> u32 {
    let (mut bits, mut rest) = (0, classes);
    while let [class, others @ ..] = rest {
        bits |= class.bit();
        rest = others;
    }
    bits
}

/// Declares a rule. The doc comment is its manual page: a sentence as title, what it sees, then the sections `# Why`, `# Fires` and `# Quiet`,
/// the last two with a dialogue between fences marked `at`, which the tests run. Behind `of` stand names of the table's rows, where it is the line's
/// own row that decides whether the rule has anything to say.
macro_rules! rule {
    ($(#[doc = $doc:literal])* $NAME:ident = $code:literal, $name:literal, $severity:ident, $blame:ident, $section:literal, $grade:ident;
        on [$($class:ident),+ $(,)?] $(of $of:expr)?;
        $message:expr;
        $advice:expr;
    ) => {
        $(#[doc = $doc])*
        pub(crate) static $NAME: $crate::rule::Rule = $crate::rule::Rule {
            code: $crate::rule::Code($code),
            name: $name,
            severity: $crate::rule::Severity::$severity,
            blame: $crate::rule::Blame::$blame,
            section: $section,
            grade: a76xx_parser::spec::Grade::$grade,
            message: $message,
            advice: $advice,
            explain: concat!($($doc, "\n"),*),
            on: $crate::rule::bits(&[$($crate::seen::Class::$class),+]),
            of: $crate::rule::rule!(names $($of)?),
            check,
        };
    };
    (names) => { &[] };
    (names $of:expr) => { &$of };
}

pub(crate) use rule;
