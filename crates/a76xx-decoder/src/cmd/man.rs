//! `a76xx man`.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::{complain, outcome};
use crate::cli::Cli;

/// There is no such subcommand.
const UNKNOWN: u8 = 2;

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Page {
    /// The subcommand; the program itself if not given
    #[arg(value_name = "SUBCOMMAND")]
    subcommand: Option<String>,
}

const AFTER: &str = "\
Examples:
  a76xx man decode | man -l -
  a76xx man > ~/.local/share/man/man1/a76xx.1";

pub(crate) fn run(arguments: &Page) -> ExitCode {
    let mut all = Cli::command();
    all.build();
    let found = arguments.subcommand.as_ref().map_or(Some(&all), |name| all.find_subcommand(name));
    let Some(command) = found else {
        let name = arguments.subcommand.as_deref().unwrap_or_default();
        complain(&format!("there is no subcommand `{name}` (`a76xx --help` lists them)"));
        return ExitCode::from(UNKNOWN);
    };
    let mut page = Vec::new();
    let made = Man::new(command.clone()).source(concat!("a76xx ", env!("CARGO_PKG_VERSION"))).render(&mut page);
    let mut out = io::stdout().lock();
    outcome(made.and_then(|()| out.write_all(&page)).and_then(|()| out.flush()), ExitCode::SUCCESS)
}
