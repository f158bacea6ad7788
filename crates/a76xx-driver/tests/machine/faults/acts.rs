//! What the application does, one thing after another.

use std::net::{Ipv4Addr, SocketAddrV4};

use a76xx_driver::{Host, LinkId, Operation};
use a76xx_parser::{Request, typed::Name};
use a76xx_sim::{Control, Device as _, Radio};

use super::app::{App, PORT, SERVER, evil, peer};
use super::talk::{Post, Talk};
use super::watch::Subject;
use crate::support::sim;

impl App {
    pub(crate) fn act(&mut self) {
        let now = self.pair.now;
        match self.rng.u32(0..100) {
            0..12 => self.open(),
            12..40 => self.send(),
            // What a peer says, every UDP socket hears.
            40..50 if !self.plan.datagrams => self.say(),
            50..54 => self.leave(),
            54..57 => {
                let peer = self.some_peer();
                self.pair.rig.world_mut().hang_up(sim(now), peer);
            }
            57..65 if self.plan.datagrams => self.post(),
            65..69 if !self.plan.config.transparent => self.serve(),
            69..73 => self.ask(),
            73 if self.plan.config.transparent => self.pause(),
            74..78 if self.plan.config.transparent => self.resume(),
            78 if self.plan.rough => self.pair.rig.control(sim(now), Control::Reset),
            79 if self.plan.rough => self.pair.rig.radio(sim(now), Radio::Lost),
            _ => {}
        }
    }

    fn some_peer(&mut self) -> SocketAddrV4 {
        let talks = self.talks.len();
        if talks == 0 { peer(0) } else { self.talks[self.rng.usize(0..talks)].peer }
    }

    fn open(&mut self) {
        let to = peer(self.fresh);
        if self.fresh < 400
            && let Ok(link) = self.pair.machine.open_tcp(self.pair.now, Host::Address(to))
        {
            self.watch.begin(Operation::Open, Subject::Link(link), self.pair.now);
            self.talks.push(Talk::new(link, to, self.fresh.is_multiple_of(2)));
            self.fresh += 1;
        }
    }

    fn send(&mut self) {
        let alive: Vec<usize> = (0..self.talks.len()).filter(|at| self.talks[*at].over.is_none() && !self.talks[*at].closed).collect();
        if alive.is_empty() {
            return;
        }
        let talk = &mut self.talks[alive[self.rng.usize(0..alive.len())]];
        let len = if self.rng.bool() { self.rng.usize(1..80) } else { self.rng.usize(1..2500) };
        let data = evil(&mut self.rng, len, &self.plan);
        // What is pushed to a link that nobody reads is lost; this application reads all the time.
        if !talk.released
            && let Ok(count @ 1..) = self.pair.machine.send(self.pair.now, talk.link, &data)
        {
            talk.sent.extend_from_slice(&data[..count]);
            self.watch.begin(Operation::Send, Subject::Sent(talk.link, talk.sent.len() as u64), self.pair.now);
        }
    }

    fn say(&mut self) {
        let now = sim(self.pair.now);
        let open = |talk: &Talk| !talk.echoes && !talk.released && self.pair.machine.is_open(talk.link) == Ok(true);
        let mine: Vec<usize> = (0..self.talks.len()).filter(|at| open(&self.talks[*at])).collect();
        if mine.is_empty() {
            return;
        }
        let talk = &mut self.talks[mine[self.rng.usize(0..mine.len())]];
        let len = self.rng.usize(1..1800);
        let data = evil(&mut self.rng, len, &self.plan);
        if self.pair.rig.world_mut().say(now, talk.peer, &data) > 0 {
            talk.said.extend_from_slice(&data);
        }
        self.pair.rig.handle_timeout(now);
    }

    /// Closes a link, or lets it go.
    fn leave(&mut self) {
        let held: Vec<usize> = (0..self.talks.len()).filter(|at| !self.talks[*at].released).collect();
        if held.is_empty() {
            return;
        }
        let now = self.pair.now;
        let talk = &mut self.talks[held[self.rng.usize(0..held.len())]];
        if talk.over.is_some() || self.rng.bool() {
            self.watch.forget(talk.link);
            self.pair.machine.release(now, talk.link);
            talk.released = true;
            return;
        }
        let closes = !talk.closed && self.pair.machine.is_open(talk.link) == Ok(true);
        talk.closed = true;
        if self.rng.bool() {
            self.pair.machine.close(now, talk.link);
        } else {
            self.pair.machine.abort(now, talk.link);
        }
        if closes {
            self.watch.begin(Operation::Close, Subject::Link(talk.link), now);
        }
    }

    /// A datagram, each another than all before.
    fn post(&mut self) {
        let now = self.pair.now;
        if self.posts.iter().all(|post| post.over.is_some()) {
            let to = peer(398);
            if self.posts.len() < 20
                && let Ok(link) = self.pair.machine.open_udp(now, 5000 + self.posts.len() as u16, Some(to))
            {
                self.watch.begin(Operation::Open, Subject::Link(link), now);
                self.posts.push(Post { link, sent: Vec::new(), next: 0, came: 0, wrong: None, over: None, released: false });
            }
            return;
        }
        let life = self.posts.len();
        for post in self.posts.iter_mut().filter(|post| post.over.is_none()) {
            for _ in 0..self.rng.usize(1..4) {
                let mut data = format!("{life}/{}\r\n", post.sent.len()).into_bytes();
                let len = self.rng.usize(0..600);
                data.extend(evil(&mut self.rng, len, &self.plan));
                if self.pair.machine.send(now, post.link, &data) == Ok(data.len()) {
                    post.sent.push(data);
                    let all = post.sent.iter().map(Vec::len).sum::<usize>();
                    self.watch.begin(Operation::Send, Subject::Sent(post.link, all as u64), now);
                }
            }
        }
        for post in self.posts.iter_mut().filter(|post| post.over.is_some() && !post.released) {
            self.watch.forget(post.link);
            self.pair.machine.release(now, post.link);
            post.released = true;
        }
    }

    /// A server: it starts, gets clients, and stops.
    fn serve(&mut self) {
        let now = self.pair.now;
        match self.pair.machine.is_listening(SERVER) {
            Ok(true) if self.rng.u8(0..8) == 0 => {
                self.pair.machine.unlisten(now, SERVER);
                self.watch.begin(Operation::Unlisten, Subject::Server(SERVER), now);
            }
            Ok(true) if self.clients < 50 => {
                let from = SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, self.clients), 40_000);
                let connected = self.pair.rig.world_mut().connect(sim(now), from, PORT);
                self.clients += u8::from(connected.is_some());
                self.pair.rig.handle_timeout(sim(now));
            }
            Ok(_) => {}
            Err(_) => {
                if self.pair.machine.listen(now, SERVER, PORT, None).is_ok() {
                    self.watch.begin(Operation::Listen, Subject::Server(SERVER), now);
                }
            }
        }
    }

    fn pause(&mut self) {
        self.pair.machine.pause(self.pair.now);
        self.watch.forget_all(Operation::Resume);
        if self.pair.machine.is_online() {
            self.watch.begin(Operation::Pause, Subject::Module, self.pair.now);
        }
    }

    pub(crate) fn resume(&mut self) {
        self.pair.machine.resume(self.pair.now);
        self.watch.forget_all(Operation::Pause);
        if !self.pair.machine.is_online() && self.pair.machine.is_open(LinkId::N0) == Ok(true) {
            self.watch.begin(Operation::Resume, Subject::Module, self.pair.now);
        }
    }

    fn ask(&mut self) {
        if !self.asked && self.pair.machine.ask(self.pair.now, &Request::Exec(Name::Csq)).is_ok() {
            // In the data state it waits until somebody leaves it.
            if !self.plan.config.transparent {
                self.watch.begin(Operation::Ask, Subject::Module, self.pair.now);
            }
            self.asked = true;
        }
    }
}
