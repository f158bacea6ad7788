//! What a row's forms come to, known before the program runs, so that most lines are told without a look at the forms.

use core::ops::Range;

use super::command::{Body, Form};
use super::row::FormEntry;
use super::wire::{Shape, Then};
use crate::fit::{self, CLASSED};

/// What a row's forms hold at a glance: where those of a shape stand, and whether one of a side is followed by more than a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shapes {
    bits: u16,
    /// Where the forms begin.
    first: u16,
    /// For each shape, the index of its first form and, in the lower half, their number.
    spans: [u8; 9],
    numbers: Numbers,
}

/// Which lines of numbers alone a row's forms take, by how many numbers there are: bit 0 stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Numbers {
    /// For each of the module's shapes, the counts that one of its forms takes.
    shapes: [u8; 5],
    /// Counts at which the values have to be read.
    doubtful: u8,
    /// Counts at which the first number is a keyword of some form.
    keyed: u8,
    /// Counts at which more than a line may follow.
    follows: u8,
}

impl Numbers {
    const NONE: Self = Self { shapes: [0; 5], doubtful: 0, keyed: 0, follows: 0 };

    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a fault is a compile error")]
    const fn of(forms: &[FormEntry]) -> Self {
        let mut numbers = Self::NONE;
        let mut at = 0;
        while at < forms.len() {
            let form = &forms[at];
            let body = Body::of(form.fields);
            let mut count = 1;
            while count <= CLASSED && !form.shape.is_host() {
                if body.suits(fit::ints(count), count) {
                    let bit = 1 << (count - 1);
                    numbers.shapes[form.shape as usize - Shape::TestInfo as usize] |= bit;
                    let reads = body.refine() || !body.sure() && !is_backed(forms, form.shape, count);
                    numbers.doubtful |= if reads { bit } else { 0 };
                    numbers.keyed |= if body.key == Form::NONE { 0 } else { bit };
                    numbers.follows |= if matches!(form.then, Then::Line) { 0 } else { bit };
                }
                count += 1;
            }
            at += 1;
        }
        numbers
    }
}

/// Whether so many numbers that do not fit this form for a number behind the first fit another of its shape.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a fault is a compile error")]
const fn is_backed(forms: &[FormEntry], shape: Shape, count: usize) -> bool {
    let mut at = 0;
    while at < forms.len() {
        let other = Body::of(forms[at].fields);
        if !other.reads() && forms[at].shape as u8 == shape as u8 && other.suits(fit::ints(count), count) {
            return true;
        }
        at += 1;
    }
    false
}

impl Shapes {
    /// Of a row of which only the name is known.
    pub(super) const NONE: Self = Self { bits: 0, first: 0, spans: [0; 9], numbers: Numbers::NONE };

    /// Where in the bits the number of forms stands.
    const COUNT: u16 = 9;
    const MOST: u16 = 15;
    const REST: u16 = 1 << 13;
    const HOST_FOLLOWS: u16 = 1 << 14;
    const MODULE_FOLLOWS: u16 = 1 << 15;
    const MODULE: u16 = 0b1_1111_0000;

    /// What these forms hold, which stand in the table from a place on.
    ///
    /// # Panics
    /// While compiling, where the forms of one shape do not stand together.
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a fault is a compile error")]
    pub(super) const fn of(forms: &[FormEntry], first: usize) -> Self {
        assert!(forms.len() <= Self::MOST as usize && first <= u16::MAX as usize, "there is room for the forms");
        let mut bits = (forms.len() as u16) << Self::COUNT;
        let mut spans = [0_u8; 9];
        let mut at = 0;
        while at < forms.len() {
            let form = &forms[at];
            let shape = form.shape as usize;
            bits |= 1 << shape;
            if !matches!(form.then, Then::Line) {
                bits |= if form.shape.is_host() { Self::HOST_FOLLOWS } else { Self::MODULE_FOLLOWS };
            }
            if Body::of(form.fields).rest != Form::NONE {
                bits |= Self::REST;
            }
            let (begin, count) = (spans[shape] >> 4, spans[shape] & 15);
            spans[shape] = if count == 0 { (at as u8) << 4 | 1 } else { spans[shape] + 1 };
            assert!(count == 0 || (begin + count) as usize == at, "the forms of one shape stand together");
            at += 1;
        }
        Self { bits, first: first as u16, spans, numbers: Numbers::of(forms) }
    }

    /// How many forms there are.
    pub(super) const fn count(&self) -> usize {
        (self.bits >> Self::COUNT & Self::MOST) as usize
    }

    /// Where the forms begin.
    pub(super) const fn first(&self) -> usize {
        self.first as usize
    }

    /// Where all forms stand.
    pub(super) const fn all(&self) -> Range<usize> {
        self.first()..self.first() + self.count()
    }

    /// The index of a shape's first form, and where those of the shape stand.
    #[inline]
    pub(super) fn span(&self, shape: Shape) -> (u8, Range<usize>) {
        let span = self.spans.get(shape as usize).copied().unwrap_or_default();
        let start = self.first() + usize::from(span >> 4);
        (span >> 4, start..start + usize::from(span & 15))
    }

    pub(crate) const fn has(&self, shape: Shape) -> bool {
        self.bits & (1 << shape as u16) != 0
    }

    /// Whether the module's lines are all of this shape.
    pub(crate) const fn only(&self, shape: Shape) -> bool {
        self.bits & Self::MODULE == 1 << shape as u16
    }

    /// Whether the module's lines only answer: none completes a command, comes unasked, or is followed by more than a line.
    pub(crate) const fn informs(&self) -> bool {
        self.bits & (1 << Shape::Urc as u16 | 1 << Shape::Result as u16 | Self::MODULE_FOLLOWS) == 0
    }

    /// Whether some form has a field that takes the rest of the line.
    pub(crate) const fn takes_rest(&self) -> bool {
        self.bits & Self::REST != 0
    }

    /// Whether something follows one of the host's forms.
    pub(crate) const fn host_follows(&self) -> bool {
        self.bits & Self::HOST_FOLLOWS != 0
    }

    /// Whether one of a module's forms of this shape takes so many numbers, one to eight.
    #[inline]
    pub(crate) fn takes_numbers(&self, shape: Shape, count: usize) -> bool {
        let counts = self.numbers.shapes.get((shape as usize).wrapping_sub(Shape::TestInfo as usize)).copied().unwrap_or(0);
        counts >> (count - 1) & 1 != 0
    }

    /// Whether so many numbers, one to eight, have to be read to tell the module's forms apart.
    #[inline]
    pub(crate) fn reads_numbers(&self, count: usize) -> bool {
        self.numbers.doubtful >> (count - 1) & 1 != 0
    }

    /// Whether the first of so many numbers, one to eight, is a keyword of one of the module's forms.
    #[inline]
    pub(crate) fn keyed_numbers(&self, count: usize) -> bool {
        self.numbers.keyed >> (count - 1) & 1 != 0
    }

    /// Whether more than a line may follow so many numbers, one to eight, of the module.
    #[inline]
    pub(crate) fn follows_numbers(&self, count: usize) -> bool {
        self.numbers.follows >> (count - 1) & 1 != 0
    }

    /// Whether something follows one of the module's forms.
    pub(crate) const fn module_follows(&self) -> bool {
        self.bits & Self::MODULE_FOLLOWS != 0
    }
}
