//! One link, borrowed while it is used.

use core::fmt;
use core::net::SocketAddrV4;

use a76xx_parser::typed::LinkId;
use a76xx_tracker::Moment;
use embedded_io::{ErrorType, Read, ReadReady, Write, WriteReady};

use super::modem::{Failure, Modem};
use crate::{Datagram, Delivery};

/// A connection. Dropping it changes nothing: [`Modem::close`] or [`Modem::release`] ends the link.
pub struct Socket<'m, P, N, const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) modem: &'m mut Modem<P, N, LINKS, RX, TX>,
    pub(super) link: LinkId,
}

/// A UDP socket. Dropping it changes nothing: [`Modem::close`] or [`Modem::release`] ends the link.
pub struct Datagrams<'m, P, N, const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) modem: &'m mut Modem<P, N, LINKS, RX, TX>,
    pub(super) link: LinkId,
}

impl<P, N, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for Socket<'_, P, N, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket").field("link", &self.link).finish_non_exhaustive()
    }
}

impl<P, N, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for Datagrams<'_, P, N, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Datagrams").field("link", &self.link).finish_non_exhaustive()
    }
}

impl<P: Read + ReadReady + Write, N: FnMut() -> Moment, const LINKS: usize, const RX: usize, const TX: usize>
    Socket<'_, P, N, LINKS, RX, TX>
{
    /// What is known of the bytes that were written.
    pub fn delivery(&self) -> Delivery {
        self.modem.machine.delivery(self.link)
    }
}

impl<P: ErrorType, N, const LINKS: usize, const RX: usize, const TX: usize> ErrorType for Socket<'_, P, N, LINKS, RX, TX> {
    type Error = Failure<P::Error>;
}

impl<P: Read + ReadReady + Write, N: FnMut() -> Moment, const LINKS: usize, const RX: usize, const TX: usize> Read
    for Socket<'_, P, N, LINKS, RX, TX>
{
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Self::Error> {
        let link = self.link;
        Ok(self.modem.wait(|machine, now| machine.receive(now, link, into).transpose())??)
    }
}

impl<P: Read + ReadReady + Write, N: FnMut() -> Moment, const LINKS: usize, const RX: usize, const TX: usize> ReadReady
    for Socket<'_, P, N, LINKS, RX, TX>
{
    fn read_ready(&mut self) -> Result<bool, Self::Error> {
        self.modem.poll().map_err(Failure::Line)?;
        Ok(self.modem.machine.is_readable(self.link))
    }
}

impl<P: Read + ReadReady + Write, N: FnMut() -> Moment, const LINKS: usize, const RX: usize, const TX: usize> Write
    for Socket<'_, P, N, LINKS, RX, TX>
{
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Self::Error> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let link = self.link;
        let look = self.modem.wait(|machine, now| match machine.send(now, link, bytes) {
            Ok(0) => None,
            done => Some(done),
        });
        Ok(look??)
    }

    /// Waits until the module has confirmed all that was written.
    fn flush(&mut self) -> Result<(), Self::Error> {
        let link = self.link;
        self.modem.settled(|machine| machine.is_flushed(link))
    }
}

impl<P: Read + ReadReady + Write, N: FnMut() -> Moment, const LINKS: usize, const RX: usize, const TX: usize> WriteReady
    for Socket<'_, P, N, LINKS, RX, TX>
{
    fn write_ready(&mut self) -> Result<bool, Self::Error> {
        self.modem.poll().map_err(Failure::Line)?;
        // What is over says so at once.
        Ok(self.modem.machine.room(self.link) > 0 || self.modem.machine.is_open(self.link).is_err())
    }
}

impl<P: Read + ReadReady + Write, N: FnMut() -> Moment, const LINKS: usize, const RX: usize, const TX: usize>
    Datagrams<'_, P, N, LINKS, RX, TX>
{
    /// Sends a datagram of 1 to 1500 bytes; waits until there is room for it.
    ///
    /// # Errors
    /// As [`Machine::send_to`](crate::Machine::send_to).
    pub fn send_to(&mut self, bytes: &[u8], peer: SocketAddrV4) -> Result<(), Failure<P::Error>> {
        let link = self.link;
        let look = self.modem.wait(|machine, now| match machine.send_to(now, link, bytes, peer) {
            Ok(0) => None,
            done => Some(done.map(|_| ())),
        });
        Ok(look??)
    }

    /// Waits for a datagram.
    ///
    /// # Errors
    /// As [`Machine::receive_from`](crate::Machine::receive_from).
    pub fn receive_from(&mut self, into: &mut [u8]) -> Result<Datagram, Failure<P::Error>> {
        let link = self.link;
        Ok(self.modem.wait(|machine, now| machine.receive_from(now, link, into).transpose())??)
    }

    /// Waits until the module has taken all that was sent.
    ///
    /// # Errors
    /// Why it has not, and will not.
    pub fn flush(&mut self) -> Result<(), Failure<P::Error>> {
        let link = self.link;
        self.modem.settled(|machine| machine.is_flushed(link))
    }
}
