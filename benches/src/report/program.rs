//! The program `a76xx` on large captures: CPU time and memory, beside tools that only scan the same file.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::workload::Workload;

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// Ticks of `/proc/PID/stat` in a second, on every Linux of today.
const TICKS: f64 = 100.0;
const MIB: f64 = 1024.0 * 1024.0;

/// A capture that is generated.
pub struct Capture {
    /// What it is.
    pub title: &'static str,
    /// Where it is.
    pub path: PathBuf,
    bytes: u64,
}

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

/// Writes the captures below a folder, unless they are there: `bytes` of the module's side, and a sixteenth of that with a time stamp in front
/// of each line.
///
/// # Errors
/// Writing failed.
pub fn captures(folder: &Path, bytes: u64) -> io::Result<Vec<Capture>> {
    let raw = folder.join(format!("mix-{}.bin", bytes >> 20));
    let stamped = folder.join(format!("stamped-{}.log", bytes >> 24));
    let pattern = pattern()?;
    write(&raw, bytes, &pattern)?;
    write(&stamped, bytes / 16, &stamp(&pattern.lines))?;
    Ok(vec![
        Capture { title: "module's side, raw: the note's dialogues, chatter, bulk data", bytes: raw.metadata()?.len(), path: raw },
        Capture {
            title: "the same without bulk data, a time stamp in front of each line",
            bytes: stamped.metadata()?.len(),
            path: stamped,
        },
    ])
}

/// What captures consist of.
struct Pattern {
    /// Dialogues and chatter.
    lines: Vec<u8>,
    /// Frames and reads full of data.
    bulk: Vec<u8>,
}

fn pattern() -> io::Result<Pattern> {
    let mut lines = Vec::new();
    for path in a76xx_corpus::corpus_files("note", "at")? {
        let transcript: a76xx_corpus::Transcript = std::fs::read_to_string(path)?.parse().map_err(io::Error::other)?;
        lines.extend(
            transcript
                .steps
                .into_iter()
                .filter_map(|step| match step.kind {
                    a76xx_corpus::StepKind::Module(bytes) => Some(bytes),
                    _ => None,
                })
                .flatten(),
        );
        lines.extend_from_slice(&Workload::Chatter.generate(16 * 1024).bytes);
    }
    let mut bulk = Workload::Push.generate(1 << 20).bytes;
    bulk.extend_from_slice(&Workload::Buffered.generate(1 << 20).bytes);
    Ok(Pattern { lines, bulk })
}

/// The lines with a time in front of each, a millisecond apart.
fn stamp(lines: &[u8]) -> Pattern {
    let mut stamped = Vec::with_capacity(lines.len() * 3);
    for (count, line) in lines.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let second = count / 1_000;
        let clock = format!("[{:02}:{:02}:{:02}.{:03}] ", second / 3_600 % 24, second / 60 % 60, second % 60, count % 1_000);
        stamped.extend_from_slice(clock.as_bytes());
        stamped.extend_from_slice(line);
    }
    Pattern { lines: stamped, bulk: Vec::new() }
}

fn write(path: &Path, bytes: u64, pattern: &Pattern) -> io::Result<()> {
    if path.metadata().is_ok_and(|found| found.len() >= bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut out = BufWriter::new(File::create(path)?);
    let mut left = i128::from(bytes);
    while left > 0 {
        for part in [&pattern.lines, &pattern.bulk] {
            out.write_all(part)?;
            left -= part.len() as i128;
        }
    }
    out.flush()
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
