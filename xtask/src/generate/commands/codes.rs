//! Code tables: short ones stand beside their field, long ones on a page of their own.

use std::collections::BTreeSet;

use a76xx_decoder::table;
use a76xx_parser::spec::{CodeTable, Type};

use super::{Table, text};
use crate::generate::MARK;

const INTRO: &str = "# Codes

Tables too long to stand beside a field, with the lines that use them. Texts that the wire itself prints are spelled as the vendor spells
them. Back to [all commands](../commands.md).
";

/// Entries that a cell can hold without becoming a wall.
const SHORT: usize = 5;

/// The long tables, each with its anchor and the rows that use it.
pub(super) struct CodePage {
    tables: Vec<(&'static CodeTable, String, Vec<String>)>,
}

impl CodePage {
    pub(super) fn new(table: &Table) -> Self {
        let mut tables = Vec::<(&'static CodeTable, String, Vec<String>)>::new();
        let mut taken = BTreeSet::new();
        for (row, _) in &table.rows {
            for words in row.words.forms.iter().flat_map(|form| form.fields) {
                if words.codes.entries.len() <= SHORT {
                    continue;
                }
                let user = row.title();
                match tables.iter_mut().find(|(known, ..)| std::ptr::eq(*known, words.codes)) {
                    Some((.., users)) if users.contains(&user) => {}
                    Some((.., users)) => users.push(user),
                    None => tables.push((words.codes, text::anchor(words.codes.name, &mut taken), vec![user])),
                }
            }
        }
        Self { tables }
    }

    /// A link to a long table.
    pub(super) fn link(&self, codes: &CodeTable) -> Option<String> {
        let (codes, anchor, _) = self.tables.iter().find(|(known, ..)| std::ptr::eq(*known, codes))?;
        Some(format!("[{}](codes.md#{anchor})", text::plain(codes.name)))
    }
}

/// The values of a field in words, and whether they are all that it can have; nothing where none has a name.
pub(super) fn named(codes: &CodeTable, ty: Type) -> Option<(String, bool)> {
    let (named, all) = table::named(codes, ty);
    let named: Vec<String> = named.into_iter().map(|(value, name)| format!("`{value}` {}", text::plain(name))).collect();
    (!named.is_empty()).then(|| (named.join(", "), all))
}

impl CodePage {
    /// The page of the long tables.
    pub(super) fn page(&self) -> String {
        let mut out = vec![MARK.to_owned(), INTRO.to_owned()];
        out.extend(self.tables.iter().map(|(codes, anchor, users)| format!("- [{}](#{anchor}): {}", text::plain(codes.name), list(users))));
        for (codes, anchor, users) in &self.tables {
            let of = users.first().map_or_else(String::new, |user| format!(" of {}", text::code(user)));
            let more = if users.len() > 1 { " and others" } else { "" };
            out.push(format!("\n<a id=\"{anchor}\"></a>\n\n## {}{of}{more}\n", text::plain(codes.name)));
            out.push("| Value | Meaning |\n|---:|---|".to_owned());
            out.extend(codes.entries.iter().map(|(value, meaning)| format!("| {value} | {} |", text::plain(meaning))));
        }
        out.join("\n") + "\n"
    }
}

fn list(users: &[String]) -> String {
    users.iter().map(|user| text::code(user)).collect::<Vec<_>>().join(", ")
}
