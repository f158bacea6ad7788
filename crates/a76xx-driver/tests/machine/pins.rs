//! The lines beside the data lines: a module that is off, one that hangs, and the way out of the data state.

use std::time::Duration;

use a76xx_driver::{Config, Host, Pin, Stage, Trouble, Wiring};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Control, Device as _, Modem};

use crate::support::{PEER, Pair, sim};

const SECONDS: Duration = Duration::from_secs(1);
const WIRED: Config = Config { wiring: Wiring { power_key: true, reset: true, dtr: true }, ..Config::DEFAULT };

fn world() -> Scripted {
    Scripted::new(Way::default(), 1).host(PEER, Peer::Echo)
}

/// Moves what the machine wants moved, for so long; tells what that was.
fn serve(pair: &mut Pair, span: Duration, acts: impl Fn(Pin) -> bool) -> Vec<Pin> {
    let mut moved = Vec::new();
    let until = pair.now.after(span);
    let mut goes_on = true;
    while goes_on {
        pair.settle();
        while let Some(pin) = pair.machine.poll_pin() {
            moved.push(pin);
            let control = match pin {
                Pin::PowerKey => Control::Power(true),
                Pin::Reset => Control::Reset,
                Pin::Dtr(on) => Control::Dtr(on),
                _ => panic!("{pin:?}"),
            };
            if acts(pin) {
                pair.rig.control(sim(pair.now), control);
            }
            if !matches!(pin, Pin::Dtr(_)) {
                pair.machine.handle_reset(pair.now);
            }
        }
        goes_on = pair.now < until && pair.step(until);
    }
    moved
}

#[test]
fn a_module_that_is_off_is_switched_on() {
    let mut pair: Pair = Pair::new(WIRED, Modem::new(Sim::default()), world());
    pair.machine.start(pair.now);
    let moved = serve(&mut pair, 120 * SECONDS, |_| true);
    assert_eq!(moved, [Pin::PowerKey]);
    assert!(pair.is_up(), "{:?}\n{}", pair.machine.status(), pair.transcript());
    pair.assert_clean();
}

#[test]
fn what_the_key_does_not_mend_the_reset_may() {
    let mut pair: Pair = Pair::new(WIRED, Modem::new(Sim::default()), world());
    pair.machine.start(pair.now);
    // Somebody else lets the module boot, but only where it is reset.
    let mut moved = serve(&mut pair, 30 * SECONDS, |_| false);
    assert_eq!(moved, [Pin::PowerKey, Pin::Reset][..moved.len()]);
    pair.rig.control(sim(pair.now), Control::Power(true));
    moved.extend(serve(&mut pair, 120 * SECONDS, |pin| pin == Pin::Reset));
    assert!(pair.is_up(), "{:?}\n{}", pair.machine.status(), pair.transcript());
    assert!(moved.len() <= 2, "{moved:?}");
}

#[test]
fn each_pin_is_tried_once_in_each_bring_up() {
    let mut pair: Pair = Pair::new(WIRED, Modem::new(Sim::default()), world());
    pair.machine.start(pair.now);
    let mut moved = serve(&mut pair, 60 * SECONDS, |_| false);
    assert_eq!(moved, [Pin::PowerKey, Pin::Reset]);
    assert_eq!(pair.machine.status().stage, Stage::Failed(Trouble::Silent));
    moved = serve(&mut pair, 90 * SECONDS, |_| false);
    assert_eq!(moved, [Pin::PowerKey, Pin::Reset], "another bring-up");
    // Who has no such pins is not asked to move them.
    let mut pair: Pair = Pair::new(Config::DEFAULT, Modem::new(Sim::default()), world());
    pair.machine.start(pair.now);
    assert_eq!(serve(&mut pair, 300 * SECONDS, |_| false), []);
}

#[test]
fn a_drop_of_dtr_leaves_the_data_state_at_once() {
    let config = Config { transparent: true, ..WIRED };
    let mut pair: Pair = Pair::new(config, Modem::running(Sim::default()), world());
    pair.up();
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert!(pair.until(10 * SECONDS, |pair| pair.machine.is_open(link) == Ok(true)));
    pair.send_all(link, b"before").unwrap();
    pair.machine.pause(pair.now);
    let began = pair.now;
    let moved = serve(&mut pair, 500 * Duration::from_millis(1), |_| true);
    assert_eq!(moved, [Pin::Dtr(false), Pin::Dtr(true)], "{}", pair.transcript());
    assert!(!pair.machine.is_online() && pair.now.since(began) <= Duration::from_millis(500));
    assert!(!pair.transcript().contains("+++"));
    pair.machine.command(pair.now, b"AT+CSQ").unwrap();
    assert!(pair.until(5 * SECONDS, |pair| pair.machine.reply().is_some()));
    pair.machine.dismiss();
    pair.machine.resume(pair.now);
    assert!(pair.until(5 * SECONDS, |pair| pair.machine.is_online()));
    pair.send_all(link, b" and behind").unwrap();
    assert_eq!(pair.read_all(link, 17).unwrap(), b"before and behind");
}

#[test]
fn where_dtr_does_nothing_the_escape_is_said() {
    let config = Config { transparent: true, ..WIRED };
    let mut pair: Pair = Pair::new(config, Modem::running(Sim::default()), world());
    pair.up();
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert!(pair.until(10 * SECONDS, |pair| pair.machine.is_open(link) == Ok(true)));
    pair.machine.pause(pair.now);
    let moved = serve(&mut pair, 10 * SECONDS, |_| false);
    assert_eq!(moved, [Pin::Dtr(false), Pin::Dtr(true)]);
    assert!(!pair.machine.is_online() && pair.transcript().contains("+++"), "{}", pair.transcript());
    assert_eq!(pair.machine.is_open(link), Ok(true));
}
