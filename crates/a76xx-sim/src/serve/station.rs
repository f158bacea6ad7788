//! One module at its end.

use core::time::Duration;

use mio::event::Event;

use super::Tap;
use crate::device::Device;
use crate::end::{End, Heard};
use crate::modem::Control;
use crate::time::Moment;

/// Bytes that are read at a time.
const READ: usize = 16 * 1024;
/// Steps of one module before the others have their turn.
const STEPS: usize = 64;
/// A module whose host is gone says what it has to say, for so long.
const LAST_WORDS: Duration = Duration::from_secs(5);

#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(super) struct Station {
    device: Box<dyn Device>,
    end: Box<dyn End>,
    tap: Box<dyn Tap>,
    /// What the end has not taken yet.
    unwritten: Vec<u8>,
    readable: bool,
    writable: bool,
    /// Something may go on without a poll.
    awake: bool,
    /// Since when the host is gone.
    over: Option<Moment>,
    done: bool,
}

impl Station {
    pub(super) fn new(device: Box<dyn Device>, end: Box<dyn End>, tap: Box<dyn Tap>) -> Self {
        Self { device, end, tap, unwritten: Vec::new(), readable: true, writable: true, awake: true, over: None, done: false }
    }

    /// Something may be there to read, of which no poll tells.
    pub(super) const fn wake(&mut self) {
        self.readable = true;
        self.awake = true;
    }

    /// The poll says that something can be done.
    pub(super) fn ready(&mut self, event: &Event, of_end: bool) {
        self.awake = true;
        if of_end {
            self.readable |= event.is_readable() || event.is_read_closed() || event.is_error();
            self.writable |= event.is_writable() || event.is_write_closed();
        } else {
            self.device.ready(event);
        }
    }

    pub(super) const fn is_over(&self) -> bool {
        self.done
    }

    pub(super) fn poll_timeout(&self) -> Option<Moment> {
        match () {
            () if self.done => None,
            () if self.awake => Some(Moment::START),
            () => [self.device.poll_timeout(), self.over.map(|over| over.after(LAST_WORDS))].into_iter().flatten().min(),
        }
    }

    /// Does what can be done now.
    pub(super) fn attend(&mut self, now: Moment) {
        if self.done || self.poll_timeout().is_none_or(|next| next > now) {
            return;
        }
        self.awake = false;
        self.device.handle_timeout(now);
        for _ in 0..STEPS {
            let quiet = !self.listen(now) & !self.speak(now);
            if quiet {
                let silent = self.unwritten.is_empty() && self.device.poll_timeout().is_none();
                self.done |= self.over.is_some_and(|over| silent || now.since(over) >= LAST_WORDS);
                return;
            }
        }
        self.awake = true;
    }

    /// From the end to the module; whether there was something.
    fn listen(&mut self, now: Moment) -> bool {
        let room = self.device.host_room().min(READ);
        if !self.readable || room == 0 || self.over.is_some() {
            return false;
        }
        let mut buffer = [0; READ];
        match self.end.read(buffer.get_mut(..room).unwrap_or_default()) {
            Ok(Heard::Bytes(count)) => {
                let bytes = buffer.get(..count).unwrap_or_default();
                self.tap.host(now, bytes);
                self.device.receive(now, bytes);
                return true;
            }
            Ok(Heard::Plugged(on)) => {
                self.tap.control(now, Control::Dtr(on));
                self.device.control(now, Control::Dtr(on));
                self.writable = true;
                return true;
            }
            Ok(Heard::Nothing) => self.readable = false,
            Ok(Heard::Over) | Err(_) => self.over = Some(now),
        }
        false
    }

    /// From the module to the end; whether there was something.
    fn speak(&mut self, now: Moment) -> bool {
        if self.unwritten.is_empty() {
            let Some(output) = self.device.poll_output(now) else { return false };
            self.tap.module(now, &output);
            self.unwritten = output;
            self.writable = true;
        }
        if !self.writable {
            return false;
        }
        match self.end.write(&self.unwritten) {
            Ok(0) => self.writable = false,
            Ok(count) => {
                self.unwritten.drain(..count.min(self.unwritten.len()));
            }
            // The host is gone: nobody will hear the rest.
            Err(_) => {
                self.unwritten.clear();
                self.over = Some(now);
            }
        }
        self.writable
    }
}
