//! Documents with a record for each piece of the wire: JSON, XML, YAML, trees of Wireshark. Fields that are there again and again hold the bytes,
//! whose they are, and when they came.

mod plan;
mod syntax;
mod value;

use std::ops::Range;

use self::plan::Plan;
use self::syntax::{Field, Form, State};
use self::value::Code;
use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::prefix::moment;
use crate::ingest::{HEAD, Micros, Role, Zero};
use a76xx_parser::Side;

pub(super) const FORMAT: Format = Format {
    name: "fields",
    title: "a document with a record for each piece: JSON, XML, YAML or `name: value`; the bytes as text, hexadecimal digits, numbers or base64",
    tools: "tshark -T json, -T pdml and -V, Wireshark's YAML and plain text, programs that write JSON or XML",
    keeps: Keeps { direction: "where a field tells", time: "where a field tells", line_ends: "exact, unless stripped", bytes: "all" },
    packed: false,
    fit: |head| match plan(head) {
        Some(plan) if plan.labels.is_complete() => Fit::marked(770, "the fields of records tell bytes and side"),
        Some(_) => Fit::merged(640, "fields of records hold lines of the wire"),
        None => Fit::NO,
    },
    open: |head: &Head<'_>, input: Input| Box::new(Tape::new(Records::new(plan(head)), input)),
};

fn plan(head: &Head<'_>) -> Option<Plan> {
    Plan::of(head.bytes, head.bytes.len() < HEAD)
}

/// Fields that hold no data are given back behind so many bytes.
const LONGEST: usize = 1024 * 1024;

/// Data whose record is not complete yet.
struct Pending {
    field: Field,
    side: Option<Side>,
    at: Option<Micros>,
    /// Fields behind it that are still missing.
    missing: [bool; 2],
}

struct Records {
    plan: Option<Plan>,
    state: State,
    /// What stood in front of the data that come next.
    side: Option<Side>,
    at: Option<Micros>,
    line: u64,
}

impl Records {
    fn new(plan: Option<Plan>) -> Self {
        Self { plan, state: State::default(), side: None, at: None, line: 1 }
    }

    /// Takes in a field. Adds data whose record is complete.
    fn take(&mut self, field: Field, text: &[u8], pending: &mut Option<Pending>, complete: &mut Vec<Pending>) {
        let Some(plan) = self.plan.as_mut() else { return };
        let value = text.get(field.value.clone()).unwrap_or_default();
        if let Some(time) = plan.time.as_ref().filter(|time| time.name == field.name)
            && let Some(stamp) = moment(&field.name, value)
        {
            let at = Some(plan.clock.read(stamp));
            match pending.as_mut().filter(|_| time.behind) {
                Some(pending) => (pending.at, pending.missing[1]) = (at, false),
                None => self.at = at,
            }
        }
        if let Some(side) = plan.side.as_ref().filter(|side| side.name == field.name) {
            let told = plan.labels.side(value);
            match pending.as_mut().filter(|_| side.behind) {
                Some(pending) => (pending.side, pending.missing[0]) = (told, false),
                None => self.side = told,
            }
        }
        if plan.data.contains(&field.name) {
            complete.extend(pending.take());
            let side = if plan.data.len() > 1 { plan.labels.side(&field.name) } else { self.side.take() };
            let behind = |beside: &Option<plan::Beside>| beside.as_ref().is_some_and(|beside| beside.behind);
            *pending = Some(Pending { side, at: self.at, missing: [behind(&plan.side), behind(&plan.time)], field });
        }
        complete.extend(pending.take_if(|pending| pending.missing == [false; 2]));
    }

    /// Claims the bytes of a record, which stand in front of `limit`.
    fn claim(&self, record: &Pending, limit: usize, page: &mut Page<'_>) {
        let (Some(plan), Range { start, end }) = (&self.plan, record.field.value.clone()) else { return };
        if record.side.is_none() && plan.labels.is_complete() {
            return page.outside(Role::Remark, record.at, start..end);
        }
        let text = page.window().get(start..end).unwrap_or_default();
        // Wireshark cuts long values off.
        if plan.code == Code::Hexadecimal && (text.ends_with("\u{2026}".as_bytes()) || text.ends_with(b"...")) {
            let len = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
            Self::write(plan, record, start..start + len, limit, page);
            return page.fault(record.at, start + len..end, "the rest of the value is cut off");
        }
        Self::write(plan, record, start..end, limit, page);
    }

    fn write(plan: &Plan, record: &Pending, range: Range<usize>, limit: usize, page: &mut Page<'_>) {
        let text = page.window().get(range.clone()).unwrap_or_default();
        let form: Form = record.field.form;
        page.begin(record.side, record.at);
        value::each(plan.code, form, text, |byte, at| page.byte(byte, range.start + at.start..range.start + at.end));
        if plan.bare {
            // What closes the value stands for it, if it is at hand.
            page.byte(b'\n', range.end..(range.end + 1).min(limit));
        }
        page.end();
    }

    /// The front of the window is done with.
    fn done(&mut self, state: State, text: &[u8], end: usize) -> usize {
        self.state = state;
        self.line += memchr::memchr_iter(b'\n', text.get(..end).unwrap_or_default()).count() as u64;
        end
    }
}

impl Cutter for Records {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let text = page.window();
        page.line = self.line;
        let Some(syntax) = self.plan.as_ref().map(|plan| plan.syntax) else { return page.give_up("no fields hold lines of the wire") };
        let (mut state, mut at, mut pending, mut fields) = (self.state.clone(), 0, None, Vec::new());
        let before = (self.side, self.at, self.plan.as_ref().map(|plan| plan.clock.clone()));
        let mut complete = Vec::new();
        loop {
            let (from, earlier) = (at, state.clone());
            let Some(next) = syntax.step(text, at, ended, &mut state, &mut fields) else { break };
            at = next;
            for field in fields.drain(..) {
                self.take(field, text, &mut pending, &mut complete);
            }
            if complete.is_empty() {
                continue;
            }
            let again = pending
                .as_ref()
                .is_some_and(|begun| begun.field.value.start >= from && complete.iter().all(|record| record.field.value.end <= from));
            let end = if again { from } else { at };
            complete.extend(pending.take_if(|_| !again));
            for record in &complete {
                self.claim(record, end, page);
            }
            // The next record has begun, and is read again.
            let Some(begun) = pending else { return self.done(state, text, end) };
            self.side = begun.side;
            return self.done(earlier, text, end);
        }
        if ended {
            if let Some(record) = pending {
                self.claim(&record, text.len(), page);
            }
            return self.done(state, text, text.len());
        }
        if at >= LONGEST && pending.is_none() {
            return self.done(state, text, at);
        }
        (self.side, self.at) = (before.0, before.1);
        if let (Some(plan), Some(clock)) = (&mut self.plan, before.2) {
            plan.clock = clock;
        }
        0
    }

    fn is_lossy(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.bare)
    }

    fn zero(&self) -> Option<Zero> {
        self.plan.as_ref().and_then(|plan| plan.clock.zero())
    }
}
