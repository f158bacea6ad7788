//! What kind of thing a command is: what a program wants, what it tidies up with, what belongs to the socket service.

use a76xx_parser::spec::ftp::{CFTPSLOGOUT, CFTPSSTOP};
use a76xx_parser::spec::http::HTTPTERM;
use a76xx_parser::spec::mqtt::{CMQTTDISC, CMQTTREL, CMQTTSTOP};
use a76xx_parser::spec::network::COPS;
use a76xx_parser::spec::packet::{CGACT, CGATT};
use a76xx_parser::spec::sim::CPIN;
use a76xx_parser::spec::tcpip::{
    CDNSGIP, CIPACK, CIPCLOSE, CIPOPEN, CIPRXGET, CIPSEND, IPADDR, NETCLOSE, NETOPEN, SERVERSTART, SERVERSTOP,
};
use a76xx_parser::spec::tls::{CCHCLOSE, CCHSTOP};
use a76xx_parser::spec::v25ter::ATO;
use a76xx_parser::spec::{Command, Dialect, Form, FormWords, Order, Shape, Then};

use super::trouble::is_result;
use crate::model::Exchange;

fn one_of(row: &Command, rows: &[&Command]) -> bool {
    rows.iter().any(|own| own.is(row))
}

/// Whether the command ends or closes something: programs send it at their beginning as well, to tidy up what may be left of an earlier run.
pub(super) fn tidies(row: &Command) -> bool {
    one_of(
        row,
        &[&NETCLOSE, &CIPCLOSE, &SERVERSTOP, &CMQTTDISC, &CMQTTREL, &CMQTTSTOP, &CCHCLOSE, &CCHSTOP, &CFTPSLOGOUT, &CFTPSSTOP, &HTTPTERM],
    )
}

/// Whether the command is of the socket service, the results of which have rules of their own in other areas.
pub(super) fn is_socket(row: &Command) -> bool {
    one_of(row, &[&NETOPEN, &NETCLOSE, &CIPOPEN, &CIPSEND, &CIPCLOSE, &CIPRXGET, &SERVERSTART, &SERVERSTOP, &CIPACK, &CDNSGIP, &IPADDR])
}

/// Whether the command is what the program wants, and no setting or question on the way there: it ends in a result, takes data or opens the
/// data state, or takes the module into the network.
pub(super) fn is_wanted(command: &Exchange) -> bool {
    let Some(row) = command.row else { return false };
    if !matches!(command.shape, Some(Shape::Write | Shape::Exec) | None) {
        return false;
    }
    row.order() != Order::None
        || row.forms().iter().any(|form| form.shape.is_host() && !matches!(form.then(), Then::Line | Then::Text))
        || one_of(row, &[&CGACT, &CGATT, &COPS, &CPIN])
}

/// Whether another rule speaks of the command's refusal: of `AT+NETOPEN`, of the first context, of the PIN, of an operator chosen by hand,
/// and of the return to a data state that is not there.
pub(super) fn is_told_elsewhere(command: &Exchange) -> bool {
    let by_hand = matches!(command.first(), Some(1 | 4));
    command.is(&NETOPEN)
        || command.is(&ATO)
        || command.does(&CPIN)
        || command.does(&CGACT) && command.first() == Some(1)
        || command.does(&COPS) && by_hand
}

/// Whether the command's information lines carry a result code: then the line before an `ERROR` has told the reason.
pub(super) fn explains_itself(row: &Command) -> bool {
    let words = row.words().map_or(&[][..], |words| words.forms);
    let told = |(form, words): (&Form, &FormWords)| form.shape == Shape::Info && words.fields.iter().any(|field| is_result(field.codes));
    row.forms().iter().zip(words).any(told)
}

/// Whether only relatives, SIM7600 or SIM767X, know the command in this shape.
pub(super) fn is_relatives(row: &Command, shape: Shape) -> bool {
    let words = row.words().map_or(&[][..], |words| words.forms);
    let mut forms = row.forms().iter().zip(words).filter(|(form, _)| form.shape == shape).peekable();
    forms.peek().is_some() && forms.all(|(_, words)| matches!(words.dialect, Dialect::Sim7600 | Dialect::Sim767x))
}

/// Chapter of the manual.
pub(super) fn chapter(row: &Command) -> u8 {
    row.words().map_or(0, |words| words.chapter)
}

/// Whether it rests on the SIM: network, packet domain, messages, calls, phonebook and the services of chapters 15 to 19.
pub(super) const fn needs_sim(chapter: u8) -> bool {
    matches!(chapter, 4..=9 | 15..=19 | 29 | 32)
}

/// Whether it rests on packet data.
pub(super) const fn needs_network(chapter: u8) -> bool {
    matches!(chapter, 5 | 9 | 15..=19 | 29 | 32)
}
