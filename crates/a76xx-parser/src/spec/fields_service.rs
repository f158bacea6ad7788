//! Fields that several services share.

use super::row::{FieldRow, field};
use super::wire::Type;
use super::words::Unit;

/// A length that no document bounds.
pub(super) const ANY_LENGTH: Type = Type::Int(0, 0xffff_ffff);

/// What a test answer lists. Kept as one text: the lists hold brackets for optional parameters, and names instead of ranges.
pub(super) const RANGES: FieldRow = field("ranges", "supported values", Type::Ranges).repeats(1);
/// The word before the length of a block that follows.
pub(super) const DATA: FieldRow = field("data", "data follow", Type::Word("DATA"));
/// The word before the length of what waits.
pub(super) const LEN_WORD: FieldRow = field("kind", "waiting lengths follow", Type::Word("LEN"));
/// The zero that ends a series of blocks.
pub(super) const END: FieldRow = field("end", "end of the data", Type::Word("0"));
/// Length of the bytes behind the line.
pub(super) const LEN: FieldRow = field("len", "length of the data that follow", ANY_LENGTH).unit(Unit::Bytes);
/// A PDP context.
pub(super) const CID: FieldRow = field("cid", "PDP context", Type::Int(1, 15));
/// A TCP port.
pub(super) const PORT: FieldRow = field("port", "port of the server", Type::Int(1, 65_535));
/// A TLS context.
pub(super) const SSL_CTX: FieldRow = field("ssl_ctx_index", "TLS context", Type::Int(0, 9));
/// A session of a service that runs over TLS.
pub(super) const SESSION: FieldRow = field("session_id", "session", Type::Int(0, 1));
/// The name of a file, in quotes.
pub(super) const FILENAME: FieldRow = field("filename", "name of the file", Type::Quoted(112));
/// Where a file lies.
pub(super) const PLACE: FieldRow = field("path", "storage: 1 internal, 2 SD card", Type::Int(1, 2)).default("1");
/// Seconds between two reports.
pub(super) const INTERVAL: FieldRow = field("time", "interval of the reports, 0 for none", Type::Int(0, 255)).unit(Unit::Seconds);
/// A switch.
pub(super) const SWITCH: FieldRow = field("mode", "0 off, 1 on", Type::Int(0, 1));
