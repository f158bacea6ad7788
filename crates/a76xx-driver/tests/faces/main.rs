//! The faces for executors, in virtual time: runner and application as two futures, polled by hand.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_types_passed_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test"
)]

mod cancel;
mod more;
mod play;
mod sizes;
#[path = "../topic/mod.rs"]
mod topic;

use std::future::{Future, poll_fn};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::pin::pin;

use a76xx_driver::{Clock, Error};
use edge_nal::TcpBind as _;
use embedded_io_async::{Read, Write};
use embedded_nal_async::{AddrType, ConnectedUdp as _, Dns as _, UdpStack};
use play::{PEER, Serial, play};

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
