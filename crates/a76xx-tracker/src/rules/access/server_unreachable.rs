use core::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::typed::{Address, ServerId};
use a76xx_parser::{Answer, FinalCode};

use crate::model::Model;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A server listens on an address that cannot be reached from the internet.
    ///
    /// A server runs, and the address that the module told (`AT+IPADDR`, `AT+CGPADDR=1`) is a private one or one that operators share among
    /// customers: 10/8, 172.16/12, 192.168/16, 100.64/10.
    ///
    /// # Why
    /// Such an address stands behind the operator's translation, which lets nothing in that was not asked for: no client from outside ever
    /// connects. The application note says that servers need a special SIM.
    ///
    /// # Fires
    /// ```at
    /// > AT+IPADDR
    /// < +IPADDR: 10.148.0.17
    /// < OK
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// !
    /// ```
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// > AT+IPADDR
    /// < +IPADDR: 100.64.3.9
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+IPADDR
    /// < +IPADDR: 203.0.113.17
    /// < OK
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// ```
    SERVER_UNREACHABLE = 405, "server-unreachable", Warning, Network, "AN 1.4", Documented;
    on [Answer, Final] of ["+IPADDR", "+CGPADDR"];
    "server {0} listens on {1}, an address that is not reachable from the internet";
    "ask the operator for a SIM with a public address, use a VPN, or let the module be the client";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let own = transition.before.network.own();
    let (server, told) = if let Some(told) = address(transition) {
        (listening(transition.before).filter(|_| own != Some(told))?, told)
    } else {
        let own = own.filter(|_| transition.seen.last().is_some_and(|last| last.code == FinalCode::Ok))?;
        let started = |id: &ServerId| !listens(transition.before, *id) && listens(transition.after, *id);
        (ServerId::all().find(started)?, own)
    };
    let port = transition.after.server(server).port().unwrap_or(0);
    let listener = SocketAddrV4::new(told, port);
    shared(told).then(|| Report::new([Fact::Server(server), Fact::Peer(listener)]).because(transition.after.network.address))
}

/// The own address, where the answer tells it.
fn address(transition: &Transition<'_, '_, '_>) -> Option<Ipv4Addr> {
    match *transition.seen.answer()? {
        Answer::IpAddr { ip: Address::V4(ip) } | Answer::Cgpaddr { cid: 1, ip: Some(Address::V4(ip)), .. } => Some(ip),
        _ => None,
    }
}

fn listens(model: &Model, id: ServerId) -> bool {
    model.server(id).listens == Some(true)
}

fn listening(model: &Model) -> Option<ServerId> {
    ServerId::all().find(|id| listens(model, *id))
}

/// Private addresses (RFC 1918), and those of the operators' own translation (RFC 6598).
const fn shared(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    ip.is_private() || (a == 100 && b & 0xc0 == 64)
}
