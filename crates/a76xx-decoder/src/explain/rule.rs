//! The page of a rule.

use a76xx_tracker::Rule;
use a76xx_tracker::rules::ALL;

use super::manual::{self, Piece};
use super::page::{Block, Page};
use crate::table::Row;

/// The whole page.
pub(super) fn page(rule: &Rule) -> Page {
    let mut page = Page::default();
    page.push(Block::Title(format!("{} {}", rule.code, rule.name), manual::title(rule).to_owned()));
    let mut facts = vec![rule.severity.name().to_owned(), format!("blames the {}", rule.blame.name())];
    facts.extend(manual::sources(rule));
    page.push(Block::Facts(facts));
    let mut list = Vec::new();
    for piece in manual::pieces(rule) {
        if let Piece::Item(text) = piece {
            list.push((String::new(), text));
            continue;
        }
        if !list.is_empty() {
            page.push(Block::List(std::mem::take(&mut list)));
        }
        match piece {
            Piece::Heading(text) => page.heading(text),
            Piece::Text(text) => page.text(text),
            Piece::Example(steps) => page.push(Block::Example(steps)),
            Piece::Item(_) => {}
        }
    }
    if !list.is_empty() {
        page.push(Block::List(list));
    }
    page.heading("What a finding says");
    page.text(manual::message(rule));
    page.heading("What to do");
    page.text(manual::advice(rule));
    let about: Vec<(String, String)> = Row::all()
        .filter(|row| row.wire.name().len() > 3 && manual::names(rule, row.wire.name()))
        .map(|row| (row.title(), row.words.title.to_owned()))
        .collect();
    if !about.is_empty() {
        page.heading("See also");
        page.push(Block::List(about));
    }
    page
}

/// The rules that speak about a row.
pub(super) fn see_also(page: &mut Page, row: Row) {
    let rules: Vec<(String, String)> = ALL
        .iter()
        .filter(|rule| !row.wire.name().is_empty() && manual::names(rule, &row.title()) || named_by_module(rule, row))
        .map(|rule| (rule.code.to_string(), format!("{} {}", manual::title(rule), tail(rule))))
        .collect();
    if !rules.is_empty() {
        page.heading("Rules that speak of it");
        page.push(Block::List(rules));
    }
}

/// Whether a rule names the head of the module's lines (`+CIPOPEN: 0,0`).
fn named_by_module(rule: &Rule, row: Row) -> bool {
    row.wire.name().len() > 3 && manual::names(rule, row.wire.name())
}

fn tail(rule: &Rule) -> String {
    format!("({}, {})", rule.severity.name(), rule.name)
}
