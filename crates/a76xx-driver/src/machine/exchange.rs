//! The command that the module is at. There is never more than one.

use a76xx_parser::typed::{CmeError, DataMode, FunctionLevel, IpError, LinkId, LinkStates, RxMode, ServerId, SocketError};
use a76xx_tracker::Moment;

/// What a command is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// The step that bring-up is at.
    BringUp,
    /// Find the place in the stream again: the answer belongs to this command alone, so whatever comes before it is of the past.
    Marker,
    /// Sends are to be confirmed by the peer.
    Acknowledge,
    Open(LinkId),
    Close(LinkId),
    Send(LinkId),
    Read(LinkId),
    /// How much a link holds.
    Rest(LinkId),
    /// How far a link's data have come.
    Count(LinkId),
    Listen(ServerId),
    Unlisten(ServerId),
    /// Which links are open.
    Links,
    /// Whether the service runs.
    Service,
    /// What the application asked.
    Desk,
    /// Leave the data state.
    Pause,
    /// Back to the data state.
    Resume,
}

impl Job {
    /// The link that it is for.
    pub(crate) const fn link(self) -> Option<LinkId> {
        match self {
            Self::Open(link) | Self::Close(link) | Self::Send(link) | Self::Read(link) | Self::Rest(link) | Self::Count(link) => Some(link),
            _ => None,
        }
    }
}

/// How far a command is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Its final result is out.
    Final,
    /// Its prompt is out.
    Prompt,
    /// Its data go out.
    Data,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Ok,
    Connect,
    Error,
    /// Nothing came.
    Silence,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Exchange {
    pub(crate) job: Job,
    pub(crate) deadline: Moment,
    pub(crate) stage: Stage,
    /// Bytes that were announced to the module.
    pub(crate) announced: u32,
    /// Ctrl-Z ends them.
    pub(crate) sub: bool,
    /// They went out although the module had not asked.
    pub(crate) unasked: bool,
    /// A refusal without a reason came before the prompt: it may be of something before, and the prompt still to come.
    pub(crate) refused: bool,
}

/// What came while a command was under way.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Told {
    /// Something came that is no line of the wire.
    pub(crate) garbled: bool,
    /// The header of received data of the job's link came.
    pub(crate) header: bool,
    /// They came whole.
    pub(crate) whole: bool,
    /// Line ends that came behind them.
    pub(crate) ends: u8,
    /// A notice of new data of the job's link came.
    pub(crate) notice: bool,
    /// The line that completes the job came.
    pub(crate) result: bool,
    pub(crate) service: Option<bool>,
    pub(crate) mode: Option<DataMode>,
    pub(crate) level: Option<FunctionLevel>,
    pub(crate) rx: Option<RxMode>,
    /// The answer of a marker.
    pub(crate) marked: bool,
    pub(crate) links: Option<LinkStates>,
    pub(crate) rest: Option<u32>,
    pub(crate) count: Option<(u32, u32)>,
    pub(crate) code: Option<SocketError>,
    pub(crate) ip: Option<IpError>,
    pub(crate) cme: Option<CmeError>,
}

impl Told {
    pub(crate) const NOTHING: Self = Self {
        garbled: false,
        header: false,
        whole: false,
        ends: 0,
        notice: false,
        result: false,
        service: None,
        mode: None,
        level: None,
        rx: None,
        marked: false,
        links: None,
        rest: None,
        count: None,
        code: None,
        ip: None,
        cme: None,
    };

    /// Why a command of the sockets failed.
    pub(crate) fn error(&self) -> crate::Error {
        self.code.map_or(crate::Error::Error, crate::Error::Refused)
    }
}
