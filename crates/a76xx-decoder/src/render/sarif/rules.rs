//! The rules as SARIF describes them: their manual pages, as Markdown and without its marks.

use a76xx_tracker::Rule;
use serde_json::json;

use super::form::{Configuration, Descriptor, Text};
use super::level;
use crate::table;

/// A rule with its page.
pub(super) fn descriptor(rule: &Rule) -> Descriptor {
    let page: Vec<&str> = rule.explain.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let title = page.first().copied().unwrap_or_default();
    let about = page.iter().skip(1).take_while(|line| !line.starts_with("# ")).copied().collect::<Vec<_>>().join(" ");
    let about = if about.trim().is_empty() { title } else { about.trim() };
    Descriptor {
        id: rule.code.to_string(),
        name: rule.name,
        short_description: Text::new(title.to_owned()),
        full_description: Text::new(about.to_owned()),
        default_configuration: Configuration { level: level(rule.severity) },
        help: Text { text: plain(&page), markdown: Some(page.join("\n")) },
        properties: json!({
            "blame": rule.blame.name(),
            "section": rule.section,
            "grade": table::grade(rule.grade),
        }),
    }
}

/// Markdown without its marks: headings end in a colon, dialogues are indented.
fn plain(page: &[&str]) -> String {
    let mut text = String::new();
    let mut fenced = false;
    for line in page {
        if line.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        match line.strip_prefix("# ").filter(|_| !fenced) {
            Some(heading) => text.extend([heading, ":"]),
            None if fenced => text.extend(["    ", line]),
            None => text.extend(line.chars().filter(|char| *char != '`')),
        }
        text.push('\n');
    }
    text
}
