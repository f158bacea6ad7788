//! The same inputs through other readers of AT lines, for `docs/comparison.md`.

mod wireshark;

use std::fmt::Write as _;

use super::{Effort, callgrind, digits};
use crate::subject::{Cut, Subject};
use crate::workload::{Stream, Workload};

/// Who is compared.
const PEERS: [Subject; 4] = [Subject::Ours, Subject::WinnowLines, Subject::AtCommands, Subject::Atat];

/// Bytes of each input: atat takes some thousand instructions for each where they come one by one.
const BYTES: usize = 32 * 1024;

/// Every table.
pub fn render(effort: Effort, command: &str) -> String {
    let mut out = format!("Command: `{command}`.\nVersions: {}.\n", versions());
    let streams = Workload::ALL.map(|workload| (workload, workload.generate(BYTES)));
    out += &events(&streams);
    out += &payloads(&streams);
    out += &instructions(effort);
    out += &memory();
    out += &wireshark::table();
    out
}

/// The versions that the lock file holds.
fn versions() -> String {
    let lock = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"));
    let of = |name: &str| {
        let entry = format!("name = \"{name}\"\nversion = \"");
        lock.split_once(&entry).and_then(|(_, rest)| rest.split('"').next()).unwrap_or("not in the lock file")
    };
    let crates = ["a76xx-parser", "winnow", "at-commands", "atat"].map(|name| format!("{name} {}", of(name)));
    format!("{}; {}", crates.join(", "), wireshark::version())
}

fn events(streams: &[(Workload, Stream)]) -> String {
    let mut out = String::from(
        "\n### Events\n\nWhat each finds in the same bytes, by how they are cut. All four of a row should be the same, and those of `a76xx-parser` what the \
         stream holds.\n\n| workload | holds | subject | whole | 4096 | 64 | 1 |\n|---|--:|---|--:|--:|--:|--:|\n",
    );
    for (workload, stream) in streams {
        for subject in PEERS {
            let found = Cut::ALL.map(|cut| subject.run(&stream.bytes, cut).events);
            let same = found.iter().all(|count| *count == found[0]);
            let cells = found.map(|count| if same { count.to_string() } else { format!("*{count}*") });
            let _ = writeln!(out, "| {} | {} | {} | {} |", workload.title(), stream.truth.events(), name(subject), cells.join(" | "));
        }
    }
    out
}

fn payloads(streams: &[(Workload, Stream)]) -> String {
    let mut out = String::from(
        "\n### Payload\n\nBytes of data that are handed out as data, in pieces of 64 bytes.\n\n| workload | holds | subject | handed out |\n|---|--:|---|--:|\n",
    );
    for (workload, stream) in streams.iter().filter(|(_, stream)| stream.truth.payload_bytes > 0) {
        for subject in PEERS {
            let found = subject.run(&stream.bytes, Cut::Pieces(64)).payload_bytes;
            let _ = writeln!(out, "| {} | {} | {} | {found} |", workload.title(), stream.truth.payload_bytes, name(subject));
        }
    }
    out
}

fn instructions(effort: Effort) -> String {
    let mut out = String::from("\n### Instructions a byte\n\n| workload | subject | 4096 | 64 | 1 |\n|---|---|--:|--:|--:|\n");
    for workload in Workload::ALL {
        for subject in PEERS {
            let cells = [4096, 64, 1].map(|size| {
                let cut = Cut::Pieces(size);
                eprintln!("{} {} {}", workload.name(), subject.name(), cut.name());
                digits(callgrind::per_byte(subject, workload.name(), cut, effort.counted_for(subject, workload, cut)))
            });
            let _ = writeln!(out, "| {} | {} | {} |", workload.title(), name(subject), cells.join(" | "));
        }
    }
    out
}

fn memory() -> String {
    format!(
        "\n### Memory\n\n| subject | state, bytes | what the caller keeps besides |\n|---|--:|---|\n\
         | a76xx-parser | {} | the bytes that are not yet an event: a line at most, data not at all |\n\
         | winnow lines | 0 | the same, and each payload until it is whole |\n\
         | at-commands | 0 | the line |\n\
         | atat's digester | {} | its window (256 here), which a whole answer has to fit into |\n",
        size_of::<a76xx_parser::Parser>(),
        size_of::<atat::AtDigester<crate::subject::atat::Urcs>>(),
    )
}

const fn name(subject: Subject) -> &'static str {
    match subject {
        Subject::Ours => "a76xx-parser",
        Subject::WinnowLines => "winnow lines",
        Subject::AtCommands => "at-commands",
        Subject::Atat => "atat's digester",
        other => other.name(),
    }
}
