//! `AT1xx`: command flow.

mod command_while_pending;
mod failed_result;
mod kind;
mod refused;
mod repeated_refusal;
mod situation;
mod trouble;

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] =
    &[&command_while_pending::COMMAND_WHILE_PENDING, &refused::REFUSED, &failed_result::FAILED_RESULT, &repeated_refusal::REPEATED_REFUSAL];
