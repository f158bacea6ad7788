//! What each link carried, and how long it was open.

use a76xx_parser::{Kind, Role, Side};

use crate::annotate::Annotated;
use crate::ingest::Micros;
use crate::judge::Subject;

/// The links of an input, and data that belong to none.
#[derive(Debug, Default)]
pub(super) struct Links {
    links: [Link; 10],
    pub(super) none: Link,
}

/// What is counted of one link.
#[derive(Debug, Default)]
pub(super) struct Link {
    pub(super) sent: Passed,
    pub(super) received: Passed,
    /// How often it was opened.
    pub(super) opened: u64,
    /// How often an attempt failed.
    pub(super) failed: u64,
    /// How long it was open, as far as it is over.
    pub(super) open: Option<Micros>,
    since: Option<Micros>,
    is_open: bool,
}

/// Data of one direction.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passed {
    pub(super) bytes: u64,
    /// Sends, or pieces that the module handed on.
    pub(super) messages: u64,
}

impl Links {
    pub(super) fn note(&mut self, event: &Annotated<'_>) {
        for change in &event.changes {
            if let Subject::Link(id) = change.of
                && let Some(link) = self.links.get_mut(usize::from(id))
            {
                link.turn(change.to, event.at);
            }
        }
        let Kind::Payload(data) = &event.event.kind else { return };
        let known = event.link.or(event.carrier).and_then(|id| usize::try_from(id).ok()).and_then(|id| self.links.get_mut(id));
        let link = known.unwrap_or(&mut self.none);
        let bytes = match data.role {
            Role::SentEcho | Role::Body => return,
            // Two digits a byte.
            Role::ReceivedHex => event.total / 2,
            _ => event.total,
        };
        let passed = if event.event.side == Some(Side::Host) { &mut link.sent } else { &mut link.received };
        passed.bytes += bytes;
        passed.messages += u64::from(!event.continues && bytes > 0);
    }

    /// The input has ended at this time.
    pub(super) fn end(&mut self, at: Option<Micros>) {
        for link in &mut self.links {
            link.close(at);
        }
    }

    /// The links that were used or asked for, with their numbers.
    pub(super) fn used(&self) -> impl Iterator<Item = (usize, &Link)> {
        self.links.iter().enumerate().filter(|(_, link)| link.opened + link.failed + link.sent.messages + link.received.messages > 0)
    }
}

impl Link {
    fn turn(&mut self, state: &'static str, at: Option<Micros>) {
        match state {
            "open" if !self.is_open => {
                self.opened += 1;
                (self.is_open, self.since) = (true, at);
            }
            "closing" | "half-dead" | "open" => {}
            "failed" => {
                self.failed += 1;
                self.close(at);
            }
            _ => self.close(at),
        }
    }

    fn close(&mut self, at: Option<Micros>) {
        self.is_open = false;
        if let Some(open) = self.since.take().zip(at).and_then(|(since, at)| at.checked_sub(since)) {
            self.open = Some(self.open.unwrap_or(0) + open);
        }
    }
}
