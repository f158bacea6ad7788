//! Lines that the module sent on its own and that the driver has no use for, kept for whoever has: messages, calls, the clock, packet events.

use a76xx_parser::spec::Then;
use a76xx_parser::{End, Kind, Limits, Line, Parser, Payload, Side, Step, Urc};

use super::Machine;
use super::news::Board;
use super::ring::Ring;

/// What stands before each: its length.
const HEAD: usize = 2;

/// Notices that wait, in `K` bytes, with two more for each.
#[derive(Clone, Debug)]
pub(crate) struct Notices<const K: usize> {
    kept: Ring<K>,
    /// Notices that found no room since one was taken.
    lost: u32,
    /// Bytes that the one under way still wants; their header came.
    open: usize,
}

/// A line that the module sent on its own.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'b> {
    /// Its bytes, line end included, and the data that it announced.
    pub raw: &'b [u8],
    /// Notices before this one that found no room.
    pub lost: u32,
}

impl<'b> Notice<'b> {
    /// The line, with name and fields as the table has them.
    pub fn line(&self) -> Option<Line<'b>> {
        let mut rest = self.raw;
        let mut parser = Parser::new(Limits::DEFAULT);
        while let Step::Event(event) = parser.next(Side::Module, rest) {
            if let Kind::Urc(line) = event.kind {
                return Some(line);
            }
            rest = rest.get(event.raw.len()..).unwrap_or_default();
        }
        None
    }

    /// The same as a type, where it has one.
    pub fn urc(&self) -> Option<Urc<'b>> {
        self.line()?.urc()
    }

    /// The data behind the line, where it announces some.
    pub fn payload(&self) -> &'b [u8] {
        let line = self.raw.iter().position(|byte| *byte == b'\n').map_or(self.raw.len(), |at| at + 1);
        self.raw.get(line..).unwrap_or_default()
    }
}

impl<const K: usize> Notices<K> {
    pub(crate) const EMPTY: Self = Self { kept: Ring::new(), lost: 0, open: 0 };

    /// A line came that nobody awaits.
    pub(crate) fn line(&mut self, raw: &[u8], line: &Line<'_>, news: &mut Board) {
        self.give_up();
        let announced = match line.form().map(|form| form.then()) {
            Some(Then::Payload { count }) => line.int(usize::from(count)).and_then(|count| usize::try_from(count).ok()).unwrap_or(0),
            Some(Then::HexPayload { count }) => 2 * line.int(usize::from(count)).and_then(|count| usize::try_from(count).ok()).unwrap_or(0),
            _ => 0,
        };
        let len = raw.len().saturating_add(announced);
        if len > K.saturating_sub(HEAD) {
            self.lost = self.lost.saturating_add(1);
            return;
        }
        // The newest are of more use than the oldest.
        while self.kept.free() < len + HEAD && self.drop_oldest() {}
        self.kept.stage(&(len as u16).to_be_bytes());
        self.kept.stage(raw);
        self.open = announced;
        self.close(news);
    }

    /// Data came; they may be those of the last line.
    pub(crate) fn payload(&mut self, raw: &[u8], payload: Payload, news: &mut Board) {
        if self.open == 0 {
            return;
        }
        let whole = matches!(payload.end, End::Open | End::Complete) && raw.len() <= self.open;
        if !whole {
            return self.give_up();
        }
        self.kept.stage(raw);
        self.open -= raw.len();
        self.close(news);
    }

    fn close(&mut self, news: &mut Board) {
        if self.open == 0 {
            self.kept.commit();
            news.notice();
        }
    }

    /// What was announced did not come.
    fn give_up(&mut self) {
        if self.open > 0 {
            self.kept.roll_back();
            (self.open, self.lost) = (0, self.lost.saturating_add(1));
        }
    }

    fn first(&self) -> Option<usize> {
        let mut head = [0; HEAD];
        (self.kept.copy(0, &mut head) == HEAD).then_some(usize::from(u16::from_be_bytes(head)))
    }

    fn drop_oldest(&mut self) -> bool {
        let Some(len) = self.first() else { return false };
        self.kept.consume(HEAD + len);
        self.lost = self.lost.saturating_add(1);
        true
    }

    fn take<'b>(&mut self, into: &'b mut [u8]) -> Option<Notice<'b>> {
        let len = self.first()?;
        let most = len.min(into.len());
        let slot = into.get_mut(..most)?;
        self.kept.copy(HEAD, slot);
        self.kept.consume(HEAD + len);
        Some(Notice { raw: slot, lost: core::mem::take(&mut self.lost) })
    }
}

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// Takes the oldest line that the module sent on its own. What of it does not fit into the buffer is dropped; `KEPT` bytes hold any.
    ///
    /// All of them come but those that tell of data, clients and ends of single links, which the links tell. Almost `KEPT` bytes of them wait; where
    /// more come the oldest are dropped and counted.
    pub fn take_notice<'b>(&mut self, into: &'b mut [u8]) -> Option<Notice<'b>> {
        self.core.notices.take(into)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]
mod tests {
    use std::vec::Vec;

    const SIZE: usize = 512;

    use super::*;

    /// Feeds lines of the module, and gives what is kept.
    fn kept(bytes: &[u8], cut: usize) -> Vec<(Vec<u8>, u32)> {
        let (mut notices, mut board) = (Notices::<SIZE>::EMPTY, Board::EMPTY);
        let (mut parser, mut window) = (Parser::new(Limits::DEFAULT), Vec::new());
        for piece in bytes.chunks(cut) {
            window.extend_from_slice(piece);
            let mut used = 0;
            while let Step::Event(event) = parser.next(Side::Module, &window[used..]) {
                used += event.raw.len();
                match event.kind {
                    Kind::Urc(line) => notices.line(event.raw, &line, &mut board),
                    Kind::Payload(payload) => notices.payload(event.raw, payload, &mut board),
                    _ => {}
                }
            }
            window.drain(..used);
        }
        let mut all = Vec::new();
        let mut buffer = [0; SIZE];
        while let Some(notice) = notices.take(&mut buffer) {
            assert!(notice.line().is_some(), "{notice:?}");
            all.push((notice.raw.to_vec(), notice.lost));
        }
        all
    }

    #[test]
    fn lines_are_kept_with_the_data_that_they_announce() {
        let wire = b"\r\nRING\r\n\r\n+CMQTTRXTOPIC: 0,7\r\na\r\nOK\r\n\r\n+CMQTTRXEND: 0\r\n";
        for cut in 1..wire.len() {
            let all = kept(wire, cut);
            let raws: Vec<_> = all.iter().map(|(raw, _)| raw.as_slice()).collect();
            assert_eq!(raws, [&b"RING\r\n"[..], b"+CMQTTRXTOPIC: 0,7\r\na\r\nOK\r\n", b"+CMQTTRXEND: 0\r\n"], "{cut}");
        }
        let (raw, lost) = kept(b"+CMQTTRXTOPIC: 0,7\r\na\r\nOK\r\n", 3).pop().unwrap();
        assert_eq!(Notice { raw: &raw, lost }.payload(), b"a\r\nOK\r\n");
        assert!(matches!(Notice { raw: b"RING\r\n", lost: 0 }.urc(), Some(Urc::Ring)));
    }

    #[test]
    fn the_oldest_make_room_and_are_counted() {
        let mut wire = Vec::new();
        for number in 0..100_u32 {
            wire.extend_from_slice(std::format!("+CMTI: \"SM\",{number}\r\n").as_bytes());
        }
        let all = kept(&wire, 64);
        assert_eq!(all.len() + all[0].1 as usize, 100);
        assert!(all.len() > 20 && all[1..].iter().all(|(_, lost)| *lost == 0));
        assert_eq!(all.last().unwrap().0, b"+CMTI: \"SM\",99\r\n");
    }
}
