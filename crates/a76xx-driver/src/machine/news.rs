//! What an application may wait for.

use core::net::Ipv4Addr;

use a76xx_parser::typed::{LinkId, RegistrationState, Rssi, ServerId};

use super::text::Text;
use crate::error::Trouble;

/// Something that changed. It says where to look, not what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum News {
    /// [`crate::Machine::status`].
    Status,
    /// A link: its state, or data, or room.
    Link(LinkId),
    /// A server: its state, or a client.
    Server(ServerId),
    /// The answer to a question.
    Reply,
    /// A line that the module sent on its own.
    Notice,
}

/// How far the service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Nothing was asked for.
    Stopped,
    /// The module is woken: it has not answered yet.
    Waking,
    /// It is told how to talk, and says who it is.
    Settling,
    /// It waits for its SIM.
    Card,
    /// It waits for a network.
    Registering,
    /// The socket service opens.
    Opening,
    /// Sockets can be used.
    Up,
    /// It does not work; there will be another try.
    Failed(Trouble),
}

impl Stage {
    /// In a word or two.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Waking => "waking",
            Self::Settling => "settling",
            Self::Card => "waits for its SIM",
            Self::Registering => "waits for a network",
            Self::Opening => "the socket service opens",
            Self::Up => "up",
            Self::Failed(why) => why.name(),
        }
    }
}

/// What is known of module and service.
#[derive(Clone, Copy, Debug)]
pub struct Status {
    /// How far the service is.
    pub stage: Stage,
    /// The model, as `AT+CGMM` tells.
    pub model: Text<24>,
    /// The firmware, as `AT+CGMR` tells.
    pub revision: Text<32>,
    /// The operator, as `AT+COPS?` tells: its name, or its number.
    pub operator: Text<24>,
    /// The system in use, as `AT+CPSI?` tells: `LTE`, `GSM`, `NO SERVICE`.
    pub system: Text<16>,
    /// How the network has taken the module, as it said last.
    pub registration: Option<RegistrationState>,
    /// The signal, as it was asked last.
    pub signal: Option<Rssi>,
    /// The own address.
    pub address: Option<Ipv4Addr>,
    /// Starts of the module that were noticed.
    pub restarts: u16,
}

impl Status {
    pub(crate) const START: Self = Self {
        stage: Stage::Stopped,
        model: Text::EMPTY,
        revision: Text::EMPTY,
        operator: Text::EMPTY,
        system: Text::EMPTY,
        registration: None,
        signal: None,
        address: None,
        restarts: 0,
    };
}

/// News as bits, so that none is lost and none comes twice.
#[derive(Clone, Debug)]
pub(crate) struct Board(u32);

impl Board {
    const SERVERS: u32 = 16;
    const STATUS: u32 = 1 << 24;
    const REPLY: u32 = 1 << 25;
    const NOTICE: u32 = 1 << 26;

    pub(crate) const EMPTY: Self = Self(0);

    pub(crate) fn link(&mut self, link: LinkId) {
        self.0 |= 1 << link.get();
    }

    pub(crate) fn server(&mut self, server: ServerId) {
        self.0 |= 1 << (Self::SERVERS + u32::from(server.get()));
    }

    pub(crate) fn status(&mut self) {
        self.0 |= Self::STATUS;
    }

    pub(crate) fn reply(&mut self) {
        self.0 |= Self::REPLY;
    }

    pub(crate) fn notice(&mut self) {
        self.0 |= Self::NOTICE;
    }

    pub(crate) fn take(&mut self) -> Option<News> {
        let bit = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        match bit {
            0..16 => LinkId::new(bit as u8).map(News::Link),
            16..24 => ServerId::new((bit - Self::SERVERS) as u8).map(News::Server),
            24 => Some(News::Status),
            25 => Some(News::Reply),
            26 => Some(News::Notice),
            _ => None,
        }
    }
}
