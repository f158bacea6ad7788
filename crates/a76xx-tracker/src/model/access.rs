//! How data reach the host: the data state of transparent mode, and the header lines that announce data.

use core::net::SocketAddrV4;

use a76xx_parser::typed::LinkId;

use crate::time::{EventNo, Mark};

/// What is known of the way that data take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Whether the line is in the data state; `None` where nothing has told.
    pub online: Option<bool>,
    /// What changed it.
    pub since: Option<EventNo>,
    /// The data state was left by an escape, and its link is still there to resume.
    pub resumable: bool,
    /// An escape (`+++`) was sent here and has not been answered.
    pub escaping: Option<Mark>,
    /// Plus signs, up to three, that the host's last data were alone: an escape that came in pieces.
    pub pluses: u8,
    /// The last bytes of the host.
    pub host: Option<Mark>,
    /// The DTR line, as the host drives it.
    pub dtr: Option<bool>,
    /// The sender that was named for the data to come.
    pub sender: Option<(SocketAddrV4, EventNo)>,
    /// Data that a header line announced.
    pub incoming: Option<Incoming>,
    /// The last answer of `AT+CIPACK`.
    pub acked: Option<Acked>,
}

/// Data that a header line announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The header line.
    pub by: EventNo,
    /// The link, as the header names it or as its sender tells; `None` where neither does.
    pub link: Option<LinkId>,
    /// Bytes announced.
    pub announced: u16,
    /// Bytes that have come.
    pub got: u16,
}

/// How far the data of a link had come (M 15.2.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acked {
    /// The answer.
    pub by: EventNo,
    /// Its link.
    pub link: LinkId,
    /// Bytes that the peer had acknowledged.
    pub acked: u32,
    /// That is all that was sent.
    pub all: bool,
}

impl Access {
    pub(crate) const START: Self = Self {
        online: None,
        since: None,
        resumable: false,
        escaping: None,
        pluses: 0,
        host: None,
        dtr: None,
        sender: None,
        incoming: None,
        acked: None,
    };

    pub(super) fn enter(&mut self, now: Mark) {
        self.turn(Some(true), false, now);
    }

    pub(super) fn leave(&mut self, resumable: bool, now: Mark) {
        self.turn(Some(false), resumable, now);
    }

    /// Whether the line is in the data state cannot be told any more.
    pub(super) fn forget(&mut self, now: Mark) {
        self.turn(None, false, now);
    }

    fn turn(&mut self, online: Option<bool>, resumable: bool, now: Mark) {
        (self.online, self.resumable, self.since) = (online, resumable, Some(now.event));
        (self.escaping, self.pluses) = (None, 0);
    }

    /// A piece of data of the host goes through.
    pub(super) fn typed(&mut self, raw: &[u8], now: Mark) {
        let pluses = u8::try_from(raw.len()).unwrap_or(u8::MAX).saturating_add(self.pluses % 3);
        if raw == b"+++" && self.online == Some(true) {
            self.escaping = self.escaping.or(Some(now));
        }
        self.pluses = if pluses <= 3 && raw.iter().all(|byte| *byte == b'+') { pluses } else { 0 };
    }

    pub(super) fn announce(&mut self, link: Option<LinkId>, announced: u16, by: Mark) {
        self.sender = None;
        self.incoming = Some(Incoming { by: by.event, link, announced, got: 0 });
    }
}
