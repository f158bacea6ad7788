//! What commands that read captures have in common: their inputs, their output, how it looks.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Read, Write};
use std::path::Path;

use a76xx_decoder::ingest::Opened;
use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Look, Render};
use a76xx_decoder::{Error, decode, ingest};

use super::look::LookArguments;
use super::{complain, progress};
pub(super) use crate::cli::Inputs;

/// Something could not be read or written.
pub(super) const UNREADABLE: u8 = 2;

/// Where output goes, buffered: to a file, or to standard output.
pub(super) fn output(inputs: &Inputs) -> Result<impl Write + use<>, Error> {
    let out: Box<dyn Write> = match &inputs.output {
        Some(path) => Box::new(File::create(path).map_err(|error| Error::Output(named(path, &error)))?),
        None => Box::new(io::stdout().lock()),
    };
    Ok(BufWriter::with_capacity(64 * 1024, out))
}

/// Every input in turn. An input that cannot be read does not keep the others from it; `false` if there was one.
pub(super) fn all(inputs: &Inputs, select: &Select, renderer: &mut dyn Render) -> Result<bool, Error> {
    let mut readable = true;
    for path in &inputs.files {
        match one(path, inputs, select, renderer) {
            Ok(clean) => readable &= clean,
            Err(error @ Error::Output(_)) => return Err(error),
            Err(error) => {
                let what = error.to_string();
                let name = path.display().to_string();
                renderer.unreadable(&name, &what).and_then(|()| renderer.flush()).map_err(Error::Output)?;
                complain(&what);
                readable = false;
            }
        }
    }
    renderer.finish().and_then(|()| renderer.flush()).map_err(Error::Output)?;
    Ok(readable)
}

/// One input; `false` if parts of it could not be read.
fn one(path: &Path, inputs: &Inputs, select: &Select, renderer: &mut dyn Render) -> Result<bool, Error> {
    let mut opened = open(path, inputs)?;
    decode(&mut opened, select.clone(), renderer)?;
    faults(&opened, Some(renderer))
}

/// Opens an input, and says what else it may be.
pub(super) fn open(path: &Path, inputs: &Inputs) -> Result<Opened, Error> {
    let name = path.display().to_string();
    let opened = if let Some(several) = inputs.several.open(&inputs.files, inputs.input) {
        several?
    } else {
        let input: Box<dyn Read> = if name == "-" {
            Box::new(io::stdin().lock())
        } else {
            progress::open(path, inputs).map_err(|source| Error::Input { name: name.clone(), source })?
        };
        ingest::open_as(&name, input, inputs.input, inputs.side.map(Into::into))?
    };
    if let Some(rival) = opened.rival {
        let format = opened.header.format;
        complain(&format!("{name}: read as {format}; it may be {other} as well (--input {other})", other = rival.name));
    }
    Ok(opened)
}

/// Says what of an input could not be read; `false` if there is anything.
pub(super) fn faults(opened: &Opened, mut renderer: Option<&mut (dyn Render + '_)>) -> Result<bool, Error> {
    let name = &opened.header.input;
    let faults = opened.source.faults();
    for fault in faults {
        let what = format!("{name}: {}: {}", fault.place, fault.what);
        if let Some(renderer) = &mut renderer {
            renderer.unreadable(name, &what).map_err(Error::Output)?;
        }
        complain(&what);
    }
    if faults.len() == ingest::FAULTS {
        complain(&format!("{name}: there may be more"));
    }
    Ok(faults.is_empty())
}

/// How text looks.
pub(super) fn look(inputs: &Inputs, look: &LookArguments) -> Look {
    look.look(inputs.output.is_none() && io::stdout().is_terminal())
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
