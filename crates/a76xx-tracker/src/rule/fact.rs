//! What a finding speaks of: values, put into words late.

use core::fmt;
use core::net::SocketAddrV4;
use core::time::Duration;

use a76xx_parser::spec::{CodeTable, Command};
use a76xx_parser::typed::{Code, LinkId, ServerId};

/// One value of a finding.
#[derive(Clone, Copy, Debug)]
pub enum Fact<'b> {
    /// Not known, or does not apply: a part of the sentence that needs it is left out.
    None,
    /// A link.
    Link(LinkId),
    /// A server.
    Server(ServerId),
    /// A number of things or bytes.
    Count(i64),
    /// The first and the last number that are allowed.
    Range(i64, i64),
    /// A span of time.
    Time(Duration),
    /// A command, shown as the host writes it: `AT+CIPOPEN`.
    Command(&'static Command),
    /// A word of the rule's own.
    Word(&'static str),
    /// Bytes of the wire.
    Text(&'b [u8]),
    /// A code with the table of its names.
    Code(&'static CodeTable, i64),
    /// Address and port.
    Peer(SocketAddrV4),
}

impl Fact<'_> {
    /// A typed code.
    pub fn code<C: Code>(code: C) -> Self {
        Self::Code(C::TABLE, code.number())
    }

    /// The fact, or that there is none.
    pub fn some<T>(value: Option<T>, fact: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::None, fact)
    }
}

impl fmt::Display for Fact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Link(link) => link.fmt(f),
            Self::Server(server) => server.fmt(f),
            Self::Count(count) => count.fmt(f),
            Self::Range(min, max) => write!(f, "{min} to {max}"),
            Self::Time(time) => span(*time, f),
            Self::Command(row) if row.name().starts_with("AT") || row.name().starts_with("+++") => f.write_str(row.name()),
            Self::Command(row) => write!(f, "AT{}", row.name()),
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => text.escape_ascii().fmt(f),
            Self::Code(table, number) => match table.get(*number) {
                Some(name) => write!(f, "{number} ({name})"),
                None => number.fmt(f),
            },
            Self::Peer(peer) => peer.fmt(f),
        }
    }
}

/// A span of time, as precise as a person needs it.
fn span(time: Duration, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let millis = time.as_millis();
    match millis {
        0..1000 => write!(f, "{millis} ms"),
        1000..10_000 => write!(f, "{}.{} s", millis / 1000, millis % 1000 / 100),
        _ => write!(f, "{} s", millis / 1000),
    }
}
