//! An application that does a bit of everything at once.

use std::net::SocketAddrV4;
use std::time::Duration;

use a76xx_driver::{Error, Host, Operation, ServerId};
use a76xx_sim::net::world::{Host as Peer, Scripted};
use a76xx_sim::{Config as Sim, Device as _, Modem, Rig};

use super::argued;
use super::plan::Plan;
use super::talk::{LINKS, Post, Talk};
use super::watch::{Subject, Watch};
use crate::support::{PEER, Pair};

pub(crate) const SERVER: ServerId = ServerId::N1;
/// A port that every profile has for servers.
pub(crate) const PORT: u16 = 10_001;

pub(crate) struct App {
    pub(crate) rng: fastrand::Rng,
    pub(crate) plan: Plan,
    pub(crate) pair: Pair<LINKS>,
    pub(crate) talks: Vec<Talk>,
    pub(crate) posts: Vec<Post>,
    pub(crate) watch: Watch,
    /// Peers are used once, so that it is known whose data are whose.
    pub(crate) fresh: u16,
    pub(crate) clients: u8,
    pub(crate) asked: bool,
}

/// The address of a peer.
pub(crate) fn peer(number: u16) -> SocketAddrV4 {
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
            if self.talks.iter().any(|talk| talk.is_accepted() && !talk.released) {
                self.watch.hinder(Operation::Unlisten, self.pair.now);
            }
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

    /// Everything comes to an end: what was given is confirmed, or the link tells why not.
    pub(crate) fn calm(&mut self) {
        self.resume();
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
