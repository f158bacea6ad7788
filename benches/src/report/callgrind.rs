//! Instructions, by running this program again under valgrind. Only what happens inside [`measured_region`] is counted.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::subject::{Counts, Cut, Subject};
use crate::workload::{Workload, commands, worst::Nasty};

/// The part that is counted: callgrind finds it by its name, so it stays a function and holds no other of that name.
#[inline(never)]
pub fn measured_region(subject: Subject, input: &[u8], cut: Cut) -> Counts {
    subject.run(input, cut)
}

/// The input of a name: a workload's short name, `H1` for the host's commands, or a nasty input's.
pub fn input(name: &str, bytes: usize) -> Option<Vec<u8>> {
    let mut input = match Workload::by_name(name) {
        Some(workload) => workload.generate(bytes).bytes,
        None if name == "H1" => commands::generate(bytes),
        None => Nasty::by_name(name)?.generate(bytes),
    };
    input.truncate(bytes);
    Some(input)
}

/// Instructions that a subject takes for each byte of an input.
pub fn per_byte(subject: Subject, input: &str, cut: Cut, bytes: usize) -> f64 {
    count(subject, input, cut, bytes, &out_file()) as f64 / bytes as f64
}

/// The same as a total; callgrind's own file is left at `out`.
pub fn count(subject: Subject, input: &str, cut: Cut, bytes: usize, out: &PathBuf) -> u64 {
    let program = std::env::current_exe().expect("the path of this program");
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--collect-atstart=no", "--toggle-collect=*measured_region*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .args(["region", subject.name(), input, &cut.name(), &bytes.to_string()])
        .stdout(Stdio::null())
        .status()
        .expect("valgrind runs; install it with the system's packages");
    assert!(status.success(), "valgrind: {status}");
    let text = std::fs::read_to_string(out).expect("callgrind wrote its file");
    let total = text.lines().find_map(|line| line.strip_prefix("summary: ").or_else(|| line.strip_prefix("totals: ")));
    let total = total.and_then(|total| total.trim().parse().ok()).expect("callgrind's total");
    assert_ne!(total, 0, "the measured function was not found in the program");
    total
}

fn out_file() -> PathBuf {
    std::env::temp_dir().join(format!("a76xx-callgrind.{}", std::process::id()))
}
