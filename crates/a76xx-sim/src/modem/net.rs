//! Links and sockets: which belongs to which, and what the network tells of them.

use std::collections::VecDeque;

use a76xx_parser::typed::{LinkId, RxMode, ServerId};

use super::Modem;
use super::state::{Link, LinkPhase};
use crate::net::{NetEvent, NetRequest, SocketId};

impl Modem {
    pub(crate) fn link(&self, id: LinkId) -> &Link {
        // A link's number is below ten, and there are ten.
        #[expect(clippy::indexing_slicing, reason = "the type of the number has ten values")]
        &self.links[usize::from(id.get())]
    }

    pub(crate) fn link_mut(&mut self, id: LinkId) -> &mut Link {
        #[expect(clippy::indexing_slicing, reason = "the type of the number has ten values")]
        &mut self.links[usize::from(id.get())]
    }

    /// The link of a socket.
    pub(crate) fn link_of(&self, socket: SocketId) -> Option<LinkId> {
        LinkId::all().find(|id| self.link(*id).socket == Some(socket))
    }

    /// The server of a socket.
    pub(crate) fn server_of(&self, socket: SocketId) -> Option<ServerId> {
        ServerId::all().find(|id| self.server(*id).is_some_and(|server| server.socket == socket))
    }

    pub(crate) fn server(&self, id: ServerId) -> Option<&super::state::Server> {
        self.servers.get(usize::from(id.get()))?.as_ref()
    }

    /// The links that are not idle.
    pub(crate) fn live_links(&self) -> Vec<LinkId> {
        LinkId::all().filter(|id| self.link(*id).phase != LinkPhase::Idle).collect()
    }

    /// Whether data of a link go straight to the host.
    pub(crate) fn pushes(&self, link: &Link) -> bool {
        match &self.online {
            Some(online) => link.transparent && online.link.map(|id| self.link(id).socket) == Some(link.socket),
            None => !link.transparent && self.settings.rx == RxMode::PUSH && self.input.intake.is_none(),
        }
    }

    /// A link is idle again; its unread data stay where the profile keeps them.
    pub(crate) fn free_link(&mut self, id: LinkId, keep_unread: bool) {
        let link = self.link_mut(id);
        let unread = if keep_unread { std::mem::take(&mut link.unread) } else { VecDeque::new() };
        *link = Link { unread, ..Link::default() };
        self.tasks.cancel(super::schedule::Task::OpenLimit(id));
        self.tasks.cancel(super::schedule::Task::SendLimit(id));
    }

    /// A link is closed by the module itself, at once.
    pub(crate) fn drop_link(&mut self, id: LinkId) {
        if let Some(socket) = self.link(id).socket {
            self.ask_net(NetRequest::Close { socket });
        }
        self.free_link(id, false);
    }

    /// Something happens in the network.
    pub(super) fn happens(&mut self, event: NetEvent) {
        match event {
            NetEvent::Resolved { query, addresses } => self.resolved(query, &addresses),
            NetEvent::Opened { socket } => self.opened(socket, Ok(())),
            NetEvent::Failed { socket, why } => self.opened(socket, Err(why)),
            NetEvent::Client { server, client, peer } => {
                if self.run.is_under_way() {
                    self.clients.push_back(NetEvent::Client { server, client, peer });
                } else {
                    self.client_came(server, client, peer);
                }
            }
            NetEvent::Data { socket, from, data } => self.data_came(socket, from, data),
            NetEvent::Taken { socket, bytes } => self.taken(socket, bytes),
            NetEvent::Acked { socket, bytes } => self.acked(socket, bytes),
            NetEvent::Closed { socket } => self.closed(socket),
            NetEvent::PeerClosed { socket } => self.peer_closed(socket),
            NetEvent::Echo { query, reply } => self.echo_came(query, reply),
        }
    }

    /// Clients that had to wait for a command.
    pub(super) fn take_clients(&mut self) {
        while !self.run.is_under_way()
            && let Some(NetEvent::Client { server, client, peer }) = self.clients.pop_front()
        {
            self.client_came(server, client, peer);
        }
    }
}
