//! What is known of a module after all that came over its wire. One subject a file.

pub mod access;
pub mod capture;
mod damage;
pub mod dialect;
pub mod flow;
pub mod link;
pub mod network;
pub mod power;
pub mod registration;
pub mod server;
pub mod settings;
pub mod sim;

mod effects;

use core::net::SocketAddrV4;

#[cfg(feature = "rules")]
use a76xx_parser::Event;
use a76xx_parser::typed::{LinkId, ServerId};

use crate::input::Input;
use crate::seen::Seen;
use crate::time::{EventNo, Mark, Moment};

pub use access::Access;
pub use capture::Capture;
pub use dialect::Dialect;
pub use flow::{Exchange, Flow, Stage};
pub use link::{Ended, Link, Phase};
pub use network::{Aftermath, Network, Service};
pub use power::{Lost, Power};
pub use registration::Registration;
pub use server::Server;
pub use settings::Settings;
pub use sim::Sim;

/// The module as far as its wire has told. What has not been told is unknown; nothing is assumed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// The last input.
    pub now: Mark,
    /// Commands, and what became of them.
    pub flow: Flow,
    /// Boot, reset, power.
    pub power: Power,
    /// The SIM.
    pub sim: Sim,
    /// Registration, signal, service.
    pub registration: Registration,
    /// PDP contexts and the socket service.
    pub network: Network,
    /// Links 0 to 9.
    pub links: [Link; 10],
    /// Servers 0 to 3.
    pub servers: [Server; 4],
    /// How data reach the host, and the data state.
    pub access: Access,
    /// Settings that change framing, texts or deadlines.
    pub settings: Settings,
    /// What the capture itself is like.
    pub capture: Capture,
}

impl Model {
    /// Nothing is known.
    pub const START: Self = Self {
        now: Mark::START,
        flow: Flow::START,
        power: Power::START,
        sim: Sim::START,
        registration: Registration::START,
        network: Network::START,
        links: [Link::START; 10],
        servers: [Server::START; 4],
        access: Access::START,
        settings: Settings::START,
        capture: Capture::START,
    };

    /// The model after one more input.
    #[must_use]
    pub fn after(&self, no: EventNo, at: Option<Moment>, input: Input<'_, '_>) -> Self {
        let seen = self.look(input);
        let mut after = *self;
        after.take(no, at, &seen);
        after
    }

    /// Looks at an input with what is known of the commands before it.
    pub fn look<'e, 'b>(&self, input: Input<'e, 'b>) -> Seen<'e, 'b> {
        let opens = match input {
            Input::Event { event, .. } => self.flow.opens(event),
            _ => false,
        };
        Seen::new(input, opens)
    }

    /// The same in place, for an input that was looked at.
    pub fn take(&mut self, no: EventNo, at: Option<Moment>, seen: &Seen<'_, '_>) {
        self.goes_on(no, at);
        effects::apply(self, seen);
    }

    /// The same for a blank that the host did not send.
    #[cfg(feature = "rules")]
    pub(crate) fn take_blank(&mut self, no: EventNo, at: Option<Moment>, event: &Event<'_>) {
        self.goes_on(no, at);
        self.capture.guessed(event);
    }

    fn goes_on(&mut self, no: EventNo, at: Option<Moment>) {
        let before = self.now;
        self.now = Mark::new(no, at.or_else(|| before.at()));
        if self.now.at() < before.at() {
            self.capture.backwards = Some(no);
        }
    }

    /// A link.
    pub fn link(&self, id: LinkId) -> &Link {
        self.links.get(usize::from(id.get())).unwrap_or(&Link::START)
    }

    pub(crate) fn link_mut(&mut self, id: LinkId) -> Option<&mut Link> {
        self.links.get_mut(usize::from(id.get()))
    }

    /// The links that are open, opening or closing.
    pub fn live_links(&self) -> impl Iterator<Item = LinkId> {
        LinkId::all().filter(|id| self.link(*id).phase.is_live())
    }

    /// The links that data of this sender may belong to: those with this peer; where none has it, those whose peer is not known.
    pub fn links_of(&self, peer: SocketAddrV4) -> impl Iterator<Item = LinkId> + use<'_> {
        let known = self.links.iter().any(|link| link.receives() && link.peer() == Some(peer));
        LinkId::all().filter(move |id| {
            let link = self.link(*id);
            link.receives() && if known { link.peer() == Some(peer) } else { link.may_hear(peer) }
        })
    }

    /// A server.
    pub fn server(&self, id: ServerId) -> &Server {
        self.servers.get(usize::from(id.get())).unwrap_or(&Server::START)
    }

    pub(crate) fn server_mut(&mut self, id: ServerId) -> Option<&mut Server> {
        self.servers.get_mut(usize::from(id.get()))
    }

    /// When the command under way is overdue, if one is and the times are known.
    pub fn deadline(&self) -> Option<Moment> {
        let command = self.flow.waiting()?;
        Some(command.sent.at()?.after(self.limit(command)?))
    }
}
