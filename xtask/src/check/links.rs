//! A link to a file of the work tree points to one that is there.

use std::path::{Component, Path, PathBuf};

use super::has_extension;
use crate::repo::{self, Outcome, root};

pub(super) fn check(files: &[String]) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for path in files.iter().filter(|path| has_extension(path, "md")) {
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        for (at, line) in repo::read(path)?.lines().enumerate() {
            for target in targets(line) {
                if !root().join(plain(&folder.join(target))).exists() {
                    faults.push(format!("{path}:{}: `{target}` is not there", at + 1));
                }
            }
        }
    }
    Ok(faults)
}

/// The files that a line of Markdown links to, without their anchors.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let links = line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let files = links.filter(|target| !target.contains("://")).filter_map(|target| target.split('#').next());
    files.filter(|target| !target.is_empty())
}

/// The path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{plain, targets};
    use std::path::Path;

    #[test]
    fn anchors_and_foreign_links_are_left_out() {
        let line = "[a](one.md) [b](two.md#x) [c](#y) [d](https://example.org/z) ![e](img/e.svg)";
        assert_eq!(targets(line).collect::<Vec<_>>(), ["one.md", "two.md", "img/e.svg"]);
    }

    #[test]
    fn parents_are_followed() {
        assert_eq!(plain(Path::new("docs/rules/../img/e.svg")), Path::new("docs/img/e.svg"));
    }
}
