//! PDP contexts (M 5.2).

use core::net::Ipv4Addr;

use a76xx_parser::spec::{Shape, packet};
use a76xx_parser::typed::{Address, CmeError, Name};
use a76xx_parser::{Answer, Request};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::state::Context;

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&packet::CGDCONT, "", Modem::contexts),
    does(&packet::CGACT, "(0,1)", Modem::activation),
    does(&packet::CGPADDR, "(1-15)", Modem::addresses),
    does(&packet::CGDATA, "(\"PPP\")", Modem::data),
];

impl Modem {
    fn contexts(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Test(Name::Cgdcont)) => {
                for kind in ["IP", "IPV6", "IPV4V6"] {
                    let line = format!("(1-15),\"{kind}\",,,(0-2),(0-4),(0-1),(0-1)");
                    self.info_of(&packet::CGDCONT, Shape::TestInfo, line.as_bytes());
                }
            }
            Some(Request::Read(Name::Cgdcont)) => {
                for (cid, context) in self.contexts.clone() {
                    self.info(&Answer::Cgdcont {
                        cid,
                        pdp_type: &context.kind,
                        apn: &context.apn,
                        pdp_addr: b"0.0.0.0",
                        data_comp: Some(0),
                        header_comp: Some(0),
                        ipv4_ctrl: None,
                        request_type: None,
                        pcscf: None,
                        signalling: None,
                    });
                }
            }
            Some(Request::Cgdcont { cid, pdp_type: None, .. }) if self.is_active(cid) => {
                return Outcome::Equipment(CmeError::OPERATION_NOT_ALLOWED);
            }
            Some(Request::Cgdcont { cid, pdp_type: None, .. }) => {
                self.contexts.remove(&cid);
            }
            Some(Request::Cgdcont { cid, pdp_type: Some(kind), apn, .. }) => {
                if !matches!(kind, b"IP" | b"IPV6" | b"IPV4V6" | b"PPP") {
                    return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS);
                }
                let active = self.is_active(cid);
                let context = Context { kind: kind.to_vec(), apn: apn.unwrap_or_default().to_vec(), active };
                self.contexts.insert(cid, context);
            }
            Some(Request::Exec(Name::Cgdcont)) => {}
            _ => return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS),
        }
        Outcome::Ok
    }

    /// In LTE the first bearer can be neither activated nor deactivated (M 5.2.4): the command has no effect on it.
    fn activation(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::Cgact)) => {
                for (cid, context) in self.contexts.clone() {
                    self.info(&Answer::Cgact { cid, active: context.active });
                }
            }
            Some(Request::Cgact { active, cid }) => {
                if let Some(error) = self.card_error() {
                    return Outcome::Equipment(error);
                }
                let chosen: Vec<u8> = cid.map_or_else(|| self.contexts.keys().copied().collect(), |cid| vec![cid]);
                if chosen.iter().any(|cid| !self.contexts.contains_key(cid)) {
                    return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS);
                }
                if active && (!self.attached || self.config.air.refuses_contexts) {
                    return Outcome::Equipment(CmeError::REQUESTED_SERVICE_OPTION_NOT_SUBSCRIBED);
                }
                if !active && chosen.contains(&self.settings.socket_context) && self.is_active(self.settings.socket_context) {
                    return Outcome::Equipment(CmeError::OPERATION_NOT_ALLOWED);
                }
                for cid in chosen {
                    if let Some(context) = self.contexts.get_mut(&cid) {
                        context.active = active;
                    }
                }
            }
            _ => return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS),
        }
        Outcome::Ok
    }

    /// A context without an address gives no line at all (M 5.2.13).
    fn addresses(&mut self, call: &Call<'_>) -> Outcome {
        let asked = match call.request() {
            Some(Request::Exec(Name::Cgpaddr)) => None,
            Some(Request::Cgpaddr { cid }) => Some(cid),
            _ => return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS),
        };
        for cid in self.contexts.keys().copied().collect::<Vec<_>>() {
            if asked.is_none_or(|asked| asked == cid) && self.is_active(cid) {
                let ip = Some(Address::V4(self.address_of(cid)));
                self.info(&Answer::Cgpaddr { cid, ip, pdp_ipv6: None });
            }
        }
        Outcome::Ok
    }

    /// Each context has an address of its own; the sockets' has the one that was told at birth.
    pub(crate) fn address_of(&self, cid: u8) -> Ipv4Addr {
        let first = self.config.air.address;
        let steps = u32::from(cid.wrapping_sub(self.settings.socket_context) & 15);
        Ipv4Addr::from(u32::from(first).wrapping_add(steps))
    }

    /// A dial-up connection: there is no PPP here, but the `CONNECT` comes.
    fn data(&mut self, call: &Call<'_>) -> Outcome {
        if call.shape != Shape::Write || !call.fits() {
            return Outcome::Equipment(CmeError::INCORRECT_PARAMETERS);
        }
        if !self.attached {
            return Outcome::NoCarrier;
        }
        self.connecting = None;
        Outcome::Connect
    }
}
