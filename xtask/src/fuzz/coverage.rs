//! Which regions of parser and tracker the inputs reach: those of the corpus, and all that fuzzing has kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::build::{folder, replay_with_regions, targets};
use super::corpus;
use crate::repo::{self, Outcome, root};

/// What is measured, and the share of regions that is asked for.
const GOALS: [(&str, f64); 2] = [("a76xx-parser", 98.0), ("a76xx-tracker", 95.0)];

/// Targets that play no part of either crate but what others do as well, slowly.
const SLOW: [&str; 3] = ["driver_sim", "ingest", "redact"];

/// Plays every input, and prints the share of regions; with `--missing` the lines that were not reached as well.
pub(crate) fn run(missing: bool) -> Outcome {
    let replay = replay_with_regions()?;
    let profiles = folder().join("profiles");
    let _ = fs::remove_dir_all(&profiles);
    for name in targets()?.iter().filter(|name| !SLOW.contains(&name.as_str())) {
        let inputs = corpus::unpack(name)?;
        let mut play = Command::new(&replay);
        print!("{}", repo::stdout(play.arg(name).arg(inputs).env("LLVM_PROFILE_FILE", profiles.join(format!("{name}.profraw"))))?);
    }
    let merged = profiles.join("all.profdata");
    let raws = fs::read_dir(&profiles).map_err(|error| format!("{}: {error}", profiles.display()))?;
    let raws: Vec<_> =
        raws.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.extension().is_some_and(|end| end == "profraw")).collect();
    repo::stdout(Command::new(tool("llvm-profdata")?).args(["merge", "-sparse", "-o"]).arg(&merged).args(raws))?;
    let mut low = Vec::new();
    for (name, goal) in GOALS {
        let sources = root().join("crates").join(name).join("src");
        let reached = reached(&replay, &merged, &sources)?;
        let (all, share) = (reached.share(0), reached.share(reached.compiled));
        let compiled = reached.compiled;
        println!("coverage: {name}: {share:.2} % of regions, {goal} % wanted; {all:.2} % with {compiled} that only the compiler runs");
        if share < goal {
            low.push(name);
        }
        if missing {
            println!("{}", lines(&replay, &merged, &sources)?);
        }
    }
    if low.is_empty() { Ok(()) } else { Err(format!("too little is reached of {}", low.join(" and "))) }
}

/// Regions of a crate.
struct Reached {
    all: u32,
    covered: u32,
    /// Those of constant functions that nothing calls but constants: the compiler runs them, and no program.
    compiled: u32,
}

impl Reached {
    /// In per cent, without so many that nothing reached.
    fn share(&self, without: u32) -> f64 {
        f64::from(self.covered) * 100.0 / f64::from(self.all.saturating_sub(without).max(1))
    }
}

/// What was reached. Unit tests are no part of what is built.
fn reached(replay: &Path, profile: &Path, sources: &Path) -> Outcome<Reached> {
    let report = repo::stdout(Command::new(tool("llvm-cov")?).args(["export", "-instr-profile"]).args([profile, replay, sources]))?;
    let report: Value = serde_json::from_str(&report).map_err(|error| format!("llvm-cov export: {error}"))?;
    let count =
        |name: &str| report.pointer(&format!("/data/0/totals/regions/{name}")).and_then(|count| u32::try_from(count.as_u64()?).ok());
    let (Some(all), Some(covered)) = (count("count"), count("covered")) else { return Err("llvm-cov told no regions".into()) };
    let mut texts = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut compiled = 0;
    for function in report.pointer("/data/0/functions").and_then(Value::as_array).into_iter().flatten() {
        let regions = function.get("regions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let number = |index: usize| regions.first().and_then(|region| region.get(index)?.as_u64());
        let (Some(path), Some(line)) = (function.pointer("/filenames/0").and_then(Value::as_str), number(0)) else { continue };
        if function.get("count").and_then(Value::as_u64) != Some(0) || !Path::new(path).starts_with(sources) {
            continue;
        }
        let text = texts.entry(path.to_owned()).or_insert_with(|| fs::read_to_string(path).unwrap_or_default());
        let head = text.lines().nth(usize::try_from(line).unwrap_or(1).saturating_sub(1)).unwrap_or_default();
        // A region of code has the kind 0.
        if head.contains("const fn ") && seen.insert((path.to_owned(), line)) {
            let code = regions.iter().filter(|region| region.get(7).and_then(Value::as_u64) == Some(0)).count();
            compiled += u32::try_from(code).unwrap_or(u32::MAX);
        }
    }
    Ok(Reached { all, covered, compiled })
}

/// Lines with regions that nothing reached, as `file:line: text`.
fn lines(replay: &Path, profile: &Path, sources: &Path) -> Outcome<String> {
    let mut command = Command::new(tool("llvm-cov")?);
    command.args([
        "show",
        "-show-regions=false",
        "-show-line-counts",
        "-show-expansions=false",
        "-show-instantiations=false",
        "-instr-profile",
    ]);
    let report = repo::stdout(command.args([profile, replay, sources]))?;
    let (mut file, mut out) = (String::new(), String::new());
    for line in report.lines() {
        if let Some(path) = line.strip_suffix(':').filter(|path| path.starts_with('/')) {
            path.rsplit_once("crates/").map_or(path, |(_, path)| path).clone_into(&mut file);
        }
        let mut parts = line.splitn(3, '|');
        if let (Some(no), Some(count), Some(text)) = (parts.next(), parts.next(), parts.next())
            && count.trim() == "0"
        {
            let _ = writeln!(out, "{file}:{}: {}", no.trim(), text.trim());
        }
    }
    Ok(out)
}

/// A tool of LLVM that reads what this compiler writes: named by the environment as cargo-llvm-cov has it, or of Debian's LLVM.
fn tool(name: &str) -> Outcome<String> {
    let named = std::env::var(name.to_uppercase().replace('-', "_")).ok();
    let debian = ["22", "21"].map(|version| format!("/usr/lib/llvm-{version}/bin/{name}"));
    named
        .into_iter()
        .chain(debian)
        .find(|path| Path::new(path).exists())
        .ok_or_else(|| format!("{name} is missing: apt-get install llvm-22"))
}
