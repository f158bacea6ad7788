//! The parts of one line: name, operator, parameters. Knows the table, not the context.

mod command;

pub(crate) use command::{command_line, plain_command};

use crate::fields::{Fields, nth_int};
use crate::fit::{Fit, Sketch, best};
use crate::spec::{self, Command, CommandWords, Form, FormWords, RowId, Shape, find_row};

/// One line of either side, taken apart.
#[derive(Clone, Copy)]
pub struct Line<'b> {
    /// The name as written: `+CIPOPEN`, `E`, `RECV FROM`; empty for `AT` alone and for text without a head.
    pub name: &'b [u8],
    /// The table's row, if it has one.
    pub command: Option<&'static Command>,
    /// What stands behind the name and its separator, blanks trimmed.
    pub params: &'b [u8],
    /// For a command line with several commands (`AT+A;+B`): what follows the first.
    pub more: &'b [u8],
    /// The row's number, so that a pending command need not look it up again.
    pub(crate) row: RowId,
    pub(crate) ask: Ask,
}

/// Which forms a line is compared with, when its form is asked for. Most lines are told apart without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// The form is known: its index.
    Form(u8),
    /// No form fits, or there is no row.
    Nothing,
    /// A host's line of this shape.
    Host(Shape),
    /// The same, and its form is known, or that none fits.
    Sent(Shape, Option<u8>),
    /// A module's line of this shape.
    Module(Shape),
    /// The same, and one of the shape's forms takes its parameters.
    Taken(Shape),
    /// A module's line of this shape, or where none fits in any.
    Answer(Shape),
    /// A line of the module, in any shape that fits, notices first.
    Unasked,
}

/// The shapes of the module's lines where no command tells which to expect.
pub(crate) const UNASKED: [Shape; 5] = [Shape::Urc, Shape::Result, Shape::ReadInfo, Shape::Info, Shape::TestInfo];

impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.params == other.params
            && self.more == other.more
            && self.command == other.command
            && self.form() == other.form()
    }
}

impl Eq for Line<'_> {}

impl core::fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Line")
            .field("name", &format_args!("\"{}\"", self.name.escape_ascii()))
            .field("command", &self.command.map(Command::name))
            .field("shape", &self.shape())
            .field("params", &format_args!("\"{}\"", self.params.escape_ascii()))
            .field("more", &format_args!("\"{}\"", self.more.escape_ascii()))
            .finish()
    }
}

impl<'b> Line<'b> {
    /// A line of text without a head.
    pub(crate) const fn text(text: &'b [u8]) -> Self {
        Self { name: &[], command: None, params: text, more: &[], row: RowId::UNKNOWN, ask: Ask::Nothing }
    }

    /// A host's line with this name, looked up in the table.
    #[inline]
    pub(crate) fn sent(name: &'b [u8], shape: Shape, params: &'b [u8], more: &'b [u8]) -> Self {
        let (row, command) = find_row(name).map_or((RowId::UNKNOWN, None), |(id, row)| (id, Some(row)));
        Self { name, command, params, more, row, ask: Ask::Host(shape) }
    }

    /// The shape in which a host's line was written, whether or not a form of the table fits it; `None` for a line of the module.
    pub fn asked(&self) -> Option<Shape> {
        match self.ask {
            Ask::Host(shape) | Ask::Sent(shape, _) => Some(shape),
            _ => None,
        }
    }

    /// The same line with its form looked up, for a reader that asks for it several times.
    #[must_use]
    pub fn settled(self) -> Self {
        let index = self.form_index();
        let ask = match (self.ask, index) {
            (Ask::Host(shape) | Ask::Sent(shape, _), index) => Ask::Sent(shape, index),
            (_, Some(index)) => Ask::Form(index),
            (_, None) => Ask::Nothing,
        };
        Self { ask, ..self }
    }

    /// The form that fits, if the table has the line and one does.
    pub fn form(&self) -> Option<&'static Form> {
        let index = self.form_index()?;
        self.command?.forms().get(usize::from(index))
    }

    /// Whether a form of the table fits, and every value is within the limits that the form gives.
    pub fn fits(&self) -> bool {
        self.form().is_some_and(|form| Sketch::new(self.params).fit(form) == Fit::Exact)
    }

    /// Which of its row's forms fits.
    #[inline]
    fn form_index(&self) -> Option<u8> {
        let row = self.command?;
        match self.ask {
            Ask::Form(index) => Some(index),
            Ask::Sent(_, index) => index,
            Ask::Nothing => None,
            _ => self.look_up(row),
        }
    }

    /// The same, where the parameters have to be compared.
    #[inline(never)]
    fn look_up(&self, row: &'static Command) -> Option<u8> {
        match self.ask {
            Ask::Taken(shape) => match row.forms_at(shape) {
                (first, [_]) => Some(first),
                _ => best(row, &[shape], self.params),
            },
            Ask::Host(shape) | Ask::Module(shape) => best(row, &[shape], self.params),
            Ask::Answer(shape) => best(row, &[shape], self.params).or_else(|| best(row, &UNASKED, self.params)),
            Ask::Unasked => best(row, &UNASKED, self.params),
            Ask::Form(_) | Ask::Sent(..) | Ask::Nothing => None,
        }
    }

    /// The words of its row in the table, and those of the form that fits.
    pub fn words(&self) -> Option<(&'static CommandWords, Option<&'static FormWords>)> {
        // Plain results are told without a search, and without the number of their row.
        let words = self.command.and_then(|row| spec::words_by_id(self.row).or_else(|| row.words()))?;
        Some((words, self.form_index().and_then(|index| words.forms.get(usize::from(index)))))
    }

    /// Who says a line of this form.
    pub fn shape(&self) -> Option<Shape> {
        self.form().map(|form| form.shape)
    }

    /// The parameters, one by one.
    pub fn fields(&self) -> Fields<'b> {
        // Only rows with a free field need the form to split.
        let form = self.command.filter(|row| row.has().takes_rest()).and_then(|_| self.form());
        Fields::new(self.params, form)
    }

    /// The n-th parameter as a number.
    pub fn int(&self, index: usize) -> Option<i64> {
        if self.command.is_some_and(|row| row.has().takes_rest()) { self.fields().nth(index)?.int() } else { nth_int(self.params, index) }
    }

    /// The n-th parameter as text, quotes taken off.
    pub fn field(&self, index: usize) -> Option<&'b [u8]> {
        self.fields().nth(index).map(|value| value.text())
    }

    /// The next command of the same line (`AT+A;+B`).
    pub fn next(&self) -> Option<Line<'b>> {
        (!self.more.is_empty()).then(|| command::part(self.more))
    }
}

/// The first of some parameters where it is a small number: the link, server or client that a line is about.
#[cfg_attr(not(target_pointer_width = "32"), inline)]
#[cfg_attr(target_pointer_width = "32", inline(never))]
pub(crate) fn small_first(params: &[u8]) -> Option<u8> {
    let digit = |byte: u8| Some(byte.wrapping_sub(b'0')).filter(|digit| *digit < 10);
    match *params {
        [a, b',', ..] | [a] => digit(a),
        [a, b, b',', ..] | [a, b] => Some(digit(a)? * 10 + digit(b)?),
        _ => None,
    }
}

/// Index of a host's form among its row's. Where there is no choice, parameters that do not fit change nothing: the module refuses them.
pub(crate) fn host_form(row: &'static Command, shape: Shape, params: &[u8]) -> Option<u8> {
    match row.forms_at(shape) {
        (first, [_]) => Some(first),
        _ => Sketch::new(params).judge(row, &[shape], true)?.1,
    }
}

/// The n-th parameter where it is a count of bytes, more than none. What announces data has no field that takes the rest of the line.
pub(crate) fn count_at(params: &[u8], index: u8) -> Option<u32> {
    nth_int(params, usize::from(index)).and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0)
}

#[cfg(test)]
mod tests {
    use super::small_first;

    #[test]
    fn small_numbers_in_front() {
        for (params, number) in [
            ("7", Some(7)),
            ("7,x", Some(7)),
            ("42", Some(42)),
            ("42,7", Some(42)),
            ("423", None),
            ("x", None),
            ("4x", None),
            ("", None),
            (",1", None),
        ] {
            assert_eq!(small_first(params.as_bytes()), number, "{params}");
        }
    }
}
