//! A machine and a simulated module, in virtual time, with a line between them that can be tampered with.

#![allow(
    missing_docs,
    dead_code,
    clippy::cast_precision_loss,
    clippy::duration_suboptimal_units,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test; each file takes what it needs of the support"
)]

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_driver::{Config, Error, LinkId, Machine, Moment, News, Stage};
use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_sim::net::world::Scripted;
use a76xx_sim::{Bench, Modem, Moment as SimMoment};
use a76xx_tracker::{Blame, EventNo, Input, Tracker};

pub(crate) const RX: usize = 4096;
pub(crate) const TX: usize = 4096;

/// What may happen to bytes on the line.
pub(crate) trait Line {
    /// Bytes of the module on their way to the host: gives what arrives, with its delay.
    fn to_host(&mut self, now: Moment, bytes: &[u8]) -> Vec<(Duration, Vec<u8>)> {
        let _ = now;
        vec![(Duration::ZERO, bytes.to_vec())]
    }
}

/// Nothing happens to them.
#[derive(Default)]
pub(crate) struct Clean;

impl Line for Clean {}

pub(crate) struct Pair<const LINKS: usize = 10, F: Line = Clean> {
    pub(crate) machine: Machine<LINKS, RX, TX>,
    pub(crate) bench: Bench<Scripted>,
    pub(crate) line: F,
    pub(crate) now: Moment,
    /// Bytes on their way to the host, by their time.
    pub(crate) on_the_way: Vec<(Moment, Vec<u8>)>,
    /// Everything that crossed the line, as the tracker is to judge it.
    pub(crate) crossed: Vec<(Moment, Side, Vec<u8>)>,
    pub(crate) news: Vec<(Moment, News)>,
}

pub(crate) const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(117, 131, 85, 139), 5253);

pub(crate) fn sim(now: Moment) -> SimMoment {
    SimMoment::from_micros(now.micros())
}

impl<const LINKS: usize> Pair<LINKS> {
    pub(crate) fn new(config: Config, modem: Modem, world: Scripted) -> Self {
        Self::with(config, modem, world, Clean)
    }
}

impl<const LINKS: usize, F: Line> Pair<LINKS, F> {
    pub(crate) fn with(config: Config, modem: Modem, world: Scripted, line: F) -> Self {
        Self {
            machine: Machine::new(config),
            bench: Bench::new(modem, world),
            line,
            now: Moment::from_micros(0),
            on_the_way: Vec::new(),
            crossed: Vec::new(),
            news: Vec::new(),
        }
    }

    /// Passes bytes on until both are quiet at this moment.
    pub(crate) fn settle(&mut self) {
        for _ in 0..100_000 {
            let mut quiet = true;
            if let Some(bytes) = self.machine.poll_tx(self.now).map(<[u8]>::to_vec) {
                self.crossed.push((self.now, Side::Host, bytes.clone()));
                self.machine.sent(self.now, bytes.len());
                let said = self.bench.host(&bytes);
                self.hear(&said);
                quiet = false;
            }
            let due = self.on_the_way.iter().position(|(at, _)| *at <= self.now);
            if let Some(due) = due {
                let (_, bytes) = self.on_the_way.remove(due);
                self.crossed.push((self.now, Side::Module, bytes.clone()));
                self.machine.handle_rx(self.now, &bytes);
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
        panic!("machine and module never come to rest");
    }

    pub(crate) fn hear(&mut self, said: &[u8]) {
        if said.is_empty() {
            return;
        }
        // A line keeps the order of what it carries.
        let mut last = self.on_the_way.last().map_or(self.now, |(at, _)| *at);
        for (delay, bytes) in self.line.to_host(self.now, said) {
            last = self.now.after(delay).max(last);
            self.on_the_way.push((last, bytes));
        }
    }

    /// Goes to the next moment at which something happens, but not beyond `until`.
    pub(crate) fn step(&mut self, until: Moment) -> bool {
        self.settle();
        let module = self.bench.poll_timeout().map(|at| Moment::from_micros(at.micros()));
        let line = self.on_the_way.iter().map(|(at, _)| *at).min();
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
        let span = at.since(self.now);
        self.now = at;
        let said = self.bench.run(span);
        self.hear(&said);
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

    /// What crossed the line, to read.
    pub(crate) fn transcript(&self) -> String {
        let from = self.crossed.len().saturating_sub(120);
        let lines = self.crossed[from..].iter().map(|(at, side, bytes)| {
            let shown: String = bytes.escape_ascii().to_string().chars().take(160).collect();
            format!("{:>12.6} {} {shown}\n", at.micros() as f64 / 1e6, if *side == Side::Host { ">" } else { "<" })
        });
        lines.collect()
    }

    /// What the tracker finds in all that crossed the line: codes with whom they blame, and the line.
    pub(crate) fn findings(&self) -> Vec<(String, Blame, String)> {
        let (mut parser, mut tracker) = (Parser::new(Limits::DEFAULT), Tracker::new());
        let mut windows = [Vec::new(), Vec::new()];
        let (mut no, mut found) = (0, Vec::new());
        for (at, side, bytes) in &self.crossed {
            let window: &mut Vec<u8> = &mut windows[usize::from(*side == Side::Module)];
            window.extend_from_slice(bytes);
            let taken = std::mem::take(window);
            let mut used = 0;
            while let Step::Event(event) = parser.next(*side, &taken[used..]) {
                used += event.raw.len();
                let at = Some(a76xx_tracker::Moment::from_micros(at.micros()));
                for finding in tracker.step(EventNo::new(no), at, Input::event(&event)) {
                    let raw = event.raw.trim_ascii().escape_ascii().to_string();
                    found.push((format!("{} {}", finding.rule.code, finding.message()), finding.rule.blame, raw));
                }
                no += 1;
            }
            windows[usize::from(*side == Side::Module)] = taken[used..].to_vec();
        }
        found
    }

    /// Nothing that blames the host may be found.
    pub(crate) fn assert_clean(&self) {
        self.assert_clean_but(&[]);
    }

    /// The same, but for these codes.
    pub(crate) fn assert_clean_but(&self, allowed: &[&str]) {
        let blamed = self.findings().into_iter().filter(|(_, blame, _)| *blame == Blame::Host);
        // A module that is off or boots does not hear the calls that are to find out whether it runs.
        let blamed: Vec<_> =
            blamed.filter(|(code, ..)| !code.starts_with("AT232 ") && !allowed.iter().any(|own| code.starts_with(own))).collect();
        assert!(blamed.is_empty(), "the tracker blames the host: {blamed:#?}\n{}", self.transcript());
    }
}

/// What the hosts of the world got at an address.
pub(crate) fn got(world: &Scripted, peer: SocketAddrV4) -> Vec<u8> {
    world.log.iter().filter(|(at, _)| *at == peer).flat_map(|(_, data)| data.clone()).collect()
}
