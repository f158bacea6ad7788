//! The line itself: echo, form of results, what is kept, dialling (M 2.2, V.250).

use a76xx_parser::spec::named::{line, serial as named};
use a76xx_parser::spec::{Shape, serial, status, v25ter};
use a76xx_parser::typed::Name;
use a76xx_parser::{Answer, Request};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::state::{Kept, LinkPhase};

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&v25ter::AT, "", |_, _| Outcome::Ok),
    does(&v25ter::ATE, "", Modem::echo_switch),
    does(&v25ter::ATV, "", Modem::verbose_switch),
    does(&v25ter::ATQ, "", Modem::quiet_switch),
    does(&v25ter::ATX, "", Modem::connect_form),
    does(&v25ter::ATZ, "", Modem::restore),
    does(&v25ter::AT_F, "", Modem::factory),
    does(&line::STORE, "", Modem::store),
    does(&line::SHOW, "", Modem::show),
    does(&serial::AT_D, "", Modem::dtr_mode),
    does(&named::DCD_MODE, "", Modem::dcd_mode),
    does(&v25ter::ATO, "", Modem::back_online),
    does(&v25ter::ATD, "", Modem::dial),
    does(&v25ter::ATH, "", |_, _| Outcome::Ok),
    does(&v25ter::ATA, "", |_, _| Outcome::NoCarrier),
    does(&status::CMEE, "(0-2)", Modem::error_form),
];

impl Modem {
    fn echo_switch(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Echo { setting }) => self.settings.echo = setting.unwrap_or(false),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// The result of `ATV0` is a digit already (V.250 6.2.6).
    fn verbose_switch(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Verbose { setting }) => self.settings.verbose = setting.unwrap_or(false),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    fn quiet_switch(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Quiet { setting }) => self.settings.quiet = setting.unwrap_or(false),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    fn connect_form(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::ConnectText { value }) => self.settings.connect_text = value.unwrap_or(0),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    fn dtr_mode(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Dtr { drop }) => self.settings.dtr = drop.unwrap_or(a76xx_parser::typed::DtrMode::IGNORE),
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// No end here has such a line: the setting is kept, and nothing else.
    fn dcd_mode(&mut self, call: &Call<'_>) -> Outcome {
        if !call.fits() {
            return Outcome::Error;
        }
        self.settings.dcd = call.int(0).and_then(|mode| u8::try_from(mode).ok()).unwrap_or(Kept::FACTORY.dcd);
        Outcome::Ok
    }

    fn restore(&mut self, call: &Call<'_>) -> Outcome {
        if !call.fits() {
            return Outcome::Error;
        }
        self.kept.bring_back(&mut self.settings);
        Outcome::Ok
    }

    fn factory(&mut self, call: &Call<'_>) -> Outcome {
        if !call.fits() {
            return Outcome::Error;
        }
        Kept::FACTORY.bring_back(&mut self.settings);
        Outcome::Ok
    }

    fn store(&mut self, call: &Call<'_>) -> Outcome {
        if !call.fits() {
            return Outcome::Error;
        }
        self.kept = Kept::of(&self.settings);
        Outcome::Ok
    }

    /// The layout of the answer is the manual's (M 2.2.9), as far as it is known.
    fn show(&mut self, _: &Call<'_>) -> Outcome {
        let settings = &self.settings;
        let flags = format!(
            "&C: {}; &D: {}; &F: 0; E: {}; Q: {}; V: {}; X: {}; S0: 000; +CMEE: {}",
            settings.dcd,
            settings.dtr.0,
            u8::from(settings.echo),
            u8::from(settings.quiet),
            u8::from(settings.verbose),
            settings.connect_text,
            settings.errors.0
        );
        self.text(&flags);
        Outcome::Ok
    }

    fn error_form(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::Cmee)) => self.info(&Answer::Cmee { form: self.settings.errors }),
            Some(Request::Cmee { form }) => self.settings.errors = form,
            Some(Request::Exec(Name::Cmee)) => self.settings.errors = self.config.profile.errors,
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// Back to the data of the transparent link (M 2.2.6).
    fn back_online(&mut self, call: &Call<'_>) -> Outcome {
        if !call.fits() {
            return Outcome::Error;
        }
        let open = a76xx_parser::typed::LinkId::all().find(|id| {
            let link = self.link(*id);
            link.transparent && link.phase == LinkPhase::Open
        });
        match open {
            Some(link) => {
                self.connecting = Some(link);
                Outcome::Connect
            }
            None => Outcome::NoCarrier,
        }
    }

    /// A data call goes nowhere: there is no PPP here, but a dial script gets its `CONNECT`. Nobody takes a voice call.
    fn dial(&mut self, call: &Call<'_>) -> Outcome {
        let number = call.line.params;
        if call.shape != Shape::Exec || !number.starts_with(b"*99") {
            return Outcome::NoCarrier;
        }
        if !self.attached {
            return Outcome::NoCarrier;
        }
        self.connecting = None;
        Outcome::Connect
    }
}
