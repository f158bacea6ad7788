//! Why something did not work, and whose fault it is.

use core::fmt;

use a76xx_parser::typed::{RegistrationState, SocketError};

/// Why an operation did not end as wished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The caller's: a link, server or length that there is not, or a call that does not suit the link's kind or state.
    Misuse,
    /// All links are in use, or the one slot for questions is.
    Busy,
    /// The service is not up; [`crate::Machine::status`] tells why.
    Down,
    /// The peer closed the connection.
    PeerClosed,
    /// The module closed the link: a send took too long, or DTR was dropped (M 15.4).
    Dropped,
    /// The module or the network refused, with this code.
    Refused(SocketError),
    /// The module refused without saying why.
    Error,
    /// No result came in time.
    TimedOut,
    /// The network ended the service: `+CIPEVENT`.
    NetworkLost,
    /// The module restarted.
    Restarted,
    /// The module does not answer.
    Silent,
    /// Received data were damaged or lost on the serial line, or found no room; what was delivered before is right.
    DataLost,
    /// What became of sent data is not known; [`crate::Delivery`] has the figures.
    Unconfirmed,
    /// The link is not open any more, and why was not told.
    Gone,
}

impl Error {
    /// Why, without the code of a refusal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Misuse => "no such link or server, or not for this kind of link",
            Self::Busy => "all links are in use, or another question is open",
            Self::Down => "the service is not up",
            Self::PeerClosed => "the peer closed the connection",
            Self::Dropped => "the module closed the link",
            Self::Refused(_) | Self::Error => "the module refused",
            Self::TimedOut => "no result came in time",
            Self::NetworkLost => "the network closed the service",
            Self::Restarted => "the module restarted",
            Self::Silent => "the module does not answer",
            Self::DataLost => "received data were lost on the serial line",
            Self::Unconfirmed => "what became of sent data is not known",
            Self::Gone => "the link is not open any more",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(code) => write!(f, "refused with code {}", code.0),
            _ => f.write_str(self.name()),
        }
    }
}

impl core::error::Error for Error {}

#[cfg(any(feature = "async", feature = "blocking"))]
impl embedded_io::Error for Error {
    fn kind(&self) -> embedded_io::ErrorKind {
        self.io_kind()
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Error {
    pub(crate) const fn io_kind(self) -> embedded_io::ErrorKind {
        use embedded_io::ErrorKind;
        match self {
            Self::Misuse => ErrorKind::InvalidInput,
            Self::Busy => ErrorKind::OutOfMemory,
            Self::Down | Self::Silent => ErrorKind::NotConnected,
            Self::PeerClosed | Self::Dropped | Self::NetworkLost | Self::Restarted | Self::Gone => ErrorKind::ConnectionReset,
            Self::Refused(_) | Self::Error => ErrorKind::ConnectionRefused,
            Self::TimedOut => ErrorKind::TimedOut,
            Self::DataLost => ErrorKind::InvalidData,
            Self::Unconfirmed => ErrorKind::ConnectionAborted,
        }
    }
}

/// What is known of the data that were given to a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Bytes that the module confirmed: its stack has them, once and in order. Whether the peer got them all is sure only while the connection
    /// holds, or with [`Config::acknowledged`](crate::Config::acknowledged).
    pub confirmed: u64,
    /// Bytes behind them of which nothing is known: they were given to the module, and the confirmation never came.
    pub unknown: usize,
    /// Bytes behind these that were not sent.
    pub unsent: usize,
}

/// Why the service is not up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trouble {
    /// The module does not answer.
    Silent,
    /// There is no SIM, or it cannot be read.
    Card,
    /// The SIM wants a PIN, and none was given.
    PinWanted,
    /// The SIM did not take the PIN, or wants its PUK.
    PinRefused,
    /// No network took the module in time; what it said last.
    NotRegistered(Option<RegistrationState>),
    /// `AT+NETOPEN` failed with this code, or without one.
    Service(Option<SocketError>),
    /// A command that must work was refused.
    Refused,
}

impl Trouble {
    /// Why, without numbers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silent => "the module does not answer",
            Self::Card => "no SIM, or it cannot be read",
            Self::PinWanted => "the SIM wants a PIN",
            Self::PinRefused => "the SIM did not take the PIN",
            Self::NotRegistered(_) => "not registered",
            Self::Service(_) => "the socket service did not open",
            Self::Refused => "the module refused a setting",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::NotRegistered(Some(state)) => write!(f, ": state {}", state.0),
            Self::Service(Some(code)) => write!(f, ": code {}", code.0),
            _ => Ok(()),
        }
    }
}

impl core::error::Error for Trouble {}
