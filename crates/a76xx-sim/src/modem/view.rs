//! What may be seen of a modem from outside.

use core::net::SocketAddrV4;

use a76xx_parser::typed::{LinkId, RegistrationState, ServerId};

use super::state::{LinkPhase, Service, Settings};
use super::{Modem, RunState};
use crate::config::Config;
use crate::time::Moment;

/// What is to be known of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// How far it is.
    pub phase: LinkPhase,
    /// UDP rather than TCP; only of a link that is not idle.
    pub udp: bool,
    /// The server that accepted it.
    pub server: Option<ServerId>,
    /// It carries the data state, or would.
    pub transparent: bool,
    /// Its peer.
    pub peer: Option<SocketAddrV4>,
    /// The own port, where the host chose it.
    pub local_port: Option<u16>,
    /// Bytes that the module holds for the host.
    pub unread: usize,
    /// Bytes that the network took.
    pub sent: u64,
    /// Bytes that the peer acknowledged.
    pub acked: u64,
    /// Bytes that came from the network.
    pub received: u64,
}

impl Modem {
    /// The rows of the table that a modem carries out, in no order. Every other command is answered with `ERROR`.
    pub fn commands() -> impl Iterator<Item = &'static a76xx_parser::spec::Command> {
        crate::behaviour::rows()
    }

    /// Who it is, and what it was told at its birth; the air and the card as they are now.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// The moment of the last input.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Whether it runs.
    pub const fn run_state(&self) -> RunState {
        self.power
    }

    /// How often it has started.
    pub const fn boots(&self) -> u32 {
        self.boots
    }

    /// The settings.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The socket service.
    pub const fn service(&self) -> Service {
        self.service
    }

    /// A link.
    pub fn link_view(&self, id: LinkId) -> LinkView {
        let link = self.link(id);
        LinkView {
            phase: link.phase,
            udp: link.udp,
            server: link.server,
            transparent: link.transparent,
            peer: link.peer,
            local_port: link.local_port,
            unread: link.waiting(),
            sent: link.sent,
            acked: link.acked,
            received: link.received,
        }
    }

    /// The port that a server listens on.
    pub fn server_port(&self, id: ServerId) -> Option<u16> {
        self.server(id).filter(|server| server.listens).map(|server| server.port)
    }

    /// Whether the line is in the data state.
    pub const fn is_online(&self) -> bool {
        self.online.is_some()
    }

    /// Whether a command line is carried out, or waits for its data.
    pub fn is_busy(&self) -> bool {
        self.run.is_under_way() || self.input.ready.is_some()
    }

    /// Whether a PDP context is active.
    pub fn is_active(&self, cid: u8) -> bool {
        self.contexts.get(&cid).is_some_and(|context| context.active)
    }

    /// Whether the module is attached to packet data.
    pub const fn is_attached(&self) -> bool {
        self.attached
    }

    /// How the module is registered, as `AT+CREG?` answers.
    pub fn registration(&self) -> RegistrationState {
        self.registered_as()
    }
}
