//! `AT4xx`: servers and transparent mode.

mod ack_not_answered;
mod ack_stands_still;
mod acknowledge_on_udp;
mod beside_transparent_link;
mod close_before_acknowledged;
mod command_as_data;
mod data_after_closed;
mod dtr_without_effect;
mod escape_in_command_mode;
mod escape_in_pieces;
mod escape_unanswered;
mod escape_with_line_end;
mod escape_without_guard;
mod mode_after_network;
mod nothing_to_resume;
mod open_send_on_accepted_link;
mod server_port_used;
mod server_started_twice;
mod server_stop_unstarted;
mod server_stop_with_clients;
mod server_unreachable;
mod server_without_network;
mod transparent_on_other_link;
mod transparent_open_failed;

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &server_started_twice::SERVER_STARTED_TWICE,
    &server_port_used::SERVER_PORT_USED,
    &server_without_network::SERVER_WITHOUT_NETWORK,
    &server_unreachable::SERVER_UNREACHABLE,
    &server_stop_with_clients::SERVER_STOP_WITH_CLIENTS,
    &server_stop_unstarted::SERVER_STOP_UNSTARTED,
    &open_send_on_accepted_link::OPEN_SEND_ON_ACCEPTED_LINK,
    &ack_not_answered::ACK_NOT_ANSWERED,
    &ack_stands_still::ACK_STANDS_STILL,
    &mode_after_network::MODE_AFTER_NETWORK,
    &transparent_on_other_link::TRANSPARENT_ON_OTHER_LINK,
    &command_as_data::COMMAND_AS_DATA,
    &escape_without_guard::ESCAPE_WITHOUT_GUARD,
    &escape_in_pieces::ESCAPE_IN_PIECES,
    &escape_with_line_end::ESCAPE_WITH_LINE_END,
    &dtr_without_effect::DTR_WITHOUT_EFFECT,
    &beside_transparent_link::BESIDE_TRANSPARENT_LINK,
    &nothing_to_resume::NOTHING_TO_RESUME,
    &data_after_closed::DATA_AFTER_CLOSED,
    &transparent_open_failed::TRANSPARENT_OPEN_FAILED,
    &escape_in_command_mode::ESCAPE_IN_COMMAND_MODE,
    &close_before_acknowledged::CLOSE_BEFORE_ACKNOWLEDGED,
    &acknowledge_on_udp::ACKNOWLEDGE_ON_UDP,
    &escape_unanswered::ESCAPE_UNANSWERED,
];
