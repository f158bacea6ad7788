//! In-process ends for drivers under test: halves of embedded-io and embedded-io-async, in virtual or real time.
//!
//! A [`Wire`] is a device with a clock; [`Wire::split`] gives the host's two halves. In virtual time ([`Wire::virtual_time`]) nothing goes on
//! but by [`Wire::advance`], or, for a blocking read with nothing to read, by going to the next moment at which something happens. In real
//! time ([`Wire::real_time`]) the moment is the machine's clock.
//!
//! ```
//! use a76xx_sim::io::Wire;
//! use a76xx_sim::net::NoWorld;
//! use a76xx_sim::{Config, Modem, Rig};
//! use embedded_io::{Read as _, Write as _};
//!
//! let wire = Wire::virtual_time(Rig::new(Modem::running(Config::default()), NoWorld::default()));
//! let (mut from, mut to) = wire.split();
//! to.write_all(b"ATE0\r")?;
//! let mut buffer = [0; 64];
//! let count = from.read(&mut buffer)?;
//! assert_eq!(buffer.get(..count), Some(&b"ATE0\r"[..]));
//! # Ok::<(), a76xx_sim::io::Silent>(())
//! ```

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Instant;

use core::fmt;
use core::time::Duration;

use embedded_io::{ErrorKind, ErrorType};

use crate::device::Device;
use crate::modem::Control;
use crate::time::Moment;

/// Longest time that a blocking read sleeps at once in real time: the other half may write meanwhile.
const NAP: Duration = Duration::from_millis(1);

/// A blocking read found that nothing will ever come: nothing is said, and nothing is to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent;

impl fmt::Display for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the module is silent, and nothing is to happen")
    }
}

impl core::error::Error for Silent {}

impl embedded_io::Error for Silent {
    fn kind(&self) -> ErrorKind {
        ErrorKind::TimedOut
    }
}

struct Inner {
    device: Box<dyn Device + Send>,
    now: Moment,
    /// The beginning of real time; `None` in virtual time.
    began: Option<Instant>,
    output: VecDeque<u8>,
    reader: Option<Waker>,
}

impl Inner {
    /// Goes on to a moment, step by step.
    fn go(&mut self, until: Moment) {
        loop {
            while let Some(bytes) = self.device.poll_output(self.now) {
                self.output.extend(bytes);
            }
            let Some(next) = self.device.poll_timeout().filter(|next| *next <= until) else { break };
            self.now = self.now.max(next);
            self.device.handle_timeout(self.now);
        }
        self.now = self.now.max(until);
        if !self.output.is_empty()
            && let Some(reader) = self.reader.take()
        {
            reader.wake();
        }
    }

    /// In real time, up to this moment.
    fn catch_up(&mut self) {
        let now = self.began.map_or(self.now, |began| Moment::START.after(began.elapsed()));
        self.go(now);
    }

    fn take(&mut self, buffer: &mut [u8]) -> usize {
        let count = buffer.len().min(self.output.len());
        for (to, from) in buffer.iter_mut().zip(self.output.drain(..count)) {
            *to = from;
        }
        count
    }
}

/// A device with a clock, inside a program.
#[derive(Clone)]
pub struct Wire(Arc<Mutex<Inner>>);

impl Wire {
    /// In virtual time.
    pub fn virtual_time(device: impl Device + Send + 'static) -> Self {
        Self::new(device, None)
    }

    /// In real time, which begins now.
    pub fn real_time(device: impl Device + Send + 'static) -> Self {
        Self::new(device, Some(Instant::now()))
    }

    fn new(device: impl Device + Send + 'static, began: Option<Instant>) -> Self {
        let inner = Inner { device: Box::new(device), now: Moment::START, began, output: VecDeque::new(), reader: None };
        Self(Arc::new(Mutex::new(inner)))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Whoever panicked while it held the lock fails its own test.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The host's halves.
    pub fn split(&self) -> (FromModule, ToModule) {
        (FromModule(self.clone()), ToModule(self.clone()))
    }

    /// The time.
    pub fn now(&self) -> Moment {
        let mut inner = self.lock();
        inner.catch_up();
        inner.now
    }

    /// When something will happen, if nothing else does.
    pub fn poll_timeout(&self) -> Option<Moment> {
        self.lock().device.poll_timeout()
    }

    /// Lets virtual time go on. Real time goes by itself.
    pub fn advance(&self, span: Duration) {
        let mut inner = self.lock();
        let until = inner.now.after(span);
        if inner.began.is_none() {
            inner.go(until);
        }
    }

    /// The host changes a control line.
    pub fn control(&self, control: Control) {
        let mut inner = self.lock();
        inner.catch_up();
        let now = inner.now;
        inner.device.control(now, control);
        inner.go(now);
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").field("now", &self.lock().now).finish_non_exhaustive()
    }
}

/// What the module says. Dropping a read that has not finished loses nothing.
#[derive(Clone, Debug)]
pub struct FromModule(Wire);

/// What the host says. A write is done at once.
#[derive(Clone, Debug)]
pub struct ToModule(Wire);

impl ErrorType for FromModule {
    type Error = Silent;
}

impl ErrorType for ToModule {
    type Error = Silent;
}

impl embedded_io::Read for FromModule {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Silent> {
        loop {
            let mut inner = self.0.lock();
            inner.catch_up();
            if buffer.is_empty() || !inner.output.is_empty() {
                return Ok(inner.take(buffer));
            }
            let next = inner.device.poll_timeout().ok_or(Silent)?;
            if inner.began.is_none() {
                inner.go(next);
            } else {
                let span = next.since(inner.now).min(NAP);
                drop(inner);
                std::thread::sleep(span);
            }
        }
    }
}

impl embedded_io::ReadReady for FromModule {
    fn read_ready(&mut self) -> Result<bool, Silent> {
        let mut inner = self.0.lock();
        inner.catch_up();
        Ok(!inner.output.is_empty())
    }
}

impl embedded_io::Write for ToModule {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Silent> {
        let mut inner = self.0.lock();
        inner.catch_up();
        let now = inner.now;
        inner.device.receive(now, bytes);
        inner.go(now);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Silent> {
        Ok(())
    }
}

impl embedded_io_async::Read for FromModule {
    /// Waits until the module says something. In virtual time somebody has to let time go on meanwhile; in real time whoever polls this has to
    /// come again at [`Wire::poll_timeout`], as nothing else wakes it.
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Silent> {
        core::future::poll_fn(|context| {
            let mut inner = self.0.lock();
            inner.catch_up();
            if buffer.is_empty() || !inner.output.is_empty() {
                return Poll::Ready(Ok(inner.take(buffer)));
            }
            inner.reader = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl embedded_io_async::Write for ToModule {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, Silent> {
        embedded_io::Write::write(self, bytes)
    }

    async fn flush(&mut self) -> Result<(), Silent> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use core::future::Future as _;
    use core::pin::pin;
    use core::task::Context;

    use embedded_io::{Read as _, ReadReady as _, Write as _};

    use super::*;
    use crate::net::NoWorld;
    use crate::{Config, Modem, Rig};

    fn modem() -> Rig<NoWorld> {
        Rig::new(Modem::running(Config::default()), NoWorld::default())
    }

    fn all(from: &mut FromModule) -> String {
        let (mut said, mut buffer) = (Vec::new(), [0; 7]);
        while let Ok(count) = from.read(&mut buffer) {
            said.extend(buffer.iter().take(count));
        }
        said.escape_ascii().to_string()
    }

    #[test]
    fn a_blocking_read_goes_to_where_something_happens() {
        let wire = Wire::virtual_time(modem());
        let (mut from, mut to) = wire.split();
        assert_eq!(from.read(&mut [0; 8]), Err(Silent));
        assert!(to.write_all(b"AT+CSQ\r").is_ok());
        assert_eq!(all(&mut from), r"AT+CSQ\r\r\n+CSQ: 23,0\r\n\r\nOK\r\n");
        assert_eq!(wire.now(), Moment::from_millis(2));
    }

    #[test]
    fn an_async_read_is_woken_by_the_clock() {
        let wire = Wire::virtual_time(modem());
        let (mut from, mut to) = wire.split();
        assert!(to.write_all(b"ATE0\r").is_ok());
        let mut buffer = [0; 64];
        assert_eq!(from.read(&mut buffer), Ok(5));
        let (mut context, mut buffer) = (Context::from_waker(Waker::noop()), [0; 64]);
        let mut read = pin!(embedded_io_async::Read::read(&mut from, &mut buffer));
        assert!(read.as_mut().poll(&mut context).is_pending());
        wire.advance(Duration::from_millis(2));
        assert_eq!(read.poll(&mut context), Poll::Ready(Ok(6)));
    }

    #[test]
    fn real_time_goes_by_itself() {
        let wire = Wire::real_time(modem());
        let (mut from, mut to) = wire.split();
        assert!(to.write_all(b"AT\r").is_ok());
        assert_eq!(all(&mut from), r"AT\r\r\nOK\r\n");
        assert!(wire.now() >= Moment::from_millis(2));
        assert_eq!(from.read_ready(), Ok(false));
    }
}
