//! The only task that touches the serial line.

use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;

use embedded_io_async::{Read, Write};

use super::clock::Clock;
use super::pins::{NoPins, Pins, moved};
use super::shared::Access;
use super::stack::State;
use super::waiting::Slot;
use crate::Machine;

/// Owner of the line.
pub struct Runner<'s, C, const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) state: &'s State<C, LINKS, RX, TX>,
}

impl<C, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for Runner<'_, C, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runner").finish_non_exhaustive()
    }
}

/// Why a runner has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunError<E> {
    /// The line failed.
    Line(E),
    /// The line is closed.
    Closed,
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Runner<'_, C, LINKS, RX, TX> {
    /// Brings the module up and runs for as long as the line does. `rx` and `tx` are its halves.
    ///
    /// Dropping it is safe at any point; bytes that the line's own reading or writing loses by that are found missing by the machine, as bytes
    /// that the line lost. It can be run again.
    pub async fn run<E>(&mut self, rx: impl Read<Error = E>, tx: impl Write<Error = E>) -> RunError<E> {
        self.run_with(rx, tx, NoPins).await
    }

    /// The same with lines of the module that [`Config::wiring`](crate::Config::wiring) names.
    pub async fn run_with<E>(&mut self, mut rx: impl Read<Error = E>, mut tx: impl Write<Error = E>, mut pins: impl Pins) -> RunError<E> {
        let state = self.state;
        state.with(|machine, now| {
            // What a run before was given and dropped did not go out, for all that anybody knows.
            machine.sent(now, 0);
            machine.start(now);
        });
        let reads = async {
            let mut buffer = [0; 256];
            loop {
                // Where nothing but the line can hold the peer back, it has to.
                let room = state.wait(Slot::Line, |machine, _| Some(machine.rx_room()).filter(|room| *room > 0)).await;
                let most = room.min(buffer.len());
                match rx.read(buffer.get_mut(..most).unwrap_or_default()).await {
                    Ok(0) => return RunError::Closed,
                    Ok(count) => state.with(|machine, now| machine.handle_rx(now, buffer.get(..count).unwrap_or_default())),
                    Err(error) => return RunError::Line(error),
                }
            }
        };
        let writes = async {
            let mut buffer = [0; 128];
            loop {
                let count = state
                    .wait(Slot::Line, |machine, now| {
                        let bytes = machine.poll_tx(now)?;
                        let count = bytes.len().min(buffer.len());
                        buffer.get_mut(..count)?.copy_from_slice(bytes.get(..count)?);
                        Some(count)
                    })
                    .await;
                match tx.write(buffer.get(..count).unwrap_or_default()).await {
                    Ok(0) => return RunError::Closed,
                    Ok(count) => state.with(|machine, now| machine.sent(now, count)),
                    Err(error) => return RunError::Line(error),
                }
                if state.with(|machine, now| !machine.has_tx(now))
                    && let Err(error) = tx.flush().await
                {
                    return RunError::Line(error);
                }
            }
        };
        let times = async {
            loop {
                let at = state.wait(Slot::Timer, |machine, _| machine.poll_timeout()).await;
                let mut passes = pin!(state.clock.until(at));
                let mut moved = pin!(state.wait(Slot::Timer, |machine, _| (machine.poll_timeout() != Some(at)).then_some(())));
                poll_fn(|cx| match (passes.as_mut().poll(cx), moved.as_mut().poll(cx)) {
                    (Poll::Pending, Poll::Pending) => Poll::Pending,
                    _ => Poll::Ready(()),
                })
                .await;
                state.with(Machine::handle_timeout);
            }
        };
        let moves = async {
            loop {
                let pin = state.wait(Slot::Pin, |machine, _| machine.poll_pin()).await;
                if moved(&mut pins, pin).await {
                    state.with(Machine::handle_reset);
                }
            }
        };
        let (mut reads, mut writes, mut times, mut moves) = (pin!(reads), pin!(writes), pin!(times), pin!(moves));
        poll_fn(|cx| {
            if let Poll::Ready(end) = reads.as_mut().poll(cx) {
                return Poll::Ready(end);
            }
            if let Poll::Ready(end) = writes.as_mut().poll(cx) {
                return Poll::Ready(end);
            }
            if let Poll::Ready(end) = moves.as_mut().poll(cx) {
                return Poll::Ready(end);
            }
            times.as_mut().poll(cx)
        })
        .await
    }
}
