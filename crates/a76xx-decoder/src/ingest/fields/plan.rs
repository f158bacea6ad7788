//! Which of the fields of a document hold the bytes, whose they are, and when they came: found out from its head.

use super::syntax::{Field, State, Syntax};
use super::value::{Code, bytes};
use crate::ingest::escape::Dialect;
use crate::ingest::label::{Labels, Learner, way};
use crate::ingest::prefix::moment;
use crate::ingest::sniff::{is_answer, is_command};
use crate::ingest::time::{Clock, Kind};

/// Names that are looked at.
const NAMES: usize = 256;
/// Values that tell a side at most.
const SIDES: usize = 8;
/// Words for a direction in the names of fields.
const DIRECTIONS: [&str; 9] = ["dir", "direction", "side", "type", "from", "src", "source", "peer", "way"];

/// A field that goes with the bytes.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) name: Vec<u8>,
    /// It stands behind the bytes that it belongs to.
    pub(super) behind: bool,
}

/// What fields are what.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) syntax: Syntax,
    /// The names of the bytes.
    pub(super) data: Vec<Vec<u8>>,
    pub(super) code: Code,
    /// Line ends were stripped: the end of a value stands for one.
    pub(super) bare: bool,
    pub(super) side: Option<Beside>,
    pub(super) labels: Labels,
    pub(super) time: Option<Beside>,
    pub(super) clock: Clock,
}

/// The fields of a head.
struct Fields<'a> {
    text: &'a [u8],
    all: Vec<Field>,
}

impl Fields<'_> {
    fn value(&self, field: &Field) -> &[u8] {
        self.text.get(field.value.clone()).unwrap_or_default()
    }

    fn named<'f>(&'f self, name: &'f [u8]) -> impl Iterator<Item = (usize, &'f Field)> {
        self.all.iter().enumerate().filter(move |(_, field)| field.name == name)
    }

    /// Lines of the wire in the values of a name, and how many values have any bytes.
    fn proven(&self, name: &[u8], code: Code) -> (usize, usize) {
        self.named(name).fold((0, 0), |(lines, filled), (_, field)| {
            let bytes = bytes(code, field.form, self.value(field));
            let parts = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii);
            let known = parts.filter(|line| is_command(line) || is_answer(line)).count();
            (lines + known, filled + usize::from(!bytes.is_empty()))
        })
    }

    /// The value of a name that goes with each of the data, and whether it stands behind them.
    fn beside(&self, name: &[u8], data: &[usize]) -> (Vec<Option<&Field>>, bool) {
        let of = |behind: bool| -> Vec<Option<&Field>> {
            let gaps = |at: usize| {
                let own = data.get(at).copied().unwrap_or(0);
                if behind {
                    own + 1..data.get(at + 1).copied().unwrap_or(self.all.len())
                } else {
                    at.checked_sub(1).and_then(|before| data.get(before)).map_or(0, |before| before + 1)..own
                }
            };
            let near = |at: usize| self.all.get(gaps(at)).unwrap_or_default();
            let find = |at: usize| {
                let fits = |field: &&Field| field.name == name;
                if behind { near(at).iter().find(fits) } else { near(at).iter().rfind(fits) }
            };
            (0..data.len()).map(find).collect()
        };
        let count = |found: &[Option<&Field>]| found.iter().flatten().count();
        let (before, behind) = (of(false), of(true));
        if count(&behind) > count(&before) { (behind, true) } else { (before, false) }
    }
}

impl Plan {
    /// The plan of a head, if its fields hold lines of the wire.
    pub(super) fn of(text: &[u8], ended: bool) -> Option<Self> {
        let syntax = Syntax::of(text);
        let (mut all, mut state, mut at) = (Vec::new(), State::default(), 0);
        while let Some(next) = syntax.step(text, at, ended, &mut state, &mut all) {
            at = next;
        }
        let fields = Fields { text, all };
        let mut names: Vec<&[u8]> = Vec::new();
        for field in &fields.all {
            if names.len() < NAMES && !names.contains(&field.name.as_slice()) {
                names.push(&field.name);
            }
        }
        // Notes of that kind have fields that are there again and again.
        if fields.all.len() < 2 || (syntax == Syntax::Lines && (names.len() < 2 || fields.all.len() < 2 * names.len())) {
            return None;
        }
        let codes = [
            Code::Text(None),
            Code::Text(Some(Dialect::Backslash)),
            Code::Text(Some(Dialect::Angle)),
            Code::Hexadecimal,
            Code::Numbers,
            Code::Base64,
        ];
        let mut best: Option<(usize, &[u8], Code)> = None;
        for name in &names {
            for code in codes {
                let (lines, filled) = fields.proven(name, code);
                if lines > 0 && filled * 10 >= fields.named(name).count() * 8 && best.is_none_or(|(most, ..)| lines > most) {
                    best = Some((lines, name, code));
                }
            }
        }
        let (lines, name, code) = best?;
        let mut plan = Self {
            syntax,
            data: vec![name.to_vec()],
            code,
            bare: false,
            side: None,
            labels: Labels::default(),
            time: None,
            clock: Clock::default(),
        };
        let places: Vec<usize> = fields.named(name).map(|(at, _)| at).collect();
        plan.find_side(&fields, &names, &places);
        if plan.side.is_none() && syntax != Syntax::Lines {
            plan.find_pair(&fields, &names);
        }
        if lines < 2 || places.len() < 2 || (syntax == Syntax::Lines && plan.side.is_none()) {
            return None;
        }
        let places: Vec<usize> =
            fields.all.iter().enumerate().filter(|(_, field)| plan.data.contains(&field.name)).map(|(at, _)| at).collect();
        plan.find_time(&fields, &names, &places);
        let ends = |at: &usize| {
            fields
                .all
                .get(*at)
                .is_some_and(|field| bytes(code, field.form, fields.value(field)).iter().any(|byte| matches!(byte, b'\r' | b'\n')))
        };
        plan.bare = matches!(code, Code::Text(_)) && !places.iter().any(ends);
        Some(plan)
    }

    /// The field whose few values tell the sides of nearly all bytes.
    fn find_side(&mut self, fields: &Fields<'_>, names: &[&[u8]], places: &[usize]) {
        let mut best: Option<(usize, Beside, Labels)> = None;
        for name in names.iter().filter(|name| !self.data.iter().any(|data| data == *name)) {
            let mut values: Vec<&[u8]> = Vec::new();
            for (_, field) in fields.named(name) {
                let value = fields.value(field);
                if values.len() <= SIDES && !values.contains(&value) {
                    values.push(value);
                }
            }
            if values.len() < 2 || values.len() > SIDES {
                continue;
            }
            let (found, behind) = fields.beside(name, places);
            let mut said: Vec<(&[u8], Vec<u8>)> = values.iter().map(|value| (*value, Vec::new())).collect();
            for (place, field) in places.iter().zip(&found) {
                let (Some(data), Some(field)) = (fields.all.get(*place), field) else { continue };
                if let Some((_, all)) = said.iter_mut().find(|(value, _)| *value == fields.value(field)) {
                    all.extend(bytes(self.code, data.form, fields.value(data)));
                    all.push(b'\n');
                }
            }
            let mut learner = Learner::of_names();
            for (value, all) in &said {
                learner.take(value, all);
            }
            let mut labels = learner.learn();
            let told = found.iter().flatten().filter(|field| labels.side(fields.value(field)).is_some()).count();
            if !labels.is_complete() || told * 10 < places.len() * 9 {
                continue;
            }
            // Words for directions are meant to tell them; other values may only happen to.
            let words = values.iter().filter(|value| way(value).is_some()).count();
            let last = name.rsplit(|byte| matches!(byte, b'.' | b'@' | b'_' | b' ')).next().unwrap_or(name).to_ascii_lowercase();
            let meant = DIRECTIONS.iter().any(|word| word.as_bytes() == last);
            let score = words.min(2) * 4 + usize::from(meant) * 2 + usize::from(values.len() == 2);
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, Beside { name: name.to_vec(), behind }, labels));
            }
        }
        if let Some((_, side, labels)) = best {
            (self.side, self.labels) = (Some(side), labels);
        }
    }

    /// Two names of data, one for each side.
    fn find_pair(&mut self, fields: &Fields<'_>, names: &[&[u8]]) {
        let Some(first) = self.data.first().cloned() else { return };
        let all =
            |name: &[u8]| fields.named(name).flat_map(|(_, field)| bytes(self.code, field.form, fields.value(field))).collect::<Vec<_>>();
        let own = all(&first);
        for name in names.iter().filter(|name| ***name != *first && fields.proven(name, self.code).0 > 0) {
            let other = all(name);
            let mut learner = Learner::of_names();
            learner.take(&first, &own);
            learner.take(name, &other);
            let labels = learner.learn();
            if labels.is_complete() && own != other {
                self.data.push(name.to_vec());
                self.labels = labels;
                return;
            }
        }
    }

    fn find_time(&mut self, fields: &Fields<'_>, names: &[&[u8]], places: &[usize]) {
        let mut best: Option<(u32, Beside)> = None;
        for name in names {
            let (found, behind) = fields.beside(name, places);
            let stamps: Vec<_> = found.iter().flatten().filter_map(|field| moment(name, fields.value(field))).collect();
            if stamps.is_empty() || stamps.len() * 10 < places.len() * 9 {
                continue;
            }
            let rank = stamps.first().map_or(0, |stamp| match stamp.kind {
                Kind::Utc => 4,
                Kind::Local => 3,
                Kind::Day | Kind::Year => 2,
                Kind::Since => 1,
            });
            if best.as_ref().is_none_or(|(most, _)| rank > *most) {
                self.clock = Clock::of(stamps.into_iter());
                best = Some((rank, Beside { name: name.to_vec(), behind }));
            }
        }
        self.time = best.map(|(_, time)| time);
    }
}
