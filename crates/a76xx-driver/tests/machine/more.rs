//! UDP, servers, names, pushed data, questions, ten links at once.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use crate::support::{PEER, Pair, got, sim};
use a76xx_driver::{Config, Error, Host, LinkId, Reception, ServerId, Stage, Trouble};
use a76xx_parser::{Answer, Request, typed};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{CardState, Config as Sim, Device as _, Modem, Profile, Radio};

const SECONDS: Duration = Duration::from_secs(1);

fn pair(config: Config, host: Peer) -> Pair {
    let world = Scripted::new(Way::default(), 1).host(PEER, host).name("example.com", &[*PEER.ip()]);
    let mut pair = Pair::new(config, Modem::running(Sim::default()), world);
    pair.up();
    pair
}

fn opened(pair: &mut Pair, link: LinkId) -> LinkId {
    let open = pair.until(10 * SECONDS, |pair| pair.machine.is_open(link) != Ok(false));
    assert!(open && pair.machine.is_open(link) == Ok(true), "{:?}\n{}", pair.machine.is_open(link), pair.transcript());
    link
}

const PUSH: Config = Config { reception: Reception::Push, ..Config::DEFAULT };

#[test]
fn datagrams_keep_their_borders() {
    for config in [Config::DEFAULT, PUSH] {
        let mut pair = pair(config, Peer::Echo);
        let link = pair.machine.open_udp(pair.now, 5000, Some(PEER)).unwrap();
        opened(&mut pair, link);
        for len in [1_usize, 7, 1400, 1500, 2, 900] {
            let data: Vec<u8> = (0..len).map(|at| (at * 7 + len) as u8).collect();
            assert!(pair.until(10 * SECONDS, |pair| pair.machine.send(pair.now, link, &data) == Ok(len)));
            let mut buffer = [0; 1500];
            let mut datagram = None;
            let came = pair.until(10 * SECONDS, |pair| {
                datagram = pair.machine.receive_from(pair.now, link, &mut buffer).unwrap();
                datagram.is_some()
            });
            assert!(came, "{}", pair.transcript());
            let datagram = datagram.unwrap();
            assert_eq!((datagram.len, datagram.from), (len, PEER));
            assert_eq!(buffer[..len], data);
        }
        pair.machine.release(pair.now, link);
        pair.run(5 * SECONDS);
        pair.assert_clean();
    }
}

#[test]
fn pushed_data_find_their_link() {
    let mut pair = pair(PUSH, Peer::Echo);
    let one = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    let two = pair.machine.open_tcp(pair.now, Host::Name("example.com", 5253)).unwrap();
    opened(&mut pair, one);
    opened(&mut pair, two);
    for round in 0..20_u8 {
        let data = [[round, b'\r', b'\n', b'O', b'K', b'\r', b'\n', b'>'].as_slice(), &[round; 900]].concat();
        pair.send_all(one, &data).unwrap();
        pair.send_all(two, &data[3..]).unwrap();
        assert_eq!(pair.read_all(two, data.len() - 3).unwrap(), data[3..]);
        assert_eq!(pair.read_all(one, data.len()).unwrap(), data);
    }
    pair.assert_clean();
}

#[test]
fn a_server_takes_clients() {
    let mut pair = pair(Config::DEFAULT, Peer::Sink);
    pair.machine.listen(pair.now, ServerId::N1, 8080, Some(3)).unwrap();
    assert!(pair.until(SECONDS, |pair| pair.machine.is_listening(ServerId::N1) == Ok(true)), "{}", pair.transcript());
    let clients: Vec<SocketAddrV4> = (1..=3).map(|n| SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, n), 40_000)).collect();
    let mut links = Vec::new();
    for client in &clients {
        pair.rig.world_mut().connect(sim(pair.now), *client, 8080).unwrap();
        assert!(pair.until(SECONDS, |pair| match pair.machine.accept(ServerId::N1).unwrap() {
            Some(accepted) => {
                assert_eq!(accepted.peer, *client);
                links.push(accepted.link);
                true
            }
            None => false,
        }));
    }
    for (link, client) in links.iter().zip(&clients) {
        pair.rig.world_mut().say(sim(pair.now), *client, b"question");
        assert_eq!(pair.read_all(*link, 8).unwrap(), b"question");
        pair.send_all(*link, b"answer").unwrap();
        pair.run(SECONDS);
        assert_eq!(got(pair.rig.world(), *client), b"answer");
    }
    for link in links {
        pair.machine.release(pair.now, link);
    }
    pair.machine.unlisten(pair.now, ServerId::N1);
    pair.run(5 * SECONDS);
    assert_eq!(pair.rig.modem().server_port(ServerId::N1), None, "{}", pair.transcript());
    pair.assert_clean();
}

/// A server whose first client has gone, and whose second has come and asked, while the application still holds the first one's link.
fn two_clients_of_one_number(config: Config, second: SocketAddrV4) -> (Pair, LinkId) {
    let mut pair = pair(config, Peer::Sink);
    pair.machine.listen(pair.now, ServerId::N1, 8080, Some(3)).unwrap();
    assert!(pair.until(SECONDS, |pair| pair.machine.is_listening(ServerId::N1) == Ok(true)), "{}", pair.transcript());
    let first = SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, 1), 40_000);
    pair.rig.world_mut().connect(sim(pair.now), first, 8080).unwrap();
    let mut link = None;
    assert!(pair.until(SECONDS, |pair| {
        link = link.or(pair.machine.accept(ServerId::N1).unwrap().map(|accepted| accepted.link));
        link.is_some()
    }));
    let link = link.unwrap();
    pair.rig.world_mut().hang_up(sim(pair.now), first);
    assert_eq!(pair.read_all(link, 1).unwrap(), b"");
    pair.rig.world_mut().connect(sim(pair.now), second, 8080).unwrap();
    pair.run(SECONDS);
    assert_eq!(pair.machine.accept(ServerId::N1), Ok(None), "{}", pair.transcript());
    (pair, link)
}

const SECOND: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, 2), 40_000);

#[test]
fn a_client_waits_until_the_application_gives_the_number_back() {
    for (config, early) in [(Config::DEFAULT, true), (Config::DEFAULT, false), (PUSH, false)] {
        let (mut pair, old) = two_clients_of_one_number(config, SECOND);
        let question = |pair: &mut Pair| {
            let now = sim(pair.now);
            pair.rig.world_mut().say(now, SECOND, b"question");
            pair.rig.handle_timeout(now);
        };
        if early {
            question(&mut pair);
        }
        pair.run(5 * SECONDS);
        assert_eq!(pair.machine.receive(pair.now, old, &mut [0; 99]), Ok(Some(0)), "{}", pair.transcript());
        pair.machine.release(pair.now, old);
        let accepted = pair.machine.accept(ServerId::N1).unwrap().unwrap();
        assert_eq!((accepted.link, accepted.peer), (old, SECOND));
        if !early {
            question(&mut pair);
        }
        assert_eq!(pair.read_all(accepted.link, 8).unwrap(), b"question");
        pair.send_all(accepted.link, b"answer").unwrap();
        pair.run(SECONDS);
        assert_eq!(got(pair.rig.world(), SECOND), b"answer");
        pair.assert_clean();
    }
}

#[test]
fn a_client_that_asked_and_left_meanwhile_is_heard() {
    let (mut pair, old) = two_clients_of_one_number(Config::DEFAULT, SECOND);
    pair.rig.world_mut().say(sim(pair.now), SECOND, b"question");
    pair.run(SECONDS);
    pair.rig.world_mut().hang_up(sim(pair.now), SECOND);
    pair.run(SECONDS);
    pair.machine.release(pair.now, old);
    let accepted = pair.machine.accept(ServerId::N1).unwrap().unwrap();
    let came = pair.read_all(accepted.link, usize::MAX);
    // What becomes of data of a link that is closed, profiles see in different ways.
    assert!(matches!(came.as_deref(), Ok(b"question" | b"")), "{came:?}\n{}", pair.transcript());
}

#[test]
fn a_client_does_not_wait_for_ever() {
    let (mut pair, old) = two_clients_of_one_number(Config::DEFAULT, SECOND);
    pair.run(40 * SECONDS);
    assert!(pair.transcript().contains(&format!("> AT+CIPCLOSE={old}")), "{}", pair.transcript());
    pair.machine.release(pair.now, old);
    assert_eq!(pair.machine.accept(ServerId::N1), Ok(None));
    // Nor where its server stops.
    let (mut pair, old) = two_clients_of_one_number(Config::DEFAULT, SECOND);
    pair.machine.unlisten(pair.now, ServerId::N1);
    pair.run(5 * SECONDS);
    assert_eq!(pair.rig.modem().server_port(ServerId::N1), None, "{}", pair.transcript());
    pair.machine.release(pair.now, old);
    pair.assert_clean();
}

#[test]
fn questions_are_answered() {
    let mut pair = pair(Config::DEFAULT, Peer::Sink);
    pair.machine.resolve(pair.now, "example.com").unwrap();
    assert_eq!(pair.machine.resolve(pair.now, "example.org"), Err(Error::Busy));
    assert!(pair.until(10 * SECONDS, |pair| pair.machine.reply().is_some()));
    let mut found = Vec::new();
    pair.machine.reply().unwrap().answers(|answer| {
        if let Answer::DnsAnswer { ip: typed::Address::V4(ip), .. } = answer {
            found.push(*ip);
        }
    });
    assert_eq!(found, [*PEER.ip()], "{:?}", pair.machine.reply());
    pair.machine.dismiss();
    pair.machine.resolve(pair.now, "nobody.example").unwrap();
    assert!(pair.until(10 * SECONDS, |pair| pair.machine.reply().is_some()));
    assert_eq!(pair.machine.reply().unwrap().result, Err(Error::Error));
    pair.machine.dismiss();
    let ping = Request::Cping {
        host: b"example.com",
        family: typed::AddressFamily::IPV4,
        pings: Some(3),
        packet: None,
        interval: None,
        wait: None,
        ttl: None,
    };
    pair.machine.ask(pair.now, &ping).unwrap();
    assert!(pair.until(60 * SECONDS, |pair| pair.machine.reply().is_some()));
    let mut echoes = 0;
    pair.machine.reply().unwrap().answers(|answer| echoes += u8::from(matches!(answer, Answer::PingEcho { .. })));
    assert_eq!(echoes, 3, "{:?}", pair.machine.reply());
    pair.machine.dismiss();
    for blinding in
        [&b"AT+CIPHEAD=0"[..], b"ATV0", b"ATE1", b"AT+CSQ;E1", b"AT+CIPCCFG=10,0,0,1,1,0,500", b"AT&F", b"+++", b"A/", b"AT+CSQ\rATE1"]
    {
        assert_eq!(pair.machine.command(pair.now, blinding), Err(Error::Misuse), "{}", blinding.escape_ascii());
    }
    pair.machine.command(pair.now, b"AT+CGMM").unwrap();
    assert!(pair.until(10 * SECONDS, |pair| pair.machine.reply().is_some()));
    assert_eq!(pair.machine.reply().unwrap().lines, b"A7670E-LASC\r\n");
    pair.assert_clean();
}

#[test]
fn ten_links_share_the_line() {
    let mut pair = pair(Config::DEFAULT, Peer::Echo);
    let links: Vec<LinkId> = (0..10).map(|_| pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap()).collect();
    assert_eq!(pair.machine.open_tcp(pair.now, Host::Address(PEER)), Err(Error::Busy));
    for link in &links {
        opened(&mut pair, *link);
    }
    let data: Vec<Vec<u8>> = (0..10_u8).map(|n| (0..12_000_u32).map(|at| (at % 251) as u8 ^ n).collect()).collect();
    let (mut sent, mut came) = ([0; 10], vec![Vec::new(); 10]);
    let done = pair.until(600 * SECONDS, |pair| {
        for n in 0..10 {
            sent[n] += pair.machine.send(pair.now, links[n], &data[n][sent[n]..]).unwrap();
            let mut piece = [0; 512];
            // Link 9 is hardly ever read: it must not hold up the others.
            while n != 9
                && let Some(count) = pair.machine.receive(pair.now, links[n], &mut piece).unwrap()
            {
                came[n].extend_from_slice(&piece[..count]);
            }
        }
        (0..9).all(|n| came[n].len() == data[n].len())
    });
    assert!(done, "{:?}\n{}", came.iter().map(Vec::len).collect::<Vec<_>>(), pair.transcript());
    assert_eq!(came[..9], data[..9]);
    pair.run(SECONDS);
    let (mut last, mut at) = (Vec::new(), sent[9]);
    assert!(pair.until(600 * SECONDS, |pair| {
        at += pair.machine.send(pair.now, links[9], &data[9][at..]).unwrap();
        let mut piece = [0; 512];
        while let Some(count) = pair.machine.receive(pair.now, links[9], &mut piece).unwrap() {
            last.extend_from_slice(&piece[..count]);
        }
        last.len() == data[9].len()
    }));
    assert_eq!(last, data[9]);
    pair.assert_clean();
}

#[test]
fn the_service_comes_back_after_a_loss() {
    let mut pair = pair(Config::DEFAULT, Peer::Echo);
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    opened(&mut pair, link);
    pair.rig.radio(sim(pair.now), Radio::Lost);
    // The notice gets lost; the line is looked at.
    while pair.rig.poll_output(sim(pair.now)).is_some() {}
    assert!(pair.until(120 * SECONDS, |pair| pair.machine.is_open(link).is_err()), "{}", pair.transcript());
    pair.machine.release(pair.now, link);
    assert!(
        pair.until(300 * SECONDS, |pair| {
            let Ok(link) = pair.machine.open_tcp(pair.now, Host::Address(PEER)) else { return false };
            let open = pair.until(10 * SECONDS, |pair| pair.machine.is_open(link) != Ok(false));
            let works = open && pair.machine.is_open(link) == Ok(true);
            pair.machine.release(pair.now, link);
            works
        }),
        "{}",
        pair.transcript()
    );
}

#[test]
fn every_profile_comes_up_from_power_on() {
    for profile in Profile::ALL {
        let mut modem = Modem::new(Sim::of(profile.clone()));
        modem.control(a76xx_sim::Moment::START, a76xx_sim::Control::Power(true));
        let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo);
        let mut pair = Pair::<4>::new(Config::DEFAULT, modem, world);
        pair.up();
        assert_eq!(pair.machine.status().model.str(), Some(profile.model), "{}", pair.transcript());
        let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
        assert!(pair.until(10 * SECONDS, |pair| pair.machine.is_open(link) == Ok(true)));
        pair.send_all(link, b"hello").unwrap();
        assert_eq!(pair.read_all(link, 5).unwrap(), b"hello");
        pair.machine.close(pair.now, link);
        pair.run(60 * SECONDS);
        pair.assert_clean();
    }
}

#[test]
fn what_keeps_the_service_down_is_told() {
    let mut config = Sim::default();
    config.card.state = CardState::Absent;
    let mut pair = Pair::<1>::new(Config::DEFAULT, Modem::running(config), Scripted::default());
    pair.machine.start(pair.now);
    let told = |pair: &mut Pair<1>, trouble| pair.until(600 * SECONDS, |pair| pair.machine.status().stage == Stage::Failed(trouble));
    assert!(told(&mut pair, Trouble::Card), "{:?}\n{}", pair.machine.status(), pair.transcript());
    assert_eq!(pair.machine.open_tcp(pair.now, Host::Address(PEER)), Err(Error::Down));

    let mut config = Sim::default();
    config.card.state = CardState::Pin;
    let mut pair = Pair::<1>::new(Config::DEFAULT, Modem::running(config.clone()), Scripted::default());
    pair.machine.start(pair.now);
    assert!(told(&mut pair, Trouble::PinWanted));
    let mut pair = Pair::<1>::new(Config { pin: Some("0000"), ..Config::DEFAULT }, Modem::running(config.clone()), Scripted::default());
    pair.up();
    let mut pair = Pair::<1>::new(Config { pin: Some("1234"), ..Config::DEFAULT }, Modem::running(config), Scripted::default());
    pair.machine.start(pair.now);
    assert!(told(&mut pair, Trouble::PinRefused), "{}", pair.transcript());

    let mut config = Sim::default();
    config.air.refuses_contexts = true;
    let mut pair = Pair::<1>::new(Config::DEFAULT, Modem::running(config), Scripted::default());
    pair.machine.start(pair.now);
    let failed = Trouble::Service(Some(typed::SocketError::NETWORK_FAILURE));
    assert!(told(&mut pair, failed), "{:?}\n{}", pair.machine.status(), pair.transcript());
    assert!(pair.rig.modem().boots() > 1, "the ladder has a restart");
    pair.rig.radio(sim(pair.now), Radio::RefuseContexts(false));
    assert!(pair.until(600 * SECONDS, |pair| pair.is_up()));
}
