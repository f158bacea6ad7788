//! Registration, operator, attachment (M 4.2, 5.2).

use a76xx_parser::spec::{Shape, network, packet};
use a76xx_parser::typed::{
    AccessTechnology, CmeError, FunctionLevel, Hex, Name, OperatorFormat, OperatorMode, RegistrationReport, RegistrationState,
};
use a76xx_parser::{Answer, Request, Urc};

use super::{Behaviour, does};
use crate::config::CardState;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use crate::modem::{Modem, Radio};

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&network::CREG, "(0-2)", Modem::registration_command),
    does(&packet::CGREG, "(0-2)", Modem::registration_command),
    does(&packet::CEREG, "(0-2)", Modem::registration_command),
    does(&network::COPS, "", Modem::operator),
    does(&packet::CGATT, "(0,1)", Modem::attachment),
];

/// Area and cell that reports name.
const AREA: &[u8] = b"1A2B";
const CELL: &[u8] = b"01A2D101";

impl Modem {
    /// How the module is registered.
    pub(crate) fn registered_as(&self) -> RegistrationState {
        if self.settings.function != FunctionLevel::FULL || !self.card_works() {
            return RegistrationState::IDLE;
        }
        let state = self.config.air.registration;
        if state.is_registered() && !self.attached { RegistrationState::SEARCHING } else { state }
    }

    /// The module registers and attaches, where the network lets it, and says so.
    pub(crate) fn attach(&mut self) {
        self.attach_from(self.registered_as());
    }

    /// The same where the registration was this one until now.
    fn attach_from(&mut self, registered: RegistrationState) {
        let attached = self.attached;
        let may = self.card_works() && self.settings.function == FunctionLevel::FULL;
        self.attached = may && self.config.air.registration.is_registered();
        if self.registered_as() != registered {
            self.report_registration();
        }
        if self.attached && !attached && !self.config.air.refuses_contexts {
            self.activate_sockets();
        }
    }

    /// The same as [`Self::detach`], with the notice that goes with it: contexts are not told one by one (3GPP TS 27.007 10.1.19).
    fn detach_with_notice(&mut self, text: &[u8]) {
        if self.attached {
            self.urc(&Urc::PacketEvent { text });
        }
        self.detach();
        self.report_registration();
    }

    /// The network and the contexts are gone.
    pub(crate) fn detach(&mut self) {
        self.attached = false;
        for context in self.contexts.values_mut() {
            context.active = false;
        }
    }

    /// `+CREG`, `+CGREG`, `+CEREG`, where they were asked for (M 4.2.1, 5.2.1, 5.2.2).
    pub(crate) fn report_registration(&mut self) {
        let stat = self.registered_as();
        let [cs, ps, eps] = self.settings.reports;
        let place = |report: RegistrationReport, digits: &'static [u8]| {
            let told = report == RegistrationReport::STATE_AND_PLACE && stat.is_registered();
            told.then(|| if self.config.profile.quoted_area { Hex::quoted(digits) } else { Hex::bare(digits) }).flatten()
        };
        let places = [cs, ps, eps].map(|report| (place(report, AREA), place(report, CELL)));
        let act = |told: Option<Hex<'_>>| told.map(|_| AccessTechnology::E_UTRAN);
        let [(lac, ci), (ps_lac, ps_ci), (tac, eps_ci)] = places;
        if cs != RegistrationReport::OFF {
            self.urc(&Urc::Creg { stat, lac, ci, act: None });
        }
        if ps != RegistrationReport::OFF {
            self.urc(&Urc::Cgreg { stat, lac: ps_lac, ci: ps_ci, act: None });
        }
        if eps != RegistrationReport::OFF {
            self.urc(&Urc::Cereg { stat, tac, ci: eps_ci, act: act(tac) });
        }
    }

    fn registration_command(&mut self, call: &Call<'_>) -> Outcome {
        let stat = self.registered_as();
        let [cs, ps, eps] = self.settings.reports;
        let quoted = self.config.profile.quoted_area;
        let place = |report: RegistrationReport, digits: &'static [u8]| {
            let told = report == RegistrationReport::STATE_AND_PLACE && stat.is_registered();
            told.then(|| if quoted { Hex::quoted(digits) } else { Hex::bare(digits) }).flatten()
        };
        match call.request() {
            Some(Request::Read(Name::Creg)) => {
                self.info(&Answer::Creg { report: cs, stat, lac: place(cs, AREA), ci: place(cs, CELL), act: None });
            }
            Some(Request::Read(Name::Cgreg)) => {
                self.info(&Answer::Cgreg { report: ps, stat, lac: place(ps, AREA), ci: place(ps, CELL), act: None });
            }
            Some(Request::Read(Name::Cereg)) => {
                let tac = place(eps, AREA);
                let act = tac.map(|_| AccessTechnology::E_UTRAN);
                self.info(&Answer::Cereg { report: eps, stat, tac, ci: place(eps, CELL), act });
            }
            Some(Request::Creg { report }) => self.settings.reports[0] = report,
            Some(Request::Cgreg { report }) => self.settings.reports[1] = report,
            Some(Request::Cereg { report }) => self.settings.reports[2] = report,
            Some(Request::Exec(Name::Creg)) => self.settings.reports[0] = RegistrationReport::OFF,
            Some(Request::Exec(Name::Cgreg)) => self.settings.reports[1] = RegistrationReport::OFF,
            Some(Request::Exec(Name::Cereg)) => self.settings.reports[2] = RegistrationReport::OFF,
            _ => return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS),
        }
        Outcome::Ok
    }

    fn operator(&mut self, call: &Call<'_>) -> Outcome {
        if let Some(error) = self.card_error() {
            return Outcome::Equipment(error);
        }
        match call.request() {
            Some(Request::Test(Name::Cops)) => {
                self.tasks.set(self.now.after(self.config.timing.search), Task::Searched);
                return Outcome::Later;
            }
            Some(Request::Read(Name::Cops)) => {
                let format = OperatorFormat(self.settings.plain.get("format").and_then(|own| own.first()).map_or(0, |digit| digit - b'0'));
                let there = self.registered_as().is_registered();
                let name = if format == OperatorFormat::NUMERIC { &self.config.air.plmn } else { &self.config.air.operator };
                let name = name.clone().into_bytes();
                self.info(&Answer::Cops {
                    mode: OperatorMode::AUTOMATIC,
                    format: there.then_some(format),
                    operator: there.then_some(&name),
                    act: there.then_some(AccessTechnology::E_UTRAN),
                });
            }
            Some(Request::Cops { mode: OperatorMode::DEREGISTER, .. }) => {
                self.detach_with_notice(b"ME DETACH");
                self.lose_service(true);
            }
            Some(Request::Cops { mode, format, .. }) => {
                if let Some(format) = format {
                    self.settings.plain.insert("format", vec![b'0' + format.0]);
                }
                if mode != OperatorMode::FORMAT_ONLY && !self.attached {
                    self.tasks.set(self.now.after(self.config.timing.register), Task::RadioOn);
                }
            }
            Some(Request::Exec(Name::Cops)) => {}
            _ => return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS),
        }
        Outcome::Ok
    }

    /// The search for operators is over (3GPP TS 27.007 7.3).
    pub(crate) fn searched(&mut self) {
        let air = &self.config.air;
        let found = format!("(2,\"{}\",\"{}\",\"{}\",7),,(0-4),(0-2)", air.operator, air.operator, air.plmn);
        self.info_of(&network::COPS, Shape::TestInfo, found.as_bytes());
        self.settle(Outcome::Ok);
    }

    fn attachment(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::Cgatt)) => self.info(&Answer::Cgatt { attached: self.attached }),
            Some(Request::Cgatt { attached }) => {
                if let Some(error) = self.card_error() {
                    return Outcome::Equipment(error);
                }
                let full = self.settings.function == FunctionLevel::FULL;
                if attached && !(full && self.config.air.registration.is_registered()) {
                    return Outcome::Equipment(CmeError::NO_NETWORK_SERVICE);
                }
                if attached && !self.attached {
                    self.attach();
                } else if !attached && self.attached {
                    self.detach_with_notice(b"ME DETACH");
                    self.lose_service(true);
                }
            }
            _ => return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS),
        }
        Outcome::Ok
    }

    /// Something happens in the air, or to the card.
    pub(crate) fn changes(&mut self, radio: Radio) {
        let running = self.power == crate::RunState::Running;
        match radio {
            Radio::Signal(rssi) => self.config.air.rssi = rssi,
            Radio::RefuseContexts(refuses) => self.config.air.refuses_contexts = refuses,
            Radio::Registration(state) => {
                let before = self.registered_as();
                self.config.air.registration = state;
                if running && !state.is_registered() && self.attached {
                    self.detach_with_notice(b"NW DETACH");
                    self.lose_service(true);
                } else if running {
                    self.attach_from(before);
                }
            }
            Radio::Lost if running => {
                let cid = self.settings.socket_context;
                if let Some(context) = self.contexts.get_mut(&cid).filter(|context| context.active) {
                    context.active = false;
                    self.urc(&Urc::PacketEvent { text: format!("NW PDN DEACT {cid}").as_bytes() });
                }
                self.lose_service(true);
            }
            Radio::Lost => {}
            Radio::Card(state) => {
                self.config.card.state = state;
                self.unlocked = false;
                match state {
                    _ if !running => self.detach(),
                    // Its notice comes with the registration.
                    CardState::Ready => self.tasks.set(self.now.after(self.config.timing.card), Task::RadioOn),
                    _ => {
                        self.detach_with_notice(b"ME DETACH");
                        self.card_notice();
                        self.lose_service(true);
                    }
                }
            }
        }
    }
}
