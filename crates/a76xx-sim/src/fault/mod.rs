//! What goes wrong: seeded faults between the modem and its end, and between the modem and its network.
//!
//! ```text
//!  Modem ─▶ watch ─▶ fault ─▶ fault ─▶ … ─▶ queue ─▶ baud ─▶ end
//!    ▲      (parser:  each with its own
//!    │      what is    random numbers
//!    ▼      what)
//!  Faulty ─▶ World
//! ```
//!
//! Faults compose in the order of their list: what one puts out is what the next one gets. Each draws from random numbers of its own, which
//! follow from the seed and its place in the list. Same seed, same inputs at the same times: same bytes.
//!
//! A fault is written as in `drop 0.1%` ([`Fault`]'s `FromStr` and `Display`); scripts and the command line take the same words.

mod bytes;
mod grammar;
mod line;
mod network;
mod notices;
mod pace;
mod share;
mod stage;
mod watch;
mod words;

use core::time::Duration;

pub use grammar::FaultError;
pub(crate) use grammar::{any_word, duration, expect, fault, period, said, share as percentage, wanted, word};
pub(crate) use line::{Line, Order};
pub(crate) use network::Faulty;
pub(crate) use pace::Pace;
pub use share::Share;
pub(crate) use watch::{Piece, Seen, Watch};

/// Faults, and what their chance is drawn from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Same seed, same bytes.
    pub seed: u64,
    /// In the order in which the module's bytes pass them.
    pub list: Vec<Fault>,
}

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// `drop 0.1%`: so many of the bytes are lost.
    Drop(Share),
    /// `flip 0.1%`: one bit of so many of the bytes is wrong.
    Flip(Share),
    /// `double 0.1%`: so many of the bytes come twice.
    Double(Share),
    /// `nul 0.1%`: a NUL comes before so many of the bytes.
    Nul(Share),
    /// `reboot 0.01%`: at so many of the bytes the module restarts, and what it was saying ends there.
    Reboot(Share),
    /// `split 20ms`: what is said at once comes in pieces, with up to so much time between them.
    Split(Duration),
    /// `glue 50ms`: what is said within such a span comes at once, at its end.
    Glue(Duration),
    /// `delay 10ms..200ms`: everything comes later, by a time from this range, in its order.
    Delay(Duration, Duration),
    /// `notice in answer 10%`: a notice comes at a place where it hurts.
    Notice(Place, Share),
    /// `storm 5 every 2s`: so many notices at once, on average so often; never into the data state.
    Storm(u16, Duration),
    /// `lose final 5%`: so many of the final result codes are lost.
    LoseFinal(Share),
    /// `lose prompt 5%`: so many of the prompts are lost.
    LosePrompt(Share),
    /// `late result 5% by 3s`: so many of the lines that complete a command come later, and what is behind them does not wait.
    LateResult(Share, Duration),
    /// `lose network every 30s`: the network ends the context of the sockets, on average so often.
    LoseNetwork(Duration),
    /// `full buffer 10%`: so many of the sends are taken in part (`+CIPSEND: n,req,cnf` with cnf < req).
    FullBuffer(Share),
    /// `break send 1%`: at so many of the sends the connection turns out to be broken (cnf -1).
    BreakSend(Share),
    /// `slow close 5s`: the network takes so long to close.
    SlowClose(Duration),
    /// `baud 9600`: bytes of both sides take the time that they take at this speed, ten bits each.
    Baud(u32),
}

/// Where a notice hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Between the host's command and its echo.
    BeforeEcho,
    /// Between the information of a command and its final result code.
    InAnswer,
    /// In the middle of the line that announces counted data.
    InHeader,
}

#[cfg(test)]
mod tests;
