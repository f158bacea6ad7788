//! Whether a transcript shows the finding.

use std::io::{self, Cursor};

use a76xx_parser::Kind;
use a76xx_tracker::Rule;

use crate::annotate::Annotated;
use crate::ingest::{self, Header, Opened};
use crate::join::Joins;
use crate::judge::{Ending, Finding, Select};
use crate::render::Render;
use crate::{Error, decode};

/// The name of the format of transcripts.
const TRANSCRIPT: &str = "transcript";

/// The finding that is to be shown: what a rule finds of a certain line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    code: u16,
    /// The name of the line, empty for data and for what has none; `None` for any line.
    line: Option<Vec<u8>>,
}

impl Target {
    /// The first finding of a rule in a capture, if there is one, and which rules find anything.
    ///
    /// # Errors
    /// The capture cannot be read.
    pub fn first(opened: &mut Opened, rule: &'static Rule) -> Result<(Option<Self>, Vec<&'static Rule>), Error> {
        let mut found = Findings::default();
        decode(opened, Select::ALL, &mut found)?;
        let mut rules: Vec<&'static Rule> = found.list.iter().map(|(rule, _)| *rule).collect();
        rules.sort_by_key(|rule| rule.code.0);
        rules.dedup_by_key(|rule| rule.code.0);
        let first = found.list.into_iter().find(|(other, _)| other.code.0 == rule.code.0);
        Ok((first.map(|(rule, line)| Self { code: rule.code.0, line: Some(line) }), rules))
    }

    /// What the rule finds of any line.
    pub(super) const fn of_any_line(&self) -> Self {
        Self { code: self.code, line: None }
    }

    /// Whether the text of a transcript shows it.
    pub fn shows(&self, text: &str) -> bool {
        let mut found = Findings::default();
        let read = read(text).and_then(|mut opened| decode(&mut opened, Select::ALL, &mut found));
        let is = |(rule, line): &(&Rule, Vec<u8>)| rule.code.0 == self.code && self.line.as_ref().is_none_or(|own| own == line);
        read.is_ok() && found.list.iter().any(is)
    }
}

/// Opens the text of a transcript.
pub(super) fn read(text: &str) -> Result<Opened, Error> {
    ingest::open_as("transcript", Box::new(Cursor::new(text.as_bytes().to_vec())), ingest::format_named(TRANSCRIPT), None)
}

/// Keeps what the rules find, with the name of the line that it is about.
#[derive(Default)]
struct Findings {
    list: Vec<(&'static Rule, Vec<u8>)>,
}

impl Findings {
    fn keep(&mut self, findings: &[Finding], is_data: bool) {
        self.list.extend(findings.iter().map(|finding| (finding.rule, if is_data { Vec::new() } else { name(&finding.place().raw) })));
    }
}

/// The name that a line begins with: a command's without `AT`, so that it is the same in either case.
fn name(line: &[u8]) -> Vec<u8> {
    let line = line.trim_ascii();
    let own = |byte: &u8| byte.is_ascii_alphanumeric() || b"+*^$&#_".contains(byte);
    line.iter().copied().take_while(own).map(|byte| byte.to_ascii_uppercase()).collect()
}

impl Render for Findings {
    fn joins(&self) -> Joins {
        Joins::Excerpt(64)
    }

    fn header(&mut self, _: &Header) -> io::Result<()> {
        Ok(())
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        self.keep(&event.findings, matches!(event.event.kind, Kind::Payload(_)));
        Ok(())
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        self.keep(&ending.findings, false);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
