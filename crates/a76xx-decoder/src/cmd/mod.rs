//! One file per subcommand.

pub(crate) mod check;
pub(crate) mod decode;
pub(crate) mod formats;
mod inputs;
pub(crate) mod look;

use std::io::{self, Write as _};

use a76xx_decoder::render;

/// Says what is wrong, without passing on what a file name or an argument may hold.
pub(crate) fn complain(text: &str) {
    let mut shown = String::new();
    render::visible::text(text, render::Charset::Unicode, &mut shown);
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "a76xx: {shown}");
}
