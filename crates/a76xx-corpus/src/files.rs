//! Where the samples are. They live in the repository, not in the published crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{Fault, LineError, ParseError};

/// The repository's `corpus/` folder.
pub fn corpus_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// The files of one folder of the corpus whose name ends in `.ext`, sorted by name.
///
/// # Errors
/// The folder can not be read; the error names it.
pub fn corpus_files(sub: &str, ext: &str) -> io::Result<Vec<PathBuf>> {
    let dir = corpus_dir().join(sub);
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", dir.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(&dir).map_err(named)? {
        let path = entry.map_err(named)?.path();
        if path.is_file() && path.extension().is_some_and(|found| found == ext) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A row of `corpus/index.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The path below `corpus/`, with `/` between its parts.
    pub path: String,
    /// `transcript`, `recording`, `expect`, `truth`, `paste` or `fuzz`; `corpus/README.md` lists them.
    pub kind: String,
    /// The file that says what is really in it, a path below `corpus/` as well.
    pub truth: Option<String>,
    /// Codes of what the rules find in it, each once, sorted.
    pub findings: Vec<String>,
    /// What is in it.
    pub about: String,
}

/// Every row of `corpus/index.tsv`, in order.
///
/// # Errors
/// The file can not be read, or a row has not five columns.
pub fn corpus_index() -> io::Result<Vec<IndexEntry>> {
    let path = corpus_dir().join("index.tsv");
    let text = fs::read_to_string(&path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    let mut entries = Vec::new();
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        if let [path, kind, truth, findings, about] = *line.split('\t').collect::<Vec<_>>().as_slice() {
            entries.push(IndexEntry {
                path: path.to_owned(),
                kind: kind.to_owned(),
                truth: (truth != "-").then(|| truth.to_owned()),
                findings: findings.split(',').filter(|code| *code != "-").map(str::to_owned).collect(),
                about: about.to_owned(),
            });
        } else {
            lines.push(LineError { line: index + 1, fault: Fault::Columns(5) });
        }
    }
    ParseError::unless(entries, lines).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", path.display())))
}
