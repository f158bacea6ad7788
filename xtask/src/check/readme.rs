//! What the documents tell to type can be typed: packages, subcommands and files exist.

use crate::repo::{self, Outcome, root};

/// The documents with commands in them.
const DOCUMENTS: &[&str] = &["README.md", "CONTRIBUTING.md"];

const SUBCOMMANDS: &[&str] =
    &["gen", "check", "metal", "qemu", "footprint", "deny", "fuzz", "fuzz-smoke", "fuzz-pack", "coverage", "planted"];

pub(super) fn check(files: &[String]) -> Outcome<Vec<String>> {
    let manifests = files.iter().filter(|path| path.ends_with("Cargo.toml"));
    let texts = manifests.map(|path| repo::read(path)).collect::<Outcome<Vec<_>>>()?;
    let is_package = |name: &str| texts.iter().any(|text| text.lines().any(|line| line == format!("name = \"{name}\"")));
    let mut faults = Vec::new();
    for document in DOCUMENTS {
        for line in commands(&repo::read(document)?) {
            let words: Vec<&str> = line.split_whitespace().collect();
            for pair in words.windows(2) {
                let fault = match pair {
                    ["-p", name] if !is_package(name) => format!("there is no package `{name}`"),
                    ["xtask", name] if !SUBCOMMANDS.contains(name) => format!("`cargo xtask` knows no `{name}`"),
                    [_, file] if file.contains('/') && !file.starts_with("http") && !root().join(file).exists() => {
                        format!("`{file}` is not there")
                    }
                    _ => continue,
                };
                faults.push(format!("{document}: `{line}`: {fault}"));
            }
        }
    }
    Ok(faults)
}

/// The lines of the blocks marked `sh`.
fn commands(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        match line.trim() {
            "```sh" => inside = true,
            "```" => inside = false,
            command if inside && !command.is_empty() && !command.starts_with('#') => found.push(command),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn only_shell_blocks_are_commands() {
        let text = "a\n```sh\n# why\ncargo test\n```\n```rust\nlet a = 1;\n```\n";
        assert_eq!(commands(text), ["cargo test"]);
    }
}
