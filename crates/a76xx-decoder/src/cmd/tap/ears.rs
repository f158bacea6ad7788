//! From those who listen to those who show. The wire does not wait for a reader: what does not fit is counted and told.

use std::io;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use a76xx_decoder::ingest::Heard;
use a76xx_parser::Side;

/// Pieces that may wait to be shown.
pub(super) const WAITING: usize = 16 * 1024;

/// Bytes of a piece at most.
pub(super) const PIECE: usize = 1024;

/// Where listeners tell what they hear.
#[derive(Clone)]
pub(super) struct Ears {
    to: SyncSender<Heard>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Bytes that were heard and not shown.
    lost: u64,
    complaint: Option<String>,
}

impl Ears {
    pub(super) fn new(to: SyncSender<Heard>) -> Self {
        Self { to, state: Arc::default() }
    }

    /// Bytes came just now; `false` where nobody wants them any more.
    pub(super) fn hear(&self, side: Option<Side>, bytes: &[u8]) -> bool {
        let at = Instant::now();
        let lost = std::mem::take(&mut self.state().lost);
        if lost > 0 && self.put(Heard::Remark { at, text: format!("{lost} bytes are not shown: the output did not keep up") }).is_err() {
            self.state().lost += lost + bytes.len() as u64;
            return true;
        }
        self.put(Heard::Bytes { side, at, bytes: bytes.to_vec() }).unwrap_or_else(|Full| {
            self.state().lost += bytes.len() as u64;
            true
        })
    }

    /// The same where the sender can wait.
    pub(super) fn hear_all(&self, side: Option<Side>, bytes: &[u8]) -> bool {
        self.to.send(Heard::Bytes { side, at: Instant::now(), bytes: bytes.to_vec() }).is_ok()
    }

    /// Tells something that is not of the wire.
    pub(super) fn remark(&self, text: String) {
        // Bytes are worth more than remarks.
        let _ = self.put(Heard::Remark { at: Instant::now(), text });
    }

    /// Nothing more comes, as it should be.
    pub(super) fn end(&self) {
        // Where nobody listens there is nothing to end.
        let _ = self.to.send(Heard::End);
    }

    /// Nothing more comes: `name` failed.
    pub(super) fn fail(&self, name: &str, error: &io::Error) {
        self.state().complaint.get_or_insert_with(|| format!("{name}: nothing more can be heard: {error}"));
        self.end();
    }

    /// What ended the listening against the user's wish.
    pub(super) fn complaint(&self) -> Option<String> {
        self.state().complaint.clone()
    }

    fn put(&self, heard: Heard) -> Result<bool, Full> {
        match self.to.try_send(heard) {
            Ok(()) => Ok(true),
            Err(TrySendError::Full(_)) => Err(Full),
            Err(TrySendError::Disconnected(_)) => Ok(false),
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Too many pieces wait.
struct Full;

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[test]
    fn what_does_not_fit_is_counted_and_told() {
        let (to, from) = sync_channel(2);
        let ears = Ears::new(to);
        for _ in 0..4 {
            assert!(ears.hear(Some(Side::Host), b"12345"));
        }
        let mut told = Vec::new();
        let mut take = || match from.try_recv() {
            Ok(Heard::Bytes { bytes, .. }) => told.push(bytes.len().to_string()),
            Ok(Heard::Remark { text, .. }) => told.push(text),
            Ok(Heard::End) | Err(_) => told.push(String::from("nothing")),
        };
        take();
        take();
        ears.hear(Some(Side::Host), b"1");
        take();
        take();
        take();
        assert_eq!(told, ["5", "5", "10 bytes are not shown: the output did not keep up", "1", "nothing"]);
        drop(from);
        assert!(!ears.hear(None, b"x"), "nobody listens");
    }
}
