//! How much of a line's capacity the driver uses, in virtual time: `docs/throughput.md`.
//!
//! The module takes no time of its own here, and the network neither, so that what is left is the line, the protocol and the driver.

use std::fmt::Write;
use std::time::Duration;

use a76xx_driver::{Config, Host, LinkId, Reception};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Modem, Rig};

use crate::support::{PEER, Pair, compare, faults, sim};

const SECONDS: Duration = Duration::from_secs(1);

/// How data go.
#[derive(Clone, Copy)]
struct Mode {
    name: &'static str,
    config: Config,
    up: bool,
    /// Bytes that the line carries, one direction after the other, for so many of data: the lengths of the lines in the protocol's table.
    line: usize,
    data: usize,
}

const PUSH: Config = Config { reception: Reception::Push, ..Config::DEFAULT };
const PIPE: Config = Config { transparent: true, ..Config::DEFAULT };
const HEX: Config = Config { hex: true, ..Config::DEFAULT };

/// `AT+CIPSEND=0,1500` CR, line end and `>`, data, `OK`.
const SEND: usize = 18 + 3 + 1500 + 6;
/// `AT+CIPRXGET=2,0,1500` CR, `+CIPRXGET: 2,0,1500,1500` with its line ends, data, two line ends and `OK`.
const READ: usize = 21 + 28 + 1500 + 8;
/// The same with 750 bytes as digits.
const READ_HEX: usize = 20 + 26 + 1500 + 8;
/// `RECV FROM:117.131.85.139:5253` and `+RECEIVE,0,1500` with their line ends, data.
const PUSHED: usize = 2 + 29 + 2 + 15 + 2 + 1500;

const MODES: [Mode; 6] = [
    Mode { name: "send", config: Config::DEFAULT, up: true, line: SEND, data: 1500 },
    Mode { name: "buffered", config: Config::DEFAULT, up: false, line: READ, data: 1500 },
    Mode { name: "buffered, digits", config: HEX, up: false, line: READ_HEX, data: 750 },
    Mode { name: "push", config: PUSH, up: false, line: PUSHED, data: 1500 },
    Mode { name: "transparent", config: PIPE, up: true, line: 1, data: 1 },
    Mode { name: "transparent", config: PIPE, up: false, line: 1, data: 1 },
];

/// Bytes a second over so many links at once.
fn rate(mode: &Mode, links: usize, baud: u32) -> f64 {
    let world = Scripted::new(Way::INSTANT, 1).host(PEER, Peer::Sink);
    let rig = Rig::new(Modem::running(Sim::default().instant()), world).with_faults(faults(1, &[&format!("baud {baud}")]));
    let mut pair = Pair::<10>::with(mode.config, rig);
    pair.baud = Some(baud);
    pair.up();
    let ids: Vec<LinkId> = (0..links).map(|_| pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap()).collect();
    assert!(pair.until(60 * SECONDS, |pair| ids.iter().all(|id| pair.machine.is_open(*id) == Ok(true))), "{}", pair.transcript());
    pair.run(SECONDS);
    // Two seconds of the line for all of them, and then as much again, which is measured.
    let each = (baud as usize / 10 * 2 / links).max(6000);
    let data = vec![b'x'; each * 2];
    if !mode.up {
        pair.rig.world_mut().say(sim(pair.now), PEER, &data);
        a76xx_sim::Device::handle_timeout(&mut pair.rig, sim(pair.now));
    }
    let mut counts = vec![0; links];
    let mut given = vec![0; links];
    let mut half = None;
    let done = pair.until(600 * SECONDS, |pair| {
        for (at, id) in ids.iter().enumerate() {
            if mode.up {
                given[at] += pair.machine.send(pair.now, *id, &data[given[at]..]).unwrap();
                counts[at] = pair.machine.delivery(*id).confirmed as usize;
            } else {
                let mut piece = [0; 4096];
                while let Some(count @ 1..) = pair.machine.receive(pair.now, *id, &mut piece).unwrap() {
                    counts[at] += count;
                }
            }
        }
        let sum: usize = counts.iter().sum();
        if half.is_none() && sum >= each * links {
            half = Some((pair.now, sum));
        }
        sum == each * 2 * links
    });
    assert!(done, "{}: {counts:?}\n{}", mode.name, pair.transcript());
    let (since, sum) = half.unwrap();
    (each * 2 * links - sum) as f64 / pair.now.since(since).as_secs_f64()
}

#[test]
fn the_line_is_used_well() {
    let mut text = String::from(HEAD);
    let mut worst = Vec::new();
    for mode in MODES {
        for links in if mode.config.transparent { [1].as_slice() } else { &[1, 10] } {
            for baud in [115_200, 921_600, 3_000_000] {
                let rate = rate(&mode, *links, baud);
                let line = f64::from(baud) / 10.0;
                let bound = mode.data as f64 / mode.line as f64;
                let share = rate / line / bound;
                let way = if mode.up { "up" } else { "down" };
                let _ = writeln!(
                    text,
                    "| {} | {way} | {links} | {baud} | {:.1} | {:.1} % | {:.1} % | {:.1} % |",
                    mode.name,
                    rate / 1000.0,
                    rate / line * 100.0,
                    bound * 100.0,
                    share * 100.0,
                );
                if share < 0.95 {
                    worst.push((mode.name, way, *links, baud, share));
                }
            }
        }
    }
    compare("throughput.md", &text);
    assert!(worst.is_empty(), "below 95 %: {worst:?}");
}

const HEAD: &str = "\
# Throughput of the driver

How much of a serial line the driver uses, in virtual time: `A76XX_WRITE=1 cargo test -p a76xx-driver --test machine throughput` writes this page, without
`A76XX_WRITE` the test compares. Module and network take no time here. A real module takes some milliseconds for each command, which come on top; they cost the same
whoever drives it.

## The bound

A module wants each command to wait for the end of the one before, so one direction of the line rests while the other talks, and what a round costs is the sum of its bytes.

| mode | a round | bytes | of them data |
|---|---|--:|--:|
| send | `AT+CIPSEND=0,1500` CR (18), prompt (3), data, `OK` with its line ends (6) | 1527 | 1500 |
| buffered | `AT+CIPRXGET=2,0,1500` CR (21), `+CIPRXGET: 2,0,1500,1500` (28), data, `OK` (8) | 1557 | 1500 |
| buffered, digits | the same with 750 bytes as digits (20, 26, 8) | 1554 | 750 |
| push | `RECV FROM:…` and `+RECEIVE,0,1500` (50), data; the host says nothing | 1550 | 1500 |
| transparent | data alone | 1 | 1 |

The bound is the share of data. The confirmation of a send (`+CIPSEND: 0,1500,1500`) is not part of it: it may come while the next command goes out. Ten bits on the line are a byte.

## Measured

| mode | way | links | baud | kB/s | of the line | bound | of the bound |
|---|---|--:|--:|--:|--:|--:|--:|
";
