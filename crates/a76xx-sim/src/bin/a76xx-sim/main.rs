//! `a76xx-sim`: see `a76xx-sim --help`.

mod cli;
mod modules;
mod record;
mod trace;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = cli::Cli::parse();
    if arguments.profiles {
        for profile in a76xx_sim::Profile::ALL {
            println!("{:8} {} {}", profile.name, profile.model, profile.revision);
        }
        return ExitCode::SUCCESS;
    }
    match modules::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("a76xx-sim: {what}");
            ExitCode::from(2)
        }
    }
}
