//! Closing links (M 15.2.6).

use a76xx_parser::spec::tcpip;
use a76xx_parser::typed::{CloseReason, LinkId, LinkStates, Name, SocketError};
use a76xx_parser::{Answer, Request, Urc};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::state::LinkPhase;
use crate::net::{NetRequest, SocketId};

pub(super) static COMMANDS: &[Behaviour] = &[does(&tcpip::CIPCLOSE, "(0-9)", Modem::close_command)];

impl Modem {
    fn close_command(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::CipClose)) => {
                let open: Vec<bool> = LinkId::all()
                    .take(usize::from(self.config.profile.links))
                    .map(|id| !matches!(self.link(id).phase, LinkPhase::Idle | LinkPhase::Opening))
                    .collect();
                if let Some(states) = LinkStates::new(&open) {
                    self.info(&Answer::LinkStates { states });
                }
                Outcome::Ok
            }
            Some(Request::CipClose { link }) if link.get() < self.config.profile.links => self.close_link(link),
            _ => match call.int(0).and_then(|number| u8::try_from(number).ok()).and_then(LinkId::new) {
                Some(link) => self.refuse_close(link, SocketError::WRONG_PARAMETER),
                None => Outcome::Error,
            },
        }
    }

    fn refuse_close(&mut self, link: LinkId, err: SocketError) -> Outcome {
        self.info(&Answer::CipClose { link, err });
        Outcome::Error
    }

    fn close_link(&mut self, id: LinkId) -> Outcome {
        let link = self.link(id);
        match link.phase {
            LinkPhase::Open | LinkPhase::Spent => {}
            LinkPhase::Opening => return self.refuse_close(id, SocketError::BUSY),
            // 4 is what the field knows (log), for a close under way too.
            LinkPhase::Idle | LinkPhase::Closing => return self.refuse_close(id, SocketError::NOT_SUPPORTED),
        }
        if link.udp {
            if self.config.profile.udp_close_first {
                if link.transparent {
                    self.info_closed();
                }
                self.info(&Answer::CipClose { link: id, err: SocketError::SUCCESS });
            } else {
                self.closed_lines(id, SocketError::SUCCESS);
            }
            self.drop_link(id);
            return Outcome::Ok;
        }
        let socket = link.socket;
        self.lose_sends(id);
        let link = self.link_mut(id);
        link.phase = LinkPhase::Closing;
        link.unread.clear();
        if let Some(socket) = socket {
            self.ask_net(NetRequest::Close { socket });
        } else {
            self.closed_lines(id, SocketError::SUCCESS);
            self.free_link(id, false);
        }
        Outcome::Ok
    }

    /// The result of a close; behind `CLOSED` no blank line stands (AN 3.2.3).
    pub(super) fn closed_lines(&mut self, id: LinkId, err: SocketError) {
        let result = Answer::CipClose { link: id, err };
        if self.link(id).transparent || self.config.profile.closed_always {
            self.result_closed();
            self.result_below(&result);
        } else {
            self.result(&result);
        }
    }

    /// A socket that the modem closed is closed.
    pub(crate) fn closed(&mut self, socket: SocketId) {
        if let Some(id) = self.link_of(socket)
            && self.link(id).phase == LinkPhase::Closing
        {
            self.closed_lines(id, SocketError::SUCCESS);
            self.free_link(id, false);
        }
    }

    /// The peer closed, or reset, a connection (M 15.4).
    pub(crate) fn peer_closed(&mut self, socket: SocketId) {
        let Some(id) = self.link_of(socket) else { return };
        match self.link(id).phase {
            LinkPhase::Closing => return self.closed(socket),
            LinkPhase::Opening => return self.opened(socket, Err(crate::net::NetError::Refused)),
            _ => {}
        }
        self.close_from_outside(id, CloseReason::PEER);
    }

    /// A link is closed by something else than the host's command.
    pub(crate) fn close_from_outside(&mut self, id: LinkId, reason: CloseReason) {
        self.lose_sends(id);
        let online = self.online.as_ref().is_some_and(|online| online.link == Some(id));
        if online {
            self.push_unread(id);
        }
        self.free_link(id, !online && self.config.profile.unread_survives);
        if online {
            self.online_closed();
        } else {
            self.urc(&Urc::IpClose { link: id, reason });
        }
    }
}
