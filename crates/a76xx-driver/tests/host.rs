//! Streams for tokio, in its paused time: the module is a task behind a pipe.

#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use a76xx_driver::host::{Modem, TcpStream};
use a76xx_driver::{Config, Error, Host, Urc};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Bench, Config as Sim, Modem as Simulated, Moment};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::time::{Instant, sleep_until, timeout};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(117, 131, 85, 139), 5253);

#[path = "topic/mod.rs"]
mod topic;

type Module = Arc<Mutex<Bench<Scripted>>>;

/// A module at the other end of a pipe; it ends with the pipe.
fn module() -> (DuplexStream, Module, tokio::task::JoinHandle<()>) {
    module_with(None)
}

/// The same, and something before it that takes topics.
fn module_with(topic: Option<Arc<Mutex<topic::Topic>>>) -> (DuplexStream, Module, tokio::task::JoinHandle<()>) {
    let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo).name("example.com", &[*PEER.ip()]);
    let bench = Arc::new(Mutex::new(Bench::new(Simulated::running(Sim::default()), world)));
    let (host, mut line) = tokio::io::duplex(64);
    let (began, module) = (Instant::now(), Arc::clone(&bench));
    let task = tokio::spawn(async move {
        let mut at = Duration::ZERO;
        let mut buffer = [0; 64];
        loop {
            let next = bench.lock().unwrap().poll_timeout().map(|at| Duration::from_micros(at.micros()));
            let wait = next.unwrap_or(at + Duration::from_millis(50)).min(at + Duration::from_millis(50));
            let count = tokio::select! {
                read = line.read(&mut buffer) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(count) => count,
                },
                () = sleep_until(began + wait) => 0,
            };
            let now = began.elapsed();
            let mut said = bench.lock().unwrap().run(now.saturating_sub(at));
            at = now;
            if count > 0 {
                let (left, answer) = match &topic {
                    Some(topic) => topic.lock().unwrap().host(&buffer[..count]),
                    None => (buffer[..count].to_vec(), Vec::new()),
                };
                said.extend(bench.lock().unwrap().host(&left));
                said.extend(answer);
            }
            if line.write_all(&said).await.is_err() {
                return;
            }
        }
    });
    (host, module, task)
}

fn sends<T: Send + 'static>(_: &T) {}

#[tokio::test(start_paused = true)]
async fn streams_carry_bytes_both_ways_at_once() {
    let (port, _, _) = module();
    let modem = Modem::spawn(port, Config::DEFAULT);
    modem.up().await.unwrap();
    let stream = modem.connect(Host::Name("example.com", PEER.port())).await.unwrap();
    sends(&stream);
    let data: Vec<u8> = (0..30_000_u32).flat_map(u32::to_le_bytes).collect();
    let (mut from, mut to) = tokio::io::split(stream);
    let sent = data.clone();
    let writes = tokio::spawn(async move {
        to.write_all(&sent).await.unwrap();
        to.flush().await.unwrap();
        to
    });
    let mut came = vec![0; data.len()];
    from.read_exact(&mut came).await.unwrap();
    assert!(came == data);
    let mut stream: TcpStream = from.unsplit(writes.await.unwrap());
    assert_eq!(stream.delivery().confirmed, data.len() as u64);
    stream.shutdown().await.unwrap();
    assert_eq!(stream.read(&mut came).await.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test(start_paused = true)]
async fn datagrams_servers_and_questions() {
    let (port, module, _) = module();
    let modem = Modem::spawn(port, Config::DEFAULT);
    modem.up().await.unwrap();
    assert_eq!(modem.resolve("example.com").await, Ok(*PEER.ip()));
    assert_eq!(modem.resolve("no.example").await, Err(Error::Error));
    assert_eq!(modem.command(b"AT+CGMM", |reply| reply.lines.to_vec()).await, Ok(b"A7670E-LASC\r\n".to_vec()));
    let socket = modem.udp(0, Some(PEER)).await.unwrap();
    socket.send(b"datagram").await.unwrap();
    let mut buffer = [0; 1500];
    let datagram = socket.receive_from(&mut buffer).await.unwrap();
    assert_eq!((&buffer[..datagram.len], datagram.from), (&b"datagram"[..], PEER));

    let listener = modem.listen(8080).await.unwrap();
    let client = SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, 2), 40_000);
    let mut clock = Moment::START;
    // The world keeps the module's time, which is the pipe's.
    clock = clock.after(Duration::from_secs(1));
    module.lock().unwrap().world.connect(clock, client, 8080).unwrap();
    let (mut own, peer) = listener.accept().await.unwrap();
    assert_eq!(peer, client);
    own.write_all(b"hello").await.unwrap();
    own.flush().await.unwrap();
    // Nobody is listened to for long who says nothing.
    assert!(timeout(Duration::from_secs(5), own.read(&mut buffer)).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn what_is_written_is_sent_though_all_handles_are_gone() {
    let (port, module, task) = module();
    let modem = Modem::spawn(port, Config::DEFAULT);
    modem.up().await.unwrap();
    let mut stream = modem.connect(Host::Address(PEER)).await.unwrap();
    stream.write_all(&[7; 5000]).await.unwrap();
    drop((stream, modem));
    // The line is given up when the link is closed.
    timeout(Duration::from_mins(1), task).await.unwrap().unwrap();
    let log = module.lock().unwrap().world.log.clone();
    assert_eq!(log.iter().filter(|(at, _)| *at == PEER).map(|(_, data)| data.len()).sum::<usize>(), 5000);
}

#[tokio::test(start_paused = true)]
async fn a_port_that_ends_is_told() {
    let (port, line) = tokio::io::duplex(64);
    let modem = Modem::new(Config::DEFAULT);
    let run = tokio::spawn(modem.run(port));
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(line);
    let end = run.await.unwrap();
    assert!(matches!(end, a76xx_driver::RunError::Closed | a76xx_driver::RunError::Line(_)), "{end:?}");
    // The same modem at another port: a module that was there in between.
    let (port, _, _) = module();
    drop(tokio::spawn(modem.run(port)));
    while modem.up().await.is_err() {}
    let mut buffer = [0; 512];
    let (port, mut line) = tokio::io::duplex(64);
    let other = Modem::spawn(port, Config::DEFAULT);
    line.write_all(b"\r\nRING\r\n").await.unwrap();
    assert!(matches!(other.notice(&mut buffer).await.urc(), Some(Urc::Ring)));
}

#[tokio::test(start_paused = true)]
async fn data_follow_a_command_that_asks_for_them() {
    let topic = Arc::new(Mutex::new(topic::Topic::default()));
    let (port, _, _) = module_with(Some(topic.clone()));
    let modem = Modem::spawn(port, Config::DEFAULT);
    modem.up().await.unwrap();
    modem.command_with(b"AT+CMQTTTOPIC=0,1000", &topic::DATA, |reply| reply.result).await.unwrap().unwrap();
    assert_eq!(topic.lock().unwrap().taken, topic::DATA);
    assert_eq!(modem.command_with(b"AT+CMQTTTOPIC=0,7", b"other", |_| ()).await, Err(Error::Misuse));
    modem.command(b"AT+CSQ", |reply| reply.result).await.unwrap().unwrap();
}
