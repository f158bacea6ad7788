//! `AT3xx`: links and data.

mod close_refused;
mod close_unanswered;
mod closed_by_peer;
mod closed_by_time_out;
mod data_cut_short;
mod header_changed;
mod list_contradicts;
mod lost_at_close;
mod mode_switched;
mod name_not_found;
mod never_read;
mod not_open;
mod nothing_to_read;
mod number_out_of_range;
mod open_failed;
mod open_unanswered;
mod opened_twice;
mod polling_closed;
mod private_peer;
mod read_in_push_mode;
mod reasons;
mod reused_while_closing;
mod send_failed_late;
mod send_half_dead;
mod send_refused;
mod sender_ambiguous;
mod sender_unknown;
mod stale_success;
mod udp_without_port;
mod unframed;
mod without_network;

pub(super) use reasons::{crossed, open_instead};

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &without_network::LINK_WITHOUT_NETWORK,
    &number_out_of_range::LINK_NUMBER_OUT_OF_RANGE,
    &opened_twice::LINK_OPENED_TWICE,
    &not_open::LINK_NOT_OPEN,
    &open_failed::LINK_OPEN_FAILED,
    &udp_without_port::UDP_WITHOUT_PORT,
    &name_not_found::NAME_NOT_FOUND,
    &private_peer::PRIVATE_PEER,
    &stale_success::STALE_SUCCESS,
    &closed_by_peer::LINK_CLOSED_BY_PEER,
    &closed_by_time_out::LINK_CLOSED_BY_TIME_OUT,
    &open_unanswered::OPEN_UNANSWERED,
    &close_unanswered::CLOSE_UNANSWERED,
    &reused_while_closing::REUSED_WHILE_CLOSING,
    &close_refused::CLOSE_REFUSED,
    &never_read::NEVER_READ,
    &lost_at_close::LOST_AT_CLOSE,
    &read_in_push_mode::READ_IN_PUSH_MODE,
    &nothing_to_read::NOTHING_TO_READ,
    &sender_ambiguous::SENDER_AMBIGUOUS,
    &sender_unknown::SENDER_UNKNOWN,
    &unframed::UNFRAMED_DATA,
    &data_cut_short::DATA_CUT_SHORT,
    &send_half_dead::SEND_HALF_DEAD,
    &send_refused::SEND_REFUSED,
    &send_failed_late::SEND_FAILED_LATE,
    &mode_switched::MODE_SWITCHED,
    &header_changed::HEADER_CHANGED,
    &polling_closed::POLLING_CLOSED,
    &list_contradicts::LIST_CONTRADICTS,
];
