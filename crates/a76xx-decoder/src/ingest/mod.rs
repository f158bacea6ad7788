//! Capture formats: from a file to chunks of wire bytes that know where in the file they stood.
//!
//! A [`Source`] hands out its input in order, every byte once: as part of a chunk (bytes of the wire) or as something outside of it
//! (marks, remarks, control lines). Together they tile the input.

mod analyser;
mod capture;
mod carriage;
mod engine;
mod escape;
mod fields;
mod filter;
mod format;
mod hexdump;
mod indent;
mod label;
mod lines;
mod live;
mod log;
mod open;
mod pair;
mod prefix;
mod raw;
mod run;
mod session;
mod sniff;
mod sniffer;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod transcript;

use std::fmt;
use std::io::{self, Read};

pub use capture::{PCAPNG_LOSSY, PCAPNG_MERGED, PCAPNG_WRITER, signal_text, silence_text, start_text};
pub use format::{Format, Keeps};
pub use lines::Lines;
pub use live::{Heard, QUIET, TYPING, live};
pub use open::{open, open_as};
pub use pair::{Half, open_pair};
pub use run::{Run, Runs, Span, Spans, place, spans};
pub use session::timing::{Recording, open_timed};
pub(crate) use text::base64;

use a76xx_parser::Side;

/// Microseconds since the first stamp of the input.
pub type Micros = u64;

/// Bytes that are looked at to find out what the input is.
pub const HEAD: usize = 64 * 1024;

/// Faults that a source remembers.
pub const FAULTS: usize = 8;

/// Bytes that are read at a time.
pub(crate) const READ: usize = 16 * 1024;

/// Bytes of the wire. No bytes tell that nothing came up to that time.
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

/// What time 0 of a source is, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zero {
    /// Since 1970, in UTC.
    Utc(Micros),
    /// Since 1970, in a zone that is not told.
    Local(Micros),
    /// Since the beginning of a year that is not told.
    Year(Micros),
    /// Since midnight.
    Day(Micros),
    /// Since the start of a capture of several lines.
    Capture(Micros),
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
    /// Where it is.
    pub place: Place,
    /// What is wrong there.
    pub what: &'static str,
}

/// A place in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Number of the line, from 1.
    Line(u64),
    /// Bytes from the beginning.
    Offset(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Offset(offset) => write!(f, "byte {offset}"),
        }
    }
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

    /// Whether the format changes line ends or drops bytes, so that an announced count need not fit.
    fn is_lossy(&self) -> bool {
        false
    }

    /// The stamp that its time counts from, once something stamped was handed out; `None` where it counts from a start of its own.
    fn zero(&self) -> Option<Zero> {
        None
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
    /// Its format, one of [`formats`].
    pub format: &'static str,
    /// Whose bytes it holds.
    pub sides: Sides,
    /// How that is known.
    pub why: &'static str,
    /// Whether it has time stamps.
    pub stamps: bool,
    /// Date and time of the first stamp, as far as the input tells them: `2024-05-09T13:38:59.123`, with a `Z` in UTC, or the time alone.
    pub start: Option<String>,
}

impl Header {
    /// Whether a person wrote down what happened, in a form of their own: codes and order may be off.
    pub(crate) fn is_retold(&self) -> bool {
        self.format == text::notes::FORMAT.name
    }
}

/// An input, ready to be decoded.
pub struct Opened {
    /// What is known of it.
    pub header: Header,
    /// Where its bytes come from.
    pub source: Box<dyn Source>,
    /// Where its lines are.
    pub lines: Lines,
    /// Another format that its beginning fits nearly as well.
    pub rival: Option<&'static Format>,
}

/// The formats that can be read. Where several fit an input equally well, the first wins.
pub fn formats() -> &'static [&'static Format] {
    &[
        &transcript::FORMAT,
        &hexdump::dump::FORMAT,
        &hexdump::marked::FORMAT,
        &hexdump::plain::FORMAT,
        &hexdump::chars::FORMAT,
        &hexdump::words::FORMAT,
        &capture::pcap::FORMAT,
        &capture::usbmon::FORMAT,
        &session::cast::FORMAT,
        &session::record::TTYREC,
        &session::record::PPPD,
        &session::pppdump::FORMAT,
        &session::script::FORMAT,
        &session::timing::LONE,
        &session::putty::FORMAT,
        &log::modemmanager::FORMAT,
        &log::chat::FORMAT,
        &log::wvdial::FORMAT,
        &log::gsmmodem::FORMAT,
        &log::sscom::FORMAT,
        &sniffer::socat::FORMAT,
        &sniffer::strace::FORMAT,
        &sniffer::spy::FORMAT,
        &sniffer::bytewise::FORMAT,
        &sniffer::portmon::FORMAT,
        &analyser::packed::SIGROK,
        &analyser::packed::SALEAE,
        &analyser::digital::CSV,
        &analyser::digital::VCD,
        &analyser::table::FORMAT,
        &analyser::annotations::FORMAT,
        &fields::FORMAT,
        &text::monitor::FORMAT,
        &text::base64::FORMAT,
        &text::escaped::FORMAT,
        &text::literals::FORMAT,
        &text::labelled::FORMAT,
        &text::headed::FORMAT,
        &text::columns::FORMAT,
        &text::markdown::FORMAT,
        &text::notes::FORMAT,
        // Anything can be read as these.
        &text::stamped::FORMAT,
        &raw::FORMAT,
    ]
}

/// The format of a name.
pub fn format_named(name: &str) -> Option<&'static Format> {
    formats().iter().copied().find(|format| format.name == name)
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
