//! Inputs to begin with. `corpus/fuzz/TARGET.txt` holds a few hundred that together reach all that was ever reached, one a line, escaped as Rust
//! escapes bytes; more are made of the samples in `corpus/`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use a76xx_corpus::{Control, Side, Step, StepKind, Transcript, corpus_files};

use super::build::folder;
use super::{dialogues, table};
use crate::repo::{self, Outcome, root};

/// The marks of `tests/law/dialogue.rs`.
pub(super) const MARK: u8 = 0x7f;

/// Bytes of a committed file: all of them together stay small enough for a repository.
const MOST: usize = 512 * 1024;

/// Where a target's inputs are while it runs.
pub(super) fn live(target: &str) -> PathBuf {
    folder().join("corpus").join(target)
}

/// Puts the inputs that a target begins with into its folder; gives it.
pub(super) fn unpack(target: &str) -> Outcome<PathBuf> {
    let folder = live(target);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for input in packed(target)?.into_iter().chain(samples(target)?) {
        let path = folder.join(format!("seed-{:016x}", fnv(&input)));
        fs::write(&path, input).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(folder)
}

/// The committed inputs of a target; none where it has no file yet.
pub(super) fn packed(target: &str) -> Outcome<Vec<Vec<u8>>> {
    let path = pack_path(target);
    if !root().join(&path).exists() {
        return Ok(Vec::new());
    }
    let text = repo::read(&path)?;
    let lines = text.lines().enumerate().skip(1);
    lines.map(|(at, line)| unescape(line).ok_or_else(|| format!("{path}:{}: an escape that is none", at + 1))).collect()
}

/// Writes the inputs of a folder as a target's committed ones.
pub(super) fn pack(target: &str, from: &Path) -> Outcome<(usize, usize)> {
    let error = |error: std::io::Error| format!("{}: {error}", from.display());
    let mut inputs = BTreeSet::new();
    for entry in fs::read_dir(from).map_err(error)? {
        inputs.insert(fs::read(entry.map_err(error)?.path()).map_err(error)?);
    }
    // The shortest say most for their size.
    let mut inputs: Vec<Vec<u8>> = inputs.into_iter().collect();
    inputs.sort_by_key(Vec::len);
    let (mut text, mut count) = (String::from("# Written by `cargo xtask fuzz-pack`.\n"), 0);
    for line in inputs.iter().map(|input| input.escape_ascii().to_string()) {
        if text.len() + line.len() > MOST {
            break;
        }
        let _ = writeln!(text, "{line}");
        count += 1;
    }
    let path = root().join(pack_path(target));
    let bytes = text.len();
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((count, bytes))
}

fn pack_path(target: &str) -> String {
    format!("corpus/fuzz/{target}.txt")
}

/// What [`slice::escape_ascii`] wrote.
pub(super) fn unescape(line: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = line.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'\\' => match rest.next()? {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'x' => {
                    let digits = [rest.next()?, rest.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                }
                other @ (b'\\' | b'\'' | b'"') => other,
                _ => return None,
            },
            plain => plain,
        });
    }
    Some(bytes)
}

/// A name for an input, the same each time.
fn fnv(input: &[u8]) -> u64 {
    input.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The samples of `corpus/` as inputs of a target.
pub(super) fn samples(target: &str) -> Outcome<Vec<Vec<u8>>> {
    let read = |sub: &str, extension: &str| -> Outcome<Vec<Vec<u8>>> {
        let files = corpus_files(sub, extension).map_err(|error| error.to_string())?;
        files.iter().map(|path| fs::read(path).map_err(|error| format!("{}: {error}", path.display()))).collect()
    };
    let texts = read("note", "at")?;
    let pasted = read("paste", "log")?;
    let mut transcripts = Vec::new();
    for text in &texts {
        transcripts.push(Transcript::parse(text).map_err(|error| error.to_string())?);
    }
    let module = |transcript: &Transcript| transcript.side_bytes(Side::Module);
    Ok(match target {
        "parser_module" => transcripts.iter().map(|transcript| [&[0x4c], module(transcript).as_slice()].concat()).collect(),
        "tracker" => {
            let sessions = transcripts.iter().map(|transcript| marked(0x42, transcript));
            sessions.chain(dialogues::inputs()).chain(table::dialogues()).collect()
        }
        "parser_duplex" | "differential" => transcripts.iter().map(|transcript| marked(0x42, transcript)).chain(table::forms()).collect(),
        "merged" => {
            let sessions = transcripts.iter().map(|transcript| marked(0x42, transcript));
            let pasted = pasted.iter().map(|text| [&[0x42], text.as_slice()].concat());
            sessions.chain(pasted).chain(table::forms()).collect()
        }
        "ingest" => texts.iter().chain(&pasted).map(|text| [&[0], text.as_slice()].concat()).collect(),
        "transcript" => texts,
        "redact" => {
            let sides = transcripts.iter().map(|transcript| [&[0x0b], module(transcript).as_slice()].concat());
            sides.chain(pasted.iter().map(|text| [&[0x0f], text.as_slice()].concat())).collect()
        }
        "driver_module" => transcripts.iter().map(driven).collect(),
        "fields" => transcripts.iter().flat_map(lines).collect(),
        _ => Vec::new(),
    })
}

/// A transcript with marks where the speaker changes.
fn marked(first: u8, transcript: &Transcript) -> Vec<u8> {
    let mut bytes = vec![first];
    for step in &transcript.steps {
        match &step.kind {
            StepKind::Host(said) => bytes.extend([&[MARK, b'>'], said.as_slice()].concat()),
            StepKind::Module(said) => bytes.extend([&[MARK, b'<'], said.as_slice()].concat()),
            StepKind::Silence(_) => bytes.extend([MARK, b'@', 40, MARK, b'~']),
            StepKind::Control(Control::Dtr(on)) => bytes.extend([MARK, if *on { b'D' } else { b'd' }]),
            StepKind::Control(_) => bytes.extend([MARK, b'R']),
            StepKind::Comment(_) => {}
        }
    }
    bytes
}

/// What the module says, with the driver's calls and time between.
fn driven(transcript: &Transcript) -> Vec<u8> {
    let mut bytes = vec![0];
    let chunks = transcript.steps.iter().filter_map(Step::chunk).filter(|(side, _)| *side == Side::Module);
    for ((_, said), call) in chunks.zip(b"tosr|".iter().cycle()) {
        bytes.extend(said);
        bytes.extend([MARK, *call]);
    }
    bytes
}

/// Each line of the module behind the command before it.
fn lines(transcript: &Transcript) -> Vec<Vec<u8>> {
    let (mut command, mut inputs) = (Vec::new(), Vec::new());
    for (side, said) in transcript.steps.iter().filter_map(Step::chunk) {
        match side {
            Side::Host => command = said.trim_ascii().to_vec(),
            Side::Module => inputs.push([command.as_slice(), b"\n", said.trim_ascii()].concat()),
        }
    }
    inputs
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn what_is_escaped_is_read_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(unescape(&bytes.escape_ascii().to_string()), Some(bytes));
        assert_eq!(unescape("\\q"), None);
        assert_eq!(unescape("\\x4"), None);
    }
}
