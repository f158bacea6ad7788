//! `ModemManager`, with its plugin for SIMCom.

use std::process::Command;
use std::time::Duration;

use crate::bus::Bus;
use crate::desk::{Desk, IMEI, MODEL, OPERATOR, Running, program, reported, until};

const NAME: &str = "org.freedesktop.ModemManager1";
const ROOT: &str = "/org/freedesktop/ModemManager1";

#[test]
fn modemmanager_finds_and_enables_the_modem() {
    let (Some(manager), Some(_), Some(_)) = (program("ModemManager"), program("dbus-daemon"), program("gdbus")) else { return };
    // Its test interface opens the abstract socket of this name, prefix included.
    let port = format!("abstract:a76xx-{}", std::process::id());
    let desk = Desk::new("modemmanager", |_| ["--unix".to_owned(), format!("@{port}")]);
    let bus = Bus::start(&desk.folder);
    let mut command = Command::new(manager);
    command.env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
    command.args(["--test-session", "--test-enable", "--test-no-udev", "--no-auto-scan", "--debug"]);
    let running = Running::start(&mut command, &desk.folder.join("manager.log"));
    until(Duration::from_secs(20), "ModemManager", || bus.call(NAME, ROOT, "org.freedesktop.DBus.Peer.Ping", &[]).1);
    let profile = [port.trim_start_matches("abstract:"), "simtech", &format!("['{port}']")];
    let (answer, done) = bus.call(NAME, ROOT, "org.freedesktop.ModemManager1.Test.SetProfile", &profile);
    assert!(done, "{answer}");

    let objects = || bus.call(NAME, ROOT, "org.freedesktop.DBus.ObjectManager.GetManagedObjects", &[]).0;
    // 3 is disabled: everything about the modem is known.
    reported(Duration::from_mins(1), &["'State': <3>", MODEL, IMEI, "simtech", "'Manufacturer': <'INCORPORATED'>"], objects);
    let (answer, done) = bus.call(NAME, &format!("{ROOT}/Modem/0"), "org.freedesktop.ModemManager1.Modem.Enable", &["true"]);
    assert!(done, "{answer}");
    // 8 is registered. Of 31 steps of signal 17 are 54 per cent.
    let words = ["'State': <8>", "'SignalQuality': <(uint32 54", "'RegistrationState': <uint32 1>", "'OperatorCode': <'00101'>", OPERATOR];
    reported(Duration::from_secs(30), &words, objects);
    drop(running);
    drop(bus);
    desk.judge(40);
}
