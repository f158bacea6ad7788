//! Modules at their ends, in real time, as many as there are, on one thread.
//!
//! ```text
//!  program ◀─▶ End ◀─▶ Station ◀─▶ Device (Modem ◀─▶ World)
//!                 ▲                                    ▲
//!                 └───────────── one Poll ─────────────┘
//! ```

mod station;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use core::time::Duration;

use mio::{Events, Poll, Registry, Token, Waker};

use crate::device::Device;
use crate::end::{self, End, Polled};
use crate::modem::Control;
use crate::net::host;
use crate::time::Moment;
use station::Station;

/// Tokens of one module: its end's, then its sockets'.
const STRIDE: usize = end::TOKENS + host::TOKENS;
/// The token of the waker.
const WAKE: Token = Token(usize::MAX - 1);

/// Sees what goes over the line of one module.
pub trait Tap {
    /// The host sent bytes.
    fn host(&mut self, at: Moment, bytes: &[u8]);
    /// The module sent bytes.
    fn module(&mut self, at: Moment, bytes: &[u8]);
    /// A control line changed.
    fn control(&mut self, at: Moment, control: Control);
}

/// Nobody looks.
impl Tap for () {
    fn host(&mut self, _: Moment, _: &[u8]) {}
    fn module(&mut self, _: Moment, _: &[u8]) {}
    fn control(&mut self, _: Moment, _: Control) {}
}

/// Modules at their ends.
pub struct Serve {
    poll: Poll,
    stations: Vec<Station>,
    start: Instant,
    stop: Stop,
}

/// Ends [`Serve::run`] from another thread, or from a signal's.
#[derive(Clone, Debug)]
pub struct Stop {
    asked: Arc<AtomicBool>,
    waker: Arc<Waker>,
}

impl Stop {
    /// Ends it.
    pub fn stop(&self) {
        self.asked.store(true, Ordering::SeqCst);
        // Who cannot be woken has gone already.
        let _ = self.waker.wake();
    }
}

impl Serve {
    /// None yet.
    ///
    /// # Errors
    /// The system has no more polls.
    pub fn new() -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
        let stop = Stop { asked: Arc::default(), waker };
        Ok(Self { poll, stations: Vec::new(), start: Instant::now(), stop })
    }

    /// Where the next module's world registers its sockets, and the first of its tokens.
    ///
    /// # Errors
    /// The system has no more files.
    pub fn registry(&self) -> io::Result<(Registry, Token)> {
        Ok((self.poll.registry().try_clone()?, Token(self.stations.len() * STRIDE + end::TOKENS)))
    }

    /// Adds a module at an end.
    ///
    /// # Errors
    /// The end cannot be polled.
    pub fn add(&mut self, device: Box<dyn Device>, mut end: Box<dyn End>, tap: Box<dyn Tap>) -> io::Result<()> {
        let first = Token(self.stations.len() * STRIDE);
        end.register(&Polled { registry: self.poll.registry().try_clone()?, first, waker: Arc::clone(&self.stop.waker) })?;
        self.stations.push(Station::new(device, end, tap));
        Ok(())
    }

    /// What ends it.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// The time.
    pub fn now(&self) -> Moment {
        Moment::START.after(self.start.elapsed())
    }

    /// Lets them live until all ends are over, or until [`Stop::stop`].
    ///
    /// # Errors
    /// The poll fails.
    pub fn run(&mut self) -> io::Result<()> {
        let mut events = Events::with_capacity(256);
        while !self.stop.asked.load(Ordering::SeqCst) {
            let now = self.now();
            for station in &mut self.stations {
                station.attend(now);
            }
            if self.stations.iter().all(Station::is_over) {
                break;
            }
            let next = self.stations.iter().filter_map(Station::poll_timeout).min();
            // The poll counts whole milliseconds and may round down: a moment that is nearly there is waited for in full.
            let wait = next.map(|next| next.since(self.now())).map(|wait| if wait.is_zero() { wait } else { wait.max(SHORTEST) });
            match self.poll.poll(&mut events, wait) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                polled => polled?,
            }
            for event in &events {
                let Token(token) = event.token();
                if event.token() == WAKE {
                    self.stations.iter_mut().for_each(Station::wake);
                } else if let Some(station) = self.stations.get_mut(token / STRIDE) {
                    station.ready(event, token % STRIDE < end::TOKENS);
                }
            }
        }
        Ok(())
    }
}

/// Shortest wait that is not none.
const SHORTEST: Duration = Duration::from_millis(1);
