//! Whatever is dropped while it waits.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use a76xx_driver::{Error, Host, ServerId};
use embedded_io_async::{Read, Write};

use crate::play::{PEER, play};

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
