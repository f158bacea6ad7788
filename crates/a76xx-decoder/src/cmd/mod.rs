//! One file per subcommand.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod decode;
pub(crate) mod explain;
pub(crate) mod formats;
mod inputs;
pub(crate) mod look;
pub(crate) mod man;
pub(crate) mod pick;
mod progress;
mod record;
pub(crate) mod redact;
pub(crate) mod rules;
pub(crate) mod shrink;
pub(crate) mod sides;
pub(crate) mod tap;

use std::io::{self, Write as _};
use std::process::ExitCode;

use a76xx_decoder::render;

/// Says what is wrong, without passing on what a file name or an argument may hold.
pub(crate) fn complain(text: &str) {
    let mut shown = String::new();
    render::visible::text(text, render::Charset::Unicode, &mut shown);
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "a76xx: {shown}");
}

/// The exit code once the output is written; a reader that went away is no fault of anybody.
pub(crate) fn outcome(written: io::Result<()>, code: ExitCode) -> ExitCode {
    match written {
        Ok(()) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => code,
        Err(error) => {
            complain(&format!("the output cannot be written: {error}"));
            ExitCode::from(2)
        }
    }
}
