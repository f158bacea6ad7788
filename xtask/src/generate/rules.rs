//! docs/rules: a table of the rules, and a page for each from its manual page.

use std::fmt::Write as _;

use a76xx_decoder::explain::Step;
use a76xx_decoder::explain::manual::{self, Piece};
use a76xx_tracker::Rule;
use a76xx_tracker::rules::ALL;

use super::{File, MARK};

/// Where the pages are.
pub(super) const FOLDER: &str = "docs/rules";

const INTRO: &str = "
# Rules

What captures are checked against. A rule looks at one step of the [model](../state.md): what was known, what came, what is known now. What
the capture does not tell counts as unknown, and no rule speaks of it.

- An **error** did not work or cannot; a **warning** may go wrong from here, or went wrong without harm; a **note** is worth knowing.
- The blame goes to the *host* (the program that sends the commands), the *module*, the *network* (SIM, radio, peer), or the *capture*
  (what recorded or pasted the log).
- A code is never used again for another rule.

`a76xx explain AT301` prints a page, `a76xx rules` the list.

## How to read the examples

| Mark | What it stands for |
|---|---|
| `>` | a line of the host; its CR is left out |
| `<` | a line of the module, or its prompt; CR and LF are left out |
| `>>`, `<<` | bytes of the host, of the module, exactly as written |
| `\\|` | bytes of one stream that holds both sides |
| `@` | so much time passes |
| `*` | a control line, reset or power changes; silence; the capture ends |
| `◂` | the rule finds something in this line |

The examples are run as tests.
";

/// The table and the pages.
pub(super) fn pages() -> Vec<File> {
    let page = |rule: &&'static Rule| File { path: format!("{FOLDER}/{}", file(rule)), text: page(rule) };
    let mut files = vec![File { path: format!("{FOLDER}/README.md"), text: index() }];
    files.extend(ALL.iter().map(page));
    files
}

fn file(rule: &Rule) -> String {
    format!("{}-{}.md", rule.code, rule.name)
}

fn index() -> String {
    let mut out = format!("{MARK}{INTRO}");
    let mut area = "";
    for rule in ALL {
        if area != rule.code.area() {
            area = rule.code.area();
            let _ = write!(out, "\n## AT{}xx: {area}\n\n| Rule | | Blame | What is wrong |\n|---|---|---|---|\n", rule.code.0 / 100);
        }
        let (severity, blame) = (rule.severity.name(), rule.blame.name());
        let title = cell(manual::title(rule));
        let _ = writeln!(out, "| [{} {}]({}) | {severity} | {blame} | {title} |", rule.code, rule.name, file(rule));
    }
    out
}

/// The page of a rule.
fn page(rule: &Rule) -> String {
    let (severity, blame) = (rule.severity.name(), rule.blame.name());
    let mut out = format!("{MARK}\n\n# {} {}\n\n**{}**\n\n", rule.code, rule.name, manual::title(rule));
    let sources = manual::sources(rule).join(" · ");
    let _ = writeln!(out, "{severity} · blames the {blame} · {sources}");
    let mut in_list = false;
    for piece in manual::pieces(rule) {
        if !(in_list && matches!(piece, Piece::Item(_))) {
            out.push('\n');
        }
        in_list = matches!(piece, Piece::Item(_));
        let _ = match piece {
            Piece::Heading(text) => writeln!(out, "## {text}"),
            Piece::Text(text) => writeln!(out, "{text}"),
            Piece::Item(text) => writeln!(out, "- {text}"),
            Piece::Example(steps) => writeln!(out, "```text\n{}```", example(&steps)),
        };
    }
    let _ = writeln!(out, "\n## What a finding says\n\n{}", manual::message(rule));
    let _ = writeln!(out, "\n## What to do\n\n{}", manual::advice(rule));
    out.push_str("\n[All rules](README.md)\n");
    out
}

fn example(steps: &[Step]) -> String {
    let line = |step: &Step| [step.text.as_str(), if step.found { "   ◂\n" } else { "\n" }].concat();
    steps.iter().map(line).collect()
}

/// Text inside a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
