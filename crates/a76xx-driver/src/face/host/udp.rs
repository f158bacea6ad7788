//! Datagrams.

use std::net::SocketAddrV4;

use core::fmt;

use a76xx_parser::typed::LinkId;

use super::modem::Modem;
use crate::face::shared::Access;
use crate::face::waiting::Slot;
use crate::{Datagram, Error};

/// A UDP socket. Dropped, what was sent still goes out, and then it is closed.
pub struct UdpSocket {
    modem: Modem,
    link: LinkId,
}

impl fmt::Debug for UdpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UdpSocket").field("link", &self.link).finish_non_exhaustive()
    }
}

impl Drop for UdpSocket {
    fn drop(&mut self) {
        self.modem.0.with(|machine, now| machine.release(now, self.link));
    }
}

impl UdpSocket {
    pub(super) const fn of(modem: Modem, link: LinkId) -> Self {
        Self { modem, link }
    }

    /// The peer that it was opened for.
    pub fn peer(&self) -> Option<SocketAddrV4> {
        self.modem.0.run(|machine, _| machine.peer(self.link))
    }

    /// Sends a datagram of 1 to 1500 bytes: waits until there is room for it. Cancelled, it has sent nothing.
    ///
    /// # Errors
    /// As [`Machine::send_to`](crate::Machine::send_to).
    pub async fn send_to(&self, bytes: &[u8], peer: SocketAddrV4) -> Result<(), Error> {
        let look = self.modem.0.wait(Slot::Link(self.link), |machine, now| match machine.send_to(now, self.link, bytes, peer) {
            Ok(0) => None,
            done => Some(done.map(|_| ())),
        });
        look.await
    }

    /// Sends a datagram to the peer that it was opened for.
    ///
    /// # Errors
    /// As [`send_to`](Self::send_to); [`Error::Misuse`] without such a peer.
    pub async fn send(&self, bytes: &[u8]) -> Result<(), Error> {
        self.send_to(bytes, self.peer().ok_or(Error::Misuse)?).await
    }

    /// Waits for a datagram. Cancelled, it has taken none.
    ///
    /// # Errors
    /// As [`Machine::receive_from`](crate::Machine::receive_from).
    pub async fn receive_from(&self, into: &mut [u8]) -> Result<Datagram, Error> {
        self.modem.0.wait(Slot::Link(self.link), |machine, now| machine.receive_from(now, self.link, into).transpose()).await
    }

    /// Waits until the module has taken all that was sent. Cancelling it has no effect.
    ///
    /// # Errors
    /// Why it has not, and will not.
    pub async fn flush(&self) -> Result<(), Error> {
        self.modem.0.settled(Slot::Link(self.link), |machine| machine.is_flushed(self.link)).await
    }
}
