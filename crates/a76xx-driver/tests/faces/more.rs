//! Commands of the application, lines that nobody awaits, the module's lines beside the data lines.

use std::pin::pin;

use a76xx_driver::{Config, Error, Host, LinkId, Stage, Urc, Wiring};
use a76xx_sim::{Config as Sim, Modem};
use embedded_io_async::{Read, Write};

use crate::play::{PEER, play, play_with};
use crate::topic::{DATA, Topic};

#[test]
fn any_row_of_the_table_can_be_commanded() {
    play(async |stack, serial| {
        stack.up().await.unwrap();
        // A row without a type of its own: named fields.
        let told = stack
            .command(b"AT+CPSI?", |reply| {
                let mut told = Vec::new();
                reply.events(|event| told.extend(event.kind.line().and_then(|line| Some((line.command?.name(), line.field(0)?.to_vec())))));
                reply.result.map(|()| told)
            })
            .await
            .unwrap();
        assert_eq!(told, Ok(vec![("+CPSI", b"LTE".to_vec())]));
        assert_eq!(stack.command(b"AT+CGNSSPWR=1\r", |reply| reply.result).await, Ok(Err(Error::Error)), "the module does not know it");
        // What would blind the driver is not said.
        for line in [&b"AT+IPR=9600"[..], b"AT+CSQ;+IPR=9600", b"ATS3=10", b"AT+CATR=1", b"AT+CMUX=0", b"AT+CIPSRIP=0", b"AT+CSCLK=1"] {
            assert_eq!(stack.command(line, |_| ()).await, Err(Error::Misuse), "{}", line.escape_ascii());
        }
        // Two at once have their turn.
        let (mut first, mut second) = (pin!(stack.command(b"AT+CSQ", |reply| reply.result)), pin!(stack.resolve("example.com")));
        let mut done = (None, None);
        std::future::poll_fn(|cx| {
            use std::future::Future as _;
            use std::task::Poll;
            if done.0.is_none()
                && let Poll::Ready(out) = first.as_mut().poll(cx)
            {
                done.0 = Some(out);
            }
            if done.1.is_none()
                && let Poll::Ready(out) = second.as_mut().poll(cx)
            {
                done.1 = Some(out);
            }
            if done.0.is_some() && done.1.is_some() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        assert_eq!(done, (Some(Ok(Ok(()))), Some(Ok(*PEER.ip()))));
        // A restart that the application asks for is followed.
        let restarts = stack.status().restarts;
        stack.command(b"AT+CRESET", |reply| reply.result).await.unwrap().unwrap();
        let socket = loop {
            match stack.connect(Host::Address(PEER)).await {
                Ok(socket) => break socket,
                Err(Error::Down | Error::Restarted) => stack.up().await.unwrap(),
                Err(_) if stack.status().restarts == restarts => {
                    use a76xx_driver::Clock as _;
                    serial.until(serial.now().after(std::time::Duration::from_secs(1))).await;
                }
                Err(why) => panic!("{why}"),
            }
        };
        assert_eq!(socket.delivery().confirmed, 0);
    });
}

#[test]
fn data_follow_a_command_that_asks_for_them() {
    play(async |stack, serial| {
        stack.up().await.unwrap();
        serial.0.borrow_mut().topic = Some(Topic::default());
        assert_eq!(stack.command_with(b"AT+CMQTTTOPIC=0,1000", &DATA, |reply| reply.result).await, Ok(Ok(())));
        assert_eq!(serial.0.borrow().topic.as_ref().unwrap().taken, DATA);
        assert_eq!(stack.command_with(b"AT+CMQTTTOPIC=0,7", b"other", |_| ()).await, Err(Error::Misuse));
        assert_eq!(stack.command_with(b"AT+CSQ", b"data", |_| ()).await, Err(Error::Misuse));
        // Where the caller goes away, the module gets as many bytes as it waits for.
        let long = pin!(stack.command_with(b"AT+CMQTTTOPIC=0,1000", &DATA, |reply| reply.result));
        let mut polls = 0;
        let mut long = Some(long);
        std::future::poll_fn(|cx| {
            use std::future::Future as _;
            use std::task::Poll;
            polls += 1;
            if let Some(asked) = long.as_mut()
                && asked.as_mut().poll(cx).is_pending()
                && polls < 8
            {
                return Poll::Pending;
            }
            long = None;
            Poll::Ready(())
        })
        .await;
        assert_eq!(stack.command(b"AT+CSQ", |reply| reply.result).await, Ok(Ok(())));
    });
}

#[test]
fn lines_that_nobody_awaits_reach_who_waits_for_them() {
    play(async |stack, serial| {
        stack.up().await.unwrap();
        let mut buffer = [0; 512];
        // Those of the bring-up, if there were any.
        serial.hear(b"\r\nRING\r\n");
        while !matches!(stack.notice(&mut buffer).await.urc(), Some(Urc::Ring)) {}
        let mut socket = stack.connect(Host::Address(PEER)).await.unwrap();
        serial.hear(b"\r\n+CMTI: \"SM\",3\r\n\r\n+CTZV: 8,26/11/23,04:00:00,0\r\n");
        socket.write_all(b"data").await.unwrap();
        let mut came = [0; 4];
        socket.read_exact(&mut came).await.unwrap();
        let notice = stack.notice(&mut buffer).await;
        let line = notice.line().unwrap();
        assert_eq!((line.command.unwrap().name(), line.int(1), notice.lost), ("+CMTI", Some(3), 0));
        assert!(matches!(stack.notice(&mut buffer).await.urc(), Some(Urc::Ctzv { zone: 8, .. })));
    });
}

#[test]
fn a_module_that_is_off_is_switched_on() {
    let config = Config { wiring: Wiring { power_key: true, ..Wiring::NONE }, ..Config::DEFAULT };
    play_with(config, Modem::new(Sim::default()), async |stack, _| {
        stack.up().await.unwrap();
        assert_eq!(stack.status().stage, Stage::Up);
    });
}

#[test]
fn a_pipe_is_left_and_resumed() {
    for dtr in [false, true] {
        let config = Config { transparent: true, wiring: Wiring { dtr, ..Wiring::NONE }, ..Config::DEFAULT };
        play_with(config, Modem::running(Sim::default()), async |stack, _| {
            stack.up().await.unwrap();
            assert_eq!(stack.pause().await, Err(Error::Misuse), "there is no pipe yet");
            stack.resume().await.unwrap_err();
            let mut socket = stack.connect(Host::Address(PEER)).await.unwrap();
            assert_eq!(socket.link(), LinkId::N0);
            socket.write_all(b"before").await.unwrap();
            socket.flush().await.unwrap();
            stack.pause().await.unwrap();
            stack.command(b"AT+CSQ", |reply| reply.result).await.unwrap().unwrap();
            stack.resume().await.unwrap();
            socket.write_all(b" and behind").await.unwrap();
            let mut came = [0; 17];
            socket.read_exact(&mut came).await.unwrap();
            assert_eq!(&came, b"before and behind");
        });
    }
}

#[test]
fn datagrams_have_the_traits_of_edge_nal_too() {
    use edge_nal::{Dns as _, Readable as _, UdpBind as _, UdpReceive as _, UdpSend as _, UdpSplit as _};
    play(async |stack, _| {
        stack.up().await.unwrap();
        assert_eq!(stack.get_host_by_name("192.0.2.7", edge_nal::AddrType::IPv4).await, Ok([192, 0, 2, 7].into()));
        let mut socket = stack.bind("0.0.0.0:0".parse().unwrap()).await.unwrap();
        let (mut receives, mut sends) = socket.split();
        sends.send(PEER.into(), b"datagram").await.unwrap();
        receives.readable().await.unwrap();
        let mut buffer = [0; 1500];
        assert_eq!(receives.receive(&mut buffer).await.unwrap().0, 8);
        assert_eq!(&buffer[..8], b"datagram");
    });
}
