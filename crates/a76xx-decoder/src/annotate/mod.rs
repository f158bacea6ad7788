//! What the table says about an event: names, the sentence, the link, the command it belongs to.

mod exchange;
pub(crate) mod fields;

use std::borrow::Cow;

pub use exchange::Tie;
pub(crate) use fields::Reading;
pub use fields::{Field, FieldValue, Part};

use crate::ingest::{Micros, Role, Run, Sides, Span, spans};
use crate::judge::{Change, Finding};
use crate::meaning::{self, Sentence, Tone};
use crate::stream::Piece;
use a76xx_parser::{Event, Kind};
use exchange::{Exchange, Head};

/// An event with everything that is known about it.
#[derive(Clone, Debug)]
pub struct Annotated<'a> {
    /// Its number within the input, from 0.
    pub seq: u64,
    /// Where its bytes stand in the input.
    pub spans: Vec<Span>,
    /// Where each of the bytes of `event.raw` stands.
    pub runs: &'a [Run],
    /// When its first byte came, if the input says so.
    pub at: Option<Micros>,
    /// What the parser saw.
    pub event: Event<'a>,
    /// What it is, for bytes that the capture format itself sets apart.
    pub outside: Option<Role>,
    /// The table's name of the line, or the name as written; for data and prompts that of the command.
    pub name: Option<Cow<'a, str>>,
    /// Which form the line has.
    pub form: Option<&'static str>,
    /// Its parameters.
    pub fields: Vec<Field<'a>>,
    /// Further commands of the same line.
    pub chain: Vec<Part<'a>>,
    /// The link that it concerns.
    pub link: Option<i64>,
    /// The command that it belongs to, by its number.
    pub reply_to: Option<u64>,
    /// Name and age of that command.
    pub replied: Option<Replied>,
    /// What it says, in a sentence.
    pub meaning: Cow<'static, str>,
    /// Whether that is good or bad news.
    pub tone: Tone,
    /// How it stands to the command that is under way.
    pub tie: Tie,
    /// Bytes that it stands for; more than `event.raw` where a long payload is shown by its beginning.
    pub total: u64,
    /// For a payload: it goes on where an earlier record ended.
    pub continues: bool,
    /// What the rules say of it.
    pub findings: Vec<Finding>,
    /// The link that its data went through, as far as the module's state tells; the line itself may name none.
    pub carrier: Option<i64>,
    /// Which states of module and links it changed.
    pub changes: Vec<Change>,
}

/// The command that an event belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replied {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Time from its first byte to the event's.
    pub after: Option<Micros>,
}

/// Annotates the events of one input, in their order.
#[derive(Debug)]
pub struct Annotator {
    next: u64,
    exchange: Exchange,
}

impl Annotator {
    /// At the start of an input with these sides.
    pub fn new(sides: Sides) -> Self {
        Self { next: 0, exchange: Exchange::new(sides != Sides::Host) }
    }

    /// The next event.
    pub fn annotate<'a>(&mut self, piece: &Piece<'a>) -> Annotated<'a> {
        let seq = self.next;
        self.next += 1;
        let event = self.exchange.unheard(piece.event);
        let reading = event.kind.line().map(Reading::new);
        let (name, form, fields, chain, own_link) = match &reading {
            Some(reading) => {
                let line = &reading.line;
                let form = reading.form_name(&event.kind, fields::body(&event));
                (fields::name(line, &event.kind), form, reading.fields(), fields::chain(line), reading.link())
            }
            None => (None, None, fields::facts(&Piece { event, ..*piece }), Vec::new(), None),
        };
        let opens = self.exchange.opens(&event);
        let known = if opens { None } else { self.exchange.head(event.command) };
        let link = own_link.or_else(|| known.and_then(|head| head.link)).or_else(|| self.exchange.announced_link(&event.kind));
        let reply_to = known.map(|head| head.seq);
        let replied = known
            .map(|head| Replied { name: head.name.clone(), after: piece.at.zip(head.at).and_then(|(now, then)| now.checked_sub(then)) });
        // Data and prompts bear the name of what they belong to.
        let name = name.or_else(|| match event.kind {
            Kind::Payload(_) | Kind::Prompt(_) => replied.as_ref().map(|replied| replied.name.clone()),
            _ => None,
        });
        let Sentence { text: meaning, tone } = match piece.outside {
            Some(role) => meaning::outside(role),
            None => match &reading {
                Some(reading) if opens => meaning::command(reading),
                reading => meaning::of(&event, reading.as_ref(), piece.total, piece.continues),
            },
        };
        if opens && let (Some(no), Some(line)) = (event.command, event.kind.line()) {
            let name = line.command.map_or_else(|| Cow::Owned(name.as_deref().unwrap_or_default().to_owned()), fields::told);
            self.exchange.open(no, Head { seq, at: piece.at, link, name, result: exchange::result(line) });
        }
        let tie = self.exchange.tie(&event, opens, reply_to);
        self.exchange.announce(&event.kind, link);
        Annotated {
            seq,
            spans: spans(piece.runs),
            runs: piece.runs,
            at: piece.at,
            event,
            outside: piece.outside,
            name,
            form,
            fields,
            chain,
            link,
            reply_to,
            replied,
            meaning,
            tone,
            tie,
            total: piece.total,
            continues: piece.continues,
            findings: Vec::new(),
            carrier: None,
            changes: Vec::new(),
        }
    }
}
