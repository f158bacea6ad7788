//! Writes any form of the table: the host's commands and the module's lines alike.

use core::fmt;
use core::net::{Ipv4Addr, SocketAddrV4};

use crate::event::FinalCode;
use crate::fields::Value;
use crate::spec::{Command, Form, Sep, Shape};

/// One parameter to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Left out between two commas.
    Empty,
    /// A number.
    Int(i64),
    /// Text as it stands; no comma, quote or line end.
    Bare(&'a [u8]),
    /// Text to put between quotes; no quote or line end.
    Quoted(&'a [u8]),
    /// A dotted address.
    Address(Ipv4Addr),
    /// A dotted address between quotes.
    QuotedAddress(Ipv4Addr),
    /// `address:port`.
    Endpoint(SocketAddrV4),
}

impl<'a> From<Value<'a>> for Arg<'a> {
    fn from(value: Value<'a>) -> Self {
        match value {
            Value::Empty => Self::Empty,
            Value::Bare(text) => Self::Bare(text),
            Value::Quoted(text) => Self::Quoted(text),
        }
    }
}

impl From<i64> for Arg<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

/// Why a line was not written. The caller's fault in each case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeError {
    /// The buffer holds fewer bytes than the line needs.
    Full {
        /// Size of the buffer.
        size: usize,
    },
    /// The form takes another number of parameters.
    Count {
        /// Parameters given.
        given: usize,
        /// Fewest that the form takes.
        min: usize,
        /// Most that it takes; `usize::MAX` where the last repeats.
        max: usize,
    },
    /// A text holds a byte that would end the parameter or the line.
    Text {
        /// Which parameter, from 0.
        index: usize,
        /// The byte.
        byte: u8,
    },
    /// A host's form was given where a module's is asked for, or the other way round.
    Side(Shape),
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full { size } => write!(f, "the line does not fit into a buffer of {size} bytes"),
            Self::Count { given, min, max } if *max == usize::MAX => write!(f, "{given} parameters given, at least {min} needed"),
            Self::Count { given, min, max } => write!(f, "{given} parameters given, {min} to {max} needed"),
            Self::Text { index, byte } => write!(f, "parameter {index} holds the byte {byte:#04x}, which would end it"),
            Self::Side(shape) => write!(f, "a form of shape {shape:?} is the other side's"),
        }
    }
}

impl core::error::Error for EncodeError {}

/// Writes lines into a buffer of the caller, one behind the other.
#[derive(Debug)]
pub struct Encoder<'o> {
    out: &'o mut [u8],
    len: usize,
    verbose: bool,
}

impl<'o> Encoder<'o> {
    /// An encoder for results in words (`ATV1`).
    pub const fn new(out: &'o mut [u8]) -> Self {
        Self { out, len: 0, verbose: true }
    }

    /// Whether results are words (`ATV1`) or digits (`ATV0`).
    #[must_use]
    pub const fn verbose(mut self, verbose: bool) -> Self {
        self.verbose = verbose;
        self
    }

    /// What was written so far.
    pub fn written(&self) -> &[u8] {
        self.out.get(..self.len).unwrap_or_default()
    }

    /// Writes a command line of the host with its CR: `AT+CIPCLOSE=1`.
    ///
    /// # Errors
    /// When the form is the module's, the parameters do not suit it, or the buffer is full; nothing is written then.
    pub fn command(&mut self, row: &Command, form: &Form, args: &[Arg<'_>]) -> Result<(), EncodeError> {
        if !form.shape.is_host() {
            return Err(EncodeError::Side(form.shape));
        }
        self.whole(|this| {
            // `+++` and `A/` are sent as they are.
            let alone = matches!(row.name(), "+++" | "A/");
            this.put(if alone { b"" } else { b"AT" })?;
            this.body(row, form, args)?;
            this.put(if alone { b"" } else { b"\r" })
        })
    }

    /// Writes a line of the module with its line ends: `\r\n+CIPCLOSE: 1,0\r\n`; without the first with `ATV0`.
    ///
    /// # Errors
    /// When the form is the host's, the parameters do not suit it, or the buffer is full; nothing is written then.
    pub fn line(&mut self, row: &Command, form: &Form, args: &[Arg<'_>]) -> Result<(), EncodeError> {
        if form.shape.is_host() {
            return Err(EncodeError::Side(form.shape));
        }
        self.whole(|this| {
            this.put(if this.verbose { b"\r\n" } else { b"" })?;
            this.body(row, form, args)?;
            this.put(b"\r\n")
        })
    }

    /// Writes a plain final result: `\r\nOK\r\n`, or `0\r` with `ATV0` (M 2.2.10). The codes that carry a number or text are lines.
    ///
    /// # Errors
    /// When the buffer is full; nothing is written then.
    pub fn result(&mut self, code: FinalCode) -> Result<(), EncodeError> {
        self.whole(|this| match code.digit() {
            Some(digit) if !this.verbose => {
                this.put(&[digit])?;
                this.put(b"\r")
            }
            _ => {
                this.put(b"\r\n")?;
                this.put(code.text().as_bytes())?;
                this.put(b"\r\n")
            }
        })
    }

    /// Undoes a line that does not fit whole.
    fn whole(&mut self, write: impl FnOnce(&mut Self) -> Result<(), EncodeError>) -> Result<(), EncodeError> {
        let start = self.len;
        let done = write(self);
        if done.is_err() {
            self.len = start;
        }
        done
    }

    fn body(&mut self, row: &Command, form: &Form, args: &[Arg<'_>]) -> Result<(), EncodeError> {
        let (fields, most) = (form.fields(), form.body().most);
        let max = if most == u8::MAX { usize::MAX } else { fields.len() };
        if args.len() < form.required() || args.len() > max {
            return Err(EncodeError::Count { given: args.len(), min: form.required(), max });
        }
        self.put(row.head())?;
        self.put(separator(form, args.is_empty()))?;
        for (index, arg) in args.iter().enumerate() {
            if index > 0 {
                self.put(b",")?;
            }
            let rest = fields.get_or_last(index).is_some_and(|field| field.takes_rest());
            self.arg(index, arg, rest)?;
        }
        Ok(())
    }

    fn arg(&mut self, index: usize, arg: &Arg<'_>, rest: bool) -> Result<(), EncodeError> {
        let check = |text: &[u8], stops: &[u8]| match text.iter().find(|byte| stops.contains(byte)) {
            Some(&byte) => Err(EncodeError::Text { index, byte }),
            None => Ok(()),
        };
        match arg {
            Arg::Empty => Ok(()),
            Arg::Int(value) => self.int(*value),
            Arg::Bare(text) if rest => {
                check(text, b"\r\n")?;
                self.put(text)
            }
            Arg::Bare(text) => {
                // Parentheses and the quotes inside them hide commas, as test answers need.
                check(text, if text.first() == Some(&b'(') { b"\r\n" } else { b",\";\r\n" })?;
                self.put(text)
            }
            Arg::Quoted(text) => {
                check(text, b"\"\r\n")?;
                self.put(b"\"")?;
                self.put(text)?;
                self.put(b"\"")
            }
            Arg::Address(ip) => self.address(*ip),
            Arg::QuotedAddress(ip) => {
                self.put(b"\"")?;
                self.address(*ip)?;
                self.put(b"\"")
            }
            Arg::Endpoint(peer) => {
                self.address(*peer.ip())?;
                self.put(b":")?;
                self.int(i64::from(peer.port()))
            }
        }
    }

    fn address(&mut self, ip: Ipv4Addr) -> Result<(), EncodeError> {
        for (index, octet) in ip.octets().into_iter().enumerate() {
            self.put(if index == 0 { b"" } else { b"." })?;
            self.int(i64::from(octet))?;
        }
        Ok(())
    }

    fn int(&mut self, value: i64) -> Result<(), EncodeError> {
        let mut digits = [0_u8; 20];
        let mut rest = value.unsigned_abs();
        let mut used = 0;
        for slot in digits.iter_mut().rev() {
            let digit;
            (rest, digit) = tenth(rest);
            *slot = b'0' + digit;
            used += 1;
            if rest == 0 {
                break;
            }
        }
        self.put(if value < 0 { b"-" } else { b"" })?;
        self.put(digits.get(digits.len() - used..).unwrap_or_default())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        let size = self.out.len();
        let end = self.len + bytes.len();
        self.out.get_mut(self.len..end).ok_or(EncodeError::Full { size })?.copy_from_slice(bytes);
        self.len = end;
        Ok(())
    }
}

/// A tenth, and what is left.
#[cfg(not(target_pointer_width = "32"))]
const fn tenth(value: u64) -> (u64, u8) {
    (value / 10, (value % 10) as u8)
}

/// The same where a division of 64 bits is a routine that would be linked for this alone.
#[cfg(target_pointer_width = "32")]
fn tenth(value: u64) -> (u64, u8) {
    [48, 32, 16, 0].into_iter().fold((0, 0), |(tenth, left), shift| {
        let part = u32::from(left) << 16 | (value >> shift) as u32 & 0xffff;
        (tenth << 16 | u64::from(part / 10), (part % 10) as u8)
    })
}

/// What stands between the name and the first parameter.
fn separator(form: &Form, empty: bool) -> &'static [u8] {
    match (form.sep(), form.shape) {
        (Sep::Glued, _) | (Sep::Shape, Shape::Exec) => b"",
        (Sep::Colon, _) => b":",
        (Sep::Comma, _) => b",",
        (Sep::Space, _) if empty => b"",
        (Sep::Space, _) => b" ",
        (Sep::Shape, Shape::Test) => b"=?",
        (Sep::Shape, Shape::Read) => b"?",
        (Sep::Shape, Shape::Write) => b"=",
        (Sep::Shape, _) if form.fields().is_empty() => b"",
        (Sep::Shape, _) => b": ",
    }
}
