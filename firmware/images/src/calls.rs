//! Every call of the driver's machine.

use core::net::{Ipv4Addr, SocketAddrV4};

use a76xx_driver::parser::Request;
use a76xx_driver::{Config, Host, LinkId, Machine, Moment, News, Reception, ServerId};

use crate::{byte, bytes, show};

/// Settings that leave every way of receiving open.
pub fn config() -> Config {
    let reception = if byte() == 0 { Reception::Push } else { Reception::Buffered };
    Config { reception, transparent: byte() == 0, acknowledged: byte() == 0, ..Config::DEFAULT }
}

/// A driver whose memory is that of its state: of buffers it has a byte each way for each link, the two lines that it needs, and next to none for
/// questions and notices.
pub type Driver<const LINKS: usize> = Machine<LINKS, 1, 1, 128, 2>;

/// Runs a machine with so many links, with all its ways of receiving.
pub fn drive<const LINKS: usize>(machine: &mut Driver<LINKS>) -> ! {
    let mut now = 0;
    machine.start(Moment::from_micros(now));
    loop {
        now += u64::from(byte());
        line(machine, Moment::from_micros(now));
        application(machine, Moment::from_micros(now));
    }
}

fn line<const LINKS: usize>(machine: &mut Driver<LINKS>, now: Moment) {
    machine.handle_rx(now, &bytes::<64>());
    machine.handle_timeout(now);
    show(machine.rx_room());
    if let Some(bytes) = machine.poll_tx(now) {
        show(bytes.len());
    }
    machine.sent(now, usize::from(byte()));
    show(machine.poll_timeout().map_or(0, |at| at.micros() as usize));
    while let Some(news) = machine.poll_news() {
        show(usize::from(matches!(news, News::Status)));
    }
}

fn application<const LINKS: usize>(machine: &mut Driver<LINKS>, now: Moment) {
    let Some(link) = LinkId::new(byte()) else { return };
    let peer = SocketAddrV4::new(Ipv4Addr::from(bytes::<4>()), u16::from(byte()));
    let name = bytes::<16>();
    let mut buffer = bytes::<64>();
    show(machine.status().restarts.into());
    if let Ok(name) = core::str::from_utf8(&name) {
        show(machine.open_tcp(now, Host::Name(name, 80)).is_ok().into());
    }
    show(machine.open_tcp(now, Host::Address(peer)).is_ok().into());
    show(machine.open_udp(now, 0, Some(peer)).is_ok().into());
    show(machine.is_open(link).is_ok().into());
    show(machine.send(now, link, &buffer).unwrap_or(0));
    show(machine.send_to(now, link, &buffer, peer).unwrap_or(0));
    show(machine.is_flushed(link).is_ok().into());
    show(machine.delivery(link).unsent);
    show(machine.receive(now, link, &mut buffer).ok().flatten().unwrap_or(0));
    show(machine.receive_from(now, link, &mut buffer).ok().flatten().map_or(0, |datagram| datagram.len));
    show(machine.listen(now, ServerId::N0, 80, None).is_ok().into());
    show(machine.accept(ServerId::N0).is_ok().into());
    machine.unlisten(now, ServerId::N0);
    machine.close(now, link);
    machine.abort(now, link);
    machine.release(now, link);
    show(machine.ask(now, &Request::CdnsGip { domain: &name }).is_ok().into());
    if let Some(reply) = machine.reply() {
        reply.answers(|_| show(reply.lines.len()));
    }
    machine.dismiss();
}
