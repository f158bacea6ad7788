//! `AT2xx`: SIM, registration, PDP contexts and the socket service.

mod activation_pointless;
mod activation_refused;
mod address_without_network;
mod apn_changed_open;
mod attempt;
mod call_failed;
mod close_repeated;
mod close_when_closed;
mod detached;
mod emergency_only;
mod lookup_failed;
mod loss_not_handled;
mod network_closed;
mod network_gone;
mod never_registered;
mod no_service;
mod open_failed;
mod open_refused;
mod open_refused_unexplained;
mod open_twice;
mod open_unproven;
mod operator_choice;
mod pin_refused;
mod ping_lost;
mod radio_off;
mod reattached;
mod registration_denied;
mod restart_asked;
mod restart_unasked;
mod sent_too_early;
mod setting_lost;
mod sim_absent;
mod sim_locked;
mod sim_not_ready;
mod sim_starting;
mod supply;
mod unregistered_attempt;
mod used_after_loss;
mod weak_signal;

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &sim_absent::SIM_ABSENT,
    &sim_locked::SIM_LOCKED,
    &sim_not_ready::SIM_NOT_READY,
    &sim_starting::SIM_STARTING,
    &no_service::NO_SERVICE,
    &registration_denied::REGISTRATION_DENIED,
    &unregistered_attempt::UNREGISTERED_ATTEMPT,
    &never_registered::NEVER_REGISTERED,
    &emergency_only::EMERGENCY_ONLY,
    &weak_signal::WEAK_SIGNAL,
    &radio_off::RADIO_OFF,
    &apn_changed_open::APN_CHANGED_OPEN,
    &activation_refused::ACTIVATION_REFUSED,
    &activation_pointless::ACTIVATION_POINTLESS,
    &detached::DETACHED,
    &open_twice::OPEN_TWICE,
    &open_refused::OPEN_REFUSED,
    &open_refused_unexplained::OPEN_REFUSED_UNEXPLAINED,
    &open_failed::OPEN_FAILED,
    &open_unproven::OPEN_UNPROVEN,
    &close_when_closed::CLOSE_WHEN_CLOSED,
    &close_repeated::CLOSE_REPEATED,
    &network_gone::NETWORK_GONE,
    &network_closed::NETWORK_CLOSED,
    &used_after_loss::USED_AFTER_LOSS,
    &address_without_network::ADDRESS_WITHOUT_NETWORK,
    &loss_not_handled::LOSS_NOT_HANDLED,
    &restart_unasked::RESTART_UNASKED,
    &setting_lost::SETTING_LOST,
    &restart_asked::RESTART_ASKED,
    &supply::SUPPLY,
    &sent_too_early::SENT_TOO_EARLY,
    &pin_refused::PIN_REFUSED,
    &lookup_failed::LOOKUP_FAILED,
    &ping_lost::PING_LOST,
    &operator_choice::OPERATOR_CHOICE,
    &reattached::REATTACHED,
    &call_failed::CALL_FAILED,
];
