//! A modem and the network behind it, in virtual time.

use core::time::Duration;

use crate::modem::{Control, Modem, Radio};
use crate::net::World;
use crate::time::Moment;

/// A modem, its world, and a clock that goes as far as it is told.
#[derive(Clone, Debug)]
pub struct Bench<W> {
    /// The modem.
    pub modem: Modem,
    /// The network behind it.
    pub world: W,
    now: Moment,
    output: Vec<u8>,
}

impl<W: World> Bench<W> {
    /// Both, at the beginning of time.
    pub fn new(modem: Modem, world: W) -> Self {
        Self { modem, world, now: Moment::START, output: Vec::new() }
    }

    /// The time.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// The host sends bytes; gives what the module has said up to this moment.
    pub fn host(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.modem.receive(self.now, bytes);
        self.settle();
        self.take()
    }

    /// The host sends a command line, and all that follows within this time is given back.
    pub fn command(&mut self, line: &str, within: Duration) -> Vec<u8> {
        self.modem.receive(self.now, line.as_bytes());
        self.modem.receive(self.now, b"\r");
        self.run(within)
    }

    /// A control line changes.
    pub fn control(&mut self, control: Control) -> Vec<u8> {
        self.modem.control(self.now, control);
        self.settle();
        self.take()
    }

    /// Something happens in the air.
    pub fn radio(&mut self, radio: Radio) -> Vec<u8> {
        self.modem.radio(self.now, radio);
        self.settle();
        self.take()
    }

    /// Lets so much time pass, step by step; gives what the module says meanwhile.
    pub fn run(&mut self, span: Duration) -> Vec<u8> {
        let until = self.now.after(span);
        self.settle();
        while let Some(next) = self.poll_timeout().filter(|next| *next <= until) {
            self.now = self.now.max(next);
            self.modem.handle_timeout(self.now);
            self.settle();
        }
        self.now = until;
        self.modem.handle_timeout(until);
        self.settle();
        self.take()
    }

    /// When something will happen.
    pub fn poll_timeout(&self) -> Option<Moment> {
        let times = [self.modem.poll_timeout(), self.world.poll_timeout()];
        times.into_iter().flatten().min()
    }

    /// Passes requests and events on until both sides are quiet at this moment.
    fn settle(&mut self) {
        loop {
            let mut quiet = true;
            while let Some(request) = self.modem.poll_net() {
                self.world.request(self.now, request);
                quiet = false;
            }
            let modem = &self.modem;
            if let Some(event) = self.world.poll(self.now, &|socket| modem.room(socket)) {
                self.modem.network(self.now, event);
                quiet = false;
            }
            if let Some(bytes) = self.modem.poll_output(self.now) {
                self.output.extend(bytes);
                quiet = false;
            }
            if quiet {
                return;
            }
        }
    }

    /// What the module has said.
    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }
}
