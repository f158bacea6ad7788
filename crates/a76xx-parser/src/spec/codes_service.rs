//! Code tables of the services: what HTTP, MQTT, TLS, FTP, websocket, GNSS and message numbers mean.
//!
//! Unless a table says otherwise its numbers stand in the manual (grade: documented); the names are put in this project's words.

use super::words::CodeTable;

/// `<statuscode>` and `<errcode>` of the HTTP service: one field carries the server's status, a stack code (6xx) or a failure of the
/// connection (7xx) (M 16.3). 603, 706, 713, 714 and 715 were also seen in field logs. 308, 421, 422, 426, 429 and 431 are not in the
/// manual, but in RFC 9110 and 6585.
pub static HTTP_STATUS: CodeTable = CodeTable {
    name: "status",
    entries: &[
        (0, "success"),
        (100, "Continue"),
        (101, "Switching Protocols"),
        (200, "OK"),
        (201, "Created"),
        (202, "Accepted"),
        (203, "Non-Authoritative Information"),
        (204, "No Content"),
        (205, "Reset Content"),
        (206, "Partial Content"),
        (300, "Multiple Choices"),
        (301, "Moved Permanently"),
        (302, "Found"),
        (303, "See Other"),
        (304, "Not Modified"),
        (305, "Use Proxy"),
        (307, "Temporary Redirect"),
        (308, "Permanent Redirect"),
        (400, "Bad Request"),
        (401, "Unauthorized"),
        (402, "Payment Required"),
        (403, "Forbidden"),
        (404, "Not Found"),
        (405, "Method Not Allowed"),
        (406, "Not Acceptable"),
        (407, "Proxy Authentication Required"),
        (408, "Request Timeout"),
        (409, "Conflict"),
        (410, "Gone"),
        (411, "Length Required"),
        (412, "Precondition Failed"),
        (413, "Content Too Large"),
        (414, "URI Too Long"),
        (415, "Unsupported Media Type"),
        (416, "Range Not Satisfiable"),
        (417, "Expectation Failed"),
        (421, "Misdirected Request"),
        (422, "Unprocessable Content"),
        (426, "Upgrade Required"),
        (429, "Too Many Requests"),
        (431, "Request Header Fields Too Large"),
        (500, "Internal Server Error"),
        (501, "Not Implemented"),
        (502, "Bad Gateway"),
        (503, "Service Unavailable"),
        (504, "Gateway Timeout"),
        (505, "HTTP Version Not Supported"),
        (600, "the answer is not HTTP"),
        (601, "network error"),
        (602, "no memory"),
        (603, "DNS error"),
        (604, "stack busy"),
        (701, "TLS alert"),
        (702, "unknown error"),
        (703, "busy"),
        (704, "connection closed"),
        (705, "timeout"),
        (706, "sending or receiving on the socket failed"),
        (707, "file missing, or other memory error"),
        (708, "invalid parameter"),
        (709, "network error"),
        (710, "no new TLS session could be started"),
        (711, "wrong state"),
        (712, "creating the socket failed"),
        (713, "DNS failed"),
        (714, "connecting the socket failed"),
        (715, "TLS handshake failed"),
        (716, "closing the socket failed"),
        (717, "no network"),
        (718, "sending timed out"),
        (719, "CA certificate missing"),
    ],
};

/// `<method>` of `AT+HTTPACTION` (M 16.2.4). 5 and 20 are of later manuals.
pub static HTTP_METHOD: CodeTable = CodeTable {
    name: "method",
    entries: &[(0, "GET"), (1, "POST"), (2, "HEAD"), (3, "DELETE"), (4, "PUT"), (5, "PATCH"), (20, "download speed test")],
};

/// `<err>` of the MQTT service (M 18.3). 3, 6, 12, 20, 23, 26 and 34 were also seen in field logs; the SIM7600 table ends at 34.
pub static MQTT_ERR: CodeTable = CodeTable {
    name: "MQTT err",
    entries: &[
        (0, "operation succeeded"),
        (1, "failed"),
        (2, "text is not UTF-8"),
        (3, "connecting the socket failed"),
        (4, "creating the socket failed"),
        (5, "closing the socket failed"),
        (6, "receiving a message failed"),
        (7, "opening the network failed"),
        (8, "closing the network failed"),
        (9, "network not opened"),
        (10, "wrong client index"),
        (11, "no connection"),
        (12, "invalid parameter"),
        (13, "operation not supported"),
        (14, "client is busy"),
        (15, "a connection is required"),
        (16, "sending on the socket failed"),
        (17, "timeout"),
        (18, "topic is empty"),
        (19, "client is in use"),
        (20, "client not acquired"),
        (21, "client not released"),
        (22, "length out of range"),
        (23, "network is already opened"),
        (24, "packet error"),
        (25, "DNS error"),
        (26, "socket closed by the server"),
        (27, "refused: protocol version not accepted"),
        (28, "refused: identifier rejected"),
        (29, "refused: server unavailable"),
        (30, "refused: bad user name or password"),
        (31, "refused: not authorized"),
        (32, "TLS handshake failed"),
        (33, "certificate not set"),
        (34, "opening the TLS session failed"),
        (35, "disconnecting failed"),
    ],
};

/// `<cause>` of `+CMQTTCONNLOST` (M 18.4).
pub static MQTT_LOST: CodeTable =
    CodeTable { name: "MQTT cause", entries: &[(1, "socket closed by the other side"), (2, "socket was reset"), (3, "network is closed")] };

/// `<server_type>` of `AT+CMQTTACCQ` (M 18.2.3).
pub static MQTT_SERVER: CodeTable = CodeTable { name: "server type", entries: &[(0, "TCP"), (1, "TLS")] };

/// `<qos>` (M 18.2).
pub static MQTT_QOS: CodeTable = CodeTable { name: "qos", entries: &[(0, "at most once"), (1, "at least once"), (2, "exactly once")] };

/// `<err>` of the TLS service (M 19.3).
pub static TLS_ERR: CodeTable = CodeTable {
    name: "TLS err",
    entries: &[
        (0, "operation succeeded"),
        (1, "alert"),
        (2, "unknown error"),
        (3, "busy"),
        (4, "closed by the peer"),
        (5, "timeout"),
        (6, "transfer failed"),
        (7, "memory error"),
        (8, "invalid parameter"),
        (9, "network error"),
        (10, "opening the session failed"),
        (11, "wrong state"),
        (12, "creating the socket failed"),
        (13, "DNS error"),
        (14, "connecting the socket failed"),
        (15, "TLS handshake failed"),
        (16, "closing the socket failed"),
        (17, "no network"),
        (18, "sending timed out"),
        (19, "certificates not set"),
    ],
};

/// `<sslversion>` of `AT+CSSLCFG` (M 19.2.1).
pub static TLS_VERSION: CodeTable =
    CodeTable { name: "sslversion", entries: &[(0, "SSL 3.0"), (1, "TLS 1.0"), (2, "TLS 1.1"), (3, "TLS 1.2"), (4, "any")] };

/// `<authmode>` of `AT+CSSLCFG` (M 19.2.1).
pub static TLS_AUTH: CodeTable = CodeTable {
    name: "authmode",
    entries: &[(0, "nobody is verified"), (1, "the server is verified"), (2, "both are verified"), (3, "only the client is verified")],
};

/// `<client_type>` of `AT+CCHOPEN` (M 19.2.12).
pub static TLS_CLIENT: CodeTable = CodeTable { name: "client type", entries: &[(1, "TCP"), (2, "TLS")] };

/// `<errcode>` of the FTP service (M 17.3). 1 and 14 were also seen in a field log.
pub static FTP_ERR: CodeTable = CodeTable {
    name: "FTP err",
    entries: &[
        (0, "success"),
        (1, "TLS alert"),
        (2, "unknown error"),
        (3, "busy"),
        (4, "connection closed by the server"),
        (5, "timeout"),
        (6, "transfer failed"),
        (7, "file missing, or other memory error"),
        (8, "invalid parameter"),
        (9, "rejected by the server"),
        (10, "network error"),
        (11, "wrong state"),
        (12, "server name could not be resolved"),
        (13, "creating the socket failed"),
        (14, "connecting the socket failed"),
        (15, "closing the socket failed"),
        (16, "TLS session closed"),
        (17, "file error"),
        (421, "the server gave up waiting: log out and in again"),
    ],
};

/// `<server_type>` of `AT+CFTPSLOGIN` (M 17.2.3).
pub static FTP_SERVER: CodeTable = CodeTable {
    name: "server type",
    entries: &[(0, "FTP"), (1, "explicit FTPS, AUTH SSL"), (2, "explicit FTPS, AUTH TLS"), (3, "implicit FTPS")],
};

/// `<err>` of the websocket service (M 29.3).
pub static WS_ERR: CodeTable = CodeTable {
    name: "websocket err",
    entries: &[
        (0, "operation succeeded"),
        (1, "failed"),
        (2, "sending the handshake failed"),
        (3, "the handshake could not be read"),
        (4, "reading or writing the socket failed"),
        (5, "connecting to the host failed"),
        (6, "invalid parameter"),
        (7, "network is already opened"),
        (8, "network is not open"),
    ],
};

/// `<mode>` of `+CGNSSINFO` (M 24.2.12).
pub static GNSS_FIX: CodeTable = CodeTable { name: "fix", entries: &[(2, "2D fix"), (3, "3D fix")] };

/// `<mode>` of `AT+CGNSSMODE` (M 24.2.7), as ASR1603 and ASR1803 modules for China have it; the numbers mean other sets elsewhere.
pub static GNSS_SYSTEMS: CodeTable = CodeTable {
    name: "GNSS systems",
    entries: &[
        (1, "GPS"),
        (2, "BeiDou"),
        (3, "GPS and BeiDou"),
        (4, "GLONASS"),
        (5, "GPS and GLONASS"),
        (6, "BeiDou and GLONASS"),
        (7, "GPS, BeiDou and GLONASS"),
    ],
};

/// `<errorcode>` of `+AGPS` (M 24.2.15).
pub static AGPS_ERR: CodeTable = CodeTable {
    name: "AGPS error",
    entries: &[
        (101, "opening the socket failed"),
        (102, "server not found"),
        (103, "connecting to the server failed"),
        (104, "writing to the socket failed"),
        (105, "reading from the socket failed"),
    ],
};

/// `<mode>` of `AT+CMGF` (M 9.2.3).
pub static SMS_FORMAT: CodeTable = CodeTable { name: "format", entries: &[(0, "PDU"), (1, "text")] };

/// `<stat>` of a message in PDU mode (M 9.2.11).
pub static SMS_STAT: CodeTable = CodeTable {
    name: "message status",
    entries: &[(0, "received, unread"), (1, "received, read"), (2, "stored, unsent"), (3, "stored, sent"), (4, "all")],
};

/// `<delflag>` of `AT+CMGD` (M 9.2.16).
pub static SMS_DELETE: CodeTable = CodeTable {
    name: "delflag",
    entries: &[(0, "this message"), (1, "all read"), (2, "all read and sent"), (3, "all read, sent and unsent"), (4, "all")],
};

/// `<err>` of the mail service (M 32.3).
pub static MAIL_ERR: CodeTable = CodeTable {
    name: "mail err",
    entries: &[
        (0, "operation succeeded"),
        (600, "busy"),
        (601, "network error"),
        (602, "socket error"),
        (603, "too large"),
        (604, "the same file twice"),
        (605, "timeout"),
        (606, "transfer failed"),
        (607, "memory error"),
        (608, "invalid parameter"),
        (609, "file system error"),
        (610, "error of the server"),
        (611, "authentication failed"),
        (612, "cancelled"),
        (655, "unknown error"),
    ],
};
