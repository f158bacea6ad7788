//! Codes of the TCP/IP service.

use crate::spec::words::CodeTable;

/// `<err>` of the TCP/IP service's result lines and of `+CIPERROR` (M 15.3.2, AN 4.1).
///
/// Code 4 is looser than its name: modules return it for a link that is not open any more. Code 255 of an older driver is not here.
pub static SOCKET_ERR: CodeTable = CodeTable {
    name: "err",
    entries: &[
        (0, "operation succeeded"),
        (1, "network failure"),
        (2, "network not opened"),
        (3, "wrong parameter"),
        (4, "operation not supported"),
        (5, "socket could not be created"),
        (6, "socket could not be bound"),
        (7, "server already listening"),
        (8, "busy"),
        (9, "sockets still open"),
        (10, "timeout"),
        (11, "DNS parse failed"),
        (12, "unknown reason"),
    ],
};

/// `<err_info>` of `+IP ERROR` (M 15.3.1, AN 4.1), as printed with `errMode` 1.
///
/// 16 is spelled `Netclose` in the application note and in the SIM7600 manual. The SIM7600 table has `Port overflow` at 2 and 22, and
/// both `Operation failed` and `No data` at 21, so a numeric 21 or 22 of that module says little.
pub static IP_ERROR: CodeTable = CodeTable {
    name: "err_info",
    entries: &[
        (0, "Connection time out"),
        (1, "Bind port failed"),
        (2, "Port overflow"),
        (3, "Create socket failed"),
        (4, "Network is already opened"),
        (5, "Network is already closed"),
        (6, "No clients connected"),
        (7, "No active client"),
        (8, "Network not opened"),
        (9, "Client index overflow"),
        (10, "Connection is already created"),
        (11, "Connection is not created"),
        (12, "Invalid parameter"),
        (13, "Operation not supported"),
        (14, "DNS query failed"),
        (15, "TCP busy"),
        (16, "Net close failed for socket opened"),
        (17, "Sending time out"),
        (18, "Sending failure for network error"),
        (19, "Open failure for network error"),
        (20, "Server is already listening"),
        (21, "Operation failed"),
        (22, "No data"),
    ],
};

/// `<close_reason>` of `+IPCLOSE` (M 15.4, AN 4.2). The SIM7600 manual does not speak of DTR at 2.
pub static CLOSE_REASON: CodeTable =
    CodeTable { name: "close_reason", entries: &[(0, "closed locally"), (1, "closed by the peer"), (2, "send timed out, or DTR dropped")] };

/// `<net_state>` of `+NETOPEN`: what the read form answers.
pub static NET_STATE: CodeTable = CodeTable { name: "net_state", entries: &[(0, "closed"), (1, "open")] };

/// State of one link in the list that `AT+CIPCLOSE?` answers.
pub static LINK_STATE: CodeTable = CodeTable { name: "link_state", entries: &[(0, "closed"), (1, "open")] };

/// `<index>` of `+CIPOPEN`: which server accepted the link.
pub static ACCEPTED_BY: CodeTable = CodeTable {
    name: "index",
    entries: &[
        (-1, "opened by this host"),
        (0, "accepted by server 0"),
        (1, "accepted by server 1"),
        (2, "accepted by server 2"),
        (3, "accepted by server 3"),
    ],
};

/// `<mode>` of `+CIPRXGET`.
pub static RXGET_MODE: CodeTable = CodeTable {
    name: "mode",
    entries: &[
        (0, "push received data"),
        (1, "keep received data for reading"),
        (2, "read bytes"),
        (3, "read hexadecimal digits"),
        (4, "count what is left"),
        (5, "keep received data, and name its sender"),
    ],
};

/// Error code of `+CDNSGIP: 0,…`.
pub static DNS_ERROR: CodeTable = CodeTable { name: "dns_error_code", entries: &[(10, "general DNS failure")] };

/// `<result_type>` of `+CPING`.
pub static PING_RESULT: CodeTable =
    CodeTable { name: "result_type", entries: &[(1, "echo came back"), (2, "no echo in time"), (3, "summary")] };

/// `<dest_addr_type>` of `+CPING`.
pub static ADDRESS_FAMILY: CodeTable = CodeTable { name: "dest_addr_type", entries: &[(1, "IPv4"), (2, "IPv6")] };

/// `<err>` of `+CNTP`.
pub static NTP_ERROR: CodeTable = CodeTable {
    name: "err",
    entries: &[
        (0, "time updated"),
        (1, "unknown error"),
        (2, "wrong parameter"),
        (3, "the time received makes no sense"),
        (4, "network error"),
        (5, "wrong time zone"),
        (6, "timeout"),
    ],
};
