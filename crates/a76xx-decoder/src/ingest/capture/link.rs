//! What a packet of each link type holds.

use std::ops::Range;

use super::ends::End;
use crate::ingest::label::Way;
use crate::ingest::{Micros, Signal};

/// What a packet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Bytes of a port, from there to the packet's end.
    Data(End, usize),
    /// The same, one stream for both sides.
    Mixed(usize),
    /// Lines beside the data lines were set.
    Signals([Option<Signal>; 2]),
    /// Something else.
    Nothing,
}

/// Link types that can be read (numbers of tcpdump.org).
pub(super) const USB_LINUX: i32 = 189;
const USB_LINUX_MMAPPED: i32 = 220;
const USBPCAP: i32 = 249;
const RTAC: i32 = 250;
const EXPORTED: i32 = 252;
const USER: Range<i32> = 147..163;

/// Whether packets of a link type can be read.
pub(super) fn is_known(link: i32) -> bool {
    matches!(link, USB_LINUX | USB_LINUX_MMAPPED | USBPCAP | RTAC | EXPORTED) || USER.contains(&link)
}

/// A number in a packet.
struct Numbers<'a> {
    packet: &'a [u8],
    big: bool,
}

impl Numbers<'_> {
    fn u8(&self, at: usize) -> Option<u8> {
        self.packet.get(at).copied()
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.packet.get(at..at + 2)?.try_into().ok()?;
        Some(if self.big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.packet.get(at..at + 4)?.try_into().ok()?;
        Some(if self.big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }
}

/// Takes a packet apart; `big` is the byte order of the file. The last is set where the first byte of user packets is a direction.
pub(super) fn holds(link: i32, packet: &[u8], big: bool, flagged: bool) -> Holds {
    let numbers = Numbers { packet, big };
    match link {
        USB_LINUX => usbmon(&numbers, 48),
        USB_LINUX_MMAPPED => usbmon(&numbers, 64),
        USBPCAP => usbpcap(&Numbers { packet, big: false }),
        RTAC => rtac(&numbers),
        EXPORTED => exported(&Numbers { packet, big: true }),
        _ if flagged => match packet.first() {
            Some(0) => Holds::Data(End { id: 0, way: Way::Out }, 1),
            Some(_) => Holds::Data(End { id: 0, way: Way::In }, 1),
            None => Holds::Nothing,
        },
        _ => Holds::Mixed(0),
    }
}

/// The header of Linux's usbmon (Documentation/usb/usbmon.rst): 48 bytes, or 64 as mapped memory has them.
fn usbmon(numbers: &Numbers<'_>, header: usize) -> Holds {
    let read = || {
        let (event, transfer, endpoint) = (numbers.u8(8)?, numbers.u8(9)?, numbers.u8(10)?);
        let id = u32::from(numbers.u16(12)?) << 16 | u32::from(numbers.u8(11)?) << 8 | u32::from(endpoint & 0x7f);
        let is_in = endpoint & 0x80 != 0;
        Some(match (event, transfer, is_in) {
            (b'S', 2, _) if numbers.u8(14)? == 0 => Holds::Signals(setup(numbers.packet.get(40..48)?)),
            // What is sent stands in the submission, what is received in the completion.
            (b'S', 1 | 3, false) => Holds::Data(End { id, way: Way::Out }, header),
            (b'C', 1 | 3, true) => Holds::Data(End { id, way: Way::In }, header),
            _ => Holds::Nothing,
        })
    };
    read().unwrap_or(Holds::Nothing)
}

/// The header of `USBPcap`.
fn usbpcap(numbers: &Numbers<'_>) -> Holds {
    let read = || {
        let (header, info, endpoint, transfer) = (numbers.u16(0)?, numbers.u8(16)?, numbers.u8(21)?, numbers.u8(22)?);
        let id = u32::from(numbers.u16(17)?) << 24 | u32::from(numbers.u16(19)?) << 8 | u32::from(endpoint & 0x7f);
        let (from_device, is_in) = (info & 1 != 0, endpoint & 0x80 != 0);
        Some(match (transfer, is_in, from_device) {
            (2, _, false) => Holds::Signals(setup(numbers.packet.get(usize::from(header)..)?)),
            (1 | 3, false, false) => Holds::Data(End { id, way: Way::Out }, header.into()),
            (1 | 3, true, true) => Holds::Data(End { id, way: Way::In }, header.into()),
            _ => Holds::Nothing,
        })
    };
    read().unwrap_or(Holds::Nothing)
}

/// What a control request says of the lines: `SET_CONTROL_LINE_STATE` of the CDC class, or the same of FTDI's and `CP210x` chips.
pub(super) fn setup(request: &[u8]) -> [Option<Signal>; 2] {
    let &[kind, code, low, high, ..] = request else { return [None; 2] };
    let both = |value: u8| [Some(Signal::Dtr(value & 1 != 0)), Some(Signal::Rts(value & 2 != 0))];
    let masked = |value: u8, mask: u8| {
        [(mask & 1 != 0).then_some(Signal::Dtr(value & 1 != 0)), (mask & 2 != 0).then_some(Signal::Rts(value & 2 != 0))]
    };
    match (kind, code) {
        (0x21, 0x22) => both(low),
        (0x40, 0x01) | (0x41, 0x07) => masked(low, high),
        _ => [None; 2],
    }
}

/// The header of an RTAC: time, event, state of the lines.
fn rtac(numbers: &Numbers<'_>) -> Holds {
    match numbers.u8(8) {
        Some(1 | 3) => Holds::Data(End { id: 0, way: Way::Out }, 12),
        Some(2 | 4) => Holds::Data(End { id: 0, way: Way::In }, 12),
        _ => Holds::Nothing,
    }
}

/// An exported PDU: tags with lengths, the direction among them, then the bytes.
fn exported(numbers: &Numbers<'_>) -> Holds {
    const END: u16 = 0;
    const DIRECTION: u16 = 35;
    let (mut at, mut way) = (0, None);
    while let Some((tag, len)) = numbers.u16(at).zip(numbers.u16(at + 2)) {
        at += 4;
        match tag {
            END => {
                return match way {
                    Some(way) => Holds::Data(End { id: 0, way }, at + usize::from(len)),
                    None => Holds::Mixed(at + usize::from(len)),
                };
            }
            DIRECTION => way = numbers.u32(at).map(|direction| if direction == 0 { Way::Out } else { Way::In }),
            _ => {}
        }
        at += usize::from(len);
    }
    Holds::Nothing
}

/// Microseconds of seconds and a fraction in units.
pub(super) fn micros(seconds: u64, fraction: u64, per_second: u64) -> Micros {
    let fraction = u128::from(fraction) * 1_000_000 / u128::from(per_second.max(1));
    seconds.saturating_mul(1_000_000).saturating_add(fraction as u64)
}

#[cfg(test)]
mod tests {
    use super::{Holds, exported, holds, setup};
    use crate::ingest::Signal;
    use crate::ingest::capture::ends::End;
    use crate::ingest::label::Way;

    #[test]
    fn lines_are_set() {
        assert_eq!(setup(&[0x21, 0x22, 1, 0, 0, 0, 0, 0]), [Some(Signal::Dtr(true)), Some(Signal::Rts(false))]);
        assert_eq!(setup(&[0x40, 0x01, 0, 1, 0, 0, 0, 0]), [Some(Signal::Dtr(false)), None]);
        assert_eq!(setup(&[0x80, 6]), [None; 2]);
    }

    #[test]
    fn an_exported_line() {
        let packet = b"\x00\x0c\x00\x02at\x00\x23\x00\x04\x00\x00\x00\x01\x00\x00\x00\x00OK";
        assert_eq!(exported(&super::Numbers { packet, big: true }), Holds::Data(End { id: 0, way: Way::In }, 18));
    }

    #[test]
    fn short_packets() {
        for link in [189, 220, 249, 250, 252] {
            for len in 0..70 {
                let _ = holds(link, &vec![0xff; len], false, false);
            }
        }
    }
}
