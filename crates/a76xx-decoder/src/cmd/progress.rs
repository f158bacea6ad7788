//! How far the reading of a large file is: on standard error, and only where somebody watches.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Inputs;

/// Smaller files are read before a bar could be seen.
const LARGE: u64 = 4 << 20;

/// Opens a file. Where it is large, and nothing else is written to the terminal, a bar tells how far it is.
pub(super) fn open(path: &Path, inputs: &Inputs) -> io::Result<Box<dyn Read>> {
    let file = File::open(path)?;
    let watched = io::stderr().is_terminal() && (inputs.output.is_some() || !io::stdout().is_terminal());
    let facts = file.metadata()?;
    if !watched || !facts.is_file() || facts.len() < LARGE {
        return Ok(Box::new(file));
    }
    let bar = ProgressBar::new(facts.len());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {bytes} of {total_bytes}, {eta} left") {
        bar.set_style(style.progress_chars("=> "));
    }
    Ok(Box::new(Watched { file, bar }))
}

struct Watched {
    file: File,
    bar: ProgressBar,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bar.inc(read as u64);
        if read == 0 && !buffer.is_empty() {
            self.bar.finish_and_clear();
        }
        Ok(read)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
