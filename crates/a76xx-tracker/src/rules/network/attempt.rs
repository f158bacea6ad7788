//! Commands that need the network, and what may stand in their way.

use a76xx_parser::spec::clock::CNTP;
use a76xx_parser::spec::ftp::CFTPSLOGIN;
use a76xx_parser::spec::http::HTTPACTION;
use a76xx_parser::spec::mqtt::CMQTTCONNECT;
use a76xx_parser::spec::packet::{CGACT, CGATT, CPING};
use a76xx_parser::spec::status::{CFUN, CPOF, CRESET};
use a76xx_parser::spec::tcpip::{CDNSGIP, CIPOPEN, NETCLOSE, NETOPEN};
use a76xx_parser::spec::tls::CCHOPEN;
use a76xx_parser::spec::{Command, Shape, network};
use a76xx_parser::typed::{FunctionLevel, RegistrationState};

use crate::model::{Model, Service, Sim, Stage, sim};
use crate::rule::Transition;
use crate::time::EventNo;

/// What opens the service or a link, or has a service above them reach a server.
const ATTEMPTS: [&Command; 9] = [&NETOPEN, &CIPOPEN, &CDNSGIP, &CPING, &HTTPACTION, &CMQTTCONNECT, &CCHOPEN, &CFTPSLOGIN, &CNTP];

/// Their names, for rules that watch nothing else.
#[expect(clippy::indexing_slicing, reason = "both have one length; the compiler runs it")]
pub(super) const NAMES: [&str; ATTEMPTS.len()] = {
    let (mut names, mut at) = ([""; ATTEMPTS.len()], 0);
    while at < names.len() {
        names[at] = ATTEMPTS[at].name();
        at += 1;
    }
    names
};

/// What takes the module off the network when the host asks for it.
const LEAVING: [&Command; 7] = [&CFUN, &CPOF, &CRESET, &CGATT, &CGACT, &network::COPS, &NETCLOSE];

/// The command, where the host's line is one that needs the network.
pub(super) fn attempt(transition: &Transition<'_, '_, '_>) -> Option<&'static Command> {
    let line = transition.sent()?;
    let row = line.command.filter(|row| ATTEMPTS.iter().any(|attempt| row.is(attempt)))?;
    matches!(line.shape()?, Shape::Write | Shape::Exec).then_some(row)
}

/// What the host did or does that takes the module off the network.
pub(super) fn asked_to_leave(model: &Model) -> Option<EventNo> {
    let running = || {
        let mut running = model.flow.recent().filter(|command| matches!(command.stage, Stage::Waiting | Stage::Owing));
        running.find(|command| LEAVING.iter().any(|row| command.does(row))).map(|command| command.sent.event)
    };
    let by_host = |(attached, told): (bool, EventNo)| (!attached && model.network.lost != Some(told)).then_some(told);
    model.power.asked.or_else(running).or_else(|| radio_off(model)).or_else(|| model.network.attached.and_then(by_host))
}

/// The line that told that the radio is off.
pub(super) fn radio_off(model: &Model) -> Option<EventNo> {
    let (level, told) = model.registration.function?;
    matches!(level, FunctionLevel::MINIMUM | FunctionLevel::FLIGHT | FunctionLevel::OFFLINE).then_some(told)
}

/// Why the network cannot be used, as far as is known, and the line that told: the deepest reason first.
pub(super) fn obstacle(model: &Model) -> Option<(&'static str, EventNo)> {
    off_air(model).or_else(|| domain(model))
}

/// Why the module has no place in the network, and the line that told.
pub(super) fn off_air(model: &Model) -> Option<(&'static str, EventNo)> {
    let radio = radio_off(model).map(|told| ("the radio is off", told));
    radio.or_else(|| card(&model.sim)).or_else(|| unregistered(model))
}

/// What is wrong with the SIM, and the first line that told.
pub(super) fn card(sim: &Sim) -> Option<(&'static str, EventNo)> {
    let word = match sim.state {
        sim::State::Absent => "there is no SIM",
        sim::State::Locked => "the SIM is locked",
        sim::State::Failed => "the SIM does not work",
        sim::State::Starting => "the SIM is not ready",
        sim::State::Ready | sim::State::Unknown => return None,
    };
    Some((word, sim.trouble?))
}

/// Why the module is not registered, as the last report has it; and the first line of the run.
pub(super) fn unregistered(model: &Model) -> Option<(&'static str, EventNo)> {
    let registration = &model.registration;
    if let Some((state, told)) = registration.missing() {
        let word = match state {
            RegistrationState::DENIED => "the network denied the registration",
            RegistrationState::EMERGENCY_ONLY => "only emergency calls are allowed",
            RegistrationState::SEARCHING => "the module still searches for a network",
            _ => "the module is not registered",
        };
        return Some((word, registration.bad_since.unwrap_or(told)));
    }
    registration.service.filter(|(there, _)| !there).map(|(_, told)| ("there is no service", told))
}

fn domain(model: &Model) -> Option<(&'static str, EventNo)> {
    let network = &model.network;
    // Who registers again is attached again, where nothing tells otherwise.
    let lasts = |told: EventNo| !model.registration.good_after(told);
    let detached = network.attached.filter(|(attached, told)| !attached && lasts(*told)).map(|(_, told)| ("the module is detached", told));
    let closing =
        || network.since.filter(|_| network.service == Service::Closing).map(|since| ("the service is still closing", since.event));
    let refused = || network.refused.map(|told| ("the PDP context was refused", told));
    detached.or_else(closing).or_else(refused).or_else(|| network.lost.map(|told| ("the network was lost", told)))
}
