//! Functionality, reset, power (M 3.2).

use a76xx_parser::spec::status;
use a76xx_parser::typed::{FunctionLevel, Name};
use a76xx_parser::{Answer, Request, Urc};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&status::CFUN, "(0-1,4-8),(0-1)", Modem::function),
    does(&status::CRESET, "", Modem::reset),
    does(&status::CPOF, "", Modem::power_off),
];

impl Modem {
    fn function(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::Cfun)) => self.info(&Answer::Cfun { level: self.settings.function }),
            Some(Request::Cfun { reset: Some(true), .. } | Request::Cfun { level: FunctionLevel::RESET, .. }) => {
                self.tasks.set(self.now.after(self.config.timing.answer), Task::Restart);
            }
            // 7 is left by 6 or a restart only (M 3.2.1).
            Some(Request::Cfun { .. }) if self.settings.function == FunctionLevel::OFFLINE => return Outcome::Error,
            Some(Request::Cfun { level, .. }) if matches!(level.0, 0 | 1 | 4 | 5 | 7 | 8) => self.set_function(level),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// The sample of M 27.2.1 has the notices of the way down around the `OK`.
    fn set_function(&mut self, level: FunctionLevel) {
        let before = std::mem::replace(&mut self.settings.function, level);
        let full = FunctionLevel::FULL;
        if before == full && level != full {
            if level == FunctionLevel::MINIMUM {
                self.urc(&Urc::SimCard { text: b"NOT AVAILABLE" });
            }
            if self.attached {
                self.urc(&Urc::PacketEvent { text: b"ME DETACH" });
            }
            self.detach();
            self.lose_service(false);
            if level == FunctionLevel::MINIMUM {
                self.result_urc(&Urc::RadioPower { on: false });
            }
            self.report_registration();
        } else if before != full && level == full {
            self.tasks.set(self.now.after(self.config.timing.register), Task::RadioOn);
        }
    }

    /// The card and the network are there again.
    pub(crate) fn radio_is_on(&mut self) {
        if self.settings.function != FunctionLevel::FULL {
            return;
        }
        if !self.attached {
            self.card_notice();
        }
        self.attach();
    }

    fn reset(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Test(Name::Creset)) => {}
            Some(Request::Exec(Name::Creset)) => self.tasks.set(self.now.after(self.config.timing.answer), Task::Restart),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    fn power_off(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Test(Name::Cpof)) => {}
            Some(Request::Exec(Name::Cpof)) => self.tasks.set(self.now.after(self.config.timing.answer), Task::PowerOff),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// The module switches itself off.
    pub(crate) fn powers_off(&mut self) {
        if self.config.profile.power_down_line {
            self.urc(&Urc::PowerDown);
        }
        self.switch_off();
    }
}
