//! docs/commands.md and a page for each chapter, from the table of the protocol.

mod chapters;
mod codes;
mod fields;
mod index;
mod page;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use a76xx_decoder::table::Row;

use super::File;
use codes::CodePage;

/// Where the chapters' pages are.
pub(super) const FOLDER: &str = "docs/commands";

/// Every row with the anchor that links to it point to.
struct Table {
    rows: Vec<(Row, String)>,
}

impl Table {
    fn new() -> Self {
        let mut taken = BTreeSet::new();
        Self { rows: Row::all().map(|row| (row, text::anchor(&row.title(), &mut taken))).collect() }
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
