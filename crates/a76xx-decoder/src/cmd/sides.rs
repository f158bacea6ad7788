//! Captures of several files: a file for each side, a recording with its times.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use a76xx_decoder::Error;
use a76xx_decoder::ingest::{self, Format, Half, Opened, Recording};

/// Arguments about captures of several files.
#[derive(Debug, clap::Args)]
pub(crate) struct SeveralFiles {
    /// What the host sent, where each side has a file of its own; with --module
    #[arg(long, value_name = "FILE", requires = "module", conflicts_with_all = ["files", "side"])]
    pub(crate) host: Option<PathBuf>,

    /// What the module sent; with --host
    #[arg(long, value_name = "FILE", requires = "host", conflicts_with_all = ["files", "side"])]
    pub(crate) module: Option<PathBuf>,

    /// The times of a recording of `script`: with its typescript as FILE, or with what was typed as --host and what was shown as --module
    #[arg(long, value_name = "TIMING", conflicts_with_all = ["input", "side"])]
    pub(crate) timing: Option<PathBuf>,
}

impl SeveralFiles {
    /// Opens what these arguments and the one other file name, if they name anything.
    pub(crate) fn open(&self, files: &[PathBuf], format: Option<&'static Format>) -> Option<Result<Opened, Error>> {
        match (&self.timing, &self.host, &self.module) {
            (Some(timing), Some(host), Some(module)) => Some(timed_apart(timing, host, module)),
            (Some(timing), ..) => Some(timed(timing, files)),
            (None, Some(host), Some(module)) => Some(half(host).and_then(|host| ingest::open_pair(host, half(module)?, format))),
            _ => None,
        }
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> Error {
    let name = path.display().to_string();
    move |source| Error::Input { name: name.clone(), source }
}

/// A file and its length: places in the next one are counted on from there.
fn measured(path: &Path) -> Result<(File, u64), Error> {
    let file = File::open(path).map_err(failed(path))?;
    let metadata = file.metadata().map_err(failed(path))?;
    if !metadata.is_file() {
        return Err(failed(path)(io::Error::new(io::ErrorKind::InvalidInput, "each side has to be a file")));
    }
    Ok((file, metadata.len()))
}

fn half(path: &Path) -> Result<Half, Error> {
    let (file, len) = measured(path)?;
    Ok(Half { name: path.display().to_string(), input: Box::new(file), len })
}

fn timed_apart(timing: &Path, host: &Path, module: &Path) -> Result<Opened, Error> {
    let times = File::open(timing).map_err(failed(timing))?;
    let ((typed, len), (shown, _)) = (measured(host)?, measured(module)?);
    let name = format!("{} and {}", host.display(), module.display());
    ingest::open_timed(&name, Box::new(times), Recording::Apart(Box::new(typed), len, Box::new(shown)))
}

fn timed(timing: &Path, files: &[PathBuf]) -> Result<Opened, Error> {
    let [typescript] = files else {
        let what = "--timing goes with one typescript, or with --host and --module";
        return Err(failed(timing)(io::Error::new(io::ErrorKind::InvalidInput, what)));
    };
    let times = File::open(timing).map_err(failed(timing))?;
    let name = typescript.display().to_string();
    let input: Box<dyn io::Read> =
        if name == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(typescript).map_err(failed(typescript))?) };
    ingest::open_timed(&name, Box::new(times), Recording::Typescript(input))
}
