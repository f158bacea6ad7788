//! What the driver says, word for word: `corpus/driver` holds its dialogues with the simulator. Played by a mock they have the same outcome, and
//! where the driver has come to say something else, the difference is shown line by line.

#![allow(missing_docs, clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::rc::Rc;
use std::time::Duration;

use a76xx_corpus::mock::{Leeway, Mock};
use a76xx_corpus::{StepKind, Transcript, corpus_dir};
use a76xx_driver::blocking::{Failure, Modem};
use a76xx_driver::{Config, Error, Host, Moment};
use a76xx_sim::io::{FromModule, Silent, ToModule, Wire};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Modem as Simulated, Rig};
use embedded_io::{ErrorType, Read, ReadReady, Write};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 7);
const NOBODY: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 2), 7);

/// A driver of whatever port.
type Driver<P> = Modem<P, Box<dyn FnMut() -> Moment>, 10, 4096, 4096>;

/// What an application does, on any port; gives what came of it.
trait Scene {
    const NAME: &'static str;
    const TITLE: &'static str;
    fn play<P: Read + ReadReady + Write>(&self, modem: &mut Driver<P>) -> Result<Vec<u8>, Failure<P::Error>>
    where
        P::Error: Debug;
}

/// Sends this over TCP, reads it back, and closes.
struct Tcp(&'static [u8]);

impl Scene for Tcp {
    const NAME: &'static str = "tcp-client";
    const TITLE: &'static str = "the driver connects, sends, receives and closes";
    fn play<P: Read + ReadReady + Write>(&self, modem: &mut Driver<P>) -> Result<Vec<u8>, Failure<P::Error>>
    where
        P::Error: Debug,
    {
        modem.up()?;
        let link = modem.connect(Host::Name("echo.example", PEER.port()))?;
        modem.socket(link).write_all(self.0)?;
        let mut came = vec![0; self.0.len()];
        modem.socket(link).read_exact(&mut came).unwrap();
        modem.socket(link).flush()?;
        modem.close(link)?;
        Ok(came)
    }
}

/// A datagram there and back.
struct Udp(&'static [u8]);

impl Scene for Udp {
    const NAME: &'static str = "udp";
    const TITLE: &'static str = "the driver sends a datagram and gets one";
    fn play<P: Read + ReadReady + Write>(&self, modem: &mut Driver<P>) -> Result<Vec<u8>, Failure<P::Error>>
    where
        P::Error: Debug,
    {
        modem.up()?;
        let link = modem.udp(5000, None)?;
        modem.datagrams(link).send_to(self.0, PEER)?;
        modem.datagrams(link).flush()?;
        let mut buffer = [0; 1500];
        let came = modem.datagrams(link).receive_from(&mut buffer)?;
        Ok(buffer.get(..came.len).unwrap_or_default().to_vec())
    }
}

/// Somebody who is not there, and a name that does not exist.
struct Refused;

impl Scene for Refused {
    const NAME: &'static str = "refused";
    const TITLE: &'static str = "the driver is refused, and asks for a name that nobody has";
    fn play<P: Read + ReadReady + Write>(&self, modem: &mut Driver<P>) -> Result<Vec<u8>, Failure<P::Error>>
    where
        P::Error: Debug,
    {
        modem.up()?;
        assert!(matches!(modem.connect(Host::Address(NOBODY)), Err(Failure::Driver(Error::Refused(_)))));
        assert!(matches!(modem.resolve("no.example"), Err(Failure::Driver(Error::Error))));
        Ok(Vec::new())
    }
}

/// The simulator's halves, with somebody who writes down what goes through.
struct Recorder {
    from: FromModule,
    to: ToModule,
    steps: Rc<RefCell<Transcript>>,
}

impl ErrorType for Recorder {
    type Error = Silent;
}

impl Read for Recorder {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Silent> {
        let count = self.from.read(into)?;
        self.steps.borrow_mut().steps.push(StepKind::Module(into.iter().take(count).copied().collect()).into());
        Ok(count)
    }
}

impl ReadReady for Recorder {
    fn read_ready(&mut self) -> Result<bool, Silent> {
        self.from.read_ready()
    }
}

impl Write for Recorder {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Silent> {
        let count = self.to.write(bytes)?;
        self.steps.borrow_mut().steps.push(StepKind::Host(bytes.iter().take(count).copied().collect()).into());
        Ok(count)
    }

    fn flush(&mut self) -> Result<(), Silent> {
        self.to.flush()
    }
}

/// The scene with the simulator: what came of it, and what was said.
fn simulated(scene: &impl Scene) -> (Vec<u8>, Transcript) {
    let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo).name("echo.example", &[*PEER.ip()]);
    let wire = Wire::virtual_time(Rig::new(Simulated::running(Sim::default()), world));
    let (from, to) = wire.split();
    let steps = Rc::new(RefCell::new(Transcript::default()));
    let now = move || {
        wire.advance(Duration::from_micros(500));
        Moment::from_micros(wire.now().micros())
    };
    let mut modem = Modem::new(Config::DEFAULT, Recorder { from, to, steps: steps.clone() }, Box::new(now) as Box<dyn FnMut() -> Moment>);
    let came = scene.play(&mut modem).unwrap();
    drop(modem);
    let said = steps.borrow().by_lines();
    (came, said)
}

/// The scene with a mock.
fn mocked(scene: &impl Scene, mock: &Mock) -> Vec<u8> {
    let time = Cell::new(0);
    let now = move || {
        time.set(time.get() + 500);
        Moment::from_micros(time.get())
    };
    let mut modem = Modem::new(Config::DEFAULT, mock.port(), Box::new(now) as Box<dyn FnMut() -> Moment>);
    let came = scene.play(&mut modem).unwrap_or_else(|failure| panic!("{failure}\n{}", mock.heard().by_lines()));
    mock.finish().unwrap_or_else(|deviation| panic!("{deviation}"));
    came
}

/// Simulator, recording and mock are of one mind. `other` has data of the same length.
fn check<S: Scene>(scene: &S, other: &S, expected: &[u8]) {
    let (came, mut said) = simulated(scene);
    assert_eq!(came, expected);
    said.header = [("title", S::TITLE), ("source", "the driver and a76xx-sim"), ("settings", "as delivered")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .to_vec();
    let path = corpus_dir().join("driver").join(format!("{}.at", S::NAME));
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    if text != said.to_string() && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, said.to_string()).unwrap();
    }
    let recorded = Transcript::parse(&text).unwrap_or_default();
    a76xx_corpus::assert_transcript(&recorded, &said);

    let strict = Mock::new(&recorded, Leeway::Strict);
    assert_eq!(mocked(scene, &strict), expected);
    a76xx_corpus::assert_transcript(&recorded, &strict.heard());
    // Other data, the same answers.
    assert_eq!(mocked(other, &Mock::new(&recorded, Leeway::Lenient)), expected);
}

#[test]
fn a_connection() {
    check(&Tcp(b"GET / HTTP/1.0\r\n\r\n"), &Tcp(b"other, as long as "), b"GET / HTTP/1.0\r\n\r\n");
}

#[test]
fn a_datagram() {
    check(&Udp(b"\r\nOK\r\n"), &Udp(b"others"), b"\r\nOK\r\n");
}

#[test]
fn a_refusal() {
    check(&Refused, &Refused, b"");
}
