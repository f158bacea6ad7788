//! Instructions for each byte, counted on an emulated board.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use a76xx_benches::workload::{Workload, worst};

use crate::metal::firmware;
use crate::process::Process;
use crate::qemu::EMULATOR;
use crate::repo::{Outcome, root};

/// Bytes of a workload, and of an input that is meant to be expensive.
const LEN: usize = 65_536;
const SHORT: usize = 16_384;

const PATIENCE: Duration = Duration::from_mins(5);

/// What a stream takes, in instructions for each byte.
pub(super) struct Cost {
    pub(super) name: String,
    /// With a byte at a time, 64 bytes at a time, and all at once.
    pub(super) each: [f64; 3],
}

/// Workloads and expensive inputs.
pub(super) struct Costs {
    /// Of the compiler.
    pub(super) level: &'static str,
    pub(super) fair: Vec<Cost>,
    pub(super) worst: Vec<Cost>,
}

/// Runs the program that counts, with an optimisation level.
pub(super) fn count(level: &'static str) -> Outcome<Costs> {
    let fair = Workload::ALL.map(|workload| (workload.title().to_owned(), workload.generate(LEN).bytes));
    let worst = worst::ALL.iter().map(|nasty| (nasty.name.to_owned(), nasty.generate(SHORT)));
    let streams: Vec<(String, Vec<u8>)> = fair.into_iter().chain(worst).collect();
    let path = root().join("target/firmware/streams");
    let kernel = firmware::build("a76xx-firmware", firmware::BOARD, level, "")?.join("cycles");
    fs::write(&path, packed(&streams)).map_err(|error| format!("{}: {error}", path.display()))?;

    let mut emulator = Command::new(EMULATOR);
    emulator.args(["-M", "mps2-an386", "-display", "none", "-monitor", "none", "-semihosting-config", "enable=on,target=native"]);
    emulator.args(["-icount", "shift=10,sleep=off", "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console"]);
    emulator.arg("-device").arg(format!("loader,file={},addr=0x21000000,force-raw=on", path.display()));
    let until = Instant::now() + PATIENCE;
    let mut board = Process::start(emulator.arg("-kernel").arg(kernel))?;
    let mut costs = Vec::new();
    while let Some(line) = board.line(until)? {
        let cost = streams.get(costs.len()).and_then(|(name, stream)| cost(name, stream.len(), &line));
        costs.push(cost.ok_or_else(|| format!("the board says: {line}"))?);
    }
    if costs.len() != streams.len() || !board.end(until)?.success() {
        return Err(format!("the board stopped after {} of {} streams", costs.len(), streams.len()));
    }
    let worst = costs.split_off(Workload::ALL.len());
    Ok(Costs { level, fair: costs, worst })
}

/// Streams as the program expects them.
fn packed(streams: &[(String, Vec<u8>)]) -> Vec<u8> {
    let word = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    let mut blob = word(streams.len()).to_vec();
    for (_, stream) in streams {
        blob.extend(word(stream.len()));
        blob.extend(stream);
        blob.resize(blob.len().next_multiple_of(4), 0);
    }
    blob
}

/// A line of the program: number, length, instructions for each size of pieces, and events with the smallest and the largest.
fn cost(name: &str, len: usize, line: &str) -> Option<Cost> {
    let numbers: Vec<u32> = line.split(' ').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let [_, told, one, some, all, _, _] = *numbers.as_slice() else { return None };
    let len = u32::try_from(len).ok().filter(|len| *len == told)?;
    Some(Cost { name: name.to_owned(), each: [one, some, all].map(|count| f64::from(count) / f64::from(len)) })
}
