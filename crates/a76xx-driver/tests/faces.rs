//! The faces for executors, in virtual time: runner and application as two futures, polled by hand.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test"
)]

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use a76xx_driver::{Clock, Config, Error, Host, Moment, ServerId, Stack, State};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Bench, Config as Sim, Modem};
use edge_nal::TcpBind as _;
use embedded_io_async::{ErrorType, Read, Write};
use embedded_nal_async::{AddrType, ConnectedUdp as _, Dns as _, UdpStack};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(117, 131, 85, 139), 5253);

/// Module, network and time.
struct Table {
    bench: Bench<Scripted>,
    now: Moment,
    said: Vec<u8>,
    /// When clocks are to wake.
    alarms: Vec<Moment>,
}

#[derive(Clone)]
struct Serial(Rc<RefCell<Table>>);

impl ErrorType for Serial {
    type Error = Infallible;
}

impl Read for Serial {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, Infallible> {
        poll_fn(|_| {
            let mut table = self.0.borrow_mut();
            let count = table.said.len().min(buf.len());
            if count == 0 {
                return Poll::Pending;
            }
            buf[..count].copy_from_slice(&table.said[..count]);
            table.said.drain(..count);
            Poll::Ready(Ok(count))
        })
        .await
    }
}

impl Write for Serial {
    async fn write(&mut self, buf: &[u8]) -> Result<usize, Infallible> {
        let mut table = self.0.borrow_mut();
        // Less than was given, as lines do.
        let count = buf.len().min(50);
        let said = table.bench.host(&buf[..count]);
        table.said.extend(said);
        Ok(count)
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl Clock for Serial {
    fn now(&self) -> Moment {
        self.0.borrow().now
    }

    async fn until(&self, at: Moment) {
        poll_fn(|_| {
            let mut table = self.0.borrow_mut();
            if table.now >= at {
                return Poll::Ready(());
            }
            table.alarms.push(at);
            Poll::Pending
        })
        .await;
    }
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

type Own<'s> = Stack<'s, Serial, 10, 4096, 4096>;

/// Polls runner and application until the latter is done, and lets time pass where both wait.
fn play<X>(app: impl AsyncFnOnce(Own<'_>, Serial) -> X) -> X {
    let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo).name("example.com", &[*PEER.ip()]);
    let bench = Bench::new(Modem::running(Sim::default()), world);
    let table = Rc::new(RefCell::new(Table { bench, now: Moment::from_micros(0), said: Vec::new(), alarms: Vec::new() }));
    let serial = Serial(table.clone());
    let mut state = State::<_, 10, 4096, 4096>::new(Config::DEFAULT, serial.clone());
    let (mut runner, stack) = state.split();
    let mut run = pin!(runner.run(serial.clone(), serial.clone()));
    let mut app = pin!(app(stack, serial));
    let flag = Arc::new(Flag(AtomicBool::new(true)));
    let waker = Waker::from(flag.clone());
    let mut cx = Context::from_waker(&waker);
    let mut rounds = 0;
    loop {
        flag.0.store(false, Ordering::Relaxed);
        assert!(run.as_mut().poll(&mut cx).is_pending(), "the line has no end");
        if let Poll::Ready(out) = app.as_mut().poll(&mut cx) {
            return out;
        }
        if flag.0.load(Ordering::Relaxed) || !table.borrow().said.is_empty() {
            rounds += 1;
            assert!(rounds < 100_000, "nobody ever waits");
            continue;
        }
        rounds = 0;
        let mut table = table.borrow_mut();
        let now = table.now;
        table.alarms.retain(|at| *at > now);
        let module = table.bench.poll_timeout().map(|at| Moment::from_micros(at.micros()));
        let next = table.alarms.iter().copied().chain(module).min().expect("somebody waits for a time").max(now);
        assert!(next < now.after(Duration::from_secs(10_000)), "nothing happens any more");
        table.now = next;
        let said = table.bench.run(next.since(now));
        table.said.extend(said);
        table.alarms.clear();
    }
}

#[test]
fn a_connection_carries_bytes_both_ways_at_once() {
    let data: Vec<u8> = (0..30_000_u32).flat_map(u32::to_le_bytes).collect();
    let came = play(async |stack, _| {
        stack.up().await.unwrap();
        let mut socket = embedded_nal_async::TcpConnect::connect(&stack, SocketAddr::V4(PEER)).await.unwrap();
        let (mut reader, mut writer) = socket.split();
        let mut came = vec![0; data.len()];
        {
            let mut write = pin!(async {
                writer.write_all(&data).await.unwrap();
                writer.flush().await.unwrap();
            });
            let mut all_out = false;
            let mut read = pin!(reader.read_exact(&mut came));
            poll_fn(|cx| {
                all_out = all_out || write.as_mut().poll(cx).is_ready();
                read.as_mut().poll(cx)
            })
            .await
            .unwrap();
        }
        socket.close().await.unwrap();
        came
    });
    assert!(came == data);
}

#[test]
fn names_datagrams_and_servers() {
    play(async |stack, serial| {
        stack.up().await.unwrap();
        assert_eq!(stack.get_host_by_name("example.com", AddrType::IPv4).await, Ok(IpAddr::V4(*PEER.ip())));
        assert_eq!(stack.get_host_by_name("no.example", AddrType::Either).await, Err(Error::Error));

        let (_, mut socket) = UdpStack::connect(&stack, SocketAddr::V4(PEER)).await.unwrap();
        let mut buffer = [0; 1500];
        socket.send(b"datagram").await.unwrap();
        assert_eq!(embedded_nal_async::ConnectedUdp::receive_into(&mut socket, &mut buffer).await, Ok(8));
        assert_eq!(&buffer[..8], b"datagram");
        let (local, mut bound) = stack.bind_single(SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 0))).await.unwrap();
        embedded_nal_async::UnconnectedUdp::send(&mut bound, local, SocketAddr::V4(PEER), b"to").await.unwrap();
        let (len, ..) = embedded_nal_async::UnconnectedUdp::receive_into(&mut bound, &mut buffer).await.unwrap();
        assert_eq!(&buffer[..len], b"to");

        let listener = stack.bind(SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 8080))).await.unwrap();
        let client = SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, 2), 40_000);
        let sim = |serial: &Serial| a76xx_sim::Moment::from_micros(serial.now().micros());
        let now = sim(&serial);
        serial.0.borrow_mut().bench.world.connect(now, client, 8080).unwrap();
        let (peer, mut own) = edge_nal::TcpAccept::accept(&listener).await.unwrap();
        assert_eq!(peer, SocketAddr::V4(client));
        let now = sim(&serial);
        serial.0.borrow_mut().bench.world.say(now, client, b"question");
        own.read_exact(&mut buffer[..8]).await.unwrap();
        assert_eq!(&buffer[..8], b"question");
        own.write_all(b"answer").await.unwrap();
        edge_nal::TcpShutdown::close(&mut own, edge_nal::Close::Both).await.unwrap();
        let log = serial.0.borrow().bench.world.log.clone();
        assert_eq!(log.iter().filter(|(at, _)| *at == client).flat_map(|(_, data)| data.clone()).collect::<Vec<_>>(), b"answer");
    });
}

/// Polls a future so often, and drops it if it is not done.
async fn give_up<X>(mut times: u32, mut future: Pin<&mut impl Future<Output = X>>) -> Option<X> {
    poll_fn(|cx| {
        if times == 0 {
            return Poll::Ready(None);
        }
        times -= 1;
        let polled = future.as_mut().poll(cx);
        polled.map(Some)
    })
    .await
}

#[test]
fn whatever_is_dropped_leaves_the_driver_usable() {
    for times in 1..40 {
        play(async |stack, _| {
            stack.up().await.unwrap();
            // What was dropped goes on for a while; a link and the one question are free again behind it.
            let _ = give_up(times, pin!(stack.resolve("example.com"))).await;
            assert_eq!(stack.resolve("example.com").await, Ok(*PEER.ip()), "{times}");
            for _ in 0..12 {
                drop(give_up(times, pin!(stack.connect(Host::Address(PEER)))).await);
            }
            drop(give_up(times, pin!(stack.connect(Host::Name("example.com", PEER.port())))).await);
            drop(give_up(times, pin!(stack.udp(5000, None))).await);
            drop(give_up(times, pin!(stack.listen(ServerId::N0, 80, None))).await);
            let mut socket = loop {
                match stack.connect(Host::Address(PEER)).await {
                    Ok(socket) => break socket,
                    Err(Error::Busy) => drop(stack.resolve("example.com").await),
                    Err(why) => panic!("{why} after {times}"),
                }
            };
            // A write or read that is dropped has taken nothing, or all that it was done with.
            let mut sent = Vec::new();
            for round in 0..20_u8 {
                let data = [round; 700];
                if let Some(count) = give_up(times % 3, pin!(socket.write(&data))).await {
                    sent.extend_from_slice(&data[..count.unwrap()]);
                }
            }
            socket.write_all(b"end").await.unwrap();
            sent.extend_from_slice(b"end");
            let _ = give_up(times, pin!(socket.flush())).await;
            let mut came = Vec::new();
            let mut piece = [0; 300];
            while came.len() < sent.len() {
                let read = give_up(1 + times % 2, pin!(socket.read(&mut piece))).await;
                if let Some(count) = read {
                    came.extend_from_slice(&piece[..count.unwrap()]);
                } else {
                    let count = socket.read(&mut piece).await.unwrap();
                    came.extend_from_slice(&piece[..count]);
                }
            }
            assert!(came == sent, "{times}");
            let _ = give_up(times, pin!(socket.close())).await;
        });
    }
}
