//! `AT2xx`: SIM, registration, PDP contexts and the socket service.

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[];
