use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::IPADDR;
use a76xx_parser::typed::IpError;

use crate::model::Service;
use crate::model::network::Ended;
use crate::rule::{Report, Severity, Transition, rule};

rule! {
    /// The address is asked for while the socket service is not open.
    ///
    /// `AT+IPADDR` answered with `+IP ERROR: Network not opened`, as text or as number 8. After a loss of the network AT225 speaks instead; after
    /// an `AT+NETCLOSE` that was carried out the refusal is what the host asks for.
    ///
    /// # Why
    /// `AT+IPADDR` tells the address of the socket service, not that of the module. HTTP, MQTT and FTP do without the service, so its
    /// refusal says nothing about them.
    ///
    /// # Fires
    /// ```at
    /// > AT+IPADDR
    /// < +IP ERROR: Network not opened
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+IPADDR
    /// < +IPADDR: 10.71.155.118
    /// < OK
    /// ```
    /// ```at
    /// > AT+NETCLOSE
    /// < OK
    /// < +NETCLOSE: 0
    /// > AT+IPADDR
    /// < +IP ERROR: Network not opened
    /// < ERROR
    /// ```
    ADDRESS_WITHOUT_NETWORK = 226, "address-without-network", Error, Host, "M 15.2.7", Documented;
    on [Answer] of ["+IPADDR", "+IP ERROR"];
    "AT+IPADDR is refused: the socket service is not open";
    "start it with AT+NETOPEN and wait for +NETOPEN: 0; for HTTP or MQTT ask AT+CGPADDR instead";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let refused = match transition.seen.answer()? {
        Answer::IpError { reason } => reason.code() == Some(IpError::NETWORK_NOT_OPENED),
        Answer::NoIpAddr { .. } => true,
        _ => false,
    };
    transition.command().filter(|command| refused && command.does(&IPADDR))?;
    let network = &transition.before.network;
    // Where nothing has told of the service, the host may have stopped it before the capture began.
    let severity = if network.service == Service::Unknown { Severity::Warning } else { Severity::Error };
    let report = || Report::new([]).because(network.since.map(|since| since.event)).severity(severity);
    (!matches!(network.ended, Ended::Lost | Ended::Host)).then(report)
}
