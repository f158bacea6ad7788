//! A session with a simulated module in virtual time, written down as it goes.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_corpus::{Control as Line, Delivery, Side, Step, StepKind, Transcript};
use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Config, Control, Device as _, Faults, Modem, Moment, Rig};

/// A host that echoes what it gets, at port 7, and one that takes it, at port 9.
pub(crate) const PEER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);

/// What escapes from the data state needs around it.
const GUARD: Duration = Duration::from_millis(1100);

pub(crate) struct Session {
    rig: Rig<Scripted>,
    now: Moment,
    header: Vec<(String, String)>,
    steps: Vec<Step>,
    pub(crate) truth: Vec<Delivery>,
    /// What the module said since the last line of the host.
    said: Vec<u8>,
    links: u16,
}

impl Session {
    /// A module that runs, with its delays. `fault` is as in `a76xx-sim --fault`.
    pub(crate) fn new(title: &str, fault: Option<&str>) -> Self {
        Self::with(title, fault, Modem::running(Config::default()))
    }

    /// A module that is off.
    pub(crate) fn off(title: &str) -> Self {
        Self::with(title, None, Modem::new(Config::default()))
    }

    fn with(title: &str, fault: Option<&str>, modem: Modem) -> Self {
        let world = Scripted::new(Way::default(), 7)
            .host(SocketAddrV4::new(PEER, 7), Host::Echo)
            .host(SocketAddrV4::new(PEER, 9), Host::Sink)
            .name("echo.example", &[PEER]);
        let list = fault.iter().map(|fault| fault.parse().unwrap_or_else(|error| panic!("{fault}: {error}"))).collect();
        let source = match fault {
            Some(fault) => format!("a76xx-sim, profile A7670E, fault `{fault}`, seed 7"),
            None => "a76xx-sim, profile A7670E".to_owned(),
        };
        let header = [("title", title), ("source", &source), ("settings", "as delivered")];
        Self {
            rig: Rig::new(modem, world).with_faults(Faults { seed: 7, list }),
            now: Moment::START,
            header: header.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
            steps: Vec::new(),
            truth: Vec::new(),
            said: Vec::new(),
            links: 0,
        }
    }

    pub(crate) fn transcript(&self) -> Transcript {
        Transcript { header: self.header.clone(), steps: self.steps.clone() }
    }

    fn step(&mut self, kind: StepKind) {
        self.steps.push(Step { at: Some(self.now.micros()), kind });
    }

    fn hear(&mut self) {
        while let Some(bytes) = self.rig.poll_output(self.now) {
            self.said.extend(&bytes);
            self.step(StepKind::Module(bytes));
        }
    }

    /// So many milliseconds pass.
    pub(crate) fn wait(&mut self, millis: u64) {
        let until = self.now.after(Duration::from_millis(millis));
        self.hear();
        while let Some(next) = self.rig.poll_timeout().filter(|next| *next <= until) {
            self.now = self.now.max(next);
            self.rig.handle_timeout(self.now);
            self.hear();
        }
        self.now = until;
        self.rig.handle_timeout(until);
        self.hear();
    }

    /// The host sends bytes.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.said.clear();
        self.step(StepKind::Host(bytes.to_vec()));
        self.rig.receive(self.now, bytes);
        self.hear();
    }

    /// A line of the host, and a second for its answer.
    pub(crate) fn line(&mut self, line: &str) {
        self.bytes(format!("{line}\r").as_bytes());
        self.wait(1000);
    }

    /// A link to the peer's port, and its number.
    pub(crate) fn open(&mut self, protocol: &str, port: u16) -> u16 {
        let link = self.links;
        self.links += 1;
        let local = if protocol == "UDP" { ",5000" } else { "" };
        self.line(&format!("AT+CIPOPEN={link},\"{protocol}\",\"{PEER}\",{port}{local}"));
        link
    }

    /// Sends data behind the prompt, as far as one comes. What comes back of an echoing peer comes in the same second.
    pub(crate) fn send(&mut self, link: u16, data: &[u8], to: &str) {
        self.bytes(format!("AT+CIPSEND={link},{}{to}\r", data.len()).as_bytes());
        self.wait(100);
        if self.said.contains(&b'>') {
            self.bytes(data);
            self.deliver(Side::Host, link, data);
        }
        self.wait(1000);
    }

    pub(crate) fn deliver(&mut self, side: Side, link: u16, data: &[u8]) {
        let link = u8::try_from(link).unwrap();
        self.truth.push(Delivery { side, link, bytes: data.to_vec() });
    }

    /// Silence, three plus signs, silence.
    pub(crate) fn escape(&mut self) {
        for bytes in [&b""[..], b"+++"] {
            if !bytes.is_empty() {
                self.bytes(bytes);
            }
            self.wait(GUARD.as_millis() as u64);
            self.step(StepKind::Silence(Some(GUARD.as_micros() as u64)));
        }
    }

    /// A client connects to a server of the module.
    pub(crate) fn client(&mut self, port: u16) -> SocketAddrV4 {
        self.links += 1;
        let client = SocketAddrV4::new(Ipv4Addr::new(198, 51, 100, 5), 40_000 + self.links);
        let now = self.now;
        self.rig.world_mut().connect(now, client, port).unwrap();
        self.rig.handle_timeout(now);
        self.wait(500);
        client
    }

    /// A peer sends data.
    pub(crate) fn say(&mut self, from: SocketAddrV4, data: &[u8]) {
        let now = self.now;
        self.rig.world_mut().say(now, from, data);
        self.rig.handle_timeout(now);
        self.wait(500);
    }

    /// A peer closes.
    pub(crate) fn hang_up(&mut self, peer: SocketAddrV4) {
        let now = self.now;
        self.rig.world_mut().hang_up(now, peer);
        self.rig.handle_timeout(now);
        self.wait(500);
    }

    pub(crate) fn control(&mut self, control: Control) {
        self.step(StepKind::Control(match control {
            Control::Dtr(on) => Line::Dtr(on),
            Control::Rts(on) => Line::Rts(on),
            Control::Reset => Line::Reset,
            Control::Power(on) => Line::Power(on),
        }));
        self.rig.control(self.now, control);
        self.hear();
    }
}
