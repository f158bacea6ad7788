//! What comes out: one event for each piece of the wire.

use crate::line::Line;

/// Who sent the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The host (DTE): sends commands.
    Host,
    /// The module (DCE): answers.
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

/// What a pull gives.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'b> {
    /// Drop `event.raw.len()` bytes from the front of the window, then pull again.
    Event(Event<'b>),
    /// Append bytes behind the window and keep its front as it is.
    NeedMore,
}

/// One piece of the wire. The raws of all events, joined, are the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'b> {
    /// The bytes, line end included. Empty only for a payload that [`End::Truncated`] ends.
    pub raw: &'b [u8],
    /// Who sent them; `None` for what is not of the wire, or cannot be told.
    pub side: Option<Side>,
    /// What they are.
    pub kind: Kind<'b>,
    /// The command that they are, echo, answer or carry data for.
    pub command: Option<CommandNo>,
    /// What was guessed to come to this.
    pub guess: Guess,
}

/// Number of a command within its stream. It counts up from 0 and wraps after 65 535.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommandNo(pub u16);

/// What a piece of the wire is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind<'b> {
    /// A line end or blank that carries nothing.
    Blank,
    /// The host's command line.
    Command(Line<'b>),
    /// The module's copy of a command line.
    Echo(Line<'b>),
    /// An information line that belongs to a command, or the line that completes one.
    Answer(Line<'b>),
    /// A line that the module sent on its own.
    Urc(Line<'b>),
    /// A final result code.
    Final(Final<'b>),
    /// The module asks for data.
    Prompt(Prompt),
    /// Data: counted, ended by Ctrl-Z, transparent or unframed.
    Payload(Payload),
    /// A line that neither side's grammar explains.
    Text(&'b [u8]),
    /// Bytes that are no line: stray control bytes, or a piece of a line longer than the limit.
    Noise(Noise),
    /// Not of the wire: what the logging tool or the program printed. Only [`crate::Merged`] says so.
    Foreign(&'b [u8]),
}

impl<'b> Kind<'b> {
    /// The kind's name, as the JSON output spells it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Command(_) => "command",
            Self::Echo(_) => "echo",
            Self::Answer(_) => "answer",
            Self::Urc(_) => "urc",
            Self::Final(_) => "final",
            Self::Prompt(_) => "prompt",
            Self::Payload(_) => "payload",
            Self::Text(_) => "text",
            Self::Noise(_) => "noise",
            Self::Foreign(_) => "foreign",
        }
    }

    /// The line that was read, for kinds that are one.
    pub const fn line(&self) -> Option<&Line<'b>> {
        match self {
            Self::Command(line) | Self::Echo(line) | Self::Answer(line) | Self::Urc(line) => Some(line),
            Self::Final(last) => Some(&last.line),
            _ => None,
        }
    }
}

/// A final result code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Final<'b> {
    /// Which one.
    pub code: FinalCode,
    /// Its line; the parameters hold the error's number or text, or the text behind `CONNECT`.
    pub line: Line<'b>,
}

/// The final result codes, verbose or as the digits of ATV0 (M 28.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FinalCode {
    /// `OK`, `0`.
    Ok,
    /// `CONNECT`, `1`: the data state begins.
    Connect,
    /// `NO CARRIER`, `3`.
    NoCarrier,
    /// `ERROR`, `4`.
    Error,
    /// `NO DIALTONE`, `6`.
    NoDialtone,
    /// `BUSY`, `7`.
    Busy,
    /// `NO ANSWER`, `8`.
    NoAnswer,
    /// `CONNECT FAIL`.
    ConnectFail,
    /// `+CME ERROR: …` (27.007).
    CmeError,
    /// `+CMS ERROR: …` (27.005).
    CmsError,
}

impl FinalCode {
    /// The code as words, `OK` or `NO CARRIER`.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Connect => "CONNECT",
            Self::NoCarrier => "NO CARRIER",
            Self::Error => "ERROR",
            Self::NoDialtone => "NO DIALTONE",
            Self::Busy => "BUSY",
            Self::NoAnswer => "NO ANSWER",
            Self::ConnectFail => "CONNECT FAIL",
            Self::CmeError => "+CME ERROR",
            Self::CmsError => "+CMS ERROR",
        }
    }

    /// The code as the digit of `ATV0`, where it has one (M 28.1).
    pub const fn digit(self) -> Option<u8> {
        Some(match self {
            Self::Ok => b'0',
            Self::Connect => b'1',
            Self::NoCarrier => b'3',
            Self::Error => b'4',
            Self::NoDialtone => b'6',
            Self::Busy => b'7',
            Self::NoAnswer => b'8',
            Self::ConnectFail | Self::CmeError | Self::CmsError => return None,
        })
    }

    /// The codes that have a digit.
    pub(crate) const DIGITS: [Self; 7] =
        [Self::Ok, Self::Connect, Self::NoCarrier, Self::Error, Self::NoDialtone, Self::Busy, Self::NoAnswer];

    /// The code of a line's head; `ERROR` for what is none.
    pub(crate) fn of(name: &str) -> Self {
        [Self::ConnectFail, Self::CmeError, Self::CmsError]
            .into_iter()
            .chain(Self::DIGITS)
            .find(|code| code.text() == name)
            .unwrap_or(if name == "NO DIAL TONE" { Self::NoDialtone } else { Self::Error })
    }

    /// Whether the command was carried out.
    pub const fn is_ok(self) -> bool {
        matches!(self, Self::Ok | Self::Connect)
    }
}

/// How the module asks for data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// `>` at the start of a line.
    Angle,
    /// The word `DOWNLOAD`.
    Download,
    /// The word `CONNECT`, where it asks for counted data (`AT+FSWRITE`).
    Connect,
}

/// A piece of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payload {
    /// Where it belongs.
    pub role: Role,
    /// Bytes of a counted payload still to come after this piece; 0 for the others.
    pub left: u32,
    /// Whether this piece ends the payload, and how.
    pub end: End,
}

/// Where a payload belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Counted data of the module, announced by a header line.
    Received,
    /// The same as hexadecimal digits.
    ReceivedHex,
    /// One line of text behind a header (an SMS body or PDU).
    Body,
    /// Data of the host after a prompting command; `prompted` tells whether the prompt had come.
    Sent {
        /// The module had already asked for it.
        prompted: bool,
    },
    /// The module's copy of what the host sent.
    SentEcho,
    /// Either side in the data state.
    Transparent,
    /// Data of the module whose header carries no count (`AT+CIPHEAD=0`).
    Unframed,
}

/// How a piece ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// More pieces follow.
    Open,
    /// The count is complete.
    Complete,
    /// This piece is the byte 1A that ends the data.
    CtrlZ,
    /// This piece is the byte 1B that cancels the data.
    Cancelled,
    /// Silence, the end of the input or a restart ended it early.
    Truncated {
        /// Bytes that were announced and never came.
        missing: u32,
    },
}

/// Why bytes are no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// A control byte outside any line (NUL before a boot banner, 1A after a counted payload).
    Control,
    /// A piece of a line longer than [`crate::Limits::line`].
    Overlong,
    /// A line of the wire whose bytes were damaged.
    Damaged,
}

/// What was guessed to come to an event. [`crate::Parser`] never guesses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guess {
    /// Nothing.
    #[default]
    None,
    /// A second copy of the pending command is its echo.
    Echo,
    /// Two lines stood on one; this is one of them.
    Glue,
    /// The capture changed line ends, so the count was stretched or cut to fit.
    Count,
    /// A strong line ended a payload early.
    Resync,
    /// A remark behind a wire line was taken off.
    Remark,
    /// Text in front of a wire line was taken off.
    Prefix,
}

impl Guess {
    /// The guess's name, as the JSON output spells it; `None` where nothing was guessed.
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::None => return None,
            Self::Echo => "echo",
            Self::Glue => "glue",
            Self::Count => "count",
            Self::Resync => "resync",
            Self::Remark => "remark",
            Self::Prefix => "prefix",
        })
    }
}
