//! Ping (M 5.2.17): `OK`, a line for each echo, the summary.

use core::net::Ipv4Addr;
use core::time::Duration;

use a76xx_parser::spec::packet;
use a76xx_parser::typed::{Address, AddressFamily, CmeError};
use a76xx_parser::{Answer, Request};

use super::{Behaviour, does, open};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use crate::modem::state::{Pinging, Query};
use crate::net::{NetRequest, QueryId};

pub(super) static COMMANDS: &[Behaviour] =
    &[does(&packet::CPING, "IP address,(1,2),(1-100),(4-188),(1000-10000),(10000-100000),(16-255)", Modem::ping)];

impl Modem {
    fn ping(&mut self, call: &Call<'_>) -> Outcome {
        let Some(Request::Cping { host, family: AddressFamily::IPV4, pings, packet, interval, wait, .. }) = call.request() else {
            return Outcome::Error;
        };
        if self.pinging.is_some() {
            return Outcome::Equipment(CmeError::OPERATION_NOT_ALLOWED);
        }
        let millis = |given: Option<u32>, usual| Duration::from_millis(u64::from(given.unwrap_or(usual)));
        self.pinging = Some(Pinging {
            to: Ipv4Addr::UNSPECIFIED,
            size: packet.unwrap_or(64),
            wait: millis(wait, 10_000),
            interval: millis(interval, 2000),
            left: pings.unwrap_or(4),
            round_trips: Vec::new(),
            lost: 0,
        });
        if let Some(to) = open::address(host) {
            self.aim(to);
        } else {
            let query = self.new_query(Query::PingName);
            self.tasks.set(self.now.after(millis(wait, 10_000)), Task::QueryLimit(query));
            if self.attached {
                self.ask_net(NetRequest::Resolve { query, name: String::from_utf8_lossy(host).into_owned() });
            }
        }
        Outcome::Ok
    }

    fn aim(&mut self, to: Ipv4Addr) {
        if let Some(pinging) = self.pinging.as_mut() {
            pinging.to = to;
            self.tasks.set(self.now, Task::Ping);
        }
    }

    /// The name of the one to ping was looked up.
    pub(super) fn ping_target(&mut self, to: Option<Ipv4Addr>) {
        match (to, self.pinging.as_mut()) {
            (Some(to), Some(_)) => self.aim(to),
            (None, Some(pinging)) => {
                pinging.lost = std::mem::take(&mut pinging.left);
                self.ping_done();
            }
            (_, None) => {}
        }
    }

    /// The next echo request, or the summary.
    pub(crate) fn ping_next(&mut self) {
        let Some(pinging) = self.pinging.as_mut() else { return };
        if pinging.left == 0 {
            return self.ping_done();
        }
        pinging.left -= 1;
        let (to, size, wait) = (pinging.to, pinging.size, pinging.wait);
        let query = self.new_query(Query::Ping);
        self.tasks.set(self.now.after(wait), Task::QueryLimit(query));
        // Without a network nobody answers.
        if self.attached {
            self.ask_net(NetRequest::Ping { query, to, size, wait });
        }
    }

    /// An echo came back, or its time is over.
    pub(crate) fn echo_came(&mut self, query: QueryId, reply: Option<(Duration, u8)>) {
        if self.queries.remove(&query).is_none() {
            return;
        }
        self.tasks.cancel(Task::QueryLimit(query));
        let Some((round_trip, ttl)) = reply else { return self.echo_missed() };
        let Some(pinging) = self.pinging.as_mut() else { return };
        let rtt = u32::try_from(round_trip.as_millis()).unwrap_or(u32::MAX);
        pinging.round_trips.push(rtt);
        let (ip, size, interval) = (Address::V4(pinging.to), pinging.size, pinging.interval);
        self.result(&Answer::PingEcho { ip, size, rtt, ttl });
        self.tasks.set(self.now.after(interval), Task::Ping);
    }

    pub(super) fn echo_missed(&mut self) {
        let Some(pinging) = self.pinging.as_mut() else { return };
        pinging.lost += 1;
        let interval = pinging.interval;
        self.result(&Answer::PingLost);
        self.tasks.set(self.now.after(interval), Task::Ping);
    }

    fn ping_done(&mut self) {
        let Some(pinging) = self.pinging.take() else { return };
        let trips = &pinging.round_trips;
        let count = trips.len() as u32;
        // At most a hundred echoes are asked for.
        let (came_back, lost) = (count as u8, pinging.lost);
        let (min_rtt, max_rtt) = (trips.iter().copied().min().unwrap_or(0), trips.iter().copied().max().unwrap_or(0));
        let avg_rtt = trips.iter().sum::<u32>().checked_div(count).unwrap_or(0);
        self.result(&Answer::PingDone { pings: came_back.saturating_add(lost), came_back, lost, min_rtt, max_rtt, avg_rtt });
    }
}
