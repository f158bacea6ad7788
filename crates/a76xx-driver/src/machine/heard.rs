//! What each event of the module changes.

use a76xx_parser::typed::{Address, CloseReason, LinkId, Name, ServerId, SocketError};
use a76xx_parser::{Answer, Event, Final, FinalCode, Kind, Urc};
use a76xx_tracker::{Moment, Said};

use super::exchange::{Exchange, Job, Outcome, Stage};
use super::finish::PAUSE;
use super::link::Phase;
use super::state::{Core, Server};
use crate::error::Error;

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// Takes an event of the module.
    pub(crate) fn heard(&mut self, now: Moment, event: &Event<'_>) {
        self.watched.note(now, event);
        let said = event.kind.line().map_or(Said::Nothing, |line| Said::told(&event.kind, line));
        self.radio.hear(&said);
        self.desk.heard(now, event, &mut self.news);
        if self.pushed_to.is_some() {
            // Results and prompts have a line end before them; where that is missing, or half of it, the count has taken it for data.
            let torn = matches!(event.kind, Kind::Text(_) | Kind::Noise(_) | Kind::Final(_) | Kind::Prompt(_)) || event.raw == b"\n";
            self.settle_pushed(!torn);
        }
        if let Kind::Urc(line) = &event.kind
            && !is_of_a_link(&said)
        {
            self.notices.line(event.raw, line, &mut self.news);
        }
        match (&event.kind, &said) {
            (Kind::Blank, _) if self.told.whole => self.told.ends = self.told.ends.saturating_add(1),
            (Kind::Payload(payload), _) => {
                self.notices.payload(event.raw, *payload, &mut self.news);
                self.payload(now, event.raw, *payload);
            }
            (Kind::Final(last), said) => self.last(now, last, said),
            (Kind::Prompt(_), _) => self.prompted(now),
            (Kind::Text(_) | Kind::Noise(_), _) => {
                self.told.garbled = true;
                self.no_pushed_data();
            }
            (Kind::Answer(line), Said::Nothing) => self.plain(line.params),
            (_, Said::Answer(answer)) => self.answered(now, answer),
            (_, Said::Urc(urc)) => self.notified(now, urc),
            _ => {}
        }
    }

    /// A line without a head answers who the module is.
    fn plain(&mut self, text: &[u8]) {
        use super::step::Step;
        if self.exchange.is_none_or(|exchange| exchange.job != Job::BringUp) || text.is_empty() {
            return;
        }
        match self.bring.step {
            Step::Model => _ = self.status.model.set(text),
            Step::Revision => _ = self.status.revision.set(text),
            _ => {}
        }
    }

    /// The module asks for the data of a send.
    fn prompted(&mut self, now: Moment) {
        if let Some(exchange) = self.exchange
            && exchange.stage == Stage::Prompt
        {
            match exchange.job {
                Job::Send(link) => self.give_data(now, link),
                Job::Desk => self.feed_desk(now),
                _ => {}
            }
        }
    }

    /// A final result code.
    fn last(&mut self, now: Moment, last: &Final<'_>, said: &Said<'_>) {
        if let Said::Answer(Answer::CmeError { reason: a76xx_parser::typed::Reason::Number(code) }) = said {
            self.told.cme = Some(*code);
        }
        let outcome = match last.code {
            FinalCode::Ok => Outcome::Ok,
            FinalCode::Connect => Outcome::Connect,
            _ => Outcome::Error,
        };
        if last.code == FinalCode::NoCarrier && self.pipe.online {
            self.disconnected(now, Error::Dropped);
        }
        let Some(exchange) = self.exchange else { return self.last_unasked(now, outcome) };
        // It may be part of data: a module that waits for data takes whatever comes next for them.
        if self.blind && exchange.stage == Stage::Prompt && self.told.code.is_none() {
            return;
        }
        // A refusal with a reason is the module's own; for another the prompt is waited for, as what is said instead of data would be data.
        let reason = self.told.code.is_some() || self.told.ip.is_some() || self.told.cme.is_some();
        if let (Job::Send(_), Stage::Prompt, Outcome::Error, false) = (exchange.job, exchange.stage, outcome, reason) {
            if !exchange.refused {
                self.exchange = Some(Exchange { refused: true, deadline: now.after(PAUSE), ..exchange });
            }
            return;
        }
        if self.torn {
            return;
        }
        // Before the marker's answer everything is of the past.
        if exchange.job == Job::Marker && !self.told.marked && outcome == Outcome::Ok {
            return;
        }
        self.end_exchange(now, outcome);
    }

    /// The command that the module is at has ended.
    pub(crate) fn end_exchange(&mut self, now: Moment, outcome: Outcome) {
        if let Some(exchange) = self.exchange.take() {
            self.drop_data();
            // Data that it had not asked for it took for commands, and answers each.
            if exchange.unasked && outcome == Outcome::Error {
                (self.lost, self.hold) = (self.lost.or(Some(0)), Some(now.after(PAUSE)));
            }
            self.finish(now, exchange.job, outcome);
        }
    }

    /// A line that answers, completes or explains.
    fn answered(&mut self, now: Moment, answer: &Answer<'_>) {
        let marks = match answer {
            Answer::RxState { .. } => Some(Name::CipRxGet),
            Answer::Cmee { .. } => Some(Name::Cmee),
            Answer::CipMode { .. } => Some(Name::CipMode),
            Answer::Cfun { .. } => Some(Name::Cfun),
            Answer::CipHead { .. } => Some(Name::CipHead),
            _ => None,
        };
        let marker = self.exchange.filter(|exchange| exchange.job == Job::Marker).map(|_| self.marker());
        let told = &mut self.told;
        told.marked |= marks.is_some() && marks == marker;
        match *answer {
            Answer::NetOpen { err, .. } | Answer::NetClose { err, .. } => {
                told.code = Some(err);
                self.service_result(now, err);
            }
            Answer::NetState { open, .. } => told.service = Some(open),
            Answer::CipCcfg { udp_mode, .. } => self.bring.old_params = udp_mode.is_none(),
            Answer::CipMode { mode } => told.mode = Some(mode),
            Answer::Cfun { level } => told.level = Some(level),
            Answer::RxState { mode } => told.rx = Some(mode),
            Answer::LinkStates { states } => told.links = Some(states),
            Answer::CipError { err } => told.code = Some(err),
            Answer::IpError { reason: a76xx_parser::typed::Reason::Number(code) } => told.ip = Some(code),
            Answer::CipOpen { link, err } => self.opened(now, link, err),
            Answer::CipClose { link, err } => self.closed(now, link, err),
            Answer::CipSend { link, requested, confirmed } => self.confirmed(now, link, requested, confirmed),
            Answer::RxRead { link, len, rest } | Answer::RxReadHex { link, len, rest } => self.header(link, len, rest),
            Answer::RxRest { link, rest } => self.rest(link, rest),
            Answer::CipAck { sent, received, .. } => told.count = Some((sent, received)),
            Answer::ServerStop { server, err } => self.stopped(server, err),
            Answer::IpAddr { ip: Address::V4(ip) } => {
                self.status.address = Some(ip);
                self.news.status();
            }
            Answer::Cops { operator: Some(name), .. } => _ = self.status.operator.set(name),
            Answer::CpsiNone { system, .. }
            | Answer::CpsiGsm { system, .. }
            | Answer::CpsiLte { system, .. }
            | Answer::CpsiWcdma { system, .. } => _ = self.status.system.set(system),
            Answer::Csq { rssi, .. } => self.status.signal = Some(rssi),
            Answer::Creg { stat, .. } | Answer::Cgreg { stat, .. } | Answer::Cereg { stat, .. } => {
                self.status.registration = Some(stat);
                self.news.status();
            }
            _ => {}
        }
    }

    /// A line that the module sent on its own.
    fn notified(&mut self, now: Moment, urc: &Urc<'_>) {
        // A line of its own has a line end in front of it.
        self.told.ends = self.told.ends.saturating_sub(1);
        // Of a restart the lines come behind silence; data do not.
        let boots = self.resumed_at.is_some_and(|time| now < time.after(super::BANNER)) && matches!(urc, Urc::AtReady { .. } | Urc::Ready);
        if self.blind && !boots {
            return;
        }
        match *urc {
            Urc::DataWaiting { link } => self.data_waits(link),
            Urc::IpClose { link, reason } => self.closed_outside(link, reason),
            Urc::Client { link, server, peer } => self.client(now, link, server, peer),
            Urc::NetworkClosed | Urc::ServiceEvent { .. } => self.network_lost(now),
            Urc::Closed => self.disconnected(now, Error::PeerClosed),
            Urc::AtReady { .. } | Urc::Ready => self.restarted(now),
            Urc::RecvFrom { peer } => self.pushed_from = Some(peer),
            Urc::Sender { peer } => self.sender = self.noticed.map(|link| (link, peer)),
            Urc::Ipd { len } => self.pushed(None, len),
            Urc::Receive { link, len } => self.pushed(Some(link), len),
            Urc::Creg { stat, .. } | Urc::Cgreg { stat, .. } | Urc::Cereg { stat, .. } => {
                self.status.registration = Some(stat);
                self.news.status();
            }
            _ => {}
        }
    }

    /// A link is open, or could not be opened.
    fn opened(&mut self, now: Moment, id: LinkId, err: SocketError) {
        let under_way = self.exchange.is_some_and(|exchange| exchange.job == Job::Open(id));
        self.told.result |= under_way;
        self.doubted |= err == SocketError::NETWORK_NOT_OPENED;
        let Some(link) = self.link_mut(id).filter(|link| link.phase == Phase::Opening) else {
            // Nobody waits for it any more: it is in the way.
            let idle = self.link(id).is_none_or(|link| link.phase == Phase::Idle);
            // Unless the service has ended meanwhile.
            self.unsure |= err == SocketError::SUCCESS && idle;
            return;
        };
        link.due = None;
        if err == SocketError::SUCCESS {
            link.phase = Phase::Open;
            if !link.held && link.to_send.is_empty() {
                link.wish = super::link::Wish::Abort;
            }
        } else {
            link.gone(Error::Refused(err));
            // What the number stands for in the module is none of the driver's links: its notice was lost.
            self.unsure |= matches!(err, SocketError::NOT_SUPPORTED | SocketError::BUSY);
        }
        if under_way {
            self.shorten(now);
        }
        self.news.link(id);
    }

    /// The line that completes a command came before its result code: that is due at once, or it was lost.
    pub(crate) fn shorten(&mut self, now: Moment) {
        if let Some(exchange) = self.exchange.as_mut() {
            exchange.deadline = exchange.deadline.min(now.after(core::time::Duration::from_secs(2)));
        }
    }

    /// A link is closed, or the module says that there was nothing to close.
    fn closed(&mut self, now: Moment, id: LinkId, err: SocketError) {
        self.doubted |= err == SocketError::NETWORK_NOT_OPENED;
        self.closing &= !(1 << id.get());
        if self.exchange.is_some_and(|exchange| exchange.job == Job::Close(id)) {
            self.told.result = true;
            self.shorten(now);
        }
        match self.link_mut(id) {
            Some(link) if link.phase == Phase::Closing => {
                link.gone(Error::Gone);
                self.news.link(id);
            }
            // Nobody has closed it: it may be what was said late of a link before. The module knows.
            Some(link) if link.phase == Phase::Open => self.unsure = true,
            // The result of the opening is yet to come.
            _ => {}
        }
    }

    /// A link was closed from outside. What the module still holds of it can be read.
    fn closed_outside(&mut self, id: LinkId, reason: CloseReason) {
        let reading = self.exchange.is_some_and(|exchange| exchange.job == Job::Read(id));
        self.closing &= !(1 << id.get());
        if self.is_late(id) {
            return self.late_gone(id, if reason == CloseReason::PEER { Error::PeerClosed } else { Error::Dropped });
        }
        let Some(link) = self.link_mut(id) else { return };
        let why = if reason == CloseReason::PEER { Error::PeerClosed } else { Error::Dropped };
        if link.is_live() {
            let (waiting, suspect) = (link.waiting, link.suspect || reading);
            if link.held || link.accepted {
                // What is on its way, and what the module still holds, can be had.
                link.ended(why);
                (link.waiting, link.suspect) = (waiting, suspect);
            } else {
                link.gone(why);
            }
        }
        self.news.link(id);
    }

    /// A server accepted a client.
    fn client(&mut self, now: Moment, id: LinkId, server: ServerId, peer: core::net::SocketAddrV4) {
        let listens = self
            .servers
            .get(usize::from(server.get()))
            .is_some_and(|own| matches!(own, Server::Listening { .. } | Server::Starting { .. }));
        if listens && self.defer(now, id, server, peer) {
            if let Some(link) = self.link_mut(id) {
                // What the old one left behind cannot be told from the client's own.
                (link.waiting, link.suspect) = (false, false);
                link.audit = super::link::Audit::None;
                self.news.link(id);
            }
            return;
        }
        // What was said for the link before may be done to the client.
        let asked = self.is_asked(id);
        match self.link_mut(id) {
            Some(link) if listens && !asked && link.is_free() => {
                link.renew();
                (link.phase, link.accepted, link.server, link.peer) = (Phase::Open, true, Some(server), Some(peer));
                self.news.server(server);
            }
            link => {
                // The number is another's now: what the old one left behind cannot be told from the new one's.
                if let Some(link) = link {
                    link.waiting = false;
                    // Its server cannot stop before it.
                    link.server = if link.is_live() { link.server } else { Some(server) };
                }
                self.strays |= 1 << id.get();
            }
        }
    }

    /// A server has stopped, or not.
    fn stopped(&mut self, id: ServerId, err: SocketError) {
        self.told.code = Some(err).filter(|err| *err != SocketError::SUCCESS).or(self.told.code);
        if err == SocketError::SUCCESS
            && let Some(server) = self.server_mut(id).filter(|server| matches!(server, Server::Unwanted { .. } | Server::Stopping { .. }))
        {
            *server = Server::Idle;
            self.news.server(id);
        }
    }
}

/// Whether a line tells of a single link, which knows then.
const fn is_of_a_link(said: &Said<'_>) -> bool {
    matches!(
        said,
        Said::Urc(
            Urc::DataWaiting { .. }
                | Urc::IpClose { .. }
                | Urc::Client { .. }
                | Urc::Sender { .. }
                | Urc::RecvFrom { .. }
                | Urc::Ipd { .. }
                | Urc::Receive { .. }
                | Urc::Closed
        )
    )
}
