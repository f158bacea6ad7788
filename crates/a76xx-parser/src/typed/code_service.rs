//! Codes of the TCP/IP service and of its settings.

use super::code::codes;
use crate::spec::codes as table;

codes! {
    /// `<err>`: result of a TCP/IP command (M 15.3.2).
    SocketError(u8) = table::SOCKET_ERR {
        SUCCESS = 0,
        NETWORK_FAILURE = 1,
        NETWORK_NOT_OPENED = 2,
        WRONG_PARAMETER = 3,
        NOT_SUPPORTED = 4,
        SOCKET_NOT_CREATED = 5,
        SOCKET_NOT_BOUND = 6,
        ALREADY_LISTENING = 7,
        BUSY = 8,
        SOCKETS_OPEN = 9,
        TIMEOUT = 10,
        DNS_FAILED = 11,
        UNKNOWN = 12,
    }

    /// `<err_info>` of `+IP ERROR` (M 15.3.1). SIM7600 uses 21 and 22 for two meanings each.
    IpError(u8) = table::IP_ERROR {
        CONNECTION_TIMEOUT = 0,
        BIND_FAILED = 1,
        PORT_OVERFLOW = 2,
        CREATE_FAILED = 3,
        ALREADY_OPENED = 4,
        ALREADY_CLOSED = 5,
        NO_CLIENTS = 6,
        NO_ACTIVE_CLIENT = 7,
        NETWORK_NOT_OPENED = 8,
        CLIENT_OVERFLOW = 9,
        CONNECTION_CREATED = 10,
        CONNECTION_NOT_CREATED = 11,
        INVALID_PARAMETER = 12,
        NOT_SUPPORTED = 13,
        DNS_FAILED = 14,
        BUSY = 15,
        SOCKETS_OPEN = 16,
        SENDING_TIMEOUT = 17,
        SENDING_FAILED = 18,
        OPENING_FAILED = 19,
        ALREADY_LISTENING = 20,
        OPERATION_FAILED = 21,
        NO_DATA = 22,
    }

    /// `<close_reason>` of `+IPCLOSE` (M 15.4).
    CloseReason(u8) = table::CLOSE_REASON { LOCAL = 0, PEER = 1, TIMEOUT_OR_DTR = 2 }

    /// `<dns_error_code>` of `+CDNSGIP: 0,…` (M 15.2.17).
    DnsError(u8) = table::DNS_ERROR { GENERAL = 10 }

    /// `<mode>` of `+CIPRXGET` (M 15.2.5): how received data are taken. 2 to 4 are requests, not settings.
    RxMode(u8) = table::RXGET_MODE { PUSH = 0, BUFFER = 1, READ = 2, READ_HEX = 3, REST = 4, BUFFER_AND_SENDER = 5 }

    /// `<mode>` of `+CIPMODE` (M 15.2.10).
    DataMode(u8) = table::CIP_MODE { COMMAND = 0, TRANSPARENT = 1 }

    /// `<mode>` of `+CIPSENDMODE` (M 15.2.11): when `+CIPSEND` comes.
    SendMode(u8) = table::SEND_MODE { TAKEN = 0, ACKNOWLEDGED = 1 }

    /// `<errMode>` of `+CIPCCFG` (M 15.2.13): how `+IP ERROR` is printed.
    ErrMode(u8) = table::ERR_MODE { NUMBER = 0, TEXT = 1 }

    /// `<HeaderType>` of `+CIPCCFG` (M 15.2.13): which header pushed data carry.
    HeaderType(u8) = table::HEADER_TYPE { IPD = 0, RECEIVE = 1 }

    /// `<AsyncMode>` of `+CIPCCFG` (M 15.2.13).
    AsyncMode(u8) = table::ASYNC_MODE { SYNCHRONOUS = 0, ASYNCHRONOUS = 1 }

    /// `<udpRecvmode>` of `+CIPCCFG` (M 15.2.13, new in V1.09).
    UdpRecvMode(u8) = table::UDP_RECV_MODE { JOINED = 0, ONE_BY_ONE = 1 }

    /// `<dest_addr_type>` of `+CPING` (M 5.2.17).
    AddressFamily(u8) = table::ADDRESS_FAMILY { IPV4 = 1, IPV6 = 2 }
}
