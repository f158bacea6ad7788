//! A mock at the other end of a port that there already is.

use std::error::Error;
use std::fmt;

use embedded_io::{Read, Write};
use embedded_io_async::{Read as AsyncRead, Write as AsyncWrite};

use super::play::{Deviation, Mock};

/// Bytes that are passed on at a time.
const PIECE: usize = 256;

/// Why a mock was not served to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServeError<E> {
    /// The port failed.
    Port(E),
    /// The host has left the transcript, or closed the port before its end.
    Deviation(Deviation),
}

impl<E: fmt::Display> fmt::Display for ServeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(error) => write!(f, "the port failed: {error}"),
            Self::Deviation(deviation) => deviation.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> Error for ServeError<E> {}

/// Plays the module at a port until the transcript is over.
///
/// # Errors
/// The port failed, or the host left the transcript.
pub fn serve<P: Read + Write>(mock: &Mock, port: &mut P) -> Result<(), ServeError<P::Error>> {
    let mut buffer = [0; PIECE];
    loop {
        loop {
            let count = mock.take(&mut buffer);
            if count == 0 {
                break;
            }
            port.write_all(buffer.get(..count).unwrap_or_default()).map_err(ServeError::Port)?;
        }
        port.flush().map_err(ServeError::Port)?;
        if mock.is_over() {
            return mock.finish().map_err(ServeError::Deviation);
        }
        let count = port.read(&mut buffer).map_err(ServeError::Port)?;
        if count == 0 {
            return mock.finish().map_err(ServeError::Deviation);
        }
        mock.receive(buffer.get(..count).unwrap_or_default()).map_err(ServeError::Deviation)?;
    }
}

/// The same where waiting is left to an executor. Dropping it between two pieces loses what was read and not yet answered.
///
/// # Errors
/// The port failed, or the host left the transcript.
pub async fn serve_async<P: AsyncRead + AsyncWrite>(mock: &Mock, port: &mut P) -> Result<(), ServeError<P::Error>> {
    let mut buffer = [0; PIECE];
    loop {
        loop {
            let count = mock.take(&mut buffer);
            if count == 0 {
                break;
            }
            port.write_all(buffer.get(..count).unwrap_or_default()).await.map_err(ServeError::Port)?;
        }
        port.flush().await.map_err(ServeError::Port)?;
        if mock.is_over() {
            return mock.finish().map_err(ServeError::Deviation);
        }
        let count = port.read(&mut buffer).await.map_err(ServeError::Port)?;
        if count == 0 {
            return mock.finish().map_err(ServeError::Deviation);
        }
        mock.receive(buffer.get(..count).unwrap_or_default()).map_err(ServeError::Deviation)?;
    }
}
