//! A module that says what the fuzzer likes. What has to hold: nothing panics or hangs, the machine stops talking, and no more data are given out
//! than came.

use std::time::Duration;

use a76xx_driver::{Config, Host, LinkId, Machine, Moment, Reception};

use super::PEER;
use crate::law::MARK;

/// Longest input: each byte may be a command of its own to the machine.
const LONGEST: usize = 2048;

/// The first byte is the configuration, the rest is what the module says, with marks between: `o` open, `s` send, `r` receive, `x` release,
/// `t` go to the next time-out, `@` n let n × n ms pass, `|` a piece ends. What the machine wants to send is taken at every mark.
pub fn module(input: &[u8]) {
    let Some((&first, mut rest)) = input.split_first().filter(|_| input.len() <= LONGEST) else { return };
    let reception = if first & 2 == 0 { Reception::Buffered } else { Reception::Push };
    let config = Config { transparent: first & 1 != 0, acknowledged: first & 4 != 0, reception, ..Config::DEFAULT };
    let mut stage = Stage { machine: Machine::new(config), now: Moment::from_micros(0), link: None, said: 0, came: 0 };
    stage.machine.start(stage.now);
    let mut piece = Vec::new();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let Some((&mark, behind)) = behind.split_first().filter(|_| byte == MARK) else {
            piece.push(byte);
            continue;
        };
        rest = behind;
        stage.hear(&mut piece);
        match mark {
            b'o' => stage.link = stage.machine.open_tcp(stage.now, Host::Address(PEER)).ok().or(stage.link),
            b'u' => stage.link = stage.machine.open_udp(stage.now, 5000, Some(PEER)).ok().or(stage.link),
            b's' => {
                if let Some(link) = stage.link {
                    let _ = stage.machine.send(stage.now, link, b"hello");
                }
            }
            b'r' => stage.receive(),
            b'x' => {
                if let Some(link) = stage.link.take() {
                    stage.machine.release(stage.now, link);
                }
            }
            b't' => {
                if let Some(at) = stage.machine.poll_timeout() {
                    stage.go_to(at.max(stage.now));
                }
            }
            b'@' => {
                let number = rest.first().copied().unwrap_or(0);
                rest = rest.get(1..).unwrap_or_default();
                stage.go_to(stage.now.after(Duration::from_millis(u64::from(number) * u64::from(number))));
            }
            b'|' => {}
            _ => piece.push(mark),
        }
        stage.talk();
    }
    stage.hear(&mut piece);
    stage.talk();
    stage.receive();
}

struct Stage {
    machine: Machine<3, 2000, 2000>,
    now: Moment,
    link: Option<LinkId>,
    said: usize,
    came: usize,
}

impl Stage {
    fn hear(&mut self, piece: &mut Vec<u8>) {
        self.said += piece.len();
        self.machine.handle_rx(self.now, piece);
        piece.clear();
        while self.machine.poll_news().is_some() {}
    }

    fn go_to(&mut self, at: Moment) {
        self.now = at;
        self.machine.handle_timeout(at);
    }

    /// Takes what the machine wants to send, in two halves.
    fn talk(&mut self) {
        let mut wrote = 0;
        while let Some(count) = self.machine.poll_tx(self.now).map(<[u8]>::len) {
            let some = count.div_ceil(2);
            self.machine.sent(self.now, some);
            wrote += some;
            assert!(wrote < 100_000, "it never stops to talk");
        }
    }

    fn receive(&mut self) {
        let mut piece = [0; 99];
        for link in LinkId::all() {
            while let Ok(Some(count @ 1..)) = self.machine.receive(self.now, link, &mut piece) {
                self.came += count;
                assert!(self.came <= self.said, "more came than was said");
            }
        }
    }
}
