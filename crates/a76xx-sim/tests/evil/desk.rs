//! A module with peers, whoever types at it, and what went through its links.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_corpus::{Delivery, Side, Step, StepKind, Transcript};
use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Bench, Config, Modem, Profile};

/// What escapes from the data state needs around it.
const GUARD: Duration = Duration::from_millis(1100);

/// A dialogue that is being recorded.
pub(crate) struct Desk {
    bench: Bench<Scripted>,
    steps: Vec<Step>,
    pub(crate) truth: Vec<Delivery>,
    header: Vec<(String, String)>,
}

/// The peer of a link.
fn peer(link: u8) -> SocketAddrV4 {
    SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 7000 + u16::from(link))
}

impl Desk {
    /// A module that has just started, and these lines.
    pub(crate) fn new(title: &str, settings: &str, profile: Profile, lines: &[&str]) -> Self {
        let source = format!("a76xx-sim, profile {}", profile.name);
        let world = (0..10).fold(Scripted::new(Way::INSTANT, 0), |world, link| world.host(peer(link), Host::Sink));
        let head = [("title", title), ("source", &source), ("settings", settings)];
        let mut desk = Self {
            bench: Bench::new(Modem::running(Config::of(profile).instant()), world),
            steps: Vec::new(),
            truth: Vec::new(),
            header: head.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
        };
        for line in lines {
            desk.line(line);
        }
        desk
    }

    /// What was recorded.
    pub(crate) fn transcript(&self) -> Transcript {
        Transcript { header: self.header.clone(), steps: self.steps.clone() }
    }

    /// The way through the network takes so long from now on.
    pub(crate) fn latency(&mut self, latency: Duration) {
        self.bench.world.way.latency = latency;
    }

    fn heard(&mut self, bytes: Vec<u8>) -> Vec<u8> {
        if !bytes.is_empty() {
            self.steps.push(StepKind::Module(bytes.clone()).into());
        }
        bytes
    }

    fn type_in(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.steps.push(StepKind::Host(bytes.to_vec()).into());
        let heard = self.bench.host(bytes);
        self.heard(heard)
    }

    /// A command line; gives what the module says to it at once.
    pub(crate) fn line(&mut self, line: &str) -> Vec<u8> {
        self.type_in(format!("{line}\r").as_bytes())
    }

    /// Opens a link to its peer. In transparent mode the line is in the data state then.
    pub(crate) fn open(&mut self, link: u8, protocol: &str) {
        let (peer, local) = (peer(link), 5000 + u16::from(link));
        let said = match protocol {
            "TCP" => self.line(&format!("AT+CIPOPEN={link},\"TCP\",\"{}\",{}", peer.ip(), peer.port())),
            _ => self.line(&format!("AT+CIPOPEN={link},\"UDP\",\"{}\",{},{local}", peer.ip(), peer.port())),
        };
        let opened = format!("+CIPOPEN: {link},0");
        let done = said.windows(opened.len()).any(|part| part == opened.as_bytes()) || said.windows(7).any(|part| part == b"CONNECT");
        assert!(done, "link {link}: {}", said.escape_ascii());
    }

    /// The host sends data, with their length; `to` where each datagram names its peer.
    pub(crate) fn send(&mut self, link: u8, data: &[u8], to: bool) {
        let to = if to { format!(",\"{}\",{}", peer(link).ip(), peer(link).port()) } else { String::new() };
        let said = self.line(&format!("AT+CIPSEND={link},{}{to}", data.len()));
        assert!(said.contains(&b'>'), "{}", said.escape_ascii());
        self.deliver(Side::Host, link, data);
        self.type_in(data);
        self.arrived(link, data);
    }

    /// The same without a length: what would end the data is marked.
    pub(crate) fn send_up_to_ctrl_z(&mut self, link: u8, data: &[u8]) {
        self.line(&format!("AT+CIPSEND={link},"));
        self.deliver(Side::Host, link, data);
        let mut typed = Vec::new();
        for byte in data {
            if matches!(byte, 0x03 | 0x1a | 0x1b) {
                typed.push(0x03);
            }
            typed.push(*byte);
        }
        typed.push(0x1a);
        self.type_in(&typed);
        if !data.is_empty() {
            self.arrived(link, data);
        }
    }

    /// The peer sends data, and the module passes them on.
    pub(crate) fn push(&mut self, link: u8, data: &[u8]) {
        self.deliver(Side::Module, link, data);
        let said = self.say(link, data);
        assert!(said.windows(data.len()).any(|part| part == data), "{}", said.escape_ascii());
    }

    /// The peer sends data, and the module keeps them, or puts them out later. Gives what the module says at once.
    pub(crate) fn say(&mut self, link: u8, data: &[u8]) -> Vec<u8> {
        self.bench.world.say(self.bench.now(), peer(link), data);
        self.wait(Duration::ZERO)
    }

    /// Time passes.
    pub(crate) fn wait(&mut self, span: Duration) -> Vec<u8> {
        let heard = self.bench.run(span);
        self.heard(heard)
    }

    /// Reads at most so many of the data that the module keeps, as bytes or as digits.
    pub(crate) fn read(&mut self, link: u8, data: &[u8], hex: bool) {
        self.deliver(Side::Module, link, data);
        let said = self.line(&format!("AT+CIPRXGET={},{link},{}", if hex { 3 } else { 2 }, data.len()));
        assert!(said.ends_with(b"OK\r\n"), "{}", said.escape_ascii());
    }

    /// Data of the host in the data state.
    pub(crate) fn stream(&mut self, link: u8, data: &[u8]) {
        self.deliver(Side::Host, link, data);
        self.type_in(data);
    }

    /// What the peer of a link got of the data state, in one piece.
    pub(crate) fn streamed(&self, link: u8) -> Vec<u8> {
        self.bench.world.log.iter().filter(|(to, _)| *to == peer(link)).flat_map(|(_, data)| data.clone()).collect()
    }

    /// Leaves the data state, with silence around three plus signs.
    pub(crate) fn escape(&mut self) {
        self.silence();
        self.type_in(b"+++");
        self.silence();
    }

    fn silence(&mut self) {
        self.steps.push(StepKind::Silence(Some(GUARD.as_micros() as u64)).into());
        self.wait(GUARD);
    }

    /// A client comes to a server of the module.
    pub(crate) fn client(&mut self, link: u8, port: u16) {
        let (now, from) = (self.bench.now(), peer(link));
        assert!(self.bench.world.connect(now, from, port).is_some());
        self.wait(Duration::ZERO);
    }

    pub(crate) fn deliver(&mut self, side: Side, link: u8, data: &[u8]) {
        self.truth.push(Delivery { side, link, bytes: data.to_vec() });
    }

    /// The peer has got just that.
    fn arrived(&self, link: u8, data: &[u8]) {
        let last = self.bench.world.log.last().expect("the peer got something");
        assert_eq!(last, &(peer(link), data.to_vec()));
    }
}
