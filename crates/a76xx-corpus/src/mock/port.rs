//! The faces of embedded-io on a mock.

use std::fmt;
use std::future::poll_fn;
use std::task::Poll;

use embedded_io::{ErrorKind, ErrorType};

use super::play::{Deviation, Mock};

/// A port with a [`Mock`] at its other end.
///
/// A blocking read with nothing to read gives [`PortError::Silent`], since nothing will come before the host has said something. An
/// asynchronous one waits.
#[derive(Clone, Debug)]
pub struct Port(pub(super) Mock);

/// Why a port gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortError {
    /// The host has left the transcript.
    Deviation(Deviation),
    /// The module waits for the host, or has said all.
    Silent,
}

impl fmt::Display for PortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deviation(deviation) => deviation.fmt(f),
            Self::Silent => f.write_str("the module says nothing before the host does"),
        }
    }
}

impl std::error::Error for PortError {}

impl embedded_io::Error for PortError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Deviation(_) => ErrorKind::InvalidData,
            Self::Silent => ErrorKind::TimedOut,
        }
    }
}

impl Port {
    /// `None` if there is nothing to read now.
    fn try_read(&self, buffer: &mut [u8]) -> Option<Result<usize, PortError>> {
        if buffer.is_empty() || self.0.waiting() > 0 {
            return Some(Ok(self.0.take(buffer)));
        }
        self.0.deviation().map(|deviation| Err(PortError::Deviation(deviation)))
    }
}

impl ErrorType for Port {
    type Error = PortError;
}

impl embedded_io::Read for Port {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, PortError> {
        self.try_read(buffer).unwrap_or(Err(PortError::Silent))
    }
}

impl embedded_io::ReadReady for Port {
    fn read_ready(&mut self) -> Result<bool, PortError> {
        Ok(self.0.waiting() > 0)
    }
}

impl embedded_io::Write for Port {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, PortError> {
        self.0.receive(bytes).map(|()| bytes.len()).map_err(PortError::Deviation)
    }

    fn flush(&mut self) -> Result<(), PortError> {
        Ok(())
    }
}

impl embedded_io::WriteReady for Port {
    fn write_ready(&mut self) -> Result<bool, PortError> {
        Ok(true)
    }
}

impl embedded_io_async::Read for Port {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, PortError> {
        poll_fn(|context| {
            let read = self.try_read(buffer);
            if read.is_none() {
                self.0.wake_later(context.waker());
            }
            read.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}

impl embedded_io_async::Write for Port {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, PortError> {
        embedded_io::Write::write(self, bytes)
    }

    async fn flush(&mut self) -> Result<(), PortError> {
        Ok(())
    }
}
