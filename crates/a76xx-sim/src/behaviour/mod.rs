//! What commands do. One subject a file; each lists its rows with the function that carries them out.

mod basic;
mod boot;
mod card;
mod close;
mod identity;
mod names;
mod open;
mod packet;
mod ping;
mod plain;
mod power;
mod receive;
mod registration;
mod send;
mod servers;
mod service;
mod signal;
mod socket_settings;

use a76xx_parser::spec::{Command, Shape};

use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};

/// A row of the table, and what carries it out.
pub(crate) struct Behaviour {
    row: &'static Command,
    /// What the test form answers; empty where it is `OK` alone.
    ranges: &'static str,
    carry_out: fn(&mut Modem, &Call<'_>) -> Outcome,
}

const fn does(row: &'static Command, ranges: &'static str, carry_out: fn(&mut Modem, &Call<'_>) -> Outcome) -> Behaviour {
    Behaviour { row, ranges, carry_out }
}

/// Every subject.
static SUBJECTS: &[&[Behaviour]] = &[
    basic::COMMANDS,
    card::COMMANDS,
    close::COMMANDS,
    identity::COMMANDS,
    names::COMMANDS,
    open::COMMANDS,
    packet::COMMANDS,
    ping::COMMANDS,
    power::COMMANDS,
    receive::COMMANDS,
    registration::COMMANDS,
    send::COMMANDS,
    servers::COMMANDS,
    service::COMMANDS,
    signal::COMMANDS,
    socket_settings::COMMANDS,
];

/// Every row that the modem carries out, in no order.
pub(crate) fn rows() -> impl Iterator<Item = &'static Command> {
    SUBJECTS.iter().flat_map(|subject| subject.iter()).map(|behaviour| behaviour.row).chain(plain::rows())
}

/// Carries out one command. What nobody knows is refused at once.
pub(crate) fn carry_out(modem: &mut Modem, call: &Call<'_>) -> Outcome {
    let Some(row) = call.line.command else { return Outcome::Error };
    let Some(behaviour) = SUBJECTS.iter().flat_map(|subject| subject.iter()).find(|behaviour| behaviour.row.is(row)) else {
        return plain::carry_out(modem, call, row);
    };
    if call.shape == Shape::Test {
        if row.forms_of(Shape::Test).is_empty() {
            return Outcome::Error;
        }
        let ranges = modem.ranges(row).unwrap_or(behaviour.ranges);
        if !ranges.is_empty() {
            modem.info_of(row, Shape::TestInfo, ranges.as_bytes());
            return Outcome::Ok;
        }
        if behaviour.row.forms_of(Shape::TestInfo).is_empty() {
            return Outcome::Ok;
        }
    }
    (behaviour.carry_out)(modem, call)
}
