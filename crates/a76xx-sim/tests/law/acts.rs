//! What may happen: command lines right and wrong, data, the network, the lines beside the data.

use proptest::prelude::*;
use proptest::sample::select;

/// One thing that happens.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// A command line without its CR, and the milliseconds that pass then.
    Line(String, u64),
    /// Data while the line is in the data state.
    Data(Vec<u8>),
    /// Three plus signs with silence around them.
    Escape,
    /// A peer sends so many bytes.
    Say(u8, u16),
    /// A peer closes its connections.
    HangUp(u8),
    /// A client comes to a server's port.
    Client(u8),
    /// Milliseconds pass.
    Wait(u64),
    /// The network takes the service away.
    Lose,
    /// The registration changes.
    Register(u8),
    /// DTR is dropped and raised.
    Dtr,
    /// The reset line is pulled.
    Reset,
}

pub(crate) const PEERS: [&str; 5] = ["192.0.2.1:7", "192.0.2.1:9", "192.0.2.2:7", "192.0.2.3:80", "192.0.2.4:1"];
pub(crate) const PORTS: [u16; 4] = [8080, 9090, 10_000, 10_001];

pub(crate) fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        60 => (line(), select(vec![0_u64, 0, 50, 1000, 5000])).prop_map(|(line, wait)| Act::Line(line, wait)),
        4 => prop::collection::vec(any::<u8>(), 1..40).prop_map(Act::Data),
        3 => Just(Act::Escape),
        8 => (0..5_u8, 1..4000_u16).prop_map(|(peer, count)| Act::Say(peer, count)),
        3 => (0..5_u8).prop_map(Act::HangUp),
        4 => (0..4_u8).prop_map(Act::Client),
        4 => select(vec![10_u64, 1000, 20_000, 130_000]).prop_map(Act::Wait),
        1 => Just(Act::Lose),
        1 => (0..4_u8).prop_map(Act::Register),
        1 => Just(Act::Dtr),
        1 => Just(Act::Reset),
    ]
}

/// A command line: one command, or some of those that may be joined.
fn line() -> impl Strategy<Value = String> {
    let joined = prop::collection::vec(quiet(), 2..4).prop_map(|parts| parts.join(";"));
    prop_oneof![
        30 => socket(),
        12 => quiet(),
        4 => joined,
        4 => service(),
        3 => generic(),
        1 => Just(String::new()),
    ]
    .prop_map(|body| format!("AT{body}"))
    .prop_flat_map(|line| prop_oneof![9 => Just(line.clone()), 1 => Just(line.to_ascii_lowercase())])
}

/// Starts and ends, and what must stand alone: behind a line that failed half-way nobody knows what
/// its results look like.
fn service() -> impl Strategy<Value = String> {
    select(vec![
        "+NETOPEN",
        "+NETOPEN",
        "+NETOPEN",
        "+NETCLOSE",
        "+CFUN=0",
        "+CFUN=1",
        "+CFUN=4",
        "+CFUN=1,1",
        "+CRESET",
        "+CGATT=0",
        "+CGATT=1",
        "O",
        "&F",
        "Z",
        "&W",
        "D*99#",
        "H",
        "+CGACT=1,1",
        "+CGACT=0,1",
        "+CGACT=1,3",
        "+COPS=2",
        "V0",
        "V1",
        "+CMEE=0",
        "+COPS=0",
    ])
    .prop_map(str::to_owned)
}

/// Of one subject: questions and settings that may share a line with others.
fn quiet() -> impl Strategy<Value = String> {
    let plain = select(vec![
        "+CSQ",
        "+CSQ=?",
        "+CREG?",
        "+CREG=1",
        "+CREG=2",
        "+CREG=0",
        "+CREG=7",
        "+CGREG?",
        "+CEREG?",
        "+CEREG=2",
        "+CPIN?",
        "+CPSI?",
        "+COPS?",
        "+CFUN?",
        "+CMEE=1",
        "+CMEE=2",
        "+CMEE?",
        "E0",
        "E1",
        "E",
        "&D0",
        "&D1",
        "&D2",
        "X0",
        "X1",
        "+CIPHEAD=1",
        "+CIPHEAD?",
        "+CIPHEAD",
        "+CIPSRIP=0",
        "+CIPSRIP=1",
        "+CIPSRIP?",
        "+CIPMODE=0",
        "+CIPMODE?",
        "+CIPSENDMODE=0",
        "+CIPSENDMODE=1",
        "+CIPSENDMODE?",
        "+CIPTIMEOUT=5000,5000,5000",
        "+CIPTIMEOUT=,9000,",
        "+CIPTIMEOUT=1",
        "+CIPTIMEOUT?",
        "+CIPCCFG=10,0,0,0,1,0,500",
        "+CIPCCFG=10,0,0,1,0,0,500",
        "+CIPCCFG?",
        "+CIPCCFG",
        "+CIPCCFG=11",
        "+CIPRXGET=0",
        "+CIPRXGET=1",
        "+CIPRXGET?",
        "+CGDCONT?",
        "+CGDCONT=1,\"IP\",\"internet\"",
        "+CGDCONT=3,\"IP\",\"iot\"",
        "+CGDCONT=3",
        "+CGACT?",
        "+CGATT?",
        "+CGPADDR",
        "+CGPADDR=1",
        "+CTZU=1",
        "+CTZU?",
        "+CICCID",
        "+IPADDR",
        "+NETOPEN?",
        "+CIPCLOSE?",
        "+CIPOPEN?",
        "+SERVERSTART?",
        "+CIPCFG?",
        "+CSOCKSETPN?",
        "+AUTOCSQ=1,0",
        "+AUTOCSQ=0",
        "+CNSMOD?",
    ]);
    plain.prop_map(str::to_owned)
}

/// Links and servers, with numbers in and out of range.
fn socket() -> impl Strategy<Value = String> {
    let link = || prop_oneof![12 => 0..4_u8, 3 => 4..10_u8, 1 => 10..12_u8];
    let host = || select(vec!["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "198.51.100.9", "echo.example", "nobody.example"]);
    let port = || select(vec![7_u16, 9, 80, 1]);
    let open = prop_oneof![
        5 => (link(), host(), port()).prop_map(|(link, host, port)| format!("+CIPOPEN={link},\"TCP\",\"{host}\",{port}")),
        3 => (link(), 5000..5004_u16).prop_map(|(link, port)| format!("+CIPOPEN={link},\"UDP\",,,{port}")),
        1 => (link(), host(), port(), 5000..5004_u16).prop_map(|(link, host, port, local)| format!("+CIPOPEN={link},\"UDP\",\"{host}\",{port},{local}")),
        1 => link().prop_map(|link| format!("+CIPOPEN={link},\"TCP\"")),
        1 => link().prop_map(|link| format!("+CIPOPEN={link},\"SCTP\",\"192.0.2.1\",7")),
    ];
    let send = prop_oneof![
        4 => (link(), 1..40_u16).prop_map(|(link, length)| format!("+CIPSEND={link},{length}")),
        2 => (link(), 1..40_u16).prop_map(|(link, length)| format!("+CIPSEND={link},{length},\"192.0.2.1\",7")),
        1 => link().prop_map(|link| format!("+CIPSEND={link},")),
        1 => link().prop_map(|link| format!("+CIPSEND={link},,\"192.0.2.2\",7")),
        1 => link().prop_map(|link| format!("+CIPSEND={link},1501")),
        1 => link().prop_map(|link| format!("+CIPSENDSTR={link},\"48454C4C4F\"")),
    ];
    let read = prop_oneof![
        3 => (link(), select(vec![1_u16, 5, 100, 1500])).prop_map(|(link, most)| format!("+CIPRXGET=2,{link},{most}")),
        1 => link().prop_map(|link| format!("+CIPRXGET=2,{link}")),
        1 => (link(), 1..750_u16).prop_map(|(link, most)| format!("+CIPRXGET=3,{link},{most}")),
        2 => link().prop_map(|link| format!("+CIPRXGET=4,{link}")),
        1 => link().prop_map(|link| format!("+CIPRXGET=2,{link},2000")),
    ];
    let other = prop_oneof![
        4 => link().prop_map(|link| format!("+CIPCLOSE={link}")),
        1 => link().prop_map(|link| format!("+CIPACK={link}")),
        2 => (0..4_usize, 0..5_u8).prop_map(|(port, server)| format!("+SERVERSTART={},{server}", PORTS[port])),
        2 => (0..5_u8).prop_map(|server| format!("+SERVERSTOP={server}")),
        1 => host().prop_map(|host| format!("+CDNSGIP=\"{host}\"")),
        1 => host().prop_map(|host| format!("+CPING=\"{host}\",1,2")),
        2 => select(vec!["+CIPMODE=1", "+CIPMODE=0", "+CIPRXGET=1", "+CIPRXGET=0", "+NETOPEN", "+NETOPEN", "+NETCLOSE"]).prop_map(str::to_owned),
    ];
    prop_oneof![4 => open, 4 => send, 2 => read, 4 => other]
}

/// Every form of every row, and names that nobody has.
fn generic() -> impl Strategy<Value = String> {
    // Of a row that is known by its name alone, nobody can say what is right.
    let names: Vec<&'static str> = a76xx_sim::Modem::commands()
        .filter(|row| !row.forms().is_empty())
        .map(a76xx_parser::spec::Command::name)
        .filter(|name| name.starts_with('+') && *name != "+++")
        .collect();
    let tails = select(vec!["=?", "?", "", "=1", "=0", "=99", "=\"x\"", "=1,2,3,4,5,6,7,8,9"]);
    // What ends the module or begins a data phase is in the other lists, with what belongs to it.
    let tame = |name: &&str| !matches!(*name, "+CPOF" | "+CRESET" | "+CFUN" | "+CGDATA" | "+CPIN" | "+CIPMODE" | "+CIPHEAD" | "+COPS");
    prop_oneof![
        8 => (select(names.into_iter().filter(tame).collect::<Vec<_>>()), tails)
            .prop_filter("which names CIPCFG knows is not in the table", |(name, tail)| (*name, *tail) != ("+CIPCFG", "=\"x\""))
            .prop_map(|(name, tail)| format!("{name}{tail}")),
        1 => Just("+COPS=?".to_owned()),
        1 => Just("+NOSUCHCOMMAND=1".to_owned()),
        1 => Just("^CVOICE=?".to_owned()),
        1 => Just("I".to_owned()),
        1 => Just("+CGMR".to_owned()),
        1 => Just("+CGSN".to_owned()),
    ]
}
