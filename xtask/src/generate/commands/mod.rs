//! docs/commands.md and a page for each chapter, from the table of the protocol.

mod chapters;
mod codes;
mod fields;
mod index;
mod lines;
mod page;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use a76xx_parser::spec::{self, Command, CommandWords, Role};

use super::File;
use codes::CodePage;

/// Where the chapters' pages are.
pub(super) const FOLDER: &str = "docs/commands";

/// A row of the table, both halves.
#[derive(Clone, Copy)]
struct Row {
    wire: &'static Command,
    words: &'static CommandWords,
}

impl Row {
    /// Whether more than its name is known.
    fn is_full(&self) -> bool {
        !self.wire.forms.is_empty()
    }

    /// As people call it: `AT+CIPOPEN`, `ATE`, `+IPCLOSE`.
    fn title(&self) -> String {
        match self.wire.role {
            Role::Command => text::command(self.wire.name),
            Role::Urc | Role::Error | Role::Final => self.wire.name.to_owned(),
        }
    }
}

/// Every row with the anchor that links to it point to.
struct Table {
    rows: Vec<(Row, String)>,
}

impl Table {
    fn new() -> Self {
        let mut taken = BTreeSet::new();
        let rows = spec::rows().zip(spec::all_words()).map(|(wire, words)| Row { wire, words });
        Self { rows: rows.map(|row| (row, text::anchor(&row.title(), &mut taken))).collect() }
    }

    /// The rows of each chapter, in table order.
    fn chapters(&self) -> BTreeMap<u8, Vec<&(Row, String)>> {
        let mut chapters = BTreeMap::<u8, Vec<_>>::new();
        for row in &self.rows {
            chapters.entry(row.0.words.chapter).or_default().push(row);
        }
        chapters
    }
}

/// Every page.
pub(super) fn pages() -> Vec<File> {
    let table = Table::new();
    let codes = CodePage::new(&table);
    let mut files = vec![
        File { path: "docs/commands.md".to_owned(), text: index::page(&table) },
        File { path: format!("{FOLDER}/codes.md"), text: codes.page() },
    ];
    for (chapter, rows) in table.chapters() {
        files.push(File { path: format!("{FOLDER}/{}.md", chapters::file(chapter)), text: page::page(chapter, &rows, &codes) });
    }
    files
}
