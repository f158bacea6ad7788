//! A machine and a simulated module on a line, in virtual time, with the faults of the simulator between them.

mod findings;
mod hand;

pub(crate) use hand::{opening, up};

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_driver::{Config, Error, LinkId, Machine, Moment, News, Stage};
use a76xx_parser::Side;
use a76xx_sim::net::world::Scripted;
use a76xx_sim::{Device as _, Fault, Faults, Modem, Moment as SimMoment, Rig};

pub(crate) use findings::Found;

pub(crate) const RX: usize = 4096;
pub(crate) const TX: usize = 4096;

pub(crate) struct Pair<const LINKS: usize = 10, const LINE: usize = 321, const KEPT: usize = 512> {
    pub(crate) machine: Machine<LINKS, RX, TX, LINE, KEPT>,
    pub(crate) rig: Rig<Scripted>,
    pub(crate) now: Moment,
    /// The speed of the line, in bits a second; none for one that takes no time.
    pub(crate) baud: Option<u32>,
    /// So many bytes of the host are on the line up to this time.
    sending: Option<(Moment, usize)>,
    /// Everything that crossed the line.
    pub(crate) crossed: Vec<(Moment, Side, Vec<u8>)>,
    pub(crate) news: Vec<(Moment, News)>,
}

pub(crate) const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(117, 131, 85, 139), 5253);

pub(crate) fn sim(now: Moment) -> SimMoment {
    SimMoment::from_micros(now.micros())
}

/// Faults as they are written.
pub(crate) fn faults(seed: u64, list: &[&str]) -> Faults {
    let read = |text: &&str| text.parse::<Fault>().unwrap_or_else(|error| panic!("{text}: {error}"));
    Faults { seed, list: list.iter().map(read).collect() }
}

impl<const LINKS: usize, const LINE: usize, const KEPT: usize> Pair<LINKS, LINE, KEPT> {
    pub(crate) fn new(config: Config, modem: Modem, world: Scripted) -> Self {
        Self::with(config, Rig::new(modem, world))
    }

    pub(crate) fn with(config: Config, rig: Rig<Scripted>) -> Self {
        Self {
            machine: Machine::new(config),
            rig,
            now: Moment::from_micros(0),
            baud: None,
            sending: None,
            crossed: Vec::new(),
            news: Vec::new(),
        }
    }

    /// Passes bytes on until both are quiet at this moment.
    pub(crate) fn settle(&mut self) {
        for _ in 0..100_000 {
            let mut quiet = true;
            if let Some((_, count)) = self.sending.take_if(|(done, _)| *done <= self.now) {
                self.machine.sent(self.now, count);
                quiet = false;
            }
            if self.sending.is_none()
                && let Some(bytes) = self.machine.poll_tx(self.now)
            {
                // A line with a speed takes them one after the other.
                let bytes = bytes[..bytes.len().min(self.baud.map_or(usize::MAX, |_| 64))].to_vec();
                self.rig.receive(sim(self.now), &bytes);
                let span = self.baud.map_or(0, |baud| (bytes.len() as u64 * 10_000_000).div_ceil(u64::from(baud)));
                self.sending = Some((self.now.after(Duration::from_micros(span)), bytes.len()));
                self.crossed.push((self.now, Side::Host, bytes));
                quiet = false;
            }
            if let Some(bytes) = self.rig.poll_output(sim(self.now)) {
                self.machine.handle_rx(self.now, &bytes);
                self.crossed.push((self.now, Side::Module, bytes));
                quiet = false;
            }
            while let Some(news) = self.machine.poll_news() {
                self.news.push((self.now, news));
                quiet = false;
            }
            if quiet {
                return;
            }
        }
        panic!("machine and module never come to rest\n{}", self.transcript());
    }

    /// Goes to the next moment at which something happens, but not beyond `until`.
    pub(crate) fn step(&mut self, until: Moment) -> bool {
        self.settle();
        let module = self.rig.poll_timeout().map(|at| Moment::from_micros(at.micros()));
        let line = self.sending.map(|(done, _)| done);
        let next = [self.machine.poll_timeout(), module, line].into_iter().flatten().min();
        let next = next.map_or(until, |next| next.max(self.now));
        if next > until || next == until && self.now == until {
            self.go_to(until);
            return false;
        }
        self.go_to(next);
        true
    }

    fn go_to(&mut self, at: Moment) {
        self.now = at;
        self.rig.handle_timeout(sim(at));
        self.machine.handle_timeout(at);
        self.settle();
    }

    pub(crate) fn run(&mut self, span: Duration) {
        let until = self.now.after(span);
        let mut still = 0;
        while self.now < until {
            let before = self.now;
            if !self.step(until) {
                break;
            }
            still = if self.now == before { still + 1 } else { 0 };
            assert!(
                still < 10_000,
                "time stands still at {:?}; machine wants {:?}\n{}",
                self.now,
                self.machine.poll_timeout(),
                self.transcript()
            );
        }
    }

    /// Runs until something is so, at most so long.
    pub(crate) fn until(&mut self, span: Duration, mut done: impl FnMut(&mut Self) -> bool) -> bool {
        let until = self.now.after(span);
        let mut still = 0;
        loop {
            self.settle();
            if done(self) {
                return true;
            }
            let before = self.now;
            if !self.step(until) {
                self.settle();
                return done(self);
            }
            still = if self.now == before { still + 1 } else { 0 };
            assert!(
                still < 10_000,
                "time stands still at {:?}; machine wants {:?}\n{}",
                self.now,
                self.machine.poll_timeout(),
                self.transcript()
            );
        }
    }

    pub(crate) fn up(&mut self) {
        self.machine.start(self.now);
        let up = self.until(Duration::from_secs(300), |pair| pair.machine.status().stage == Stage::Up);
        assert!(up, "not up: {:?}\n{}", self.machine.status(), self.transcript());
    }

    pub(crate) fn is_up(&self) -> bool {
        self.machine.status().stage == Stage::Up
    }

    /// Sends everything, and waits until it is confirmed.
    pub(crate) fn send_all(&mut self, link: LinkId, bytes: &[u8]) -> Result<(), Error> {
        let mut at = 0;
        let mut result = Ok(());
        let done = self.until(Duration::from_secs(3600), |pair| {
            match pair.machine.send(pair.now, link, &bytes[at..]) {
                Ok(count) => at += count,
                Err(why) => {
                    result = Err(why);
                    return true;
                }
            }
            match pair.machine.is_flushed(link) {
                Ok(flushed) => flushed && at == bytes.len(),
                Err(why) => {
                    result = Err(why);
                    true
                }
            }
        });
        assert!(done, "never sent\n{}", self.transcript());
        result
    }

    /// Reads so many bytes, or up to the end.
    pub(crate) fn read_all(&mut self, link: LinkId, count: usize) -> Result<Vec<u8>, (Error, Vec<u8>)> {
        let mut got = Vec::new();
        let mut failed = None;
        let done = self.until(Duration::from_secs(3600), |pair| {
            let mut piece = [0; 700];
            loop {
                match pair.machine.receive(pair.now, link, &mut piece) {
                    Ok(Some(0)) => return true,
                    Ok(Some(some)) => got.extend_from_slice(&piece[..some]),
                    Ok(None) => return got.len() >= count,
                    Err(why) => {
                        failed = Some(why);
                        return true;
                    }
                }
            }
        });
        assert!(done, "never came: {} of {count}\n{}", got.len(), self.transcript());
        failed.map_or(Ok(got.clone()), |why| Err((why, got)))
    }
}

/// What the hosts of the world got at an address.
pub(crate) fn got(world: &Scripted, peer: SocketAddrV4) -> Vec<u8> {
    world.log.iter().filter(|(at, _)| *at == peer).flat_map(|(_, data)| data.clone()).collect()
}

/// The seeds of a test with random numbers. `A76XX_RUNS` says how many, `A76XX_SEED` from which on.
pub(crate) fn seeds(usual: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first = number("A76XX_SEED").unwrap_or(0);
    first..first + number("A76XX_RUNS").unwrap_or(usual)
}

/// A page of `docs/` that a test writes: it is compared, or with `A76XX_WRITE` written anew.
pub(crate) fn compare(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("A76XX_WRITE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "docs/{name} is not what the test writes: run it with A76XX_WRITE=1\n{text}");
}
