//! A line that damages bytes, and a module that says anything. No law of content holds then; what has to hold is that nothing panics or hangs, that
//! no more data are given out than came, and that the driver works again once the line does.

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

mod support;

use std::time::Duration;

use a76xx_driver::{Config, Host, Machine, Moment, Reception};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};
use support::{Line, PEER, Pair};

const SECONDS: Duration = Duration::from_secs(1);

fn runs(usual: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first = number("A76XX_SEED").unwrap_or(0);
    first..first + number("A76XX_RUNS").unwrap_or(usual)
}

/// Flips, drops and doubles bytes, until it is told to stop.
struct Noisy {
    rng: fastrand::Rng,
    /// In millionths of the bytes.
    damage: u32,
}

impl Line for Noisy {
    fn to_host(&mut self, _: Moment, bytes: &[u8]) -> Vec<(Duration, Vec<u8>)> {
        let mut out = Vec::new();
        for byte in bytes {
            if self.rng.u32(0..1_000_000) >= self.damage {
                out.push(*byte);
                continue;
            }
            match self.rng.u8(0..3) {
                0 => out.push(byte ^ 1 << self.rng.u8(0..8)),
                1 => {}
                _ => out.extend([*byte, self.rng.u8(..)]),
            }
        }
        vec![(Duration::ZERO, out)]
    }
}

#[test]
fn a_noisy_line_breaks_nothing_for_good() {
    for seed in runs(300) {
        println!("seed {seed}");
        let mut rng = fastrand::Rng::with_seed(seed);
        let world = Scripted::new(Way::default(), seed).host(PEER, Peer::Echo);
        let noise = Noisy { rng: fastrand::Rng::with_seed(seed), damage: rng.u32(10..3000) };
        let reception = if rng.bool() { Reception::Buffered } else { Reception::Push };
        let config = Config { reception, ..Config::DEFAULT };
        let mut pair = Pair::<4, Noisy>::with(config, Modem::running(Sim::default()), world, noise);
        pair.machine.start(pair.now);
        let (mut sent, mut came) = (0, 0);
        for _ in 0..6 {
            pair.until(100 * SECONDS, |pair| pair.is_up());
            let Ok(link) = pair.machine.open_tcp(pair.now, Host::Address(PEER)) else { continue };
            for _ in 0..10 {
                let data: Vec<u8> = (0..rng.usize(1..2000)).map(|_| rng.u8(..)).collect();
                sent += pair.machine.send(pair.now, link, &data).unwrap_or(0);
                pair.run(Duration::from_millis(rng.u64(0..2000)));
                let mut piece = [0; 4096];
                while let Ok(Some(count @ 1..)) = pair.machine.receive(pair.now, link, &mut piece) {
                    came += count;
                }
            }
            pair.machine.release(pair.now, link);
        }
        assert!(came <= sent, "{came} bytes came of {sent}");
        // The line is good again: so is the driver.
        pair.line.damage = 0;
        let works = pair.until(3000 * SECONDS, |pair| {
            if !pair.is_up() {
                return false;
            }
            let Ok(link) = pair.machine.open_tcp(pair.now, Host::Address(PEER)) else { return false };
            let open = pair.until(200 * SECONDS, |pair| pair.machine.is_open(link) != Ok(false));
            let sent = open && pair.machine.is_open(link) == Ok(true) && pair.machine.send(pair.now, link, b"well?").is_ok();
            let mut piece = [0; 64];
            let answered = sent
                && pair.until(200 * SECONDS, |pair| !matches!(pair.machine.receive(pair.now, link, &mut piece), Ok(None)))
                && piece.starts_with(b"well?");
            pair.machine.release(pair.now, link);
            answered
        });
        assert!(works, "{:?}\n{}", pair.machine.status(), pair.transcript());
    }
}

#[test]
fn a_module_may_say_anything() {
    let words: [&[u8]; 26] = [
        b"\r\nOK\r\n",
        b"\r\nERROR\r\n",
        b"\r\n>",
        b"\r\n+CIPRXGET: 1,0\r\n",
        b"\r\n+CIPRXGET: 2,0,",
        b"1500,0\r\n",
        b"5,5\r\nhello\r\n\r\n",
        b"0\r",
        b"\r\n*ATREADY: 1\r\n",
        b"\r\n+IPCLOSE: 0,1\r\n",
        b"\r\n+CIPOPEN: 0,0\r\n",
        b"\r\n+CIPSEND: 0,5,",
        b"5\r\n",
        b"-1\r\n",
        b"\r\n+NETOPEN: 0\r\n",
        b"\r\n+NETOPEN: 1\r\n",
        b"\r\n+CPIN: READY\r\n",
        b"\r\n+CEREG: 0,1\r\n",
        b"\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n",
        b"\r\nCLOSED\r\n",
        b"\r\nCONNECT 115200\r\n",
        b"\r\n+CLIENT: 0,0,1.2.3.4:5\r\n",
        b"\r\n+IPD16\r\n",
        b"\r\n+RECEIVE,0,99\r\n",
        b"\r\n+CIPACK: 5,5,5\r\n",
        b"\r\n+CIPRXGET: 1\r\n",
    ];
    for seed in runs(2000) {
        let mut rng = fastrand::Rng::with_seed(seed);
        let config = Config { transparent: rng.u8(0..8) == 0, ..Config::DEFAULT };
        let mut machine = Machine::<3, 2000, 2000>::new(config);
        let mut now = Moment::from_micros(0);
        machine.start(now);
        let (mut said, mut came) = (0, 0);
        for _ in 0..400 {
            let bytes = match rng.u8(0..10) {
                0 => (0..rng.usize(0..50)).map(|_| rng.u8(..)).collect(),
                1..4 => b"\r\nOK\r\n".to_vec(),
                _ => words[rng.usize(0..words.len())].to_vec(),
            };
            said += bytes.len();
            machine.handle_rx(now, &bytes);
            let mut wrote = 0;
            while let Some(count) = machine.poll_tx(now).map(<[u8]>::len) {
                let some = rng.usize(1..=count);
                machine.sent(now, some);
                wrote += some;
                assert!(wrote < 100_000, "seed {seed}: it never stops to talk");
            }
            while machine.poll_news().is_some() {}
            if let Ok(link) = machine.open_tcp(now, Host::Address(PEER)) {
                let _ = machine.send(now, link, b"hello");
            }
            let mut piece = [0; 99];
            for link in a76xx_driver::LinkId::all() {
                while let Ok(Some(count @ 1..)) = machine.receive(now, link, &mut piece) {
                    came += count;
                }
                if rng.u8(0..20) == 0 {
                    machine.release(now, link);
                }
            }
            assert!(came <= said, "seed {seed}: more came than was said");
            if rng.bool() {
                now = machine.poll_timeout().filter(|_| rng.bool()).unwrap_or(now).max(now.after(Duration::from_millis(rng.u64(0..500))));
                machine.handle_timeout(now);
            }
        }
    }
}
