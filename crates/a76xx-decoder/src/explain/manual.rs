//! The manual page of a rule, taken apart.

use a76xx_parser::spec::Grade;
use a76xx_tracker::Rule;

use super::page::Step;
use crate::table;

/// A piece of a manual page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A section begins.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// An item of a list.
    Item(String),
    /// A dialogue.
    Example(Vec<Step>),
}

/// The page's first sentence: what is wrong.
pub fn title(rule: &Rule) -> &'static str {
    rule.explain.lines().next().unwrap_or_default().trim()
}

/// What a finding of the rule says, with `…` for what differs from one to the next.
pub fn message(rule: &Rule) -> String {
    blanks(rule.message)
}

/// What to do, in the same way.
pub fn advice(rule: &Rule) -> String {
    blanks(rule.advice)
}

/// What the rule rests on, each in a few words: `manual 15.2.1`, `documented`.
pub fn sources(rule: &Rule) -> Vec<String> {
    let parts = rule.section.split(',').map(str::trim);
    // Behind a comma the document of the part before it goes on.
    let mut note = false;
    let mut sources: Vec<String> = parts
        .filter_map(|part| {
            note = part.starts_with("AN ") || note && !part.starts_with("M ");
            let section = part.trim_start_matches("AN ").trim_start_matches("M ");
            table::source(&if note { format!("AN {section}") } else { section.to_owned() })
        })
        .collect();
    sources.push(grade(rule.grade));
    sources
}

fn grade(of: Grade) -> String {
    table::grade(of).to_owned()
}

/// A sentence without its facts: `{0}` becomes `…`, and of `[…]` the brackets go.
fn blanks(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[', ']']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(before);
        rest = if from.starts_with('{') {
            text.push('…');
            from.split_once('}').map_or("", |(_, behind)| behind)
        } else {
            from.get(1..).unwrap_or_default()
        };
    }
    text.push_str(rest);
    let says = text.contains(char::is_alphanumeric);
    if says { text } else { "it depends on what came before; the finding says it".to_owned() }
}

/// What stands behind the first sentence.
pub fn pieces(rule: &Rule) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Option<Piece> = None;
    let mut fence: Option<Vec<Step>> = None;
    // Each line of a doc comment begins with the blank behind its slashes.
    for line in rule.explain.lines().skip(1).map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        if line.starts_with("```") {
            pieces.extend(open.take());
            match fence.take() {
                Some(steps) => pieces.push(Piece::Example(steps)),
                None => fence = Some(Vec::new()),
            }
        } else if let Some(steps) = &mut fence {
            step(steps, line);
        } else if let Some(heading) = line.strip_prefix("# ") {
            pieces.extend(open.take());
            pieces.push(Piece::Heading(heading.trim().to_owned()));
        } else if let Some(item) = line.strip_prefix("- ") {
            pieces.extend(open.replace(Piece::Item(item.trim().to_owned())));
        } else if line.trim().is_empty() {
            pieces.extend(open.take());
        } else {
            match &mut open {
                Some(Piece::Text(text) | Piece::Item(text)) => {
                    text.push(' ');
                    text.push_str(line.trim());
                }
                _ => open = Some(Piece::Text(line.trim().to_owned())),
            }
        }
    }
    pieces.extend(open);
    pieces
}

/// A line of a dialogue; `!` marks the line above it.
fn step(steps: &mut Vec<Step>, line: &str) {
    match (line.trim(), steps.last_mut()) {
        ("!", Some(above)) => above.found = true,
        _ => steps.push(Step { text: line.trim_end().to_owned(), found: false }),
    }
}

/// Whether the prose of a rule names a line of the wire.
pub(super) fn names(rule: &Rule, name: &str) -> bool {
    let told = |text: &str| holds(text, name);
    told(rule.message)
        || told(rule.advice)
        || told(title(rule))
        || pieces(rule).iter().any(|piece| matches!(piece, Piece::Text(text) | Piece::Item(text) if told(text)))
}

/// Whether a text holds a name that does not go on: `+CIP` is not in `+CIPOPEN`.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + name.len()..).and_then(|text| text.chars().next());
        let own = name.starts_with(|first: char| !first.is_ascii_alphanumeric());
        // `AT` may stand before a name with a mark.
        (own || !before.is_some_and(char::is_alphanumeric)) && !behind.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_left_open() {
        assert_eq!(blanks("link {0} took {1} of {2} bytes[ at {3}]"), "link … took … of … bytes at …");
        assert_eq!(blanks("{0} is {1"), "… is …");
        assert_eq!(blanks("{2}"), blanks("[{1}] {0}"));
    }

    #[test]
    fn names_do_not_go_on() {
        assert!(holds("behind AT+NETOPEN the host", "+NETOPEN"));
        assert!(holds("`CLOSED` came", "CLOSED"));
        assert!(!holds("AT+NETOPENED", "+NETOPEN"));
        assert!(!holds("DISCLOSED", "CLOSED"));
    }

    #[test]
    fn pages_fall_into_pieces() {
        let rule = a76xx_tracker::rules::find("AT301");
        let pieces = rule.map(pieces).unwrap_or_default();
        let headings: Vec<&str> =
            pieces.iter().filter_map(|piece| if let Piece::Heading(text) = piece { Some(text.as_str()) } else { None }).collect();
        assert_eq!(headings, ["Why", "Fires", "Quiet"]);
        let found = pieces.iter().filter(|piece| matches!(piece, Piece::Example(steps) if steps.iter().any(|step| step.found))).count();
        assert_eq!(found, 1);
    }
}
