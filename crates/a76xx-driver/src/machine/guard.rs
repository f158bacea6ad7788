//! Which commands of an application would blind the driver, or are its own.

use a76xx_parser::spec::{Command, Order, Shape, Then, status, tcpip, tcpip_more, v25ter};
use a76xx_parser::{Kind, Limits, Parser, Side, Step};

use crate::error::Error;

/// Rows that only the driver writes. Their read and test forms are free.
static OWN: [&Command; 16] = [
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
];

/// Rows that change how the module talks, in whatever form.
static TALK: [&Command; 8] =
    [&v25ter::ATE, &v25ter::ATV, &v25ter::ATQ, &v25ter::ATZ, &v25ter::AT_F, &v25ter::ATO, &v25ter::ATD, &v25ter::ESCAPE];

/// Whether a line may be sent; tells whether its result comes behind the `OK`.
pub(crate) fn examine(line: &[u8]) -> Result<bool, Error> {
    let mut parser = Parser::new(Limits::DEFAULT);
    let Step::Event(event) = parser.next(Side::Host, line) else { return Err(Error::Misuse) };
    let Kind::Command(first) = event.kind else { return Err(Error::Misuse) };
    if event.raw.len() != line.len() {
        return Err(Error::Misuse);
    }
    let mut completes = false;
    let mut part = Some(first);
    while let Some(command) = part {
        if let Some(row) = command.command {
            let asks = matches!(command.asked(), Some(Shape::Read | Shape::Test));
            let own = !asks && OWN.iter().any(|own| core::ptr::eq(*own, row));
            let talks = TALK.iter().any(|own| core::ptr::eq(*own, row));
            let plain = command.form().is_none_or(|form| matches!(form.then, Then::Line | Then::Text));
            if own || talks || !plain {
                return Err(Error::Misuse);
            }
            completes |= !asks && row.order != Order::None && !row.forms_of(Shape::Result).is_empty();
        }
        part = command.next();
    }
    Ok(completes)
}
