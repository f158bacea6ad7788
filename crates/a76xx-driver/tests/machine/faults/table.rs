//! Faults and what becomes of operations under them: `docs/driver-faults.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;

use a76xx_driver::{Config, Machine, Operation};
use a76xx_tracker::Blame;

use super::argued::{ARGUED, LEFT};
use super::plan::{CATALOGUE, Kind, Plan};
use super::run;
use super::talk::LINKS;
use super::watch::Count;
use crate::support::{RX, TX, compare};

/// Runs of each fault.
const RUNS: u64 = 16;

/// What came of all runs with a fault.
#[derive(Default)]
struct Row {
    operations: Count,
    lost: usize,
    recoveries: Vec<Duration>,
    codes: BTreeSet<String>,
}

#[test]
fn the_table_of_faults_is_up_to_date() {
    let mut text = String::from(HEAD);
    let mut longest: BTreeMap<&str, Duration> = BTreeMap::new();
    let mut all = BTreeSet::new();
    for (kind, [_, fault, _]) in CATALOGUE {
        let mut row = Row::default();
        for seed in 0..RUNS {
            let mut app = run(Plan::alone(seed, fault, kind));
            row.lost += app.lost_links();
            for found in app.pair.findings().into_iter().filter(|found| found.blame == Blame::Host) {
                println!("{fault}, seed {seed}: {found:?}");
                row.codes.insert(found.code);
            }
            app.use_again();
            for (name, count) in &app.watch.counts {
                let most = longest.entry(name).or_default();
                *most = (*most).max(count.longest);
                row.operations.done += count.done;
                row.operations.failed += count.failed;
                row.operations.total += count.total;
                row.operations.longest = row.operations.longest.max(count.longest);
            }
            row.recoveries.extend(app.watch.recoveries);
        }
        line(&mut text, fault, kind, &row);
        all.extend(row.codes);
    }
    let argued = |code: &&String| ARGUED.iter().chain(&LEFT).any(|(own, _)| own == code);
    let unargued: Vec<_> = all.iter().filter(|code| !argued(code)).collect();
    text.push_str(BLAME);
    for (code, why) in &LEFT {
        let _ = writeln!(text, "| {code} | {why} |");
    }
    text.push_str(BLAME_DAMAGED);
    for (code, why) in &ARGUED {
        let _ = writeln!(text, "| {code} | {why} |");
    }
    text.push_str(LIMITS);
    let machine: Machine<LINKS, RX, TX> = Machine::new(Config::DEFAULT);
    for operation in Operation::ALL {
        let seen = longest.get(operation.name()).copied().unwrap_or_default();
        let _ = writeln!(text, "| {} | {} | {:.1} |", operation.name(), machine.longest(operation).as_secs(), seen.as_secs_f64());
    }
    compare("driver-faults.md", &text);
    assert!(unargued.is_empty(), "codes that nobody argued for: {unargued:?}");
}

fn line(text: &mut String, fault: &str, kind: Kind, row: &Row) {
    let Count { done, failed, longest, total } = row.operations;
    let mean = |total: Duration, count: usize| total.as_secs_f64() / count.max(1) as f64;
    let back = mean(row.recoveries.iter().sum(), row.recoveries.len());
    let intact = if kind == Kind::Damages { "no" } else { "yes" };
    let codes: Vec<&str> = row.codes.iter().map(String::as_str).collect();
    let codes = if codes.is_empty() { "–".to_owned() } else { codes.join(" ") };
    let _ = writeln!(
        text,
        "| `{fault}` | {intact} | {done} | {failed} | {} | {} | {back:.1} | {:.2} | {:.1} | {codes} |",
        row.lost,
        row.recoveries.len(),
        mean(total, done + failed),
        longest.as_secs_f64(),
    );
}

const HEAD: &str = "\
# The driver under faults

What becomes of an application's operations when the line, the module or the network fails. An application opens and closes several links, sends and
receives on all of them at once, serves clients, sends datagrams and asks questions, in all three modes, on every profile of the simulator; after each
run the driver is used once more. The content law is checked in each: what was confirmed arrived once, in order, unchanged, and what was received is what
the peer sent. Where payloads may be damaged, nothing is invented and the driver works again; a UART has no checksum, so that a wrong bit inside data
cannot be seen.

The tables are written by `A76XX_WRITE=1 cargo test -p a76xx-driver --test machine table`; without it the test compares. More runs, with several faults in each:

    A76XX_RUNS=100000 cargo test --release -p a76xx-driver --test machine law

## Faults and outcomes

Each row is sixteen runs of half a minute and one fault. *Intact*: the fault leaves payloads and what frames them as they are. *Completed* and *told* count operations:
open, send, close, listen, ask, bring up. *Lost* are links that ended in another way than application or peer wished. *Up again* counts how often the service was brought up
anew, then the mean time of that. Times are in seconds, of virtual time. *Blames* are the tracker's findings in the recordings that blame the host; below is why.

| fault | intact | completed | told an error | links lost | up again | mean | mean of an operation | longest | blames |
|---|---|--:|--:|--:|--:|--:|--:|--:|---|
";

const BLAME: &str = "
## What the tracker says of the host

Where no byte of a payload was damaged, each run is held to this: nothing blames the host but these codes, in about one run of a thousand.

| code | why it is no fault of the driver |
|---|---|
";

const BLAME_DAMAGED: &str = "
Where bytes were damaged, these may come too, and each run is held to that. The tracker sees what the host hears, not why.

| code | why it is no fault of the driver |
|---|---|
";

const LIMITS: &str = "
## How long operations take

`Machine::longest` tells how long an operation may take at most, whatever happens; it follows from the time limits of the protocol's table and of the
configuration. Every operation of every run is held to it. Here is what it gives for six links and the default configuration, and the longest that the runs above saw.

| operation | at most, s | seen, s |
|---|--:|--:|
";
