//! pcap and pcapng files.

use std::io::Cursor;

use pcap_parser::pcapng::{Block, OptionCode, PcapNGOption, parse_block_be, parse_block_le};
use pcap_parser::traits::PcapNGPacketBlock as _;
use pcap_parser::{PcapError, nom, parse_pcap_frame, parse_pcap_frame_be, parse_pcap_header};

use super::ends::{Ends, Learner};
use super::link::{Holds, holds, is_known, micros};
use super::own::{Own, PCAPNG_WRITER, role, start};
use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::Way;
use crate::ingest::{Item, Micros, Role, Source as _};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "pcap",
    title: "packets of USB (usbmon, USBPcap), of a serial line (RTAC), exported AT lines, or a user's own link type",
    tools: "Wireshark, tcpdump, USBPcap",
    keeps: Keeps { direction: "marked", time: "of each packet, as the file has it", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let pcap = [&b"\xd4\xc3\xb2\xa1"[..], b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\xa1\xb2\x3c\x4d"];
        let is = head.bytes.starts_with(b"\x0a\x0d\x0d\x0a") || pcap.iter().any(|magic| head.bytes.starts_with(magic));
        if !is {
            return Fit::NO;
        }
        let facts = Facts::of(head);
        if facts.own.merged {
            Fit::mixed(1000, "the file says that its directions are a guess")
        } else if facts.mixed {
            Fit::merged(1000, "the file begins as a capture of packets")
        } else {
            Fit::marked(1000, "each packet tells its way")
        }
    },
    open: |head: &Head<'_>, input: Input| Box::new(Tape::new(Pcap::new(Facts::of(head)), input)),
};

/// What the head shows of the packets.
#[derive(Clone, Default)]
struct Facts {
    ends: Ends,
    /// The first byte of a packet is a direction.
    flagged: bool,
    /// Packets do not tell their way.
    mixed: bool,
    /// What this program's own files say.
    own: Own,
}

impl Facts {
    fn of(head: &Head<'_>) -> Self {
        let packets = |facts: Self| {
            let mut pcap = Pcap::new(facts);
            pcap.looks = Some(Look::default());
            let mut tape = Tape::new(pcap, Box::new(Cursor::new(head.bytes.to_vec())));
            let mut mixed = false;
            while let Ok(Some(item)) = tape.next() {
                mixed |= matches!(item, Item::Chunk(chunk) if chunk.side.is_none());
            }
            let pcap = tape.into_cutter();
            (pcap.looks.unwrap_or_default(), mixed, pcap.own)
        };
        let (look, mixed, own) = packets(Self::default());
        if let Some(own) = own {
            return Self { mixed, own, ..Self::default() };
        }
        let flagged = mixed && look.flags[0] > 0 && look.flags[1] > 0 && look.flags[2] == 0;
        let (look, mixed) = if flagged {
            let (look, mixed, ..) = packets(Self { flagged, ..Self::default() });
            (look, mixed)
        } else {
            (look, mixed)
        };
        let state = look.state();
        Self { ends: look.learner.learn(state), flagged, mixed, own: Own::default() }
    }
}

/// What is collected on a first look.
#[derive(Default)]
struct Look {
    learner: Learner,
    /// Packets of one stream by their first byte: 0, 1, another.
    flags: [u32; 3],
    /// Incoming transfers, those that begin with the state of the lines, and those that hold nothing but it.
    states: [u32; 3],
    /// Lengths of packets at which the state does not stand again.
    short: bool,
}

impl Look {
    fn incoming(&mut self, bytes: &[u8]) {
        let is_state =
            |at: usize| bytes.get(at).is_some_and(|byte| byte & 0x0f == 1) && bytes.get(at + 1).is_some_and(|byte| byte & 0x1e == 0);
        let [count, begin, only] = &mut self.states;
        *count += 1;
        *begin += u32::from(is_state(0));
        *only += u32::from(is_state(0) && bytes.len() == 2);
        self.short |= bytes.len() > 65 && !is_state(64);
    }

    /// FTDI's chips put two bytes of state in front of each packet. Gives the length of packets.
    const fn state(&self) -> Option<usize> {
        let [count, begin, only] = self.states;
        if count > 2 && begin == count && (only > 0 || count > 8) { Some(if self.short { 512 } else { 64 }) } else { None }
    }
}

/// An interface of the file.
#[derive(Clone, Copy)]
struct Interface {
    link: i32,
    per_second: u64,
    offset: i64,
}

struct Pcap {
    facts: Facts,
    looks: Option<Look>,
    /// Set once the header of a pcap file was read.
    legacy: Option<Interface>,
    big: bool,
    interfaces: Vec<Interface>,
    first: Option<Micros>,
    /// This program wrote the file: its directions are right, its comments say what happens beside the lines.
    own: Option<Own>,
}

/// A packet in the window.
struct Packet<'a> {
    interface: Interface,
    data: &'a [u8],
    /// Where its data begin.
    from: usize,
    micros: Micros,
    /// What its comment says.
    role: Option<Role>,
}

/// What a comment says happened beside the lines.
fn said(option: &PcapNGOption<'_>) -> Option<Role> {
    if option.code == OptionCode::Comment { role(option.as_str().ok()?) } else { None }
}

impl Pcap {
    fn new(facts: Facts) -> Self {
        Self { facts, looks: None, legacy: None, big: false, interfaces: Vec::new(), first: None, own: None }
    }

    /// Reads the header of a pcap file.
    fn header(&mut self, window: &[u8]) -> Option<usize> {
        let (rest, header) = parse_pcap_header(window).ok()?;
        self.big = header.is_bigendian();
        let per_second = if header.is_nanosecond_precision() { 1_000_000_000 } else { 1_000_000 };
        self.legacy = Some(Interface { link: header.network.0 & 0xffff, per_second, offset: 0 });
        Some(window.len() - rest.len())
    }

    /// A block of a pcapng file, or the error that reading it gave.
    fn block<'a>(&mut self, window: &'a [u8]) -> Result<(usize, Option<Packet<'a>>), Stop> {
        let parsed = if self.big { parse_block_be(window) } else { parse_block_le(window) };
        let (rest, block) = parsed.map_err(|error| Stop::of(&error))?;
        let len = window.len() - rest.len();
        let packet = match &block {
            Block::SectionHeader(header) => {
                self.big = header.big_endian();
                self.interfaces.clear();
                let texts =
                    |code| header.options.iter().filter(move |option| option.code == code).filter_map(|option| option.as_str().ok());
                let own = texts(OptionCode::ShbUserAppl).any(|text| text.split(' ').next() == Some(PCAPNG_WRITER));
                self.first = texts(OptionCode::Comment).filter(|_| own).find_map(start);
                self.own = own.then(|| Own::of(texts(OptionCode::Comment)));
                None
            }
            Block::InterfaceDescription(block) => {
                let per_second = block.ts_resolution().unwrap_or(1_000_000);
                self.interfaces.push(Interface { link: block.linktype.0, per_second, offset: block.ts_offset() });
                None
            }
            Block::EnhancedPacket(block) => self.interfaces.get(block.if_id as usize).map(|interface| {
                let ticks = u64::from(block.ts_high) << 32 | u64::from(block.ts_low);
                let (seconds, fraction) = (ticks / interface.per_second.max(1), ticks % interface.per_second.max(1));
                let micros = micros(seconds.saturating_add_signed(interface.offset), fraction, interface.per_second);
                let role = if self.own.is_some() { block.options.iter().find_map(said) } else { None };
                (*interface, block.packet_data().len(), 28, micros, role)
            }),
            Block::SimplePacket(block) => self.interfaces.first().map(|interface| (*interface, block.packet_data().len(), 12, 0, None)),
            _ => None,
        };
        let packet = packet.and_then(|(interface, len, from, micros, role)| {
            Some(Packet { interface, data: window.get(from..from + len)?, from, micros, role })
        });
        Ok((len, packet))
    }

    fn frame<'a>(&self, window: &'a [u8], interface: Interface) -> Result<(usize, Option<Packet<'a>>), Stop> {
        let parsed = if self.big { parse_pcap_frame_be(window) } else { parse_pcap_frame(window) };
        let (rest, frame) = parsed.map_err(|error| Stop::of(&error))?;
        let micros = micros(frame.ts_sec.into(), frame.ts_usec.into(), interface.per_second);
        Ok((window.len() - rest.len(), Some(Packet { interface, data: frame.data, from: 16, micros, role: None })))
    }

    fn packet(&mut self, packet: &Packet<'_>, page: &mut Page<'_>) {
        let (from, to) = (packet.from, packet.from + packet.data.len());
        let at = (packet.micros > 0).then(|| packet.micros.saturating_sub(*self.first.get_or_insert(packet.micros)));
        if let Some(role) = packet.role {
            return page.outside(role, at, from..from);
        }
        match holds(packet.interface.link, packet.data, self.big, self.facts.flagged) {
            Holds::Data(end, start) => {
                let bytes = packet.data.get(start..).unwrap_or_default();
                let state = self.facts.ends.state.filter(|_| end.way == Way::In);
                if let Some(look) = &mut self.looks {
                    if end.way == Way::In && !bytes.is_empty() {
                        look.incoming(bytes);
                    }
                    look.learner.take(end, bytes);
                }
                if self.facts.own.merged {
                    return page.wire(None, at, from + start..to);
                }
                let Some(side) = self.facts.ends.side(end) else { return };
                let Some(len) = state else { return page.wire(Some(side), at, from + start..to) };
                for part in (from + start..to).step_by(len) {
                    page.wire(Some(side), at, (part + 2).min(to)..(part + len).min(to));
                }
            }
            Holds::Mixed(start) => {
                if let (Some(look), Some(first)) = (&mut self.looks, packet.data.get(start))
                    && let Some(count) = look.flags.get_mut(usize::from(*first).min(2))
                {
                    *count += 1;
                }
                page.wire(None, at, from + start..to);
            }
            Holds::Signals(signals) => signals.into_iter().flatten().for_each(|signal| page.outside(Role::Signal(signal), at, from..from)),
            Holds::Nothing => {}
        }
    }
}

/// Why a block was not read.
enum Stop {
    /// More is needed.
    More,
    /// It is damaged.
    Damaged,
}

impl Stop {
    const fn of(error: &nom::Err<PcapError<&[u8]>>) -> Self {
        match error {
            nom::Err::Incomplete(_) | nom::Err::Error(PcapError::Incomplete(_)) | nom::Err::Failure(PcapError::Incomplete(_)) => Self::More,
            _ => Self::Damaged,
        }
    }
}

impl Cutter for Pcap {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        let ng = self.legacy.is_none() && (window.starts_with(b"\x0a\x0d\x0d\x0a") || !self.interfaces.is_empty());
        if self.legacy.is_none() && !ng {
            if window.len() < 24 && !ended {
                return 0;
            }
            if let Some(len) = self.header(window) {
                if let Some(interface) = self.legacy.filter(|interface| !is_known(interface.link)) {
                    self.legacy = Some(interface);
                    page.fault(None, 0..len, "the link type is none that carries a serial line");
                }
                return len;
            }
            // Between the header of a section and its first interface there may be other blocks.
        }
        let read = match self.legacy {
            Some(interface) => self.frame(window, interface),
            None => self.block(window),
        };
        match read {
            Ok((len, packet)) => {
                if let Some(packet) = packet.filter(|packet| is_known(packet.interface.link)) {
                    self.packet(&packet, page);
                }
                len
            }
            Err(Stop::More) => 0,
            Err(Stop::Damaged) => page.give_up("a damaged record; what follows cannot be read"),
        }
    }

    fn waits(&self, window: &[u8]) -> bool {
        window.is_empty()
    }

    fn is_lossy(&self) -> bool {
        self.facts.own.lossy
    }
}
