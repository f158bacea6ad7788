//! Licences, bans and sources of the dependencies: by cargo-deny where it is installed, else by the short check below.
//!
//! The short check knows what the project needs of deny.toml: the allowed licences, doubled versions with the skipped ones, and where
//! packages come from.

mod spdx;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::repo::{self, Outcome};

/// The subcommand.
pub(crate) fn run() -> Outcome {
    let installed = repo::cargo().args(["deny", "--version"]).output().is_ok_and(|output| output.status.success());
    if installed {
        println!("deny: cargo-deny is installed and does the checking");
        return repo::run(repo::cargo().args(["deny", "--all-features", "--locked", "check", "licenses", "bans", "sources"]));
    }
    println!("deny: cargo-deny is NOT installed: the built-in check runs instead (licences, doubled versions, sources)");
    let config = repo::read("deny.toml")?;
    let metadata = repo::stdout(repo::cargo().args(["metadata", "--format-version", "1", "--locked", "--all-features"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages: Vec<Package<'_>> = metadata.get("packages").and_then(Value::as_array).into_iter().flatten().map(Package::read).collect();
    let faults = faults(&packages, &strings(&config, "allow"), &strings(&config, "skip"));
    for fault in &faults {
        eprintln!("{fault}");
    }
    match faults.len() {
        0 => {
            println!("deny: {} packages, nothing to complain about", packages.len());
            Ok(())
        }
        count => Err(format!("{count} faults in the dependencies")),
    }
}

/// What is asked about a package.
#[derive(Clone, Copy, Debug)]
struct Package<'m> {
    name: &'m str,
    version: &'m str,
    licence: &'m str,
    /// Empty for the workspace's own.
    source: &'m str,
}

impl<'m> Package<'m> {
    fn read(package: &'m Value) -> Self {
        let text = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default();
        Self { name: text("name"), version: text("version"), licence: text("license"), source: text("source") }
    }
}

fn faults(packages: &[Package<'_>], allowed: &[&str], skipped: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut versions = BTreeMap::<&str, BTreeSet<&str>>::new();
    for Package { name, version, licence, source } in packages {
        if !spdx::satisfied(licence, allowed) {
            faults.push(format!("{name} {version}: licence `{licence}` is not allowed by deny.toml"));
        }
        if !source.is_empty() && !source.starts_with("registry+") {
            faults.push(format!("{name} {version}: comes from `{source}`"));
        }
        let skip = skipped.iter().any(|skip| skip.split('@').next() == Some(name));
        if !skip {
            versions.entry(name).or_default().insert(version);
        }
    }
    for (name, versions) in versions.into_iter().filter(|(_, versions)| versions.len() > 1) {
        faults.push(format!("{name}: several versions: {}", versions.into_iter().collect::<Vec<_>>().join(", ")));
    }
    faults
}

/// The first quoted text of each line of a list in deny.toml.
fn strings<'t>(config: &'t str, key: &str) -> Vec<&'t str> {
    let mut lines = config.lines().map(str::trim);
    let opening = format!("{key} = [");
    if !lines.any(|line| line == opening) {
        return Vec::new();
    }
    lines.take_while(|line| *line != "]").filter(|line| !line.starts_with('#')).filter_map(|line| line.split('"').nth(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Package, faults, strings};

    const CONFIG: &str =
        "[licenses]\nallow = [\n    \"MIT\",\n    # why\n    \"ISC\",\n]\n[bans]\nskip = [\n    { crate = \"old@1\", reason = \"\" },\n]\n";

    #[test]
    fn lists_are_read() {
        assert_eq!(strings(CONFIG, "allow"), ["MIT", "ISC"]);
        assert_eq!(strings(CONFIG, "skip"), ["old@1"]);
        assert!(strings(CONFIG, "deny").is_empty());
    }

    #[test]
    fn each_fault_is_found() {
        let package = |name, version, licence, source| Package { name, version, licence, source };
        let packages = [
            package("ours", "0.1.0", "MIT", ""),
            package("twice", "1.0.0", "MIT", "registry+there"),
            package("twice", "2.0.0", "MIT", "registry+there"),
            package("old", "1.0.0", "MIT", "registry+there"),
            package("old", "2.0.0", "MIT", "registry+there"),
            package("closed", "1.0.0", "Secret", "registry+there"),
            package("forked", "1.0.0", "MIT", "git+elsewhere"),
        ];
        assert_eq!(
            faults(&packages, &["MIT"], &["old@1"]),
            [
                "closed 1.0.0: licence `Secret` is not allowed by deny.toml",
                "forked 1.0.0: comes from `git+elsewhere`",
                "twice: several versions: 1.0.0, 2.0.0",
            ]
        );
    }
}
