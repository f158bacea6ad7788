//! Standard input and output.

use std::collections::VecDeque;
use std::io::{self, Read as _, Write as _};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;

use mio::Waker;

use super::{End, Heard, Polled};

/// Pieces that wait to be read.
const WAITING: usize = 4;
/// Bytes of a piece.
const PIECE: usize = 4096;

/// Standard input and output: the host is whatever is on the other side of the pipes, and is gone at the end of the input.
///
/// A thread reads, since standard input may be a file, which no poll can wait for.
#[derive(Debug, Default)]
pub struct Stdio {
    pieces: Option<Receiver<Vec<u8>>>,
    rest: VecDeque<u8>,
}

impl Stdio {
    /// Standard input and output.
    pub fn new() -> Self {
        Self::default()
    }
}

impl End for Stdio {
    fn name(&self) -> String {
        "standard input and output".to_owned()
    }

    fn register(&mut self, poll: &Polled) -> io::Result<()> {
        let waker = Arc::clone(&poll.waker);
        let (sender, pieces) = sync_channel(WAITING);
        thread::Builder::new().name("stdin".to_owned()).spawn(move || pump(sender, &waker))?;
        self.pieces = Some(pieces);
        Ok(())
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<Heard> {
        if self.rest.is_empty() {
            match self.pieces.as_ref().map(Receiver::try_recv) {
                Some(Ok(piece)) => self.rest.extend(piece),
                Some(Err(TryRecvError::Disconnected)) => return Ok(Heard::Over),
                Some(Err(TryRecvError::Empty)) | None => return Ok(Heard::Nothing),
            }
        }
        self.rest.read(buffer).map(Heard::Bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
        Ok(bytes.len())
    }
}

/// Reads to the end.
fn pump(sender: SyncSender<Vec<u8>>, waker: &Waker) {
    let mut input = io::stdin().lock();
    let mut buffer = [0; PIECE];
    loop {
        let count = match input.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => 0,
        };
        if count == 0 || sender.send(buffer.get(..count).unwrap_or_default().to_vec()).is_err() {
            break;
        }
        // Who cannot be woken is not there.
        let _ = waker.wake();
    }
    // Its going tells the end, and so comes before the last wake-up.
    drop(sender);
    let _ = waker.wake();
}
