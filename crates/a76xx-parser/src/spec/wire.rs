//! The wire facts of a row: what a parser, an encoder, a driver or a time-out needs. No sentence is reachable from here.

use super::shapes::Shapes;
use crate::fit::{self, CLASSED};

/// One command of the manual, or one line that the module sends on its own.
#[derive(Debug)]
pub struct Command {
    /// As on the wire behind `AT`, or as the module's line begins: `+CIPOPEN`, `E`, `&D`, `RECV FROM`.
    pub name: &'static str,
    /// What kind of row this is.
    pub role: Role,
    /// Milliseconds within which the manual promises the final result; 0 where it gives none.
    pub within: u32,
    /// Where the result line stands relative to `OK`.
    pub order: Order,
    /// Other heads that this command's answers carry (`+CICCID` answers with `+ICCID`).
    pub heads: &'static [&'static str],
    /// Every shape that the row's lines take; empty where only the name is known.
    pub forms: &'static [Form],
    /// What [`Command::forms`] holds at a glance.
    pub(crate) has: Shapes,
}

impl Command {
    /// The forms of one shape.
    pub fn forms_of(&self, shape: Shape) -> &'static [Form] {
        self.forms_at(shape).1
    }

    /// The forms of one shape, and the index of the first.
    #[inline]
    pub(crate) fn forms_at(&self, shape: Shape) -> (u8, &'static [Form]) {
        let (first, count) = self.has.span(shape);
        (first, self.forms.get(usize::from(first)..usize::from(first) + usize::from(count)).unwrap_or_default())
    }
}

/// What kind of row it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The host can send it; the module answers under the same name.
    Command,
    /// Only the module sends it.
    Urc,
    /// An information line that explains the `ERROR` behind it (`+CIPERROR`, `+IP ERROR`).
    Error,
    /// A final result code (`OK`, `+CME ERROR`).
    Final,
}

/// Where the line that completes a command stands relative to its `OK`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The command has no result line: `OK` completes it.
    None,
    /// `OK` first, the result later (`AT+NETOPEN`).
    OkFirst,
    /// The result first (`AT+CIPOPEN` for UDP is [`Order::Either`], since TCP differs).
    ResultFirst,
    /// Both orders are documented or were seen.
    Either,
}

/// One shape of a line: who says it, its fields, and what the wire carries after it.
#[derive(Debug)]
pub struct Form {
    /// Who says it and when.
    pub shape: Shape,
    /// What stands between the name and the first field.
    pub sep: Sep,
    /// The fields in their order.
    pub fields: &'static [Field],
    /// What follows the line.
    pub then: Then,
    /// The smallest number of fields that the form needs.
    pub(crate) least: u8,
    /// The largest number of fields that it takes.
    pub(crate) most: u8,
    /// Index of the field that takes the rest of the line, [`Form::NONE`] where none does.
    pub(crate) rest: u8,
    /// For each of the first eight fields, the classes of parameters that it takes.
    pub(crate) takes: u64,
    /// Some field needs a look at its text.
    pub(crate) refine: bool,
    /// The number that the first field has to be, [`Form::NONE`] where it may be others.
    pub(crate) key: u8,
    /// No field behind the first has to be one certain number.
    pub(crate) sure: bool,
}

impl Form {
    pub(crate) const NONE: u8 = u8::MAX;

    /// # Panics
    /// While compiling, where a count stands behind a field that takes the rest of the line.
    pub(crate) const fn new(shape: Shape, sep: Sep, fields: &'static [Field], then: Then) -> Self {
        let (mut least, mut seen, mut rest, mut behind) = (0, 0, Self::NONE, fields);
        let (mut most, mut takes, mut refine) = (fields.len() as u8, 0, false);
        let (mut key, mut sure) = (Self::NONE, true);
        while let [field, others @ ..] = behind {
            // A field that repeats, or takes the rest, stands for all behind it.
            let to = if field.repeats > 0 || field.takes_rest() { CLASSED as u8 } else { seen + 1 };
            let mut at = seen;
            while at < to && at < CLASSED as u8 {
                takes |= (if field.takes_rest() && at > seen { u8::MAX } else { fit::takes(field) } as u64) << (8 * at);
                at += 1;
            }
            refine |= fit::refine(field);
            match field.ty {
                Type::Int(min @ 0..=9, max) if min == max && seen == 0 && field.repeats == 0 => key = min as u8,
                Type::Int(min, max) if min == max => sure = false,
                _ => {}
            }
            if field.takes_rest() && rest == Self::NONE {
                rest = seen;
            }
            seen += if field.repeats > 1 { field.repeats } else { 1 };
            if !field.optional {
                least = seen;
            }
            if field.repeats > 0 {
                most = u8::MAX;
            }
            behind = others;
        }
        if let Some(count) = then.count() {
            assert!(count < rest, "a count stands before what takes the rest of the line");
        }
        Self { shape, sep, fields, then, least, most, rest, takes, refine, key, sure }
    }

    /// Whether count and classes of the parameters do not tell that they fit: values make the difference.
    pub(crate) const fn reads(&self) -> bool {
        self.refine || !self.sure || self.key != Self::NONE
    }

    /// Whether so many parameters of these classes suit the form.
    #[inline]
    pub(crate) const fn suits(&self, classes: u64, count: usize) -> bool {
        // What takes the rest of the line takes every comma in it.
        let count = if count > self.rest as usize { self.rest as usize + 1 } else { count };
        count >= self.least as usize && (count <= self.most as usize || self.most == u8::MAX) && classes & !self.takes == 0
    }

    /// The smallest number of fields that the form needs.
    pub const fn required(&self) -> usize {
        self.least as usize
    }
}

/// Who says a line, and in which role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Host: `AT+X=?`.
    Test,
    /// Host: `AT+X?`.
    Read,
    /// Host: `AT+X=…`.
    Write,
    /// Host: `AT+X`.
    Exec,
    /// Module: an information line that answers the test form.
    TestInfo,
    /// Module: an information line that answers the read form.
    ReadInfo,
    /// Module: an information line that answers the write or execution form.
    Info,
    /// Module: the line that completes a command, before or after its `OK`.
    Result,
    /// Module: unsolicited.
    Urc,
}

impl Shape {
    /// Whether the host says it.
    pub const fn is_host(self) -> bool {
        matches!(self, Self::Test | Self::Read | Self::Write | Self::Exec)
    }
}

/// What stands between a name and its first field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sep {
    /// What the shape prescribes: `=?`, `?`, `=` or nothing for the host, `: ` for the module.
    Shape,
    /// A colon without the space (`RECV FROM:1.2.3.4:80`).
    Colon,
    /// A comma (`+RECEIVE,0,16`).
    Comma,
    /// Nothing (`+IPD16`, `ATE0`).
    Glued,
    /// One space (`CONNECT 115200`).
    Space,
}

/// One field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// How it is written, with its documented limits.
    pub ty: Type,
    /// Whether it may be left out, or left empty between commas.
    pub optional: bool,
    /// How often the field comes at least, where it may come any number of times (`+CIPCLOSE: 0,1,0,…`); 0 where it comes once.
    pub repeats: u8,
}

impl Field {
    /// Whether the field takes everything up to the end of the line, commas included.
    pub const fn takes_rest(&self) -> bool {
        matches!(self.ty, Type::Rest | Type::Either(..))
    }
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A decimal number within these bounds.
    Int(i64, i64),
    /// Text between quotes, at most so many bytes.
    Quoted(u16),
    /// Hexadecimal digits, with or without quotes.
    Hex,
    /// Text without quotes, up to the next comma.
    Bare,
    /// A dotted address, with or without quotes.
    Address,
    /// `address:port`, without quotes.
    Endpoint,
    /// A list in parentheses, as test answers print ranges: `(0-9)`, `("TCP","UDP")`.
    Ranges,
    /// Everything up to the end of the line, commas included.
    Rest,
    /// A number within these bounds, or text (`+CME ERROR: 10` or `+CME ERROR: SIM not inserted`).
    Either(i64, i64),
    /// Exactly this text, without quotes. Forms under one name are told apart by it: `+CCHRECV: DATA,0,512` is followed by data,
    /// `+CCHRECV: LEN,512,0` is not, and `+HTTPREAD: 0` ends a reading where any other number announces bytes. So a form that begins with a
    /// matching word goes before every form without one.
    Word(&'static str),
}

/// What the wire carries after a line of this form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing: the next line is a line.
    Line,
    /// Host form: the module answers `>` and takes data.
    Prompt(Data),
    /// Host form: the module answers `DOWNLOAD` and takes data.
    Download(Data),
    /// Host form: the answer holds text lines without a head, up to the final result.
    Text,
    /// Host form: a `CONNECT` opens the data state.
    Connect,
    /// Host form: a `CONNECT` opens the data state if transparent mode was chosen (`AT+CIPMODE=1`, `AT+CCHMODE=1`); otherwise an ordinary
    /// command.
    MayConnect,
    /// Host form: a `CONNECT` asks for data, after which the module is back in command mode (`AT+FSWRITE`).
    ConnectData(Data),
    /// Host form: `CONNECT <n>` is followed by n raw bytes (`AT+FSREAD`).
    ConnectPayload,
    /// Module form: a line end, then as many raw bytes as this field says.
    Payload {
        /// Index of the field that holds the count.
        count: u8,
    },
    /// Module form: a line end, then twice as many hexadecimal digits as this field says.
    HexPayload {
        /// Index of the field that holds the count of bytes.
        count: u8,
    },
    /// Module form: one line of text (an SMS body or PDU).
    TextLine,
}

impl Then {
    /// Index of the field that counts what follows.
    const fn count(self) -> Option<u8> {
        match self {
            Self::Prompt(data) | Self::Download(data) | Self::ConnectData(data) => match data {
                Data::Counted(field) | Data::CountedOrCtrlZ(field) => Some(field),
                Data::CtrlZ => None,
            },
            Self::Payload { count } | Self::HexPayload { count } => Some(count),
            Self::Line | Self::Text | Self::Connect | Self::MayConnect | Self::ConnectPayload | Self::TextLine => None,
        }
    }
}

/// How much data a prompt takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// As many bytes as this field says.
    Counted(u8),
    /// As many bytes as this field says, or up to Ctrl-Z (1A) where the field is missing or empty; ESC (1B) cancels, ETX (03) escapes.
    CountedOrCtrlZ(u8),
    /// Up to Ctrl-Z (1A); ESC (1B) cancels.
    CtrlZ,
}
