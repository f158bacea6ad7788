//! The fields of a typed line, read as a plan says.

use core::net::{Ipv4Addr, SocketAddrV4};

use super::plan::{MOST, NONE, Plans, RANGES, WORDS, Want};
use crate::fields::{Fields, Value};
use crate::fit::{is_address, is_hex};
use crate::line::Line;

/// What a field was found to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// Nothing: it is left out.
    Absent,
    Number,
    Bare,
    Quoted,
}

/// One field that was read.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'b> {
    /// The text, where it was asked for.
    text: Option<&'b [u8]>,
    /// The number, or the bits of an address.
    bits: u32,
    port: u16,
    is: Is,
}

/// The fields of a line.
pub(crate) struct Cells<'b> {
    cells: [Cell<'b>; MOST],
}

impl<'b> Cells<'b> {
    pub(super) const EMPTY: Self = Self { cells: [Cell::ABSENT; MOST] };

    /// The cells from the first on.
    pub(super) fn taken(&self) -> Taken<'_, 'b> {
        Taken { cells: &self.cells, at: 0 }
    }

    /// Reads the fields; whether they are what is wanted, and no more.
    fn fill(&mut self, mut fields: Fields<'b>, wants: &[u8]) -> bool {
        let mut over = false;
        for (cell, &want) in self.cells.iter_mut().zip(wants) {
            if want == Want::END {
                break;
            }
            cell.is = Is::Absent;
            if over {
                continue;
            }
            if want & Want::OPTIONAL != 0 && fields.skip_empty() {
                over = want & Want::LAST != 0;
            } else if !cell.read(&mut fields, want & Want::KIND) {
                return false;
            }
        }
        fields.is_over()
    }
}

impl<'b> Cell<'b> {
    const ABSENT: Self = Self { text: None, bits: 0, port: 0, is: Is::Absent };

    /// Takes a field; whether it holds a value of this kind.
    fn read(&mut self, fields: &mut Fields<'b>, kind: u8) -> bool {
        if let Some(&(min, max)) = RANGES.get(usize::from(kind)) {
            let Some(number) = fields.next_int() else { return false };
            (self.bits, self.is) = (number as u32, Is::Number);
            return i64::from(min) <= number && number <= i64::from(max);
        }
        if kind >= Want::NUMBER {
            return fields.next_int() == Some(i64::from(kind - Want::NUMBER));
        }
        let Some(value) = fields.next() else { return false };
        let text = value.text();
        self.text = Some(text);
        self.is = match value {
            Value::Empty => Is::Absent,
            Value::Bare(_) => Is::Bare,
            Value::Quoted(_) => Is::Quoted,
        };
        match Want(kind) {
            Want::HEX => is_hex(text),
            Want::ADDRESS => {
                if let Some(ip) = value.address() {
                    (self.bits, self.is) = (ip.to_bits(), Is::Number);
                }
                self.is == Is::Number || is_address(text)
            }
            Want::ENDPOINT => value.endpoint().is_some_and(|peer| {
                (self.bits, self.port) = (peer.ip().to_bits(), peer.port());
                true
            }),
            _ if value == Value::Empty => false,
            Want::TEXT => true,
            Want::REASON => {
                if let Some(bits) = value.int().and_then(|number| u32::try_from(number).ok()) {
                    (self.bits, self.is) = (bits, Is::Number);
                }
                true
            }
            _ => WORDS.get(usize::from(kind - Want::WORD)).is_some_and(|word| word.as_bytes() == text),
        }
    }

    /// Whether the field is left out.
    pub(super) const fn is_absent(&self) -> bool {
        matches!(self.is, Is::Absent)
    }

    /// Whether its text stood between quotes.
    pub(super) const fn is_quoted(&self) -> bool {
        matches!(self.is, Is::Quoted)
    }

    /// The text.
    pub(super) const fn text(&self) -> Option<&'b [u8]> {
        self.text
    }

    /// The number, or the bits of an address, of a field that is one.
    pub(super) const fn bits(&self) -> u32 {
        self.bits
    }

    /// The same, where the field may be something else.
    pub(super) const fn number(&self) -> Option<u32> {
        if let Is::Number = self.is { Some(self.bits) } else { None }
    }

    /// The address and port.
    pub(super) const fn peer(&self) -> SocketAddrV4 {
        SocketAddrV4::new(Ipv4Addr::from_bits(self.bits), self.port)
    }
}

/// Cells, taken one by one.
pub(crate) struct Taken<'c, 'b> {
    cells: &'c [Cell<'b>; MOST],
    at: usize,
}

impl<'c, 'b> Taken<'c, 'b> {
    /// The next one.
    #[inline]
    pub(super) fn next(&mut self) -> &'c Cell<'b> {
        let cell = self.peek();
        self.at += 1;
        cell
    }

    /// The next one, which stays.
    #[inline]
    pub(super) fn peek(&self) -> &'c Cell<'b> {
        self.cells.get(self.at).unwrap_or(&Cell::ABSENT)
    }
}

impl Plans {
    /// Whether a line's row has variants.
    #[inline]
    pub(super) fn has(&self, line: &Line<'_>) -> bool {
        self.first.get(line.row.index()).is_some_and(|first| *first != NONE)
    }

    /// Reads a line into cells and gives the number of the variant that it is: the first that fits.
    #[inline(never)]
    pub(super) fn read<'b>(&self, line: &Line<'b>, cells: &mut Cells<'b>) -> Option<u8> {
        let mut at = *self.first.get(line.row.index())?;
        let shape = line.shape()? as u8;
        while let Some(plan) = self.of.get(usize::from(at)) {
            if plan.shape == shape && cells.fill(line.fields(), self.wants.get(usize::from(plan.start)..).unwrap_or_default()) {
                return Some(at);
            }
            at = plan.next;
        }
        None
    }
}
