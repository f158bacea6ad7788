//! `AT9xx`: the capture itself.

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[];
