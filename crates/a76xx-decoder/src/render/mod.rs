//! Output formats. A renderer is told what it may use; it escapes what comes from the wire.

mod check;
mod findings;
mod formats;
mod ground;
mod html;
pub mod jsonl;
pub mod page;
mod palette;
mod picked;
pub mod rules;
mod sarif;
mod summary;
pub mod text;
pub mod visible;
mod wrap;

use std::io;

use crate::annotate::Annotated;
use crate::ingest::Header;
use crate::join::Joins;
use crate::judge::Ending;

pub use check::{Check, Report};
pub use formats::FormatList;
pub use ground::Ground;
pub use html::Html;
pub use jsonl::Jsonl;
pub use page::PageWriter;
pub use picked::Picked;
pub use rules::RuleList;
pub use sarif::Sarif;
pub use summary::{Form, Summary};
pub use text::{Look, Text};
pub use visible::Charset;

/// One output format.
pub trait Render {
    /// How payloads are to come.
    fn joins(&self) -> Joins;

    /// Whether it shows which states of module and links an event changed, and which link data went through.
    fn follows(&self) -> bool {
        false
    }

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

    /// The input has ended; this is what to make of it.
    ///
    /// # Errors
    /// What writing gave.
    fn end(&mut self, ending: &Ending) -> io::Result<()>;

    /// An input, or a part of it, cannot be read; `what` says why. Users are told besides.
    ///
    /// # Errors
    /// What writing gave.
    fn unreadable(&mut self, input: &str, what: &str) -> io::Result<()> {
        let _ = (input, what);
        Ok(())
    }

    /// Every input has ended.
    ///
    /// # Errors
    /// What writing gave.
    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// What was written should be seen now.
    ///
    /// # Errors
    /// What writing gave.
    fn flush(&mut self) -> io::Result<()>;
}

/// Writes text in a style, where colours are wanted.
fn put(out: &mut dyn io::Write, look: Look, style: anstyle::Style, text: &str) -> io::Result<()> {
    if look.colour && style != anstyle::Style::new() && !text.trim_ascii().is_empty() {
        let style = ground::on(style, look.ground);
        write!(out, "{}{text}{}", style.render(), style.render_reset())
    } else {
        out.write_all(text.as_bytes())
    }
}
