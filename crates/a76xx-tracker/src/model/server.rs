//! Servers 0 to 3.

use crate::time::{EventNo, Mark};

/// What is known of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// Whether it listens; `None` where nothing has told.
    pub listens: Option<bool>,
    port: u16,
    /// The line that brought it there.
    pub since: Option<EventNo>,
}

impl Server {
    pub(crate) const START: Self = Self { listens: None, port: 0, since: None };

    /// The port that it listens on.
    pub fn port(&self) -> Option<u16> {
        (self.port != 0).then_some(self.port)
    }

    pub(super) fn go(&mut self, listens: bool, port: Option<u16>, now: Mark) {
        *self = Self { listens: Some(listens), port: port.unwrap_or(0), since: Some(now.event) };
    }
}
