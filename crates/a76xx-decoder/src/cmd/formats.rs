//! `a76xx formats`.

use std::io::{self, Write};
use std::process::ExitCode;

use a76xx_decoder::ingest;

/// Lists the formats: what each is, who writes it, what it keeps.
pub(crate) fn run() -> ExitCode {
    match list(&mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "a76xx: the output cannot be written: {error}");
            ExitCode::from(2)
        }
    }
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    for format in ingest::formats() {
        let keeps = format.keeps;
        writeln!(out, "{:<18} {}", format.name, format.title)?;
        writeln!(out, "{:<18} written by {}", "", format.tools)?;
        writeln!(
            out,
            "{:<18} direction: {}; time: {}; line ends: {}; bytes: {}",
            "", keeps.direction, keeps.time, keeps.line_ends, keeps.bytes
        )?;
    }
    Ok(())
}
