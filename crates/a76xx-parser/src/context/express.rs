//! The express lane of known lines: at most one command waits, the parameters are told at a glance, nothing follows the line, and one shape takes
//! it. That is nearly every line of nearly every log. What is unusual in any way is left to [`Context::known`], which decides the same.

use super::classify::Known;
use super::pending::{Need, Pending};
use super::{Context, Ring, Waiting};
use crate::fit::Sketch;
use crate::line::Ask;
use crate::spec::{Command, Role, RowId, Shape};

impl Context {
    /// What a line of a row is, and what it changes; `None`, and nothing changed, where it is not clear at once.
    #[inline]
    pub(crate) fn known_at_once(&mut self, row: &'static Command, id: RowId, params: &[u8]) -> Option<Known> {
        match row.role() {
            Role::Command => {}
            Role::Urc if row.has().only(Shape::Urc) && !row.has().module_follows() => return self.notice(row, id),
            _ => return None,
        }
        let sketch = Sketch::glance(params)?;
        match self.ring.waiting() {
            Waiting::One(only) if only.is_for(id)? => answered(&mut self.ring, &sketch, row, params),
            Waiting::One(_) | Waiting::None => unasked(&sketch, row),
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
fn answered(ring: &mut Ring, sketch: &Sketch<'_>, row: &'static Command, params: &[u8]) -> Option<Known> {
    let pending = ring.only_mut()?;
    let (shape, other) = match (pending.need(), pending.shape()) {
        (Need::Final, Some(Shape::Test)) => (Shape::TestInfo, Shape::TestInfo),
        (Need::Final, Some(Shape::Read)) => (Shape::ReadInfo, Shape::ReadInfo),
        _ => (Shape::Info, Shape::Result),
    };
    let shape = match (sketch.takes(row, shape)?, shape != other && sketch.takes(row, other)?) {
        (true, false) => shape,
        (false, true) => other,
        _ => return None,
    };
    let command = Some(pending.no);
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
fn unasked(sketch: &Sketch<'_>, row: &'static Command) -> Option<Known> {
    sketch.takes(row, Shape::Urc)?.then_some(Known { ask: Ask::Taken(Shape::Urc), urc: true, command: None })
}

impl Pending {
    /// Whether lines of a row are its; `None` where its answers may come under other names.
    #[inline]
    fn is_for(&self, id: RowId) -> Option<bool> {
        (!self.has_heads()).then_some(self.row_id() == id)
    }
}
