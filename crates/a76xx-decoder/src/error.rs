//! What can go wrong: input that cannot be read, output that cannot be written. Bytes of the wire never do.

use std::fmt;
use std::io;

/// Why a capture was not decoded.
#[derive(Debug)]
pub enum Error {
    /// Reading failed.
    Input {
        /// The input's name, as given.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// The first line names a version of the transcript form that is not known.
    Version {
        /// The input's name, as given.
        name: String,
        /// What stands behind `# a76xx transcript`.
        version: String,
    },
    /// Writing failed.
    Output(io::Error),
}

impl Error {
    /// Whether the reader of the output went away (`a76xx decode … | head`): no fault of anybody.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { name, source } => write!(f, "{name}: cannot be read: {source}"),
            Self::Version { name, version } => {
                write!(f, "{name}: line 1: transcript version `{}` is not known, only 1 is", version.escape_debug())
            }
            Self::Output(error) => write!(f, "the output cannot be written: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Input { source, .. } | Self::Output(source) => Some(source),
            Self::Version { .. } => None,
        }
    }
}
