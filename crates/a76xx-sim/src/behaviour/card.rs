//! The SIM (M 6.2).

use a76xx_parser::spec::{Shape, sim};
use a76xx_parser::typed::{CmeError, Name, SimState};
use a76xx_parser::{Answer, Request, Urc};

use super::{Behaviour, does};
use crate::config::CardState;
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;

pub(super) static COMMANDS: &[Behaviour] =
    &[does(&sim::CPIN, "", Modem::pin), does(&sim::CICCID, "", Modem::card_number), does(&sim::CIMI, "", Modem::subscriber)];

impl Modem {
    /// Whether the card can be used.
    pub(crate) fn card_works(&self) -> bool {
        match self.config.card.state {
            CardState::Ready => true,
            CardState::Pin => self.unlocked,
            _ => false,
        }
    }

    /// Why the card can not be used.
    pub(crate) fn card_error(&self) -> Option<CmeError> {
        Some(match self.config.card.state {
            _ if self.card_works() => return None,
            CardState::Absent => CmeError::SIM_NOT_INSERTED,
            CardState::Busy => CmeError::SIM_BUSY,
            CardState::Puk => CmeError::SIM_PUK_REQUIRED,
            CardState::Pin => CmeError::SIM_PIN_REQUIRED,
            CardState::Ready | CardState::Failed => CmeError::SIM_FAILURE,
        })
    }

    /// What the card waits for; `Err` where it cannot even be asked.
    fn card_says(&self) -> Result<SimState<'static>, CmeError> {
        match self.config.card.state {
            _ if self.card_works() => Ok(SimState::Ready),
            CardState::Pin => Ok(SimState::SimPin),
            CardState::Puk => Ok(SimState::SimPuk),
            CardState::Absent => Err(CmeError::SIM_NOT_INSERTED),
            CardState::Busy => Err(CmeError::SIM_BUSY),
            CardState::Ready | CardState::Failed => Err(CmeError::SIM_FAILURE),
        }
    }

    /// The notice of the card's state.
    pub(crate) fn card_notice(&mut self) {
        let state = match self.config.card.state {
            CardState::Absent => SimState::Removed,
            CardState::Busy | CardState::Failed => SimState::NotReady,
            _ => self.card_says().unwrap_or(SimState::NotReady),
        };
        self.urc(&Urc::Cpin { state });
    }

    fn pin(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::Cpin)) => match self.card_says() {
                Ok(state) => self.info(&Answer::Cpin { state }),
                Err(error) => return Outcome::Equipment(error),
            },
            Some(Request::Cpin { pin, .. }) => return self.enter_pin(pin),
            _ => return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS),
        }
        Outcome::Ok
    }

    /// Three wrong PINs lock the card (3GPP TS 27.007 8.3).
    fn enter_pin(&mut self, pin: &[u8]) -> Outcome {
        match self.card_error() {
            Some(CmeError::SIM_PIN_REQUIRED) => {}
            Some(error) => return Outcome::Equipment(error),
            None => return Outcome::Equipment(CmeError::OPERATION_NOT_ALLOWED),
        }
        if pin != self.config.card.pin.as_bytes() {
            self.pin_tries = self.pin_tries.saturating_sub(1);
            if self.pin_tries == 0 {
                self.config.card.state = CardState::Puk;
            }
            return Outcome::Equipment(CmeError::INCORRECT_PASSWORD);
        }
        (self.unlocked, self.pin_tries) = (true, 3);
        self.tasks.set(self.now.after(self.config.timing.card), Task::RadioOn);
        Outcome::Ok
    }

    fn card_number(&mut self, call: &Call<'_>) -> Outcome {
        if call.shape != Shape::Exec || !call.fits() {
            return Outcome::Error;
        }
        match self.card_error() {
            None | Some(CmeError::SIM_PIN_REQUIRED | CmeError::SIM_PUK_REQUIRED) => {
                // The head is not the command's (M 6.2.1), and the row says which.
                let head = sim::CICCID.heads().first().copied().unwrap_or(sim::CICCID.name());
                self.text(&format!("{head}: {}", self.config.card.iccid));
                Outcome::Ok
            }
            Some(error) => Outcome::Equipment(error),
        }
    }

    fn subscriber(&mut self, call: &Call<'_>) -> Outcome {
        if call.shape != Shape::Exec || !call.fits() {
            return Outcome::Error;
        }
        if let Some(error) = self.card_error() {
            return Outcome::Equipment(error);
        }
        self.text(&self.config.card.imsi.clone());
        Outcome::Ok
    }
}
