//! A second parser, slow and plain, to hold the first against: `docs/grammar.md` as a program.
//!
//! It shares with the parser the table's data and the names of what comes out, and no code. It keeps no scan, has no quick ways and no hashes: each
//! time something comes it looks at all that a side has not yet used from its first byte on, and pending commands are texts in a list.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::pedantic,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test equipment: plain rather than fine, and a fault here is a failed test"
)]

mod forms;
mod framing;
mod lines;
mod meaning;
mod pending;

use a76xx_parser::{Control, End, FinalCode, Kind, Limits, Noise, Parser, Payload, Prompt, Role, Side};

use crate::law::{Dialogue, Heard, Move, play};
use framing::Reference;

/// What an event comes to, without how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Blank,
    Command,
    Echo,
    Answer,
    Urc,
    Final(FinalCode),
    Prompt(Prompt),
    Payload(Role, End),
    Text,
    Noise(Noise),
}

/// An event: whose, where, what, of which row, and for which command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    pub side: Side,
    pub at: usize,
    pub len: usize,
    pub what: What,
    pub row: Option<&'static str>,
    pub command: Option<u16>,
}

impl Thing {
    /// What the parser says, in the same words.
    fn of(heard: &Heard<'_>) -> Self {
        let what = match heard.event.kind {
            Kind::Blank => What::Blank,
            Kind::Command(_) => What::Command,
            Kind::Echo(_) => What::Echo,
            Kind::Answer(_) => What::Answer,
            Kind::Urc(_) => What::Urc,
            Kind::Final(last) => What::Final(last.code),
            Kind::Prompt(prompt) => What::Prompt(prompt),
            Kind::Payload(Payload { role, end, .. }) => What::Payload(role, end),
            Kind::Text(_) => What::Text,
            Kind::Noise(why) => What::Noise(why),
            _ => panic!("the parser of two sides never says {:?}", heard.event.kind),
        };
        // Free text in an answer has the row of its command, and no head.
        let row = heard.event.kind.line().filter(|line| !line.name.is_empty() || what == What::Command || what == What::Echo);
        Self {
            side: heard.of,
            at: heard.at,
            len: heard.event.raw.len(),
            what,
            row: row.and_then(|line| line.command).map(|row| row.name()),
            command: heard.event.command.map(|no| no.0),
        }
    }
}

/// Parser and reference say the same of a dialogue: whole, byte by byte, and in pieces of these sizes.
pub fn agree(dialogue: &Dialogue, limits: Limits, cuts: &[usize]) {
    for cuts in [&[][..], &[1], cuts] {
        let ours = play(Parser::new(limits), dialogue, cuts);
        let theirs = read(dialogue, limits, cuts);
        let ours: Vec<Thing> = ours.heard.iter().map(Thing::of).collect();
        if let Some(at) = (0..ours.len().max(theirs.len())).find(|at| ours.get(*at) != theirs.get(*at)) {
            panic!(
                "in pieces of {cuts:?} they differ at {at}\n parser    {:?}\n reference {:?}\n{dialogue:?}",
                ours.get(at),
                theirs.get(at)
            );
        }
    }
}

/// The events of a dialogue, neighbouring pieces of a payload joined.
fn read(dialogue: &Dialogue, limits: Limits, cuts: &[usize]) -> Vec<Thing> {
    let mut reference = Reference::new(usize::from(limits.line));
    let mut sizes = cuts.iter().cycle();
    let mut from = [0; 2];
    for step in &dialogue.moves {
        match *step {
            Move::Bytes(side, len) => {
                let at = &mut from[side as usize];
                let mut bytes = &dialogue.of(side)[*at..*at + len];
                *at += len;
                while !bytes.is_empty() {
                    let size = sizes.next().map_or(bytes.len(), |size| (*size).clamp(1, bytes.len()));
                    reference.hear(side, &bytes[..size]);
                    bytes = &bytes[size..];
                }
            }
            Move::Silence => {
                reference.silence(Side::Host);
                reference.silence(Side::Module);
            }
            Move::SilenceOf(side) => reference.silence(side),
            Move::Control(Control::Reset) => reference.known.restart(),
            Move::Control(what) => reference.known.escaping |= what == Control::Dtr(false),
            Move::Assume(what) => reference.assume(what),
            Move::Time(_) => {}
        }
    }
    reference.silence(Side::Host);
    reference.silence(Side::Module);
    reference.things
}
