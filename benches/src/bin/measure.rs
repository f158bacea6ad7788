//! Counts instructions, takes times, and writes the tables of `docs/performance.md`.
#![allow(clippy::expect_used, clippy::cast_precision_loss, reason = "a test tool; counts stay far below 2^52")]

use std::path::Path;
use std::process::ExitCode;

use a76xx_benches::report::{self, Effort, callgrind, comparison, goals, guard, table};
use a76xx_benches::subject::{Cut, Subject};
use a76xx_benches::workload::Workload;

const HELP: &str = "\
measure table [--quick] [--write]   every table; --write puts them into docs/performance.md
measure gate [--quick]              the goals alone, by instruction counts; fails where one is missed
measure guard [--write]             compares instruction counts with benches/instructions.tsv; fails where one rose by more than 5 %
measure compare [--quick] [--write] the same inputs through other readers of AT lines; --write puts the tables into docs/comparison.md
measure worst [--quick]             the nasty inputs alone
measure tracked [--quick]           what the tracker adds, alone
measure driver [--quick]            what the driver adds to the wire, alone
measure program [--quick] [--write] the program beside it, on a capture of 1 GiB (--quick: 128 MiB); --write puts it into the page, too
measure profile SUBJECT INPUT CUT   counts one combination; callgrind's file stays beside the program
measure region SUBJECT INPUT CUT BYTES   runs one combination (what the others start under valgrind)

SUBJECT  memchr_lines ours ours_fields winnow_lines atat_256 at_commands ours_model ours_rules decode_jsonl decode_text simulator encoder
         driver_rounds driver_push
INPUT    W1 W2 W3 W4, H1 (commands), or the name of a nasty input
CUT      whole, or the bytes of a piece";

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/performance.md");

const COMPARISON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/comparison.md");

const COUNTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.tsv");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (flags, words): (Vec<&str>, Vec<&str>) = arguments.iter().map(String::as_str).partition(|word| word.starts_with("--"));
    let effort = if flags.contains(&"--quick") { Effort::QUICK } else { Effort::FULL };
    match words.as_slice() {
        ["table"] => {
            let command = format!("cargo run --release -p a76xx-benches --bin measure -- {}", arguments.join(" "));
            let tables = table::render(&report::all(effort), &command);
            println!("{tables}");
            if flags.contains(&"--write") {
                table::refresh(Path::new(PAGE), &tables);
            }
        }
        ["gate"] => {
            let results = report::gate(effort);
            print!("{}", table::goals_table(&results));
            if goals::all(&results).iter().any(|goal| !goal.met) {
                return ExitCode::FAILURE;
            }
        }
        ["guard"] if flags.contains(&"--write") => guard::write(Path::new(COUNTS)),
        ["guard"] => {
            let (table, well) = guard::check(Path::new(COUNTS));
            print!("{table}");
            if !well {
                eprintln!("costs more than before: mend it, or write the new counts with the reason in the commit: measure guard --write");
                return ExitCode::FAILURE;
            }
        }
        ["compare"] => {
            let command = format!("cargo run --release -p a76xx-benches --bin measure -- {}", arguments.join(" "));
            let tables = comparison::render(effort, &command);
            println!("{tables}");
            if flags.contains(&"--write") {
                table::refresh_comparison(Path::new(COMPARISON), &tables);
            }
        }
        ["worst"] => print!("{}", table::worst_table(&report::Results { worst: report::worst_of(effort), ..Default::default() })),
        ["tracked"] => {
            let tracked = report::tracked::count(effort, &Workload::ALL);
            print!("{}", report::tracked::table(&report::Results { tracked, ..Default::default() }));
        }
        ["driver"] => {
            let driven = Some(report::driver::count(effort));
            print!("{}", report::driver::table(&report::Results { driven, ..Default::default() }));
        }
        ["program"] => return program(&flags, &arguments.join(" ")),
        ["profile", subject, input, cut] => return profile(subject, input, cut, effort),
        ["region", subject, input, cut, bytes] => return region(subject, input, cut, bytes),
        _ => println!("{HELP}"),
    }
    ExitCode::SUCCESS
}

/// The program that was built beside this one.
fn program(flags: &[&str], arguments: &str) -> ExitCode {
    let here = std::env::current_exe().expect("the path of this program");
    let program = here.with_file_name("a76xx");
    if !program.exists() {
        eprintln!("{} is not there: cargo build --release -p a76xx-decoder", program.display());
        return ExitCode::from(2);
    }
    let bytes = if flags.contains(&"--quick") { 128 << 20 } else { 1 << 30 };
    let captures = report::captures::captures(&here.with_file_name("captures"), bytes).expect("captures can be written");
    let machine = report::machine::line();
    let command = format!("cargo run --release -p a76xx-benches --bin measure -- {arguments}");
    let tables = format!("Machine: {machine}.\nCommand: `{command}`.\n\n{}", report::program::all(&program, &captures));
    println!("{tables}");
    if flags.contains(&"--write") {
        table::refresh_program(Path::new(PAGE), &tables);
    }
    ExitCode::SUCCESS
}

fn profile(subject: &str, input: &str, cut: &str, effort: Effort) -> ExitCode {
    let (Some(subject), Some(cut)) = (Subject::by_name(subject), Cut::by_name(cut)) else { return unknown() };
    let out = std::env::current_exe().expect("the path of this program").with_file_name("callgrind.out");
    let total = callgrind::count(subject, input, cut, effort.counted, &out);
    println!("{:.2} instructions a byte; callgrind_annotate {}", total as f64 / effort.counted as f64, out.display());
    ExitCode::SUCCESS
}

fn region(subject: &str, input: &str, cut: &str, bytes: &str) -> ExitCode {
    let (Some(subject), Some(cut), Ok(bytes)) = (Subject::by_name(subject), Cut::by_name(cut), bytes.parse()) else { return unknown() };
    let Some(input) = callgrind::input(input, bytes) else { return unknown() };
    subject.prepare();
    let counts = callgrind::measured_region(subject, &input, cut);
    println!("{} events, {} bytes of payload", counts.events, counts.payload_bytes);
    ExitCode::SUCCESS
}

fn unknown() -> ExitCode {
    eprintln!("{HELP}");
    ExitCode::from(2)
}
