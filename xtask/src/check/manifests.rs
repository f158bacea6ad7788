//! Every member inherits the workspace's lints: one that forgets to is checked by nobody.

use crate::repo::{self, Outcome};

pub(super) fn check(files: &[String]) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for path in files.iter().filter(|path| path.ends_with("/Cargo.toml")) {
        let text = repo::read(path)?;
        // A workspace of its own has no lints to inherit.
        let alone = section(&text, "workspace").is_some();
        if !alone && !section(&text, "lints").is_some_and(|lines| lines.contains(&"workspace = true")) {
            faults.push(format!("{path}: `[lints] workspace = true` is missing"));
        }
    }
    Ok(faults)
}

/// The lines of a table of a manifest.
fn section<'t>(text: &'t str, name: &str) -> Option<Vec<&'t str>> {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) == Some(name))?;
    Some(lines.take_while(|line| !line.starts_with('[')).collect())
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let text = "[package]\nname = \"x\"\n\n[lints]\nworkspace = true\n[features]\nstd = []\n";
        assert_eq!(section(text, "lints"), Some(vec!["workspace = true"]));
        assert_eq!(section(text, "workspace"), None);
    }
}
