//! `AT1xx`: command flow.

mod answer_under_next;
mod bad_parameter;
mod byte_behind_payload;
mod command_while_pending;
mod confirmed_less;
mod confirmed_none;
mod double_final;
mod echo_differs;
mod failed_result;
mod kind;
mod line_too_long;
mod no_final_in_time;
mod parameters;
mod payload_long;
mod payload_short;
mod payload_unprompted;
mod refused;
mod repeated_refusal;
mod result_missing;
mod result_unasked;
mod send_too_long;
mod situation;
mod stray_final;
mod trouble;
mod typographic_quotes;
mod unknown_command;

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &command_while_pending::COMMAND_WHILE_PENDING,
    &no_final_in_time::NO_FINAL_IN_TIME,
    &stray_final::STRAY_FINAL,
    &unknown_command::UNKNOWN_COMMAND,
    &refused::REFUSED,
    &result_missing::RESULT_MISSING,
    &result_unasked::RESULT_UNASKED,
    &double_final::DOUBLE_FINAL,
    &line_too_long::LINE_TOO_LONG,
    &typographic_quotes::TYPOGRAPHIC_QUOTES,
    &payload_unprompted::PAYLOAD_UNPROMPTED,
    &payload_short::PAYLOAD_SHORT,
    &payload_long::PAYLOAD_LONG,
    &byte_behind_payload::BYTE_BEHIND_PAYLOAD,
    &send_too_long::SEND_TOO_LONG,
    &confirmed_less::CONFIRMED_LESS,
    &confirmed_none::CONFIRMED_NONE,
    &answer_under_next::ANSWER_UNDER_NEXT,
    &bad_parameter::BAD_PARAMETER,
    &failed_result::FAILED_RESULT,
    &repeated_refusal::REPEATED_REFUSAL,
    &echo_differs::ECHO_DIFFERS,
];
