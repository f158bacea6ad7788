//! Transcripts (`docs/transcript.md`), as `a76xx-corpus` writes them, an entry at a time.

use std::io::{self, Write};

use a76xx_corpus::{Control, Step, StepKind};
use a76xx_parser::Side;

use super::{Entry, Record, What};
use crate::ingest::{Header, Sides, Signal};
use crate::render::visible;

/// Writes a transcript.
pub struct Transcript<W> {
    out: W,
    part: Part,
}

/// What stands above the next line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The head; comments of this shape may be its lines.
    Head {
        open: bool,
    },
    Comment,
    Step,
}

impl<W: Write> Transcript<W> {
    /// Writes there.
    pub fn new(out: W) -> Self {
        Self { out, part: Part::Head { open: false } }
    }

    fn head(&mut self, key: &str, value: &str) -> io::Result<()> {
        let mut shown = String::new();
        visible::text(value, visible::Charset::Unicode, &mut shown);
        writeln!(self.out, "# {key}: {}", shown.trim())
    }
}

impl<W: Write> Record for Transcript<W> {
    fn begin(&mut self, header: &Header, lossy: bool) -> io::Result<()> {
        writeln!(self.out, "# a76xx transcript 1")?;
        // A transcript brings its own head.
        let open = header.format == "transcript";
        self.part = Part::Head { open };
        if open {
            return Ok(());
        }
        let name = header.input.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = if name == "-" { "standard input" } else { name };
        self.head("source", &format!("{name} ({})", header.format))?;
        if let Some(start) = &header.start {
            self.head("start", start)?;
        }
        if header.sides == Sides::Merged {
            self.head("sides", "merged")?;
        }
        if lossy { self.head("lossy", "yes") } else { Ok(()) }
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let kind = match entry.what {
            What::Bytes(_, []) => return Ok(()),
            What::Bytes(Side::Host, bytes) => StepKind::Host(bytes.to_vec()),
            What::Bytes(Side::Module, bytes) => StepKind::Module(bytes.to_vec()),
            What::Silence(span) => StepKind::Silence(span),
            What::Signal(signal) => StepKind::Control(control(signal)),
            What::Note(text) => StepKind::Comment(text.to_owned()),
        };
        let comment = matches!(kind, StepKind::Comment(_));
        let head_line = matches!(entry.what, What::Note(text) if entry.at.is_none() && is_head(text));
        self.part = match self.part {
            Part::Head { open: true } if head_line => self.part,
            part => {
                if matches!(part, Part::Head { .. }) || (comment && part == Part::Step) {
                    writeln!(self.out)?;
                }
                if comment { Part::Comment } else { Part::Step }
            }
        };
        writeln!(self.out, "{}", Step { at: entry.at, kind })
    }

    fn gap(&mut self) {
        if let Part::Head { open } = &mut self.part {
            *open = false;
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a comment is `key: value`.
fn is_head(text: &str) -> bool {
    let key = text.split_once(':').map(|(key, _)| key).unwrap_or_default();
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

const fn control(signal: Signal) -> Control {
    match signal {
        Signal::Dtr(on) => Control::Dtr(on),
        Signal::Rts(on) => Control::Rts(on),
        Signal::Reset => Control::Reset,
        Signal::Power(on) => Control::Power(on),
    }
}
