//! What happens: the actions' part of the grammar.

use a76xx_parser::typed::{RegistrationState, Rssi};
use winnow::ascii::{dec_uint, space0};
use winnow::combinator::{alt, cut_err, fail, opt, separated, terminated};
use winnow::prelude::*;

use super::text::text;
use super::{Action, world};
use crate::config::CardState;
use crate::fault::{any_word, duration, expect, fault, wanted, word};
use crate::modem::{Control, Radio};

const WORDS: &str =
    "what happens: reboot, power, dtr, lose, drop, register, signal, card, refuse, grant, say, send, fault, mend, wait or peer";

/// One after the other, with `then` between.
pub(super) fn actions(input: &mut &str) -> ModalResult<Vec<Action>> {
    separated(1.., action, word("then")).parse_next(input)
}

fn action(input: &mut &str) -> ModalResult<Action> {
    let start = *input;
    let first = cut_err(any_word).context(wanted(WORDS)).parse_next(input)?;
    match first.as_str() {
        "reboot" => Ok(Action::Control(Control::Reset)),
        "power" => switch.map(|on| Action::Control(Control::Power(on))).parse_next(input),
        "dtr" => switch.map(|on| Action::Control(Control::Dtr(on))).parse_next(input),
        "lose" | "drop" => (opt(word("the")), what_is_lost).map(|(_, lost)| Action::Radio(lost)).parse_next(input),
        "register" => registration.map(|as_what| Action::Radio(Radio::Registration(as_what))).parse_next(input),
        "signal" => {
            let level = cut_err(terminated(dec_uint, space0).verify(|rssi: &u8| *rssi < 32 || *rssi == 99));
            level.context(wanted("0 to 31, or 99")).map(|rssi| Action::Radio(Radio::Signal(Rssi(rssi)))).parse_next(input)
        }
        "card" => card.map(|state| Action::Radio(Radio::Card(state))).parse_next(input),
        "refuse" => expect("contexts").value(Action::Radio(Radio::RefuseContexts(true))).parse_next(input),
        "grant" => expect("contexts").value(Action::Radio(Radio::RefuseContexts(false))).parse_next(input),
        "say" => text.map(|line| Action::Say([b"\r\n", line.as_slice(), b"\r\n"].concat())).parse_next(input),
        "send" => text.map(Action::Say).parse_next(input),
        "fault" => fault.map(Action::Fault).parse_next(input),
        "mend" => Ok(Action::Mend),
        "wait" => duration.map(Action::Wait).parse_next(input),
        "peer" => world::peer.map(Action::Play).parse_next(input),
        _ => {
            *input = start;
            cut_err(fail.context(wanted(WORDS))).parse_next(input)
        }
    }
}

fn switch(input: &mut &str) -> ModalResult<bool> {
    cut_err(alt((word("on").value(true), word("off").value(false)))).context(wanted("`on` or `off`")).parse_next(input)
}

fn what_is_lost(input: &mut &str) -> ModalResult<Radio> {
    let lost = alt((word("network").value(Radio::Lost), word("registration").value(Radio::Registration(RegistrationState::SEARCHING))));
    cut_err(lost).context(wanted("`network` or `registration`")).parse_next(input)
}

fn registration(input: &mut &str) -> ModalResult<RegistrationState> {
    let state = alt((
        word("home").value(RegistrationState::HOME),
        word("roaming").value(RegistrationState::ROAMING),
        word("searching").value(RegistrationState::SEARCHING),
        word("denied").value(RegistrationState::DENIED),
        word("nowhere").value(RegistrationState::IDLE),
    ));
    cut_err(state).context(wanted("`home`, `roaming`, `searching`, `denied` or `nowhere`")).parse_next(input)
}

fn card(input: &mut &str) -> ModalResult<CardState> {
    let state = alt((
        word("absent").value(CardState::Absent),
        word("ready").value(CardState::Ready),
        word("pin").value(CardState::Pin),
        word("puk").value(CardState::Puk),
        word("busy").value(CardState::Busy),
        word("failed").value(CardState::Failed),
    ));
    cut_err(state).context(wanted("`absent`, `ready`, `pin`, `puk`, `busy` or `failed`")).parse_next(input)
}
