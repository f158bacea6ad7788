//! Puts the pieces of one payload together: where reads happened to cut the input is of no interest.

use std::io;
use std::mem::discriminant;

use crate::ingest::{Micros, QUIET, Role, Run};
use crate::stream::{Piece, Sink};
use a76xx_parser::{CommandNo, End, Event, Guess, Kind, Payload, Side};

/// How a renderer wants payloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joins {
    /// Whole, every byte of it, but no more than so many at a time: a longer one comes as several pieces.
    Split(usize),
    /// As one piece of any length, of which only the first bytes, so many at most, are kept.
    Excerpt(usize),
}

/// Holds a payload until it ends, or something else comes between.
pub struct Join<'s> {
    joins: Joins,
    held: Option<Held>,
    /// The last payload piece of each side that did not end, host first.
    open: [Option<Key>; 2],
    /// Memory of an earlier payload, for the next one.
    spare: (Vec<u8>, Vec<Run>),
    to: &'s mut dyn Sink,
}

/// What pieces of one payload have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    side: Option<Side>,
    command: Option<CommandNo>,
    role: std::mem::Discriminant<a76xx_parser::Role>,
}

struct Held {
    key: Key,
    bytes: Vec<u8>,
    runs: Vec<Run>,
    at: Option<Micros>,
    /// When its last piece came.
    last: Option<Micros>,
    total: u64,
    payload: Payload,
    guess: Guess,
    continues: bool,
}

impl<'s> Join<'s> {
    /// In front of the next step.
    pub fn new(joins: Joins, to: &'s mut dyn Sink) -> Self {
        Self { joins, held: None, open: [None; 2], spare: Default::default(), to }
    }

    fn payload(&mut self, piece: &Piece<'_>, payload: Payload) -> io::Result<()> {
        let event = &piece.event;
        let key = Key { side: event.side, command: event.command, role: discriminant(&payload.role) };
        // In the data state a pause may be part of an escape: what stands before and behind it is not one piece.
        let pause =
            |held: &Held| piece.at.zip(held.last).is_some_and(|(now, then)| u128::from(now.saturating_sub(then)) >= QUIET.as_micros());
        if self.held.as_ref().is_some_and(|held| held.key != key || (payload.role == a76xx_parser::Role::Transparent && pause(held))) {
            self.release()?;
        }
        let continues = self.open_of(key.side).is_some_and(|open| *open == Some(key));
        let spare = &mut self.spare;
        let held = self.held.get_or_insert_with(|| Held {
            key,
            bytes: std::mem::take(&mut spare.0),
            runs: std::mem::take(&mut spare.1),
            at: piece.at,
            last: piece.at,
            total: 0,
            payload,
            guess: event.guess,
            continues,
        });
        held.payload = Payload { role: held.payload.role, ..payload };
        held.last = piece.at;
        if held.guess == Guess::None {
            held.guess = event.guess;
        }
        held.total += piece.total;
        let room = match self.joins {
            Joins::Split(_) => usize::MAX,
            Joins::Excerpt(most) => most.saturating_sub(held.bytes.len()),
        };
        held.bytes.extend_from_slice(event.raw.get(..room).unwrap_or(event.raw));
        if event.raw.len() <= room {
            Run::extend(piece.runs, &mut held.runs);
        } else {
            let mut room = room;
            for run in piece.runs {
                Run { bytes: run.bytes.min(room), ..*run }.append(&mut held.runs);
                room = room.saturating_sub(run.bytes);
            }
        }
        if let Joins::Split(most) = self.joins {
            self.split(most.max(1))?;
        }
        if payload.end != End::Open {
            self.release()?;
        }
        Ok(())
    }

    /// Hands on full pieces while more than one is held.
    fn split(&mut self, most: usize) -> io::Result<()> {
        while let Some(held) = self.held.as_mut().filter(|held| held.bytes.len() > most) {
            let bytes: Vec<u8> = held.bytes.drain(..most).collect();
            let runs = Run::split_off_front(&mut held.runs, most);
            let left = held.payload.left.saturating_add(held.bytes.len() as u32);
            let payload = Payload { end: End::Open, left, ..held.payload };
            give(self.to, held, payload, &bytes, &runs, most as u64)?;
            held.total -= most as u64;
            held.continues = true;
        }
        Ok(())
    }

    /// Hands on what is held.
    fn release(&mut self) -> io::Result<()> {
        let Some(mut held) = self.held.take() else { return Ok(()) };
        let open = (held.payload.end == End::Open).then_some(held.key);
        if let Some(slot) = self.open_of(held.key.side) {
            *slot = open;
        }
        give(self.to, &held, held.payload, &held.bytes, &held.runs, held.total)?;
        held.bytes.clear();
        held.runs.clear();
        self.spare = (held.bytes, held.runs);
        Ok(())
    }

    fn open_of(&mut self, side: Option<Side>) -> Option<&mut Option<Key>> {
        self.open.get_mut(usize::from(side == Some(Side::Module)))
    }
}

fn give(to: &mut dyn Sink, held: &Held, payload: Payload, raw: &[u8], runs: &[Run], total: u64) -> io::Result<()> {
    let event = Event { raw, side: held.key.side, kind: Kind::Payload(payload), command: held.key.command, guess: held.guess };
    to.take(&Piece { event, runs, at: held.at, until: held.last, outside: None, total, continues: held.continues })
}

impl Sink for Join<'_> {
    fn take(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        if let Kind::Payload(payload) = piece.event.kind {
            return self.payload(piece, payload);
        }
        // Marks of the capture format do not part what they stand between.
        if piece.outside != Some(Role::Layout) {
            self.release()?;
        }
        self.to.take(piece)
    }

    fn idle(&mut self) -> io::Result<()> {
        self.to.idle()
    }

    fn quiet(&mut self) -> io::Result<()> {
        self.release()?;
        self.to.quiet()
    }

    fn end(&mut self) -> io::Result<()> {
        self.release()?;
        self.to.end()
    }
}
