//! Switches and modes.

use crate::spec::words::CodeTable;

/// Any switch.
pub static ON_OFF: CodeTable = CodeTable { name: "switch", entries: &[(0, "off"), (1, "on")] };

/// `ATV`: how result codes are written.
pub static VERBOSE: CodeTable = CodeTable { name: "value", entries: &[(0, "digits"), (1, "words")] };

/// `ATQ`: whether result codes are sent at all.
pub static QUIET: CodeTable = CodeTable { name: "n", entries: &[(0, "sent"), (1, "suppressed")] };

/// `ATX`: what stands behind `CONNECT`.
pub static CONNECT_TEXT: CodeTable = CodeTable {
    name: "value",
    entries: &[
        (0, "plain CONNECT"),
        (1, "CONNECT and a text"),
        (2, "CONNECT and a text"),
        (3, "CONNECT and a text"),
        (4, "CONNECT and a text"),
    ],
};

/// `AT&D`: what a drop of DTR does.
pub static DTR_MODE: CodeTable = CodeTable {
    name: "value",
    entries: &[(0, "ignored"), (1, "a drop returns to the command state"), (2, "a drop hangs up and returns to the command state")],
};

/// The digits that stand for result codes with `ATV0` (M 28.1).
pub static RESULT_DIGIT: CodeTable = CodeTable {
    name: "result code",
    entries: &[(0, "OK"), (1, "CONNECT"), (2, "RING"), (3, "NO CARRIER"), (4, "ERROR"), (6, "NO DIALTONE"), (7, "BUSY"), (8, "NO ANSWER")],
};

/// `AT+CMEE`: what a failed command says.
pub static CMEE_MODE: CodeTable =
    CodeTable { name: "n", entries: &[(0, "plain ERROR"), (1, "+CME ERROR with a number"), (2, "+CME ERROR with words")] };

/// `AT+CFUN`: functionality.
pub static CFUN_LEVEL: CodeTable = CodeTable {
    name: "fun",
    entries: &[
        (0, "minimum functionality"),
        (1, "full functionality"),
        (4, "radio off (flight mode)"),
        (5, "factory test mode"),
        (6, "reset"),
        (7, "offline"),
        (8, "UART only, for tests"),
    ],
};

/// `AT+CFUN=…,<rst>`.
pub static CFUN_RESET: CodeTable = CodeTable { name: "rst", entries: &[(0, "no reset"), (1, "reset first")] };

/// `AT+CIPMODE`: how links carry data.
pub static CIP_MODE: CodeTable = CodeTable { name: "mode", entries: &[(0, "command mode"), (1, "transparent mode")] };

/// `AT+CIPSENDMODE`: when `+CIPSEND` comes.
pub static SEND_MODE: CodeTable =
    CodeTable { name: "mode", entries: &[(0, "once the stack has the data"), (1, "once the peer has acknowledged the data")] };

/// `errMode` of `AT+CIPCCFG`: how `+IP ERROR` is printed.
pub static ERR_MODE: CodeTable = CodeTable { name: "errMode", entries: &[(0, "number"), (1, "text")] };

/// `HeaderType` of `AT+CIPCCFG`: which header pushed data carry.
pub static HEADER_TYPE: CodeTable = CodeTable { name: "HeaderType", entries: &[(0, "+IPD<length>"), (1, "+RECEIVE,<link>,<length>")] };

/// `AsyncMode` of `AT+CIPCCFG`.
pub static ASYNC_MODE: CodeTable = CodeTable { name: "AsyncMode", entries: &[(0, "synchronous"), (1, "asynchronous")] };

/// `udpRecvmode` of `AT+CIPCCFG`.
pub static UDP_RECV_MODE: CodeTable =
    CodeTable { name: "udpRecvmode", entries: &[(0, "datagrams may be joined"), (1, "one datagram at a time")] };

/// `AT+CGEREP`: what becomes of `+CGEV` while the line carries data.
pub static CGEREP_MODE: CodeTable = CodeTable {
    name: "mode",
    entries: &[
        (0, "kept, the oldest dropped when the buffer is full"),
        (1, "dropped while the line carries data"),
        (2, "kept while the line carries data, then sent"),
    ],
};

/// `AT+CGEREP=…,<bfr>`.
pub static CGEREP_BUFFER: CodeTable = CodeTable { name: "bfr", entries: &[(0, "cleared"), (1, "sent")] };

/// `AT+CSCLK`: whether the UART may sleep.
pub static SLEEP_MODE: CodeTable =
    CodeTable { name: "status", entries: &[(0, "never"), (1, "when DTR is high"), (2, "when the line has been idle")] };

/// `AT+IFC`: flow control of one direction.
pub static FLOW_CONTROL: CodeTable = CodeTable { name: "flow control", entries: &[(0, "none"), (1, "software"), (2, "hardware")] };

/// `AT+CPAS`: phone activity.
pub static ACTIVITY: CodeTable = CodeTable {
    name: "pas",
    entries: &[(0, "ready"), (1, "unavailable"), (2, "unknown"), (3, "ringing"), (4, "call in progress"), (5, "asleep")],
};

/// `AT+CTZR`: time zone reports.
pub static TIME_REPORT: CodeTable =
    CodeTable { name: "onoff", entries: &[(0, "off"), (1, "time zone"), (2, "time zone, time and daylight saving")] };

/// `DST:` and the last field of `+CTZV`: daylight saving.
pub static DAYLIGHT_SAVING: CodeTable = CodeTable { name: "dst", entries: &[(0, "none"), (1, "one hour"), (2, "two hours")] };

/// `CMTE:` temperature alarm.
pub static TEMPERATURE_ALARM: CodeTable = CodeTable {
    name: "CMTE mode",
    entries: &[
        (-2, "critically cold, the module shuts down"),
        (-1, "too cold"),
        (0, "back to normal"),
        (1, "too hot"),
        (2, "critically hot, the module shuts down"),
    ],
};

/// `<dir>` of `+CLCC`.
pub static CALL_DIRECTION: CodeTable = CodeTable { name: "dir", entries: &[(0, "outgoing"), (1, "incoming")] };

/// `<stat>` of `+CLCC`.
pub static CALL_STATE: CodeTable = CodeTable {
    name: "stat",
    entries: &[(0, "active"), (1, "held"), (2, "dialing"), (3, "alerting"), (4, "incoming"), (5, "waiting"), (6, "ended")],
};

/// `<mode>` of `+CLCC`.
pub static CALL_MODE: CodeTable = CodeTable { name: "mode", entries: &[(0, "voice"), (1, "data"), (2, "fax"), (9, "unknown")] };

/// `<m>` of `+CUSD`.
pub static USSD_STATE: CodeTable = CodeTable {
    name: "m",
    entries: &[
        (0, "no answer needed"),
        (1, "an answer is expected"),
        (2, "ended by the network"),
        (3, "another client answered"),
        (4, "not supported"),
        (5, "network timeout"),
    ],
};

/// `<n>` of `AT+CUSD=`.
pub static USSD_REPORT: CodeTable = CodeTable { name: "n", entries: &[(0, "off"), (1, "on"), (2, "cancel the session")] };

/// `AT+CLIP?`, second field: whether the network offers it.
pub static PROVISIONED: CodeTable = CodeTable { name: "m", entries: &[(0, "not provisioned"), (1, "provisioned"), (2, "unknown")] };
