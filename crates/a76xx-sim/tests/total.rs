//! Whatever comes in, in whatever pieces: the modem goes on, and says the same.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a fault here is a failed test")]

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_parser::typed::{RegistrationState, Rssi};
use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::net::{ClientId, NetError, NetEvent, QueryId, SocketId};
use a76xx_sim::{CardState, Config, Control, Modem, Moment, Profile, Radio};
use proptest::prelude::*;
use proptest::sample::select;

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 7);

/// Lines that lead somewhere, pieces of lines, and any bytes.
fn typed() -> impl Strategy<Value = Vec<u8>> {
    let line = select(vec![
        "AT\r",
        "ATE0\r",
        "AT+NETOPEN\r",
        "AT+CIPMODE=1\r",
        "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7\r",
        "AT+CIPOPEN=1,\"UDP\",,,5000\r",
        "AT+CIPSEND=0,5\r",
        "AT+CIPSEND=0,\r",
        "AT+CIPRXGET=1\r",
        "AT+CIPRXGET=2,0\r",
        "AT+SERVERSTART=80,0\r",
        "AT+CIPCLOSE=0\r",
        "AT+NETCLOSE\r",
        "AT+CSQ;+CREG?\r\n",
        "A/",
        "+++",
        "ATO\r",
        "AT+COPS=?\r",
        "AT+CDNSGIP=\"a.example\"\r",
        "AT+CPING=\"192.0.2.1\",1\r",
        "AT+CRESET\r",
        "hello",
        "\x1a",
        "\x1b",
        "AT+",
        "\"",
        ";",
        ",",
    ]);
    let line = line.prop_map(|line| line.as_bytes().to_vec());
    prop_oneof![5 => line, 1 => prop::collection::vec(any::<u8>(), 0..12)]
}

/// Anything that can come in.
#[derive(Clone, Debug)]
enum Came {
    Bytes(Vec<u8>),
    Control(Control),
    Radio(Radio),
    Network(NetEvent),
    Time(u64),
}

fn came() -> impl Strategy<Value = Came> {
    let control = select(vec![
        Control::Dtr(false),
        Control::Dtr(true),
        Control::Rts(false),
        Control::Reset,
        Control::Power(false),
        Control::Power(true),
    ]);
    let radio = select(vec![
        Radio::Registration(RegistrationState::SEARCHING),
        Radio::Registration(RegistrationState::HOME),
        Radio::Signal(Rssi::UNKNOWN),
        Radio::Lost,
        Radio::Card(CardState::Absent),
        Radio::Card(CardState::Pin),
        Radio::Card(CardState::Ready),
        Radio::RefuseContexts(true),
    ]);
    // Sockets that are there, that are gone, and that never were.
    let network = (0..6_u8, 0..9_u32, prop::collection::vec(any::<u8>(), 0..20)).prop_map(|(kind, number, data)| {
        let socket = SocketId(number);
        match kind {
            0 => NetEvent::Opened { socket },
            1 => NetEvent::Failed { socket, why: NetError::Refused },
            2 => NetEvent::Data { socket, from: PEER, data },
            3 => NetEvent::Taken { socket, bytes: data.len() },
            4 => NetEvent::PeerClosed { socket },
            _ if data.len() % 2 == 0 => NetEvent::Client { server: socket, client: ClientId(number), peer: PEER },
            _ => NetEvent::Resolved { query: QueryId(number), addresses: vec![*PEER.ip()] },
        }
    });
    prop_oneof![
        8 => typed().prop_map(Came::Bytes),
        1 => control.prop_map(Came::Control),
        1 => radio.prop_map(Came::Radio),
        3 => network.prop_map(Came::Network),
        3 => select(vec![0_u64, 3, 500, 1000, 9000, 200_000]).prop_map(Came::Time),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Nothing that comes in stops the modem: once it has power, its answer comes, and time never stands still for it.
    #[test]
    fn nothing_stops_it(profile in 0..Profile::ALL.len(), all in prop::collection::vec(came(), 0..60)) {
        let mut modem = Modem::running(Config::of(Profile::ALL[profile].clone()));
        let mut now = Moment::START;
        for came in all {
            match came {
                Came::Bytes(bytes) => modem.receive(now, &bytes),
                Came::Control(control) => modem.control(now, control),
                Came::Radio(radio) => modem.radio(now, radio),
                Came::Network(event) => modem.network(now, event),
                Came::Time(millis) => now = now.after(Duration::from_millis(millis)),
            }
            modem.poll_output(now);
            while modem.poll_net().is_some() {}
            prop_assert!(modem.poll_timeout().is_none_or(|next| next > now), "what is due is done");
        }
        // Off and on: a modem as on its first day.
        modem.control(now, Control::Power(false));
        modem.radio(now, Radio::Card(CardState::Ready));
        modem.control(now, Control::Power(true));
        now = now.after(Duration::from_mins(1));
        modem.poll_output(now);
        modem.receive(now, b"AT\r");
        let said = modem.poll_output(now.after(Duration::from_secs(1)));
        prop_assert_eq!(said.as_deref(), Some(&b"AT\r\r\nOK\r\n"[..]));
    }

    /// The same bytes at the same moment in other pieces give the same bytes and requests. A prompt that was fetched makes a difference, and is
    /// left out: what comes behind it may be data.
    #[test]
    fn pieces_do_not_matter(lines in prop::collection::vec(typed(), 0..20), cut in 1..9_usize) {
        let bytes = lines.concat();
        let run = |pieces: &mut dyn Iterator<Item = &[u8]>| {
            let mut world = Scripted::new(Way::INSTANT, 0).host(PEER, Host::Echo);
            let mut modem = Modem::running(Config::default());
            for piece in pieces {
                modem.receive(Moment::START, piece);
            }
            let (mut said, mut asked) = (Vec::new(), Vec::new());
            for millis in 0..3000 {
                let now = Moment::from_millis(millis);
                said.extend(modem.poll_output(now).unwrap_or_default());
                while let Some(request) = modem.poll_net() {
                    asked.push(request.clone());
                    a76xx_sim::net::World::request(&mut world, now, request);
                }
                while let Some(event) = a76xx_sim::net::World::poll(&mut world, now, &|socket| modem.room(socket)) {
                    modem.network(now, event);
                }
            }
            (said, asked)
        };
        prop_assert_eq!(run(&mut std::iter::once(bytes.as_slice())), run(&mut bytes.chunks(cut)));
    }
}
