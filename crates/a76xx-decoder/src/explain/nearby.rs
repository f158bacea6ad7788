//! What an unknown name may have been meant to be.

use a76xx_parser::{spec, suggest};
use a76xx_tracker::rules::ALL;

use crate::table::Row;

/// Names offered at most.
const MOST: usize = 5;
/// Likeness of two names, from 0 to 1, below which one is not offered for the other.
const LIKE: f64 = 0.84;

/// The likeliest names first.
pub(super) fn names(what: &str) -> Vec<String> {
    let mut names = commands(what);
    names.extend(rules(what));
    names.extend(parts(what));
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once.truncate(MOST);
    once
}

/// Names of the table within a slip or two.
fn commands(what: &str) -> Vec<String> {
    let bare = head(what);
    let mut found = Vec::new();
    for name in ["", "+"].map(|mark| format!("{mark}{bare}")) {
        found.extend(suggest(name.as_bytes()).filter_map(title));
    }
    found
}

fn title(name: &str) -> Option<String> {
    spec::find(name.as_bytes()).and_then(Row::of).map(|row| row.title())
}

/// The name that a line begins with, without `AT`.
fn head(what: &str) -> &str {
    let body = what.get(..2).filter(|start| start.eq_ignore_ascii_case("AT")).and_then(|_| what.get(2..)).unwrap_or(what);
    body.split(['=', '?', ':', ',']).next().unwrap_or_default().trim()
}

/// Rules with a like name, or of the same hundred where a code is not there.
fn rules(what: &str) -> Vec<String> {
    let small = what.to_ascii_lowercase();
    let number: Option<u16> = small.strip_prefix("at").unwrap_or(&small).parse().ok();
    if let Some(number) = number.filter(|number| (100..1000).contains(number)) {
        let mut near: Vec<_> = ALL.iter().filter(|rule| rule.code.0 / 100 == number / 100).collect();
        near.sort_by_key(|rule| rule.code.0.abs_diff(number));
        return near.into_iter().map(|rule| rule.code.to_string()).collect();
    }
    let mut near: Vec<(f64, &str)> = ALL.iter().map(|rule| (strsim::jaro_winkler(rule.name, &small), rule.name)).collect();
    near.retain(|(like, name)| *like >= LIKE || small.len() > 3 && name.split('-').any(|word| word == small));
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().map(|(_, name)| name.to_owned()).collect()
}

/// Names of the table that hold it.
fn parts(what: &str) -> Vec<String> {
    let part = head(what).to_ascii_uppercase();
    if part.len() < 3 {
        return Vec::new();
    }
    Row::all().filter(|row| row.wire.name().contains(&part)).map(|row| row.title()).collect()
}
