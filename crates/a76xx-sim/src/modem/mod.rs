//! The modem: state, time, and the way in and out.

mod input;
mod net;
mod online;
pub(crate) mod output;
pub(crate) mod run;
pub(crate) mod schedule;
pub(crate) mod state;
mod view;

use std::collections::{BTreeMap, VecDeque};

use a76xx_parser::typed::{DataMode, LinkId, RegistrationState, Rssi};

use crate::config::{CardState, Config};
use crate::net::{NetEvent, NetRequest, QueryId, SocketId};
use crate::time::Moment;
use input::Input;
use output::Output;
use run::Run;
use schedule::{Schedule, Task};
use state::{Context, Kept, Link, Online, Pinging, Query, Server, Service, Settings};

pub use view::LinkView;

/// A module: bytes of the host and events of the network go in, bytes for the host and requests to the network come out.
///
/// # How to drive it
/// There are four kinds of methods.
/// - *Inputs* take the time and change the modem: [`receive`](Self::receive), [`control`](Self::control), [`network`](Self::network),
///   [`radio`](Self::radio), [`handle_timeout`](Self::handle_timeout). Time may stand still between two of them, and never goes back.
/// - *Outputs*: [`poll_output`](Self::poll_output) gives bytes for the host, [`poll_net`](Self::poll_net) requests to the network. After each input
///   poll both until they give nothing; their order among each other does not matter.
/// - [`poll_timeout`](Self::poll_timeout) tells when the modem will do something on its own. At that moment, or later, call
///   [`handle_timeout`](Self::handle_timeout). It changes with every input.
/// - *Getters* tell the state: what a tracker that saw every byte must have found out, and what a test wants to know.
///
/// Several things at one moment happen in the order of the calls; what is due goes before what comes in. The modem copies and forgets nothing that
/// it was given: bytes that come while a command is carried out wait for its result.
///
/// Flow control is the driver's. Bytes that [`poll_output`](Self::poll_output) gave are the driver's to keep until the line takes them;
/// while it holds some, it need not ask. [`room`](Self::room) and [`host_room`](Self::host_room) tell how much the modem takes without growing.
///
/// The same inputs at the same times give the same outputs, byte for byte.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Modem {
    pub(crate) config: Config,
    pub(crate) now: Moment,
    pub(crate) tasks: Schedule,
    pub(crate) rng: fastrand::Rng,
    pub(crate) input: Input,
    pub(crate) out: Output,
    pub(crate) run: Run,
    pub(crate) requests: VecDeque<NetRequest>,
    /// Clients of a transparent server that came while a command was carried out.
    pub(crate) clients: VecDeque<NetEvent>,
    pub(crate) settings: Settings,
    pub(crate) kept: Kept,
    /// What is kept without being asked: settings of the store, contexts.
    pub(crate) contexts: BTreeMap<u8, Context>,
    pub(crate) power: RunState,
    pub(crate) boots: u32,
    pub(crate) pin_tries: u8,
    pub(crate) unlocked: bool,
    pub(crate) nul_first: bool,
    pub(crate) attached: bool,
    pub(crate) dtr: bool,
    pub(crate) service: Service,
    /// The context that `AT+NETOPEN` named.
    pub(crate) service_context: Option<u8>,
    /// The data mode that `AT+NETOPEN` found.
    pub(crate) data_mode: DataMode,
    pub(crate) links: [Link; 10],
    pub(crate) servers: [Option<Server>; 4],
    pub(crate) online: Option<Online>,
    /// Whose data a `CONNECT` that is about to come carries.
    pub(crate) connecting: Option<LinkId>,
    pub(crate) queries: BTreeMap<QueryId, Query>,
    pub(crate) pinging: Option<Pinging>,
    pub(crate) sockets: u32,
    pub(crate) signal_told: Option<Rssi>,
}

/// Whether the module runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// It has no supply, or was switched off.
    Off,
    /// It starts, and hears nothing yet.
    Booting,
    /// It hears commands.
    Running,
}

/// What happens at the lines beside the data lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// The DTR line, as the host drives it.
    Dtr(bool),
    /// The RTS line, as the host drives it: whether the host takes bytes. The driver holds bytes back, not the modem.
    Rts(bool),
    /// The reset line was pulled.
    Reset,
    /// The supply or the power key was switched.
    Power(bool),
}

/// What happens in the air and at the card holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Radio {
    /// The networks around take the module otherwise.
    Registration(RegistrationState),
    /// The signal changes.
    Signal(Rssi),
    /// The network ends the context that the sockets use: `+CIPEVENT`, and every link is gone.
    Lost,
    /// The card changes.
    Card(CardState),
    /// The network refuses contexts, or grants them again.
    RefuseContexts(bool),
}

/// Bytes that wait for the host before the network is slowed down: some thirty pushed pieces.
const OUTPUT_ROOM: usize = 48 * 1024;
/// Bytes that a link holds in buffered mode. No source tells the real figure.
const LINK_ROOM: usize = 10 * 1024;
/// Bytes of the data state that wait for the network.
const SEND_ROOM: usize = 48 * 1024;

impl Modem {
    /// A module without supply. [`Control::Power`] starts it.
    pub fn new(config: Config) -> Self {
        let settings = Settings::factory(config.profile.errors, config.profile.data_echo);
        let first = Context { kind: b"IP".to_vec(), apn: b"".to_vec(), active: false };
        Self {
            now: Moment::START,
            tasks: Schedule::default(),
            rng: fastrand::Rng::with_seed(config.seed),
            input: Input::default(),
            out: Output::default(),
            run: Run::default(),
            requests: VecDeque::new(),
            clients: VecDeque::new(),
            settings,
            kept: Kept::FACTORY,
            contexts: BTreeMap::from([(1, first)]),
            power: RunState::Off,
            boots: 0,
            pin_tries: 3,
            unlocked: false,
            nul_first: false,
            attached: false,
            dtr: true,
            service: Service::Closed,
            service_context: None,
            data_mode: DataMode::COMMAND,
            links: Default::default(),
            servers: [None; 4],
            online: None,
            connecting: None,
            queries: BTreeMap::new(),
            pinging: None,
            sockets: 0,
            signal_told: None,
            config,
        }
    }

    /// A module that has run for a while and was told nothing: the boot is over, the network is there.
    pub fn running(config: Config) -> Self {
        let mut modem = Self::new(config);
        modem.power = RunState::Running;
        modem.boots = 1;
        modem.attach();
        modem.out.bytes.clear();
        modem
    }

    /// The host sends bytes. What it sends to a module that does not run is lost.
    pub fn receive(&mut self, at: Moment, bytes: &[u8]) {
        self.handle_timeout(at);
        if self.power == RunState::Running {
            self.input.waiting.extend(bytes);
            self.digest();
        }
    }

    /// A control line changes.
    pub fn control(&mut self, at: Moment, control: Control) {
        self.handle_timeout(at);
        match control {
            Control::Dtr(on) => self.set_dtr(on),
            Control::Reset if self.power != RunState::Off => self.restart(),
            Control::Power(true) if self.power == RunState::Off => self.restart(),
            Control::Power(false) => self.switch_off(),
            Control::Rts(_) | Control::Reset | Control::Power(true) => {}
        }
    }

    /// Something happens in the network.
    pub fn network(&mut self, at: Moment, event: NetEvent) {
        self.handle_timeout(at);
        self.happens(event);
        self.digest();
    }

    /// Something happens in the air, or to the card.
    pub fn radio(&mut self, at: Moment, radio: Radio) {
        self.handle_timeout(at);
        self.changes(radio);
        self.digest();
    }

    /// Time has come to this moment: what is due is done.
    pub fn handle_timeout(&mut self, at: Moment) {
        while let Some((due, task)) = self.tasks.due(at) {
            self.now = self.now.max(due);
            self.perform(task);
            self.digest();
        }
        self.now = self.now.max(at);
    }

    /// Bytes for the host.
    pub fn poll_output(&mut self, at: Moment) -> Option<Vec<u8>> {
        self.handle_timeout(at);
        self.out.prompt_unseen = false;
        (!self.out.bytes.is_empty()).then(|| std::mem::take(&mut self.out.bytes))
    }

    /// A request to the network.
    pub fn poll_net(&mut self) -> Option<NetRequest> {
        self.requests.pop_front()
    }

    /// When something will happen, if nothing else does.
    pub fn poll_timeout(&self) -> Option<Moment> {
        self.tasks.next()
    }

    /// How many bytes of a socket the modem takes now. The driver lets what is more wait in the network.
    pub fn room(&self, socket: SocketId) -> usize {
        let Some(link) = self.link_of(socket) else { return 0 };
        let link = self.link(link);
        if self.pushes(link) { OUTPUT_ROOM.saturating_sub(self.out.bytes.len()) } else { LINK_ROOM.saturating_sub(link.waiting()) }
    }

    /// How many bytes of the host the modem takes now. A line with flow control stops the host at zero.
    pub fn host_room(&self) -> usize {
        let online = self.online.as_ref();
        let link = online.and_then(|online| online.link).map(|id| self.link(id));
        let under_way: usize = link.map_or(0, |link| link.sending.iter().map(|sending| sending.requested).sum());
        let gathered = online.map_or(0, |online| online.gathered.len());
        SEND_ROOM.saturating_sub(under_way + gathered + self.input.waiting.len())
    }

    fn perform(&mut self, task: Task) {
        match task {
            Task::Execute => self.execute(),
            Task::Boot(step) => self.boot(step),
            Task::NetOpen { in_time } => self.net_opened(in_time),
            Task::NetClose => self.net_closed(),
            Task::OpenLimit(link) => self.open_limit(link),
            Task::SendLimit(link) => self.send_limit(link),
            Task::QueryLimit(query) => self.query_limit(query),
            Task::Ping => self.ping_next(),
            Task::Flush => self.flush_online(),
            Task::Escaped => self.escaped(),
            Task::NoEscape => self.not_escaped(),
            Task::Searched => self.searched(),
            Task::RadioOn => self.radio_is_on(),
            Task::ReportSignal => self.report_signal(),
            Task::ReportCell => self.report_cell(),
            Task::Restart => self.restart(),
            Task::PowerOff => self.powers_off(),
            Task::Push => self.push_all_unread(),
        }
    }

    pub(crate) fn new_socket(&mut self) -> SocketId {
        self.sockets += 1;
        SocketId(self.sockets)
    }

    pub(crate) fn new_query(&mut self, query: Query) -> QueryId {
        self.sockets += 1;
        let id = QueryId(self.sockets);
        self.queries.insert(id, query);
        id
    }

    pub(crate) fn ask_net(&mut self, request: NetRequest) {
        self.requests.push_back(request);
    }
}
