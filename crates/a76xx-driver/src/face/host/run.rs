//! The only task that touches the port.

use std::boxed::Box;
use std::sync::Arc;
use std::vec;

use core::pin::pin;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::sleep_until;

use super::modem::Inner;
use crate::face::pins::{Pins, moved};
use crate::{Machine, RunError};

/// Bytes that are read at a time.
const READ: usize = 4096;
/// Bytes that are written at a time.
const WRITE: usize = 2048;

/// Runs the line.
pub(super) async fn run(inner: Arc<Inner>, port: impl AsyncRead + AsyncWrite, mut pins: impl Pins) -> RunError<std::io::Error> {
    let (mut from, mut to) = tokio::io::split(Box::pin(port));
    let (mut heard, mut said) = (vec![0; READ].into_boxed_slice(), vec![0; WRITE].into_boxed_slice());
    inner.run(Machine::start);
    loop {
        if inner.is_left() && inner.run(|machine, _| machine.is_idle()) {
            return RunError::Closed;
        }
        let (count, room, at, pin) = inner.run(|machine, now| {
            let bytes = machine.poll_tx(now).unwrap_or_default();
            let count = bytes.len().min(WRITE);
            if let (Some(slot), Some(bytes)) = (said.get_mut(..count), bytes.get(..count)) {
                slot.copy_from_slice(bytes);
            }
            (count, machine.rx_room().min(READ), machine.poll_timeout(), machine.poll_pin())
        });
        if let Some(pin) = pin {
            inner.run(|machine, now| machine.sent(now, 0));
            if moved(&mut pins, pin).await {
                inner.run(Machine::handle_reset);
            }
            continue;
        }
        let passes = pin!(async {
            match at {
                Some(at) => sleep_until(inner.clock.instant(at)).await,
                None => core::future::pending().await,
            }
        });
        let nothing_went_out = || {
            if count > 0 {
                inner.run(|machine, now| machine.sent(now, 0));
            }
        };
        // Each of these has done nothing where another was first.
        tokio::select! {
            read = from.read(heard.get_mut(..room).unwrap_or_default()), if room > 0 => match read {
                Ok(0) => return RunError::Closed,
                Ok(read) => {
                    nothing_went_out();
                    inner.run(|machine, now| machine.handle_rx(now, heard.get(..read).unwrap_or_default()));
                }
                Err(error) => return RunError::Line(error),
            },
            wrote = to.write(said.get(..count).unwrap_or_default()), if count > 0 => match wrote {
                Ok(0) => return RunError::Closed,
                Ok(count) => {
                    inner.run(|machine, now| machine.sent(now, count));
                    if let Err(error) = to.flush().await {
                        return RunError::Line(error);
                    }
                }
                Err(error) => return RunError::Line(error),
            },
            () = passes => {
                nothing_went_out();
                inner.run(Machine::handle_timeout);
            }
            () = inner.changed.notified() => nothing_went_out(),
        }
    }
}
