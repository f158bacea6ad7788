//! What the modem remembers.

use core::net::SocketAddrV4;
use std::collections::{BTreeMap, VecDeque};

use a76xx_parser::typed::{
    AsyncMode, DataMode, DtrMode, ErrMode, ErrorForm, FunctionLevel, HeaderType, RegistrationReport, RxMode, SendMode, ServerId,
    UdpRecvMode,
};

use crate::net::{QueryId, SocketId};
use crate::time::Moment;

/// Settings that the host makes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the host, independent of each other")]
pub struct Settings {
    /// `ATE`.
    pub echo: bool,
    /// `ATV`.
    pub verbose: bool,
    /// `ATQ`.
    pub quiet: bool,
    /// `ATX`.
    pub connect_text: u8,
    /// `AT&D`.
    pub dtr: DtrMode,
    /// `AT&C`: what the DCD line means.
    pub dcd: u8,
    /// `AT+CMEE`.
    pub errors: ErrorForm,
    /// `AT+CREG`, `AT+CGREG`, `AT+CEREG`.
    pub reports: [RegistrationReport; 3],
    /// `AT+AUTOCSQ`: reports, and only at changes.
    pub signal_reports: (bool, bool),
    /// `AT+CPSI`: seconds between reports, 0 for none.
    pub cell_reports: u8,
    /// `AT+CIPMODE`.
    pub mode: DataMode,
    /// `AT+CIPRXGET`.
    pub rx: RxMode,
    /// `AT+CIPHEAD`.
    pub head: bool,
    /// `AT+CIPSRIP`.
    pub sender: bool,
    /// `AT+CIPSENDMODE`.
    pub send: SendMode,
    /// `AT+CIPTIMEOUT`: of NETOPEN, CIPOPEN and CIPSEND in milliseconds.
    pub timeouts: [u32; 3],
    /// `AT+CIPCCFG`: retries.
    pub retries: u8,
    /// Delay in milliseconds.
    pub delay: u16,
    /// `errMode`.
    pub err_mode: ErrMode,
    /// `HeaderType`.
    pub header: HeaderType,
    /// `AsyncMode`.
    pub async_mode: AsyncMode,
    /// `TimeoutVal` in milliseconds.
    pub timeout: u32,
    /// `udpRecvmode`.
    pub udp_mode: UdpRecvMode,
    /// `AT+CIPCFG="transwaittm"` in milliseconds.
    pub trans_wait: u16,
    /// `AT+CIPCFG="DATAECHO"`.
    pub data_echo: bool,
    /// `AT+CSOCKSETPN`.
    pub socket_context: u8,
    /// `AT+CFUN`.
    pub function: FunctionLevel,
    /// Settings that change nothing here but their own answer, by the name of their row.
    pub(crate) plain: BTreeMap<&'static str, Vec<u8>>,
}

impl Settings {
    /// As a module starts that was never told anything.
    pub(crate) fn factory(errors: ErrorForm, data_echo: bool) -> Self {
        Self {
            echo: true,
            verbose: true,
            quiet: false,
            connect_text: 1,
            dtr: DtrMode::IGNORE,
            dcd: 1,
            errors,
            reports: [RegistrationReport::OFF; 3],
            signal_reports: (false, false),
            cell_reports: 0,
            mode: DataMode::COMMAND,
            rx: RxMode::PUSH,
            head: true,
            sender: true,
            send: SendMode::TAKEN,
            timeouts: [120_000; 3],
            retries: 10,
            delay: 0,
            err_mode: ErrMode::TEXT,
            header: HeaderType::IPD,
            async_mode: AsyncMode::SYNCHRONOUS,
            timeout: 500,
            udp_mode: UdpRecvMode::JOINED,
            trans_wait: 100,
            data_echo,
            socket_context: 1,
            function: FunctionLevel::FULL,
            plain: BTreeMap::new(),
        }
    }
}

/// The settings that `AT&W` keeps and `ATZ` brings back (M 2.2.14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) echo: bool,
    pub(crate) verbose: bool,
    pub(crate) quiet: bool,
    pub(crate) connect_text: u8,
    pub(crate) dtr: DtrMode,
    pub(crate) dcd: u8,
}

impl Kept {
    pub(crate) const FACTORY: Self = Self { echo: true, verbose: true, quiet: false, connect_text: 1, dtr: DtrMode::IGNORE, dcd: 1 };

    pub(crate) fn of(settings: &Settings) -> Self {
        let Settings { echo, verbose, quiet, connect_text, dtr, dcd, .. } = *settings;
        Self { echo, verbose, quiet, connect_text, dtr, dcd }
    }

    pub(crate) fn bring_back(self, settings: &mut Settings) {
        let Self { echo, verbose, quiet, connect_text, dtr, dcd } = self;
        (settings.echo, settings.verbose, settings.quiet) = (echo, verbose, quiet);
        (settings.connect_text, settings.dtr, settings.dcd) = (connect_text, dtr, dcd);
    }
}

/// The socket service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Not started, or stopped.
    Closed,
    /// `AT+NETOPEN` was accepted.
    Opening,
    /// It runs.
    Open,
    /// `AT+NETCLOSE` was accepted.
    Closing,
}

impl Service {
    /// Whether it runs, or still does.
    pub const fn runs(self) -> bool {
        matches!(self, Self::Open | Self::Closing)
    }
}

/// How far a link is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkPhase {
    /// Not in use.
    #[default]
    Idle,
    /// Its opening was accepted, the result is out.
    Opening,
    /// It is open.
    Open,
    /// Its close was accepted, the result is out.
    Closing,
    /// A send was not confirmed in full: it is of no use any more, but not closed (M 15.2.4).
    Spent,
}

/// A link.
#[derive(Clone, Debug, Default)]
pub(crate) struct Link {
    pub(crate) phase: LinkPhase,
    pub(crate) socket: Option<SocketId>,
    pub(crate) udp: bool,
    pub(crate) server: Option<ServerId>,
    /// It carries the data state.
    pub(crate) transparent: bool,
    /// The whole line waits for its opening (UDP, transparent).
    pub(crate) held: bool,
    pub(crate) query: Option<QueryId>,
    pub(crate) peer: Option<SocketAddrV4>,
    pub(crate) port: u16,
    pub(crate) local_port: Option<u16>,
    /// Data that the host has not got, with their senders.
    pub(crate) unread: VecDeque<(SocketAddrV4, Vec<u8>)>,
    /// Sizes of the sends that the network has not confirmed.
    pub(crate) sending: VecDeque<Sending>,
    pub(crate) sent: u64,
    pub(crate) acked: u64,
    pub(crate) received: u64,
}

/// A send under way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sending {
    pub(crate) sender: Sender,
    pub(crate) requested: usize,
    pub(crate) taken: Option<usize>,
    /// The link's acknowledged bytes at which the peer has it all.
    pub(crate) until: u64,
}

/// What sent data, and so reports what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    /// `AT+CIPSEND`.
    Data,
    /// `AT+CIPSENDSTR`.
    Digits,
    /// The data state, which reports nothing.
    DataState,
}

impl Link {
    /// Bytes that the host has not got.
    pub(crate) fn waiting(&self) -> usize {
        self.unread.iter().map(|(_, data)| data.len()).sum()
    }
}

/// A server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Server {
    pub(crate) socket: SocketId,
    pub(crate) port: u16,
    pub(crate) listens: bool,
}

/// A PDP context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Context {
    pub(crate) kind: Vec<u8>,
    pub(crate) apn: Vec<u8>,
    pub(crate) active: bool,
}

/// What a question of the network is for.
#[derive(Clone, Debug)]
pub(crate) enum Query {
    Open(a76xx_parser::typed::LinkId),
    Name(Vec<u8>),
    Ping,
    PingName,
}

/// A ping under way (M 5.2.17).
#[derive(Clone, Debug)]
pub(crate) struct Pinging {
    pub(crate) to: core::net::Ipv4Addr,
    pub(crate) size: u16,
    pub(crate) wait: core::time::Duration,
    pub(crate) interval: core::time::Duration,
    pub(crate) left: u8,
    pub(crate) round_trips: Vec<u32>,
    pub(crate) lost: u8,
}

/// The data state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Online {
    /// The link whose data it carries; `None` for a dial-up connection, whose data go nowhere.
    pub(crate) link: Option<a76xx_parser::typed::LinkId>,
    /// Data of the host that are not sent yet.
    pub(crate) gathered: Vec<u8>,
    /// Plus signs that may be an escape.
    pub(crate) pluses: u8,
    /// When the host last sent anything.
    pub(crate) last: Moment,
}
