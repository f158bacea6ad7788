//! One conversation as the packets that it would have been.

use std::net::SocketAddrV4;

use etherparse::PacketBuilder;

/// Data of one TCP segment at most: what an Ethernet path carries.
const SEGMENT: usize = 1460;
/// Hops that a packet may take, as most systems begin with.
const HOPS: u8 = 64;
const WINDOW: u16 = u16::MAX;

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Module,
    Peer,
}

/// How a conversation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    /// One says that it has nothing more to say, the other likewise.
    Orderly(From),
    /// One breaks off.
    Reset(From),
}

/// A conversation.
#[derive(Clone, Debug)]
pub(super) struct Conversation {
    pub(super) module: SocketAddrV4,
    pub(super) peer: SocketAddrV4,
    /// The next sequence numbers of module and peer; `None` where there are none: UDP.
    next: Option<[u32; 2]>,
}

/// What a segment is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flags {
    Syn,
    SynAck,
    Ack,
    PushAck,
    FinAck,
    ResetAck,
}

impl Conversation {
    pub(super) const fn udp(module: SocketAddrV4, peer: SocketAddrV4) -> Self {
        Self { module, peer, next: None }
    }

    /// The `number` tells it from others between the same ends: no two begin with the same sequence numbers.
    pub(super) const fn tcp(module: SocketAddrV4, peer: SocketAddrV4, number: u32) -> Self {
        let begin = number.wrapping_mul(0x1000_0001);
        Self { module, peer, next: Some([begin.wrapping_add(1_000), begin.wrapping_add(2_000)]) }
    }

    pub(super) const fn is_udp(&self) -> bool {
        self.next.is_none()
    }

    /// The handshake.
    pub(super) fn open(&mut self, by: From, out: &mut Vec<Vec<u8>>) {
        let other = by.other();
        self.segment(by, Flags::Syn, &[], out);
        self.segment(other, Flags::SynAck, &[], out);
        self.segment(by, Flags::Ack, &[], out);
    }

    /// Data, and that they have come.
    pub(super) fn data(&mut self, from: From, bytes: &[u8], out: &mut Vec<Vec<u8>>) {
        if self.is_udp() {
            return self.datagram(from, bytes, out);
        }
        for part in bytes.chunks(SEGMENT) {
            self.segment(from, Flags::PushAck, part, out);
        }
        if !bytes.is_empty() {
            self.segment(from.other(), Flags::Ack, &[], out);
        }
    }

    /// The end.
    pub(super) fn close(&mut self, how: Close, out: &mut Vec<Vec<u8>>) {
        match how {
            _ if self.is_udp() => {}
            Close::Orderly(by) => {
                self.segment(by, Flags::FinAck, &[], out);
                self.segment(by.other(), Flags::FinAck, &[], out);
                self.segment(by, Flags::Ack, &[], out);
            }
            Close::Reset(by) => self.segment(by, Flags::ResetAck, &[], out),
        }
    }

    const fn ends(&self, from: From) -> (SocketAddrV4, SocketAddrV4) {
        match from {
            From::Module => (self.module, self.peer),
            From::Peer => (self.peer, self.module),
        }
    }

    fn segment(&mut self, from: From, flags: Flags, bytes: &[u8], out: &mut Vec<Vec<u8>>) {
        let (source, target) = self.ends(from);
        let Some([module, peer]) = &mut self.next else { return };
        let (own, other) = if from == From::Module { (module, peer) } else { (peer, module) };
        let step = PacketBuilder::ipv4(source.ip().octets(), target.ip().octets(), HOPS).tcp(source.port(), target.port(), *own, WINDOW);
        let step = match flags {
            Flags::Syn => step.syn(),
            Flags::SynAck => step.syn().ack(*other),
            Flags::Ack => step.ack(*other),
            Flags::PushAck => step.psh().ack(*other),
            Flags::FinAck => step.fin().ack(*other),
            Flags::ResetAck => step.rst().ack(*other),
        };
        // Opening and closing count as a byte each.
        let marks = u32::from(matches!(flags, Flags::Syn | Flags::SynAck | Flags::FinAck));
        *own = own.wrapping_add(bytes.len() as u32 + marks);
        let mut packet = Vec::with_capacity(step.size(bytes.len()));
        // A segment is far below what a packet holds.
        if step.write_to_vec(&mut packet, bytes).is_ok() {
            out.push(packet);
        }
    }

    fn datagram(&self, from: From, bytes: &[u8], out: &mut Vec<Vec<u8>>) {
        let (source, target) = self.ends(from);
        // A packet has room for no more: such data were never one datagram.
        for part in bytes.chunks(usize::from(u16::MAX) - 28) {
            let step = PacketBuilder::ipv4(source.ip().octets(), target.ip().octets(), HOPS).udp(source.port(), target.port());
            let mut packet = Vec::with_capacity(step.size(part.len()));
            if step.write_to_vec(&mut packet, part).is_ok() {
                out.push(packet);
            }
        }
    }
}

impl From {
    const fn other(self) -> Self {
        match self {
            Self::Module => Self::Peer,
            Self::Peer => Self::Module,
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
mod tests {
    use super::{Close, Conversation, From};
    use etherparse::{Ipv4Slice, SlicedPacket, TransportSlice};
    use std::net::{Ipv4Addr, SocketAddrV4};

    const MODULE: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(10, 0, 0, 7), 49_152);
    const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 80);

    /// Sequence number, acknowledgement, bytes of each segment; checksums are right.
    fn segments(packets: &[Vec<u8>]) -> Vec<(u32, u32, Vec<u8>)> {
        let read = |packet: &Vec<u8>| {
            let sliced = SlicedPacket::from_ip(packet).expect("a packet");
            let ip = Ipv4Slice::from_slice(packet).expect("IPv4");
            assert_eq!(ip.header().header_checksum(), ip.header().to_header().calc_header_checksum());
            let Some(TransportSlice::Tcp(tcp)) = sliced.transport else { unreachable!("TCP") };
            assert_eq!(Ok(tcp.checksum()), tcp.calc_checksum_ipv4(ip.header().source(), ip.header().destination()));
            (tcp.sequence_number(), tcp.acknowledgment_number(), tcp.payload().to_vec())
        };
        packets.iter().map(read).collect()
    }

    #[test]
    fn numbers_go_on() {
        let (mut tcp, mut out) = (Conversation::tcp(MODULE, PEER, 0), Vec::new());
        tcp.open(From::Module, &mut out);
        tcp.data(From::Module, &[b'x'; 2000], &mut out);
        tcp.data(From::Peer, b"ok", &mut out);
        tcp.close(Close::Orderly(From::Peer), &mut out);
        let seen: Vec<(u32, u32, usize)> = segments(&out).into_iter().map(|(own, other, bytes)| (own, other, bytes.len())).collect();
        let handshake = [(1_000, 0, 0), (2_000, 1_001, 0), (1_001, 2_001, 0)];
        let data = [(1_001, 2_001, 1460), (2_461, 2_001, 540), (2_001, 3_001, 0), (2_001, 3_001, 2), (3_001, 2_003, 0)];
        let end = [(2_003, 3_001, 0), (3_001, 2_004, 0), (2_004, 3_002, 0)];
        assert_eq!(seen, [&handshake[..], &data, &end].concat());
    }

    #[test]
    fn a_datagram() {
        let (mut udp, mut out) = (Conversation::udp(MODULE, PEER), Vec::new());
        udp.open(From::Module, &mut out);
        udp.data(From::Peer, b"hello", &mut out);
        udp.data(From::Module, b"", &mut out);
        udp.close(Close::Reset(From::Peer), &mut out);
        let sliced = SlicedPacket::from_ip(&out[0]).expect("a packet");
        let Some(TransportSlice::Udp(slice)) = sliced.transport else { unreachable!("UDP") };
        assert_eq!((out.len(), slice.source_port(), slice.destination_port(), slice.payload()), (1, 80, 49_152, &b"hello"[..]));
    }
}
