//! Every rule's manual page: its examples are run, its numbers and names are its own.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;

use a76xx_parser::spec;
use a76xx_tracker::rules::{ALL, find};
use a76xx_tracker::{Blame, Code, Rule, Severity};
use support::dialogues;

fn run(rule: &'static Rule, section: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let alone: &'static [&'static Rule] = Box::leak(Box::new([rule]));
    let blocks = dialogues(rule.explain, section);
    if blocks.is_empty() {
        wrong.push(format!("{} {}: no dialogue under # {section}", rule.code, rule.name));
    }
    for block in blocks {
        let outcome = support::run(&block, alone);
        if section == "Fires" && !outcome.lines.iter().any(|(_, _, expected, _)| *expected) {
            wrong.push(format!("{} {}: the dialogue marks no finding", rule.code, rule.name));
        }
        for (line, text, expected, found) in &outcome.lines {
            if *expected == found.is_empty() {
                wrong.push(format!(
                    "{} {}, # {section}, line {line} `{text}`: {}",
                    rule.code,
                    rule.name,
                    if *expected { "nothing found" } else { "found something" }
                ));
            }
        }
    }
    wrong
}

#[test]
fn each_rule_fires_where_its_page_says_so() {
    let wrong: Vec<String> = ALL.iter().flat_map(|rule| run(rule, "Fires")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_keeps_quiet_where_its_page_says_so() {
    let wrong: Vec<String> = ALL.iter().flat_map(|rule| run(rule, "Quiet")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_and_names_are_unique_and_sorted() {
    let codes: Vec<u16> = ALL.iter().map(|rule| rule.code.0).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "sorted by code, each once: {codes:?}");
    let names: BTreeSet<&str> = ALL.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), ALL.len(), "each name once");
}

#[test]
fn a_rule_is_found_by_code_number_and_name() {
    for rule in ALL {
        for what in [rule.code.to_string(), rule.code.to_string().to_lowercase(), rule.code.0.to_string(), rule.name.to_owned()] {
            assert!(find(&what).is_some_and(|found| found.code == rule.code), "{what}");
        }
    }
    assert!(find("AT000").is_none() && find("").is_none());
}

#[test]
fn each_hundred_of_codes_is_an_area() {
    let areas: BTreeSet<(u16, &str)> = ALL.iter().map(|rule| (rule.code.0 / 100, rule.code.area())).collect();
    let names: BTreeSet<&str> = areas.iter().map(|(_, area)| *area).collect();
    assert_eq!(areas.len(), names.len(), "one name for each hundred: {areas:?}");
    assert!(!names.contains(Code(0).area()), "{areas:?}");
}

#[test]
fn severities_are_called_as_sarif_calls_its_levels() {
    assert_eq!([Severity::Note, Severity::Warning, Severity::Error].map(Severity::name), ["note", "warning", "error"]);
    assert_eq!([Blame::Host, Blame::Module, Blame::Network, Blame::Capture].map(Blame::name), ["host", "module", "network", "capture"]);
}

#[test]
fn pages_are_whole() {
    for rule in ALL {
        let page = rule.explain;
        let title = page.lines().next().unwrap_or_default().trim();
        assert!(title.ends_with('.') && title.len() < 120, "{}: the first line is the title, a sentence: {title}", rule.code);
        for section in ["# Why", "# Fires", "# Quiet"] {
            assert!(page.contains(section), "{}: no {section}", rule.code);
        }
        assert!(!rule.message.is_empty() && !rule.advice.is_empty(), "{}: says nothing", rule.code);
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()), "{}", rule.name);
    }
}

#[test]
fn the_mask_of_a_rule_changes_no_finding() {
    for &rule in ALL {
        let all: &'static [&'static Rule] = Box::leak(Box::new([rule]));
        let open: &'static Rule = Box::leak(Box::new(Rule { on: u32::MAX, of: &[], ..*rule }));
        let open: &'static [&'static Rule] = Box::leak(Box::new([open]));
        for other in ALL {
            for section in ["Fires", "Quiet"] {
                for block in dialogues(other.explain, section) {
                    let found = |rules| support::run(&block, rules).lines.into_iter().map(|line| line.3).collect::<Vec<_>>();
                    assert_eq!(found(all), found(open), "{} in a dialogue of {}", rule.code, other.code);
                }
            }
        }
    }
}

#[test]
fn rules_watch_lines_that_the_table_knows() {
    for rule in ALL {
        for name in rule.of {
            assert!(spec::find(name.as_bytes()).is_some_and(|row| row.name() == *name), "{}: no row is called {name}", rule.code);
        }
    }
}
