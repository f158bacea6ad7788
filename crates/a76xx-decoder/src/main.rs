//! `a76xx`: see `a76xx --help`.

mod cli;
mod cmd;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match cli::Cli::parse().command {
        cli::Command::Decode(arguments) => cmd::decode::run(&arguments),
        cli::Command::Redact(arguments) => cmd::redact::run(&arguments),
        cli::Command::Check(arguments) => cmd::check::run(&arguments),
        cli::Command::Shrink(arguments) => cmd::shrink::run(&arguments),
        cli::Command::Tap(arguments) => cmd::tap::run(&arguments),
        cli::Command::Explain(arguments) => cmd::explain::run(&arguments),
        cli::Command::Rules(arguments) => cmd::rules::run(&arguments),
        cli::Command::Formats(arguments) => cmd::formats::run(&arguments),
        cli::Command::Completions(arguments) => cmd::completions::run(&arguments),
        cli::Command::Man(arguments) => cmd::man::run(&arguments),
    }
}
