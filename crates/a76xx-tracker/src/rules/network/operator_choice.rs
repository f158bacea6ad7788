use a76xx_parser::spec::network::COPS;
use a76xx_parser::typed::OperatorMode;
use a76xx_parser::{Answer, Request};

use super::attempt::obstacle;
use crate::model::Service;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The choice of the operator keeps the module off the network.
    ///
    /// `AT+COPS?` says that it is told to stay off (mode 2), or that an operator was chosen by hand and is not there; `AT+COPS=1,…` or `4,…`
    /// fails; or `AT+COPS=2` is sent while the socket service is open.
    ///
    /// # Why
    /// A choice by hand (mode 1) takes no other operator where that one cannot be had, and mode 2 takes none. Both last until they are taken
    /// back.
    ///
    /// # Fires
    /// ```at
    /// > AT+COPS?
    /// < +COPS: 2
    /// !
    /// < OK
    /// ```
    /// ```at
    /// > AT+COPS=1,2,"26201"
    /// < +CME ERROR: 30
    /// !
    /// ```
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+COPS=2
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+COPS?
    /// < +COPS: 0,0,"Operator",7
    /// < OK
    /// ```
    /// ```at
    /// > AT+COPS=2
    /// < OK
    /// > AT+COPS=0
    /// < +CME ERROR: 30
    /// ```
    OPERATOR_CHOICE = 236, "operator-choice", Warning, Host, "M 4.2.2", Documented;
    on [Command, Answer, Failure] of ["+COPS"];
    "{0}";
    "return to the automatic choice with AT+COPS=0, or use mode 4, which falls back to it";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let seen = &transition.seen;
    let report = |word| Report::new([Fact::Word(word)]);
    if let Some(Answer::Cops { mode, operator: None, .. }) = seen.answer() {
        return match *mode {
            OperatorMode::DEREGISTER => Some(report("the module is told to stay off the network")),
            OperatorMode::MANUAL => Some(report("the operator chosen by hand is not there")),
            _ => None,
        };
    }
    if let Some(Request::Cops { mode: OperatorMode::DEREGISTER, .. }) = seen.request() {
        let network = &transition.before.network;
        let open = network.service == Service::Open;
        return open
            .then(|| report("the network is left while the socket service is open").because(network.since.map(|since| since.event)));
    }
    seen.last().filter(|last| !last.code.is_ok())?;
    let by_hand = |first| first == Some(1) || first == Some(4);
    transition.command_before().filter(|command| command.does(&COPS) && by_hand(command.first()))?;
    let why = obstacle(transition.before).map(|(_, told)| told);
    Some(report("the operator chosen by hand did not take the module").because(why).severity(Severity::Warning))
}
