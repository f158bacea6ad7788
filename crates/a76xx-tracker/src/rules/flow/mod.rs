//! `AT1xx`: command flow.

mod command_while_pending;

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[&command_while_pending::COMMAND_WHILE_PENDING];
