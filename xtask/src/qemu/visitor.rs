//! A client of the server that the demonstration opens.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::repo::Outcome;

/// What it says.
pub(super) const QUESTION: &str = "is anybody there?";

/// Connects, says something, and checks what comes back.
pub(super) fn call(port: u16) -> JoinHandle<Outcome> {
    std::thread::spawn(move || {
        let answer = talk(port).map_err(|error| format!("the client of port {port}: {error}"))?;
        let wanted = QUESTION.to_uppercase();
        if answer == wanted { Ok(()) } else { Err(format!("the client of port {port} got `{answer}` instead of `{wanted}`")) }
    })
}

fn talk(port: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(QUESTION.as_bytes())?;
    let mut answer = vec![0; QUESTION.len()];
    stream.read_exact(&mut answer)?;
    stream.shutdown(Shutdown::Both)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
