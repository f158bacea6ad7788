//! What the wire facts of a row are made of: roles, shapes, separators, fields, and what follows a line.

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

impl Sep {
    pub(super) const ALL: [Self; 5] = [Self::Shape, Self::Colon, Self::Comma, Self::Glued, Self::Space];
    pub(super) const COUNT: u8 = Self::ALL.len() as u8;
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
    /// What takes anything.
    pub(super) const REST: Self = Self { ty: Type::Rest, optional: true, repeats: 0 };

    /// The one number that the field can be.
    pub(crate) const fn only(&self) -> Option<i64> {
        match self.ty {
            Type::Int(min, max) if min == max => Some(min),
            _ => None,
        }
    }

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
    pub(super) const fn count(self) -> Option<u8> {
        match self {
            Self::Prompt(data) | Self::Download(data) | Self::ConnectData(data) => match data {
                Data::Counted(field) | Data::CountedOrCtrlZ(field) => Some(field),
                Data::CtrlZ => None,
            },
            Self::Payload { count } | Self::HexPayload { count } => Some(count),
            Self::Line | Self::Text | Self::Connect | Self::MayConnect | Self::ConnectPayload | Self::TextLine => None,
        }
    }

    /// Whether it is the same, for the compiler.
    pub(super) const fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Prompt(a), Self::Prompt(b)) | (Self::Download(a), Self::Download(b)) | (Self::ConnectData(a), Self::ConnectData(b)) => {
                a.same(b)
            }
            (Self::Payload { count: a }, Self::Payload { count: b }) | (Self::HexPayload { count: a }, Self::HexPayload { count: b }) => {
                a == b
            }
            (Self::Line, Self::Line)
            | (Self::Text, Self::Text)
            | (Self::Connect, Self::Connect)
            | (Self::MayConnect, Self::MayConnect)
            | (Self::ConnectPayload, Self::ConnectPayload)
            | (Self::TextLine, Self::TextLine) => true,
            _ => false,
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

impl Data {
    const fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Counted(a), Self::Counted(b)) | (Self::CountedOrCtrlZ(a), Self::CountedOrCtrlZ(b)) => a == b,
            (Self::CtrlZ, Self::CtrlZ) => true,
            _ => false,
        }
    }
}
