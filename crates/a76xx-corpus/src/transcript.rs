//! What a transcript is made of.

use std::fmt;

/// The first line of every transcript.
pub(crate) const FIRST_LINE: &str = "# a76xx transcript 1";

/// A two-sided capture: its head, then its steps in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// The `# key: value` lines of the head in their order; a key may come again. Keys are lower-case letters, digits and hyphens;
    /// values are one line without blanks around.
    pub header: Vec<(String, String)>,
    /// What happened, in order.
    pub steps: Vec<Step>,
}

impl Transcript {
    /// Every value of a header key, in order.
    pub fn values<'t>(&'t self, key: &str) -> impl Iterator<Item = &'t str> {
        self.header.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// All bytes of one side, joined.
    pub fn side_bytes(&self, side: Side) -> Vec<u8> {
        self.steps.iter().filter_map(Step::chunk).filter(|(from, _)| *from == side).flat_map(|(_, bytes)| bytes).copied().collect()
    }
}

/// One line of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When, in microseconds since the first stamp, where it is known.
    pub at: Option<u64>,
    /// What.
    pub kind: StepKind,
}

impl Step {
    /// The sender and the bytes, where the step is a chunk.
    pub fn chunk(&self) -> Option<(Side, &[u8])> {
        match &self.kind {
            StepKind::Host(bytes) => Some((Side::Host, bytes)),
            StepKind::Module(bytes) => Some((Side::Module, bytes)),
            StepKind::Silence(_) | StepKind::Control(_) | StepKind::Comment(_) => None,
        }
    }
}

impl From<StepKind> for Step {
    fn from(kind: StepKind) -> Self {
        Self { at: None, kind }
    }
}

/// What happens in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// `> text`: the host sends one chunk.
    Host(Vec<u8>),
    /// `< text`: the module sends one chunk.
    Module(Vec<u8>),
    /// `~ seconds`: the line falls silent, for so many microseconds if known; what either side still holds back is flushed.
    Silence(Option<u64>),
    /// `! line state`: a control line changes.
    Control(Control),
    /// `# text`: a remark of one line, without blanks at its end. It means nothing on the wire.
    Comment(String),
}

/// A change of a control line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    /// `! DTR on`, `! DTR off`: the host's ready line.
    Dtr(bool),
    /// `! RTS on`, `! RTS off`: the host's flow control line.
    Rts(bool),
    /// `! RESET`: the module's reset input is pulsed.
    Reset,
    /// `! POWER on`, `! POWER off`: the module's supply.
    Power(bool),
}

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The one that sends commands (DTE).
    Host,
    /// The one that answers (DCE).
    Module,
}

impl Side {
    /// `host` or `module`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Module => "module",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
