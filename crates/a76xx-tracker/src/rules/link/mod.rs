//! `AT3xx`: links and data.

mod without_network;

use crate::rule::Rule;

/// In the order of their codes.
pub(super) const RULES: &[&Rule] = &[&without_network::LINK_WITHOUT_NETWORK];
