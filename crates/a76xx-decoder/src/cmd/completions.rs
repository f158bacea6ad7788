//! `a76xx completions`.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::outcome;
use crate::cli::Cli;

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

const AFTER: &str = "\
Examples:
  a76xx completions bash > ~/.local/share/bash-completion/completions/a76xx
  a76xx completions zsh > ~/.zfunc/_a76xx
  a76xx completions fish > ~/.config/fish/completions/a76xx.fish";

pub(crate) fn run(arguments: &Completions) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "a76xx", &mut script);
    let mut out = io::stdout().lock();
    outcome(out.write_all(&script).and_then(|()| out.flush()), ExitCode::SUCCESS)
}
