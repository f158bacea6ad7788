//! Every feature of every library alone: what one needs of another it has to say.

use serde_json::Value;

use crate::repo::{self, Outcome};

/// The subcommand.
pub(crate) fn run() -> Outcome {
    let metadata = repo::stdout(repo::cargo().args(["metadata", "--format-version", "1", "--locked", "--no-deps"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let (mut count, mut wrong) = (0, Vec::new());
    for (package, features) in packages.filter_map(features) {
        for feature in std::iter::once("").chain(features) {
            let args = ["check", "-q", "--locked", "-p", package, "--lib", "--no-default-features", "--features", feature];
            count += 1;
            if let Err(what) = repo::output(repo::cargo().args(args)) {
                eprintln!("{what}");
                wrong.push(format!("{package} with {}", if feature.is_empty() { "none" } else { feature }));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(format!("they do not build: {}", wrong.join(", ")));
    }
    println!("features: {count} builds, nothing to complain about");
    Ok(())
}

/// A library's name and its features, without the default.
fn features(package: &Value) -> Option<(&str, impl Iterator<Item = &str>)> {
    let name = package.get("name")?.as_str()?;
    let features = package.get("features")?.as_object().filter(|features| !features.is_empty())?;
    let kinds = package.get("targets")?.as_array()?.iter().filter_map(|target| target.get("kind")?.get(0)?.as_str());
    let library = kinds.into_iter().any(|kind| kind == "lib");
    library.then(|| (name, features.keys().map(String::as_str).filter(|feature| *feature != "default")))
}
