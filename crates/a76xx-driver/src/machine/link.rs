//! What the driver keeps of a link.

use core::net::SocketAddrV4;
use core::ops::{Deref, DerefMut};

use a76xx_parser::typed::ServerId;
use a76xx_tracker::Moment;

use super::ring::Ring;
use crate::error::{Delivery, Error};
use crate::say::say;

/// How far the module is with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The module has none of this number.
    Idle,
    /// The application wants it; the command was not sent.
    Wanted,
    /// The command was sent; the result is out.
    Opening,
    /// It is open.
    Open,
    /// The close was sent; the result is out.
    Closing,
}

/// What is to become of an open link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Nothing else.
    Stay,
    /// Closed when everything was sent.
    Close,
    /// Closed at once.
    Abort,
}

/// A send that the module has not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sending {
    /// Bytes of it.
    pub(crate) len: u16,
    /// All of them were given to the module.
    pub(crate) given: bool,
    /// The module's counter has to tell what became of it.
    pub(crate) doubtful: bool,
}

/// What the module has received of a link, compared with what came over the line: its counter, what it holds, its counter again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audit {
    None,
    /// The counter is to be asked; so often it was tried.
    Count(u8),
    /// What it holds is to be asked.
    Rest {
        tries: u8,
        received: u32,
    },
    /// The counter is to be asked again.
    Again {
        tries: u8,
        received: u32,
        /// What came over the line and what the module holds are all of it.
        fits: bool,
    },
}

/// A link with its buffers. What is known of it reads as if it were its own.
#[derive(Clone, Debug)]
pub(crate) struct Link<const R: usize, const T: usize> {
    facts: Facts,
    pub(crate) received: Ring<R>,
    pub(crate) to_send: Ring<T>,
}

impl<const R: usize, const T: usize> Deref for Link<R, T> {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

impl<const R: usize, const T: usize> DerefMut for Link<R, T> {
    fn deref_mut(&mut self) -> &mut Facts {
        &mut self.facts
    }
}

/// A count of bytes that never comes round. Cores of 32 bits need no more than four for the alignment.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
pub(crate) struct Total(u64);

impl Total {
    pub(crate) const fn get(self) -> u64 {
        self.0
    }

    pub(crate) const fn add(&mut self, count: usize) {
        self.0 = self.0.saturating_add(count as u64);
    }
}

/// What is known of a link.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Facts {
    pub(crate) phase: Phase,
    /// The application has it.
    pub(crate) held: bool,
    /// A server accepted it, and the application has not taken it.
    pub(crate) accepted: bool,
    pub(crate) udp: bool,
    pub(crate) server: Option<ServerId>,
    /// `0.0.0.0` where it was given by its name.
    pub(crate) peer: Option<SocketAddrV4>,
    pub(crate) local_port: u16,
    /// Open it to the name that the desk holds.
    pub(crate) by_name: bool,
    /// Why it is over, for the application.
    pub(crate) over: Option<Error>,
    pub(crate) wish: Wish,
    /// The module holds data.
    pub(crate) waiting: bool,
    /// Whether the module holds data has to be asked.
    pub(crate) suspect: bool,
    pub(crate) sending: Option<Sending>,
    /// Sends that the module's counter confirmed, whose own confirmations may come yet.
    pub(crate) owed: u8,
    /// A confirmation was taken for one of these since the last send began.
    pub(crate) passed_over: bool,
    /// When what is out is overdue, or is to be asked about.
    pub(crate) due: Option<Moment>,
    /// When a send that is not confirmed counts as lost.
    pub(crate) limit: Option<Moment>,
    /// Whether data were lost is found out.
    pub(crate) audit: Audit,
    /// Read data came whole, their end did not.
    pub(crate) in_doubt: bool,
    /// Reads whose data are dropped, since nobody wants them and the module should not close with them.
    pub(crate) drained: u8,
    /// Bytes that were received, as the module counts them.
    pub(crate) got: u32,
    /// No command for this link before.
    pub(crate) not_before: Option<Moment>,
    /// Refusals in a row.
    pub(crate) refusals: u8,
    /// Whose turn it is, where data wait in both directions.
    pub(crate) read_next: bool,
    /// Bytes that the module confirmed, modulo 2^32 as it counts them.
    pub(crate) confirmed: Total,
    /// Bytes that an application has of it as unknown, from the time of its end.
    pub(crate) unknown: u16,
}

impl Facts {
    const NONE: Self = Self {
        phase: Phase::Idle,
        held: false,
        accepted: false,
        udp: false,
        server: None,
        peer: None,
        local_port: 0,
        by_name: false,
        over: None,
        wish: Wish::Stay,
        waiting: false,
        suspect: false,
        sending: None,
        owed: 0,
        passed_over: false,
        due: None,
        limit: None,
        audit: Audit::None,
        in_doubt: false,
        drained: 0,
        got: 0,
        not_before: None,
        refusals: 0,
        read_next: true,
        confirmed: Total(0),
        unknown: 0,
    };
}

impl<const R: usize, const T: usize> Link<R, T> {
    pub(crate) const IDLE: Self = Self { facts: Facts::NONE, received: Ring::new(), to_send: Ring::new() };

    /// Forgets everything of the link's last life.
    pub(crate) fn renew(&mut self) {
        self.facts = Facts::NONE;
        self.received.clear();
        self.to_send.clear();
    }

    /// Whether neither module nor application has it.
    pub(crate) fn is_free(&self) -> bool {
        self.phase == Phase::Idle && !self.held && !self.accepted
    }

    /// Whether the module may have it.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self.phase, Phase::Opening | Phase::Open | Phase::Closing)
    }

    /// The link is of no use to the application any more; the first reason stays. What is being read stays too: what comes behind it is not to follow a
    /// gap.
    pub(crate) fn fail(&mut self, why: Error) {
        if self.over.is_none() {
            say!(warn, "a link fails: {}", why.name());
            self.over = Some(why);
        }
        // What was received has nothing to do with what is under way to the peer.
        if why != Error::DataLost {
            self.give_up_sending();
        }
        if self.phase == Phase::Open {
            self.wish = Wish::Abort;
        }
    }

    /// What was given to the module and not confirmed stays unknown.
    fn give_up_sending(&mut self) {
        if let Some(sending) = self.sending.take().filter(|sending| sending.given) {
            self.unknown = sending.len;
        }
    }

    /// The module closed it; data that are on their way still count.
    pub(crate) fn ended(&mut self, why: Error) {
        self.over = self.over.or(Some(why));
        self.give_up_sending();
        (self.phase, self.due, self.limit, self.wish, self.audit) = (Phase::Idle, None, None, Wish::Stay, Audit::None);
    }

    /// The module has no such link any more.
    pub(crate) fn gone(&mut self, why: Error) {
        self.ended(why);
        (self.suspect, self.waiting, self.in_doubt) = (false, false, false);
        self.received.roll_back();
        if !self.held && !self.accepted {
            self.renew();
        }
    }

    /// What is known of the data that were given to it.
    pub(crate) fn delivery(&self) -> Delivery {
        let unknown = match self.sending {
            Some(sending) if sending.given => usize::from(sending.len),
            _ => usize::from(self.unknown),
        };
        Delivery { confirmed: self.confirmed.get(), unknown, unsent: self.to_send.len().saturating_sub(unknown) }
    }
}
