//! Which commands of an application would blind the driver, or are its own.

use a76xx_parser::spec::{Command, Data, Form, Order, Shape, Then, serial, status, takes_data, tcpip, tcpip_more, v25ter};
use a76xx_parser::{Kind, Limits, Line, Parser, Side, Step};

use super::feed::Feed;
use crate::error::Error;

/// Rows that only the driver writes. Their read and test forms are free.
static OWN: [&Command; 23] = [
    &tcpip::NETOPEN,
    &tcpip::NETCLOSE,
    &tcpip::CIPOPEN,
    &tcpip::CIPSEND,
    &tcpip::CIPRXGET,
    &tcpip::CIPCLOSE,
    &tcpip::CIPHEAD,
    &tcpip::CIPSRIP,
    &tcpip::CIPMODE,
    &tcpip::CIPSENDMODE,
    &tcpip::CIPCCFG,
    &tcpip::SERVERSTART,
    &tcpip::SERVERSTOP,
    &tcpip_more::CSOCKSETPN,
    &tcpip_more::CIPSENDSTR,
    &status::CMEE,
    // Speed, flow control and sleep of the line, the port for notices, what DTR does, and the end of it all.
    &serial::IPR,
    &serial::IPREX,
    &serial::IFC,
    &serial::CSCLK,
    &serial::CATR,
    &serial::AT_D,
    &status::CPOF,
];

/// The same for rows of chapters that may be left out: a multiplexer, the frame of a byte, and sessions of the TLS service that take the line for
/// their data.
const OWN_NAMES: [&[u8]; 3] = [b"+CMUX", b"+ICF", b"+CCHMODE"];

/// Rows that change how the module talks, in whatever form.
static TALK: [&Command; 8] =
    [&v25ter::ATE, &v25ter::ATV, &v25ter::ATQ, &v25ter::ATZ, &v25ter::AT_F, &v25ter::ATO, &v25ter::ATD, &v25ter::ESCAPE];

/// Registers of V.250 that hold the characters of line end and correction, which the table does not have.
const REGISTERS: [&[u8]; 3] = [b"S3", b"S4", b"S5"];

/// How a line that may be sent ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Examined {
    /// A result completes it, which may come behind the `OK`.
    pub(crate) completes: bool,
    /// The table's limit for it in milliseconds, 0 where there is none.
    pub(crate) within: u32,
    /// What data it asks for.
    pub(crate) asks: Asks,
    /// The data that its caller has for it.
    pub(crate) feed: Option<Feed>,
}

/// What data a command asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// None.
    Nothing,
    /// So many bytes.
    Counted(u32),
    /// All up to Ctrl-Z.
    UpToCtrlZ,
}

impl Examined {
    pub(crate) const NOTHING: Self = Self { completes: false, within: 0, asks: Asks::Nothing, feed: None };
}

/// Whether the module asks for data behind a line of this form.
pub(crate) fn asks_for_data(form: &Form) -> bool {
    matches!(form.then(), Then::Prompt(_) | Then::Download(_) | Then::ConnectData(_))
}

/// What data a command asks for.
fn asked(command: &Line<'_>) -> Asks {
    let Some(Then::Prompt(data) | Then::Download(data) | Then::ConnectData(data)) = command.form().map(|form| form.then()) else {
        return Asks::Nothing;
    };
    let count = |field: u8| command.int(usize::from(field)).and_then(|count| u32::try_from(count).ok());
    match data {
        Data::Counted(field) => count(field).map_or(Asks::Nothing, Asks::Counted),
        Data::CountedOrCtrlZ(field) => count(field).map_or(Asks::UpToCtrlZ, Asks::Counted),
        Data::CtrlZ => Asks::UpToCtrlZ,
    }
}

/// Whether a line may be sent, and how it ends.
pub(crate) fn examine(line: &[u8]) -> Result<Examined, Error> {
    let mut parser = Parser::new(Limits::DEFAULT);
    let Step::Event(event) = parser.next(Side::Host, line) else { return Err(Error::Misuse) };
    let Kind::Command(first) = event.kind else { return Err(Error::Misuse) };
    if event.raw.len() != line.len() {
        return Err(Error::Misuse);
    }
    let mut found = Examined::NOTHING;
    let mut part = Some(first);
    while let Some(command) = part {
        let asks = matches!(command.asked(), Some(Shape::Read | Shape::Test));
        if !asks && is_one_of(&OWN_NAMES, command.name) {
            return Err(Error::Misuse);
        }
        if let Some(row) = command.command {
            let own = !asks && OWN.iter().any(|own| own.is(row));
            let talks = TALK.iter().any(|own| own.is(row));
            let plain =
                command.form().is_none_or(|form| matches!(form.then(), Then::Line | Then::Text | Then::MayConnect) || asks_for_data(form));
            // Data are those of one command.
            found.asks = asked(&command);
            let plain = plain && (found.asks == Asks::Nothing || first.more.is_empty());
            if own || talks || !plain {
                return Err(Error::Misuse);
            }
            found.completes |= !asks && row.order() != Order::None && !row.forms_of(Shape::Result).is_empty();
            found.within = found.within.max(row.within());
        } else if is_one_of(&REGISTERS, command.name) || !asks && takes_data(command.name) {
            return Err(Error::Misuse);
        }
        part = command.next();
    }
    Ok(found)
}

fn is_one_of(names: &[&[u8]], name: &[u8]) -> bool {
    names.iter().any(|own| name.eq_ignore_ascii_case(own))
}
