//! All that the machine remembers, and what goes out.

use core::time::Duration;

use a76xx_parser::CommandNo;
use a76xx_parser::typed::{LinkId, ServerId};
use a76xx_tracker::Moment;

use super::bringup::BringUp;
use super::desk::Desk;
use super::exchange::{Exchange, Job, Stage, Told};
use super::kept::Kept;
use super::late::{self, Late};
use super::link::Link;
use super::news::{Board, Status};
use super::notices::Notices;
use super::pins::Pins;
use super::pipe::Pipe;
use super::radio::Radio;
use super::received::Incoming;
use super::text::Text;
use super::watched::Watched;
use super::wire::Wire;
use crate::config::Config;
use crate::error::Error;

/// A server as the driver keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    Idle,
    /// The application wants it.
    Wanted {
        port: u16,
        backlog: Option<u8>,
    },
    Starting {
        port: u16,
    },
    Listening {
        port: u16,
    },
    /// The application does not want it any more; how often the module did not let it go.
    Unwanted {
        refusals: u8,
        not_before: Option<Moment>,
    },
    /// The module has accepted that it stops; the result comes until then.
    Stopping {
        until: Moment,
    },
    /// It does not listen, and why.
    Down(Error),
}

/// Whose data are on their way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A link's.
    Link(LinkId),
    /// The question's; nobody gives them any more.
    Desk { given_up: bool },
}

/// Data on their way out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Data {
    pub(crate) source: Source,
    /// The next byte in the link's buffer, or of the question's data.
    pub(crate) at: usize,
    pub(crate) end: usize,
    /// Some of them went out.
    pub(crate) begun: bool,
}

/// Everything but the wire.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Core<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> {
    pub(crate) config: Kept,
    pub(crate) status: Status,
    pub(crate) watched: Watched,
    pub(crate) radio: Radio,
    /// When the module was heard last.
    pub(crate) heard_at: Moment,
    /// When it was heard again after a silence that is longer than it pauses inside of data.
    pub(crate) resumed_at: Option<Moment>,
    /// What is heard now is half of what was said.
    pub(crate) torn: bool,
    /// Result codes may be digits.
    pub(crate) digits: bool,
    /// The wire is to forget what was under way.
    pub(crate) start_over: bool,
    pub(crate) exchange: Option<Exchange>,
    pub(crate) told: Told,
    pub(crate) out: Text<N>,
    /// What is said instead, where it is not made but always the same.
    pub(crate) fixed: &'static [u8],
    pub(crate) out_at: usize,
    pub(crate) data: Option<Data>,
    /// Bytes of a command or its data were given to the line, which has not told that they went out.
    pub(crate) offered: bool,
    /// The same, and what they belong to is over.
    pub(crate) stale: bool,
    /// Data ended before all of them were said to have gone out.
    pub(crate) cut_short: bool,
    pub(crate) links: [Link<R, T>; L],
    /// Tries that are left to tell the module that it confirm a send when the peer has; none where it knows.
    pub(crate) mode_tries: u8,
    /// How many links the module has.
    pub(crate) links_there: u8,
    pub(crate) servers: [Server; 4],
    /// Links whose close was said, and whose result is out, as bits.
    pub(crate) closing: u16,
    /// The last of these results comes until then, or not at all.
    pub(crate) closing_until: Option<Moment>,
    /// Links that the module has and nobody wants, as bits.
    pub(crate) strays: u16,
    pub(crate) late: [Option<Late>; late::MOST],
    pub(crate) desk: Desk<K>,
    /// Who is next, so that all get their turn.
    pub(crate) turn: u8,
    pub(crate) bring: BringUp,
    /// The place in the stream is to be found again; so often it was tried.
    pub(crate) lost: Option<u8>,
    /// Nothing is said before: answers to what nobody said may still come.
    pub(crate) hold: Option<Moment>,
    /// What comes may be data that nothing announced: no notice counts.
    pub(crate) blind: bool,
    pub(crate) pipe: Pipe,
    /// Line ends between read data and their `OK`: the sources differ, a firmware does not.
    pub(crate) ends: Option<u8>,
    pub(crate) incoming: Option<Incoming>,
    /// Pushed data were announced, and are not complete.
    pub(crate) pushing: bool,
    pub(crate) pushed_from: Option<core::net::SocketAddrV4>,
    /// Pushed data came with their sender.
    pub(crate) names_senders: bool,
    /// The link whose data were told of last.
    pub(crate) noticed: Option<LinkId>,
    /// Who sent what was told of last.
    pub(crate) sender: Option<(LinkId, core::net::SocketAddrV4)>,
    /// Pushed data came whole for this link; what follows tells whether they are right.
    pub(crate) pushed_to: Option<LinkId>,
    pub(crate) beat: Option<Moment>,
    /// Which links the module has is to be asked.
    pub(crate) unsure: bool,
    /// Whether the service still runs is to be asked.
    pub(crate) doubted: bool,
    pub(crate) news: Board,
    pub(crate) notices: Notices<K>,
    pub(crate) pins: Pins,
}

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    pub(crate) const fn new(config: Config) -> Self {
        const { assert!(L >= 1 && L <= 10, "a module has ten links") };
        const { assert!(R > 0 && T > 0, "buffers hold something") };
        const { assert!(N >= 128 && N <= 4096, "a line has its limits") };
        Self {
            config: Kept::new(&config),
            status: Status::START,
            watched: Watched::NOTHING,
            radio: Radio::UNKNOWN,
            heard_at: Moment::from_micros(0),
            resumed_at: None,
            torn: false,
            digits: false,
            start_over: false,
            exchange: None,
            told: Told::NOTHING,
            out: Text::EMPTY,
            fixed: &[],
            out_at: 0,
            data: None,
            offered: false,
            stale: false,
            cut_short: false,
            links: [const { Link::IDLE }; L],
            mode_tries: MODE_TRIES,
            links_there: 10,
            servers: [Server::Idle; 4],
            closing: 0,
            closing_until: None,
            strays: 0,
            late: [None; late::MOST],
            desk: Desk::IDLE,
            turn: 0,
            bring: BringUp::STOPPED,
            lost: None,
            hold: None,
            blind: false,
            pipe: Pipe::IDLE,
            ends: None,
            incoming: None,
            pushing: false,
            pushed_from: None,
            names_senders: false,
            noticed: None,
            sender: None,
            pushed_to: None,
            beat: None,
            unsure: false,
            doubted: false,
            news: Board::EMPTY,
            notices: Notices::EMPTY,
            pins: Pins::IDLE,
        }
    }

    pub(crate) fn link(&self, id: LinkId) -> Option<&Link<R, T>> {
        self.links.get(usize::from(id.get()))
    }

    pub(crate) fn link_mut(&mut self, id: LinkId) -> Option<&mut Link<R, T>> {
        self.links.get_mut(usize::from(id.get()))
    }

    pub(crate) fn server_mut(&mut self, id: ServerId) -> Option<&mut Server> {
        self.servers.get_mut(usize::from(id.get()))
    }

    /// Whether something is under way that has to end before the next command.
    pub(crate) fn is_busy(&self) -> bool {
        self.exchange.is_some() || self.stale || self.pipe.offered || !self.output().is_empty()
    }

    /// What goes out is of no use any more.
    pub(crate) fn drop_output(&mut self) {
        self.stale |= self.offered && !self.output().is_empty();
        self.say_nothing();
        self.drop_data();
    }

    /// The same of data: the module has answered, or is not to get them.
    pub(crate) fn drop_data(&mut self) {
        let in_text = self.out_at < self.text().len();
        if self.data.take().is_some() {
            self.cut_short = true;
            self.stale |= self.offered && !in_text;
        }
    }

    /// Whether a job's command may hold what no log should.
    pub(crate) fn is_secret(&self, job: Job) -> bool {
        use super::step::Step;
        job == Job::Desk || job == Job::BringUp && matches!(self.bring.step, Step::Pin | Step::Auth)
    }

    /// No command goes out.
    pub(crate) fn say_nothing(&mut self) {
        self.out.set(b"");
        (self.fixed, self.out_at) = (&[], 0);
    }

    /// The command that goes out.
    pub(crate) fn text(&self) -> &[u8] {
        if self.fixed.is_empty() { self.out.bytes() } else { self.fixed }
    }

    /// Bytes that are to go out next.
    pub(crate) fn output(&self) -> &[u8] {
        let text = self.text().get(self.out_at..).unwrap_or_default();
        if !text.is_empty() {
            return text;
        }
        let Some(data) = self.data else { return &[] };
        let piece = match data.source {
            Source::Link(id) => match self.link(id).map_or(&[][..], |link| link.to_send.piece(data.at)) {
                // The module waits for as many bytes as were announced.
                [] => super::step::FILLER,
                piece => piece,
            },
            Source::Desk { given_up } => self.fed(data, given_up),
        };
        piece.get(..data.end - data.at).unwrap_or(piece)
    }

    /// Bytes went out.
    pub(crate) fn wrote(&mut self, now: Moment, count: usize, wire: &mut Wire<N>) {
        let text = self.text().len() - self.out_at;
        let of_text = count.min(text);
        self.out_at += of_text;
        let mut left = count - of_text;
        while left > 0
            && let Some(data) = self.data
        {
            let mut piece = [0; 64];
            let most = left.min(data.end - data.at).min(piece.len());
            let Some(slot) = piece.get_mut(..most) else { break };
            let got = match data.source {
                Source::Link(id) => match self.link(id).map_or(0, |link| link.to_send.copy(data.at, slot)) {
                    0 => most,
                    got => got,
                },
                Source::Desk { given_up } => {
                    let fed = self.fed(data, given_up);
                    let got = fed.len().min(most);
                    if let (Some(slot), Some(fed)) = (slot.get_mut(..got), fed.get(..got)) {
                        slot.copy_from_slice(fed);
                    }
                    if given_up {
                        // The parser may still count.
                        self.cut_short |= at_end(data, got);
                    } else if self.desk.take(got) {
                        self.news.reply();
                    }
                    got
                }
            };
            if got == 0 {
                break;
            }
            if !data.begun {
                wire.begin_data(data.end - data.at);
            }
            wire.host(piece.get(..got).unwrap_or_default(), |event| self.watched.note(now, event));
            left -= got;
            let at = data.at + got;
            self.data = (at < data.end).then_some(Data { at, begun: true, ..data });
            if at >= data.end {
                self.data_went_out(now);
            }
        }
    }

    /// A command goes out.
    pub(crate) fn begin(&mut self, now: Moment, job: Job, no: Option<CommandNo>, within: Duration, stage: Stage) {
        self.told = Told::NOTHING;
        let patience = &self.config.patience;
        let usual = within.max(Duration::from_secs(9)).saturating_add(Duration::from_secs(1));
        let span = match job {
            Job::BringUp => self.bring.step.span(within, &self.config),
            Job::Marker => MARKER,
            Job::Send(_) => patience.prompt.span(),
            Job::Desk if stage == Stage::Prompt => patience.prompt.span(),
            Job::Open(_) => patience.cip_open.span().saturating_add(Duration::from_secs(5)),
            Job::Close(_) => patience.close.span(),
            Job::Pause => Duration::from_secs(3),
            _ => usual,
        };
        let sending = job.link().filter(|_| stage == Stage::Prompt).and_then(|id| self.link(id)?.sending);
        let feed = self.desk.feed().filter(|_| job == Job::Desk);
        let announced = feed.map_or(sending.map_or(0, |sending| u32::from(sending.len)), super::feed::Feed::total);
        let sub = feed.is_some_and(|feed| feed.sub);
        self.exchange = Some(Exchange { job, deadline: now.after(span), stage, announced, sub, unasked: false, refused: false });
        self.began(now, job, no);
    }

    /// What a job changes as it begins.
    fn began(&mut self, now: Moment, job: Job, no: Option<CommandNo>) {
        let limit = now.after(self.config.patience.cip_open.span()).after(Duration::from_secs(5));
        match job {
            Job::Open(id) => {
                if let Some(link) = self.link_mut(id) {
                    (link.phase, link.due) = (super::link::Phase::Opening, Some(limit));
                }
            }
            Job::Close(id) => {
                let limit = now.after(self.config.patience.close.span());
                self.strays &= !(1 << id.get());
                self.closing |= 1 << id.get();
                self.closing_until = Some(limit);
                if let Some(link) = self.link_mut(id) {
                    (link.phase, link.due) = (super::link::Phase::Closing, Some(limit));
                }
            }
            Job::Listen(id) => {
                if let Some(server) = self.server_mut(id)
                    && let Server::Wanted { port, .. } = *server
                {
                    *server = Server::Starting { port };
                }
            }
            Job::Desk => self.desk.begun(no),
            _ => {}
        }
    }
}

/// Whether these are the last bytes of the data.
const fn at_end(data: Data, count: usize) -> bool {
    data.at + count >= data.end
}

/// For the answer of a marker.
pub(crate) const MARKER: Duration = Duration::from_secs(10);

/// For a mode that the module is told of, each of which it may leave unanswered.
pub(crate) const MODE_TRIES: u8 = 3;
