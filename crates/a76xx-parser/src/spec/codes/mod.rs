//! Code tables: what the numbers mean. Each is sorted by value.
//!
//! Texts that the wire itself prints (`+IP ERROR: No data`, `+CME ERROR: SIM busy`) stand as the vendor spells them, so that
//! [`CodeTable::find`](super::words::CodeTable::find) can turn them back into numbers; all others are worded here.

mod cme;
mod cms;
mod network;
mod socket;
mod switches;

pub use cme::CME_ERROR;
pub use cms::CMS_ERROR;
pub use network::*;
pub use socket::*;
pub use switches::*;
