//! The captures that the program is measured on, generated.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::rng::Rng;
use crate::workload::{SEED, Stream, Truth, Workload, buffered, chatter, push};

/// A capture that is generated.
pub struct Capture {
    /// What it is.
    pub title: &'static str,
    /// Where it is.
    pub path: PathBuf,
    /// Its size, in bytes.
    pub bytes: u64,
}

/// Writes the captures below a folder, unless they are there: `bytes` of the module's side; a fifth of that as a program logs what it received; a
/// sixteenth with a time stamp in front of each line.
///
/// # Errors
/// Writing failed.
pub fn captures(folder: &Path, bytes: u64) -> io::Result<Vec<Capture>> {
    let lines = lines()?;
    let mut mixed = lines.clone();
    mixed.extend_from_slice(&Workload::Push.generate(1 << 20).bytes);
    mixed.extend_from_slice(&Workload::Buffered.generate(1 << 20).bytes);
    Ok(vec![
        capture(folder, "mix.bin", "module's side, raw: the note's dialogues, chatter, bulk data", bytes, &mixed)?,
        capture(
            folder,
            "received.log",
            "what a program received, quoted, with a time stamp: chatter and bulk data",
            bytes / 5,
            &received(),
        )?,
        capture(
            folder,
            "stamped.log",
            "the dialogues and the chatter alone, a time stamp in front of each line",
            bytes / 16,
            &stamped(&lines),
        )?,
    ])
}

/// Dialogues and chatter.
fn lines() -> io::Result<Vec<u8>> {
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
    Ok(lines)
}

/// A record for each read of a program, 46 bytes in the mean, with its bytes quoted as Rust quotes them: a third is chatter, the rest are frames
/// and reads of random data.
fn received() -> Vec<u8> {
    let mut rng = Rng::new(SEED);
    let mut stream = Stream { bytes: Vec::new(), truth: Truth::default() };
    while stream.bytes.len() < 3 << 20 {
        let began = stream.bytes.len();
        push::frames(&mut rng, &mut stream);
        buffered::read(&mut rng, &mut stream);
        let end = stream.bytes.len() + (stream.bytes.len() - began) / 2;
        while stream.bytes.len() < end {
            chatter::exchange(&mut rng, &mut stream);
        }
    }
    let (mut text, mut rest, mut micros) = (String::new(), stream.bytes.as_slice(), 0);
    while !rest.is_empty() {
        let (read, behind) = rest.split_at(rest.len().min(rng.within(1, 91) as usize));
        rest = behind;
        micros += rng.within(100, 20_000);
        let (seconds, fraction) = (micros / 1_000_000, micros % 1_000_000);
        let (hours, minutes, seconds) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        writeln!(text, "2026-03-01T{hours:02}:{minutes:02}:{seconds:02}.{fraction:06}Z modem0 RX \"{}\"", read.escape_ascii())
            .expect("a String takes everything");
    }
    text.into_bytes()
}

/// The lines with a time in front of each, a millisecond apart.
fn stamped(lines: &[u8]) -> Vec<u8> {
    let mut stamped = Vec::with_capacity(lines.len() * 3);
    for (count, line) in lines.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let second = count / 1_000;
        let clock = format!("[{:02}:{:02}:{:02}.{:03}] ", second / 3_600 % 24, second / 60 % 60, second % 60, count % 1_000);
        stamped.extend_from_slice(clock.as_bytes());
        stamped.extend_from_slice(line);
    }
    stamped
}

/// A file of a pattern again and again, of at least so many bytes.
fn capture(folder: &Path, name: &str, title: &'static str, bytes: u64, pattern: &[u8]) -> io::Result<Capture> {
    let path = folder.join(format!("{}-{name}", bytes >> 20));
    if path.metadata().is_ok_and(|found| found.len() >= bytes) {
        return Ok(Capture { title, bytes: path.metadata()?.len(), path });
    }
    std::fs::create_dir_all(folder)?;
    let mut out = BufWriter::new(File::create(&path)?);
    let mut written = 0;
    while written < bytes {
        out.write_all(pattern)?;
        written += pattern.len() as u64;
    }
    out.flush()?;
    Ok(Capture { title, bytes: written, path })
}
