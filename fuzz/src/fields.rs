//! One line at a time: what its parameters are, and what the table makes of them.

use a76xx_parser::{Answer, EncodeError, Encoder, Kind, Limits, Line, Parser, Request, Side, Step, Urc};

use crate::shown;

/// A command up to the first line feed, then lines of the module.
pub fn line(input: &[u8]) {
    let at = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (command, said) = input.split_at(at);
    let wire = [b"\r\n", said.strip_prefix(b"\n").unwrap_or(said), b"\r\n"].concat();
    let command = [command, b"\r"].concat();
    let mut parser = Parser::new(Limits::default());
    each(&mut parser, Side::Host, &command);
    each(&mut parser, Side::Module, &wire);
}

fn each(parser: &mut Parser, side: Side, mut bytes: &[u8]) {
    loop {
        let before = *parser;
        let Step::Event(event) = parser.flush(side, bytes) else { return };
        bytes = bytes.get(event.raw.len()..).unwrap_or_default();
        shown::event(&event);
        match event.kind.line() {
            // A copy of a command is the command, seen once more.
            Some(line) if !matches!(event.kind, Kind::Echo(_)) => check(&before, side, line),
            _ => {}
        }
    }
}

/// Everything that can be asked of a line agrees with everything else.
fn check(before: &Parser, side: Side, line: &Line<'_>) {
    let values: Vec<_> = line.fields().collect();
    assert!(values.iter().map(|value| value.text().len()).sum::<usize>() <= line.params.len(), "{line:?}");
    for (index, value) in values.iter().enumerate() {
        assert_eq!(line.field(index), Some(value.text()), "{line:?}");
        assert_eq!(line.int(index), value.int(), "{line:?} at {index}");
        if let Some(endpoint) = value.endpoint() {
            assert!(value.text().ends_with(format!(":{}", endpoint.port()).as_bytes()) || value.text().contains(&b'0'), "{line:?}");
        }
        let _ = value.address();
    }
    assert_eq!(line.int(values.len()), None, "{line:?}");
    let settled = line.settled();
    assert_eq!((&settled, settled.form().is_some()), (line, line.form().is_some()));
    assert!(!line.fits() || line.form().is_some(), "{line:?}");
    if let (Some(form), false) = (line.form(), side == Side::Host) {
        assert!(!form.shape.is_host(), "{line:?}");
    }
    // A chained command line comes to its end.
    let (mut part, mut left) = (line.next(), line.more.len() + 1);
    while let Some(next) = part {
        assert!(next.more.len() < left, "{line:?}");
        left = next.more.len();
        part = next.next();
    }
    assert!(a76xx_parser::suggest(line.name).all(|name| !name.is_empty()));
    views(before, side, line);
}

/// A typed view of any kind.
#[derive(Clone, Copy, Debug, PartialEq)]
enum View<'b> {
    Urc(Urc<'b>),
    Answer(Answer<'b>),
    Request(Request<'b>),
}

fn view<'b>(line: &Line<'b>) -> Option<View<'b>> {
    match (line.urc(), line.answer(), line.request()) {
        (Some(urc), None, None) => Some(View::Urc(urc)),
        (None, Some(answer), None) => Some(View::Answer(answer)),
        (None, None, Some(request)) => Some(View::Request(request)),
        (None, None, None) => None,
        views => panic!("a line with two views: {views:?}"),
    }
}

/// What a view writes is read as the same view, in the state in which the line was read.
fn views(before: &Parser, side: Side, line: &Line<'_>) {
    let Some(seen) = view(line) else { return };
    match &seen {
        View::Urc(urc) => shown::urc(urc),
        View::Answer(answer) => shown::answer(answer),
        View::Request(request) => shown::request(request),
    }
    // Parameters that are left out at the end are not written, and their number may be all that tells one form from another.
    if line.params.ends_with(b",") {
        return;
    }
    let mut out = [0_u8; 4096];
    let mut encoder = Encoder::new(&mut out);
    let written: Result<(), EncodeError> = match &seen {
        View::Urc(urc) => urc.encode(&mut encoder),
        View::Answer(answer) => answer.encode(&mut encoder),
        View::Request(request) => request.encode(&mut encoder),
    };
    // Only what a hand may write and the encoder may not is refused: a quote or comma inside a value.
    let Ok(()) = written else { return };
    let bytes = encoder.written();
    let mut parser = *before;
    let (mut rest, mut again) = (bytes, None);
    while let Step::Event(event) = parser.flush(side, rest) {
        rest = rest.get(event.raw.len()..).unwrap_or_default();
        match event.kind {
            Kind::Blank => {}
            kind => again = again.or(kind.line().copied()),
        }
    }
    assert_eq!(again.as_ref().and_then(view), Some(seen), "{line:?} became {}", bytes.escape_ascii());
}

/// A line that the table allows.
pub fn round_trip(input: &[u8]) {
    crate::law::table::round_trip(input);
}
