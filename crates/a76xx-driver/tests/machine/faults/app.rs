//! An application that does a bit of everything at once.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_driver::{Error, Host, Operation, ServerId};
use a76xx_parser::{Request, typed::Name};
use a76xx_sim::net::world::{Host as Peer, Scripted};
use a76xx_sim::{Config as Sim, Control, Device as _, Modem, Radio, Rig};

use super::argued;
use super::plan::Plan;
use super::talk::{LINKS, Post, Talk};
use super::watch::{Subject, Watch};
use crate::support::{PEER, Pair, sim};

const SERVER: ServerId = ServerId::N1;
/// A port that every profile has for servers.
const PORT: u16 = 10_001;

pub(crate) struct App {
    rng: fastrand::Rng,
    pub(crate) plan: Plan,
    pub(crate) pair: Pair<LINKS>,
    pub(crate) talks: Vec<Talk>,
    pub(crate) posts: Vec<Post>,
    pub(crate) watch: Watch,
    /// Peers are used once, so that it is known whose data are whose.
    fresh: u16,
    clients: u8,
    asked: bool,
}

/// The address of a peer.
fn peer(number: u16) -> SocketAddrV4 {
    SocketAddrV4::new(*PEER.ip(), 7000 + number)
}

/// Bytes that look like the wire, so that no text in a payload is taken for it.
pub(crate) fn evil(rng: &mut fastrand::Rng, len: usize, plan: &Plan) -> Vec<u8> {
    let words: [&[u8]; 14] = [
        // In the data state this is what answers an escape.
        if plan.config.transparent { b"\r\nOK \r\n" } else { b"\r\nOK\r\n" },
        b"\r\nERROR\r\n",
        b"\r\n>",
        b"+CIPRXGET: 1,0\r\n",
        b"\r\n*ATREADY: 1\r\n",
        b"\r\n+IPCLOSE: 0,1\r\n",
        b"\r\n+RECEIVE,0,4\r\n",
        b"\r\n+CIPRXGET: 2,0,9,9\r\n",
        // An application that is sparing with them gives no reason to complain.
        if plan.is_calm() { b"+-+" } else { b"+++" },
        b"\x1a",
        b"\x1b",
        b"\0",
        b"\r\n+CIPSEND: 0,5,5\r\n",
        b"\r\nCLOSED \r\n",
    ];
    let mut bytes = Vec::new();
    while bytes.len() < len {
        if rng.bool() {
            bytes.extend_from_slice(words[rng.usize(0..words.len())]);
        } else {
            bytes.extend((0..rng.usize(1..40)).map(|_| rng.u8(..)));
        }
    }
    bytes.truncate(len);
    // With the next piece's line end it would be one of those.
    if plan.config.transparent && (bytes.ends_with(b"OK") || bytes.ends_with(b"CLOSED")) {
        bytes.pop();
        bytes.push(b'-');
    }
    bytes
}

impl App {
    pub(crate) fn new(plan: Plan) -> Self {
        let seed = plan.seed;
        let rng = fastrand::Rng::with_seed(seed ^ 0x5eed);
        let config = Sim { seed, ..Sim::of(plan.profile.clone()) };
        let mut world = Scripted::new(plan.way, seed);
        for number in 0..400 {
            world = world.host(peer(number), if number.is_multiple_of(2) { Peer::Echo } else { Peer::Sink });
        }
        let mends = format!("at {}s mend", plan.span.as_secs()).parse().unwrap();
        let rig = Rig::new(Modem::running(config), world).with_faults(plan.faults()).with_script(&mends);
        let mut pair = Pair::with(plan.config, rig);
        pair.baud = plan.list.iter().rev().find_map(|fault| fault.strip_prefix("baud ")?.parse().ok());
        let (talks, posts) = (Vec::new(), Vec::new());
        Self { rng, plan, pair, talks, posts, watch: Watch::default(), fresh: 0, clients: 0, asked: false }
    }

    /// What went over the line, for a run that fails.
    fn shown(plan: &Plan, pair: &Pair<LINKS>) -> String {
        format!("{plan:?}\n{}", pair.transcript())
    }

    pub(crate) fn traffic(&mut self) {
        self.pair.machine.start(self.pair.now);
        self.watch.begin(Operation::BringUp, Subject::Module, self.pair.now);
        let end = self.pair.now.after(self.plan.span);
        while self.pair.now < end {
            self.act();
            let span = Duration::from_millis(if self.rng.bool() { self.rng.u64(0..20) } else { self.rng.u64(0..1500) });
            self.pass(span, |_| false);
        }
    }

    /// Lets time pass, reads what comes, looks at what is under way.
    fn pass(&mut self, span: Duration, mut done: impl FnMut(&mut Self) -> bool) -> bool {
        let until = self.pair.now.after(span);
        let (mut last, mut still) = (self.pair.now, 0);
        loop {
            still = if self.pair.now == last { still + 1 } else { 0 };
            last = self.pair.now;
            let wants = self.pair.machine.poll_timeout();
            let rig = self.pair.rig.poll_timeout();
            assert!(
                still < 10_000,
                "time stands still at {last:?}; the machine wants {wants:?}, the module {rig:?}\n{}",
                Self::shown(&self.plan, &self.pair)
            );
            self.pair.settle();
            self.read();
            self.pair.settle();
            let (plan, pair) = (&self.plan, &self.pair);
            self.watch.look(pair, &|| Self::shown(plan, pair));
            if self.asked && self.pair.machine.reply().is_some() {
                self.asked = false;
                self.pair.machine.dismiss();
            }
            if done(self) {
                return true;
            }
            if !self.pair.step(until) {
                return done(self);
            }
        }
    }

    fn read(&mut self) {
        for talk in &mut self.talks {
            talk.read(&mut self.pair);
        }
        for post in &mut self.posts {
            post.read(&mut self.pair, self.plan.list.iter().any(|fault| fault.starts_with("full")));
        }
        while self.clients > 0
            && let Ok(Some(accepted)) = self.pair.machine.accept(SERVER)
        {
            self.talks.push(Talk::new(accepted.link, accepted.peer, false));
        }
    }

    fn act(&mut self) {
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
            73 if self.plan.config.transparent => self.pair.machine.pause(now),
            74..78 if self.plan.config.transparent => self.pair.machine.resume(now),
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
            Ok(true) if self.rng.u8(0..8) == 0 => self.pair.machine.unlisten(now, SERVER),
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

    fn ask(&mut self) {
        if !self.asked && self.pair.machine.ask(self.pair.now, &Request::Exec(Name::Csq)).is_ok() {
            // In the data state it waits until somebody leaves it.
            if !self.plan.config.transparent {
                self.watch.begin(Operation::Ask, Subject::Module, self.pair.now);
            }
            self.asked = true;
        }
    }

    /// Everything comes to an end: what was given is confirmed, or the link tells why not.
    pub(crate) fn calm(&mut self) {
        self.pair.machine.resume(self.pair.now);
        let whole = self.plan.whole;
        let calm = self.pass(Duration::from_secs(1000), |app| {
            app.talks.iter().all(|talk| talk.is_done(&app.pair)) || !whole && app.pair.is_up() && app.pair.now.micros() > 400_000_000
        });
        // What is on its way through the network arrives.
        self.pass(Duration::from_secs(2), |_| false);
        let state =
            |talk: &Talk| format!("{talk:?} {:?} {:?}\n", self.pair.machine.is_open(talk.link), self.pair.machine.delivery(talk.link));
        assert!(calm, "no end: {:?}\n{}", self.talks.iter().map(state).collect::<Vec<_>>(), Self::shown(&self.plan, &self.pair));
    }

    pub(crate) fn assert_law(&self) {
        let shown = || Self::shown(&self.plan, &self.pair);
        let world = self.pair.rig.world();
        for talk in &self.talks {
            talk.assert_not_invented(&self.pair, world, self.plan.damage(), &shown);
            if self.plan.whole {
                talk.assert_content(&self.pair, world, &shown);
            }
        }
        for post in self.posts.iter().filter(|_| self.plan.whole) {
            assert!(post.wrong.is_none(), "link {} got what nobody sent: {:?}\n{}", post.link, post.wrong, shown());
        }
    }

    /// Nothing that crossed the line blames the host, but for what is argued.
    pub(crate) fn assert_clean(&self) {
        let blamed = argued::blamed(&self.plan, self.pair.findings());
        assert!(blamed.is_empty(), "the tracker blames the host: {blamed:#?}\n{}", Self::shown(&self.plan, &self.pair));
    }

    /// Everything is given back, and the driver works.
    pub(crate) fn use_again(&mut self) {
        for talk in self.talks.iter().filter(|talk| !talk.released) {
            self.watch.forget(talk.link);
            self.pair.machine.release(self.pair.now, talk.link);
        }
        for post in self.posts.iter().filter(|post| !post.released) {
            self.watch.forget(post.link);
            self.pair.machine.release(self.pair.now, post.link);
        }
        self.talks.clear();
        self.posts.clear();
        let to = peer(396);
        let mut link = None;
        let mut sent = false;
        let mut came = Vec::new();
        let works = self.pass(Duration::from_secs(1000), |app| {
            // Clients that waited for a number.
            for talk in std::mem::take(&mut app.talks) {
                app.pair.machine.release(app.pair.now, talk.link);
            }
            let pair = &mut app.pair;
            let Some(open) = link else {
                link = pair.machine.open_tcp(pair.now, Host::Address(to)).ok();
                return false;
            };
            match pair.machine.is_open(open) {
                Ok(false) => return false,
                Ok(true) => {}
                Err(_) => {
                    pair.machine.release(pair.now, open);
                    (link, sent) = (None, false);
                    came.clear();
                    return false;
                }
            }
            if !sent {
                sent = pair.machine.send(pair.now, open, b"well?") == Ok(5);
            }
            let mut piece = [0; 64];
            if let Ok(Some(count)) = pair.machine.receive(pair.now, open, &mut piece) {
                came.extend_from_slice(&piece[..count]);
            }
            came == b"well?"
        });
        assert!(works, "it is of no use any more: {:?}\n{}", self.pair.machine.status(), Self::shown(&self.plan, &self.pair));
    }

    /// Links that ended in another way than the application or the peer wished.
    pub(crate) fn lost_links(&self) -> usize {
        self.talks.iter().filter(|talk| talk.over.is_some_and(|why| !matches!(why, Error::PeerClosed | Error::Gone))).count()
    }
}
