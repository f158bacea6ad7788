//! Seeded faults on the line, in the module and in the network.
//!
//! Under every fault here the bytes of a payload stay as they are, so the content law holds: what was confirmed arrived once, in order, unchanged, and
//! what was received came from the peer in one piece.

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

use std::net::SocketAddrV4;
use std::time::Duration;

use a76xx_driver::{Config, Error, Host, LinkId, Moment};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Control, Modem, Profile, Radio};
use support::{Line, PEER, Pair, sim};

const SECONDS: Duration = Duration::from_secs(1);

/// A line that splits, glues and delays, and loses whole finals and prompts.
struct Faulty {
    rng: fastrand::Rng,
    /// In thousandths.
    loses: u32,
    delays: u32,
}

impl Line for Faulty {
    fn to_host(&mut self, _: Moment, bytes: &[u8]) -> Vec<(Duration, Vec<u8>)> {
        let rng = &mut self.rng;
        let mut bytes = bytes.to_vec();
        // Only what is the whole of a piece is surely no payload.
        let lonely = matches!(bytes.as_slice(), b"\r\nOK\r\n" | b"\r\n>" | b"\r\nERROR\r\n");
        if lonely && rng.u32(0..1000) < self.loses {
            return Vec::new();
        }
        // The `OK` in front of a result.
        if bytes.starts_with(b"\r\nOK\r\n\r\n+CIP") && rng.u32(0..1000) < self.loses {
            bytes.drain(..6);
        }
        // The same behind read data, and all of a confirmation.
        if bytes.starts_with(b"\r\n+CIPRXGET: 2,") && bytes.ends_with(b"\r\n\r\nOK\r\n") && rng.u32(0..1000) < self.loses {
            bytes.truncate(bytes.len() - 6);
        }
        let late = if rng.u32(0..1000) < self.delays { Duration::from_millis(rng.u64(1..15_000)) } else { Duration::ZERO };
        let mut pieces = Vec::new();
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let count = if rng.bool() { rest.len() } else { rng.usize(1..=rest.len()) };
            let (now, later) = rest.split_at(count);
            let gap = Duration::from_micros(rng.u64(0..3000));
            pieces.push((late + gap, now.to_vec()));
            rest = later;
        }
        pieces
    }
}

/// One link's traffic, as both ends must agree on.
struct Talk {
    link: LinkId,
    peer: SocketAddrV4,
    sent: Vec<u8>,
    received: Vec<u8>,
    over: Option<Error>,
}

/// Bytes that look like the wire, so that no text in a payload is taken for it.
fn evil(rng: &mut fastrand::Rng, len: usize) -> Vec<u8> {
    let words: [&[u8]; 12] = [
        b"\r\nOK\r\n",
        b"\r\nERROR\r\n",
        b"\r\n>",
        b"+CIPRXGET: 1,0\r\n",
        b"\r\n*ATREADY: 1\r\n",
        b"\r\n+IPCLOSE: 0,1\r\n",
        b"+++",
        b"\x1a",
        b"\x1b",
        b"\0",
        b"\r\n+CIPSEND: 0,5,5\r\n",
        b"\r\nCLOSED\r\n",
    ];
    let mut bytes = Vec::new();
    while bytes.len() < len {
        if rng.bool() {
            bytes.extend_from_slice(words[rng.usize(0..words.len())]);
        } else {
            bytes.extend((0..rng.usize(1..40)).map(|_| rng.u8(..)));
        }
    }
    bytes.truncate(len);
    bytes
}

#[expect(clippy::too_many_lines, reason = "one run from its beginning to its end")]
fn run(seed: u64) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let profile = Profile::ALL[rng.usize(1..Profile::ALL.len())].clone();
    let config = Sim { seed, ..Sim::of(profile) };
    let peers: Vec<SocketAddrV4> = (0..4).map(|n| SocketAddrV4::new(*PEER.ip(), 7000 + n)).collect();
    let way = Way { latency: Duration::from_millis(rng.u64(0..300)), ..Way::default() };
    let mut world = Scripted::new(way, seed);
    for peer in &peers {
        world = world.host(*peer, Peer::Echo);
    }
    let line = Faulty { rng: fastrand::Rng::with_seed(seed ^ 1), loses: rng.u32(0..60), delays: rng.u32(0..20) };
    let mut pair = Pair::<4, Faulty>::with(Config::DEFAULT, Modem::running(config), world, line);
    pair.machine.start(pair.now);
    let mut talks: Vec<Talk> = Vec::new();
    let mut done: Vec<Talk> = Vec::new();
    for _ in 0..rng.usize(20..60) {
        match rng.u32(0..100) {
            0..20 => {
                let used: Vec<SocketAddrV4> = talks.iter().chain(&done).map(|talk| talk.peer).collect();
                if let Some(peer) = peers.iter().find(|peer| !used.contains(peer))
                    && let Ok(link) = pair.machine.open_tcp(pair.now, Host::Address(*peer))
                {
                    talks.push(Talk { link, peer: *peer, sent: Vec::new(), received: Vec::new(), over: None });
                }
            }
            20..60 => {
                if !talks.is_empty() {
                    let talk = rng.usize(0..talks.len());
                    let len = rng.usize(1..2500);
                    let data = evil(&mut rng, len);
                    if let Ok(count) = pair.machine.send(pair.now, talks[talk].link, &data) {
                        talks[talk].sent.extend_from_slice(&data[..count]);
                    }
                }
            }
            60..63 if !talks.is_empty() => {
                let talk = talks.swap_remove(rng.usize(0..talks.len()));
                pair.machine.release(pair.now, talk.link);
                done.push(talk);
            }
            63..66 => pair.bench.world.hang_up(sim(pair.now), peers[rng.usize(0..peers.len())]),
            66 => {
                let said = pair.bench.control(Control::Reset);
                assert!(said.is_empty());
            }
            67 => {
                let said = pair.bench.radio(Radio::Lost);
                pair.hear(&said);
            }
            _ => pair.run(Duration::from_millis(rng.u64(0..3000))),
        }
        pair.settle();
        read(&mut pair, &mut talks);
        pair.run(Duration::from_millis(rng.u64(0..200)));
    }
    // Everything comes to an end: what was given is confirmed, or the link tells why not.
    let calm = pair.until(2000 * SECONDS, |pair| {
        read(pair, &mut talks);
        talks
            .iter()
            .all(|talk| talk.over.is_some() || pair.machine.is_flushed(talk.link) == Ok(true) && talk.received.len() == talk.sent.len())
    });
    let shown = |pair: &Pair<4, Faulty>| format!("seed {seed}\n{}", pair.transcript());
    assert!(
        calm,
        "no end: {:?}\n{}",
        talks
            .iter()
            .map(|talk| (
                talk.link,
                talk.sent.len(),
                talk.received.len(),
                pair.machine.delivery(talk.link),
                pair.machine.is_open(talk.link)
            ))
            .collect::<Vec<_>>(),
        shown(&pair)
    );
    for talk in &talks {
        let there = support::got(&pair.bench.world, talk.peer);
        let delivery = pair.machine.delivery(talk.link);
        let confirmed = delivery.confirmed as usize;
        assert!(talk.sent.starts_with(&there), "{}: what the peer got is not what was sent; {}", talk.link, shown(&pair));
        // What the module's stack has taken is lost with the connection.
        assert!(
            talk.over.is_some() || there.len() >= confirmed,
            "{}: {confirmed} confirmed, {} arrived; {}",
            talk.link,
            there.len(),
            shown(&pair)
        );
        assert!(there.len() <= confirmed + delivery.unknown, "{}: {delivery:?}, {} arrived; {}", talk.link, there.len(), shown(&pair));
        assert_eq!(confirmed + delivery.unknown + delivery.unsent, talk.sent.len(), "{}; {}", talk.link, shown(&pair));
    }
    for talk in talks.iter().chain(&done) {
        assert!(talk.sent.starts_with(&talk.received), "{}: what was received is not what the peer sent; {}", talk.link, shown(&pair));
    }
    // And it can be used again.
    for talk in talks {
        pair.machine.release(pair.now, talk.link);
    }
    let usable = pair.until(2000 * SECONDS, |pair| pair.is_up());
    assert!(usable, "not up again: {:?} {}", pair.machine.status(), shown(&pair));
    // What the tracker may blame the host for, and why it is no fault of it.
    pair.assert_clean_but(&[
        // A lost or late result code: the next command is sent after the time of the one before has passed.
        "AT101", "AT118", // A lost prompt: what the module waits for can only be the data.
        "AT111", // A restart whose banner is late on the line: the command of before reaches the module of after.
        "AT105", "AT112", "AT113", "AT221", "AT225", "AT229", "AT315", "AT318", "AT319", "AT325",
        // The application of this test closes links that have data.
        "AT317", // The module may be in the data state, for all that a silent line tells.
        "AT422",
    ]);
}

fn read(pair: &mut Pair<4, Faulty>, talks: &mut [Talk]) {
    for talk in talks {
        let mut piece = [0; 333];
        while talk.over.is_none() {
            match pair.machine.receive(pair.now, talk.link, &mut piece) {
                Ok(Some(0)) => talk.over = Some(Error::PeerClosed),
                Ok(Some(count)) => talk.received.extend_from_slice(&piece[..count]),
                Ok(None) => break,
                Err(why) => talk.over = Some(why),
            }
        }
    }
}

#[test]
fn the_content_law_holds_under_faults() {
    let runs: u64 = std::env::var("A76XX_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(300);
    let first: u64 = std::env::var("A76XX_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    for seed in first..first + runs {
        // Shown where the run fails.
        println!("seed {seed}");
        run(seed);
    }
}
