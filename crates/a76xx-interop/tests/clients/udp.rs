//! Datagrams to an echo on this machine.

use std::sync::{Arc, Mutex};

use a76xx_interop::module::Line;
use embedded_nal_async::{ConnectedUdp as _, UdpStack};
use tokio::net::UdpSocket;

use crate::{on, over_module};

#[tokio::test]
async fn datagrams_come_back() {
    let socket = UdpSocket::bind(on(0)).await.unwrap();
    let address = socket.local_addr().unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        let mut buffer = vec![0; 2000];
        while let Ok((count, peer)) = socket.recv_from(&mut buffer).await {
            log.lock().unwrap().push(buffer[..count].to_vec());
            socket.send_to(&buffer[..count], peer).await.unwrap();
        }
    });
    let sent: Vec<Vec<u8>> =
        [1, 2, 700, 1400, 1472, 3].into_iter().map(|len| (0..len).map(|at: u32| (at * 11 + len) as u8).collect()).collect();
    let came = over_module(Line::Socket, async |stack| {
        let (_, mut socket) = UdpStack::connect(&stack, address).await.unwrap();
        let mut came = Vec::new();
        let mut buffer = [0; 1500];
        for data in &sent {
            socket.send(data).await.unwrap();
            let count = socket.receive_into(&mut buffer).await.unwrap();
            came.push(buffer[..count].to_vec());
        }
        came
    })
    .await;
    assert!(came == sent);
    assert!(*seen.lock().unwrap() == sent);
}
