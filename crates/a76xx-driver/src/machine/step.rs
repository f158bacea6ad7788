//! The steps of bring-up and what they say: the flow of the note's 1.4, its ladder of 1.5, and every setting that the driver rests on.

use core::time::Duration;

use a76xx_parser::typed::{AsyncMode, DataMode, DtrMode, ErrMode, ErrorForm, FunctionLevel, HeaderType, Name, UdpRecvMode};
use a76xx_parser::{Arg, EncodeError, Encoder, Request};

use super::encode::{CGAUTH, CGMM, CGMR, CSOCKSETPN, rx_mode, write};
use super::kept::Kept;
use super::news::Stage;
use super::state::Core;
use crate::config::Reception;

/// One step. Those with a question mark in their command are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing to do: stopped, or failed and waiting.
    Rest,
    Wake,
    Escape,
    Echo,
    Verbose,
    Quiet,
    Errors,
    Model,
    Revision,
    Function,
    FunctionOn,
    Card,
    Pin,
    Signal,
    Circuit,
    Packet,
    Evolved,
    Operator,
    Cell,
    Context,
    Auth,
    Service,
    Shut,
    SocketContext,
    Mode,
    /// What a drop of DTR does.
    Drop,
    /// How many parameters the firmware knows.
    Asked,
    Params,
    Reception,
    Head,
    Sender,
    Limits,
    Open,
    Address,
    /// How many links it has, and whether any is open already.
    Links,
    Restart,
    /// The module was told to restart.
    Boot,
    /// Done.
    Up,
}

impl Step {
    /// The step behind this one, where nothing speaks against it.
    pub(crate) const fn next(self) -> Self {
        match self {
            Self::Rest => Self::Rest,
            Self::Wake | Self::Escape => Self::Echo,
            Self::Echo => Self::Verbose,
            Self::Verbose => Self::Quiet,
            Self::Quiet => Self::Errors,
            Self::Errors => Self::Model,
            Self::Model => Self::Revision,
            Self::Revision => Self::Function,
            Self::Function | Self::FunctionOn => Self::Card,
            Self::Card | Self::Pin => Self::Signal,
            Self::Signal => Self::Circuit,
            Self::Circuit => Self::Packet,
            Self::Packet => Self::Evolved,
            Self::Evolved => Self::Operator,
            Self::Operator => Self::Cell,
            Self::Cell => Self::Context,
            Self::Context => Self::Auth,
            Self::Auth => Self::Service,
            Self::Service | Self::Shut => Self::SocketContext,
            Self::SocketContext => Self::Mode,
            Self::Mode => Self::Drop,
            Self::Drop => Self::Asked,
            Self::Asked => Self::Params,
            Self::Params => Self::Reception,
            Self::Reception => Self::Head,
            Self::Head => Self::Sender,
            Self::Sender => Self::Limits,
            Self::Limits => Self::Open,
            Self::Open => Self::Address,
            Self::Address => Self::Links,
            Self::Links | Self::Up => Self::Up,
            Self::Restart => Self::Boot,
            Self::Boot => Self::Wake,
        }
    }

    /// Whether the configuration asks for the step.
    pub(crate) const fn is_wanted(self, config: &Kept) -> bool {
        match self {
            Self::Context => config.apn.is_some(),
            Self::Auth => config.credentials.is_some(),
            Self::SocketContext => config.context != 1,
            Self::Head | Self::Sender => matches!(config.reception, Reception::Push),
            Self::Drop => config.transparent && config.wiring.dtr,
            _ => true,
        }
    }

    /// Whether the driver can not work if the module refuses.
    pub(crate) const fn must_work(self) -> bool {
        matches!(self, Self::Context | Self::SocketContext | Self::Mode | Self::Params | Self::Reception | Self::Head | Self::Sender)
    }

    /// How far the service is.
    pub(crate) const fn stage(self) -> Option<Stage> {
        Some(match self {
            Self::Rest => return None,
            Self::Wake | Self::Escape | Self::Restart | Self::Boot => Stage::Waking,
            Self::Echo | Self::Verbose | Self::Quiet | Self::Errors | Self::Model | Self::Revision | Self::Function | Self::FunctionOn => {
                Stage::Settling
            }
            Self::Card | Self::Pin => Stage::Card,
            Self::Signal | Self::Circuit | Self::Packet | Self::Evolved | Self::Operator | Self::Cell => Stage::Registering,
            Self::Up => Stage::Up,
            _ => Stage::Opening,
        })
    }

    /// How long the module may take for its final result.
    pub(crate) fn span(self, within: Duration, config: &Kept) -> Duration {
        match self {
            Self::Wake => Duration::from_secs(1),
            Self::Escape => Duration::from_millis(1300),
            Self::Open => config.patience.net_open.span(),
            _ => within.max(Duration::from_secs(9)).saturating_add(Duration::from_secs(1)),
        }
    }
}

/// Of this many attempts to wake a module each says something else; then they begin again.
const ROUND: u8 = 12;

/// What an attempt to wake says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// `AT`.
    Plain,
    /// `+++`, for a module in the data state.
    Escape,
    /// ESC before `AT`, for a module that waits for data up to Ctrl-Z.
    Cancel,
    /// Line ends before `AT`, for a module that waits for so many bytes. Five of them are as many as it can wait for.
    Flood,
}

impl Call {
    pub(crate) const fn of(tries: u8) -> Self {
        match tries % ROUND {
            3 => Self::Escape,
            5 => Self::Cancel,
            6..=10 => Self::Flood,
            _ => Self::Plain,
        }
    }
}

/// What is given for data whose link is gone.
pub(crate) static FILLER: &[u8] = FLOOD.split_at(64).0;

static FLOOD: [u8; 303] = {
    let mut bytes = [b'\r'; 303];
    [bytes[300], bytes[301], bytes[302]] = *b"AT\r";
    bytes
};

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// The command of the step; or bytes, where it is none.
    pub(crate) fn encode_step(&self, out: &mut Encoder<'_>) -> Result<Option<&'static [u8]>, EncodeError> {
        let config = &self.config;
        let bytes = |text: &'static str| text.as_bytes();
        let cid = config.context;
        let request = match self.bring.step {
            Step::Wake => match Call::of(self.bring.tries) {
                Call::Cancel => return Ok(Some(b"\x1bAT\r")),
                Call::Flood => return Ok(Some(&FLOOD)),
                // As good as `AT`, and the first thing to be said after a restart.
                Call::Plain | Call::Escape => Request::Echo { setting: Some(false) },
            },
            Step::Escape => Request::Exec(Name::Escape),
            Step::Echo => Request::Echo { setting: Some(false) },
            Step::Verbose => Request::Verbose { setting: Some(true) },
            Step::Quiet => Request::Quiet { setting: Some(false) },
            Step::Errors => Request::Cmee { form: ErrorForm::NUMBER },
            Step::Model => return write(out, &CGMM, &[]).map(|()| None),
            Step::Revision => return write(out, &CGMR, &[]).map(|()| None),
            Step::Function => Request::Read(Name::Cfun),
            Step::FunctionOn => Request::Cfun { level: FunctionLevel(1), reset: None },
            Step::Card => Request::Read(Name::Cpin),
            Step::Pin => Request::Cpin { pin: bytes(config.pin.unwrap_or("")), new_pin: None },
            Step::Signal => Request::Exec(Name::Csq),
            Step::Circuit => Request::Read(Name::Creg),
            Step::Packet => Request::Read(Name::Cgreg),
            Step::Evolved => Request::Read(Name::Cereg),
            Step::Operator => Request::Read(Name::Cops),
            Step::Cell => Request::Read(Name::Cpsi),
            Step::Context => Request::Cgdcont {
                cid,
                pdp_type: Some(b"IP"),
                apn: config.apn.map(bytes),
                pdp_addr: None,
                data_comp: None,
                header_comp: None,
                ipv4_ctrl: None,
                request_type: None,
                pcscf: None,
                signalling: None,
            },
            Step::Auth => {
                let Some(own) = config.credentials else { return Err(EncodeError::Count { given: 0, min: 1, max: 1 }) };
                let kind = if own.chap { 2 } else { 1 };
                let args = [Arg::Int(i64::from(cid)), Arg::Int(kind), Arg::Quoted(bytes(own.password)), Arg::Quoted(bytes(own.user))];
                return write(out, &CGAUTH, &args).map(|()| None);
            }
            Step::SocketContext => return write(out, &CSOCKSETPN, &[Arg::Int(i64::from(cid))]).map(|()| None),
            Step::Service => Request::Read(Name::NetOpen),
            Step::Shut => Request::Exec(Name::NetClose),
            Step::Mode => Request::CipMode { mode: if config.transparent { DataMode::TRANSPARENT } else { DataMode::COMMAND } },
            Step::Drop => Request::Dtr { drop: Some(DtrMode::ESCAPE) },
            Step::Asked => Request::Read(Name::CipCcfg),
            Step::Params => self.params(),
            Step::Reception => Request::RxMode { mode: rx_mode(config.reception, config.senders && !self.bring.no_senders) },
            Step::Head => Request::CipHead { on: true },
            Step::Sender => Request::CipSrip { on: true },
            Step::Limits => {
                let patience = &config.patience;
                Request::CipTimeout {
                    net_open: Some(millis(patience.net_open.span())),
                    cip_open: Some(millis(patience.cip_open.span())),
                    cip_send: Some(millis(patience.cip_send.span())),
                }
            }
            Step::Open => Request::Exec(Name::NetOpen),
            Step::Address => Request::Exec(Name::IpAddr),
            Step::Links => Request::Read(Name::CipClose),
            Step::Restart => Request::Exec(Name::Creset),
            Step::Rest | Step::Boot | Step::Up => return Err(EncodeError::Count { given: 0, min: 1, max: 1 }),
        };
        request.encode(out).map(|()| None)
    }

    /// Errors as numbers; pushed data with the number of their link; datagrams one by one, where the firmware knows how.
    fn params(&self) -> Request<'static> {
        let header = if self.config.reception == Reception::Push { HeaderType::RECEIVE } else { HeaderType::IPD };
        Request::CipCcfg {
            retries: Some(10),
            delay: Some(0),
            ack: Some(0),
            err_mode: Some(ErrMode::NUMBER),
            header_type: Some(header),
            async_mode: Some(AsyncMode::SYNCHRONOUS),
            timeout: Some(500),
            udp_mode: (!self.bring.old_params).then_some(UdpRecvMode::ONE_BY_ONE),
        }
    }
}

/// A time limit that the module takes, in milliseconds.
#[inline(never)]
const fn millis(span: Duration) -> u32 {
    let secs = if span.as_secs() > 120 { 120 } else { span.as_secs() as u32 };
    match secs * 1_000 + span.subsec_millis() {
        ..3_000 => 3_000,
        millis @ 3_000..=120_000 => millis,
        _ => 120_000,
    }
}
