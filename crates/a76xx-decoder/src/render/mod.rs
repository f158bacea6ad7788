//! Output formats. A renderer is told what it may use; it escapes what comes from the wire.

pub mod jsonl;
mod palette;
pub mod text;
pub mod visible;
mod wrap;

use std::io;

use crate::annotate::Annotated;
use crate::ingest::Header;
use crate::join::Joins;

pub use jsonl::Jsonl;
pub use text::{Look, Text};
pub use visible::Charset;

/// One output format.
pub trait Render {
    /// How payloads are to come.
    fn joins(&self) -> Joins;

    /// A new input begins.
    ///
    /// # Errors
    /// What writing gave.
    fn header(&mut self, header: &Header) -> io::Result<()>;

    /// Its next event.
    ///
    /// # Errors
    /// What writing gave.
    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()>;

    /// What was written should be seen now.
    ///
    /// # Errors
    /// What writing gave.
    fn flush(&mut self) -> io::Result<()>;
}
