//! Modem, world and observer, and how an act is played.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_parser::Side;
use a76xx_parser::typed::{DataMode, RegistrationState, RxMode};
use a76xx_sim::net::World;
use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Config, Control, Modem, Moment, Profile, Radio};
use a76xx_tracker::Signal;

use crate::acts::{Act, PEERS, PORTS};
use crate::compare;
use crate::observer::Observer;

pub(crate) struct Stage {
    modem: Modem,
    world: Scripted,
    now: Moment,
    pub(crate) observer: Observer,
    /// What the module said since the last line of the host.
    said: Vec<u8>,
    clients: u16,
}

fn peer(index: u8) -> SocketAddrV4 {
    PEERS[usize::from(index)].parse().unwrap()
}

impl Stage {
    pub(crate) fn new(profile: Profile, seed: u64) -> Self {
        let hosts = [Host::Echo, Host::Sink, Host::Greeter(b"220 ready\r\n".to_vec()), Host::Echo, Host::Refuses];
        let world = (0..).zip(hosts).fold(Scripted::new(Way::default(), seed), |world, (index, host)| world.host(peer(index), host));
        let world = world.name("echo.example", &[Ipv4Addr::new(192, 0, 2, 1)]);
        let config = Config { seed, ..Config::of(profile) };
        Self { modem: Modem::new(config), world, now: Moment::START, observer: Observer::new(), said: Vec::new(), clients: 0 }
    }

    pub(crate) fn peer_got(&self) -> usize {
        self.world.log.iter().map(|(_, data)| data.len()).sum()
    }

    pub(crate) fn power_on(&mut self) {
        self.modem.control(self.now, Control::Power(true));
        self.observer.signal(Signal::Power(true));
        self.run(12_000);
    }

    /// Behind the power-on nothing that a start decides may stay unknown.
    pub(crate) fn nothing_is_unknown(&self) {
        compare::decided(&self.modem, self.observer.tracker.model()).unwrap_or_else(|fault| self.fail(&fault));
    }

    pub(crate) fn play(&mut self, act: &Act) {
        self.observer.log.push(format!("          # {act:?}"));
        match act {
            Act::Line(line, wait) => self.line(line, *wait),
            Act::Data(data) if self.modem.is_online() => {
                // Plus signs are for the escape; pauses are for silence.
                let data: Vec<u8> = data.iter().map(|byte| if *byte == b'+' { b'x' } else { *byte }).collect();
                self.host(&data);
                self.run(300);
            }
            Act::Escape if self.modem.is_online() => {
                self.quiet(1100);
                self.host(b"+++");
                self.quiet(1100);
            }
            Act::Say(index, count) => {
                let framed = self.modem.is_online() || self.modem.settings().rx != RxMode::PUSH || self.modem.settings().head;
                if framed {
                    let data: Vec<u8> = (0..*count).map(|at| b"payload with OK\r\nin it\r\n"[usize::from(at) % 24]).collect();
                    self.world.say(self.now, peer(*index), &data);
                }
                self.run(100);
            }
            Act::HangUp(index) => {
                self.world.hang_up(self.now, peer(*index));
                self.run(100);
            }
            Act::Client(index) => {
                self.clients += 1;
                let from = SocketAddrV4::new(Ipv4Addr::new(203, 0, 113, 5), 40_000 + self.clients);
                self.world.connect(self.now, from, PORTS[usize::from(*index)]);
                self.run(100);
            }
            Act::Wait(millis) => self.quiet(*millis),
            Act::Lose => {
                self.modem.radio(self.now, Radio::Lost);
                self.run(10);
            }
            Act::Register(state) => {
                let states = [RegistrationState::HOME, RegistrationState::ROAMING, RegistrationState::SEARCHING, RegistrationState::HOME];
                self.modem.radio(self.now, Radio::Registration(states[usize::from(*state)]));
                self.run(10);
            }
            Act::Dtr => {
                for on in [false, true] {
                    self.modem.control(self.now, Control::Dtr(on));
                    self.observer.signal(Signal::Dtr(on));
                    self.run(10);
                }
            }
            Act::Reset => {
                self.modem.control(self.now, Control::Reset);
                self.observer.signal(Signal::Reset);
                self.run(12_000);
            }
            Act::Data(_) | Act::Escape => {}
        }
        self.check();
    }

    /// Everything that is under way comes to its end.
    pub(crate) fn rest(&mut self) {
        self.quiet(130_000);
        self.check();
    }

    /// A command line as a decent host sends it: not into the data state, not before the last one is answered, and data behind a prompt.
    fn line(&mut self, line: &str, wait: u64) {
        // Behind AT+NETOPEN, "+NETOPEN: 0" may be its result or the answer to the question: no reader can tell before the next line.
        let ambiguous = self.modem.service() == a76xx_sim::Service::Opening && line.to_ascii_uppercase().contains("+NETOPEN?");
        // With ATV0 the digit that ends the data state is not to be told from data.
        let transparent = self.modem.settings().mode == DataMode::TRANSPARENT;
        let upper = line.to_ascii_uppercase();
        let goes_online = transparent && !upper.contains("CIPMODE=0") || ["ATD", "ATO"].iter().any(|head| upper.starts_with(head));
        // The same holds where a copy of data without a count goes before it.
        let uncounted = upper.contains("+CIPSEND=") && upper.split(',').nth(1).is_none_or(str::is_empty);
        if self.modem.is_online() || ambiguous || (goes_online || uncounted) && !self.modem.settings().verbose {
            return;
        }
        self.said.clear();
        self.host(format!("{line}\r").as_bytes());
        self.run(50);
        // A notice may stand behind the prompt.
        if self.said.windows(3).any(|part| part == b"\r\n>") {
            let announced = line.split(',').nth(1).and_then(|count| count.parse::<usize>().ok());
            match announced {
                Some(count) => self.host(&b"payload>+CIPSEND\r\nOK\r\n".repeat(2)[..count]),
                None => self.host(b"text up to the end\x1a"),
            }
            self.run(10);
        }
        for _ in 0..300 {
            if !self.modem.is_busy() {
                break;
            }
            self.run(500);
        }
        assert!(!self.modem.is_busy(), "a command is never answered: {line}");
        // A restart that was asked for is waited for.
        if self.modem.run_state() != a76xx_sim::RunState::Running {
            self.run(12_000);
        }
        if wait > 0 {
            self.run(wait);
        }
    }

    fn host(&mut self, bytes: &[u8]) {
        self.observer.at(self.now.micros());
        self.observer.bytes(Side::Host, bytes);
        self.modem.receive(self.now, bytes);
        self.settle();
    }

    /// Time passes, and the line falls silent at its end.
    fn quiet(&mut self, millis: u64) {
        self.run(millis);
        if millis >= 1000 {
            self.observer.silence();
        }
    }

    fn run(&mut self, millis: u64) {
        let until = self.now.after(Duration::from_millis(millis));
        self.settle();
        loop {
            let next = [self.modem.poll_timeout(), self.world.poll_timeout()].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= until) else { break };
            self.now = self.now.max(next);
            self.modem.handle_timeout(self.now);
            self.settle();
        }
        self.now = until;
        self.modem.handle_timeout(until);
        self.settle();
        self.observer.at(until.micros());
    }

    fn settle(&mut self) {
        self.observer.at(self.now.micros());
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
                self.said.extend(&bytes);
                self.observer.bytes(Side::Module, &bytes);
                quiet = false;
            }
            if quiet {
                return;
            }
        }
    }

    fn check(&self) {
        if let Some(wrong) = self.observer.wrong.first() {
            self.fail(wrong);
        }
        // Who does not know whether results are digits waits for what follows one (ATZ may have changed it).
        let waits = !self.modem.settings().verbose && self.observer.holds_back();
        if !self.modem.is_busy() && !waits {
            compare::states(&self.modem, self.observer.tracker.model()).unwrap_or_else(|fault| self.fail(&fault));
        }
    }

    fn fail(&self, fault: &str) -> ! {
        let from = self.observer.log.len().saturating_sub(60);
        panic!("{fault}\n{}", self.observer.log[from..].join("\n"));
    }
}
