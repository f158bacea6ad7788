//! `AT9xx`: the capture itself.

mod begins_in_the_middle;
mod bit_errors;
mod clock_backwards;
mod commands_missing;
mod commands_twice;
mod ends_in_the_middle;
mod finals_missing;
mod line_ends_changed;
mod multiplexed;
mod no_answer;
mod nul_bytes;
mod one_sided;
mod other_dialect;
mod payload_edited;
mod prints_only;
mod reboot_in_the_middle;
mod seven_bit;
mod substituted_characters;
mod two_captures;

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[
    &line_ends_changed::LINE_ENDS_CHANGED,
    &seven_bit::SEVEN_BIT,
    &nul_bytes::NUL_BYTES,
    &substituted_characters::SUBSTITUTED_CHARACTERS,
    &one_sided::ONE_SIDED,
    &begins_in_the_middle::BEGINS_IN_THE_MIDDLE,
    &ends_in_the_middle::ENDS_IN_THE_MIDDLE,
    &two_captures::TWO_CAPTURES,
    &clock_backwards::CLOCK_BACKWARDS,
    &bit_errors::BIT_ERRORS,
    &reboot_in_the_middle::REBOOT_IN_THE_MIDDLE,
    &payload_edited::PAYLOAD_EDITED,
    &no_answer::NO_ANSWER,
    &commands_missing::COMMANDS_MISSING,
    &prints_only::PRINTS_ONLY,
    &other_dialect::OTHER_DIALECT,
    &multiplexed::MULTIPLEXED,
    &commands_twice::COMMANDS_TWICE,
    &finals_missing::FINALS_MISSING,
];
