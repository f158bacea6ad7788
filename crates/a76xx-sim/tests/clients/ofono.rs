//! oFono, with its driver for a phone simulator.

use std::process::Command;
use std::time::Duration;

use crate::bus::Bus;
use crate::desk::{Desk, IMEI, IMSI, MODEL, OPERATOR, Running, program, reported, until};

const NAME: &str = "org.ofono";

#[test]
fn ofono_gets_online() {
    let (Some(daemon), Some(_), Some(_)) = (program("ofonod"), program("dbus-daemon"), program("gdbus")) else { return };
    // A port that is free now; oFono wants it in a file.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let desk = Desk::new("ofono", |_| ["--tcp".to_owned(), format!("127.0.0.1:{port}")]);
    let config = desk.folder.join("phonesim.conf");
    std::fs::write(&config, format!("[sim]\nDriver=phonesim\nAddress=127.0.0.1\nPort={port}\n")).unwrap();
    let bus = Bus::start(&desk.folder);
    let mut command = Command::new(daemon);
    command.args(["-n", "-d", "*"]).env("DBUS_SYSTEM_BUS_ADDRESS", &bus.address).env("OFONO_PHONESIM_CONFIG", &config);
    let running = Running::start(&mut command, &desk.folder.join("ofono.log"));
    let set = |property: &str| bus.call(NAME, "/sim", "org.ofono.Modem.SetProperty", &[property, "<true>"]).1;
    let get = |of: &str| bus.call(NAME, "/sim", &format!("org.ofono.{of}.GetProperties"), &[]).0;
    until(Duration::from_secs(20), "oFono with its power on", || set("Powered"));
    until(Duration::from_secs(20), "the SIM", || get("SimManager").contains(IMSI));
    until(Duration::from_secs(20), "the modem online", || set("Online") && get("Modem").contains("'Online': <true>"));
    until(Duration::from_secs(30), "the registration", || get("NetworkRegistration").contains("'Status': <'registered'>"));
    // Of 31 steps of signal 17 are 54 per cent.
    let words = [MODEL, IMEI, OPERATOR, "'MobileCountryCode': <'001'>", "'Strength': <byte 0x36>"];
    reported(Duration::from_secs(20), &words, || [get("Modem"), get("NetworkRegistration")].concat());
    drop(running);
    drop(bus);
    desk.judge(40);
}
