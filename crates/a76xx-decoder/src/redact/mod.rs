//! A capture that can be shown to others: numbers of devices and people, addresses and credentials have stand-ins of the same length, and
//! on request what went through the links (`docs/redact.md`).
//!
//! The input keeps its format: each byte of the wire knows where it stands and how it is spelled there. The result is decoded and compared
//! before anybody gets it: it holds the same events, and none of the secrets.

mod column;
mod elsewhere;
mod find;
mod left;
mod spell;
mod stand;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Cursor};
use std::ops::Range;

use a76xx_parser::spec::Secret;
use a76xx_parser::{CommandNo, Side};

use crate::Error;
use crate::annotate::Annotator;
use crate::ingest::{self, Format, Opened, Role as Outside, Run, Sides};
use crate::join::{Join, Joins};
use crate::stream::{self, Piece, Sink};
use column::Spelled;
use elsewhere::Elsewhere;
use find::{Data, Found, find};
use left::Gone;
use stand::{Draws, StandIns};

/// What is to be taken out besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Names of access points.
    pub apn: bool,
    /// What went through the links, messages included.
    pub payloads: bool,
}

/// An input, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
    /// Its format; found out if not given.
    pub format: Option<&'static Format>,
    /// Whose bytes it holds; found out if not given.
    pub sides: Option<Sides>,
}

/// What came out.
#[derive(Debug)]
pub struct Redacted {
    /// The input with stand-ins, of the same length.
    pub bytes: Vec<u8>,
    /// How many different secrets of each kind have a stand-in.
    pub counts: Vec<(&'static str, usize)>,
}

/// Why nothing came out.
#[derive(Debug)]
pub enum Refused {
    /// The input cannot be read.
    Unreadable(Error),
    /// A byte cannot be written anew as the format spells it, or the format packs its bytes.
    Spelling {
        /// The format's name.
        format: &'static str,
        /// Where the byte stands, if it has a place.
        offset: Option<u64>,
    },
    /// The result does not read as the input does: from this event on.
    Differs {
        /// Its number, from 0.
        event: usize,
    },
    /// A secret, or data, would still be in the result, where no line of the wire shows it.
    Left {
        /// Where it stands.
        offset: usize,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let advice = "redact a transcript of it instead (a76xx decode --format transcript)";
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Spelling { format, offset: None } => write!(f, "a file of the format {format} packs its bytes: {advice}"),
            Self::Spelling { format, offset: Some(offset) } => {
                write!(f, "byte {offset} cannot be replaced as the format {format} writes it: {advice}")
            }
            Self::Differs { event } => write!(f, "with stand-ins it would not read the same from event {event} on: {advice}"),
            Self::Left { offset } => write!(f, "a secret, or data, would be left at byte {offset}: {advice}"),
        }
    }
}

impl std::error::Error for Refused {}

/// Takes the secrets out of an input.
///
/// # Errors
/// The input cannot be read, or its format has no way to write stand-ins. Then there is no result.
pub fn redact(source: &Source<'_>, options: Options) -> Result<Redacted, Refused> {
    let mut opened = open(source)?;
    let header = opened.header.clone();
    let format = ingest::format_named(header.format);
    if format.is_some_and(|format| format.packed) {
        return Err(Refused::Spelling { format: header.format, offset: None });
    }
    let events = events(&mut opened, options)?;
    let mut secrets: BTreeMap<Vec<u8>, Secret> = BTreeMap::new();
    for event in &events {
        for (range, secret) in &event.found.secrets {
            secrets.entry(event.raw.get(range.clone()).unwrap_or_default().to_vec()).or_insert(*secret);
        }
    }
    let stand_ins = StandIns::of(&secrets);
    let mut data = Payloads::default();
    let mut wanted: Vec<Vec<u8>> = events.iter().map(|event| redacted(event, &stand_ins, &mut data)).collect();
    let pairs = || events.iter().zip(&wanted).map(|(event, new)| (event, new.as_slice()));
    let of_links = pairs().filter(|(event, _)| event.found.data.is_some()).map(|(event, new)| (event.raw.as_slice(), new));
    let on_wire = pairs().filter(|(event, _)| event.found.data.is_none() && event.is_wire()).map(|(_, new)| new);
    let elsewhere = Elsewhere::new(stand_ins.all(), of_links, on_wire);
    let mut editor = Editor { bytes: source.bytes.to_vec(), spelled: Vec::new(), format: header.format };
    for (event, raw) in events.iter().zip(&mut wanted) {
        if event.found.data.is_none() {
            everywhere(event, &elsewhere, raw);
        }
        editor.write(event, raw)?;
    }
    let bytes = editor.finish(source.bytes);
    let again = Source { bytes: &bytes, format, ..*source };
    let told = open(&Source { format: source.format, ..again })?.header;
    let same = told.format == header.format && told.sides == header.sides;
    let reread = self::events(&mut open(&Source { sides: Some(header.sides), ..again })?, options)?;
    compare(&events, &wanted, &reread, same)?;
    left(&bytes, &events, &wanted, &elsewhere)?;
    Ok(Redacted { bytes, counts: counts(&secrets, &stand_ins, data.count) })
}

fn open(source: &Source<'_>) -> Result<Opened, Refused> {
    let input = Box::new(Cursor::new(source.bytes.to_vec()));
    ingest::open_as(source.name, input, source.format, source.sides).map_err(Refused::Unreadable)
}

/// What the parser and the formats call what is not of the wire.
const FOREIGN: &str = "foreign";

/// An event as far as it must stay the same, and what is to be taken out of it.
struct Seen {
    kind: &'static str,
    side: Option<Side>,
    name: Option<String>,
    link: Option<i64>,
    command: Option<CommandNo>,
    raw: Vec<u8>,
    runs: Vec<Run>,
    found: Found,
    /// What a person or a program wrote between, or nobody knows who.
    is_remark: bool,
}

impl Seen {
    fn is_wire(&self) -> bool {
        self.kind != FOREIGN
    }
}

/// Every event of an input.
fn events(opened: &mut Opened, options: Options) -> Result<Vec<Seen>, Refused> {
    struct All {
        annotator: Annotator,
        options: Options,
        events: Vec<Seen>,
    }
    impl Sink for All {
        fn take(&mut self, piece: &Piece<'_>) -> io::Result<()> {
            let event = self.annotator.annotate(piece);
            let found = find(&event, self.options);
            self.events.push(Seen {
                kind: event.event.kind.name(),
                side: event.event.side,
                name: event.name.as_deref().map(str::to_owned),
                link: event.link,
                command: event.event.command,
                raw: event.event.raw.to_vec(),
                runs: event.runs.to_vec(),
                found,
                is_remark: event.outside != Some(Outside::Layout) && event.event.kind.name() == FOREIGN,
            });
            Ok(())
        }
        fn idle(&mut self) -> io::Result<()> {
            Ok(())
        }
        fn end(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut all = All { annotator: Annotator::new(opened.header.sides), options, events: Vec::new() };
    let mut join = Join::new(Joins::Split(usize::MAX), &mut all);
    stream::run(&opened.header.input, opened.source.as_mut(), opened.header.sides, &mut join).map_err(Refused::Unreadable)?;
    Ok(all.events)
}

/// Numbers the data, so that the same data, sent and echoed, have the same stand-in.
#[derive(Default)]
struct Payloads {
    numbers: BTreeMap<Vec<u8>, u64>,
    count: usize,
}

/// The bytes of an event with stand-ins for its own secrets, or for all of its data.
fn redacted(event: &Seen, stand_ins: &StandIns, data: &mut Payloads) -> Vec<u8> {
    let mut raw = event.raw.clone();
    if let Some(how) = event.found.data {
        let count = data.numbers.len() as u64 + 1;
        let mut draws = Draws::series(*data.numbers.entry(event.raw.clone()).or_insert(count));
        data.count = data.numbers.len();
        for byte in &mut raw {
            *byte = if how == Data::Hex { draws.hex(*byte) } else { draws.byte(*byte) };
        }
        return raw;
    }
    for (range, _) in &event.found.secrets {
        if let Some(stand) = event.raw.get(range.clone()).and_then(|text| stand_ins.get(text)) {
            put(range.clone(), stand, &event.raw, &mut raw);
        }
    }
    raw
}

/// Takes out of an event what was found in others.
fn everywhere(event: &Seen, elsewhere: &Elsewhere, raw: &mut [u8]) {
    for open in &event.found.open {
        for (range, stand) in elsewhere.each(event.raw.get(open.clone()).unwrap_or_default()) {
            put(open.start + range.start..open.start + range.end, stand, &event.raw, raw);
        }
    }
}

/// Writes a stand-in where nothing has been written yet.
fn put(range: Range<usize>, stand: &[u8], old: &[u8], raw: &mut [u8]) {
    let Some(room) = raw.get_mut(range.clone()) else { return };
    if old.get(range) == Some(&*room) && room.len() == stand.len() {
        room.copy_from_slice(stand);
    }
}

/// Writes stand-ins into a copy of the input.
struct Editor {
    bytes: Vec<u8>,
    spelled: Vec<Spelled>,
    format: &'static str,
}

impl Editor {
    /// Writes the new bytes of an event where its old ones stand.
    fn write(&mut self, event: &Seen, new: &[u8]) -> Result<(), Refused> {
        let mut pairs = event.raw.iter().zip(new);
        for run in &event.runs {
            for index in 0..run.bytes {
                let Some((&old, &new)) = pairs.next() else { return Ok(()) };
                let width = run.width as usize;
                let offset = run.origin + (index * width) as u64;
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                let end = start.saturating_add(width);
                if old != new {
                    let place = self.bytes.get_mut(start..end).filter(|place| !place.is_empty());
                    if !place.is_some_and(|place| spell::respell(place, old, new)) {
                        return Err(Refused::Spelling { format: self.format, offset: Some(offset) });
                    }
                }
                if width > 1 {
                    self.spelled.push(Spelled { start, end, old, new });
                }
            }
        }
        Ok(())
    }

    fn finish(mut self, old: &[u8]) -> Vec<u8> {
        self.spelled.sort_by_key(|byte| byte.start);
        column::columns(old, &mut self.bytes, &self.spelled);
        self.bytes
    }
}

/// Whether the result reads as the input does, with stand-ins.
fn compare(old: &[Seen], wanted: &[Vec<u8>], new: &[Seen], same: bool) -> Result<(), Refused> {
    // What is not of the wire may be cut otherwise.
    let wanted = old.iter().zip(wanted).filter(|(event, _)| event.is_wire());
    let mut reread = new.iter().filter(|event| event.is_wire());
    for (index, (event, raw)) in wanted.enumerate() {
        let fits = |other: &Seen| {
            let told = |seen: &Seen| (seen.kind, seen.side, seen.link, seen.command);
            (told(event), &event.name, raw) == (told(other), &other.name, &other.raw)
        };
        if !same || !reread.next().is_some_and(fits) {
            return Err(Refused::Differs { event: index });
        }
    }
    reread.next().map_or(Ok(()), |_| Err(Refused::Differs { event: old.len() }))
}

/// Looks for what was taken out in the result: as it stands in the file, as it was on the wire, and as the format may tell it once more.
fn left(bytes: &[u8], events: &[Seen], wanted: &[Vec<u8>], elsewhere: &Elsewhere) -> Result<(), Refused> {
    let pairs = || events.iter().zip(wanted);
    let on_wire = || {
        let (event, _) = pairs().find(|(_, raw)| elsewhere.secret(raw).is_some())?;
        Some(event.runs.first().map_or(0, |run| place(run).start))
    };
    let besides = || {
        let data = pairs().filter(|(event, _)| event.found.data.is_some()).map(|(event, raw)| (event.raw.as_slice(), raw.as_slice()));
        let told = pairs().filter(|(event, _)| event.is_wire()).map(|(_, raw)| raw.as_slice());
        let places = |of: fn(&Seen) -> bool| -> Vec<_> {
            events.iter().filter(|event| of(event)).flat_map(|event| &event.runs).map(place).collect()
        };
        Gone::new(elsewhere, data, told).besides(bytes, &places(Seen::is_wire), &places(|event| event.is_remark))
    };
    elsewhere.secret(bytes).or_else(on_wire).or_else(besides).map_or(Ok(()), |offset| Err(Refused::Left { offset }))
}

/// Where the bytes of a run stand in the input.
fn place(run: &Run) -> Range<usize> {
    let start = usize::try_from(run.origin).unwrap_or(usize::MAX);
    start..start.saturating_add(run.bytes.saturating_mul(run.width as usize))
}

fn counts(secrets: &BTreeMap<Vec<u8>, Secret>, stand_ins: &StandIns, payloads: usize) -> Vec<(&'static str, usize)> {
    let count = |of: Secret| secrets.iter().filter(|(text, kind)| **kind == of && stand_ins.get(text).is_some()).count();
    let kinds = [
        ("IMEI", Secret::Imei),
        ("IMSI", Secret::Imsi),
        ("ICCID", Secret::Iccid),
        ("telephone number", Secret::Phone),
        ("address or host name", Secret::Host),
        ("access point", Secret::Apn),
        ("name or password", Secret::Account),
        ("PIN", Secret::Pin),
    ];
    let named = kinds.into_iter().map(|(name, kind)| (name, count(kind)));
    named.chain([("payload", payloads)]).filter(|(_, count)| *count > 0).collect()
}
