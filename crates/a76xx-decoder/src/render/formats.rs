//! The list of the capture formats.

use std::io::{self, Write};

use anstyle::Style;

use super::text::Look;
use super::{palette, put, visible, wrap};
use crate::ingest::Format;

/// Columns of a format's name, with what follows it.
const NAME: usize = 19;

/// Columns of what is said, below which it stands under the name.
const NARROW: usize = 40;

/// Writes lists of capture formats.
pub struct FormatList<'w> {
    out: &'w mut dyn Write,
    look: Look,
}

impl<'w> FormatList<'w> {
    /// Writes there, looking so.
    pub fn new(out: &'w mut dyn Write, look: Look) -> Self {
        Self { out, look }
    }

    /// What each format is, who writes it, what it keeps of the wire.
    ///
    /// # Errors
    /// What writing gave.
    pub fn write(&mut self, formats: &[&Format]) -> io::Result<()> {
        let room = self.look.width.saturating_sub(NAME);
        let below = room < NARROW;
        let (indent, room) = if below { (4, self.look.width.saturating_sub(4).max(20)) } else { (NAME, room) };
        for format in formats {
            put(self.out, self.look, palette::TITLE, format.name)?;
            if below {
                self.out.write_all(b"\n")?;
            }
            let mut lead = if below { indent } else { NAME.saturating_sub(wrap::width(format.name)) };
            let keeps = format.keeps;
            let kept =
                format!("direction: {}; time: {}; line ends: {}; bytes: {}", keeps.direction, keeps.time, keeps.line_ends, keeps.bytes);
            let written = format!("written by {}", format.tools);
            for (style, text) in [(Style::new(), format.title), (palette::DIM, &written), (palette::DIM, &kept)] {
                let mut shown = String::new();
                visible::text(text, self.look.charset, &mut shown);
                for line in wrap::soft(&shown, room) {
                    write!(self.out, "{:lead$}", "")?;
                    put(self.out, self.look, style, line)?;
                    self.out.write_all(b"\n")?;
                    lead = indent;
                }
            }
        }
        Ok(())
    }
}
