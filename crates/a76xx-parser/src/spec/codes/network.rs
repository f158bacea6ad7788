//! Registration, radio and packet domain codes.

use crate::spec::words::CodeTable;

/// `<stat>` of `+CREG`, `+CGREG` and `+CEREG`.
pub static REGISTRATION: CodeTable = CodeTable {
    name: "stat",
    entries: &[
        (0, "not registered, not searching"),
        (1, "registered, home network"),
        (2, "not registered, searching"),
        (3, "registration denied"),
        (4, "unknown"),
        (5, "registered, roaming"),
        (6, "registered for SMS only, home network"),
        (7, "registered for SMS only, roaming"),
        (11, "emergency calls only"),
    ],
};

/// `<n>` of `AT+CREG=`, `AT+CGREG=` and `AT+CEREG=`.
pub static REGISTRATION_REPORT: CodeTable =
    CodeTable { name: "n", entries: &[(0, "off"), (1, "registration state"), (2, "registration state and place")] };

/// `<rssi>` of `+CSQ`: the ends of the scale; between them a step is 2 dB.
pub static RSSI: CodeTable = CodeTable {
    name: "rssi",
    entries: &[(0, "-113 dBm or less"), (1, "-111 dBm"), (30, "-53 dBm"), (31, "-51 dBm or more"), (99, "not known")],
};

/// `<ber>` of `+CSQ`.
pub static BIT_ERROR_RATE: CodeTable = CodeTable {
    name: "ber",
    entries: &[
        (0, "below 0.01 %"),
        (1, "0.01 % to 0.1 %"),
        (2, "0.1 % to 0.5 %"),
        (3, "0.5 % to 1 %"),
        (4, "1 % to 2 %"),
        (5, "2 % to 4 %"),
        (6, "4 % to 8 %"),
        (7, "above 8 %"),
        (99, "not known"),
    ],
};

/// `<mode>` of `+COPS`.
pub static COPS_MODE: CodeTable = CodeTable {
    name: "mode",
    entries: &[
        (0, "automatic"),
        (1, "manual"),
        (2, "deregister"),
        (3, "set the format only"),
        (4, "manual, then automatic"),
        (5, "manual, but do not register"),
    ],
};

/// `<format>` of `+COPS`.
pub static COPS_FORMAT: CodeTable = CodeTable { name: "format", entries: &[(0, "long name"), (1, "short name"), (2, "numeric")] };

/// `<AcT>` of `+COPS`, `+CREG` and `+CEREG`: access technology.
pub static ACCESS_TECHNOLOGY: CodeTable = CodeTable {
    name: "AcT",
    entries: &[
        (0, "GSM"),
        (1, "GSM compact"),
        (2, "UTRAN"),
        (3, "GSM with EGPRS"),
        (4, "UTRAN with HSDPA"),
        (5, "UTRAN with HSUPA"),
        (6, "UTRAN with HSDPA and HSUPA"),
        (7, "E-UTRAN"),
        (8, "UTRAN HSPA+"),
    ],
};

/// `<stat>` of `+CNSMOD`: system mode.
pub static SYSTEM_MODE: CodeTable = CodeTable {
    name: "stat",
    entries: &[
        (0, "no service"),
        (1, "GSM"),
        (2, "GPRS"),
        (3, "EDGE"),
        (4, "WCDMA"),
        (5, "HSDPA"),
        (6, "HSUPA"),
        (7, "HSPA"),
        (8, "LTE"),
        (9, "TD-SCDMA"),
        (10, "TD-SCDMA HSDPA"),
        (11, "TD-SCDMA HSUPA"),
        (12, "TD-SCDMA HSPA"),
        (13, "CDMA"),
        (14, "EVDO"),
        (15, "CDMA and EVDO"),
        (16, "CDMA and LTE"),
        (23, "EHRPD"),
        (24, "CDMA and EHRPD"),
    ],
};

/// `<mode>` of `+CNMP`: preferred network.
pub static PREFERRED_MODE: CodeTable =
    CodeTable { name: "mode", entries: &[(2, "automatic"), (13, "GSM only"), (14, "WCDMA only"), (38, "LTE only")] };

/// `<state>` of `+CGATT`.
pub static ATTACHED: CodeTable = CodeTable { name: "state", entries: &[(0, "detached"), (1, "attached")] };

/// `<state>` of `+CGACT`.
pub static ACTIVATED: CodeTable = CodeTable { name: "state", entries: &[(0, "inactive"), (1, "active")] };

/// `<auth_type>` of `+CGAUTH`.
pub static AUTH_TYPE: CodeTable = CodeTable { name: "auth_type", entries: &[(0, "none"), (1, "PAP"), (2, "CHAP"), (3, "PAP or CHAP")] };
