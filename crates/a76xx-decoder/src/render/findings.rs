//! Findings and verdict as text, in the manner of a good compiler.
//!
//! ```text
//! error[AT301]: link 0 is used while the socket service is closed
//!       line 3 │ AT+CIPOPEN=0,"TCP","example.com",80
//!              │            ^
//!   because of │ line 1: *ATREADY: 1
//!         help │ start the service with AT+NETOPEN …
//! ```

use a76xx_tracker::Severity;
use anstyle::Style;

use super::Look;
use super::palette;
use super::visible::{self, Charset};
use super::wrap;
use crate::judge::{Finding, Quote};
use crate::verdict::{Outcome, Verdict};

/// A piece of text and how it looks.
pub(super) type Piece = (Style, String);
/// One row: pieces side by side.
pub(super) type Row = Vec<Piece>;

/// Columns that the label in front of the bar takes.
const LABEL: usize = 12;
/// Rows that a message may take beside its label.
const FEW: usize = 3;

/// Writes rows of this width, of these characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    width: usize,
    charset: Charset,
}

impl Rows {
    pub(super) const fn new(look: Look) -> Self {
        Self { width: look.width, charset: look.charset }
    }

    /// What a finding says, below the event that it is about.
    pub(super) fn finding(self, finding: &Finding) -> Vec<Row> {
        let mut rows = self.title(finding);
        if finding.again.is_some() {
            return rows;
        }
        // What holds for the whole capture has no place in it.
        if !finding.place().raw.is_empty() {
            self.quote(&mut rows, finding.place(), finding.part.as_ref().filter(|_| !finding.at_end));
        }
        self.because(&mut rows, finding);
        self.labelled(&mut rows, "help", &finding.advice, Style::new());
        rows
    }

    /// The earlier line that led to it.
    fn because(self, rows: &mut Vec<Row>, finding: &Finding) {
        if let Some(cause) = finding.cause.as_ref().filter(|cause| !finding.at_end && !cause.raw.is_empty()) {
            let mut line = String::new();
            visible::bytes(&cause.raw, self.charset, &mut line);
            self.labelled(rows, "because of", &format!("{}: {line}", place(cause)), Style::new());
        }
    }

    fn title(self, finding: &Finding) -> Vec<Row> {
        let style = palette::severity(finding.severity);
        let head = format!("{}[{}]", finding.severity.name(), finding.rule.code);
        let mut text = format!(": {}", finding.message);
        if let Some(again) = finding.again {
            let place = finding.again_line.map_or_else(|| format!("at event {again}"), |line| format!("in line {line}"));
            text.extend([", again (first ", &place, ")"]);
        } else if finding.root.is_some() {
            text.push_str(", which follows from what is said above");
        }
        if finding.at_end {
            text.push_str(" (at the end)");
        }
        let text = self.shown(&text);
        let room = self.width.saturating_sub(wrap::width(&head)).max(20);
        let mut rows = Vec::new();
        for (index, part) in wrap::soft(&text, room).into_iter().enumerate() {
            let lead = if index == 0 { (style, head.clone()) } else { (Style::new(), " ".repeat(wrap::width(&head))) };
            rows.push(vec![lead, (palette::TITLE, part.to_owned())]);
        }
        rows
    }

    /// A line of the capture, with a part of it marked.
    fn quote(self, rows: &mut Vec<Row>, quote: &Quote, part: Option<&std::ops::Range<usize>>) {
        let label = place(quote);
        let mut before = String::new();
        let mut marked = String::new();
        let mut all = String::new();
        visible::bytes(&quote.raw, self.charset, &mut all);
        if let Some(part) = part {
            visible::bytes(quote.raw.get(..part.start).unwrap_or_default(), self.charset, &mut before);
            visible::bytes(quote.raw.get(part.clone()).unwrap_or_default(), self.charset, &mut marked);
        }
        let room = self.room();
        let lines = wrap::hard(&all, room);
        let one = lines.len() == 1;
        for (index, line) in lines.into_iter().take(FEW).enumerate() {
            rows.push(self.row(if index == 0 { &label } else { "" }, line.to_owned(), Style::new()));
        }
        if one && !marked.is_empty() {
            let marks = format!("{}{}", " ".repeat(wrap::width(&before)), "^".repeat(wrap::width(&marked).max(1)));
            rows.push(self.row("", marks, palette::severity(Severity::Error)));
        }
    }

    /// A text beside its label.
    fn labelled(self, rows: &mut Vec<Row>, label: &str, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let text = self.shown(text);
        for (index, line) in wrap::soft(&text, self.room()).into_iter().enumerate() {
            rows.push(self.row(if index == 0 { label } else { "" }, line.to_owned(), style));
        }
    }

    fn row(self, label: &str, text: String, style: Style) -> Row {
        let bar = if self.charset == Charset::Unicode { "│" } else { "|" };
        vec![(palette::DIM, format!("{label:>LABEL$} {bar} ")), (style, text)]
    }

    fn room(self) -> usize {
        self.width.saturating_sub(LABEL + 3).max(20)
    }

    fn shown(self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        visible::text(text, self.charset, &mut shown);
        shown
    }

    /// What to make of it all.
    pub(super) fn verdict(self, verdict: &Verdict) -> Vec<Row> {
        let style = palette::outcome(verdict.outcome);
        let mut rows = Vec::new();
        let rule = verdict.first.as_ref().map(|first| format!(" [{}]", first.finding.rule.code)).unwrap_or_default();
        let mut headline = format!("{}{rule}", verdict.headline);
        let clean = verdict.outcome == Outcome::Clean;
        if clean && !verdict.missing.is_empty() {
            headline.extend(["; not shown: ", &verdict.missing.join("; ")]);
        }
        for (index, part) in wrap::soft(&self.shown(&headline), self.width.saturating_sub(9).max(20)).into_iter().enumerate() {
            let lead = if index == 0 { "verdict: " } else { "         " };
            rows.push(vec![(palette::TITLE, lead.to_owned()), (style, part.to_owned())]);
        }
        if clean && verdict.noted.is_empty() {
            return rows;
        }
        if let Some(first) = &verdict.first {
            let place = first.place();
            if let Some(command) = &first.command {
                self.quote(&mut rows, command, None);
            }
            self.quote(&mut rows, place, first.finding.part.as_ref().filter(|_| !first.finding.at_end));
            self.labelled(&mut rows, "it says", &place.meaning, Style::new());
            let shown = first.command.as_ref().map(|command| command.seq);
            if first.finding.cause.as_ref().map(|cause| cause.seq) != shown {
                self.because(&mut rows, &first.finding);
            }
            if let Some(answer) = first.answer.as_ref().filter(|answer| answer.seq != place.seq) {
                self.quote(&mut rows, answer, None);
                self.labelled(&mut rows, "it says", &answer.meaning, Style::new());
            }
            if first.again > 0 {
                let times = if first.again == 1 { String::from("once more") } else { format!("{} more times", first.again) };
                self.labelled(&mut rows, "again", &times, Style::new());
            }
        }
        if verdict.follows > 0 {
            self.labelled(&mut rows, "follows", &follows(verdict), Style::new());
        }
        for other in &verdict.others {
            self.labelled(&mut rows, "also", &aside(other), Style::new());
        }
        for repaired in &verdict.repaired {
            self.labelled(&mut rows, "mended", &aside(repaired), palette::DIM);
        }
        for note in &verdict.noted {
            self.labelled(&mut rows, "noted", &aside(note), palette::DIM);
        }
        let story: Vec<&str> = verdict.network.iter().chain(&verdict.links).map(String::as_str).collect();
        for (index, line) in story.iter().enumerate() {
            self.labelled(&mut rows, if index == 0 { "so it went" } else { "" }, line, Style::new());
        }
        self.labelled(&mut rows, "not shown", &verdict.missing.join("; "), palette::DIM);
        if let Some(next) = &verdict.next {
            self.labelled(&mut rows, "next", next, palette::TITLE);
        }
        rows
    }
}

/// A finding in a line.
fn aside(finding: &Finding) -> String {
    format!("{}: {}[{}] {}", place(finding.place()), finding.severity.name(), finding.rule.code, finding.message)
}

/// What only follows: how much, and where.
fn follows(verdict: &Verdict) -> String {
    let places: Vec<String> = verdict.consequences.iter().filter_map(|quote| Some(quote.line?.to_string())).collect();
    let more = verdict.follows.saturating_sub(places.len() as u64);
    let noun = if verdict.follows == 1 { "finding is a consequence" } else { "findings are consequences" };
    let lines = if places.len() == 1 { "line" } else { "lines" };
    match (places.is_empty(), more) {
        (true, _) => format!("{} {noun} of it", verdict.follows),
        (false, 0) => format!("{} {noun} of it ({lines} {})", verdict.follows, places.join(", ")),
        (false, more) => format!("{} {noun} of it ({lines} {} and {more} more)", verdict.follows, places.join(", ")),
    }
}

/// Where an event stands, as a person would look for it.
fn place(quote: &Quote) -> String {
    match (quote.line, quote.offset) {
        (Some(line), _) => format!("line {line}"),
        (None, Some(offset)) => format!("byte {offset}"),
        (None, None) => format!("event {}", quote.seq),
    }
}
