//! A machine and a simulated module in virtual time, and a line between them that loses, delays and splits as the fuzzer likes.

use std::time::Duration;

use a76xx_driver::{Config, Machine, Moment};
use a76xx_sim::net::world::Scripted;
use a76xx_sim::{Bench, Modem, Moment as SimMoment};
use arbitrary::Unstructured;

/// Steps without time passing, beyond which something turns in a circle.
const TURNS: usize = 20_000;

pub(super) struct Pair {
    pub(super) machine: Machine<4, 4096, 4096>,
    pub(super) bench: Bench<Scripted>,
    pub(super) now: Moment,
    on_the_way: Vec<(Moment, Vec<u8>)>,
    /// Both sides, to be shown when something is wrong.
    crossed: Vec<(Moment, bool, Vec<u8>)>,
}

/// The simulator's clock shows the same time.
pub(super) fn sim(now: Moment) -> SimMoment {
    SimMoment::from_micros(now.micros())
}

impl Pair {
    pub(super) fn new(config: Config, modem: Modem, world: Scripted) -> Self {
        Self {
            machine: Machine::new(config),
            bench: Bench::new(modem, world),
            now: Moment::from_micros(0),
            on_the_way: Vec::new(),
            crossed: Vec::new(),
        }
    }

    /// Bytes of the module go on the line.
    pub(super) fn hear(&mut self, said: &[u8], dice: &mut Unstructured<'_>) {
        let mut last = self.on_the_way.last().map_or(self.now, |(at, _)| *at);
        for (delay, bytes) in faults(said, dice) {
            last = self.now.after(delay).max(last);
            self.on_the_way.push((last, bytes));
        }
    }

    fn settle(&mut self, dice: &mut Unstructured<'_>) {
        for _ in 0..TURNS {
            let mut quiet = true;
            if let Some(bytes) = self.machine.poll_tx(self.now).map(<[u8]>::to_vec) {
                self.crossed.push((self.now, true, bytes.clone()));
                self.machine.sent(self.now, bytes.len());
                let said = self.bench.host(&bytes);
                self.hear(&said, dice);
                quiet = false;
            }
            if let Some(due) = self.on_the_way.iter().position(|(at, _)| *at <= self.now) {
                let (_, bytes) = self.on_the_way.remove(due);
                self.crossed.push((self.now, false, bytes.clone()));
                self.machine.handle_rx(self.now, &bytes);
                quiet = false;
            }
            while self.machine.poll_news().is_some() {
                quiet = false;
            }
            if quiet {
                return;
            }
        }
        panic!("machine and module never come to rest\n{}", self.transcript());
    }

    /// Runs until something is so, at most so long.
    pub(super) fn until(&mut self, span: Duration, dice: &mut Unstructured<'_>, mut done: impl FnMut(&mut Self) -> bool) -> bool {
        let until = self.now.after(span);
        let mut still = 0;
        loop {
            self.settle(dice);
            if done(self) {
                return true;
            }
            if self.now >= until {
                return false;
            }
            let module = self.bench.poll_timeout().map(|at| Moment::from_micros(at.micros()));
            let line = self.on_the_way.iter().map(|(at, _)| *at).min();
            let next = [self.machine.poll_timeout(), module, line].into_iter().flatten().min();
            let next = next.map_or(until, |next| next.max(self.now).min(until));
            still = if next == self.now { still + 1 } else { 0 };
            assert!(still < TURNS, "time stands still\n{}", self.transcript());
            let said = self.bench.run(next.since(self.now));
            self.now = next;
            self.hear(&said, dice);
            self.machine.handle_timeout(next);
        }
    }

    pub(super) fn transcript(&self) -> String {
        let from = self.crossed.len().saturating_sub(80);
        let line = |(at, host, bytes): &(Moment, bool, Vec<u8>)| {
            let shown: String = bytes.escape_ascii().to_string().chars().take(160).collect();
            format!("{:>10} ms {} {shown}\n", at.micros() / 1000, if *host { ">" } else { "<" })
        };
        self.crossed[from..].iter().map(line).collect()
    }
}

/// What a piece on the line comes to. Only what is surely no payload is lost: finals and prompts that are a whole piece.
fn faults(said: &[u8], dice: &mut Unstructured<'_>) -> Vec<(Duration, Vec<u8>)> {
    // Where the fuzzer has nothing more to say the line is good.
    let fault = if said.is_empty() || dice.is_empty() { 0 } else { dice.arbitrary::<u8>().unwrap_or(0) };
    let lonely = matches!(said, b"\r\nOK\r\n" | b"\r\n>" | b"\r\nERROR\r\n");
    match fault {
        _ if said.is_empty() => Vec::new(),
        1..=12 if lonely => Vec::new(),
        13..=20 => vec![(Duration::from_millis(u64::from(dice.arbitrary::<u16>().unwrap_or(0)) / 4), said.to_vec())],
        21..=120 => {
            let at = usize::from(fault) % said.len();
            let (now, later) = said.split_at(at);
            vec![(Duration::ZERO, now.to_vec()), (Duration::from_micros(u64::from(fault) * 20), later.to_vec())]
        }
        _ => vec![(Duration::ZERO, said.to_vec())],
    }
}
