//! Names (M 15.2.17, 15.2.20).

use core::net::Ipv4Addr;
use core::time::Duration;

use a76xx_parser::spec::{Shape, tcpip, tcpip_more};
use a76xx_parser::typed::{Address, DnsError};
use a76xx_parser::{Answer, Request};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use crate::modem::state::Query;
use crate::net::{NetRequest, QueryId};

pub(super) static COMMANDS: &[Behaviour] =
    &[does(&tcpip::CDNSGIP, "", Modem::resolve), does(&tcpip_more::CDNSCFG, "", Modem::name_servers)];

impl Modem {
    fn resolve(&mut self, call: &Call<'_>) -> Outcome {
        if call.shape == Shape::Test {
            return Outcome::Ok;
        }
        let Some(Request::CdnsGip { domain }) = call.request() else { return Outcome::Error };
        if !self.attached || domain.split(|byte| *byte == b'.').any(|label| label.len() > 63) {
            return self.no_name();
        }
        let query = self.new_query(Query::Name(domain.to_vec()));
        let limit = Duration::from_millis(u64::from(tcpip::CDNSGIP.within()));
        self.tasks.set(self.now.after(limit), Task::QueryLimit(query));
        self.ask_net(NetRequest::Resolve { query, name: String::from_utf8_lossy(domain).into_owned() });
        Outcome::Later
    }

    fn no_name(&mut self) -> Outcome {
        self.info(&Answer::DnsFailed { error: DnsError::GENERAL });
        Outcome::Error
    }

    /// A line for each address (M 15.2.17).
    pub(super) fn name_answer(&mut self, domain: &[u8], addresses: &[Ipv4Addr]) {
        for (index, ip) in (1..=9).zip(addresses) {
            self.info(&Answer::DnsAnswer { index, domain, ip: Address::V4(*ip) });
        }
        let outcome = if addresses.is_empty() { self.no_name() } else { Outcome::Ok };
        self.settle(outcome);
    }

    /// No answer came in time.
    pub(crate) fn query_limit(&mut self, query: QueryId) {
        match self.queries.remove(&query) {
            Some(Query::Name(domain)) => self.name_answer(&domain, &[]),
            Some(Query::Ping) => self.echo_missed(),
            Some(Query::PingName) => self.ping_target(None),
            Some(Query::Open(_)) | None => {}
        }
    }

    /// The read answer is free text (M 15.2.20).
    fn name_servers(&mut self, call: &Call<'_>) -> Outcome {
        match (call.shape, call.fits()) {
            (Shape::Test, true) => {}
            (Shape::Read, true) => {
                let own = self.settings.plain.get(tcpip_more::CDNSCFG.name());
                let first = own.map_or(self.config.air.name_server.to_string(), |own| String::from_utf8_lossy(own).into_owned());
                self.text(&format!("Primary IPv4 DNS: {first},Secondary IPv4 DNS: 0.0.0.0"));
            }
            (Shape::Write, true) => {
                let first = call.line.field(0).unwrap_or_default().to_vec();
                self.settings.plain.insert(tcpip_more::CDNSCFG.name(), first);
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }
}
