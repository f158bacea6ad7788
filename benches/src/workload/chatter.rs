//! W1: what a host that keeps one or two connections open sees all day, payloads left out.
//!
//! About 11 bytes a line and 14 an event.

use super::Stream;
use crate::rng::Rng;

/// One command with its answers, or a line that the module sends on its own.
pub fn exchange(rng: &mut Rng, to: &mut Stream) {
    match rng.below(16) {
        0..=1 => signal(rng, to),
        2..=4 => registration(rng, to),
        5..=7 => send(rng, to),
        8..=9 => waiting(rng, to),
        _ => unsolicited(rng, to),
    }
}

fn signal(rng: &mut Rng, to: &mut Stream) {
    to.echo("AT+CSQ");
    to.answer(&format!("+CSQ: {},99", rng.below(32)));
    to.last("OK");
}

fn registration(rng: &mut Rng, to: &mut Stream) {
    to.echo("AT+CREG?");
    to.answer(&format!("+CREG: 2,{},\"{:04X}\",\"{:08X}\"", rng.below(6), rng.below(0x1_0000), rng.below(0x1000_0000)));
    to.last("OK");
}

fn send(rng: &mut Rng, to: &mut Stream) {
    let (link, bytes) = (rng.below(10), rng.within(1, 1500));
    to.echo(&format!("AT+CIPSEND={link},{bytes}"));
    to.prompt();
    to.last("OK");
    to.answer(&format!("+CIPSEND: {link},{bytes},{bytes}"));
}

fn waiting(rng: &mut Rng, to: &mut Stream) {
    let link = rng.below(10);
    to.echo(&format!("AT+CIPRXGET=4,{link}"));
    to.answer(&format!("+CIPRXGET: 4,{link},{}", rng.below(4096)));
    to.last("OK");
}

/// A line that the module sends on its own; only where no command waits, since what it means inside one is another test's subject.
pub fn unsolicited(rng: &mut Rng, to: &mut Stream) {
    match rng.below(8) {
        0..=2 => to.urc(&format!("+CIPRXGET: 1,{}", rng.below(10))),
        3 => to.urc(&format!("+IPCLOSE: {},{}", rng.below(10), rng.below(4))),
        4..=5 => to.urc(&format!("+CREG: 1,\"{:04X}\",\"{:08X}\"", rng.below(0x1_0000), rng.below(0x1000_0000))),
        6 => to.urc(&format!("+CGEV: NW PDN DEACT {}", rng.within(1, 8))),
        _ => to.urc("+CPIN: READY"),
    }
}
