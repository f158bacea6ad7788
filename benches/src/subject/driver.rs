//! `a76xx-driver`: what its machine does between the wire and an application, without the wire.

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::Duration;

use a76xx_driver::{Config, Host, LinkId, Machine, Moment, Reception, Stage};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Bench, Config as Sim, Modem};

use super::{Counts, Cut};

type Driver = Machine<10, 4096, 4096>;

/// A machine with link 0 open, at a time. Where it came from is not part of what is measured.
struct Ready {
    machine: Driver,
    link: LinkId,
    now: Moment,
}

static PUSHED: LazyLock<Ready> = LazyLock::new(|| ready(Reception::Push));
static BUFFERED: LazyLock<Ready> = LazyLock::new(|| ready(Reception::Buffered));

/// Data of a push, as long as the module makes one (M 15.2.6).
const PIECE: usize = 1460;
const PEER: &str = "198.51.100.7:7";
/// What a question asks, and how the module answers.
const QUESTION: (&[u8], &[u8]) = (b"AT+CSQ", b"\r\n+CSQ: 23,99\r\n\r\nOK\r\n");

/// Brings a machine up before a simulated module.
fn ready(reception: Reception) -> Ready {
    let peer = PEER.parse().expect("an address");
    let world = Scripted::new(Way::default(), 1).host(peer, Peer::Sink);
    let mut bench = Bench::new(Modem::running(Sim::default()), world);
    let mut machine = Driver::new(Config { reception, ..Config::DEFAULT });
    let (mut now, mut link) = (Moment::from_micros(0), None);
    machine.start(now);
    loop {
        let mut said = Vec::new();
        while let Some(bytes) = machine.poll_tx(now).map(<[u8]>::to_vec) {
            said.extend(bench.host(&bytes));
            machine.sent(now, bytes.len());
        }
        now = now.after(Duration::from_millis(10));
        said.extend(bench.run(Duration::from_millis(10)));
        machine.handle_timeout(now);
        machine.handle_rx(now, &said);
        while machine.poll_news().is_some() {}
        match link {
            None if machine.status().stage == Stage::Up => link = machine.open_tcp(now, Host::Address(peer)).ok(),
            Some(link) if machine.is_open(link) == Ok(true) => return Ready { machine, link, now },
            _ => assert!(now < Moment::from_micros(60_000_000), "the module does not come up: {:?}", machine.status()),
        }
    }
}

/// Prepares what the others begin with.
pub fn prepare() {
    LazyLock::force(&PUSHED);
    LazyLock::force(&BUFFERED);
}

/// Questions one after the other, as many as their text fits into the input: each is asked, sent, answered, and its reply taken.
#[inline(never)]
pub fn run_rounds(input: &[u8], _: Cut) -> Counts {
    let Ready { machine, now, .. } = &*BUFFERED;
    let (mut machine, now, mut counts) = (machine.clone(), *now, Counts::default());
    while (counts.checksum as usize) < input.len() {
        machine.command(now, black_box(QUESTION.0)).expect("nothing is asked");
        let sent = machine.poll_tx(now).map_or(0, <[u8]>::len);
        machine.sent(now, sent);
        machine.handle_rx(now, black_box(QUESTION.1));
        while machine.poll_news().is_some() {}
        let reply = machine.reply().expect("a reply");
        assert!(reply.result.is_ok(), "{reply:?}");
        machine.dismiss();
        counts.events += 1;
        counts.checksum += sent as u64;
    }
    counts
}

/// Pushed data, as many as the input has bytes, in pieces; the application takes them at once.
#[inline(never)]
pub fn run_push(input: &[u8], cut: Cut) -> Counts {
    let Ready { machine, link, now } = &*PUSHED;
    let (mut machine, link, now, mut counts) = (machine.clone(), *link, *now, Counts::default());
    let mut frame = format!("\r\nRECV FROM:{PEER}\r\n+RECEIVE,0,{PIECE}\r\n").into_bytes();
    frame.resize(frame.len() + PIECE, b'x');
    let mut taken = [0; 4096];
    while (counts.checksum as usize) < input.len() {
        for piece in frame.chunks(cut.size(&frame)) {
            machine.handle_rx(now, black_box(piece));
            while machine.poll_news().is_some() {}
            while let Ok(Some(count @ 1..)) = machine.receive(now, link, &mut taken) {
                counts.payload_bytes += count as u64;
            }
        }
        counts.events += 1;
        counts.checksum += frame.len() as u64;
    }
    assert!(counts.payload_bytes + PIECE as u64 >= counts.events * PIECE as u64, "data are missing");
    counts
}
