//! Fields that several rows share, so that a name means one thing.

use super::codes;
use super::row::{FieldRow, field};
use super::wire::Type;
use super::words::{Secret, Unit};

/// A connection of the TCP/IP service.
pub(super) const LINK_NUM: FieldRow = field("link_num", "link", Type::Int(0, 9));
/// A listening server of the TCP/IP service.
pub(super) const SERVER_INDEX: FieldRow = field("server_index", "server", Type::Int(0, 3));
/// Result of a TCP/IP command.
pub(super) const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 12)).codes(&codes::SOCKET_ERR);
/// The peer of a link, by address or by name.
pub(super) const SERVER_IP: FieldRow = field("server_ip", "address or name of the peer", Type::Quoted(254)).secret(Secret::Host);
/// The peer's port.
pub(super) const SERVER_PORT: FieldRow = field("server_port", "port of the peer", Type::Int(0, 65_535));
/// The module's own port.
pub(super) const LOCAL_PORT: FieldRow = field("local_port", "own port", Type::Int(0, 65_535));
/// A PDP context.
pub(super) const CID: FieldRow = field("cid", "PDP context", Type::Int(1, 15));
/// A switch.
pub(super) const SWITCH: FieldRow = field("mode", "switch", Type::Int(0, 1)).codes(&codes::ON_OFF);
/// A value behind a basic command, as in `ATE0`.
pub(super) const VALUE: FieldRow = field("value", "setting", Type::Int(0, 1)).codes(&codes::ON_OFF);
/// A host name or address between quotes.
pub(super) const HOST: FieldRow = field("host", "address or name", Type::Quoted(255)).secret(Secret::Host);
/// Any text up to the end of the line.
pub(super) const TEXT: FieldRow = field("text", "text", Type::Rest);

/// Which registration reports are sent.
pub(super) const REPORT: FieldRow = field("n", "reports", Type::Int(0, 2)).codes(&codes::REGISTRATION_REPORT);
/// Registration state.
pub(super) const STAT: FieldRow = field("stat", "registration state", Type::Int(0, 11)).codes(&codes::REGISTRATION);
/// Location area.
pub(super) const LAC: FieldRow = field("lac", "location area, hexadecimal", Type::Hex);
/// Cell.
pub(super) const CI: FieldRow = field("ci", "cell identity, hexadecimal", Type::Hex);
/// Access technology.
pub(super) const ACT: FieldRow = field("AcT", "access technology", Type::Int(0, 8)).codes(&codes::ACCESS_TECHNOLOGY);

/// Received signal strength.
pub(super) const RSSI: FieldRow = field("rssi", "signal strength, 0 to 31 in steps of 2 dB", Type::Int(0, 99)).codes(&codes::RSSI);
/// Bit error rate.
pub(super) const BER: FieldRow = field("ber", "bit error rate", Type::Int(0, 99)).codes(&codes::BIT_ERROR_RATE);
/// Speed of a serial line.
pub(super) const SPEED: FieldRow = field("speed", "speed of the line, 0 to detect it", Type::Int(0, 4_000_000)).unit(Unit::Baud);
/// Where a message is stored.
pub(super) const MEM: FieldRow = field("mem", "message memory", Type::Quoted(4));
/// Number of a stored message.
pub(super) const INDEX: FieldRow = field("index", "place in the memory", Type::Int(0, 65_535));
/// Number of octets of a PDU.
pub(super) const PDU_LENGTH: FieldRow = field("length", "octets of the PDU", Type::Int(0, 255)).unit(Unit::Bytes);
/// A telephone number.
pub(super) const NUMBER: FieldRow = field("number", "telephone number", Type::Quoted(40)).secret(Secret::Phone);
/// Type of a telephone number (129 national, 145 international).
pub(super) const NUMBER_TYPE: FieldRow = field("type", "type of the number", Type::Int(128, 255));
/// Name from the phone book.
pub(super) const ALPHA: FieldRow = field("alpha", "name in the phone book", Type::Quoted(60)).secret(Secret::Account);
