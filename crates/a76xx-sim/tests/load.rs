//! Many modules in one process: what is sent through all of their links comes back, none of it lost.
//!
//! ```sh
//! cargo test --release -p a76xx-sim --features host --test load -- --ignored --nocapture
//! ```
//! `A76XX_LOAD_MODULES` and `A76XX_LOAD_MB` choose how much.

#![cfg(all(feature = "host", target_os = "linux"))]
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a fault here is a failed test"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use a76xx_sim::end::Tcp;
use a76xx_sim::net::host::{HostWorld, Rules};
use a76xx_sim::serve::Serve;
use a76xx_sim::{Config, Modem, Rig};

const LINKS: usize = 10;
/// Bytes of one send: the most there is (M 15.2.4).
const SEND: usize = 1500;

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Seconds of the processor that a thread has used.
fn used(task: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{task}/stat")).unwrap();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: f64 = fields.get(11).unwrap().parse::<f64>().unwrap() + fields.get(12).unwrap().parse::<f64>().unwrap();
    ticks / 100.0
}

/// A server that sends everything back.
fn echo() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || {
                let mut stream = stream.unwrap();
                let mut buffer = vec![0; 16 * 1024];
                while let Ok(count @ 1..) = stream.read(&mut buffer) {
                    stream.write_all(&buffer[..count]).unwrap();
                }
            });
        }
    });
    port
}

/// A host that opens all links of one module and sends through each in turn. It reads what is pushed, and counts.
struct Host {
    line: TcpStream,
    buffer: Vec<u8>,
}

impl Host {
    /// The next line without its line end; payload is told by its header.
    fn line(&mut self) -> String {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                let line: Vec<u8> = self.buffer.drain(..end + 2).collect();
                return String::from_utf8(line[..end].to_vec()).unwrap();
            }
            self.fill();
        }
    }

    fn fill(&mut self) {
        let mut piece = [0; 16 * 1024];
        let read = self.line.read(&mut piece);
        let count = read.unwrap_or_else(|error| panic!("{error}; in hand: {}", self.buffer.escape_ascii()));
        assert!(count > 0, "the line is gone");
        self.buffer.extend_from_slice(&piece[..count]);
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        while self.buffer.len() < count {
            self.fill();
        }
        self.buffer.drain(..count).collect()
    }

    fn ask(&mut self, command: &str, until: &str) {
        self.line.write_all(command.as_bytes()).unwrap();
        self.line.write_all(b"\r").unwrap();
        loop {
            let line = self.line();
            assert!(!line.contains("ERROR"), "{command}: {line}");
            if line == until {
                return;
            }
        }
    }

    /// Reads one line, or one piece of data, which is compared with what was sent.
    fn event(&mut self, got: &mut [usize]) -> String {
        let head = self.line();
        if let Some(rest) = head.strip_prefix("+RECEIVE,") {
            let (link, count) = rest.trim_end_matches(':').split_once(',').unwrap();
            let (link, count): (usize, usize) = (link.parse().unwrap(), count.parse().unwrap());
            let data = self.take(count);
            for (offset, byte) in data.iter().enumerate() {
                assert_eq!(*byte, pattern(link, got[link] + offset), "link {link}, byte {}", got[link] + offset);
            }
            got[link] += count;
        }
        head
    }
}

/// What goes through a link: bytes whose loss or exchange shows.
fn pattern(link: usize, offset: usize) -> u8 {
    ((offset * 31 + offset / 251 + link * 7) % 256) as u8
}

fn host(at: std::net::SocketAddr, port: u16, bytes: usize) {
    let mut host = Host { line: TcpStream::connect(at).unwrap(), buffer: Vec::new() };
    host.line.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    host.line.set_nodelay(true).unwrap();
    host.ask("ATE0", "OK");
    host.ask("AT+CIPCCFG=10,0,0,1,1,1,500", "OK");
    host.ask("AT+CIPSRIP=0", "OK");
    host.ask("AT+NETOPEN", "+NETOPEN: 0");
    for link in 0..LINKS {
        host.ask(&format!("AT+CIPOPEN={link},\"TCP\",\"127.0.0.1\",{port}"), &format!("+CIPOPEN: {link},0"));
    }
    let (mut sent, mut got) = ([0; LINKS], [0; LINKS]);
    while sent.iter().sum::<usize>() < bytes {
        for (link, sent) in sent.iter_mut().enumerate() {
            host.line.write_all(format!("AT+CIPSEND={link},{SEND}\r").as_bytes()).unwrap();
            // The prompt has no line end; nothing but a notice can stand before it.
            while !host.buffer.starts_with(b"\r\n>") {
                match host.buffer.strip_prefix(b"\r\n") {
                    // Too little to tell.
                    _ if host.buffer.len() < 3 => host.fill(),
                    Some(_) => drop(host.buffer.drain(..2)),
                    None => drop(host.event(&mut got)),
                }
            }
            host.buffer.drain(..3);
            let data: Vec<u8> = (0..SEND).map(|offset| pattern(link, *sent + offset)).collect();
            host.line.write_all(&data).unwrap();
            *sent += SEND;
            let done = format!("+CIPSEND: {link},{SEND},{SEND}");
            while host.event(&mut got) != done {}
        }
    }
    while got != sent {
        host.event(&mut got);
    }
}

#[test]
#[ignore = "a minute of both cores"]
fn nothing_is_lost() {
    let (modules, megabytes) = (number("A76XX_LOAD_MODULES", 100), number("A76XX_LOAD_MB", 1000));
    run(modules, megabytes * 1_000_000);
}

#[test]
fn nothing_of_a_little_is_lost() {
    run(4, 400_000);
}

fn run(modules: usize, bytes: usize) {
    let port = echo();
    let (sender, ready) = channel();
    let server = thread::spawn(move || {
        let mut serve = Serve::new().unwrap();
        let mut addresses = Vec::new();
        for _ in 0..modules {
            let (registry, first) = serve.registry().unwrap();
            let mut config = Config::default();
            config.timing.answer = Duration::ZERO;
            let end = Tcp::listen("127.0.0.1:0".parse().unwrap()).unwrap();
            addresses.push(end.address().unwrap());
            let rig = Rig::new(Modem::running(config), HostWorld::new(registry, first, Rules::default()));
            serve.add(Box::new(rig), Box::new(end), Box::new(())).unwrap();
        }
        let task = std::fs::read_link("/proc/thread-self").unwrap().display().to_string();
        sender.send((serve.stop(), addresses)).unwrap();
        let before = used(&task);
        serve.run().unwrap();
        used(&task) - before
    });
    let (stop, addresses) = ready.recv().unwrap();
    let start = Instant::now();
    let hosts: Vec<_> = addresses.into_iter().map(|at| thread::spawn(move || host(at, port, bytes / modules / 2))).collect();
    for host in hosts {
        if let Err(error) = host.join() {
            std::panic::resume_unwind(error);
        }
    }
    let took = start.elapsed().as_secs_f64();
    stop.stop();
    let processor = server.join().unwrap();
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{modules} modules with {LINKS} links each: {megabytes:.1} MB through their links in {took:.1} s, {:.1} ms of the processor for each MB",
        processor * 1000.0 / megabytes
    );
}
