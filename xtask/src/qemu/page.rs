//! A server of pages, which notes what it is asked for.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::repo::Outcome;

/// Bytes of a page: several windows of every buffer on its way.
const LEN: u32 = 20_000;

/// Between the halves of a page, so that there is a time at which it is on its way.
const PAUSE: Duration = Duration::from_millis(1500);

/// A server that ends with the program.
pub(super) struct Server {
    pub(super) port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(super) fn start() -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| format!("a server of pages: {error}"))?;
        let port = listener.local_addr().map_err(|error| format!("a server of pages: {error}"))?.port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = asked.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let notes = notes.clone();
                // A client that goes away before its page has come is no fault of the server.
                std::thread::spawn(move || serve(&client, &notes).ok());
            }
        });
        Ok(Self { port, asked })
    }

    /// The paths that were asked for, in order.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn serve(mut client: &TcpStream, notes: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(client).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let page = page(&path);
    notes.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    write!(client, "HTTP/1.0 200 OK\r\nContent-Length: {LEN}\r\nConnection: close\r\n\r\n")?;
    let (front, back) = page.split_at(page.len() / 2);
    client.write_all(front)?;
    std::thread::sleep(PAUSE);
    client.write_all(back)
}

/// What stands under a path: bytes of every value, other ones for other paths.
fn page(path: &str) -> Vec<u8> {
    let mut state = path.bytes().map(u32::from).sum::<u32>();
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..LEN).map(next).collect()
}

/// What the demonstration says of a page.
pub(super) fn told(path: &str) -> String {
    let sum = page(path).into_iter().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("http: {path} HTTP/1.0 200, {LEN} bytes, sum {sum:08x}")
}
