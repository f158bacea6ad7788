//! Every operation dropped behind its first poll, its second, … up to its end; then the driver is used again. What is lost is what the manual says.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use a76xx_driver::{Clock as _, Config, Error, Host, LinkId, ServerId, TcpSocket, Urc};
use a76xx_sim::net::world::Scripted;
use a76xx_sim::{Config as Sim, Modem};
use embedded_io_async::{Read, Write};

use crate::play::{Own, PEER, Serial, play, play_in_pieces, play_with};

/// Polls a future so often, and gives up if it is not done.
async fn give_up<X>(mut times: u32, mut future: Pin<&mut impl Future<Output = X>>) -> Option<X> {
    poll_fn(|cx| {
        if times == 0 {
            return Poll::Ready(None);
        }
        times -= 1;
        future.as_mut().poll(cx).map(Some)
    })
    .await
}

/// Tries every point at which an operation can be dropped; the test tells whether it was done before.
#[allow(clippy::needless_pass_by_value, reason = "closures are written where they are used")]
fn at_every_point(config: Config, test: impl AsyncFn(Own<'_>, &Serial, u32) -> bool) {
    let mut points = 0;
    let done = (1..2_000).any(|times| {
        points = times;
        play_with(config, Modem::running(Sim::default()), async |stack, serial| {
            stack.up().await.unwrap();
            let done = test(stack, &serial, times).await;
            all_links_open(stack, &serial).await;
            done
        })
    });
    assert!(done, "never done");
    println!("{points} points");
}

/// All links that the module has can be had: none was left behind by whatever was dropped.
async fn all_links_open(stack: Own<'_>, serial: &Serial) {
    let count = if stack.is_transparent() { 1 } else { 10 };
    let mut sockets: Vec<TcpSocket<'_, Serial, 10, 4096, 4096>> = Vec::new();
    let mut refusals = 0;
    while sockets.len() < count {
        match stack.connect(Host::Address(PEER)).await {
            Ok(socket) => sockets.push(socket),
            // What was dropped is still being closed.
            Err(Error::Busy) => {
                refusals += 1;
                assert!(refusals < 1000, "{} links are open, and no other can be", sockets.len());
                serial.until(serial.now().after(Duration::from_millis(100))).await;
            }
            Err(why) => panic!("{why}"),
        }
    }
    for socket in &mut sockets {
        socket.write_all(b"still here").await.unwrap();
        let mut came = [0; 10];
        socket.read_exact(&mut came).await.unwrap();
        assert_eq!(&came, b"still here");
    }
}

/// What the world's host got.
fn got(world: &Scripted) -> Vec<u8> {
    world.log.iter().filter(|(at, _)| *at == PEER).flat_map(|(_, data)| data.clone()).collect()
}

async fn connected(stack: Own<'_>) -> TcpSocket<'_, Serial, 10, 4096, 4096> {
    stack.connect(Host::Address(PEER)).await.unwrap()
}

#[test]
fn waiting_for_the_service() {
    let done = (1..2_000).any(|times| {
        play(async |stack, serial| {
            let done = give_up(times, pin!(stack.up())).await.is_some();
            stack.up().await.unwrap();
            all_links_open(stack, &serial).await;
            done
        })
    });
    assert!(done);
}

#[test]
fn questions() {
    at_every_point(Config::DEFAULT, async |stack, _, times| {
        let done = give_up(times, pin!(stack.resolve("example.com"))).await;
        assert_eq!(stack.resolve("no.example").await, Err(Error::Error));
        assert_eq!(stack.command(b"AT+CGMM", |reply| reply.lines.to_vec()).await, Ok(b"A7670E-LASC\r\n".to_vec()));
        done.is_some()
    });
    at_every_point(Config::DEFAULT, async |stack, _, times| {
        let done = give_up(times, pin!(stack.command(b"AT+CPING=\"example.com\",1,2", |reply| reply.result))).await;
        assert_eq!(stack.resolve("example.com").await, Ok(*PEER.ip()));
        done.is_some()
    });
}

#[test]
fn connections() {
    at_every_point(Config::DEFAULT, async |stack, _, times| give_up(times, pin!(stack.connect(Host::Address(PEER)))).await.is_some());
    at_every_point(Config::DEFAULT, async |stack, _, times| {
        let done = give_up(times, pin!(stack.connect(Host::Name("example.com", PEER.port())))).await.is_some();
        assert_eq!(stack.resolve("example.com").await, Ok(*PEER.ip()));
        done
    });
    at_every_point(Config::DEFAULT, async |stack, _, times| give_up(times, pin!(stack.udp(5000, Some(PEER)))).await.is_some());
}

#[test]
fn servers() {
    at_every_point(Config::DEFAULT, async |stack, serial, times| {
        let done = give_up(times, pin!(stack.listen(ServerId::N0, 8080, None))).await.is_some();
        // It has stopped, or stops; then it can be had again.
        for _ in 0..100 {
            match stack.listen(ServerId::N0, 8080, None).await {
                Ok(_) => return done,
                Err(_) => serial.until(serial.now().after(Duration::from_millis(100))).await,
            }
        }
        panic!("the server is never free again");
    });
    at_every_point(Config::DEFAULT, async |stack, serial, times| {
        let listener = stack.listen(ServerId::N0, 8080, None).await.unwrap();
        let client = std::net::SocketAddrV4::new([192, 168, 1, 2].into(), 40_000);
        let now = a76xx_sim::Moment::from_micros(serial.now().micros());
        serial.0.borrow_mut().bench.world.connect(now, client, 8080).unwrap();
        let accepted = give_up(times, pin!(listener.accept())).await;
        let done = accepted.is_some();
        let (peer, _socket) = match accepted {
            Some(accepted) => accepted.unwrap(),
            None => listener.accept().await.unwrap(),
        };
        assert_eq!(peer, client);
        done
    });
}

#[test]
fn reads() {
    at_every_point(Config::DEFAULT, async |stack, _, times| {
        let mut socket = connected(stack).await;
        socket.write_all(b"question").await.unwrap();
        let (mut came, mut piece) = (Vec::new(), [0; 3]);
        let read = give_up(times, pin!(socket.read(&mut piece))).await;
        let done = read.is_some();
        if let Some(count) = read {
            came.extend_from_slice(&piece[..count.unwrap()]);
        }
        while came.len() < 8 {
            let count = socket.read(&mut piece).await.unwrap();
            came.extend_from_slice(&piece[..count]);
        }
        assert_eq!(came, b"question");
        done
    });
}

#[test]
fn writes() {
    at_every_point(Config::DEFAULT, async |stack, serial, times| {
        let mut socket = connected(stack).await;
        // The buffer is full, so that the next has to wait.
        let mut sent = vec![b'a'; 4096];
        assert_eq!(socket.write(&sent).await, Ok(4096));
        let write = give_up(times, pin!(socket.write(&[b'b'; 1000]))).await;
        let done = write.is_some();
        sent.resize(sent.len() + write.map_or(0, |count| count.unwrap()), b'b');
        socket.write_all(b"end").await.unwrap();
        sent.extend_from_slice(b"end");
        socket.flush().await.unwrap();
        serial.until(serial.now().after(Duration::from_secs(1))).await;
        assert!(got(&serial.0.borrow().bench.world) == sent, "{times}");
        done
    });
}

#[test]
fn flushes_and_closes() {
    at_every_point(Config::DEFAULT, async |stack, serial, times| {
        let mut socket = connected(stack).await;
        socket.write_all(&[7; 3000]).await.unwrap();
        let done = give_up(times, pin!(socket.flush())).await.is_some();
        socket.flush().await.unwrap();
        serial.until(serial.now().after(Duration::from_secs(1))).await;
        assert_eq!(got(&serial.0.borrow().bench.world), [7; 3000]);
        done
    });
    at_every_point(Config::DEFAULT, async |stack, serial, times| {
        let mut socket = connected(stack).await;
        socket.write_all(&[7; 3000]).await.unwrap();
        let done = give_up(times, pin!(socket.close())).await.is_some();
        // It still happens, and what was written is sent.
        serial.until(serial.now().after(Duration::from_secs(10))).await;
        assert_eq!(got(&serial.0.borrow().bench.world), [7; 3000]);
        assert!(socket.write(b"more").await.is_err());
        done
    });
}

#[test]
fn datagrams() {
    at_every_point(Config::DEFAULT, async |stack, _, times| {
        let socket = stack.udp(5000, Some(PEER)).await.unwrap();
        let mut buffer = [0; 1500];
        // The buffer holds two of them.
        let mut expected = Vec::new();
        for fill in 1..=2 {
            socket.send_to(&[fill; 1500], PEER).await.unwrap();
            expected.push(fill);
        }
        let send = give_up(times, pin!(socket.send_to(&[3; 1500], PEER))).await;
        let done = send.is_some();
        expected.extend(send.map(|_| 3));
        let _ = give_up(times, pin!(socket.flush())).await;
        let mut came = Vec::new();
        let read = give_up(times, pin!(socket.receive_from(&mut buffer))).await;
        came.extend(read.map(|read| read.map(|_| buffer[0]).unwrap()));
        while came.len() < expected.len() {
            assert_eq!(socket.receive_from(&mut buffer).await.unwrap().len, 1500);
            came.push(buffer[0]);
        }
        assert_eq!(came, expected);
        done
    });
}

#[test]
fn notices() {
    at_every_point(Config::DEFAULT, async |stack, serial, times| {
        let mut buffer = [0; 512];
        serial.hear(b"\r\nRING\r\n");
        loop {
            let notice = give_up(times, pin!(stack.notice(&mut buffer))).await;
            let done = notice.is_some();
            let is_ring = |notice: a76xx_driver::Notice<'_>| matches!(notice.urc(), Some(Urc::Ring));
            match notice {
                Some(notice) if is_ring(notice) => return done,
                Some(_) => {}
                None => {
                    while !is_ring(stack.notice(&mut buffer).await) {}
                    return done;
                }
            }
        }
    });
}

#[test]
fn the_pipe() {
    let config = Config { transparent: true, ..Config::DEFAULT };
    for resumes in [false, true] {
        at_every_point(config, async |stack, _, times| {
            let mut socket = connected(stack).await;
            assert_eq!(socket.link(), LinkId::N0);
            let done = if resumes {
                stack.pause().await.unwrap();
                give_up(times, pin!(stack.resume())).await.is_some()
            } else {
                let done = give_up(times, pin!(stack.pause())).await.is_some();
                stack.pause().await.unwrap();
                stack.command(b"AT+CSQ", |reply| reply.result).await.unwrap().unwrap();
                stack.resume().await.unwrap();
                done
            };
            socket.write_all(b"through").await.unwrap();
            let mut came = [0; 7];
            socket.read_exact(&mut came).await.unwrap();
            assert_eq!(&came, b"through");
            done
        });
    }
}

#[test]
fn the_runner() {
    // It is dropped behind every so many polls, and run again.
    for polls in 1..60 {
        play_in_pieces(polls, async |stack, _| {
            stack.up().await.unwrap();
            let mut socket = connected(stack).await;
            let data: Vec<u8> = (0..2_000_u32).flat_map(u32::to_le_bytes).collect();
            let (mut sent, mut came) = (0, Vec::new());
            let mut piece = [0; 700];
            while came.len() < data.len() {
                if sent < data.len() {
                    sent += socket.write(&data[sent..data.len().min(sent + 900)]).await.unwrap();
                }
                let count = socket.read(&mut piece).await.unwrap();
                came.extend_from_slice(&piece[..count]);
            }
            assert!(came == data, "{polls}");
            socket.close().await.unwrap();
        });
    }
}
