//! Fields that several rows share, so that a name means one thing.

use super::codes::SOCKET_ERR;
use super::row::{FieldRow, field};
use super::wire::Type;

/// A connection of the TCP/IP service.
pub(super) const LINK_NUM: FieldRow = field("link_num", "connection identifier", Type::Int(0, 9));
/// Result of a TCP/IP command.
pub(super) const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 12)).codes(&SOCKET_ERR);
