//! A modem with the network behind it, its faults and its script: what an end is plugged into.

use crate::device::Device;
use crate::fault::{Fault, Faults, Faulty, Line, Order, Pace, Piece, Watch};
use crate::modem::{Control, Modem, Radio, RunState};
use crate::net::World;
use crate::script::{Action, Runner, Script};
use crate::time::Moment;

/// A modem with the network behind it, its faults and its script.
///
/// ```
/// use a76xx_sim::net::NoWorld;
/// use a76xx_sim::{Config, Device, Faults, Modem, Moment, Rig};
///
/// let modem = Modem::running(Config::default().instant());
/// let faults = Faults { seed: 1, list: vec!["lose final 100%".parse()?] };
/// let mut rig = Rig::new(modem, NoWorld::default()).with_faults(faults);
/// rig.receive(Moment::START, b"AT+CSQ\r");
/// assert_eq!(rig.poll_output(Moment::START).as_deref(), Some(&b"AT+CSQ\r\r\n+CSQ: 23,0\r\n"[..]));
/// # Ok::<(), a76xx_sim::fault::FaultError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rig<W> {
    modem: Modem,
    world: Faulty<W>,
    seed: u64,
    /// Whether the modem ran when it was last looked at.
    power: RunState,
    /// Listens in where a fault or a script wants to know what is said.
    watch: Option<Watch>,
    /// To the end.
    line: Line,
    /// From the end.
    typed: Pace,
    script: Option<Runner>,
}

impl<W: World> Rig<W> {
    /// A modem in a world, without faults.
    pub fn new(modem: Modem, world: W) -> Self {
        let none = Faults::default();
        Self {
            power: modem.run_state(),
            modem,
            world: Faulty::new(world, &none),
            seed: 0,
            watch: None,
            line: Line::new(&none),
            typed: Pace::default(),
            script: None,
        }
    }

    /// The same with faults.
    #[must_use]
    pub fn with_faults(mut self, faults: Faults) -> Self {
        self.seed = faults.seed;
        self.line = Line::new(&Faults { seed: faults.seed, list: Vec::new() });
        self.world.reseed(faults.seed);
        for fault in faults.list {
            self.fail(fault);
        }
        self
    }

    /// The same with a script. What the script says of the network is the caller's ([`crate::script::Network::world`]).
    #[must_use]
    pub fn with_script(mut self, script: &Script) -> Self {
        self.script = Some(Runner::new(script));
        self.watch = Some(Watch::new());
        self
    }

    /// The modem.
    pub const fn modem(&self) -> &Modem {
        &self.modem
    }

    /// The network.
    pub const fn world(&self) -> &W {
        &self.world.inner
    }

    /// The network, to make something happen in it. Tell the rig of it with [`Device::handle_timeout`].
    pub const fn world_mut(&mut self) -> &mut W {
        &mut self.world.inner
    }

    /// Something happens in the air.
    pub fn radio(&mut self, at: Moment, radio: Radio) {
        self.handle_timeout(at);
        self.modem.radio(at, radio);
        self.settle(at);
    }

    /// From now on there is one more fault.
    fn fail(&mut self, fault: Fault) {
        if let Fault::Baud(baud) = fault {
            self.typed.set(Some(baud));
        }
        self.watch.get_or_insert_with(Watch::new);
        self.line.add(fault, self.seed);
        self.world.add(fault);
    }

    /// Passes requests and events on until both sides are quiet at this moment.
    fn settle(&mut self, at: Moment) {
        loop {
            if std::mem::replace(&mut self.power, self.modem.run_state()) != self.modem.run_state() {
                self.line.restart();
                if let Some(watch) = &mut self.watch {
                    watch.restart();
                }
            }
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

    /// Bytes have come over the line to the modem.
    fn arrive(&mut self, at: Moment, bytes: &[u8]) {
        if let Some(watch) = &mut self.watch {
            watch.host(bytes);
        }
        self.modem.receive(at, bytes);
        self.settle(at);
        self.follow(at);
    }

    fn switch(&mut self, at: Moment, control: Control) {
        if let (Some(watch), Control::Dtr(on)) = (&mut self.watch, control) {
            watch.dtr(on);
        }
        self.modem.control(at, control);
        self.settle(at);
    }

    /// What was seen on the line, and what the script makes of it.
    fn follow(&mut self, at: Moment) {
        let (Some(script), Some(watch)) = (&mut self.script, &mut self.watch) else {
            if let Some(watch) = &mut self.watch {
                watch.seen.clear();
            }
            return;
        };
        script.begin(Moment::START);
        for seen in watch.seen.drain(..) {
            script.sees(at, seen);
        }
        while let Some(action) = self.script.as_mut().and_then(|script| script.poll(at)) {
            self.act(at, action);
        }
    }

    fn act(&mut self, at: Moment, action: Action) {
        match action {
            Action::Control(control) => self.switch(at, control),
            Action::Radio(radio) => {
                self.modem.radio(at, radio);
                self.settle(at);
            }
            Action::Say(bytes) => self.line.put(at, bytes),
            Action::Fault(fault) => self.fail(fault),
            Action::Mend => {
                self.line.mend();
                self.world.mend();
                self.typed.set(None);
            }
            Action::Play(play) => {
                self.world.play(at, &play);
                self.settle(at);
            }
            // The runner's own.
            Action::Wait(_) => {}
        }
    }

    fn obey(&mut self, at: Moment, order: Order) {
        match order {
            Order::Reboot => self.switch(at, Control::Reset),
            Order::LoseNetwork => {
                self.modem.radio(at, Radio::Lost);
                self.settle(at);
            }
        }
    }

    /// What the modem says, on its way to the end.
    fn pass(&mut self, at: Moment, output: &[u8]) {
        let pieces = match &mut self.watch {
            Some(watch) => {
                let pieces = watch.module(output);
                if self.modem.is_online() {
                    watch.online();
                }
                pieces
            }
            None => vec![Piece::other(output)],
        };
        let order = self.line.push(at, pieces);
        if let Some(script) = &mut self.script {
            script.said(at, output.len());
        }
        if let Some(order) = order {
            self.obey(at, order);
        }
        self.follow(at);
    }
}

impl<W: World> Device for Rig<W> {
    fn receive(&mut self, at: Moment, bytes: &[u8]) {
        self.handle_timeout(at);
        self.typed.push(at, bytes);
        while let Some(bytes) = self.typed.poll(at) {
            self.arrive(at, &bytes);
        }
    }

    fn control(&mut self, at: Moment, control: Control) {
        self.handle_timeout(at);
        self.switch(at, control);
    }

    fn handle_timeout(&mut self, at: Moment) {
        while let Some(bytes) = self.typed.poll(at) {
            self.arrive(at, &bytes);
        }
        self.modem.handle_timeout(at);
        self.settle(at);
        // Nothing is said into the data state, and nothing by a module that does not run.
        let silent = self.modem.is_online() || self.modem.run_state() != RunState::Running;
        if let Some(order) = self.line.handle_timeout(at, silent) {
            self.obey(at, order);
        }
        self.follow(at);
    }

    fn poll_output(&mut self, at: Moment) -> Option<Vec<u8>> {
        while self.line.has_room()
            && let Some(output) = self.modem.poll_output(at)
        {
            // There is room now for what waits in the network.
            self.settle(at);
            if self.watch.is_none() && self.line.is_plain() {
                return Some(output);
            }
            self.pass(at, &output);
        }
        self.line.poll(at)
    }

    fn poll_timeout(&self) -> Option<Moment> {
        let script = self.script.as_ref().and_then(Runner::poll_timeout);
        let times = [self.modem.poll_timeout(), self.world.poll_timeout(), self.line.poll_timeout(), self.typed.poll_timeout(), script];
        times.into_iter().flatten().min()
    }

    fn host_room(&self) -> usize {
        self.modem.host_room().saturating_sub(self.typed.len())
    }

    #[cfg(feature = "host")]
    fn ready(&mut self, event: &mio::event::Event) {
        self.world.ready(event);
    }
}
