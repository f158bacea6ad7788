//! Every dialogue of the application note: the host's side goes in, the module's side comes out, byte for byte.
//!
//! What the network does is read off the dialogue too: where it shows data, a client or a notice that no command asked for, the world sends them.
//! What the head says it assumes or keeps decides where the note contradicts itself.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::net::SocketAddrV4;
use std::time::Duration;

use a76xx_corpus::{StepKind, Transcript, corpus_files};
use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Bench, Config, Modem, Profile};

/// The sixteen bytes of sections 3.2.2 and 3.3.2, which the dialogue reads in pieces.
const BUFFERED: &[u8] = b"data from server";
const PEER: &str = "117.131.85.139";

fn bench(transcript: &Transcript) -> Bench<Scripted> {
    let mut profile = Profile::NOTE;
    let kept: Vec<&str> = transcript.values("kept").collect();
    profile.udp_close_first = !kept.iter().any(|line| line.contains("+CIPCLOSE after OK"));
    let mut config = Config::of(profile).instant();
    config.air.rssi = a76xx_parser::typed::Rssi(23);
    let world = [5253, 5254]
        .into_iter()
        .fold(Scripted::new(Way::INSTANT, 0), |world, port| world.host(SocketAddrV4::new(PEER.parse().unwrap(), port), Host::Sink));
    let mut bench = Bench::new(Modem::running(config), world);
    if transcript.values("before").any(|line| line.contains("network open")) {
        bench.host(b"AT+NETOPEN\r");
    }
    bench
}

/// What the network has to do for this line to come; `behind` is what stands behind it.
fn cause(bench: &mut Bench<Scripted>, line: &[u8], behind: &[Vec<u8>]) {
    let text = String::from_utf8_lossy(line).trim().to_owned();
    let now = bench.now();
    let peer_of = |bench: &Bench<Scripted>| {
        let used =
            a76xx_parser::typed::LinkId::all().map(|id| bench.modem.link_view(id)).find(|link| link.phase != a76xx_sim::LinkPhase::Idle);
        used.and_then(|link| link.peer).unwrap_or_else(|| SocketAddrV4::new(PEER.parse().unwrap(), 5254))
    };
    if let Some(peer) = text.strip_prefix("RECV FROM:") {
        let payload = behind.get(1).expect("data behind their header");
        bench.world.say(now, peer.parse().expect("an endpoint"), payload);
    } else if text.starts_with("+CIPRXGET: 1,") {
        let peer = peer_of(bench);
        bench.world.say(now, peer, BUFFERED);
    } else if let Some(client) = text.strip_prefix("+CLIENT: 0,0,") {
        bench.world.connect(now, client.parse().expect("an endpoint"), 8080).expect("a server");
    } else if bench.modem.is_online() {
        let peer = peer_of(bench);
        bench.world.say(now, peer, line);
    } else {
        panic!("nothing brings {text:?}");
    }
}

#[test]
fn every_dialogue_is_spoken_byte_for_byte() {
    let files = corpus_files("note", "at").expect("the note's dialogues");
    assert!(files.len() >= 13);
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let transcript = Transcript::parse(std::fs::read_to_string(file).unwrap()).unwrap();
        let mut bench = bench(&transcript);
        let mut said = Vec::new();
        for (index, step) in transcript.steps.iter().enumerate() {
            match &step.kind {
                StepKind::Host(bytes) => {
                    assert!(said.is_empty(), "{name}: too much: {}", said.escape_ascii());
                    said = bench.host(bytes);
                }
                StepKind::Silence(span) => said.extend(bench.run(Duration::from_micros(span.unwrap_or(0)))),
                StepKind::Module(bytes) => {
                    if said.is_empty() {
                        let behind: Vec<Vec<u8>> = transcript
                            .steps
                            .iter()
                            .skip(index + 1)
                            .filter_map(|step| if let StepKind::Module(bytes) = &step.kind { Some(bytes.clone()) } else { None })
                            .collect();
                        cause(&mut bench, bytes, &behind);
                        said = bench.run(Duration::ZERO);
                    }
                    assert!(
                        said.starts_with(bytes),
                        "{name}, step {index}: said\n  {}\nwhere the note has\n  {}",
                        said.escape_ascii(),
                        bytes.escape_ascii()
                    );
                    said.drain(..bytes.len());
                }
                StepKind::Control(_) | StepKind::Comment(_) => {}
            }
        }
        assert!(said.is_empty(), "{name}: too much at the end: {}", said.escape_ascii());
    }
}
