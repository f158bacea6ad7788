//! Runs of the targets.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::build::{folder, targets, targets_with_coverage};
use super::corpus;
use crate::repo::{self, Outcome, root};

/// Seconds that each target of the gate runs beyond its inputs.
const SMOKE: u32 = 4;

/// Builds every target, plays all its inputs, and looks a few seconds for more; the same way in every run as far as the machine's speed allows.
pub(crate) fn smoke() -> Outcome {
    let names = targets()?;
    let programs = targets_with_coverage(&names)?;
    for name in &names {
        let inputs = corpus::unpack(name)?;
        let mut fuzzer = fuzzer(&programs, name)?;
        let found = folder().join("smoke").join(name);
        fs::create_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
        fuzzer.args(["-seed=1", "-print_final_stats=1", &format!("-max_total_time={SMOKE}")]).args([&found, &inputs]);
        let report = repo::output(&mut fuzzer)?;
        println!("fuzz: {name}, {}", summary(&report));
    }
    Ok(())
}

/// Runs one target until its time is over, or it has found something. The fuzzer prints where it stands every few seconds.
pub(crate) fn long(name: &str, hours: &str) -> Outcome {
    let hours: f64 = hours.parse().map_err(|error| format!("--hours {hours}: {error}"))?;
    let name = known(name)?;
    let programs = targets_with_coverage(std::slice::from_ref(&name))?;
    let inputs = corpus::unpack(&name)?;
    let mut fuzzer = fuzzer(&programs, &name)?;
    let seconds = (hours * 3600.0).max(1.0) as u64;
    println!("fuzz: {name} for {seconds} s; what is new goes to {}", inputs.display());
    println!("fuzz: a line is: #inputs tried, cov: edges reached, ft: features, corp: inputs kept, exec/s, rss: memory");
    repo::run(fuzzer.args(["-print_final_stats=1", &format!("-max_total_time={seconds}")]).arg(inputs))
}

/// Writes `corpus/fuzz`: of all inputs that there are, as few as reach what all of them reach.
pub(crate) fn minimise(wanted: &[&str]) -> Outcome {
    let names = if wanted.is_empty() { targets()? } else { wanted.iter().map(|name| known(name)).collect::<Outcome<Vec<_>>>()? };
    let programs = targets_with_coverage(&names)?;
    for name in &names {
        let inputs = corpus::unpack(name)?;
        let few = folder().join("few").join(name);
        // Of the run before.
        let _ = fs::remove_dir_all(&few);
        fs::create_dir_all(&few).map_err(|error| format!("{}: {error}", few.display()))?;
        repo::output(fuzzer(&programs, name)?.args(["-set_cover_merge=1", "-use_counters=0"]).args([&few, &inputs]))?;
        let (count, bytes) = corpus::pack(name, &few)?;
        println!("fuzz: {name}, {count} inputs, {bytes} bytes");
    }
    Ok(())
}

fn known(name: &str) -> Outcome<String> {
    let names = targets()?;
    if names.iter().any(|known| known == name) {
        Ok(name.into())
    } else {
        Err(format!("no target is called {name}: there are {}", names.join(", ")))
    }
}

/// The program of a target with what every run has in common.
fn fuzzer(programs: &Path, name: &str) -> Outcome<Command> {
    let artifacts = root().join("fuzz/artifacts").join(name);
    fs::create_dir_all(&artifacts).map_err(|error| format!("{}: {error}", artifacts.display()))?;
    let mut fuzzer = Command::new(programs.join(name));
    fuzzer.args(["-timeout=20", "-rss_limit_mb=1024", &format!("-max_len={}", longest(name))]);
    fuzzer.args([format!("-artifact_prefix={}/", artifacts.display()), format!("-dict={}", root().join("fuzz/at.dict").display())]);
    Ok(fuzzer)
}

/// Bytes of the longest input, such that one takes no more than a few milliseconds.
fn longest(name: &str) -> usize {
    match name {
        "driver_sim" => 256,
        "redact" | "ingest" | "driver_module" | "tracker" => 1024,
        "fields" | "roundtrip" => 512,
        _ => 2048,
    }
}

/// What of the fuzzer's final figures matters.
fn summary(report: &str) -> String {
    let figure = |name: &str| {
        let line = report.lines().find(|line| line.starts_with("stat::") && line.contains(name))?;
        line.rsplit(' ').next().map(String::from)
    };
    let (runs, rate) = (figure("number_of_executed_units"), figure("average_exec_per_sec"));
    let of = |value: Option<String>| value.unwrap_or_else(|| "?".into());
    format!("{} inputs, {} a second", of(runs), of(rate))
}
