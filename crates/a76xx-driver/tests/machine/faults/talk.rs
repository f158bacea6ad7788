//! One link's traffic, and what both ends must agree on.

use std::fmt;
use std::net::SocketAddrV4;

use a76xx_driver::{Error, LinkId};
use a76xx_parser::Side;
use a76xx_sim::net::world::Scripted;

use crate::support::{PEER, Pair, got};

pub(crate) const LINKS: usize = 6;

/// What the faults of a run do to payloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    None,
    /// Bytes are lost, or stand where they were not said.
    Bytes,
    /// The counts in front of them may be greater than they were.
    Counts,
}

/// A TCP connection.
pub(crate) struct Talk {
    pub(crate) link: LinkId,
    pub(crate) peer: SocketAddrV4,
    /// The peer sends back what it gets.
    pub(crate) echoes: bool,
    /// What the application gave to the driver.
    pub(crate) sent: Vec<u8>,
    /// What the peer sent of its own accord.
    pub(crate) said: Vec<u8>,
    pub(crate) received: Vec<u8>,
    pub(crate) over: Option<Error>,
    /// The application let the link go.
    pub(crate) released: bool,
    /// The application asked for the end.
    pub(crate) closed: bool,
}

impl fmt::Debug for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = self.received.iter().zip(self.stream()).take_while(|(one, other)| one == other).count();
        let Self { link, peer, sent, said, received, over, released, .. } = self;
        let (sent, said, came) = (sent.len(), said.len(), received.len());
        write!(
            f,
            "link {link} to {peer}: sent {sent}, said to it {said}, came {came}, of them right {same}, over {over:?}, released {released}"
        )
    }
}

impl Talk {
    pub(crate) fn new(link: LinkId, peer: SocketAddrV4, echoes: bool) -> Self {
        let (sent, said, received) = (Vec::new(), Vec::new(), Vec::new());
        Self { link, peer, echoes, sent, said, received, over: None, released: false, closed: false }
    }

    /// Whether it came to a server: its peer is none of those that the application calls.
    pub(crate) fn is_accepted(&self) -> bool {
        self.peer.ip() != PEER.ip()
    }

    /// Takes what there is.
    pub(crate) fn read(&mut self, pair: &mut Pair<LINKS>) {
        let mut piece = [0; 333];
        while self.over.is_none() && !self.released {
            match pair.machine.receive(pair.now, self.link, &mut piece) {
                Ok(Some(0)) => self.over = Some(Error::PeerClosed),
                Ok(Some(count)) => self.received.extend_from_slice(&piece[..count]),
                Ok(None) => break,
                Err(why) => self.over = Some(why),
            }
        }
    }

    /// What the peer has sent so far.
    fn stream(&self) -> &[u8] {
        if self.echoes { &self.sent } else { &self.said }
    }

    /// Nothing is under way any more.
    pub(crate) fn is_done(&self, pair: &Pair<LINKS>) -> bool {
        let all = || pair.machine.is_flushed(self.link) == Ok(true) && self.received.len() == self.stream().len();
        self.released || self.over.is_some() || all()
    }

    /// What must hold at the end, whatever the faults were.
    pub(crate) fn assert_not_invented(&self, pair: &Pair<LINKS>, world: &Scripted, damage: Damage, shown: &dyn Fn() -> String) {
        let there = got(world, self.peer);
        let whole = damage == Damage::None;
        // In the data state nothing frames: what is damaged is data, and commands may be where its end was damaged.
        let framed = whole || !pair.machine.config().transparent;
        // Where a result code may be a part of data, what is said next may be data to the module.
        assert!(!whole || self.sent.starts_with(&there), "{self:?}: what the peer got is not what was sent\n{}", shown());
        // A count that is damaged may take for data what stands behind them: where digits change or double, as much as they say; else no more than the
        // line end behind the data, of the first data that are read and of pushed ones. Where a header is damaged its data are read as lines, and a peer
        // that writes headers into them is believed.
        let most = self.stream().len();
        match damage {
            Damage::Counts => assert!(self.crossed(pair), "{self:?}: it got what no module sent\n{}", shown()),
            _ if !framed => {}
            Damage::None => assert!(self.received.len() <= most, "{self:?}: more came than was said\n{}", shown()),
            Damage::Bytes => {
                assert!(self.received.len() <= most + 2 || self.crossed(pair), "{self:?}: it got what no module sent\n{}", shown());
            }
        }
        if !self.released {
            let delivery = pair.machine.delivery(self.link);
            let sum = delivery.confirmed as usize + delivery.unknown + delivery.unsent;
            assert_eq!(sum, self.sent.len(), "{self:?}: {delivery:?}\n{}", shown());
        }
    }

    /// Whether what was received crossed the line, in this order.
    fn crossed(&self, pair: &Pair<LINKS>) -> bool {
        let mut module = pair.crossed.iter().filter(|(_, side, _)| *side == Side::Module).flat_map(|(_, _, bytes)| bytes.iter().copied());
        if pair.machine.config().hex {
            let digits = self.received.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            digits
                .map(|digit| char::from_digit(digit.into(), 16))
                .all(|digit| module.any(|byte| digit == Some(char::from(byte).to_ascii_lowercase())))
        } else {
            self.received.iter().all(|byte| module.any(|other| other == *byte))
        }
    }

    /// What must hold where every payload came as it was said.
    pub(crate) fn assert_content(&self, pair: &Pair<LINKS>, world: &Scripted, shown: &dyn Fn() -> String) {
        assert!(self.stream().starts_with(&self.received), "{self:?}: what was received is not what the peer sent\n{}", shown());
        // In the data state nothing confirms.
        if self.released || pair.machine.config().transparent {
            return;
        }
        let there = got(world, self.peer).len();
        let delivery = pair.machine.delivery(self.link);
        let confirmed = delivery.confirmed as usize;
        // What the module's stack has taken is lost with the connection.
        assert!(self.over.is_some() || there >= confirmed, "{self:?}: {delivery:?}, but {there} arrived\n{}", shown());
        assert!(there <= confirmed + delivery.unknown, "{self:?}: {delivery:?}, but {there} arrived\n{}", shown());
    }
}

/// Datagrams of one link: some are lost, none is changed, none comes twice or before one that was sent before it.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) link: LinkId,
    pub(crate) sent: Vec<Vec<u8>>,
    /// The next one that may come.
    pub(crate) next: usize,
    pub(crate) came: usize,
    pub(crate) wrong: Option<Vec<u8>>,
    pub(crate) over: Option<Error>,
    pub(crate) released: bool,
}

impl Post {
    /// `cut` says that the network takes parts of datagrams.
    pub(crate) fn read(&mut self, pair: &mut Pair<LINKS>, cut: bool) {
        let mut piece = [0; 1500];
        while self.over.is_none() && !self.released {
            match pair.machine.receive_from(pair.now, self.link, &mut piece) {
                Ok(Some(datagram)) => {
                    self.came += 1;
                    let data = &piece[..datagram.len.min(piece.len())];
                    match self.sent.iter().skip(self.next).position(|sent| sent == data || cut && sent.starts_with(data)) {
                        Some(place) => self.next += place + 1,
                        None => self.wrong = Some(data.to_vec()),
                    }
                }
                Ok(None) => break,
                Err(why) => self.over = Some(why),
            }
        }
    }
}
