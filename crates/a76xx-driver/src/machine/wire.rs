//! The way from bytes to events: the parser, and what of the module's bytes is no whole event yet.

use a76xx_parser::{Assume, Event, Limits, Parser, Side, Step};

/// A window of `N` bytes: a line of the module that fills it comes as noise.
#[derive(Clone, Debug)]
pub(crate) struct Wire<const N: usize> {
    parser: Parser,
    window: [u8; N],
    len: usize,
}

impl<const N: usize> Wire<N> {
    pub(crate) const fn new() -> Self {
        Self { parser: Parser::new(Limits { line: (N - 1) as u16 }), window: [0; N], len: 0 }
    }

    /// Takes bytes of the module and gives the events that they complete.
    pub(crate) fn module(&mut self, bytes: &[u8], mut each: impl FnMut(&Event<'_>)) {
        let mut rest = bytes;
        loop {
            if self.len == 0 {
                rest = pull(&mut self.parser, Side::Module, rest, &mut each);
                if rest.is_empty() {
                    return;
                }
            }
            let count = rest.len().min(N - self.len);
            let (now, later) = rest.split_at(count);
            if let Some(slot) = self.window.get_mut(self.len..self.len + count) {
                slot.copy_from_slice(now);
            }
            self.len += count;
            rest = later;
            let window = self.window.get(..self.len).unwrap_or_default();
            let left = pull(&mut self.parser, Side::Module, window, &mut each).len();
            let used = self.len.saturating_sub(left);
            if let Some(held) = self.window.get_mut(..self.len) {
                held.copy_within(used.., 0);
            }
            self.len = left;
            if rest.is_empty() {
                return;
            }
            // The parser decides within its limit; were it not so, waiting would never end.
            if left == N {
                self.flush(&mut each);
            }
        }
    }

    /// The module fell silent: what is left becomes events.
    pub(crate) fn flush(&mut self, mut each: impl FnMut(&Event<'_>)) {
        let window = self.window.get(..self.len).unwrap_or_default();
        let mut used = 0;
        while let Step::Event(event) = self.parser.flush(Side::Module, window.get(used..).unwrap_or_default()) {
            used += event.raw.len();
            each(&event);
        }
        self.len = 0;
    }

    /// Whether some bytes wait for more.
    pub(crate) const fn is_waiting(&self) -> bool {
        self.len > 0
    }

    /// Whether what waits is a digit and a CR, the last of which may be all of a result code's end.
    pub(crate) fn is_digit(&self) -> bool {
        matches!(self.window.get(..self.len), Some([b'0'..=b'9', b'\r']))
    }

    /// Takes bytes that the host sends: whole commands, pieces of data.
    pub(crate) fn host(&mut self, bytes: &[u8], mut each: impl FnMut(&Event<'_>)) {
        pull(&mut self.parser, Side::Host, bytes, &mut each);
    }

    /// The host gives so many bytes of data next, whether or not the module was heard to ask for them.
    pub(crate) fn begin_data(&mut self, count: usize) {
        self.parser.assume(Assume::Payload(Side::Host, count as u32));
    }

    /// The host gives no more of the data that it announced.
    pub(crate) fn end_data(&mut self) {
        self.parser.assume(Assume::PayloadEnd(Side::Host));
    }

    /// What the module sends from here on are data.
    pub(crate) fn online(&mut self) {
        self.parser.assume(Assume::DataState(true));
    }

    /// The host was silent: three plus signs are an escape now.
    pub(crate) fn host_silent(&mut self) {
        let _ = self.parser.flush(Side::Host, &[]);
    }

    /// Whatever was under way is over: both sides are at the start of a line.
    pub(crate) fn start_over(&mut self) {
        self.len = 0;
        self.parser.control(a76xx_parser::Control::Reset);
        self.parser.assume(Assume::Verbose(true));
    }
}

/// Pulls events until the parser wants more; gives what it has not used.
fn pull<'b>(parser: &mut Parser, side: Side, bytes: &'b [u8], each: &mut impl FnMut(&Event<'_>)) -> &'b [u8] {
    let mut rest = bytes;
    while let Step::Event(event) = parser.next(side, rest) {
        rest = rest.get(event.raw.len()..).unwrap_or_default();
        each(&event);
    }
    rest
}
