//! Who the module is (M 2.2).

use a76xx_parser::spec::{Shape, v25ter};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&v25ter::ATI, "", Modem::describe),
    does(&v25ter::SIMCOMATI, "", Modem::describe),
    does(&v25ter::CGMI, "", Modem::manufacturer),
    does(&v25ter::GMI, "", Modem::manufacturer),
    does(&v25ter::CGMM, "", Modem::model),
    does(&v25ter::GMM, "", Modem::model),
    does(&v25ter::CGMR, "", Modem::revision),
    does(&v25ter::GMR, "", Modem::revision),
    does(&v25ter::CGSN, "", Modem::serial_number),
    does(&v25ter::GSN, "", Modem::serial_number),
    does(&a76xx_parser::spec::named::line::GCAP, "", Modem::abilities),
];

impl Modem {
    /// The lines of the manual's sample (M 2.2.7).
    fn describe(&mut self, call: &Call<'_>) -> Outcome {
        if !call.fits() {
            return Outcome::Error;
        }
        let profile = &self.config.profile;
        let lines = [
            format!("Manufacturer: {}", profile.manufacturer),
            format!("Model: {}", profile.model),
            format!("Revision: {}", profile.revision),
            format!("IMEI: {}", self.config.imei),
            ABILITIES.to_owned(),
        ];
        for line in &lines {
            self.text(line);
        }
        Outcome::Ok
    }

    fn manufacturer(&mut self, call: &Call<'_>) -> Outcome {
        self.bare(call, self.config.profile.manufacturer)
    }

    fn model(&mut self, call: &Call<'_>) -> Outcome {
        self.bare(call, self.config.profile.model)
    }

    fn serial_number(&mut self, call: &Call<'_>) -> Outcome {
        let imei = self.config.imei.clone();
        self.bare(call, &imei)
    }

    fn revision(&mut self, call: &Call<'_>) -> Outcome {
        let profile = &self.config.profile;
        if call.shape != Shape::Exec || !call.line.params.is_empty() {
            return Outcome::Error;
        }
        if let (true, Some(row)) = (profile.revision_head, call.line.command) {
            self.info_of(row, Shape::Info, profile.revision.as_bytes());
            return Outcome::Ok;
        }
        self.bare(call, profile.revision)
    }

    /// The row is known by its name alone.
    fn abilities(&mut self, call: &Call<'_>) -> Outcome {
        self.bare(call, ABILITIES)
    }

    fn bare(&mut self, call: &Call<'_>, text: &str) -> Outcome {
        match call.shape {
            Shape::Exec if call.line.params.is_empty() => self.text(text),
            Shape::Test => {}
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }
}

/// What `+GCAP` lists (M 2.2.7).
const ABILITIES: &str = "+GCAP: +CGSM,+FCLASS,+DS";
