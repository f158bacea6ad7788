//! What the codes of the services come to: whose fault, how bad, and what to do.

use a76xx_parser::spec::CodeTable;
use a76xx_parser::spec::codes::{CME_ERROR, CMS_ERROR, DNS_ERROR, IP_ERROR, NTP_ERROR, SOCKET_ERR};
use a76xx_parser::spec::codes_service::{AGPS_ERR, FTP_ERR, HTTP_STATUS, MAIL_ERR, MQTT_ERR, MQTT_LOST, TLS_ERR, WS_ERR};

use crate::rule::Blame;

/// What a code comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The module does not say.
    Unsaid,
    /// The way into the network.
    Network,
    /// A name was not resolved.
    Name,
    /// The server was not reached, or hung up.
    Peer,
    /// The handshake of TLS.
    Tls,
    /// User, password, identifier, rights.
    Login,
    /// The server's own answer.
    Served,
    /// The answer is elsewhere.
    Moved,
    /// A parameter, a length, a text.
    Parameter,
    /// The steps before it are missing.
    Step,
    /// It is there already.
    Already,
    /// Something else is under way.
    Busy,
    /// Time ran out.
    Time,
    /// Files and memory.
    Storage,
    /// The SIM is missing, locked or unusable.
    Sim,
    /// The SIM still starts.
    SimStarts,
}

/// Whether a table holds results, of which only some are success.
pub(super) fn is_result(table: &CodeTable) -> bool {
    if table.entries.is_empty() {
        return false;
    }
    let tables: [&CodeTable; 14] = [
        &SOCKET_ERR,
        &IP_ERROR,
        &DNS_ERROR,
        &NTP_ERROR,
        &MQTT_ERR,
        &MQTT_LOST,
        &TLS_ERR,
        &FTP_ERR,
        &WS_ERR,
        &HTTP_STATUS,
        &AGPS_ERR,
        &MAIL_ERR,
        &CME_ERROR,
        &CMS_ERROR,
    ];
    tables.into_iter().any(|own| core::ptr::eq(own, table))
}

/// Whether a code of a table is success. CME, `+IP ERROR` and the cause of a lost connection have none.
pub(super) fn is_success(table: &CodeTable, code: i64) -> bool {
    if core::ptr::eq(table, &raw const HTTP_STATUS) {
        matches!(code, 0 | 100..=299 | 304)
    } else {
        code == 0 && ![&CME_ERROR, &IP_ERROR].into_iter().any(|own| core::ptr::eq(own, table))
    }
}

impl Trouble {
    /// What a code of a table comes to.
    pub(super) fn of(table: &'static CodeTable, code: i64) -> Self {
        let is = |own: &CodeTable| core::ptr::eq(own, table);
        match code {
            _ if is(&MQTT_ERR) => Self::of_mqtt(code),
            // TLS has the same list as FTP, apart from a few.
            _ if is(&TLS_ERR) => Self::of_tls(code),
            _ if is(&FTP_ERR) => Self::of_ftp(code),
            _ if is(&HTTP_STATUS) => Self::of_http(code),
            _ if is(&CME_ERROR) => Self::of_cme(code),
            _ if is(&CMS_ERROR) => Self::of_cms(code),
            1 | 2 if is(&MQTT_LOST) => Self::Peer,
            _ if is(&MQTT_LOST) => Self::Network,
            _ if is(&IP_ERROR) => Self::of_ip(code),
            1 | 3 | 4 if is(&NTP_ERROR) => Self::Peer,
            2 | 5 if is(&NTP_ERROR) => Self::Parameter,
            6 if is(&NTP_ERROR) => Self::Time,
            2..=5 if is(&WS_ERR) => Self::Peer,
            6 if is(&WS_ERR) => Self::Parameter,
            7 if is(&WS_ERR) => Self::Already,
            8 if is(&WS_ERR) => Self::Step,
            101 | 103..=105 if is(&AGPS_ERR) => Self::Peer,
            102 if is(&AGPS_ERR) => Self::Name,
            600 if is(&MAIL_ERR) => Self::Busy,
            601 | 602 if is(&MAIL_ERR) => Self::Network,
            603 | 604 | 608 if is(&MAIL_ERR) => Self::Parameter,
            605 if is(&MAIL_ERR) => Self::Time,
            607 | 609 if is(&MAIL_ERR) => Self::Storage,
            610 if is(&MAIL_ERR) => Self::Served,
            611 if is(&MAIL_ERR) => Self::Login,
            _ => Self::Unsaid,
        }
    }

    const fn of_ip(code: i64) -> Self {
        match code {
            0 | 17 => Self::Time,
            2 | 9 | 12 => Self::Parameter,
            4 | 10 | 20 => Self::Already,
            5..=8 | 11 | 13 => Self::Step,
            14 => Self::Name,
            15 => Self::Busy,
            18 | 19 => Self::Network,
            _ => Self::Unsaid,
        }
    }

    const fn of_mqtt(code: i64) -> Self {
        match code {
            3 | 6 | 16 | 26 | 29 => Self::Peer,
            4 | 7 | 8 => Self::Network,
            2 | 10 | 12 | 18 | 22 | 24 | 27 => Self::Parameter,
            9 | 11 | 13 | 15 | 20 => Self::Step,
            19 | 21 | 23 => Self::Already,
            14 => Self::Busy,
            17 => Self::Time,
            25 => Self::Name,
            28 | 30 | 31 => Self::Login,
            32 | 34 => Self::Tls,
            33 => Self::Storage,
            _ => Self::Unsaid,
        }
    }

    const fn of_tls(code: i64) -> Self {
        match code {
            1 | 10 | 15 => Self::Tls,
            3 => Self::Busy,
            4 | 6 | 14 => Self::Peer,
            5 | 18 => Self::Time,
            7 | 19 => Self::Storage,
            8 => Self::Parameter,
            9 | 12 | 17 => Self::Network,
            11 => Self::Step,
            13 => Self::Name,
            _ => Self::Unsaid,
        }
    }

    const fn of_ftp(code: i64) -> Self {
        match code {
            1 | 16 => Self::Tls,
            3 => Self::Busy,
            4 | 6 | 14 | 421 => Self::Peer,
            5 => Self::Time,
            7 | 17 => Self::Storage,
            8 => Self::Parameter,
            9 => Self::Served,
            10 | 13 => Self::Network,
            11 => Self::Step,
            12 => Self::Name,
            _ => Self::Unsaid,
        }
    }

    const fn of_http(code: i64) -> Self {
        match code {
            300..=399 => Self::Moved,
            401 | 403 | 407 => Self::Login,
            400..=599 => Self::Served,
            600 | 704 | 706 | 714 => Self::Peer,
            601 | 709 | 712 | 717 => Self::Network,
            602 | 707 | 719 => Self::Storage,
            603 | 713 => Self::Name,
            604 | 703 => Self::Busy,
            701 | 710 | 715 => Self::Tls,
            705 | 718 => Self::Time,
            708 => Self::Parameter,
            711 => Self::Step,
            _ => Self::Unsaid,
        }
    }

    const fn of_cme(code: i64) -> Self {
        match code {
            5..=7 | 10..=12 | 15..=18 | 40..=47 => Self::Sim,
            13 | 14 => Self::SimStarts,
            3 => Self::Step,
            4 | 21 | 22 | 24..=27 | 50 => Self::Parameter,
            20 | 23 => Self::Storage,
            30 | 32 | 106..=134 | 148..=150 => Self::Network,
            31 | 151 => Self::Time,
            _ => Self::Unsaid,
        }
    }

    const fn of_cms(code: i64) -> Self {
        match code {
            310..=312 | 315..=318 => Self::Sim,
            313 | 314 => Self::SimStarts,
            302 => Self::Step,
            303..=305 | 321 | 330 | 341 | 342 => Self::Parameter,
            320 | 322 => Self::Storage,
            331 => Self::Network,
            332 => Self::Time,
            _ => Self::Unsaid,
        }
    }

    /// Whose fault it is.
    pub(super) const fn blame(self) -> Blame {
        match self {
            Self::Parameter | Self::Step | Self::Already | Self::Busy | Self::Login | Self::Moved | Self::Storage => Blame::Host,
            Self::Network | Self::Name | Self::Peer | Self::Tls | Self::Served | Self::Time | Self::Sim => Blame::Network,
            Self::Unsaid | Self::SimStarts => Blame::Module,
        }
    }

    /// What to do.
    pub(super) const fn advice(self) -> &'static str {
        match self {
            Self::Unsaid => "set AT+CMEE=2 and try again; ask AT+CPIN?, AT+CEREG? and AT+CGACT?",
            Self::Network => "ask AT+CPSI?, AT+CEREG?, AT+CGACT? and AT+CGPADDR, and set the APN that the SIM needs with AT+CGDCONT",
            Self::Name => "check the name; try AT+CDNSGIP with it, and with another",
            Self::Peer => "check address and port, and that the server is public and listens; try AT+CPING and another server",
            Self::Tls => {
                "compare sslversion, authmode, enableSNI and the certificates of AT+CSSLCFG with what the server wants; ask AT+CCLK? for the clock"
            }
            Self::Login => "check user, password, identifier and rights with the server",
            Self::Served => "the server was reached and said no: read its answer",
            Self::Moved => "the module does not follow: read the new address from the header and ask there",
            Self::Parameter => "compare the parameters and lengths with the command's own",
            Self::Step => "do the steps before it first, in order, and wait for each one's result",
            Self::Already => "go on with what is there, or close and release it first",
            Self::Busy => "wait for the result of what is under way, then try again",
            Self::Time => "try again; where it stays so, ask AT+CPSI? and AT+CSQ for the signal",
            Self::Storage => "check that the file is there with AT+CCERTLIST or AT+FSLS, and that there is room",
            Self::Sim => "check the card, its contact and its PIN; ask AT+CPIN?",
            Self::SimStarts => "wait for +CPIN: READY, then try again",
        }
    }
}
