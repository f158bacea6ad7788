//! The program `a76xx` on large captures: CPU time and memory, beside tools that only scan the same file.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::captures::Capture;

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// Ticks of `/proc/PID/stat` in a second, on every Linux of today.
const TICKS: f64 = 100.0;
const MIB: f64 = 1024.0 * 1024.0;

/// What one run took.
pub struct Cost {
    /// CPU time, of all threads, user and system, in seconds.
    pub cpu: f64,
    /// From start to end, in seconds.
    pub wall: f64,
    /// The most memory that was resident at a time, in KiB.
    pub peak: u64,
}

/// One program on one capture.
pub struct Run {
    /// The command, without the file.
    pub command: String,
    /// What it took; `None` where it failed.
    pub cost: Option<Cost>,
}

/// Runs a program on a file, its output thrown away.
pub fn run(program: &str, arguments: &[&str], file: &Path) -> Run {
    let shown = Path::new(program).file_name().map_or_else(|| program.to_owned(), |name| name.to_string_lossy().into_owned());
    let command = [&[shown.as_str()], arguments].concat().join(" ");
    let start = Instant::now();
    let child = Command::new(program).args(arguments).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = child else { return Run { command, cost: None } };
    let (mut cpu, mut peak) = (0.0_f64, 0);
    let status = loop {
        if let Some((used, resident)) = look(child.id()) {
            (cpu, peak) = (cpu.max(used), peak.max(resident));
        }
        match child.try_wait() {
            Ok(Some(status)) => break status.code(),
            Ok(None) => std::thread::sleep(LOOK),
            Err(_) => break None,
        }
    };
    // `check` ends with 1 where it found something.
    let cost = Cost { cpu, wall: start.elapsed().as_secs_f64(), peak };
    Run { command, cost: matches!(status, Some(0 | 1)).then_some(cost) }
}

/// CPU time and peak memory of a running program.
fn look(id: u32) -> Option<(f64, u64)> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name in parentheses may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()?;
    Some(((ticks(11)? + ticks(12)?) / TICKS, peak))
}

/// What runs on each capture: the program's outputs, and scans to compare with.
pub fn all(program: &Path, captures: &[Capture]) -> String {
    let program = program.to_string_lossy().into_owned();
    let mut page = String::new();
    for capture in captures {
        let mib = capture.bytes as f64 / MIB;
        writeln!(page, "#### {}, {mib:.0} MiB\n", capture.title).unwrap();
        page.push_str("| command | MB per CPU second | MB/s | peak memory, MiB |\n|---|--:|--:|--:|\n");
        let runs = [
            run("wc", &["-l"], &capture.path),
            run("rg", &["-c", "CSQ"], &capture.path),
            run(&program, &["decode", "--format", "jsonl"], &capture.path),
            run(&program, &["decode", "--format", "text"], &capture.path),
            run(&program, &["decode", "--format", "summary"], &capture.path),
            run(&program, &["check"], &capture.path),
        ];
        for Run { command, cost } in runs {
            match cost {
                Some(Cost { cpu, wall, peak }) => {
                    let rate = |seconds: f64| capture.bytes as f64 / 1e6 / seconds.max(0.01);
                    writeln!(page, "| `{command}` | {:.0} | {:.0} | {:.1} |", rate(cpu), rate(wall), peak as f64 / 1024.0).unwrap();
                }
                None => writeln!(page, "| `{command}` | – | – | – |").unwrap(),
            }
        }
        page.push('\n');
    }
    page
}
