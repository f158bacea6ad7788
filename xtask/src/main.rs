//! `cargo xtask`: upkeep of the workspace. Everything that the gate asks for can be asked for here, one thing at a time.

mod check;
mod clients;
mod deny;
mod features;
mod footprint;
mod fuzz;
mod generate;
mod metal;
mod process;
mod qemu;
mod repo;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask gen            write the generated files
cargo xtask gen --check    compare the generated files with what would be written
cargo xtask check          house rules: sizes, words, manifests, links, what the README tells to type
cargo xtask metal [TARGET] build the no_std crates for bare metal
cargo xtask qemu           run the demonstration of firmware/ on an emulated board
cargo xtask footprint      measure flash, memory and instructions on bare metal, and write docs/footprint.md
cargo xtask footprint --quick  the same for one core and level, in a quarter of the time
cargo xtask footprint --check  compare flash with docs/footprint.md
cargo xtask fuzz-smoke     play every fuzz target's inputs, and look a few seconds for more
cargo xtask fuzz TARGET [--hours N]   look for faults with one target
cargo xtask fuzz-pack [TARGET]        write corpus/fuzz anew from all that was found
cargo xtask fuzz-build DIR  put every target with dictionary and inputs into a folder
cargo xtask coverage [--missing]      what the inputs reach of parser and tracker
cargo xtask planted        put faults into the parser, and see that they are found
cargo xtask clients        install programs that other people wrote, and run them against the simulator
cargo xtask features       build every library with each of its features alone
cargo xtask deny           licences, bans and sources of the dependencies
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["gen"] => generate::write(),
        ["gen", "--check"] => generate::compare(),
        ["check"] => check::run(),
        ["metal", targets @ ..] => metal::run(targets),
        ["qemu"] => qemu::run(),
        ["footprint"] => footprint::write(footprint::Extent::Full),
        ["footprint", "--quick"] => footprint::write(footprint::Extent::Quick),
        ["footprint", "--check"] => footprint::compare(),
        ["fuzz-smoke"] => fuzz::smoke(),
        ["fuzz", target] => fuzz::long(target, "1"),
        ["fuzz", target, "--hours", hours] => fuzz::long(target, hours),
        ["fuzz-pack", targets @ ..] => fuzz::minimise(targets),
        ["fuzz-build", into] => fuzz::collect(into),
        ["coverage"] => fuzz::coverage(false),
        ["coverage", "--missing"] => fuzz::coverage(true),
        ["planted"] => fuzz::planted(),
        ["clients"] => clients::run(),
        ["features"] => features::run(),
        ["deny"] => deny::run(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("what to do?\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("xtask: {what}");
            ExitCode::FAILURE
        }
    }
}
