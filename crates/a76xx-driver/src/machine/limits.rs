//! How long operations may take.

use core::time::Duration;

use a76xx_parser::spec::{Command, packet, tcpip, v25ter};

use super::Machine;
use super::encode::PIECE;
use super::feed::FEED;
use super::finish::PAUSE;
use super::schedule::DRAIN;
use super::sending::ASK;
use super::serve::STOPS;
use super::state::MARKER;

/// What an application may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Operation {
    /// From a service that is down to one that is up, or to the reason why not.
    BringUp,
    /// From the call that opens a link to its being open, or to an error.
    Open,
    /// From bytes that were given to a link to their being confirmed, or to an error.
    Send,
    /// From the wish to close a link to its end.
    Close,
    /// From the wish to listen to a server that does, or to an error.
    Listen,
    /// From a question to its answer, or to an error. It is that of a command of two minutes; others are answered sooner.
    Ask,
    /// From the wish that a server end, when the application holds none of its clients any more, to its end.
    Unlisten,
    /// From the wish to leave the data state to commands being possible.
    Pause,
    /// From the wish to go back to the data state to its being there, or to the end of the link.
    Resume,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 9] =
        [Self::BringUp, Self::Open, Self::Send, Self::Close, Self::Listen, Self::Ask, Self::Unlisten, Self::Pause, Self::Resume];

    /// In a few words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BringUp => "bring up",
            Self::Open => "open",
            Self::Send => "send",
            Self::Close => "close",
            Self::Listen => "listen",
            Self::Ask => "ask",
            Self::Unlisten => "unlisten",
            Self::Pause => "pause",
            Self::Resume => "resume",
        }
    }
}

/// Most that a command takes that only asks or sets something: as long as the table says, and a second for the line.
fn quick(row: &Command) -> Duration {
    Duration::from_secs(u64::from(row.within() / 1000 + 1))
}

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// The longest that an operation may take, whatever the line and the module do: the time limits of its own commands, and of those before it.
    ///
    /// A command that is not answered is followed by markers, and then by the end of every operation, so that one such silence is all that an
    /// operation has to bear. Everybody else has his turn before: one command for each link, each server and the one question.
    pub fn longest(&self, operation: Operation) -> Duration {
        let patience = &self.core.config.patience;
        let sum = |spans: &[Duration]| spans.iter().fold(Duration::ZERO, |sum, span| sum.saturating_add(*span));
        let five = Duration::from_secs(5);
        // A prompt that does not come, data, a confirmation that does not come, and what the counter says.
        let send = sum(&[patience.prompt.span(), patience.cip_send.span(), five, ASK, quick(&tcpip::CIPACK)]);
        let open = sum(&[patience.cip_open.span(), five]);
        let slowest = patience.close.span().max(open).max(Duration::from_millis(u64::from(tcpip::CIPSEND.within()))).max(send);
        let silence = sum(&[slowest, MARKER.saturating_mul(8)]);
        let turns = quick(&packet::CGACT).saturating_mul(LINKS as u32 + 5);
        let before = sum(&[silence, turns]);
        // In the data state a command waits for the escape, which wants silence on both sides of it.
        let escape = if self.core.config.transparent { Duration::from_secs(30) } else { Duration::ZERO };
        let sends = sum(&[send, turns]).saturating_mul((TX.div_ceil(PIECE) as u32).max(1));
        let drained = quick(&tcpip::CIPRXGET).saturating_mul(u32::from(DRAIN));
        let close = sum(&[before, sends, drained, patience.close.span(), patience.close.span(), escape]);
        let question = Duration::from_secs(121);
        let stops = sum(&[quick(&tcpip::SERVERSTOP), turns]).saturating_mul(u32::from(STOPS));
        match operation {
            Operation::BringUp => sum(&[patience.bring_up.span(), slowest]),
            Operation::Open => sum(&[before, open, open]),
            Operation::Send => sum(&[before, sends]),
            Operation::Close => close,
            Operation::Listen => sum(&[before, quick(&tcpip::SERVERSTART)]),
            Operation::Ask => sum(&[before, escape, FEED, question]),
            // Whether clients that were turned away have gone is asked with the next heartbeat.
            Operation::Unlisten => sum(&[close, patience.heartbeat.span(), before, stops, PAUSE.saturating_mul(1 << STOPS)]),
            Operation::Pause => sum(&[before, escape]),
            Operation::Resume => sum(&[before, escape, FEED, question, quick(&v25ter::ATO)]),
        }
    }
}
