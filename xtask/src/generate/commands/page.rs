//! The page of a chapter.

use a76xx_decoder::table::{self, Row};
use a76xx_parser::spec::{Form, FormWords};

use super::codes::CodePage;
use super::{chapters, fields, text};
use crate::generate::MARK;

/// The rows with forms in detail, then those of which the table knows the name.
pub(super) fn page(chapter: u8, rows: &[&(Row, String)], codes: &CodePage) -> String {
    let (full, named): (Vec<_>, Vec<_>) = rows.iter().copied().partition(|(row, _)| row.is_full());
    let mut out = vec![
        MARK.to_owned(),
        format!("# {}\n", chapters::title(chapter)),
        "[All commands](../commands.md) · [how to read this](../commands.md#how-to-read-the-pages)".to_owned(),
    ];
    if full.len() > 1 {
        out.push("\n| Line | What it does |\n|---|---|".to_owned());
        let entry = |(row, anchor): &&(Row, String)| format!("| [`{}`](#{anchor}) | {} |", row.title(), text::plain(row.words.title));
        out.extend(full.iter().map(entry));
    }
    for (row, anchor) in &full {
        out.extend(detail(*row, anchor, codes));
    }
    if !named.is_empty() {
        out.push(if full.is_empty() { String::new() } else { "\n## Known by name\n".to_owned() });
        out.push("| Line | What it does | Section | Facts |\n|---|---|---|---|".to_owned());
        out.extend(named.iter().map(|(row, anchor)| {
            let (title, section) = (text::plain(row.words.title), text::plain(row.words.section));
            let mut facts = vec![facts(*row).join(", ")];
            facts.push(text::plain(row.words.note));
            format!("| <a id=\"{anchor}\"></a>`{}` | {title} | {section} | {} |", row.title(), text::sentences(&facts))
        }));
    }
    out.join("\n") + "\n"
}

fn detail(row: Row, anchor: &str, codes: &CodePage) -> Vec<String> {
    let mut known: Vec<String> = table::role(row.wire.role()).map(str::to_owned).into_iter().collect();
    known.extend(table::source(row.words.section));
    known.push(table::grade(row.words.grade).to_owned());
    known.extend(facts(row));
    let mut out = vec![
        format!("\n<a id=\"{anchor}\"></a>\n\n## {}\n", text::code(&row.title())),
        format!("**{}**  \n{}", text::plain(row.words.title), known.join(" · ")),
    ];
    if !row.words.note.is_empty() {
        out.push(format!("\n{}", text::plain(row.words.note)));
    }
    let forms = row.wire.forms().iter().zip(row.words.forms);
    let (host, module): (Vec<_>, Vec<_>) = forms.partition(|(form, _)| form.shape.is_host());
    if !host.is_empty() {
        out.push("\n| The host sends | to |\n|---|---|".to_owned());
    }
    for (form, words) in host {
        out.push(format!("| {} | {} |", text::code(&table::line(row, form, words)), says(row, form, words)));
    }
    if !module.is_empty() {
        out.push("\n| The module sends | when | saying |\n|---|---|---|".to_owned());
    }
    for (form, words) in module {
        let line = text::code(&table::line(row, form, words));
        out.push(format!("| {line} | {} | {} |", table::when(form.shape), says(row, form, words)));
    }
    out.extend(fields::rows(row, codes));
    out
}

/// What a form says, what follows it, and what is to be said of it alone.
fn says(row: Row, form: &Form, words: &FormWords) -> String {
    let mut meaning = text::meaning(words.meaning);
    if !words.failure.is_empty() {
        meaning.push_str("; with an error: ");
        meaning.push_str(&text::meaning(words.failure));
    }
    let remarks = [
        table::dialect(words.dialect).unwrap_or_default().to_owned(),
        if words.grade == row.words.grade { String::new() } else { table::grade(words.grade).to_owned() },
        text::plain(words.note),
    ];
    let remarks = text::sentences(&remarks);
    let mut parts = vec![meaning, table::then(form, words)];
    parts.push(if remarks.is_empty() { remarks } else { format!("<sub>{remarks}</sub>") });
    parts.retain(|part| !part.is_empty());
    parts.join("<br>")
}

/// What is known of the row as a whole, apart from its source.
fn facts(row: Row) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend((row.wire.within() > 0).then(|| format!("within {}", table::time(row.wire.within()))));
    facts.extend(table::order(row.wire.order()).map(str::to_owned));
    facts.extend(table::saving(row.words.saving).map(str::to_owned));
    if !row.wire.heads().is_empty() {
        let heads: Vec<String> = row.wire.heads().iter().map(|head| text::code(head)).collect();
        facts.push(format!("answers as {}", heads.join(", ")));
    }
    facts
}
