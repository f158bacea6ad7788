//! Code tables: what the numbers mean.

use super::words::CodeTable;

/// `<err>` of the TCP/IP service's result lines (M 15.3.2, AN 4.1).
pub static SOCKET_ERR: CodeTable = CodeTable { name: "err", entries: &[(0, "operation succeeded"), (1, "network failure")] };
