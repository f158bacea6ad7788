//! A module that says only what a test says.

use std::time::Duration;

use a76xx_driver::{Config, Host, LinkId, Moment};
use a76xx_sim::net::world::{Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};

use super::{PEER, Pair};

impl<const LINKS: usize, const LINE: usize, const KEPT: usize> Pair<LINKS, LINE, KEPT> {
    /// What the machine says now. A line may take less than it is offered.
    pub(crate) fn hears(&mut self) -> Vec<u8> {
        let mut all = Vec::new();
        while let Some(bytes) = self.machine.poll_tx(self.now).map(<[u8]>::to_vec) {
            let count = bytes.len().min(100);
            all.extend_from_slice(&bytes[..count]);
            self.machine.sent(self.now, count);
        }
        all
    }

    /// Plays what the module says after a time; gives what the machine says to it meanwhile.
    pub(crate) fn says(&mut self, span: Duration, bytes: &[u8]) -> Vec<u8> {
        self.now = self.now.after(span);
        self.machine.handle_timeout(self.now);
        self.machine.handle_rx(self.now, bytes);
        self.hears()
    }

    /// What the machine says to a module that does not answer, in this time.
    pub(crate) fn hears_for(&mut self, span: Duration) -> Vec<Vec<u8>> {
        let (until, mut all): (Moment, _) = (self.now.after(span), Vec::new());
        loop {
            while let Some(bytes) = self.machine.poll_tx(self.now).map(<[u8]>::to_vec) {
                self.machine.sent(self.now, bytes.len());
                all.push(bytes);
            }
            let Some(next) = self.machine.poll_timeout().filter(|next| *next <= until) else {
                self.now = until;
                return all;
            };
            self.now = next.max(self.now);
            self.machine.handle_timeout(self.now);
        }
    }
}

/// A machine that is up, and whose module says from now on only what the test says.
pub(crate) fn up(config: Config) -> Pair {
    let mut pair = Pair::new(config, Modem::running(Sim::default()), Scripted::new(Way::default(), 1));
    pair.up();
    pair
}

/// The same of one that opens a link.
pub(crate) fn opening(config: Config) -> (Pair, LinkId) {
    let mut pair = up(config);
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert!(pair.hears().starts_with(b"AT+CIPOPEN=0,"));
    pair.says(Duration::from_secs(1), b"\r\nOK\r\n");
    (pair, link)
}
