//! Links, servers and modes of access, where the dialogues of the application note do not lead.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a fault here is a failed test")]

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_parser::typed::LinkId;
use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Bench, Config, Control, LinkPhase, Modem, Profile, Radio};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 7);
const OTHER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 2), 9);
const SILENT: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 3), 7);

fn world() -> Scripted {
    Scripted::new(Way::INSTANT, 0)
        .host(PEER, Host::Echo)
        .host(OTHER, Host::Sink)
        .host(SILENT, Host::Silent)
        .name("echo.example", &[*PEER.ip(), *OTHER.ip()])
}

/// A network that is open, without echo; then these lines, the output of which is of no interest.
fn bench(profile: Profile, lines: &[&str]) -> Bench<Scripted> {
    let mut bench = Bench::new(Modem::running(Config::of(profile).instant()), world());
    for line in ["ATE0"].iter().chain(lines) {
        bench.command(line, Duration::ZERO);
    }
    bench
}

fn says(bench: &mut Bench<Scripted>, line: &str) -> String {
    bench.command(line, Duration::ZERO).escape_ascii().to_string().replace(r#"\""#, "\"")
}

fn dialogue(bench: &mut Bench<Scripted>, lines: &[(&str, &str)]) {
    for (line, said) in lines {
        assert_eq!(says(bench, line), *said, "{line}");
    }
}

const OPEN: &[&str] = &["AT+NETOPEN", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7"];

/// M 15.3: the reason is a text or a number, as `errMode` says; SIM7600 has "No data" under another number.
#[test]
fn reasons_are_words_or_numbers() {
    for (profile, no_data) in [(Profile::A7670E, 22), (Profile::SIM7600, 21)] {
        let mut bench = bench(profile, &["AT+CIPRXGET=1"]);
        dialogue(
            &mut bench,
            &[
                ("AT+IPADDR", r"\r\n+IP ERROR: Network not opened\r\n\r\nERROR\r\n"),
                ("AT+CIPRXGET=2,0", r"\r\n+IP ERROR: No data\r\n\r\nERROR\r\n"),
                ("AT+CIPOPEN=10,\"TCP\",\"192.0.2.1\",7", r"\r\n+IP ERROR: Invalid parameter\r\n\r\nERROR\r\n"),
                ("AT+CIPCCFG=10,0,0,0", r"\r\nOK\r\n"),
                ("AT+IPADDR", r"\r\n+IP ERROR: 8\r\n\r\nERROR\r\n"),
                ("AT+CIPRXGET=2,0", &format!(r"\r\n+IP ERROR: {no_data}\r\n\r\nERROR\r\n")),
            ],
        );
    }
}

/// M 15.2 and the field: what is asked in the wrong state gets its own line, and `ERROR`.
#[test]
fn wrong_use_is_refused_as_documented() {
    let mut bench = bench(Profile::A7670E, &[]);
    dialogue(
        &mut bench,
        &[
            ("AT+NETCLOSE", r"\r\n+NETCLOSE: 2\r\n\r\nERROR\r\n"),
            ("AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7", r"\r\n+CIPOPEN: 0,2\r\n\r\nERROR\r\n"),
            ("AT+CIPSEND=0,5", r"\r\n+CIPERROR: 2\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE=0", r"\r\n+CIPCLOSE: 0,4\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE?", r"\r\n+CIPCLOSE: 0,0,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n"),
            ("AT+SERVERSTART=8080,0", r"\r\n+CIPERROR: 2\r\n\r\nERROR\r\n"),
            ("AT+SERVERSTOP=0", r"\r\n+SERVERSTOP: 0,4\r\n\r\nERROR\r\n"),
            ("AT+CIPACK=0", r"\r\n+IP ERROR: Network not opened\r\n\r\nERROR\r\n"),
            ("AT+NETOPEN", r"\r\nOK\r\n\r\n+NETOPEN: 0\r\n"),
            ("AT+NETOPEN", r"\r\n+IP ERROR: Network is already opened\r\n\r\nERROR\r\n"),
            ("AT+NETOPEN?", r"\r\n+NETOPEN: 1\r\n\r\nOK\r\n"),
            ("AT+CIPSEND=0,5", r"\r\n+CIPERROR: 4\r\n\r\nERROR\r\n"),
            ("AT+CIPSEND=0,1501", r"\r\n+CIPERROR: 3\r\n\r\nERROR\r\n"),
            ("AT+CIPOPEN=0,\"UDP\",\"192.0.2.1\",7", r"\r\n+CIPOPEN: 0,3\r\n\r\nERROR\r\n"),
            ("AT+CIPOPEN=0,\"TCP\",\"nobody.example\",7", r"\r\nOK\r\n\r\n+CIPOPEN: 0,11\r\n"),
            ("AT+CIPOPEN=0,\"TCP\",\"192.0.2.9\",7", r"\r\nOK\r\n\r\n+CIPOPEN: 0,1\r\n"),
        ],
    );
}

#[test]
fn names_are_resolved() {
    let mut bench = bench(Profile::A7670E, OPEN);
    dialogue(
        &mut bench,
        &[
            (
                "AT+CDNSGIP=\"echo.example\"",
                r#"\r\n+CDNSGIP: 1,"echo.example","192.0.2.1"\r\n+CDNSGIP: 2,"echo.example","192.0.2.2"\r\n\r\nOK\r\n"#,
            ),
            ("AT+CDNSGIP=\"nobody.example\"", r"\r\n+CDNSGIP: 0,10\r\n\r\nERROR\r\n"),
        ],
    );
}

/// A peer that does not answer: the module's own limit ends the wait (M 15.2.12).
#[test]
fn an_open_has_its_limit() {
    let mut bench = bench(Profile::A7670E, &["AT+NETOPEN", "AT+CIPTIMEOUT=,5000,", "AT+CIPOPEN=3,\"TCP\",\"192.0.2.3\",7"]);
    assert!(bench.run(Duration::from_millis(4900)).is_empty());
    assert_eq!(bench.run(Duration::from_millis(200)), b"\r\n+CIPOPEN: 3,10\r\n");
    assert_eq!(bench.modem.link_view(LinkId::N3).phase, LinkPhase::Idle);
}

/// M 15.2.4: less is confirmed than was asked where the network is full; the link is of no use then.
#[test]
fn a_full_network_confirms_less() {
    let mut bench = bench(Profile::A7670E, OPEN);
    bench.world.way.takes = 3;
    bench.host(b"AT+CIPSEND=0,5\r");
    assert_eq!(bench.host(b"hello"), b"\r\nOK\r\n\r\n+CIPSEND: 0,5,3\r\n\r\nRECV FROM:192.0.2.1:7\r\n+IPD3\r\nhel");
    assert_eq!(says(&mut bench, "AT+CIPSEND=0,5"), r"\r\n+CIPERROR: 4\r\n\r\nERROR\r\n");
}

/// M 15.2.11: with `AT+CIPSENDMODE=1` the result waits for the peer; M 15.2.16 tells how far it has got.
#[test]
fn a_send_may_wait_for_its_peer() {
    let mut bench = bench(Profile::A7670E, &["AT+NETOPEN", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.2\",9", "AT+CIPSENDMODE=1"]);
    bench.world.way.latency = Duration::from_millis(100);
    bench.host(b"AT+CIPSEND=0,5\r");
    assert_eq!(bench.host(b"hello"), b"\r\nOK\r\n");
    assert_eq!(says(&mut bench, "AT+CIPACK=0"), r"\r\n+CIPACK: 5,0,0\r\n\r\nOK\r\n");
    assert_eq!(bench.run(Duration::from_millis(200)), b"\r\n+CIPSEND: 0,5,5\r\n");
    assert_eq!(says(&mut bench, "AT+CIPACK=0"), r"\r\n+CIPACK: 5,5,0\r\n\r\nOK\r\n");
}

/// M 15.2.4, the variable form: ETX takes the meaning off 1A and 1B, and ESC cancels. With a length they are data.
#[test]
fn control_bytes_end_data_or_are_data() {
    let mut bench = bench(Profile::A7670E, &["AT+NETOPEN", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.2\",9"]);
    bench.host(b"AT+CIPSEND=0,\r");
    assert_eq!(bench.host(b"a\x03\x1ab\x03\x03\x1a"), b"\r\nOK\r\n\r\n+CIPSEND: 0,4,4\r\n");
    assert_eq!(bench.world.log.last().unwrap().1, b"a\x1ab\x03");
    bench.host(b"AT+CIPSEND=0,\r");
    assert_eq!(bench.host(b"abc\x1b"), b"\r\nERROR\r\n");
    bench.host(b"AT+CIPSEND=0,3\r");
    assert_eq!(bench.host(b"\x1a\x1b\x03"), b"\r\nOK\r\n\r\n+CIPSEND: 0,3,3\r\n");
    assert_eq!(bench.world.log.last().unwrap().1, b"\x1a\x1b\x03");
}

/// M 15.2.22: with `DATAECHO` and echo the data behind a prompt are copied.
#[test]
fn data_are_echoed_where_they_are_to_be() {
    let mut bench = bench(Profile::A7670E, OPEN);
    bench.host(b"ATE1\r");
    bench.host(b"AT+CIPSEND=0,5\r");
    assert!(bench.host(b"hello").starts_with(b"hello\r\nOK\r\n"));
    bench.host(b"AT+CIPCFG=\"DATAECHO\",OFF\r");
    bench.host(b"AT+CIPSEND=0,5\r");
    assert!(bench.host(b"hello").starts_with(b"\r\nOK\r\n"));
}

/// The notice comes once, until all is read; a datagram keeps its sender; what is kept is put out when the mode changes (M76 11.2.6).
#[test]
fn buffered_data_are_told_of_once() {
    let mut bench = bench(Profile::A7670E, &["AT+NETOPEN", "AT+CIPOPEN=1,\"UDP\",,,5000", "AT+CIPRXGET=5"]);
    bench.world.say(bench.now(), PEER, b"first");
    bench.world.say(bench.now(), OTHER, b"second");
    assert_eq!(bench.run(Duration::ZERO), b"\r\n+CIPRXGET: 1,1\r\n\r\n+CIPRXGETIP:192.0.2.1:7\r\n");
    dialogue(
        &mut bench,
        &[
            ("AT+CIPRXGET=4,1", r"\r\n+CIPRXGET: 4,1,11\r\n\r\nOK\r\n"),
            ("AT+CIPRXGET=2,1,100", r"\r\n+CIPRXGET: 2,1,5,6\r\nfirst\r\n\r\nOK\r\n"),
            ("AT+CIPRXGET=0", r"\r\nOK\r\n\r\nRECV FROM:192.0.2.2:9\r\n+IPD6\r\nsecond"),
        ],
    );
}

/// Where datagrams are to come one by one, they do so when their link has ended too.
#[test]
fn datagrams_outlast_their_link_one_by_one() {
    let settings = ["AT+CIPCCFG=10,0,0,1,0,0,500,1", "AT+CIPRXGET=1", "AT+NETOPEN", "AT+CIPOPEN=1,\"UDP\",,,5000"];
    let mut bench = bench(Profile::A7670E, &settings);
    bench.world.say(bench.now(), PEER, b"first");
    bench.world.say(bench.now(), PEER, b"second");
    bench.world.hang_up(bench.now(), PEER);
    assert_eq!(bench.run(Duration::ZERO), b"\r\n+CIPRXGET: 1,1\r\n\r\n+IPCLOSE: 1,1\r\n");
    assert_eq!(says(&mut bench, "AT+CIPRXGET=2,1,100"), r"\r\n+CIPRXGET: 2,1,5,6\r\nfirst\r\n\r\nOK\r\n");
}

/// At most 1500 bytes stand behind one header (M 15.2.5).
#[test]
fn long_data_come_in_pieces() {
    let mut bench = bench(Profile::A7670E, OPEN);
    bench.world.say(bench.now(), PEER, &[b'x'; 2000]);
    let said = bench.run(Duration::ZERO);
    let head = b"\r\nRECV FROM:192.0.2.1:7\r\n+IPD1500\r\n";
    assert!(said.starts_with(head));
    assert!(said[head.len() + 1500..].starts_with(b"\r\nRECV FROM:192.0.2.1:7\r\n+IPD500\r\nx"));
}

/// Data that come while the data behind a prompt are awaited are put out behind the result.
#[test]
fn nothing_is_pushed_into_a_prompt() {
    let mut bench = bench(Profile::A7670E, &["AT+NETOPEN", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.2\",9"]);
    assert_eq!(bench.host(b"AT+CIPSEND=0,5\r"), b"\r\n>");
    bench.world.say(bench.now(), OTHER, b"data");
    assert_eq!(bench.run(Duration::ZERO), b"");
    assert_eq!(bench.host(b"hello"), b"\r\nOK\r\n\r\nRECV FROM:192.0.2.2:9\r\n+IPD4\r\ndata\r\n+CIPSEND: 0,5,5\r\n");
}

#[test]
fn a_peer_that_closes_is_told() {
    let mut bench = bench(Profile::A7670E, &["AT+CIPRXGET=1", "AT+NETOPEN", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7"]);
    bench.world.say(bench.now(), PEER, b"last words");
    bench.world.hang_up(bench.now(), PEER);
    assert_eq!(bench.run(Duration::ZERO), b"\r\n+CIPRXGET: 1,0\r\n\r\n+IPCLOSE: 0,1\r\n");
    assert_eq!(says(&mut bench, "AT+CIPRXGET=2,0"), r"\r\n+CIPRXGET: 2,0,10,0\r\nlast words\r\n\r\nOK\r\n");
}

/// What follows a loss in the field: no line for each link, and everything reads closed.
#[test]
fn a_lost_network_takes_everything() {
    let mut bench = bench(Profile::A7670E, OPEN);
    assert_eq!(bench.radio(Radio::Lost), b"\r\n+CGEV: NW PDN DEACT 1\r\n\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n");
    dialogue(
        &mut bench,
        &[
            ("AT+CIPCLOSE?", r"\r\n+CIPCLOSE: 0,0,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n"),
            ("AT+NETOPEN?", r"\r\n+NETOPEN: 0\r\n\r\nOK\r\n"),
            ("AT+NETCLOSE", r"\r\n+NETCLOSE: 2\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE=0", r"\r\n+CIPCLOSE: 0,4\r\n\r\nERROR\r\n"),
        ],
    );
}

/// M 15.2.2: UDP links are closed before the `OK`, TCP links behind it.
#[test]
fn the_service_closes_its_links() {
    let mut bench = bench(Profile::A7670E, &[OPEN[0], OPEN[1], "AT+CIPOPEN=2,\"UDP\",,,5000"]);
    let said = says(&mut bench, "AT+NETCLOSE");
    assert_eq!(said, r"\r\n+CIPCLOSE: 2,0\r\n\r\nOK\r\n\r\n+CIPCLOSE: 0,0\r\n\r\n+NETCLOSE: 0\r\n");
}

/// M 15.2.15 against AN 3.4.2: a server with clients does not stop; `OK` first by the manual.
#[test]
fn a_server_stops_when_its_clients_are_gone() {
    let mut bench = bench(Profile::A7670E, &["AT+NETOPEN", "AT+SERVERSTART=8080,1"]);
    let client = SocketAddrV4::new(Ipv4Addr::new(203, 0, 113, 5), 40_000);
    bench.world.connect(bench.now(), client, 8080).unwrap();
    assert_eq!(bench.run(Duration::ZERO), b"\r\n+CLIENT: 0,1,203.0.113.5:40000\r\n");
    dialogue(
        &mut bench,
        &[
            ("AT+SERVERSTART?", r"\r\n+SERVERSTART: 1,8080\r\n\r\nOK\r\n"),
            ("AT+SERVERSTART=8080,2", r"\r\n+CIPERROR: 7\r\n\r\nERROR\r\n"),
            ("AT+CIPSEND=0,", r"\r\n+CIPERROR: 4\r\n\r\nERROR\r\n"),
            ("AT+SERVERSTOP=1", r"\r\n+SERVERSTOP: 1,9\r\n\r\nERROR\r\n"),
            ("AT+CIPCLOSE=0", r"\r\nOK\r\n\r\n+CIPCLOSE: 0,0\r\n"),
            ("AT+SERVERSTOP=1", r"\r\nOK\r\n\r\n+SERVERSTOP: 1,0\r\n"),
        ],
    );
}

/// M 2.2.5: silence of a second before and after, at most 900 ms between the plus signs; anything else is data.
#[test]
fn an_escape_needs_its_silence() {
    let open = ["AT+CIPMODE=1", "AT+NETOPEN", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.2\",9"];
    let sent = |plays: &[(&[u8], u64)]| {
        let mut bench = bench(Profile::A7670E, &open);
        assert!(bench.modem.is_online());
        bench.run(Duration::from_secs(2));
        let mut said = Vec::new();
        for (bytes, wait) in plays {
            said.extend(bench.host(bytes));
            said.extend(bench.run(Duration::from_millis(*wait)));
        }
        said.extend(bench.run(Duration::from_secs(3)));
        let got: Vec<u8> = bench.world.log.iter().flat_map(|(_, data)| data.clone()).collect();
        (bench.modem.is_online(), got, said)
    };
    assert_eq!(sent(&[(b"+++", 1000)]), (false, vec![], b"\r\nOK\r\n".to_vec()));
    assert_eq!(sent(&[(b"+", 800), (b"+", 800), (b"+", 1000)]), (false, vec![], b"\r\nOK\r\n".to_vec()));
    assert_eq!(sent(&[(b"+", 1000), (b"++", 1000)]), (true, b"+++".to_vec(), vec![]));
    assert_eq!(sent(&[(b"+++", 900), (b"x", 0)]), (true, b"+++x".to_vec(), vec![]));
    assert_eq!(sent(&[(b"x", 900), (b"+++", 0)]), (true, b"x+++".to_vec(), vec![]));
    assert_eq!(sent(&[(b"++++", 2000)]), (true, b"++++".to_vec(), vec![]));
}

/// M 10.2.1: a drop of DTR leaves the data state, or hangs up.
#[test]
fn a_drop_of_dtr_leaves_the_data_state() {
    let open = ["AT+CIPMODE=1", "AT+NETOPEN", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.2\",9"];
    for (mode, said, phase) in [("AT&D1", &b"\r\nOK\r\n"[..], LinkPhase::Open), ("AT&D2", b"\r\nCLOSED\r\n", LinkPhase::Idle)] {
        let mut bench = bench(Profile::A7670E, &[&[mode], &open[..]].concat());
        assert_eq!(bench.control(Control::Dtr(false)), said);
        assert_eq!((bench.modem.is_online(), bench.modem.link_view(LinkId::N0).phase), (false, phase));
    }
}

/// Other links go on in the data state; what they say waits for its end.
#[test]
fn notices_wait_for_the_end_of_the_data_state() {
    let profile = Profile { links_beside_transparent: true, ..Profile::A7670E };
    let lines = ["AT+CIPMODE=1", "AT+NETOPEN", "AT+CIPOPEN=1,\"TCP\",\"192.0.2.1\",7", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.2\",9"];
    let mut bench = bench(profile, &lines);
    bench.world.say(bench.now(), PEER, b"data");
    bench.world.say(bench.now(), OTHER, b"through");
    assert_eq!(bench.run(Duration::from_secs(2)), b"through");
    bench.host(b"+++");
    assert_eq!(bench.run(Duration::from_secs(1)), b"\r\nOK\r\n\r\nRECV FROM:192.0.2.1:7\r\n+IPD4\r\ndata");
}

/// Same seed, same bytes; and the order of equal moments is that of the calls.
#[test]
fn it_is_deterministic() {
    let run = || {
        let mut bench = Bench::new(
            Modem::new(Config { seed: 7, ..Config::default() }),
            Scripted::new(Way { loss: 300, ..Way::default() }, 7).host(PEER, Host::Echo),
        );
        let mut said = bench.control(Control::Power(true));
        said.extend(bench.run(Duration::from_secs(12)));
        for line in ["AT+NETOPEN", "AT+CIPOPEN=1,\"UDP\",\"192.0.2.1\",7,5000", "AT+CPING=\"192.0.2.1\",1,9"] {
            said.extend(bench.command(line, Duration::from_secs(1)));
        }
        for _ in 0..20 {
            said.extend(bench.host(b"AT+CIPSEND=1,5\r"));
            said.extend(bench.run(Duration::from_millis(5)));
            said.extend(bench.host(b"hello"));
            said.extend(bench.run(Duration::from_millis(200)));
        }
        said.extend(bench.run(Duration::from_mins(2)));
        said
    };
    let first = run();
    assert!(first.len() > 1000);
    assert_eq!(first, run());
}
