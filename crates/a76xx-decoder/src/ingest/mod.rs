//! Capture formats: from a file to chunks of wire bytes that know where in the file they stood.
//!
//! A [`Source`] hands out its input in order, every byte once: as part of a chunk (bytes of the wire) or as something outside of it
//! (marks, remarks, control lines). Together they tile the input.

mod raw;
mod run;
mod sniff;
mod transcript;

use std::io::{self, Read};

pub use run::{Run, Runs, Span, spans};

use crate::Error;
use a76xx_parser::Side;

/// Microseconds since the first stamp of the input.
pub type Micros = u64;

/// Bytes that are looked at to find out what the input is.
pub const HEAD: usize = 64 * 1024;

/// Faults that a source remembers.
pub const FAULTS: usize = 8;

/// Bytes that are read at a time.
pub(crate) const READ: usize = 16 * 1024;

/// Bytes of the wire.
#[derive(Clone, Copy, Debug)]
pub struct Chunk<'a> {
    /// Who sent them; `None` where host and module stand in one stream.
    pub side: Option<Side>,
    /// When, if the input says so.
    pub at: Option<Micros>,
    /// The bytes as they were on the wire.
    pub bytes: &'a [u8],
    /// Where each of them stands in the input: as many bytes as `bytes` has, in its order.
    pub runs: &'a [Run],
}

/// Bytes of the input that are not of the wire.
#[derive(Clone, Copy, Debug)]
pub struct Outside<'a> {
    /// What they are.
    pub role: Role,
    /// When, if the input says so.
    pub at: Option<Micros>,
    /// The bytes as they stand in the input.
    pub bytes: &'a [u8],
    /// Where they begin.
    pub origin: u64,
}

/// What bytes outside of the wire are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Marks, stamps and line ends of the capture format: nobody wants to read them.
    Layout,
    /// What a person or a program wrote between.
    Remark,
    /// The line fell silent, for so long if known. Whatever a side still holds back is complete.
    Silence(Option<Micros>),
    /// A line beside the data lines changed.
    Signal(Signal),
    /// Text that is not of the capture format.
    Fault,
}

/// A line beside the data lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The host's ready line.
    Dtr(bool),
    /// The host's flow control line.
    Rts(bool),
    /// The module's reset input.
    Reset,
    /// The module's supply.
    Power(bool),
}

/// What a source hands out.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// Bytes of the wire.
    Chunk(Chunk<'a>),
    /// Anything else.
    Outside(Outside<'a>),
}

/// A place in the input that is not of its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Number of the line, from 1.
    pub line: u64,
    /// What is wrong there.
    pub what: &'static str,
}

/// An input of one format.
pub trait Source {
    /// The next item; `None` at the end.
    ///
    /// # Errors
    /// What reading the input gave.
    fn next(&mut self) -> io::Result<Option<Item<'_>>>;

    /// Whether the next item may have to wait for more input.
    fn waits(&self) -> bool;

    /// Places that were read over, the first few of them.
    fn faults(&self) -> &[Fault] {
        &[]
    }
}

/// Whose bytes an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// The host's alone.
    Host,
    /// The module's alone; its echo, if it is on, shows the commands.
    Module,
    /// Both in one stream, without marks.
    Merged,
    /// Both, each chunk marked with its side.
    Marked,
}

impl Sides {
    /// The name, as the JSON header spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Module => "module",
            Self::Merged => "merged",
            Self::Marked => "marked",
        }
    }
}

/// What is known of an input before its first event.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name, as given; `-` for standard input.
    pub input: String,
    /// Its format: `raw` or `transcript`.
    pub format: &'static str,
    /// Whose bytes it holds.
    pub sides: Sides,
    /// How that is known.
    pub why: &'static str,
    /// Whether it has time stamps.
    pub stamps: bool,
}

/// An input, ready to be decoded.
pub struct Opened {
    /// What is known of it.
    pub header: Header,
    /// Where its bytes come from.
    pub source: Box<dyn Source>,
}

/// Finds out what an input is. `sides` is what the caller knows better; a transcript marks its sides itself.
///
/// Without `sides` what is there of the first [`HEAD`] bytes is read first, at least one line; with it no more than tells a transcript from
/// other bytes. Of a live pipe that is what the first read gives.
///
/// # Errors
/// The input cannot be read, or is a transcript of an unknown version.
pub fn open(name: &str, mut input: Box<dyn Read>, sides: Option<Sides>) -> Result<Opened, Error> {
    let unreadable = |source| Error::Input { name: name.to_owned(), source };
    let mut head = Vec::new();
    let mut len = 1;
    while fill(&mut input, &mut head, len).map_err(unreadable)? && transcript::may_be(&head) {
        len += 1;
    }
    let input_name = name.to_owned();
    if transcript::is(&head) {
        peek(&mut input, &mut head).map_err(unreadable)?;
        if let Some(version) = transcript::unknown_version(&head) {
            return Err(Error::Version { name: input_name, version });
        }
        let header = Header {
            input: input_name,
            format: "transcript",
            sides: Sides::Marked,
            why: "a transcript marks each chunk with its side",
            stamps: transcript::has_stamps(&head),
        };
        return Ok(Opened { header, source: Box::new(transcript::Transcript::new(head, input)) });
    }
    let (sides, why) = if let Some(sides) = sides {
        (sides, "as told by --side")
    } else {
        peek(&mut input, &mut head).map_err(unreadable)?;
        sniff::sides(&head)
    };
    let side = match sides {
        Sides::Host => Some(Side::Host),
        Sides::Module => Some(Side::Module),
        Sides::Merged | Sides::Marked => None,
    };
    let header = Header { input: input_name, format: "raw", sides, why, stamps: false };
    Ok(Opened { header, source: Box::new(raw::Raw::new(head, input, side)) })
}

/// Reads until `head` holds `len` bytes or the input ends; whether it holds them.
fn fill(input: &mut dyn Read, head: &mut Vec<u8>, len: usize) -> io::Result<bool> {
    let missing = len.saturating_sub(head.len()) as u64;
    input.take(missing).read_to_end(head)?;
    Ok(head.len() >= len)
}

/// Reads on until `head` holds [`HEAD`] bytes, or a line and nothing more is there. A file gives less than asked for at its end alone; what a
/// pipe will give later is not waited for.
fn peek(input: &mut dyn Read, head: &mut Vec<u8>) -> io::Result<()> {
    let has_line = |head: &[u8]| head.trim_ascii_start().iter().any(|byte| matches!(byte, b'\r' | b'\n'));
    let mut short = false;
    while head.len() < HEAD && !(short && has_line(head)) {
        let begun = head.len();
        head.resize(HEAD, 0);
        let len = read(input, head.get_mut(begun..).unwrap_or_default());
        head.truncate(begun + *len.as_ref().unwrap_or(&0));
        short = begun + len? < HEAD;
        if head.len() == begun {
            break;
        }
    }
    Ok(())
}

/// Reads what is there, waiting for at least one byte. 0 at the end.
pub(crate) fn read(input: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
