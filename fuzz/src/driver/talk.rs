//! Operations and faults that the fuzzer chooses, and the law of content: what was confirmed arrived once, in order, unchanged; what was received
//! is what the peer sent; and in the end the driver can be used again.

use std::net::SocketAddrV4;
use std::time::Duration;

use a76xx_driver::{Config, Error, Host, LinkId, Reception, Stage};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Control, Modem, Profile, Radio};
use arbitrary::{Result, Unstructured};

use super::PEER;
use super::pair::{Pair, sim};

/// Most operations of one input.
const MOST: usize = 40;

const SECONDS: Duration = Duration::from_secs(1);

/// One link's traffic, as both ends must agree on.
struct Talk {
    link: LinkId,
    peer: SocketAddrV4,
    sent: Vec<u8>,
    received: Vec<u8>,
    over: Option<Error>,
}

/// A driver before a simulated module.
pub fn simulated(input: &[u8]) {
    let mut dice = Unstructured::new(input);
    if let Ok((pair, talks, done)) = play(&mut dice) {
        settle(pair, talks, &done, &mut dice);
    }
}

fn play(dice: &mut Unstructured<'_>) -> Result<(Pair, Vec<Talk>, Vec<Talk>)> {
    let profile = (*dice.choose(&Profile::ALL[1..])?).clone();
    let seed = u64::from(dice.arbitrary::<u8>()?);
    let peers: Vec<SocketAddrV4> = (0..4).map(|port| SocketAddrV4::new(*PEER.ip(), PEER.port() + port)).collect();
    let way = Way { latency: Duration::from_millis(u64::from(dice.arbitrary::<u8>()?)), ..Way::default() };
    let world = peers.iter().fold(Scripted::new(way, seed), |world, peer| world.host(*peer, Peer::Echo));
    let config = Config { reception: Reception::Buffered, ..Config::DEFAULT };
    let mut pair = Pair::new(config, Modem::running(Sim { seed, ..Sim::of(profile) }), world);
    pair.machine.start(pair.now);
    let (mut talks, mut done): (Vec<Talk>, Vec<Talk>) = (Vec::new(), Vec::new());
    for _ in 0..MOST {
        if dice.is_empty() {
            break;
        }
        match dice.arbitrary::<u8>()? {
            0..50 => {
                let used: Vec<SocketAddrV4> = talks.iter().chain(&done).map(|talk| talk.peer).collect();
                if let Some(peer) = peers.iter().find(|peer| !used.contains(peer))
                    && let Ok(link) = pair.machine.open_tcp(pair.now, Host::Address(*peer))
                {
                    talks.push(Talk { link, peer: *peer, sent: Vec::new(), received: Vec::new(), over: None });
                }
            }
            50..130 if !talks.is_empty() => {
                let talk = dice.choose_index(talks.len())?;
                let data = data(dice)?;
                if let Ok(count) = pair.machine.send(pair.now, talks[talk].link, &data) {
                    talks[talk].sent.extend_from_slice(&data[..count]);
                }
            }
            130..140 if !talks.is_empty() => {
                let talk = talks.swap_remove(dice.choose_index(talks.len())?);
                pair.machine.release(pair.now, talk.link);
                done.push(talk);
            }
            140..150 => {
                let peer = *dice.choose(&peers)?;
                pair.bench.world.hang_up(sim(pair.now), peer);
            }
            150..154 => drop(pair.bench.control(Control::Reset)),
            154..158 => {
                let said = pair.bench.radio(Radio::Lost);
                pair.hear(&said, dice);
            }
            _ => {
                let millis = u64::from(dice.arbitrary::<u16>()?) / 16;
                pair.until(Duration::from_millis(millis), dice, |_| false);
            }
        }
        pair.until(Duration::from_millis(20), dice, |_| false);
        read(&mut pair, &mut talks);
    }
    Ok((pair, talks, done))
}

/// Bytes that look like the wire, so that no text in a payload is taken for it.
fn data(dice: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    const WORDS: [&[u8]; 8] = [
        b"\r\nOK\r\n",
        b"\r\nERROR\r\n",
        b"\r\n>",
        b"+CIPRXGET: 1,0\r\n",
        b"\r\n*ATREADY: 1\r\n",
        b"+++\x1a\x1b\0",
        b"\r\nCLOSED\r\n",
        b"plain",
    ];
    let times = usize::from(dice.arbitrary::<u8>()?);
    let mut bytes = dice.choose(&WORDS)?.to_vec();
    bytes.extend_from_slice(dice.choose(&WORDS)?);
    Ok(bytes.repeat(1 + times / 2))
}

fn read(pair: &mut Pair, talks: &mut [Talk]) {
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

/// Everything comes to an end: what was given is confirmed, or the link tells why not.
fn settle(mut pair: Pair, mut talks: Vec<Talk>, done: &[Talk], dice: &mut Unstructured<'_>) {
    let calm = pair.until(2000 * SECONDS, dice, |pair| {
        read(pair, &mut talks);
        let at_end = |talk: &Talk| pair.machine.is_flushed(talk.link) == Ok(true) && talk.received.len() == talk.sent.len();
        talks.iter().all(|talk| talk.over.is_some() || at_end(talk))
    });
    assert!(calm, "no end\n{}", pair.transcript());
    for talk in &talks {
        let log = &pair.bench.world.log;
        let there: Vec<u8> = log.iter().filter(|(at, _)| *at == talk.peer).flat_map(|(_, data)| data.clone()).collect();
        let delivery = pair.machine.delivery(talk.link);
        let confirmed = delivery.confirmed as usize;
        let shown = || format!("{}: {delivery:?}, {} given, {} arrived\n{}", talk.link, talk.sent.len(), there.len(), pair.transcript());
        assert!(talk.sent.starts_with(&there), "what the peer got is not what was sent; {}", shown());
        // What the module's stack has taken is lost with the connection.
        assert!(talk.over.is_some() || there.len() >= confirmed, "less arrived than was confirmed; {}", shown());
        assert!(there.len() <= confirmed + delivery.unknown, "more arrived than is known of; {}", shown());
        assert_eq!(confirmed + delivery.unknown + delivery.unsent, talk.sent.len(), "{}", shown());
    }
    for talk in talks.iter().chain(done) {
        assert!(talk.sent.starts_with(&talk.received), "{}: what was received is not what the peer sent\n{}", talk.link, pair.transcript());
    }
    for talk in talks {
        pair.machine.release(pair.now, talk.link);
    }
    // A line that loses every other result for ever brings nothing up: it is good from here on.
    let usable = pair.until(2000 * SECONDS, &mut Unstructured::new(&[]), |pair| pair.machine.status().stage == Stage::Up);
    assert!(usable, "not up again: {:?}\n{}", pair.machine.status(), pair.transcript());
}
