//! Typed values: what is written is read back to the same value, and lines of the documents are what they say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

#[path = "support/view.rs"]
mod view;

use std::fmt::Debug;
use std::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::spec::Shape;
use a76xx_parser::typed::*;
use a76xx_parser::{Answer, Kind, Limits, Line, Parser, Request, Side, Step, Urc};
use proptest::prelude::*;
use view::{View, read, written};

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_is_read_back_as_it_was((command, answer) in answer()) {
        let bytes = written(|out| answer.encode(out));
        prop_assert_eq!(read(command.as_bytes(), Side::Module, &bytes).answer(), Some(answer), "{}", bytes.escape_ascii());
    }

    #[test]
    fn a_notice_is_read_back_as_it_was(urc in urc()) {
        let bytes = written(|out| urc.encode(out));
        prop_assert_eq!(read(b"", Side::Module, &bytes).urc(), Some(urc), "{}", bytes.escape_ascii());
    }

    #[test]
    fn a_request_is_read_back_as_it_was(request in request()) {
        let bytes = written(|out| request.encode(out));
        prop_assert_eq!(read(b"", Side::Host, &bytes).request(), Some(request), "{}", bytes.escape_ascii());
    }
}

fn link() -> impl Strategy<Value = LinkId> {
    (0..=9_u8).prop_map(|number| LinkId::new(number).unwrap())
}

fn server() -> impl Strategy<Value = ServerId> {
    (0..=3_u8).prop_map(|number| ServerId::new(number).unwrap())
}

/// Codes that no document lists are kept.
fn err() -> impl Strategy<Value = SocketError> {
    any::<u8>().prop_map(SocketError)
}

fn ip() -> impl Strategy<Value = Address<'static>> {
    any::<[u8; 4]>().prop_map(|ip| Address::V4(ip.into()))
}

fn peer() -> impl Strategy<Value = SocketAddrV4> {
    any::<([u8; 4], u16)>().prop_map(|(ip, port)| SocketAddrV4::new(ip.into(), port))
}

fn protocol() -> impl Strategy<Value = Protocol<'static>> {
    prop::sample::select(vec![Protocol::Tcp, Protocol::Udp, Protocol::UdpServer, Protocol::Other(b"SCTP")])
}

fn text() -> impl Strategy<Value = &'static [u8]> {
    prop::sample::select(vec![&b"example.com"[..], b"10.0.0.1", b"a b, c", b"", b"internet"])
}

fn answer() -> impl Strategy<Value = (&'static str, Answer<'static>)> {
    let open = (protocol(), ip(), any::<u16>(), prop::option::of(server())).prop_map(|(protocol, ip, port, server)| OpenLink {
        protocol,
        ip,
        port,
        server,
    });
    prop_oneof![
        (err(), prop::option::of(1..=15_u8)).prop_map(|(err, cid)| ("AT+NETOPEN\r", Answer::NetOpen { err, cid })),
        (any::<bool>(), Just(None)).prop_map(|(open, detail)| ("AT+NETOPEN?\r", Answer::NetState { open, detail })),
        (link(), err()).prop_map(|(link, err)| ("AT+CIPOPEN=0,\"UDP\",,,1\r", Answer::CipOpen { link, err })),
        (link(), prop::option::of(open)).prop_map(|(link, open)| ("AT+CIPOPEN?\r", Answer::LinkInfo { link, open })),
        (link(), any::<u16>(), -1..=1500).prop_map(|(link, requested, confirmed)| ("", Answer::CipSend { link, requested, confirmed })),
        (link(), 0..=1500_u16, any::<u32>()).prop_map(|(link, len, rest)| ("AT+CIPRXGET=2,0\r", Answer::RxRead { link, len, rest })),
        (link(), 0..=750_u16, any::<u32>()).prop_map(|(link, len, rest)| ("AT+CIPRXGET=3,0\r", Answer::RxReadHex { link, len, rest })),
        (link(), any::<u32>()).prop_map(|(link, rest)| ("AT+CIPRXGET=4,0\r", Answer::RxRest { link, rest })),
        (link(), err()).prop_map(|(link, err)| ("AT+CIPCLOSE=0\r", Answer::CipClose { link, err })),
        prop::collection::vec(any::<bool>(), 4..=10)
            .prop_map(|open| ("AT+CIPCLOSE?\r", Answer::LinkStates { states: LinkStates::new(&open).unwrap() })),
        ip().prop_map(|ip| ("AT+IPADDR\r", Answer::IpAddr { ip })),
        (server(), err()).prop_map(|(server, err)| ("AT+SERVERSTOP=0\r", Answer::ServerStop { server, err })),
        (server(), any::<u16>()).prop_map(|(server, port)| ("AT+SERVERSTART?\r", Answer::ServerInfo { server, port })),
        any::<(u32, u32, u32)>().prop_map(|(sent, acked, received)| ("AT+CIPACK=0\r", Answer::CipAck { sent, acked, received })),
        (1..=99_u8, text(), ip()).prop_map(|(index, domain, ip)| ("AT+CDNSGIP=\"a\"\r", Answer::DnsAnswer { index, domain, ip })),
        err().prop_map(|err| ("AT+CIPSEND=0,1\r", Answer::CipError { err })),
        any::<u8>().prop_map(|number| ("AT+CIPACK=0\r", Answer::IpError { reason: Reason::Number(IpError(number)) })),
        any::<u16>().prop_map(|number| ("AT+CFUN=1\r", Answer::CmeError { reason: Reason::Number(CmeError(number)) })),
        any::<(u8, u8)>().prop_map(|(rssi, ber)| ("AT+CSQ\r", Answer::Csq { rssi: Rssi(rssi), ber: BitErrorRate(ber) })),
        (any::<(u8, u8)>(), prop::option::of(Just(Hex::quoted(b"1A2B").unwrap()))).prop_map(|((report, stat), tac)| {
            let (report, stat) = (RegistrationReport(report), RegistrationState(stat));
            ("AT+CEREG?\r", Answer::Cereg { report, stat, tac, ci: tac, act: tac.map(|_| AccessTechnology::E_UTRAN) })
        }),
    ]
}

fn urc() -> impl Strategy<Value = Urc<'static>> {
    prop_oneof![
        Just(Urc::NetworkClosed),
        (link(), any::<u8>()).prop_map(|(link, reason)| Urc::IpClose { link, reason: CloseReason(reason) }),
        (link(), server(), peer()).prop_map(|(link, server, peer)| Urc::Client { link, server, peer }),
        link().prop_map(|link| Urc::DataWaiting { link }),
        peer().prop_map(|peer| Urc::RecvFrom { peer }),
        peer().prop_map(|peer| Urc::Sender { peer }),
        any::<u16>().prop_map(|len| Urc::Ipd { len }),
        (link(), any::<u16>()).prop_map(|(link, len)| Urc::Receive { link, len }),
        any::<u8>().prop_map(|stat| Urc::Creg { stat: RegistrationState(stat), lac: None, ci: None, act: None }),
        (-2..=2_i8).prop_map(|alarm| Urc::Temperature { alarm: TemperatureAlarm(alarm) }),
    ]
}

fn request() -> impl Strategy<Value = Request<'static>> {
    prop_oneof![
        prop::sample::select(Name::ALL).prop_filter_map("no test form", |name| has(name, Shape::Test).then_some(Request::Test(name))),
        prop::sample::select(Name::ALL).prop_filter_map("no read form", |name| has(name, Shape::Read).then_some(Request::Read(name))),
        (link(), protocol(), text(), any::<u16>(), prop::option::of(any::<u16>())).prop_map(|(link, protocol, host, port, local_port)| {
            Request::CipOpen { link, protocol, host: Some(host), port: Some(port), local_port }
        }),
        (link(), prop::option::of(1..=1500_u16)).prop_map(|(link, length)| Request::CipSend { link, length, host: None, port: None }),
        (link(), prop::option::of(1..=1500_u16)).prop_map(|(link, at_most)| Request::RxRead { link, at_most }),
        (link(), prop::option::of(1..=750_u16)).prop_map(|(link, at_most)| Request::RxReadHex { link, at_most }),
        link().prop_map(|link| Request::RxRest { link }),
        link().prop_map(|link| Request::CipClose { link }),
        prop::sample::select(vec![RxMode::PUSH, RxMode::BUFFER, RxMode::BUFFER_AND_SENDER]).prop_map(|mode| Request::RxMode { mode }),
        any::<[Option<u32>; 3]>().prop_map(|[net_open, cip_open, cip_send]| Request::CipTimeout { net_open, cip_open, cip_send }),
        (any::<u16>(), server(), prop::option::of(1..=3_u8)).prop_map(|(port, server, backlog)| Request::ServerStart {
            port,
            server,
            backlog
        }),
        prop::option::of(any::<bool>()).prop_map(|setting| Request::Echo { setting }),
    ]
}

fn has(name: Name, shape: Shape) -> bool {
    name.row().forms().iter().any(|form| form.shape == shape)
}

#[track_caller]
fn check<T: Debug + PartialEq>(command: &str, line: &'static str, read_as: impl FnOnce(&Line<'static>) -> Option<T>, expected: T) {
    assert_eq!(read_as(&read(command.as_bytes(), Side::Module, line.as_bytes())), Some(expected));
}

#[test]
fn lines_of_the_documents() {
    let link = |number| LinkId::new(number).unwrap();
    let open = "AT+CIPOPEN=0,\"TCP\",\"example.com\",80\r";
    check(open, "+CIPOPEN: 0,11\r\n", Line::answer, Answer::CipOpen { link: link(0), err: SocketError::DNS_FAILED });
    check("", "+CIPOPEN: 0,0\r\n", Line::answer, Answer::CipOpen { link: link(0), err: SocketError::SUCCESS });
    check("", "+IPCLOSE: 1,1\r\n", Line::urc, Urc::IpClose { link: link(1), reason: CloseReason::PEER });
    let peer = SocketAddrV4::new(Ipv4Addr::new(192, 168, 108, 5), 57202);
    let server = ServerId::new(0).unwrap();
    check("", "+CLIENT: 0,0,192.168.108.5:57202\r\n", Line::urc, Urc::Client { link: link(0), server, peer });
    check("", "RECV FROM:192.168.108.5:57202\r\n", Line::urc, Urc::RecvFrom { peer });
    check("", "+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n", Line::urc, Urc::NetworkClosed);
    check("", "+CIPRXGET: 1,3\r\n", Line::urc, Urc::DataWaiting { link: link(3) });
    check("AT+NETOPEN?\r", "+NETOPEN: 1\r\n", Line::answer, Answer::NetState { open: true, detail: None });
    check("AT+NETOPEN\r", "+NETOPEN: 1\r\n", Line::answer, Answer::NetOpen { err: SocketError::NETWORK_FAILURE, cid: None });
    let states = LinkStates::new(&[true, false, false, true, false, false, false, false, false, false]).unwrap();
    check("AT+CIPCLOSE?\r", "+CIPCLOSE: 1,0,0,1,0,0,0,0,0,0\r\n", Line::answer, Answer::LinkStates { states });
    assert_eq!(states.open().map(LinkId::get).collect::<Vec<_>>(), [0, 3]);
    assert_eq!((states.count(), states.is_open(link(3)), states.is_open(link(9))), (10, Some(true), Some(false)));
    check("AT+CIPOPEN?\r", "+CIPOPEN: 1\r\n", Line::answer, Answer::LinkInfo { link: link(1), open: None });
    let accepted = OpenLink { protocol: Protocol::Tcp, ip: Address::V4(*peer.ip()), port: 57202, server: Some(server) };
    let listed = "+CIPOPEN: 0,\"TCP\",\"192.168.108.5\",57202,0\r\n";
    check("AT+CIPOPEN?\r", listed, Line::answer, Answer::LinkInfo { link: link(0), open: Some(accepted) });
    check("AT+IPADDR\r", "+IPADDR: Network not opened\r\n", Line::answer, Answer::NoIpAddr { text: b"Network not opened" });
    check(
        "AT+CPSI?\r",
        "+CPSI: NO SERVICE, Low Power Mode\r\n",
        Line::answer,
        Answer::CpsiNone { system: b"NO SERVICE", operation: b"Low Power Mode" },
    );
    check("AT+CPIN?\r", "+CPIN: SIM PIN\r\n", Line::answer, Answer::Cpin { state: SimState::SimPin });
    let cell = Hex::quoted(b"01C3D4E5").unwrap();
    assert_eq!(cell.value(), Some(0x01c3_d4e5));
    let place = Urc::Creg { stat: RegistrationState::ROAMING, lac: Hex::quoted(b"1A2B"), ci: Some(cell), act: None };
    check("", "+CREG: 5,\"1A2B\",\"01C3D4E5\"\r\n", Line::urc, place);
}

#[test]
fn errors_are_the_same_as_numbers_and_as_text() {
    for (line, number) in [("+IP ERROR: No data\r\n", false), ("+IP ERROR: 22\r\n", true)] {
        let Some(Answer::IpError { reason }) = read(b"AT+CIPRXGET=2,0\r", Side::Module, line.as_bytes()).answer() else { panic!("{line}") };
        assert_eq!((reason.code(), matches!(reason, Reason::Number(_))), (Some(IpError::NO_DATA), number));
    }
    let mut parser = Parser::new(Limits::DEFAULT);
    let _ = parser.next(Side::Host, b"AT+CPIN?\r");
    let Step::Event(event) = parser.next(Side::Module, b"+CME ERROR: SIM busy\r\n") else { panic!("an event") };
    let Kind::Final(last) = event.kind else { panic!("a final result") };
    assert_eq!(last.cme().and_then(Reason::code), Some(CmeError::SIM_BUSY));
    assert_eq!(last.cms(), None);
    assert_eq!(
        written(|out| Answer::CmeError { reason: Reason::in_words(CmeError::SIM_BUSY) }.encode(out)),
        b"\r\n+CME ERROR: SIM busy\r\n"
    );
    let odd = Reason::<CmeError>::Text(b"requested service option not subscribed (#33)");
    assert_eq!(odd.code(), Some(CmeError(133)));
    assert_eq!(Reason::<CmsError>::Text(b"no such text").code(), None);
}

#[test]
fn codes_print_their_names() {
    assert_eq!(SocketError::DNS_FAILED.to_string(), "DNS parse failed (11)");
    assert_eq!(SocketError(200).to_string(), "200");
    assert_eq!(CloseReason::PEER.name(), Some("closed by the peer"));
    assert_eq!(Reason::Number(IpError(99)).to_string(), "99");
    assert_eq!((Rssi(31).dbm(), Rssi::UNKNOWN.dbm()), (Some(-51), None));
}

/// Constants and table hold the same values.
#[test]
fn codes_are_those_of_the_table() {
    fn compare<C: Code + Debug>(known: &[C]) {
        let numbers: Vec<i64> = known.iter().map(|code| code.number()).collect();
        let table: Vec<i64> = C::TABLE.entries.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, table, "{}", C::TABLE.name);
    }
    macro_rules! check {
        ($($Code:ident),*) => { $( compare($Code::KNOWN); )* };
    }
    check!(
        SocketError,
        IpError,
        CloseReason,
        DnsError,
        RxMode,
        DataMode,
        SendMode,
        ErrMode,
        HeaderType,
        AsyncMode,
        UdpRecvMode,
        AddressFamily
    );
    check!(CmeError, CmsError, RegistrationState, RegistrationReport, AccessTechnology, OperatorMode, OperatorFormat, SystemMode, Rssi);
    check!(BitErrorRate, FunctionLevel, ErrorForm, DtrMode, DaylightSaving, TemperatureAlarm);
}

#[test]
fn what_no_type_holds_stays_generic() {
    for line in ["+CIPOPEN: 12,0\r\n", "+HTTPACTION: 0,200,5\r\n", "hello\r\n"] {
        let mut parser = Parser::new(Limits::DEFAULT);
        let Step::Event(event) = parser.next(Side::Module, line.as_bytes()) else { panic!("{line}") };
        assert_eq!(event.kind.line().and_then(View::of), None, "{line}");
    }
}
