//! What the bytes of both sides are: the parser, listening in.

use a76xx_parser::spec::{Shape, Then};
use a76xx_parser::{Assume, FinalCode, Kind, Limits, Parser, Side, Step};

/// What a piece of the module's bytes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Echo,
    /// Information of a command.
    Info,
    /// A line that announces counted data.
    Header,
    /// A line that completes a command.
    Result,
    Final,
    /// The module asks for data.
    Prompt,
    /// Data.
    Data,
    /// Anything else, or not known yet.
    Other,
}

/// A piece of the module's bytes: a line, or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) bytes: Vec<u8>,
    pub(crate) what: What,
    /// Nothing of its line went before.
    pub(crate) begins: bool,
}

impl Piece {
    pub(crate) fn other(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), what: What::Other, begins: true }
    }

    fn is_blank(&self) -> bool {
        self.what == What::Other && self.begins && matches!(self.bytes.as_slice(), b"\r\n" | b"\n" | b"\r")
    }
}

/// What a script may wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The host asked for this, by its name without the plus sign; `AT` where it has none.
    Command(String),
    /// The module answered to all that was asked, and how.
    Final(FinalCode),
}

/// The parser, listening in on both sides.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    parser: Parser,
    host: Vec<u8>,
    module: Vec<u8>,
    /// Bytes of `module` that were handed on before their line was complete.
    told: usize,
    pub(crate) seen: Vec<Seen>,
}

impl Watch {
    pub(crate) fn new() -> Self {
        Self { parser: Parser::new(Limits { line: u16::MAX }), host: Vec::new(), module: Vec::new(), told: 0, seen: Vec::new() }
    }

    /// The host sends bytes.
    pub(crate) fn host(&mut self, bytes: &[u8]) {
        self.host.extend(bytes);
        let mut used = 0;
        while let Step::Event(event) = self.parser.next(Side::Host, self.host.get(used..).unwrap_or_default()) {
            used += event.raw.len();
            let mut next = if let Kind::Command(line) = event.kind { Some(line) } else { None };
            while let Some(line) = next {
                self.seen.push(Seen::Command(plain(line.name)));
                next = line.next();
            }
        }
        self.host.drain(..used.min(self.host.len()));
    }

    /// The module says bytes: all of them come back at once, apart.
    pub(crate) fn module(&mut self, bytes: &[u8]) -> Vec<Piece> {
        self.module.extend(bytes);
        let (mut used, mut pieces): (usize, Vec<Piece>) = (0, Vec::new());
        while let Step::Event(event) = self.parser.next(Side::Module, self.module.get(used..).unwrap_or_default()) {
            used += event.raw.len();
            if let Kind::Final(last) = event.kind {
                self.seen.push(Seen::Final(last.code));
            }
            let (what, told) = (what(&event.kind), self.told.min(event.raw.len()));
            self.told -= told;
            let rest = event.raw.get(told..).unwrap_or_default();
            if rest.is_empty() {
                continue;
            }
            // The line end before a line belongs to it: who loses the line loses both.
            match pieces.last_mut() {
                Some(blank) if told == 0 && blank.is_blank() => {
                    blank.bytes.extend(rest);
                    blank.what = what;
                }
                _ => pieces.push(Piece { bytes: rest.to_vec(), what, begins: told == 0 }),
            }
        }
        self.module.drain(..used.min(self.module.len()));
        let rest = self.module.get(self.told..).unwrap_or_default();
        if !rest.is_empty() {
            pieces.push(Piece { bytes: rest.to_vec(), what: What::Other, begins: self.told == 0 });
        }
        self.told = self.module.len();
        pieces
    }

    /// DTR changes, which may end the data state.
    pub(crate) fn dtr(&mut self, on: bool) {
        self.parser.control(a76xx_parser::Control::Dtr(on));
    }

    /// The module is in the data state: all that it said is said, and what comes next is data, whatever came before looked like.
    pub(crate) fn online(&mut self) {
        self.module.clear();
        self.told = 0;
        self.parser.assume(Assume::DataState(true));
    }

    /// The module restarts: what was half said is over.
    pub(crate) fn restart(&mut self) {
        *self = Self { seen: core::mem::take(&mut self.seen), ..Self::new() };
    }
}

fn what(kind: &Kind<'_>) -> What {
    match kind {
        Kind::Echo(_) => What::Echo,
        Kind::Final(_) => What::Final,
        Kind::Prompt(_) => What::Prompt,
        Kind::Payload(_) => What::Data,
        Kind::Text(_) => What::Info,
        Kind::Answer(line) | Kind::Urc(line) => match line.form().map(|form| (form.then(), form.shape)) {
            Some((Then::Payload { .. } | Then::HexPayload { .. }, _)) => What::Header,
            Some((_, Shape::Result)) => What::Result,
            Some((_, Shape::Urc)) => What::Other,
            _ => What::Info,
        },
        _ => What::Other,
    }
}

/// A command's name as scripts have it: in capitals, without the plus sign.
fn plain(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).to_ascii_uppercase();
    if name.is_empty() { "AT".to_owned() } else { name.trim_start_matches('+').to_owned() }
}
