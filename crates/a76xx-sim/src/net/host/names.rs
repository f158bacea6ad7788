//! Names: the table first, then, where it is allowed, the system.

use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use core::net::Ipv4Addr;
use core::time::Duration;

use super::rules::{Reach, Rules};
use crate::net::QueryId;

/// How often an answer of the system is looked for. Its resolver blocks, so it has a thread, and a thread wakes nobody.
pub(super) const LOOK: Duration = Duration::from_millis(10);

/// Questions of the system under way.
#[derive(Debug)]
pub(super) struct Names {
    sender: Sender<(QueryId, Vec<Ipv4Addr>)>,
    answers: Receiver<(QueryId, Vec<Ipv4Addr>)>,
    asked: usize,
}

impl Names {
    pub(super) fn new() -> Self {
        let (sender, answers) = channel();
        Self { sender, answers, asked: 0 }
    }

    /// The addresses of a name; [`None`] if the answer comes later.
    pub(super) fn ask(&mut self, rules: &Rules, query: QueryId, name: &str) -> Option<Vec<Ipv4Addr>> {
        if let Some(known) = rules.names.get(&name.to_ascii_lowercase()) {
            return Some(known.clone());
        }
        if let Ok(address) = name.parse() {
            return Some(vec![address]);
        }
        if rules.reach == Reach::Loopback {
            return Some(Vec::new());
        }
        let (sender, name) = (self.sender.clone(), name.to_owned());
        let thread = thread::Builder::new().name("resolver".to_owned()).spawn(move || {
            // Nobody listens any more where the world is gone.
            let _ = sender.send((query, of_system(&name)));
        });
        if thread.is_err() {
            return Some(Vec::new());
        }
        self.asked += 1;
        None
    }

    /// The next answer.
    pub(super) fn answer(&mut self) -> Option<(QueryId, Vec<Ipv4Addr>)> {
        let answer = self.answers.try_recv().ok()?;
        self.asked -= 1;
        Some(answer)
    }

    /// Whether an answer is out.
    pub(super) const fn waits(&self) -> bool {
        self.asked > 0
    }
}

fn of_system(name: &str) -> Vec<Ipv4Addr> {
    let found = (name, 0).to_socket_addrs().into_iter().flatten();
    found.filter_map(|address| if let SocketAddr::V4(address) = address { Some(*address.ip()) } else { None }).collect()
}
