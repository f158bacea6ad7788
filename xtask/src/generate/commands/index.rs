//! docs/commands.md: how to read the pages, the chapters, and every name.

use a76xx_decoder::table::Row;

use super::{Table, chapters, text};
use crate::generate::MARK;

const INTRO: &str = "
# Commands

What the toolkit knows of the wire, written from the table that its code reads (`crates/a76xx-parser/src/spec`). The rows follow the A76XX
Series AT Command Manual V1.09 and the TCP/IP Application Note V1.02, and what modules were seen to send. `a76xx_parser::spec` has the same
as data.

## How to read the pages

- `<field>` stands for a value, `[…]` may be left out, `[,…]` repeats. A host's line ends with CR, a module's stands between CR LF.
- *within* is the longest time that the manual gives the module for its final result.
- A **result** completes a command, before or behind its `OK`; an **answer** does not. What comes **unasked** belongs to no command.
- In a sentence a field's name stands where its value goes; what is in square brackets falls away with its field.
- How good the evidence is: *seen byte for byte* (an escaped log, a hex dump, a program that compares bytes), *seen in logs* (line ends
  lost), *documented* by the vendor, *as a printed sample shows it*, *inferred* from several sources, *not confirmed* by anyone found.
  A form says it where it differs from its row.
- Small sets of values stand beside their field, long ones in [codes](commands/codes.md).
";

pub(super) fn page(table: &Table) -> String {
    let chapters = table.chapters();
    let mut out = vec![format!("{MARK}{INTRO}\n## Chapters\n\n| Chapter | In detail | By name |\n|---|---:|---:|")];
    for (chapter, rows) in &chapters {
        let full = rows.iter().filter(|(row, _)| row.is_full()).count();
        let link = format!("[{}](commands/{}.md)", chapters::title(*chapter), chapters::file(*chapter));
        out.push(format!("| {link} | {full} | {} |", rows.len() - full));
    }
    let full = table.rows.iter().filter(|(row, _)| row.is_full()).count();
    out.push(format!("| **All** | **{full}** | **{}** |", table.rows.len() - full));
    out.push("\n## Every name\n\nBold ones are described in detail.\n\n| Line | What it does |\n|---|---|".to_owned());
    let mut rows: Vec<&(Row, String)> = table.rows.iter().collect();
    rows.sort_by_key(|(row, _)| sorting(&row.title()));
    for (row, anchor) in rows {
        let name = format!("[`{}`](commands/{}.md#{anchor})", row.title(), chapters::file(row.words.chapter));
        let name = if row.is_full() { format!("**{name}**") } else { name };
        out.push(format!("| {name} | {} |", text::plain(row.words.title)));
    }
    out.join("\n") + "\n"
}

/// By the letters alone, so that `AT+CIPOPEN` stands beside `+CIPEVENT`.
fn sorting(title: &str) -> (String, String) {
    let name = title.strip_prefix("AT").filter(|name| !name.is_empty()).unwrap_or(title);
    (name.trim_start_matches(|letter: char| !letter.is_ascii_alphanumeric()).to_ascii_uppercase(), title.to_owned())
}
