use a76xx_parser::Request;
use a76xx_parser::typed::RegistrationState;

use super::attempt::unregistered;
use crate::rule::{Fact, Report, Severity, Transition, rule};

/// The contexts of the default bearers in LTE: data, and the operator's telephony.
const DEFAULT_BEARERS: [u8; 2] = [1, 8];

rule! {
    /// A PDP context is switched in a state where that cannot work or changes nothing.
    ///
    /// `AT+CGACT=` for a context that is already so, for any while the module is not registered, or for the default bearers 1 and 8 while
    /// it is registered in LTE.
    ///
    /// # Why
    /// In LTE the network activates the default bearers itself, and the manual says that they can be neither activated nor deactivated.
    /// Elsewhere the command fails until the registration is there.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,2
    /// < OK
    /// > AT+CGACT=1,1
    /// !
    /// < ERROR
    /// ```
    /// ```at
    /// > AT+CEREG?
    /// < +CEREG: 0,1
    /// < OK
    /// > AT+CGACT=0,1
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,1
    /// < OK
    /// > AT+CGACT=1,1
    /// < OK
    /// ```
    /// ```at
    /// > AT+CEREG?
    /// < +CEREG: 0,1
    /// < OK
    /// > AT+CGACT=1,1
    /// < OK
    /// > AT+CGACT=0,3
    /// < OK
    /// ```
    ACTIVATION_POINTLESS = 214, "activation-pointless", Note, Host, "M 5.2.4", Documented;
    on [Command] of ["+CGACT"];
    "context {0} is switched although {1}";
    "ask AT+CEREG? and AT+CGACT? first; in LTE leave contexts 1 and 8 alone and go on with AT+NETOPEN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::Cgact { active, cid } = *transition.seen.request()? else { return None };
    let (registration, network) = (&transition.before.registration, &transition.before.network);
    let cid = cid.unwrap_or(DEFAULT_BEARERS[0]);
    let fact = Fact::Count(i64::from(cid));
    if let Some((word, told)) = unregistered(transition.before).filter(|_| active) {
        return Some(Report::new([fact, Fact::Word(word)]).because(told).severity(Severity::Warning));
    }
    if network.is_active(cid) == Some(active) {
        return Some(Report::new([fact, Fact::Word(if active { "it is active already" } else { "it is not active" })]));
    }
    let (_, told) = registration.eps.filter(|(state, _)| matches!(*state, RegistrationState::HOME | RegistrationState::ROAMING))?;
    let bearer = DEFAULT_BEARERS.contains(&cid) && !active;
    bearer.then(|| Report::new([fact, Fact::Word("it is a default bearer of LTE")]).because(told))
}
