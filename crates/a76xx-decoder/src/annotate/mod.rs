//! What the table says about an event: names, the sentence, the link, the command it belongs to.

mod exchange;
pub(crate) mod fields;

use std::borrow::Cow;

pub use exchange::Tie;
pub(crate) use fields::Reading;
pub use fields::{Field, FieldValue, Part};

use crate::ingest::{Micros, Role, Run, Sides, Spans, spans};
use crate::judge::{Change, Finding};
use crate::meaning::{self, Sentence, Tone};
use crate::stream::Piece;
use a76xx_parser::{Event, Kind, Line};
use exchange::{Exchange, Head};

/// An event with everything that is known about it.
#[derive(Clone, Debug)]
pub struct Annotated<'a> {
    /// Its number within the input, from 0.
    pub seq: u64,
    /// Where its bytes stand in the input.
    pub spans: Spans,
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

impl<'a> Annotated<'a> {
    /// What is known before anybody has looked at the event.
    #[inline]
    fn new(seq: u64, piece: &Piece<'a>) -> Self {
        Self {
            seq,
            spans: spans(piece.runs),
            runs: piece.runs,
            at: piece.at,
            event: piece.event,
            outside: piece.outside,
            name: None,
            form: None,
            fields: Vec::new(),
            chain: Vec::new(),
            link: None,
            reply_to: None,
            replied: None,
            meaning: Cow::Borrowed(""),
            tone: Tone::Plain,
            tie: Tie::None,
            total: piece.total,
            continues: piece.continues,
            findings: Vec::new(),
            carrier: None,
            changes: Vec::new(),
        }
    }
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
    /// Memory of earlier events, for the next one: its sentence, and its parameters.
    spare: String,
    spare_fields: Vec<Field<'static>>,
}

impl Annotator {
    /// At the start of an input with these sides.
    pub fn new(sides: Sides) -> Self {
        Self { next: 0, exchange: Exchange::new(sides != Sides::Host), spare: String::new(), spare_fields: Vec::new() }
    }

    /// The next event.
    #[inline]
    pub fn annotate<'a>(&mut self, piece: &Piece<'a>) -> Annotated<'a> {
        if let Some(role) = piece.outside {
            return self.apart(piece, role);
        }
        let mut annotated = Annotated::new(self.next, piece);
        self.next += 1;
        let event = &mut annotated.event;
        self.exchange.unheard(event);
        if let Some(line) = line_of(&mut event.kind) {
            // Everybody behind asks for the form.
            *line = line.settled();
        }
        let opens = self.exchange.opens(event);
        let known = if opens { None } else { self.exchange.head(event.command) };
        annotated.fields = std::mem::take(&mut self.spare_fields);
        if let Some(head) = known {
            let after = piece.at.zip(head.at).and_then(|(now, then)| now.checked_sub(then));
            annotated.replied = Some(Replied { name: head.name.clone(), after });
            (annotated.link, annotated.reply_to) = (head.link, Some(head.seq));
        }
        match annotated.event.kind.line() {
            Some(line) => self.line(piece, opens, &Reading::new(line), &mut annotated),
            None => self.other(piece, &mut annotated),
        }
        annotated.tie = self.exchange.tie(&annotated.event, opens, annotated.reply_to);
        self.exchange.announce(&annotated.event.kind, annotated.link);
        annotated
    }

    /// What the capture format itself sets apart: no line, of no command.
    fn apart<'a>(&mut self, piece: &Piece<'a>, role: Role) -> Annotated<'a> {
        let mut annotated = Annotated::new(self.next, piece);
        self.next += 1;
        annotated.fields = std::mem::take(&mut self.spare_fields);
        fields::role_of(role, &mut annotated.fields);
        Sentence { text: annotated.meaning, tone: annotated.tone } = meaning::outside(role);
        annotated.tie = self.exchange.tie(&piece.event, false, None);
        annotated
    }

    /// What a line says.
    fn line<'a>(&mut self, piece: &Piece<'a>, opens: bool, reading: &Reading<'a>, to: &mut Annotated<'a>) {
        let (event, line) = (&to.event, &reading.line);
        to.name = fields::name(line, &event.kind);
        to.form = reading.form_name(&event.kind, fields::body(event));
        reading.fields(&mut to.fields);
        to.chain = fields::chain(line);
        to.link = reading.link().or(to.link);
        Sentence { text: to.meaning, tone: to.tone } = if opens {
            meaning::command(reading, &mut self.spare)
        } else {
            meaning::of(event, Some(reading), piece.total, piece.continues, &mut self.spare)
        };
        if opens && let Some(no) = event.command {
            let name = line.command.map_or_else(|| Cow::Owned(to.name.as_deref().unwrap_or_default().to_owned()), fields::told);
            self.exchange.open(no, Head { seq: to.seq, at: piece.at, link: to.link, name, result: exchange::result(line) });
        }
    }

    /// What anything else says.
    fn other<'a>(&mut self, piece: &Piece<'a>, to: &mut Annotated<'a>) {
        let event = &to.event;
        // Data and prompts bear the name of what they belong to.
        if let Kind::Payload(_) | Kind::Prompt(_) = event.kind {
            to.name = to.replied.as_ref().map(|replied| replied.name.clone());
        }
        fields::facts(&event.kind, piece, &mut to.fields);
        to.link = to.link.or_else(|| self.exchange.announced_link(&event.kind));
        Sentence { text: to.meaning, tone: to.tone } = meaning::of(event, None, piece.total, piece.continues, &mut self.spare);
    }

    /// Takes sentence and parameters of an event back that is done with: their memory serves for another.
    pub(crate) fn reuse(&mut self, meaning: Cow<'static, str>, fields: Vec<Field<'_>>) {
        if let Cow::Owned(text) = meaning
            && text.capacity() > self.spare.capacity()
        {
            self.spare = text;
        }
        // Nothing is left of them but the memory.
        self.spare_fields = fields.into_iter().map_while(|_| None).collect();
    }
}

/// The line that was read, for kinds that are one.
const fn line_of<'k, 'b>(kind: &'k mut Kind<'b>) -> Option<&'k mut Line<'b>> {
    match kind {
        Kind::Command(line) | Kind::Echo(line) | Kind::Answer(line) | Kind::Urc(line) => Some(line),
        Kind::Final(last) => Some(&mut last.line),
        _ => None,
    }
}
