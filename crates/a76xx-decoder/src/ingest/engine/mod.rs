//! What formats are made with: an input goes through a window, a cutter says what of the window is what.

mod lines;
mod page;
mod tape;

pub(crate) use lines::{Lines, Row, Rows};
pub(crate) use page::{Page, Writer};
pub(crate) use tape::{Cutter, Tape};
