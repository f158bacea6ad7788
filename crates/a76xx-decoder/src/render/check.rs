//! Findings alone, without the transcript.

use std::io::{self, Write};

use super::findings::{Row, Rows};
use super::jsonl::{self, Jsonl};
use super::{Look, Render, palette, put, visible, wrap};
use crate::annotate::Annotated;
use crate::ingest::Header;
use crate::join::Joins;
use crate::judge::{Ending, Finding};

/// In which form findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// To read.
    Text(Look),
    /// JSON Lines.
    Jsonl,
}

/// Writes findings, and the verdict.
pub struct Check<'w> {
    out: &'w mut dyn Write,
    report: Report,
    /// Only the verdict.
    verdict: bool,
    found: u64,
    begun: bool,
}

impl<'w> Check<'w> {
    /// Writes there; with `verdict` nothing but the verdict.
    pub fn new(out: &'w mut dyn Write, report: Report, verdict: bool) -> Self {
        Self { out, report, verdict, found: 0, begun: false }
    }

    /// Findings so far.
    pub const fn found(&self) -> u64 {
        self.found
    }

    fn findings(&mut self, findings: &[Finding]) -> io::Result<()> {
        self.found += findings.len() as u64;
        if self.verdict {
            return Ok(());
        }
        for finding in findings {
            match self.report {
                Report::Text(look) => self.rows(look, &Rows::new(look).finding(finding))?,
                Report::Jsonl => Jsonl::new(self.out).finding(finding)?,
            }
        }
        Ok(())
    }

    fn rows(&mut self, look: Look, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            for (style, text) in row {
                put(self.out, look, *style, text)?;
            }
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }
}

impl Render for Check<'_> {
    fn joins(&self) -> Joins {
        Joins::Excerpt(jsonl::PAYLOAD)
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        match self.report {
            Report::Text(look) => {
                if std::mem::replace(&mut self.begun, true) {
                    self.out.write_all(b"\n")?;
                }
                let mut shown = String::new();
                visible::text(if header.input == "-" { "standard input" } else { &header.input }, look.charset, &mut shown);
                for line in wrap::hard(&shown, look.width) {
                    put(self.out, look, palette::TITLE, line)?;
                    self.out.write_all(b"\n")?;
                }
                Ok(())
            }
            Report::Jsonl => Jsonl::new(self.out).header(header),
        }
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        self.findings(&event.findings)
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        self.findings(&ending.findings)?;
        match self.report {
            Report::Text(look) => self.rows(look, &Rows::new(look).verdict(&ending.verdict)),
            Report::Jsonl => Jsonl::new(self.out).end(ending),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
