//! UDP sockets.

use core::fmt;
use core::net::SocketAddrV4;

use a76xx_parser::typed::LinkId;

use super::clock::Clock;
use super::shared::Access;
use super::stack::Stack;
use super::waiting::Slot;
use crate::{Datagram, Error, Machine};

/// A UDP socket. Dropped, what was sent still goes out, and then it is closed.
pub struct UdpSocket<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) stack: Stack<'s, C, LINKS, RX, TX>,
    pub(super) link: LinkId,
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for UdpSocket<'_, C, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UdpSocket").field("link", &self.link).finish_non_exhaustive()
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpSocket<'s, C, LINKS, RX, TX> {
    pub(super) const fn of(stack: Stack<'s, C, LINKS, RX, TX>, link: LinkId) -> Self {
        Self { stack, link }
    }

    /// The peer that it was opened for.
    pub fn peer(&self) -> Option<SocketAddrV4> {
        self.stack.state.with(|machine, _| machine.peer(self.link))
    }

    /// Sends a datagram: waits until there is room for it. Cancelled, it has sent nothing.
    ///
    /// # Errors
    /// As [`Machine::send_to`].
    pub async fn send_to(&self, bytes: &[u8], peer: SocketAddrV4) -> Result<(), Error> {
        let look = |machine: &mut Machine<LINKS, RX, TX>, now| match machine.send_to(now, self.link, bytes, peer) {
            Ok(0) => None,
            done => Some(done.map(|_| ())),
        };
        self.stack.state.wait(Slot::Link(self.link), look).await
    }

    /// Waits for a datagram. Cancelled, it has taken none.
    ///
    /// # Errors
    /// As [`Machine::receive_from`].
    pub async fn receive_from(&self, into: &mut [u8]) -> Result<Datagram, Error> {
        let look = |machine: &mut Machine<LINKS, RX, TX>, now| machine.receive_from(now, self.link, into).transpose();
        self.stack.state.wait(Slot::Link(self.link), look).await
    }

    /// Waits until the module has taken all that was sent. Cancelling it has no effect.
    ///
    /// # Errors
    /// Why it has not, and will not.
    pub async fn flush(&self) -> Result<(), Error> {
        self.stack.state.settled(Slot::Link(self.link), |machine| machine.is_flushed(self.link)).await
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Drop for UdpSocket<'_, C, LINKS, RX, TX> {
    fn drop(&mut self) {
        self.stack.state.with(|machine, now| machine.release(now, self.link));
    }
}
