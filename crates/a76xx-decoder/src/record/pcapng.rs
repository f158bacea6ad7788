//! pcapng for Wireshark (`docs/pcapng.md`): each line of the wire as an exported PDU of its AT dissector, with its direction.
//!
//! What is no line (silence, a control line, a remark) is a comment on a packet without data.

use std::io::{self, Write};
use std::net::Ipv4Addr;

use a76xx_parser::Side;

use super::block;
use super::{Entry, Record, What};
use crate::ingest::{Header, Micros, PCAPNG_LOSSY, PCAPNG_MERGED, PCAPNG_WRITER, Sides, signal_text, silence_text, start_text};

/// Exported PDUs, and packets that begin with their IP header (numbers of tcpdump.org).
const EXPORTED: u16 = 252;
const RAW: u16 = 101;

/// Where the time of captures that tell no date is counted from: the second of January 1970.
const NO_DATE: Micros = 86_400_000_000;

/// Tags of an exported PDU: the dissector's name, the direction, the end (`epan/exported_pdu.h` of Wireshark).
const DISSECTOR: [u8; 8] = [0, 12, 0, 4, b'a', b't', 0, 0];
const DIRECTION: [u8; 4] = [0, 35, 0, 4];
const END: [u8; 4] = [0, 0, 0, 0];

/// Which interface of the file a packet belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interface {
    /// The serial line.
    Serial,
    /// The module's way into the network.
    Network,
}

/// Writes pcapng blocks.
pub struct Blocks<W> {
    out: W,
    /// When the first stamp of the input was, in microseconds since 1970.
    start: Micros,
}

impl<W: Write> Blocks<W> {
    /// Writes there.
    pub fn new(out: W) -> Self {
        Self { out, start: NO_DATE }
    }

    /// Begins a section with its interfaces.
    ///
    /// # Errors
    /// What writing gave.
    pub fn begin(&mut self, header: &Header, lossy: bool) -> io::Result<()> {
        self.start = header.start.as_deref().and_then(micros).unwrap_or(NO_DATE);
        let start = start_text(self.start);
        let merged = (header.sides == Sides::Merged).then_some(PCAPNG_MERGED);
        let writer = format!("{PCAPNG_WRITER} {}", env!("CARGO_PKG_VERSION"));
        self.out.write_all(&block::section(&writer, &[Some(start.as_str()), merged, lossy.then_some(PCAPNG_LOSSY)]))?;
        for (link, name) in [(EXPORTED, "serial line of the module"), (RAW, "network behind the module")] {
            self.out.write_all(&block::interface(link, name))?;
        }
        Ok(())
    }

    /// Writes a packet. One whose time is not known has none: 1970.
    ///
    /// # Errors
    /// What writing gave.
    pub fn packet(&mut self, interface: Interface, at: Option<Micros>, data: &[u8], comment: Option<&str>) -> io::Result<()> {
        let micros = at.map_or(0, |at| self.start.saturating_add(at));
        self.out.write_all(&block::packet(interface as u32, micros, data, comment))
    }

    /// Names an address for those who read the packets behind.
    ///
    /// # Errors
    /// What writing gave.
    pub fn name(&mut self, address: Ipv4Addr, name: &str) -> io::Result<()> {
        self.out.write_all(&block::name(address, name))
    }

    /// What was written should be seen now.
    ///
    /// # Errors
    /// What writing gave.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Microseconds since 1970 of `2024-05-09T13:38:59.123`, with or without date and zone. A time alone is of the day without a date.
fn micros(text: &str) -> Option<Micros> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let (date, time) = text.split_once('T').map_or((None, text), |(date, time)| (Some(date), time));
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let seconds = clock.split(':').try_fold(0_u64, |sum, part| Some(sum * 60 + part.parse::<u64>().ok()?))?;
    let fraction: u64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let days = match date {
        Some(date) => days(date)?,
        None => 1,
    };
    Some(days * NO_DATE + seconds * 1_000_000 + fraction)
}

/// Days from 1970 to a date of the Gregorian calendar.
fn days(date: &str) -> Option<u64> {
    let mut parts = date.split('-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469)
}

/// Writes the lines of the wire.
pub struct Pcapng<W> {
    blocks: Blocks<W>,
    packet: Vec<u8>,
    /// The last time that was told: what happens beside the lines is shown there.
    last: Option<Micros>,
}

impl<W: Write> Pcapng<W> {
    /// Writes there.
    pub fn new(out: W) -> Self {
        Self { blocks: Blocks::new(out), packet: Vec::new(), last: None }
    }

    /// Where packets of the network go.
    pub(super) fn blocks(&mut self) -> &mut Blocks<W> {
        &mut self.blocks
    }

    fn pdu(&mut self, at: Option<Micros>, side: Side, bytes: &[u8], comment: Option<&str>) -> io::Result<()> {
        self.packet.clear();
        self.packet.extend_from_slice(&DISSECTOR);
        self.packet.extend_from_slice(&DIRECTION);
        self.packet.extend_from_slice(&u32::from(side == Side::Module).to_be_bytes());
        self.packet.extend_from_slice(&END);
        self.packet.extend_from_slice(bytes);
        self.blocks.packet(Interface::Serial, at, &self.packet, comment)
    }
}

impl<W: Write> Record for Pcapng<W> {
    fn begin(&mut self, header: &Header, lossy: bool) -> io::Result<()> {
        self.blocks.begin(header, lossy)
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        self.last = entry.at.or(self.last);
        let said = match entry.what {
            What::Bytes(_, []) => return Ok(()),
            What::Bytes(side, bytes) => return self.pdu(entry.at, side, bytes, None),
            What::Silence(span) => silence_text(span),
            What::Signal(signal) => signal_text(signal),
            What::Note(text) => format!("note: {text}"),
        };
        self.pdu(self.last, Side::Host, &[], Some(&said))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.blocks.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::micros;

    #[test]
    fn dates() {
        assert_eq!(micros("1970-01-01T00:00:00.000001"), Some(1));
        assert_eq!(micros("2024-05-09T13:38:59.123456Z"), Some(1_715_261_939_123_456));
        assert_eq!(micros("2024-02-29T23:59:59"), Some(1_709_251_199_000_000));
        assert_eq!(micros("13:38:59.5"), Some(86_400_000_000 + 49_139_500_000));
        assert_eq!(micros("soon"), None);
    }
}
