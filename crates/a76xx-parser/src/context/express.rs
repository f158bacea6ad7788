//! The express lane of known lines: at most one command waits, the parameters are told at a glance, nothing follows the line, and one shape takes
//! it. That is nearly every line of nearly every log. What is unusual in any way is left to [`Context::known`], which decides the same.

use super::classify::Known;
use super::pending::{Need, Pending};
use super::{Context, Ring, Waiting};
use crate::fit::{Sketch, numbers};
use crate::line::Ask;
use crate::search::SMALL;
use crate::spec::{Command, Role, RowId, Shape};

impl Context {
    /// What a line of a row is, and what it changes; `None`, and nothing changed, where it is not clear at once.
    #[inline]
    pub(crate) fn known_at_once(&mut self, row: &'static Command, id: RowId, params: &[u8]) -> Option<Known> {
        // On small cores [`Context::known`] decides alone.
        if SMALL {
            return None;
        }
        let has = row.has();
        match row.role() {
            Role::Command => {}
            Role::Urc if has.only(Shape::Urc) && !has.module_follows() => return self.notice(row, id),
            _ => return None,
        }
        match self.ring.waiting() {
            Waiting::One(only) if only.is_for(id)? => answered(&mut self.ring, row, params),
            Waiting::One(_) | Waiting::None => unasked(row, params),
            Waiting::Many => None,
        }
    }

    /// A line that the module says in one way only, on its own.
    #[inline]
    fn notice(&mut self, row: &'static Command, id: RowId) -> Option<Known> {
        match self.ring.waiting() {
            Waiting::One(only) if only.is_for(id)? => return None,
            Waiting::One(_) | Waiting::None => {}
            Waiting::Many => return None,
        }
        self.happened(row, None);
        Some(Known { ask: Ask::Module(Shape::Urc), urc: true, command: None })
    }
}

/// The line of the one command that waits.
#[inline]
fn answered(ring: &mut Ring, row: &'static Command, params: &[u8]) -> Option<Known> {
    let pending = ring.only_mut()?;
    let command = Some(pending.no);
    let (shape, other) = match (pending.need(), pending.shape()) {
        (Need::Final, Some(Shape::Test)) => (Shape::TestInfo, Shape::TestInfo),
        (Need::Final, Some(Shape::Read)) => (Shape::ReadInfo, Shape::ReadInfo),
        _ => (Shape::Info, Shape::Result),
    };
    // What only informs is an answer whatever its parameters are.
    if row.has().informs() {
        pending.note_answer();
        return Some(Known { ask: Ask::Answer(shape), urc: false, command });
    }
    let shape = match takes(row, params, shape, other)? {
        (true, false) => shape,
        (false, true) => other,
        (true, true) if shape == other => shape,
        _ => return None,
    };
    if shape != Shape::Result {
        pending.note_answer();
    } else if pending.differs(row, params) {
        return None;
    } else if pending.need() == Need::Final {
        pending.note_result();
    } else {
        ring.clear();
    }
    Some(Known { ask: Ask::Taken(shape), urc: false, command })
}

/// A line that no command asked for.
#[inline]
fn unasked(row: &'static Command, params: &[u8]) -> Option<Known> {
    takes(row, params, Shape::Urc, Shape::Urc)?.0.then_some(Known { ask: Ask::Taken(Shape::Urc), urc: true, command: None })
}

/// Whether forms of two shapes take the parameters; `None` where that needs a closer look.
#[inline]
fn takes(row: &'static Command, params: &[u8], one: Shape, other: Shape) -> Option<(bool, bool)> {
    let has = row.has();
    if let Some(count) = numbers(params)
        && !has.keyed_numbers(count)
    {
        let clear = !has.reads_numbers(count) && !has.follows_numbers(count);
        return clear.then(|| (has.takes_numbers(one, count), has.takes_numbers(other, count)));
    }
    let sketch = Sketch::glance(params)?;
    let first = has.has(one) && sketch.takes(row, one)?;
    let second = if one == other { first } else { has.has(other) && sketch.takes(row, other)? };
    Some((first, second))
}

impl Pending {
    /// Whether lines of a row are its; `None` where its answers may come under other names.
    #[inline]
    fn is_for(&self, id: RowId) -> Option<bool> {
        (!self.has_heads()).then_some(self.row_id() == id)
    }
}
