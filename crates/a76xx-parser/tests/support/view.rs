//! Typed views of any kind, from bytes and back.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test equipment: a fault here is a failed test"
)]

use a76xx_parser::{Answer, EncodeError, Encoder, Kind, Limits, Line, Parser, Request, Side, Step, Urc};

/// A typed view of any kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View<'b> {
    Urc(Urc<'b>),
    Answer(Answer<'b>),
    Request(Request<'b>),
}

impl<'b> View<'b> {
    pub fn of(line: &Line<'b>) -> Option<Self> {
        match (line.urc(), line.answer(), line.request()) {
            (Some(urc), None, None) => Some(Self::Urc(urc)),
            (None, Some(answer), None) => Some(Self::Answer(answer)),
            (None, None, Some(request)) => Some(Self::Request(request)),
            (None, None, None) => None,
            views => panic!("a line with two views: {views:?}"),
        }
    }

    pub fn encode(&self, out: &mut Encoder<'_>) -> Result<(), EncodeError> {
        match self {
            Self::Urc(urc) => urc.encode(out),
            Self::Answer(answer) => answer.encode(out),
            Self::Request(request) => request.encode(out),
        }
    }
}

/// The line that a parser reads from these bytes after a command.
pub fn read<'b>(command: &[u8], side: Side, mut bytes: &'b [u8]) -> Line<'b> {
    let mut parser = Parser::new(Limits::DEFAULT);
    if !command.is_empty() {
        let Step::Event(_) = parser.next(Side::Host, command) else { panic!("{:?} is no command", command.escape_ascii()) };
    }
    while let Step::Event(event) = parser.next(side, bytes) {
        bytes = &bytes[event.raw.len()..];
        match event.kind.line() {
            Some(line) => return *line,
            None => assert_eq!(event.kind, Kind::Blank, "{:?}", bytes.escape_ascii().to_string()),
        }
    }
    panic!("no line in {:?}", bytes.escape_ascii().to_string());
}

pub fn written(write: impl FnOnce(&mut Encoder<'_>) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut out = [0; 1024];
    let mut encoder = Encoder::new(&mut out);
    write(&mut encoder).expect("the line can be written");
    encoder.written().to_vec()
}
