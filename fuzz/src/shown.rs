//! What a line and its values are worth to a program: as the table's rows, as the standard library's types, and printed.

use std::net::IpAddr;

use a76xx_parser::spec::{self, Then};
use a76xx_parser::typed::{Address, Code, Hex, LinkId, LinkStates, Name, Protocol, Reason, SimState};
use a76xx_parser::{Answer, Assume, Encoder, Event, Final, Kind, Limits, Line, Parser, Request, Side, Step, Urc};

/// Names of an event are words, and its debug text tells what it is.
pub(crate) fn event(event: &Event<'_>) {
    let words = [Some(event.kind.name()), event.side.map(|side| side.name()), event.guess.name()];
    assert!(words.into_iter().flatten().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())), "{event:?}");
    assert!(format!("{event:?}").contains("kind"));
    if let Kind::Final(result) = &event.kind {
        reason(result.cme());
        reason(result.cms());
        plain(result);
    }
    if let Some(line) = event.kind.line() {
        row(line);
    }
}

/// A line's row is the one that its name finds, its words are its own, and the form that fits is one of its own.
fn row(line: &Line<'_>) {
    let Some(row) = line.command else { return };
    assert!(spec::find(row.head()).is_some_and(|found| found.is(row)), "{row:?}");
    assert_eq!(format!("{row:?}"), format!("Command({:?})", row.name()));
    let words = spec::rows().zip(spec::all_words()).find(|(other, _)| other.is(row)).map(|(_, words)| words);
    assert_eq!(words.map(|words| words.name), Some(row.name()));
    assert_eq!(line.words().map(|(own, _)| own.name), row.words().map(|own| own.name));
    assert_eq!(Name::of(row), Name::ALL.iter().copied().find(|name| name.row().is(row)), "{row:?}");
    let asks = row.forms().iter().any(|form| form.shape.is_host() && !matches!(form.then(), Then::Line | Then::Text | Then::MayConnect));
    assert_eq!(spec::takes_data(row.name().as_bytes()), asks, "{row:?}");
    if let Some(form) = line.form() {
        assert!(row.forms().contains(form), "{row:?} has no {form:?}");
        assert!(format!("{form:?}").contains(&format!("{:?}", form.fields())));
    }
}

/// A result without parameters is the same in words and as a digit.
fn plain(result: &Final<'_>) {
    if result.code.text().starts_with('+') {
        return;
    }
    for verbose in [true, false] {
        let mut out = [0; 32];
        let mut encoder = Encoder::new(&mut out).verbose(verbose);
        assert_eq!(encoder.result(result.code), Ok(()));
        let mut parser = Parser::new(Limits::DEFAULT);
        parser.assume(Assume::Verbose(verbose));
        // A result answers something.
        let _ = parser.next(Side::Host, b"ATD123;\r");
        let (mut rest, mut read) = (encoder.written(), None);
        while let Step::Event(event) = parser.flush(Side::Module, rest) {
            rest = rest.get(event.raw.len()..).unwrap_or_default();
            if let Kind::Final(result) = event.kind {
                read = read.or(Some(result.code));
            }
        }
        assert_eq!(read, Some(result.code), "{} in words: {verbose}", encoder.written().escape_ascii());
    }
}

/// A reason is printed with its name, and found again by it.
fn reason<C: Code + Copy + PartialEq + std::fmt::Debug + std::fmt::Display>(reason: Option<Reason<'_, C>>) {
    let Some(reason) = reason else { return };
    assert!(!reason.to_string().is_empty() || reason == Reason::Text(b""));
    let Some(code) = reason.code() else { return };
    let named = Reason::in_words(code);
    assert!(named == Reason::Number(code) || code.to_string().ends_with(&format!(" ({})", code.number())), "{code:?}");
    assert!(named.code().is_some());
    assert_eq!(C::TABLE.get(code.number()).is_some(), named != Reason::Number(code));
}

/// A word is printed as it stands on the wire, and read as itself.
fn word(of: impl Fn(&[u8]) -> String, text: &[u8]) {
    assert_eq!(of(text), text.escape_ascii().to_string());
}

pub(crate) fn request(request: &Request<'_>) {
    if let Request::CipOpen { protocol, .. } = request {
        word(|text| Protocol::of(text).to_string(), protocol.text());
    }
}

pub(crate) fn urc(urc: &Urc<'_>) {
    match urc {
        Urc::IpClose { reason, .. } => {
            let named = Reason::in_words(*reason) != Reason::Number(*reason);
            assert_eq!(reason.name().is_some(), named, "{reason}");
        }
        Urc::Cpin { state } => word(|text| SimState::of(text).to_string(), state.text()),
        _ => {}
    }
    if let Urc::Creg { lac, ci, .. } | Urc::Cgreg { lac, ci, .. } | Urc::Cereg { tac: lac, ci, .. } = urc {
        lac.iter().chain(ci).for_each(hex);
    }
}

pub(crate) fn answer(answer: &Answer<'_>) {
    match answer {
        Answer::LinkStates { states } => links(states),
        Answer::Cpin { state } => word(|text| SimState::of(text).to_string(), state.text()),
        Answer::Csq { rssi, .. } => assert!(rssi.dbm().is_none_or(|dbm| (-113..=-51).contains(&dbm)), "{rssi}"),
        Answer::IpAddr { ip } | Answer::DnsAnswer { ip, .. } | Answer::PingEcho { ip, .. } | Answer::Cgpaddr { ip: Some(ip), .. } => {
            address(ip)
        }
        Answer::Creg { lac, ci, .. } | Answer::Cgreg { lac, ci, .. } | Answer::Cereg { tac: lac, ci, .. } => {
            lac.iter().chain(ci).for_each(hex);
        }
        _ => {}
    }
}

/// An address that is one is printed as it is read.
fn address(address: &Address<'_>) {
    let printed = address.to_string();
    match address.ip() {
        Some(IpAddr::V4(ip)) => assert_eq!((Address::from(ip).ip(), printed), (Some(ip.into()), ip.to_string())),
        Some(ip) => assert_eq!(printed.parse(), Ok(ip)),
        None => assert!(matches!(address, Address::Text(_)), "{printed}"),
    }
}

/// The same digits with and without quotes are the same number.
fn hex(hex: &Hex<'_>) {
    let made = [Hex::quoted(hex.digits()), Hex::bare(hex.digits())];
    assert!(made.contains(&Some(*hex)), "{hex:?}");
    assert!(made.into_iter().flatten().all(|made| made.value() == hex.value()), "{hex:?}");
}

/// States are those of each link that is listed.
fn links(states: &LinkStates) {
    let open: Vec<bool> = LinkId::all().filter_map(|link| states.is_open(link)).collect();
    assert_eq!(LinkStates::new(&open), Some(*states));
    assert_eq!((open.len(), open.iter().filter(|open| **open).count()), (states.count(), states.open().count()));
}
