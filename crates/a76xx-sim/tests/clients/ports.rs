//! Programs that open a serial port.

use std::fs::OpenOptions;
use std::process::Command;
use std::time::Duration;

use crate::desk::{Desk, IMEI, IMSI, MODEL, OPERATOR, SIGNAL, finish, program};

const LIMIT: Duration = Duration::from_mins(1);

fn desk(name: &str) -> Desk {
    Desk::new(name, |folder| ["--pty".to_owned(), folder.join("port").display().to_string()])
}

fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no {word} in:\n{text}");
    }
}

#[test]
fn chat_dials() {
    let Some(chat) = program("chat") else { return };
    let desk = desk("chat");
    let port = OpenOptions::new().read(true).write(true).open(desk.port()).unwrap();
    let mut command = Command::new(chat);
    command.args(["-v", "-s", "-t", "10", "ABORT", "ERROR", "ABORT", "NO CARRIER"]);
    command.args(["", "ATZ", "OK", "AT+CGMM", MODEL, "", "OK", "AT+CGSN", IMEI, "", "OK", "AT+CSQ", &format!("+CSQ: {SIGNAL}"), "", "OK"]);
    command.args(["AT+CREG?", "+CREG: 0,1", "", "OK", "ATD*99#", "CONNECT"]);
    command.stdin(port.try_clone().unwrap());
    // It writes to standard output what goes to the port, so its words come through standard error.
    let log = desk.folder.join("chat.log");
    let status = command.stdout(port).stderr(std::fs::File::create(&log).unwrap()).status().unwrap();
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(status.success(), "{status}:\n{text}");
    assert_eq!(text.matches("-- got it").count(), 10, "{text}");
    desk.judge(7);
}

#[test]
fn gammu_identifies_it() {
    let Some(gammu) = program("gammu") else { return };
    let desk = desk("gammu");
    let config = desk.folder.join("gammurc");
    std::fs::write(&config, format!("[gammu]\ndevice = {}\nconnection = at115200\n", desk.port().display())).unwrap();
    let run = |what: &str| finish(Command::new(&gammu).arg("-c").arg(&config).arg(what), LIMIT);
    let (text, done) = run("identify");
    assert!(done, "{text}");
    says(&text, &[MODEL, IMEI, IMSI]);
    let (text, done) = run("networkinfo");
    assert!(done, "{text}");
    says(&text, &["home network", "001 01", OPERATOR]);
    desk.judge(20);
}

const PYTHON: &str = r#"
import sys
from gsmmodem.modem import GsmModem
modem = GsmModem(sys.argv[1], 115200)
modem.connect(None)
print("model", modem.model)
print("imei", modem.imei)
print("imsi", modem.imsi)
print("signal", modem.signalStrength)
print("network", modem.networkName)
print("covered", modem.waitForNetworkCoverage(10))
modem.close()
"#;

#[test]
fn python_gsmmodem_connects() {
    let Some(python) = program("venv/bin/python") else { return };
    let desk = desk("gsmmodem");
    let (text, done) = finish(Command::new(python).args(["-c", PYTHON]).arg(desk.port()), LIMIT);
    assert!(done, "{text}");
    let lines = [("model", MODEL), ("imei", IMEI), ("imsi", IMSI), ("signal", SIGNAL), ("network", OPERATOR), ("covered", SIGNAL)];
    for (what, value) in lines {
        says(&text, &[&format!("{what} {value}")]);
    }
    desk.judge(20);
}

const NODE: &str = r"
const modem = require('serialport-gsm').Modem();
const settings = { baudRate: 115200, dataBits: 8, stopBits: 1, parity: 'none', rtscts: false, xon: false, xoff: false, xany: false,
  autoDeleteOnReceive: false, enableConcatenation: false, incomingCallIndication: false, incomingSMSIndication: true, pin: '',
  customInitCommand: '' };
const say = (what, result) => console.log(what, JSON.stringify(result));
modem.on('open', () => modem.initializeModem((result) => {
  say('init', result);
  modem.getModemSerial((result) => {
    say('serial', result);
    modem.getNetworkSignal((result) => { say('signal', result); process.exit(0); });
  });
}));
modem.open(process.argv[1], settings, (error) => { if (error) { console.log(error); process.exit(1); } });
setTimeout(() => { console.log('too late'); process.exit(2); }, 40000);
";

#[test]
fn serialport_gsm_initialises_it() {
    let (Some(node), Some(packages)) = (program("node"), program("node_modules/serialport-gsm")) else { return };
    let desk = desk("serialport-gsm");
    let mut command = Command::new(node);
    command.env("NODE_PATH", packages.parent().unwrap()).args(["-e", NODE]).arg(desk.port());
    let (text, done) = finish(&mut command, LIMIT);
    assert!(done, "{text}");
    says(&text, &["Modem Successfully Initialized", IMEI, &format!("\"signalQuality\":\"{SIGNAL}\"")]);
    desk.judge(5);
}
