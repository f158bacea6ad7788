//! Files that `tap` writes: what goes wrong with one names it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use a76xx_decoder::Error;
use a76xx_decoder::record::{Record, pcapng::Pcapng, transcript::Transcript};

/// A file that is written from now on.
pub(super) struct Output {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Output {
    /// Makes the file, or empties it.
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        let file = File::create(path).map_err(|error| Error::Output(named(path, &error)))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|error| named(&self.path, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| named(&self.path, &error))
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A recording in the form that its name asks for.
pub(super) fn recording(path: &Path) -> Result<Box<dyn Record>, Error> {
    let packets = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pcapng"));
    let file = Output::create(path)?;
    Ok(if packets { Box::new(Pcapng::new(file)) } else { Box::new(Transcript::new(file)) })
}
