//! What the services above the links tell of the way into the network.

use a76xx_parser::spec::http::HTTPACTION;
use a76xx_parser::spec::mqtt::CMQTTCONNECT;
use a76xx_parser::spec::tls::CCHOPEN;

use super::works;
use crate::model::Model;
use crate::seen::Seen;

/// A server that answered was reached.
pub(super) fn told(model: &mut Model, seen: &Seen<'_, '_>) {
    let Some((line, row)) = seen.line().and_then(|line| Some((line, line.command?))) else { return };
    let reached = if row.is(&HTTPACTION) {
        line.int(1).is_some_and(|status| (100..600).contains(&status))
    } else {
        (row.is(&CMQTTCONNECT) || row.is(&CCHOPEN)) && line.int(1) == Some(0)
    };
    if reached {
        works(model);
    }
}
