//! One fault of the line at work.

use core::time::Duration;

use super::bytes::{Harm, harmed};
use super::notices::notice;
use super::watch::{Piece, What};
use super::{Fault, Place, Share};
use crate::time::Moment;

/// A piece, and when it is due.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) at: Moment,
    pub(super) piece: Piece,
    /// The module keeps it back: it has not said it yet.
    pub(super) kept: bool,
}

/// A fault with its random numbers and what it remembers.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) fault: Fault,
    rng: fastrand::Rng,
    /// When the last piece was due: none overtakes another.
    last: Moment,
    /// What the line under way has met.
    met: bool,
    /// The command under way has given information.
    informed: bool,
    /// The next time, for faults that come of their own accord.
    next: Option<Moment>,
}

impl Stage {
    pub(super) fn new(fault: Fault, seed: u64) -> Self {
        Self { fault, rng: fastrand::Rng::with_seed(seed), last: Moment::START, met: false, informed: false, next: None }
    }

    /// What becomes of a piece. `true` if the module restarts behind it.
    pub(super) fn pass(&mut self, Due { at, mut piece, kept }: Due, out: &mut Vec<Due>) -> bool {
        let fault = self.fault;
        match fault {
            Fault::Drop(share) => piece.bytes = harmed(&piece.bytes, Harm::Drop, share, &mut self.rng),
            Fault::Flip(share) => piece.bytes = harmed(&piece.bytes, Harm::Flip, share, &mut self.rng),
            Fault::Double(share) => piece.bytes = harmed(&piece.bytes, Harm::Double, share, &mut self.rng),
            Fault::Nul(share) => piece.bytes = harmed(&piece.bytes, Harm::Nul, share, &mut self.rng),
            Fault::Reboot(share) => {
                if let Some(cut) = piece.bytes.iter().position(|_| share.hits(&mut self.rng)) {
                    piece.bytes.truncate(cut);
                    out.push(Due { at, piece, kept });
                    return true;
                }
            }
            Fault::Split(gap) => {
                self.split(&Due { at, piece, kept }, gap, out);
                return false;
            }
            Fault::Glue(window) => {
                let at = window_end(at, window);
                out.push(Due { at, piece, kept });
                return false;
            }
            Fault::Delay(least, most) => {
                self.last = self.last.max(at.after(self.between(least, most)));
                out.push(Due { at: self.last, piece, kept });
                return false;
            }
            Fault::Notice(place, share) => self.interrupt(at, &mut piece, place, share, out),
            Fault::LoseFinal(share) if self.meets(&piece, What::Final, share) => return false,
            Fault::LosePrompt(share) if self.meets(&piece, What::Prompt, share) => return false,
            Fault::LateResult(share, by) => {
                let late = self.meets(&piece, What::Result, share);
                if late && piece.begins && !piece.bytes.starts_with(b"\r") {
                    // It followed another line; now it stands alone.
                    piece.bytes.splice(..0, *b"\r\n");
                }
                out.push(Due { at: if late { at.after(by) } else { at }, piece, kept: kept || late });
                return false;
            }
            _ => {}
        }
        out.push(Due { at, piece, kept });
        false
    }

    /// Whether a piece belongs to a line that the fault has chosen.
    fn meets(&mut self, piece: &Piece, what: What, share: Share) -> bool {
        if piece.begins {
            self.met = piece.what == what && share.hits(&mut self.rng);
        }
        self.met
    }

    fn between(&mut self, least: Duration, most: Duration) -> Duration {
        let (least, most) = (least.as_micros() as u64, most.as_micros() as u64);
        Duration::from_micros(self.rng.u64(least..=most.max(least)))
    }

    /// In pieces, with time between them.
    fn split(&mut self, Due { at, piece, kept }: &Due, gap: Duration, out: &mut Vec<Due>) {
        let mut rest = piece.bytes.as_slice();
        let (mut at, mut begins) = ((*at).max(self.last), piece.begins);
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(self.rng.usize(1..=rest.len()));
            out.push(Due { at, piece: Piece { bytes: head.to_vec(), what: piece.what, begins }, kept: *kept });
            begins = false;
            rest = tail;
            if !rest.is_empty() {
                at = at.after(self.between(Duration::ZERO, gap));
            }
        }
        self.last = at;
    }

    /// A notice at the place, before the piece or in it.
    fn interrupt(&mut self, at: Moment, piece: &mut Piece, place: Place, share: Share, out: &mut Vec<Due>) {
        let here = match place {
            // The echo of a command that is being typed comes byte by byte: its first byte tells.
            Place::BeforeEcho => piece.begins && (piece.what == What::Echo || piece.what == What::Other && piece.bytes.starts_with(b"A")),
            Place::InAnswer => self.informed && piece.begins && piece.what == What::Final,
            Place::InHeader => piece.begins && piece.what == What::Header,
        };
        match piece.what {
            What::Info | What::Header => self.informed = true,
            What::Final | What::Echo => self.informed = false,
            What::Result | What::Prompt | What::Data | What::Other => {}
        }
        if !here || !share.hits(&mut self.rng) {
            return;
        }
        let bytes = notice(&mut self.rng);
        if place == Place::InHeader {
            // Behind the line end before it, and a part of its own.
            let text = piece.bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
            let cut = self.rng.usize(text + 1..=piece.bytes.len().max(text + 1)).min(piece.bytes.len());
            piece.bytes.splice(cut..cut, bytes);
        } else {
            out.push(Due { at, piece: Piece::other(&bytes), kept: false });
        }
    }

    /// When it does something of its own accord; the first time is drawn at the first question.
    pub(super) fn next(&mut self, now: Moment) -> Option<Moment> {
        let (Fault::Storm(_, every) | Fault::LoseNetwork(every)) = self.fault else { return None };
        if self.next.is_none() {
            // On average half of twice that.
            let span = self.between(Duration::ZERO, every * 2).max(Duration::from_millis(1));
            self.next = Some(now.after(span));
        }
        self.next
    }

    /// What is drawn already.
    pub(super) const fn known_next(&self) -> Option<Moment> {
        self.next
    }

    /// Its time has come: the notices of a storm.
    pub(super) fn comes(&mut self) -> Vec<u8> {
        self.next = None;
        let Fault::Storm(count, _) = self.fault else { return Vec::new() };
        (0..count).flat_map(|_| notice(&mut self.rng)).collect()
    }
}

/// The end of the window that a moment lies in.
fn window_end(at: Moment, window: Duration) -> Moment {
    let width = (window.as_micros() as u64).max(1);
    Moment::from_micros(at.micros().div_ceil(width).saturating_mul(width))
}
