//! `a76xx formats`.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::process::ExitCode;

use a76xx_decoder::ingest;
use a76xx_decoder::render::FormatList;

use super::look::LookArguments;
use super::outcome;

/// Arguments of `formats`.
#[derive(Debug, clap::Args)]
pub(crate) struct Formats {
    #[command(flatten)]
    look: LookArguments,
}

/// Lists the formats: what each is, who writes it, what it keeps.
pub(crate) fn run(arguments: &Formats) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let look = arguments.look.look(io::stdout().is_terminal());
    let written = FormatList::new(&mut out, look).write(ingest::formats());
    outcome(written.and_then(|()| out.flush()), ExitCode::SUCCESS)
}
