//! A broker of MQTT: mosquitto, and what it says of its client.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::process::Process;
use crate::repo::Outcome;

pub(super) struct Broker {
    pub(super) port: u16,
    process: Process,
}

impl Broker {
    /// Starts it on a port that is free, and waits until it listens.
    pub(super) fn start(folder: &Path, until: Instant) -> Outcome<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = free.map_err(|error| format!("a port for mosquitto: {error}"))?.port();
        let settings = folder.join("mosquitto.conf");
        let text = format!("listener {port} 127.0.0.1\nallow_anonymous true\nlog_dest stderr\nlog_type all\n");
        fs::write(&settings, text).map_err(|error| format!("{}: {error}", settings.display()))?;
        let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
        let process = Process::start(Command::new("mosquitto").env("PATH", path).arg("-c").arg(settings))?;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if Instant::now() > until {
                return Err("mosquitto does not listen".to_owned());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Self { port, process })
    }

    /// Checks that the message went both ways, and that the client took its leave.
    pub(super) fn saw(mut self, until: Instant) -> Outcome {
        let until = until.min(Instant::now() + Duration::from_secs(5));
        for wanted in ["Received PUBLISH from a76xx-demo", "Sending PUBLISH to a76xx-demo", "Received DISCONNECT from a76xx-demo"] {
            loop {
                match self.process.line(until) {
                    Ok(Some(line)) if line.contains(wanted) => break,
                    Ok(Some(_)) => {}
                    _ => return Err(format!("mosquitto does not say `{wanted}`")),
                }
            }
        }
        Ok(())
    }
}
