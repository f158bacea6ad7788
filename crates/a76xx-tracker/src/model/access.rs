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
    /// The last bytes of the host.
    pub host: Option<Mark>,
    /// The DTR line, as the host drives it.
    pub dtr: Option<bool>,
    /// The sender that was named for the data to come.
    pub sender: Option<(SocketAddrV4, EventNo)>,
    /// Data that a header line announced.
    pub incoming: Option<Incoming>,
    /// Bytes that went through in the data state: of the host, of the module.
    pub through: [u32; 2],
}

/// Data that a header line announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The header line.
    pub by: EventNo,
    /// The link, as the header names it or as its sender tells; `None` where neither does.
    pub link: Option<LinkId>,
    /// The sender, where the header names it.
    pub peer: Option<SocketAddrV4>,
    /// Bytes announced.
    pub announced: u32,
    /// Bytes that have come.
    pub got: u32,
}

impl Access {
    pub(crate) const START: Self = Self {
        online: None,
        since: None,
        resumable: false,
        escaping: None,
        host: None,
        dtr: None,
        sender: None,
        incoming: None,
        through: [0; 2],
    };

    pub(super) fn enter(&mut self, now: Mark) {
        *self = Self { online: Some(true), since: Some(now.event), resumable: false, escaping: None, through: [0; 2], ..*self };
    }

    pub(super) fn leave(&mut self, resumable: bool, now: Mark) {
        *self = Self { online: Some(false), since: Some(now.event), resumable, escaping: None, ..*self };
    }

    pub(super) fn announce(&mut self, link: Option<LinkId>, announced: u32, by: Mark) {
        let peer = self.sender.take().map(|(peer, _)| peer);
        self.incoming = Some(Incoming { by: by.event, link, peer, announced, got: 0 });
    }
}
