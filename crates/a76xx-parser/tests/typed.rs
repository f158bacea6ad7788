//! The typed views: every form of the typed rows is reachable, and what a view writes is read back to the same value.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

use std::fmt::Debug;
use std::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::spec::{self, Command, Field, Form, Role, Shape, Type};
use a76xx_parser::typed::*;
use a76xx_parser::{Answer, Arg, EncodeError, Encoder, Kind, Limits, Line, Parser, Request, Side, Step, Urc};
use proptest::prelude::*;

/// Lines that the module sends unasked or in explanation, and that have types.
const LINES: &[&str] = &[
    "+CIPEVENT",
    "+IPCLOSE",
    "+CLIENT",
    "+CIPRXGETIP",
    "RECV FROM",
    "+RECV FROM",
    "+IPD",
    "+RECEIVE",
    "CLOSED",
    "+CIPERROR",
    "+IP ERROR",
    "+CME ERROR",
    "+CMS ERROR",
    "*ATREADY",
    "RDY",
    "QCRDY",
    "SMS DONE",
    "PB DONE",
    "*ISIMAID",
    "*COPN",
    "*RADIOPOWER",
    "+SIMCARD",
    "+MSTK",
    "+CTZV",
    "*PSUTTZ",
    "*PSNWID",
    "DST",
    "+CGEV",
    "RING",
    "+CRING",
    "VOICE CALL",
    "MISSED_CALL",
    "CMTE",
    "UNDER-VOLTAGE WARNING",
    "UNDER-VOLTAGE WARNNING",
    "OVER-VOLTAGE WARNING",
    "OVER-VOLTAGE WARNNING",
    "UNDER-VOLTAGE WARNING POWER DOWN",
    "UNDER-VOLTAGE WARNNING POWER DOWN",
    "OVER-VOLTAGE WARNING POWER DOWN",
    "OVER-VOLTAGE WARNNING POWER DOWN",
    "NORMAL POWER DOWN",
];

/// A typed view of any kind.
#[derive(Clone, Copy, Debug, PartialEq)]
enum View<'b> {
    Urc(Urc<'b>),
    Answer(Answer<'b>),
    Request(Request<'b>),
}

impl<'b> View<'b> {
    fn of(line: &Line<'b>) -> Option<Self> {
        match (line.urc(), line.answer(), line.request()) {
            (Some(urc), None, None) => Some(Self::Urc(urc)),
            (None, Some(answer), None) => Some(Self::Answer(answer)),
            (None, None, Some(request)) => Some(Self::Request(request)),
            (None, None, None) => None,
            views => panic!("a line with two views: {views:?}"),
        }
    }

    fn encode(&self, out: &mut Encoder<'_>) -> Result<(), EncodeError> {
        match self {
            Self::Urc(urc) => urc.encode(out),
            Self::Answer(answer) => answer.encode(out),
            Self::Request(request) => request.encode(out),
        }
    }
}

/// The line that a parser reads from these bytes after a command.
fn read<'b>(command: &[u8], side: Side, mut bytes: &'b [u8]) -> Line<'b> {
    let mut parser = Parser::new(Limits::DEFAULT);
    if !command.is_empty() {
        let Step::Event(_) = parser.next(Side::Host, command) else { panic!("{:?} is no command", command.escape_ascii()) };
    }
    while let Step::Event(event) = parser.next(side, bytes) {
        bytes = &bytes[event.raw.len()..];
        match event.kind.line() {
            Some(line) => return *line,
            None => assert_eq!(event.kind, Kind::Blank, "{:?}", bytes.escape_ascii().to_string()),
        }
    }
    panic!("no line in {:?}", bytes.escape_ascii().to_string());
}

fn written(write: impl FnOnce(&mut Encoder<'_>) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut out = [0; 1024];
    let mut encoder = Encoder::new(&mut out);
    write(&mut encoder).expect("the line can be written");
    encoder.written().to_vec()
}

/// Writes what was read, and reads it again.
fn again(command: &[u8], side: Side, bytes: &[u8]) {
    let view = View::of(&read(command, side, bytes));
    let Some(view) = view else { panic!("no view of {:?}: {:?}", bytes.escape_ascii().to_string(), read(command, side, bytes)) };
    let back = written(|out| view.encode(out));
    assert_eq!(View::of(&read(command, side, &back)), Some(view), "{}", back.escape_ascii());
    // A view does not keep which way a value was quoted where the table leaves that open, nor blanks around commas, nor the second spelling.
    let bare = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('"', "").replace("WARNN", "WARN");
    let same = bare(&back) == bare(bytes).replace("+RECV", "RECV").replace("QCRDY", "RDY") || back.contains(&b'?');
    assert!(same, "{} became {}", bytes.escape_ascii(), back.escape_ascii());
}

fn typed_rows() -> impl Iterator<Item = &'static Command> {
    Name::ALL.iter().map(|name| name.row()).chain(LINES.iter().map(|name| spec::find(name.as_bytes()).expect(name)))
}

fn side_of(form: &Form) -> Side {
    if form.shape.is_host() { Side::Host } else { Side::Module }
}

/// Writes a form with values; `None` for a value left out.
fn line_of(row: &Command, form: &Form, values: &[Option<Sample>]) -> Vec<u8> {
    let used = values.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let args: Vec<Arg<'_>> = values[..used].iter().map(|value| value.as_ref().map_or(Arg::Empty, Sample::arg)).collect();
    written(|out| if form.shape.is_host() { out.command(row, form, &args) } else { out.line(row, form, &args) })
}

/// The command that a line of this shape answers.
fn pending(row: &'static Command, shape: Shape) -> Vec<u8> {
    let asks: &[Shape] = match shape {
        Shape::TestInfo => &[Shape::Test],
        Shape::ReadInfo => &[Shape::Read],
        Shape::Info | Shape::Result if row.role == Role::Command => &[Shape::Write, Shape::Exec],
        _ => return Vec::new(),
    };
    let form = row.forms.iter().find(|form| asks.contains(&form.shape)).expect("a question");
    let values: Vec<_> = form.fields.iter().map(|field| (!field.optional).then(|| Sample::least(field.ty))).collect();
    line_of(row, form, &values)
}

/// A value for a field.
#[derive(Clone, Debug)]
enum Sample {
    Int(i64),
    Bare(String),
    Quoted(String),
}

impl Sample {
    fn arg(&self) -> Arg<'_> {
        match self {
            Self::Int(number) => Arg::Int(*number),
            Self::Bare(text) => Arg::Bare(text.as_bytes()),
            Self::Quoted(text) => Arg::Quoted(text.as_bytes()),
        }
    }

    fn least(ty: Type) -> Self {
        match ty {
            Type::Int(min, _) | Type::Either(min, _) => Self::Int(min),
            Type::Quoted(most) => Self::Quoted("80"[..2.min(usize::from(most))].into()),
            Type::Hex => Self::Quoted("1A2B".into()),
            Type::Bare | Type::Rest => Self::Bare("text".into()),
            Type::Address => Self::Bare("10.0.0.1".into()),
            Type::Endpoint => Self::Bare("10.0.0.1:80".into()),
            Type::Ranges => Self::Bare("(0-9)".into()),
            Type::Word(word) => Self::Bare(word.into()),
        }
    }

    /// Any value that a field documents; no type holds counts above 32 bits.
    fn any(field: Field) -> BoxedStrategy<Option<Self>> {
        let value = match field.ty {
            Type::Int(min, max) => (min..=max.min(i64::from(u32::MAX))).prop_map(Self::Int).boxed(),
            Type::Either(min, max) => prop_oneof![
                (min..=max).prop_map(Self::Int),
                prop::sample::select(vec!["No data", "SIM busy", "no such text", "operator determined barring (#8)", "a, b"])
                    .prop_map(|text| Self::Bare(text.into())),
            ]
            .boxed(),
            Type::Quoted(5) => (0..=65_535_u32).prop_map(|port| Self::Quoted(port.to_string())).boxed(),
            Type::Quoted(most) => "[a-zA-Z0-9 .,_-]{0,20}"
                .prop_map(move |text: String| Self::Quoted(text[..text.len().min(usize::from(most))].into()))
                .boxed(),
            Type::Hex => ("(0x)?[0-9A-Fa-f]{1,8}", any::<bool>())
                .prop_map(|(digits, quoted)| if quoted { Self::Quoted(digits) } else { Self::Bare(digits) })
                .boxed(),
            Type::Bare => "[A-Z][A-Z0-9 -]{0,8}[A-Z]".prop_map(Self::Bare).boxed(),
            Type::Rest => "[A-Z][a-zA-Z0-9 ,:-]{0,18}[g-z]".prop_map(Self::Bare).boxed(),
            Type::Address => prop_oneof![
                (any::<[u8; 4]>(), any::<bool>()).prop_map(|(ip, quoted)| {
                    let text = Ipv4Addr::from(ip).to_string();
                    if quoted { Self::Quoted(text) } else { Self::Bare(text) }
                }),
                Just(Self::Bare("10.x.x.x".into())),
                Just(Self::Bare("fe80::1".into())),
            ]
            .boxed(),
            Type::Endpoint => {
                any::<([u8; 4], u16)>().prop_map(|(ip, port)| Self::Bare(SocketAddrV4::new(ip.into(), port).to_string())).boxed()
            }
            Type::Ranges => "\\([0-9],\"[A-Z]{1,3}\"\\)".prop_map(Self::Bare).boxed(),
            Type::Word(word) => Just(Self::Bare(word.into())).boxed(),
        };
        if field.optional { prop::option::of(value).boxed() } else { value.prop_map(Some).boxed() }
    }
}

/// Any line of any typed form, and the command before it.
fn any_line() -> impl Strategy<Value = (String, Side, String)> {
    let forms: Vec<_> = typed_rows().flat_map(|row| row.forms.iter().map(move |form| (row, form))).collect();
    prop::sample::select(forms).prop_flat_map(|(row, form)| {
        let mut fields = form.fields.to_vec();
        if let Some(last) = fields.last().copied().filter(|last| last.repeats > 0) {
            fields.resize(10, last);
        }
        let values: Vec<_> = fields.into_iter().map(Sample::any).collect();
        values.prop_map(move |mut values| {
            // What `AT+CIPOPEN?` says of a link comes whole or not at all.
            if row.name == "+CIPOPEN" && form.shape == Shape::ReadInfo && values[1..].iter().any(Option::is_none) {
                values.truncate(1);
            }
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            (text(pending(row, form.shape)), side_of(form), text(line_of(row, form, &values)))
        })
    })
}

#[test]
fn every_form_of_the_typed_rows_is_reachable() {
    let mut forms = 0;
    for row in typed_rows() {
        for form in row.forms {
            let all: Vec<_> = form.fields.iter().map(|field| Some(Sample::least(field.ty))).collect();
            let mut needed: Vec<_> = form.fields.iter().map(|field| (!field.optional).then(|| Sample::least(field.ty))).collect();
            for values in [&mut all.clone(), &mut needed] {
                if let Some(last) = form.fields.last().filter(|last| last.repeats > 0) {
                    values.resize(10, Some(Sample::least(last.ty)));
                }
                again(&pending(row, form.shape), side_of(form), &line_of(row, form, values));
                forms += 1;
            }
        }
    }
    println!("{forms} lines of {} rows", typed_rows().count());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_line_of_a_typed_form_is_read_and_written_back((command, side, line) in any_line()) {
        again(command.as_bytes(), side, line.as_bytes());
    }

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
    name.row().forms.iter().any(|form| form.shape == shape)
}

#[track_caller]
fn view<T: Debug + PartialEq>(command: &str, line: &'static str, view: impl FnOnce(&Line<'static>) -> Option<T>, expected: T) {
    assert_eq!(view(&read(command.as_bytes(), Side::Module, line.as_bytes())), Some(expected));
}

#[test]
fn lines_of_the_documents() {
    let link = |number| LinkId::new(number).unwrap();
    let open = "AT+CIPOPEN=0,\"TCP\",\"example.com\",80\r";
    view(open, "+CIPOPEN: 0,11\r\n", Line::answer, Answer::CipOpen { link: link(0), err: SocketError::DNS_FAILED });
    view("", "+CIPOPEN: 0,0\r\n", Line::answer, Answer::CipOpen { link: link(0), err: SocketError::SUCCESS });
    view("", "+IPCLOSE: 1,1\r\n", Line::urc, Urc::IpClose { link: link(1), reason: CloseReason::PEER });
    let peer = SocketAddrV4::new(Ipv4Addr::new(192, 168, 108, 5), 57202);
    let server = ServerId::new(0).unwrap();
    view("", "+CLIENT: 0,0,192.168.108.5:57202\r\n", Line::urc, Urc::Client { link: link(0), server, peer });
    view("", "RECV FROM:192.168.108.5:57202\r\n", Line::urc, Urc::RecvFrom { peer });
    view("", "+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n", Line::urc, Urc::NetworkClosed);
    view("", "+CIPRXGET: 1,3\r\n", Line::urc, Urc::DataWaiting { link: link(3) });
    view("AT+NETOPEN?\r", "+NETOPEN: 1\r\n", Line::answer, Answer::NetState { open: true, detail: None });
    view("AT+NETOPEN\r", "+NETOPEN: 1\r\n", Line::answer, Answer::NetOpen { err: SocketError::NETWORK_FAILURE, cid: None });
    let states = LinkStates::new(&[true, false, false, true, false, false, false, false, false, false]).unwrap();
    view("AT+CIPCLOSE?\r", "+CIPCLOSE: 1,0,0,1,0,0,0,0,0,0\r\n", Line::answer, Answer::LinkStates { states });
    assert_eq!(states.open().map(LinkId::get).collect::<Vec<_>>(), [0, 3]);
    assert_eq!((states.count(), states.is_open(link(3)), states.is_open(link(9))), (10, Some(true), Some(false)));
    view("AT+CIPOPEN?\r", "+CIPOPEN: 1\r\n", Line::answer, Answer::LinkInfo { link: link(1), open: None });
    let accepted = OpenLink { protocol: Protocol::Tcp, ip: Address::V4(*peer.ip()), port: 57202, server: Some(server) };
    let listed = "+CIPOPEN: 0,\"TCP\",\"192.168.108.5\",57202,0\r\n";
    view("AT+CIPOPEN?\r", listed, Line::answer, Answer::LinkInfo { link: link(0), open: Some(accepted) });
    view("AT+IPADDR\r", "+IPADDR: Network not opened\r\n", Line::answer, Answer::NoIpAddr { text: b"Network not opened" });
    view(
        "AT+CPSI?\r",
        "+CPSI: NO SERVICE, Low Power Mode\r\n",
        Line::answer,
        Answer::CpsiNone { system: b"NO SERVICE", operation: b"Low Power Mode" },
    );
    view("AT+CPIN?\r", "+CPIN: SIM PIN\r\n", Line::answer, Answer::Cpin { state: SimState::SimPin });
    let cell = Hex::quoted(b"01C3D4E5").unwrap();
    assert_eq!(cell.value(), Some(0x01c3_d4e5));
    let place = Urc::Creg { stat: RegistrationState::ROAMING, lac: Hex::quoted(b"1A2B"), ci: Some(cell), act: None };
    view("", "+CREG: 5,\"1A2B\",\"01C3D4E5\"\r\n", Line::urc, place);
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
    fn check<C: Code + Debug>(known: &[C]) {
        let numbers: Vec<i64> = known.iter().map(|code| code.number()).collect();
        let table: Vec<i64> = C::TABLE.entries.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, table, "{}", C::TABLE.name);
    }
    macro_rules! check {
        ($($Code:ident),*) => { $( check($Code::KNOWN); )* };
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
