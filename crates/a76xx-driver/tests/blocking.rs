//! The face for programs that wait in place, over the simulator's halves in virtual time.

#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::large_types_passed_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test"
)]

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_driver::blocking::{Failure, Modem};
use a76xx_driver::{Config, Error, Host, Moment, Pin, ServerId, Stage, Wiring};
use a76xx_sim::io::{FromModule, Silent, ToModule, Wire};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Modem as Simulated, Rig, Script};
use embedded_io::{ErrorType, Read, ReadReady, Write, WriteReady as _};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(117, 131, 85, 139), 5253);

#[path = "topic/mod.rs"]
mod topic;

/// The halves as one port.
struct Port(FromModule, ToModule, Wire);

impl ErrorType for Port {
    type Error = Silent;
}

impl Read for Port {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Silent> {
        self.0.read(into)
    }
}

impl ReadReady for Port {
    fn read_ready(&mut self) -> Result<bool, Silent> {
        self.0.read_ready()
    }
}

impl Write for Port {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Silent> {
        self.1.write(&bytes[..bytes.len().min(50)])
    }

    fn flush(&mut self) -> Result<(), Silent> {
        self.1.flush()
    }
}

/// A driver whose clock lets the time of the module pass each time it is asked.
fn modem(rig: Rig<Scripted>) -> Modem<Port, impl FnMut() -> Moment, 10, 4096, 4096> {
    modem_with(Config::DEFAULT, rig)
}

fn modem_with(config: Config, rig: Rig<Scripted>) -> Modem<Port, impl FnMut() -> Moment, 10, 4096, 4096> {
    let wire = Wire::virtual_time(rig);
    let (from, to) = wire.split();
    let own = wire.clone();
    let now = move || {
        wire.advance(Duration::from_micros(500));
        Moment::from_micros(wire.now().micros())
    };
    Modem::new(config, Port(from, to, own), now)
}

fn world() -> Scripted {
    Scripted::new(Way::default(), 1).host(PEER, Peer::Echo).name("example.com", &[*PEER.ip()])
}

fn rig() -> Rig<Scripted> {
    Rig::new(Simulated::running(Sim::default()), world())
}

#[test]
fn two_connections_are_used_in_turn() {
    let mut modem = modem(rig());
    modem.up().unwrap();
    let links = [modem.connect(Host::Address(PEER)).unwrap(), modem.connect(Host::Name("example.com", PEER.port())).unwrap()];
    let data: Vec<u8> = (0..3_000_u32).flat_map(u32::to_le_bytes).collect();
    for piece in data.chunks(1000) {
        for link in links {
            let mut socket = modem.socket(link);
            assert!(socket.write_ready().unwrap());
            socket.write_all(piece).unwrap();
        }
        for link in links {
            let mut came = [0; 1000];
            modem.socket(link).read_exact(&mut came[..piece.len()]).unwrap();
            assert_eq!(&came[..piece.len()], piece);
        }
    }
    for link in links {
        modem.socket(link).flush().unwrap();
        assert_eq!(modem.socket(link).delivery().confirmed, 12_000);
        assert!(!modem.socket(link).read_ready().unwrap());
        modem.close(link).unwrap();
    }
    assert_eq!(modem.socket(links[0]).read(&mut [0; 4]), Err(Failure::Driver(Error::Misuse)));
}

#[test]
fn datagrams_names_questions_and_patience() {
    let mut modem = modem(rig());
    assert_eq!(modem.status().stage, Stage::Stopped);
    assert_eq!(modem.connect(Host::Address(PEER)), Err(Failure::Driver(Error::Down)));
    modem.up().unwrap();
    assert_eq!(modem.resolve("example.com"), Ok(*PEER.ip()));
    assert_eq!(modem.resolve("no.example"), Err(Failure::Driver(Error::Error)));
    assert_eq!(modem.command(b"AT+CGMM", |reply| reply.lines.to_vec()), Ok(b"A7670E-LASC\r\n".to_vec()));
    let link = modem.udp(0, None).unwrap();
    let mut buffer = [0; 1500];
    modem.datagrams(link).send_to(b"datagram", PEER).unwrap();
    modem.datagrams(link).flush().unwrap();
    let datagram = modem.datagrams(link).receive_from(&mut buffer).unwrap();
    assert_eq!(&buffer[..datagram.len], b"datagram");
    modem.set_patience(Some(Duration::from_secs(2)));
    assert_eq!(modem.datagrams(link).receive_from(&mut buffer), Err(Failure::Driver(Error::TimedOut)));
    assert!(matches!(modem.connect(Host::Name("no.example", 1)), Err(Failure::Driver(Error::Refused(_)))));
    assert_eq!(modem.notice(&mut buffer).map(|notice| notice.is_some()), Ok(false));
}

#[test]
fn a_server_takes_clients() {
    let script = "at 20s peer 192.168.1.2:40000 connects to 8080\n";
    let script: Script = script.parse().unwrap_or_else(|error| panic!("{error}"));
    let mut modem = modem(rig().with_script(&script));
    modem.up().unwrap();
    modem.listen(ServerId::N0, 8080).unwrap();
    let accepted = modem.accept(ServerId::N0).unwrap();
    assert_eq!(accepted.peer.port(), 40_000);
    modem.socket(accepted.link).write_all(b"hello").unwrap();
    modem.close(accepted.link).unwrap();
}

#[test]
fn a_module_that_is_off_is_switched_on() {
    let wiring = Wiring { power_key: true, ..Wiring::NONE };
    let mut modem = modem_with(Config { wiring, ..Config::DEFAULT }, Rig::new(Simulated::new(Sim::default()), world()));
    modem.set_pins(|port, pin| {
        assert_eq!(pin, Pin::PowerKey);
        port.2.advance(Duration::from_millis(50));
        port.2.control(a76xx_sim::Control::Power(true));
    });
    modem.up().unwrap();
}

/// A port whose module takes topics.
struct Topics {
    port: Port,
    topic: std::rc::Rc<std::cell::RefCell<topic::Topic>>,
    said: Vec<u8>,
}

impl ErrorType for Topics {
    type Error = Silent;
}

impl Read for Topics {
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Silent> {
        if self.said.is_empty() {
            return self.port.read(into);
        }
        let count = into.len().min(self.said.len());
        into[..count].copy_from_slice(&self.said[..count]);
        self.said.drain(..count);
        Ok(count)
    }
}

impl ReadReady for Topics {
    fn read_ready(&mut self) -> Result<bool, Silent> {
        Ok(!self.said.is_empty() || self.port.read_ready()?)
    }
}

impl Write for Topics {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Silent> {
        let (left, answer) = self.topic.borrow_mut().host(bytes);
        self.port.1.write_all(&left)?;
        self.said.extend(answer);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Silent> {
        self.port.flush()
    }
}

#[test]
fn data_follow_a_command_that_asks_for_them() {
    let wire = Wire::virtual_time(rig());
    let (from, to) = wire.split();
    let topic = std::rc::Rc::new(std::cell::RefCell::new(topic::Topic::default()));
    let port = Topics { port: Port(from, to, wire.clone()), topic: topic.clone(), said: Vec::new() };
    let now = move || {
        wire.advance(Duration::from_micros(500));
        Moment::from_micros(wire.now().micros())
    };
    let mut modem = Modem::<_, _, 2, 64, 64>::new(Config::DEFAULT, port, now);
    modem.up().unwrap();
    modem.command_with(b"AT+CMQTTTOPIC=0,1000", &topic::DATA, |reply| reply.result).unwrap().unwrap();
    assert_eq!(topic.borrow().taken, topic::DATA);
    let refused = modem.command_with(b"AT+CMQTTTOPIC=0,7", b"other", |_| ());
    assert!(matches!(refused, Err(Failure::Driver(Error::Misuse))), "{refused:?}");
    modem.command(b"AT+CSQ", |reply| reply.result).unwrap().unwrap();
}
