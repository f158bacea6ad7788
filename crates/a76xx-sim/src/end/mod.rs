//! Ends: what other programs open to talk to a module.
//!
//! An end never blocks. It is registered once, and afterwards read and written until it says that nothing goes on now.

#[cfg(unix)]
mod pty;
mod stdio;
mod tcp;
#[cfg(unix)]
mod unix;

use std::io;
use std::sync::Arc;

use mio::{Registry, Token, Waker};

#[cfg(unix)]
pub use pty::Pty;
pub use stdio::Stdio;
pub use tcp::Tcp;
#[cfg(unix)]
pub use unix::Unix;

/// Tokens that an end needs.
pub const TOKENS: usize = 2;

/// Where an end registers what there is to poll.
#[derive(Debug)]
pub struct Polled {
    /// The registry.
    pub registry: Registry,
    /// The first of its tokens.
    pub first: Token,
    /// Ends the wait of the poll, whoever has something to read.
    pub waker: Arc<Waker>,
}

/// What reading an end gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// So many bytes.
    Bytes(usize),
    /// Nothing now.
    Nothing,
    /// A program opened it, or closed it again.
    Plugged(bool),
    /// Nothing will come any more.
    Over,
}

/// Where a program plugs in.
pub trait End {
    /// What to open, for people.
    fn name(&self) -> String;

    /// Registers what there is to poll.
    ///
    /// # Errors
    /// The system refuses.
    fn register(&mut self, poll: &Polled) -> io::Result<()>;

    /// Reads what a program sends.
    ///
    /// # Errors
    /// The end is broken for good.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<Heard>;

    /// Writes what goes now, and gives how much that is. What nobody is there to take counts as written, as on an unplugged line.
    ///
    /// # Errors
    /// The end is broken for good.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
}

/// A stream that one program at a time is connected to.
#[derive(Debug)]
struct Plug<S> {
    stream: Option<S>,
    /// Not told yet.
    news: Option<bool>,
}

impl<S: io::Read + io::Write> Plug<S> {
    const fn empty() -> Self {
        Self { stream: None, news: None }
    }

    fn put(&mut self, stream: S) {
        self.stream = Some(stream);
        self.news = Some(true);
    }

    fn pull(&mut self) {
        self.stream = None;
        self.news = Some(false);
    }

    fn read(&mut self, buffer: &mut [u8]) -> Heard {
        if let Some(news) = self.news.take() {
            return Heard::Plugged(news);
        }
        let Some(stream) = &mut self.stream else { return Heard::Nothing };
        match stream.read(buffer) {
            Ok(0) => {}
            Ok(count) => return Heard::Bytes(count),
            Err(error) if waits(&error) => return Heard::Nothing,
            Err(_) => {}
        }
        self.pull();
        self.news = None;
        Heard::Plugged(false)
    }

    fn write(&mut self, bytes: &[u8]) -> usize {
        let Some(stream) = &mut self.stream else { return bytes.len() };
        match stream.write(bytes) {
            Ok(count) => count,
            Err(error) if waits(&error) => 0,
            // The next read tells.
            Err(_) => bytes.len(),
        }
    }
}

/// Whether an error only says that nothing goes on now.
fn waits(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}
