//! The conversations of the links, from their beginning to their end.

use std::cell::RefCell;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::typed::LinkId;
use a76xx_tracker::Model;
use a76xx_tracker::model::link::LinkKind;

use super::names::Names;
use super::packets::{Close, Conversation, From};
use crate::ingest::Micros;
use crate::record::pcapng::{Interface, Pcapng};

/// The first of the ports that systems choose themselves (RFC 6335).
const CHOSEN: u16 = 49_152;
/// More than so many bytes do not wait for an address.
const WAITING: usize = 1024 * 1024;

/// What is known of every link.
pub(super) struct Ways<'f, 'w> {
    file: &'f RefCell<Pcapng<&'w mut dyn Write>>,
    /// Nothing but this link is written.
    only: Option<i64>,
    links: [Way; 10],
    pub(super) names: Names,
    /// Ports that were given away.
    chosen: u16,
    /// Conversations that have begun.
    count: u32,
}

/// What is known of a link.
#[derive(Default)]
pub(super) struct Way {
    conversation: Option<Conversation>,
    /// What happened while nobody knows the peer's address: the sender of the data that come back will be it.
    waiting: Option<Waiting>,
    /// As the command named the peer.
    pub(super) peer: Option<String>,
    pub(super) port: Option<u16>,
    /// Where the next data go, if the sending command says.
    pub(super) target: Option<SocketAddrV4>,
    /// Data that were handed to the module and are not yet confirmed, and when.
    pub(super) out: Vec<u8>,
    pub(super) out_at: Option<Micros>,
}

/// What waits for an address.
#[derive(Default)]
struct Waiting {
    acts: Vec<(Option<Micros>, Act)>,
    bytes: usize,
}

/// What happens in a conversation.
pub(super) enum Act {
    Open(From),
    Data(From, Vec<u8>),
    Close(Close),
}

impl<'f, 'w> Ways<'f, 'w> {
    pub(super) fn new(only: Option<i64>, file: &'f RefCell<Pcapng<&'w mut dyn Write>>) -> Self {
        Self { file, only, links: std::array::from_fn(|_| Way::default()), names: Names::default(), chosen: 0, count: 0 }
    }

    /// What is known of a link.
    pub(super) fn way(&mut self, link: LinkId) -> Option<&mut Way> {
        self.links.get_mut(usize::from(link.get()))
    }

    /// A conversation begins, or is found under way.
    pub(super) fn begin(&mut self, link: LinkId, model: &Model) {
        let known = model.link(link);
        let server = match known.kind {
            LinkKind::Accepted(server) => model.server(server).port(),
            _ => None,
        };
        let port = server.or(known.local_port()).unwrap_or_else(|| {
            self.chosen = (self.chosen + 1) % (u16::MAX - CHOSEN);
            CHOSEN + self.chosen
        });
        let own = model.network.own().unwrap_or_else(|| self.names.address(Some("module")));
        let module = SocketAddrV4::new(own, port);
        let Some(way) = self.links.get_mut(usize::from(link.get())) else { return };
        let address = way.peer.as_deref().and_then(|name| self.names.known(name));
        let port = known.port().or(way.port).unwrap_or(0);
        let peer = known.peer().or(address.map(|address| SocketAddrV4::new(address, port)));
        way.waiting = peer.is_none().then(Waiting::default);
        let peer = peer.unwrap_or(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port));
        self.count = self.count.wrapping_add(1);
        let udp = known.kind == LinkKind::Udp;
        way.conversation = Some(if udp { Conversation::udp(module, peer) } else { Conversation::tcp(module, peer, self.count) });
    }

    /// Bytes go through a link, perhaps to or from somebody else than its peer.
    pub(super) fn through(
        &mut self,
        link: LinkId,
        model: &Model,
        at: Option<Micros>,
        data: (From, &[u8]),
        other: Option<SocketAddrV4>,
    ) -> io::Result<()> {
        if self.way(link).is_some_and(|way| way.conversation.is_none()) {
            self.begin(link, model);
        }
        if let Some(other) = other {
            self.meet(link, other)?;
        }
        self.act(link, at, Act::Data(data.0, data.1.to_vec()))
    }

    /// So many of the bytes that wait on a link were sent.
    pub(super) fn confirm(&mut self, link: LinkId, model: &Model, taken: usize) -> io::Result<()> {
        let Some(way) = self.way(link) else { return Ok(()) };
        let (mut bytes, at, target) = (std::mem::take(&mut way.out), way.out_at, way.target);
        bytes.truncate(taken);
        if bytes.is_empty() { Ok(()) } else { self.through(link, model, at, (From::Module, &bytes), target) }
    }

    /// A peer tells its address. A TCP link keeps the one that it has.
    fn meet(&mut self, link: LinkId, peer: SocketAddrV4) -> io::Result<()> {
        let Some(way) = self.way(link) else { return Ok(()) };
        let unknown = way.waiting.is_some();
        if let Some(conversation) = way.conversation.as_mut().filter(|conversation| unknown || conversation.is_udp()) {
            conversation.peer = peer;
        }
        let name = way.peer.clone().filter(|_| unknown);
        if let Some(name) = name {
            self.names.learn(&name, *peer.ip());
        }
        self.catch_up(link)
    }

    /// Makes packets of what happens, once the peer's address is known.
    pub(super) fn act(&mut self, link: LinkId, at: Option<Micros>, act: Act) -> io::Result<()> {
        let Some(way) = self.way(link) else { return Ok(()) };
        if let Some(waiting) = &mut way.waiting {
            waiting.bytes += if let Act::Data(_, bytes) = &act { bytes.len() + 64 } else { 64 };
            waiting.acts.push((at, act));
            return if waiting.bytes > WAITING { self.give_up(link) } else { Ok(()) };
        }
        if let Some(conversation) = &mut way.conversation {
            let mut packets = Vec::new();
            match act {
                Act::Open(by) => conversation.open(by, &mut packets),
                Act::Data(from, bytes) => conversation.data(from, &bytes, &mut packets),
                Act::Close(how) => conversation.close(how, &mut packets),
            }
            self.write(link, at, &packets)?;
        }
        Ok(())
    }

    /// A conversation has ended.
    pub(super) fn forget(&mut self, link: LinkId) -> io::Result<()> {
        self.give_up(link)?;
        if let Some(way) = self.way(link) {
            *way = Way { peer: way.peer.take(), port: way.port, ..Way::default() };
        }
        Ok(())
    }

    /// Nobody told the peer's address: it gets a stand-in.
    pub(super) fn give_up(&mut self, link: LinkId) -> io::Result<()> {
        let Some(way) = self.way(link).filter(|way| way.waiting.is_some()) else { return Ok(()) };
        let name = way.peer.clone();
        let address = self.names.address(name.as_deref());
        if let Some(conversation) = self.way(link).and_then(|way| way.conversation.as_mut()) {
            conversation.peer.set_ip(address);
        }
        self.catch_up(link)
    }

    /// Makes packets of what has waited.
    fn catch_up(&mut self, link: LinkId) -> io::Result<()> {
        let waiting = self.way(link).and_then(|way| way.waiting.take()).unwrap_or_default();
        waiting.acts.into_iter().try_for_each(|(at, act)| self.act(link, at, act))
    }

    fn write(&mut self, link: LinkId, at: Option<Micros>, packets: &[Vec<u8>]) -> io::Result<()> {
        if self.only.is_some_and(|only| only != i64::from(link.get())) {
            return Ok(());
        }
        let mut file = self.file.borrow_mut();
        for (address, name) in self.names.fresh() {
            file.blocks().name(address, &name)?;
        }
        packets.iter().try_for_each(|packet| file.blocks().packet(Interface::Network, at, packet, None))
    }
}
