//! A modem with the network behind it: what an end is plugged into.

use crate::device::Device;
use crate::modem::{Control, Modem, Radio};
use crate::net::World;
use crate::time::Moment;

/// A modem and the network behind it.
#[derive(Clone, Debug)]
pub struct Rig<W> {
    modem: Modem,
    world: W,
}

impl<W: World> Rig<W> {
    /// A modem in a world, without faults.
    pub fn new(modem: Modem, world: W) -> Self {
        Self { modem, world }
    }

    /// The modem.
    pub const fn modem(&self) -> &Modem {
        &self.modem
    }

    /// The network.
    pub const fn world_mut(&mut self) -> &mut W {
        &mut self.world
    }

    /// Something happens in the air.
    pub fn radio(&mut self, at: Moment, radio: Radio) {
        self.modem.radio(at, radio);
        self.settle(at);
    }

    /// Passes requests and events on until both sides are quiet at this moment.
    fn settle(&mut self, at: Moment) {
        loop {
            let mut quiet = true;
            while let Some(request) = self.modem.poll_net() {
                self.world.request(at, request);
                quiet = false;
            }
            let modem = &self.modem;
            if let Some(event) = self.world.poll(at, &|socket| modem.room(socket)) {
                self.modem.network(at, event);
                quiet = false;
            }
            if quiet {
                return;
            }
        }
    }
}

impl<W: World> Device for Rig<W> {
    fn receive(&mut self, at: Moment, bytes: &[u8]) {
        self.modem.receive(at, bytes);
        self.settle(at);
    }

    fn control(&mut self, at: Moment, control: Control) {
        self.modem.control(at, control);
        self.settle(at);
    }

    fn handle_timeout(&mut self, at: Moment) {
        self.modem.handle_timeout(at);
        self.settle(at);
    }

    fn poll_output(&mut self, at: Moment) -> Option<Vec<u8>> {
        let output = self.modem.poll_output(at)?;
        // There is room now for what waits in the network.
        self.settle(at);
        Some(output)
    }

    fn poll_timeout(&self) -> Option<Moment> {
        [self.modem.poll_timeout(), self.world.poll_timeout()].into_iter().flatten().min()
    }

    fn host_room(&self) -> usize {
        self.modem.host_room()
    }

    #[cfg(feature = "host")]
    fn ready(&mut self, event: &mio::event::Event) {
        self.world.ready(event);
    }
}
