//! The data state: everything is data but an escape with silence around it (M 2.2.5, AN 1.5.4).

use core::time::Duration;

use a76xx_parser::typed::DtrMode;
use a76xx_parser::{FinalCode, Urc};

use super::Modem;
use super::schedule::Task;
use super::state::{LinkPhase, Online, Sender};
use crate::net::NetRequest;

/// Data are sent before their time where they fill a segment.
const SEGMENT: usize = 1460;

impl Modem {
    /// A `CONNECT` was written.
    pub(crate) fn went_online(&mut self) {
        let link = self.connecting.take();
        self.online = Some(Online { link, last: self.now, ..Online::default() });
        if let Some(link) = link {
            self.push_unread(link);
        }
    }

    /// Bytes of the host in the data state.
    pub(super) fn online_bytes(&mut self, bytes: &[u8]) {
        let (guard, between) = (self.config.timing.guard, self.config.timing.between);
        let now = self.now;
        let Some(online) = self.online.as_mut() else { return };
        let mut pluses = online.pluses;
        for byte in bytes {
            let since = now.since(online.last);
            let escapes = *byte == b'+' && if pluses == 0 { since >= guard } else { pluses < 3 && since <= between };
            online.last = now;
            if escapes {
                pluses += 1;
            } else {
                online.gathered.extend(core::iter::repeat_n(b'+', usize::from(pluses)));
                online.gathered.push(*byte);
                pluses = 0;
            }
        }
        let (changed, gathered) = (pluses != online.pluses, online.gathered.len());
        online.pluses = pluses;
        if changed {
            self.tasks.cancel(Task::Escaped);
            self.tasks.cancel(Task::NoEscape);
            match pluses {
                0 => {}
                3 => self.tasks.set(now.after(guard), Task::Escaped),
                _ => self.tasks.set(now.after(between), Task::NoEscape),
            }
        }
        if gathered >= SEGMENT {
            self.flush_online();
        } else if gathered > 0 {
            self.tasks.cancel(Task::Flush);
            self.tasks.set(now.after(Duration::from_millis(u64::from(self.settings.trans_wait))), Task::Flush);
        }
    }

    /// Fewer than three plus signs, and no more came: data.
    pub(super) fn not_escaped(&mut self) {
        if let Some(online) = self.online.as_mut() {
            let pluses = usize::from(std::mem::take(&mut online.pluses));
            online.gathered.extend(core::iter::repeat_n(b'+', pluses));
            self.flush_online();
        }
    }

    /// Silence behind three plus signs.
    pub(super) fn escaped(&mut self) {
        if let Some(online) = self.online.as_mut() {
            online.pluses = 0;
            self.leave_online();
            self.code(FinalCode::Ok);
            self.release_notices();
        }
    }

    /// Sends what was gathered.
    pub(super) fn flush_online(&mut self) {
        self.tasks.cancel(Task::Flush);
        let Some(online) = self.online.as_mut() else { return };
        let (data, link) = (std::mem::take(&mut online.gathered), online.link);
        let Some(id) = link.filter(|_| !data.is_empty()) else { return };
        let link = self.link(id);
        let (Some(socket), true) = (link.socket, link.phase == LinkPhase::Open) else { return };
        let to = link.peer.filter(|_| link.udp);
        // A datagram has its limit, a stream has none.
        let most = if link.udp { SEGMENT } else { data.len() };
        for piece in data.chunks(most) {
            self.note_sending(id, piece.len(), Sender::DataState);
            self.ask_net(NetRequest::Send { socket, to, data: piece.to_vec() });
        }
    }

    /// Back to commands; the link stays.
    pub(crate) fn leave_online(&mut self) {
        self.flush_online();
        self.tasks.cancel(Task::Escaped);
        self.tasks.cancel(Task::NoEscape);
        self.online = None;
        self.input.after_online();
    }

    /// What had to wait for the end of the data state.
    pub(crate) fn release_notices(&mut self) {
        let held = std::mem::take(&mut self.out.held);
        self.out.bytes.extend(held);
        self.push_all_unread();
    }

    /// The link of the data state is closed from outside.
    pub(crate) fn online_closed(&mut self) {
        self.leave_online();
        self.urc(&Urc::Closed);
        self.release_notices();
    }

    /// DTR as the host drives it (M 10.2.1).
    pub(super) fn set_dtr(&mut self, on: bool) {
        let dropped = std::mem::replace(&mut self.dtr, on) && !on;
        let Some(online) = self.online.as_ref().filter(|_| dropped) else { return };
        match self.settings.dtr {
            DtrMode::ESCAPE => {
                self.leave_online();
                self.code(FinalCode::Ok);
                self.release_notices();
            }
            DtrMode::HANG_UP => {
                let link = online.link;
                self.leave_online();
                if let Some(link) = link {
                    self.drop_link(link);
                    self.urc(&Urc::Closed);
                } else {
                    self.code(FinalCode::NoCarrier);
                }
                self.release_notices();
            }
            _ => {}
        }
    }
}
