//! `a76xx decode`.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use a76xx_decoder::render::{self, Jsonl, Look, Render, Text};
use a76xx_decoder::{Error, decode, ingest};
use anstream::{AutoStream, ColorChoice};

use crate::cli::{Charset, Colour, Decode, Format};

/// Something could not be read or written.
const UNREADABLE: u8 = 2;

pub(crate) fn run(arguments: &Decode) -> ExitCode {
    match all(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(UNREADABLE),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Every input in turn. An input that cannot be read does not keep the others from it; `false` if there was one.
fn all(arguments: &Decode) -> Result<bool, Error> {
    let to_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let mut out: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(File::create(path).map_err(|error| Error::Output(named(path, &error)))?),
        None => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::with_capacity(64 * 1024, &mut out);
    let look = look(arguments, to_terminal);
    let mut renderer: Box<dyn Render + '_> = match arguments.format {
        Format::Text => Box::new(Text::new(&mut out, look)),
        Format::Jsonl => Box::new(Jsonl::new(&mut out)),
    };
    let mut readable = true;
    for path in &arguments.files {
        match one(path, arguments, renderer.as_mut()) {
            Ok(clean) => readable &= clean,
            Err(error @ Error::Output(_)) => return Err(error),
            Err(error) => {
                renderer.flush().map_err(Error::Output)?;
                complain(&error.to_string());
                readable = false;
            }
        }
    }
    renderer.flush().map_err(Error::Output)?;
    Ok(readable)
}

/// One input; `false` if parts of it could not be read.
fn one(path: &Path, arguments: &Decode, renderer: &mut dyn Render) -> Result<bool, Error> {
    let name = path.display().to_string();
    let input: Box<dyn Read> = if name == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(|source| Error::Input { name: name.clone(), source })?)
    };
    let mut opened = ingest::open_as(&name, input, arguments.input, arguments.side.map(Into::into))?;
    if let Some(rival) = opened.rival {
        let format = opened.header.format;
        complain(&format!("{name}: read as {format}; it may be {other} as well (--input {other})", other = rival.name));
    }
    decode(&mut opened, renderer)?;
    let faults = opened.source.faults();
    for fault in faults {
        complain(&format!("{name}: {}: {}", fault.place, fault.what));
    }
    if faults.len() == ingest::FAULTS {
        complain(&format!("{name}: there may be more"));
    }
    Ok(faults.is_empty())
}

fn look(arguments: &Decode, to_terminal: bool) -> Look {
    let colour = match arguments.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => to_terminal && AutoStream::choice(&io::stdout()) != ColorChoice::Never,
    };
    let charset = match arguments.charset {
        Charset::Unicode => render::Charset::Unicode,
        Charset::Ascii => render::Charset::Ascii,
        Charset::Auto => locale(),
    };
    let terminal = || terminal_size::terminal_size().filter(|_| to_terminal).map(|(width, _)| width.0);
    let width = arguments.width.or_else(terminal).unwrap_or(100).max(40);
    Look { width: width.into(), colour, charset }
}

/// What the locale says; without one, what nearly every terminal of today can do.
fn locale() -> render::Charset {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match set.map(|value| value.to_ascii_lowercase()) {
        Some(value) if !value.contains("utf-8") && !value.contains("utf8") => render::Charset::Ascii,
        _ => render::Charset::Unicode,
    }
}

/// Says what is wrong, without passing on what a file name may hold.
fn complain(text: &str) {
    let mut shown = String::new();
    render::visible::text(text, render::Charset::Unicode, &mut shown);
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "a76xx: {shown}");
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
