//! What the module has told of its SIM and of the network, as far as the bring-up asks for it.

use a76xx_parser::typed::{FunctionLevel, RegistrationState, SocketError};
use a76xx_parser::{Answer, Urc};
use a76xx_tracker::Said;
use a76xx_tracker::model::registration::{attaches, stands};
use a76xx_tracker::model::sim;

/// SIM and registration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Radio {
    /// State of the SIM.
    pub(crate) sim: sim::State,
    /// Where it is registered: calls, packet data, LTE.
    registered: [bool; 3],
    /// It does not work in full: then a SIM that is not there only sleeps (M 27.2.1).
    off: bool,
}

impl Radio {
    pub(crate) const UNKNOWN: Self = Self { sim: sim::State::Unknown, registered: [false; 3], off: false };

    /// Whether the network has taken the module for packet data.
    pub(crate) const fn is_attached(&self) -> bool {
        let [_, packet, evolved] = self.registered;
        packet || evolved
    }

    /// Whether it has taken it for anything.
    pub(crate) const fn is_registered(&self) -> bool {
        let [calls, _, _] = self.registered;
        calls || self.is_attached()
    }

    /// It was told to work in full.
    pub(crate) const fn in_full(&mut self) {
        self.off = false;
    }

    /// Takes what the module says.
    pub(crate) fn hear(&mut self, said: &Said<'_>) {
        match said {
            Said::Answer(answer) => self.answer(answer),
            Said::Urc(urc) => self.urc(urc),
            _ => {}
        }
    }

    fn answer(&mut self, answer: &Answer<'_>) {
        match *answer {
            Answer::Cpin { state } => self.sim = sim::State::of_cpin(&state),
            Answer::CmeError { reason } => self.sim = reason.code().and_then(sim::State::of_cme).unwrap_or(self.sim),
            Answer::Cfun { level } => self.off = level != FunctionLevel::FULL,
            Answer::Creg { stat, .. } => self.tell(0, stat),
            Answer::Cgreg { stat, .. } => self.tell(1, stat),
            Answer::Cereg { stat, .. } => self.tell(2, stat),
            Answer::NetOpen { err: SocketError::SUCCESS, .. }
            | Answer::CipOpen { err: SocketError::SUCCESS, .. }
            | Answer::IpAddr { .. }
            | Answer::Cops { operator: Some(_), .. } => self.sim = self.sim.worked(),
            _ => {}
        }
    }

    fn urc(&mut self, urc: &Urc<'_>) {
        match *urc {
            Urc::AtReady { on: true } | Urc::Ready | Urc::PowerDown | Urc::UnderVoltageDown | Urc::OverVoltageDown => *self = Self::UNKNOWN,
            Urc::Cpin { state } => self.sim = sim::State::of_cpin(&state),
            Urc::SimCard { text } if text.starts_with(b"NOT") && !self.off => self.sim = sim::State::Absent,
            Urc::SmsDone => self.sim = self.sim.worked(),
            Urc::PacketEvent { text } if attaches(text) => self.sim = self.sim.worked(),
            Urc::Cfun { level } => self.off = level != FunctionLevel::FULL,
            Urc::Creg { stat, .. } => self.tell(0, stat),
            Urc::Cgreg { stat, .. } => self.tell(1, stat),
            Urc::Cereg { stat, .. } => self.tell(2, stat),
            _ => {}
        }
    }

    fn tell(&mut self, domain: usize, stat: RegistrationState) {
        if let Some(slot) = self.registered.get_mut(domain) {
            *slot = stands(stat) == Some(true);
        }
    }
}
