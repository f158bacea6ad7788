//! Ports of the standard library: a serial port with a short time-out, a socket, a file of a terminal.

use std::io;
use std::time::Instant;

use a76xx_tracker::Moment;
use embedded_io::{ErrorType, Read, ReadReady, Write};

/// Anything that can be read and written, whose reads end after a short while where nothing is there (some milliseconds: so long a driver with
/// nothing to do sleeps).
#[derive(Debug)]
pub struct Port<T> {
    inner: T,
    buffer: [u8; 256],
    at: usize,
    end: usize,
    ended: bool,
}

impl<T: io::Read + io::Write> Port<T> {
    /// Takes a port whose time-out is set.
    pub const fn new(inner: T) -> Self {
        Self { inner, buffer: [0; 256], at: 0, end: 0, ended: false }
    }

    /// The port.
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T> ErrorType for Port<T> {
    type Error = io::Error;
}

impl<T: io::Read + io::Write> ReadReady for Port<T> {
    fn read_ready(&mut self) -> Result<bool, io::Error> {
        if self.at < self.end || self.ended {
            return Ok(true);
        }
        match self.inner.read(&mut self.buffer) {
            Ok(count) => (self.at, self.end, self.ended) = (0, count, count == 0),
            Err(error) if is_nothing(&error) => return Ok(false),
            Err(error) => return Err(error),
        }
        Ok(true)
    }
}

impl<T: io::Read + io::Write> Read for Port<T> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, io::Error> {
        while !self.read_ready()? {}
        if self.at == self.end {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let ready = self.buffer.get(self.at..self.end).unwrap_or_default();
        let count = ready.len().min(into.len());
        if let (Some(slot), Some(ready)) = (into.get_mut(..count), ready.get(..count)) {
            slot.copy_from_slice(ready);
        }
        self.at += count;
        Ok(count)
    }
}

impl<T: io::Read + io::Write> Write for Port<T> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, io::Error> {
        loop {
            match self.inner.write(bytes) {
                Ok(0) if !bytes.is_empty() => return Err(io::ErrorKind::WriteZero.into()),
                Err(error) if is_nothing(&error) => {}
                done => return done,
            }
        }
    }

    fn flush(&mut self) -> Result<(), io::Error> {
        self.inner.flush()
    }
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// The machine's clock, from now on.
pub fn clock() -> impl FnMut() -> Moment {
    let began = Instant::now();
    move || Moment::from_micros(began.elapsed().as_micros() as u64)
}
