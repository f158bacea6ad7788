//! What can be wrong with a line.

use std::error::Error;
use std::fmt;

/// What is wrong with a line of a transcript, an expectation or the index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The first line is not that of a transcript.
    FirstLine,
    /// The first line names a version that is not 1.
    Version(String),
    /// The line is not UTF-8.
    NotText,
    /// The line begins with none of the marks.
    Mark(char),
    /// No blank between the mark and what follows.
    Joined(char),
    /// A time stamp or a duration is not seconds with at most six digits after the point.
    Seconds(String),
    /// A time stamp with nothing after it.
    StampAlone,
    /// A backslash before a character that makes no escape.
    Escape(char),
    /// `\x` without two hexadecimal digits.
    HexDigits,
    /// A backslash at the end of the line.
    BackslashAtEnd,
    /// A bare blank at the end of the line.
    BlankAtEnd,
    /// A character that must be escaped.
    Unescaped(char),
    /// Not a control line, or not a state of it.
    Control(String),
    /// Not the number of columns that the table has.
    Columns(usize),
    /// Not the name of a kind of event.
    Kind(String),
    /// Not a link number.
    Link(String),
    /// Not the name of a side.
    Side(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FirstLine => f.write_str("a transcript begins with the line `# a76xx transcript 1`"),
            Self::Version(version) => write!(f, "version {version:?} of the form is not known, only version 1"),
            Self::NotText => f.write_str("not UTF-8; bytes of the wire from 80 up are written \\xHH"),
            Self::Mark(mark) => write!(f, "{mark:?} is no mark; a line begins with one of > < ~ ! # or with a time stamp @"),
            Self::Joined(mark) => write!(f, "one blank must follow the mark {mark}"),
            Self::Seconds(text) => write!(f, "{text:?} is no time; seconds with up to six digits after the point, such as 1.25"),
            Self::StampAlone => f.write_str("nothing follows the time stamp"),
            Self::Escape(char) => write!(f, "\\{} is no escape; there are \\r \\n \\t \\0 \\\\ and \\xHH", char.escape_debug()),
            Self::HexDigits => f.write_str("\\x needs two hexadecimal digits"),
            Self::BackslashAtEnd => f.write_str("the line ends in a backslash; a backslash itself is written \\\\"),
            Self::BlankAtEnd => f.write_str("the line ends in a blank, which editors lose; write \\x20"),
            Self::Unescaped(char) => write!(f, "{char:?} must be escaped; only printable ASCII stands for itself"),
            Self::Control(text) => write!(f, "{text:?} is no control line; there are DTR on|off, RTS on|off, RESET and POWER on|off"),
            Self::Columns(columns) => write!(f, "{columns} columns, parted by tabs, are wanted"),
            Self::Kind(text) => write!(f, "{text:?} is no kind of event"),
            Self::Link(text) => write!(f, "{text:?} is no link number; 0 to 9, or - for none"),
            Self::Side(text) => write!(f, "{text:?} is no side; there are host and module"),
        }
    }
}

/// A fault and the line it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: Fault,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl Error for LineError {}

/// Every fault of a text, in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// At least one fault.
    pub lines: Vec<LineError>,
}

impl ParseError {
    /// The value, unless there are faults.
    pub(crate) fn unless<T>(value: T, lines: Vec<LineError>) -> Result<T, Self> {
        if lines.is_empty() { Ok(value) } else { Err(Self { lines }) }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.lines.iter().enumerate() {
            write!(f, "{}{line}", if index > 0 { "\n" } else { "" })?;
        }
        Ok(())
    }
}

impl Error for ParseError {}
