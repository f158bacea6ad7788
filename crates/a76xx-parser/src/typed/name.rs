//! The commands that have types, and their forms that carry no value of their own.

use crate::encode::{EncodeError, Encoder};
use crate::fields::Fields;
use crate::fit::best;
use crate::line::Line;
use crate::spec::{Command, RowId, Shape, find_row, id_of, network, packet, serial, sim, status, tcpip, v25ter};

use super::part::Args;

macro_rules! names {
    ($($Name:ident = $($row:ident)::+),* $(,)?) => {
        /// A command that has types: the seventeen of the TCP/IP service, and those that support it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Name {
            $( #[doc = concat!("[`", stringify!($($row)::+), "`](crate::spec::", stringify!($($row)::+), ").")] $Name, )*
        }

        impl Name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$Name),*];

            /// The command's row in the table.
            pub const fn row(self) -> &'static Command {
                match self {
                    $( Self::$Name => &$($row)::+, )*
                }
            }

            /// The name of a row, if it has types.
            fn of_id(row: RowId) -> Option<Self> {
                $(
                    if row == const { id_of(&$($row)::+) } {
                        return Some(Self::$Name);
                    }
                )*
                None
            }
        }
    };
}

names! {
    NetOpen = tcpip::NETOPEN,
    NetClose = tcpip::NETCLOSE,
    CipOpen = tcpip::CIPOPEN,
    CipSend = tcpip::CIPSEND,
    CipRxGet = tcpip::CIPRXGET,
    CipClose = tcpip::CIPCLOSE,
    IpAddr = tcpip::IPADDR,
    CipHead = tcpip::CIPHEAD,
    CipSrip = tcpip::CIPSRIP,
    CipMode = tcpip::CIPMODE,
    CipSendMode = tcpip::CIPSENDMODE,
    CipTimeout = tcpip::CIPTIMEOUT,
    CipCcfg = tcpip::CIPCCFG,
    ServerStart = tcpip::SERVERSTART,
    ServerStop = tcpip::SERVERSTOP,
    CipAck = tcpip::CIPACK,
    CdnsGip = tcpip::CDNSGIP,
    Attention = v25ter::AT,
    Escape = v25ter::ESCAPE,
    Online = v25ter::ATO,
    Describe = v25ter::ATI,
    Echo = v25ter::ATE,
    Verbose = v25ter::ATV,
    Quiet = v25ter::ATQ,
    ConnectText = v25ter::ATX,
    Dtr = serial::AT_D,
    Cfun = status::CFUN,
    Csq = status::CSQ,
    Cpof = status::CPOF,
    Creset = status::CRESET,
    Cmee = status::CMEE,
    Creg = network::CREG,
    Cops = network::COPS,
    Cpsi = network::CPSI,
    Cgreg = packet::CGREG,
    Cereg = packet::CEREG,
    Cgatt = packet::CGATT,
    Cgact = packet::CGACT,
    Cgdcont = packet::CGDCONT,
    Cgpaddr = packet::CGPADDR,
    Cping = packet::CPING,
    Cpin = sim::CPIN,
}

impl Name {
    /// The name of a row, if it has types.
    pub fn of(row: &Command) -> Option<Self> {
        Self::of_id(find_row(row.head())?.0).filter(|name| name.row().is(row))
    }

    /// Reads a host's line that is nothing but the name, in this shape.
    pub(super) fn alone(line: &Line<'_>, shape: Shape) -> Option<Self> {
        (line.shape()? == shape && line.params.is_empty()).then(|| Self::of_id(line.row))?
    }

    /// Writes it.
    pub(super) fn encode(self, out: &mut Encoder<'_>, shape: Shape) -> Result<(), EncodeError> {
        Args::new().encode(out, self.row(), shape)
    }
}

/// What a command takes, as its test form answers: `+CIPCLOSE: (0-9)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranges<'b> {
    /// The command.
    pub name: Name,
    /// The ranges as written, `(0-9),("TCP","UDP")`.
    pub text: &'b [u8],
}

impl<'b> Ranges<'b> {
    pub(super) fn of(line: &Line<'b>) -> Option<Self> {
        if line.shape()? != Shape::TestInfo {
            return None;
        }
        Some(Self { name: Name::of_id(line.row)?, text: line.params })
    }

    pub(super) fn encode(&self, out: &mut Encoder<'_>) -> Result<(), EncodeError> {
        let row = self.name.row();
        let form = best(row, &[Shape::TestInfo], self.text).and_then(|index| row.forms().get(usize::from(index)));
        let mut args = Args::new();
        Fields::new(self.text, form).for_each(|value| args.push(value.into()));
        args.encode(out, row, Shape::TestInfo)
    }
}
