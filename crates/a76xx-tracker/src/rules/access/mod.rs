//! `AT4xx`: servers and transparent mode.

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[];
