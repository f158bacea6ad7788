//! Codes of the equipment, the network and the line.

use super::code::codes;
use crate::spec::codes as table;

codes! {
    /// `<err>` of `+CME ERROR` (M 28.3).
    CmeError(u16) = table::CME_ERROR {
        PHONE_FAILURE = 0,
        NO_CONNECTION_TO_PHONE = 1,
        PHONE_ADAPTOR_LINK_RESERVED = 2,
        OPERATION_NOT_ALLOWED = 3,
        OPERATION_NOT_SUPPORTED = 4,
        PH_SIM_PIN_REQUIRED = 5,
        PH_FSIM_PIN_REQUIRED = 6,
        PH_FSIM_PUK_REQUIRED = 7,
        SIM_NOT_INSERTED = 10,
        SIM_PIN_REQUIRED = 11,
        SIM_PUK_REQUIRED = 12,
        SIM_FAILURE = 13,
        SIM_BUSY = 14,
        SIM_WRONG = 15,
        INCORRECT_PASSWORD = 16,
        SIM_PIN2_REQUIRED = 17,
        SIM_PUK2_REQUIRED = 18,
        MEMORY_FULL = 20,
        INVALID_INDEX = 21,
        NOT_FOUND = 22,
        MEMORY_FAILURE = 23,
        TEXT_STRING_TOO_LONG = 24,
        INVALID_CHARACTERS_IN_TEXT_STRING = 25,
        DIAL_STRING_TOO_LONG = 26,
        INVALID_CHARACTERS_IN_DIAL_STRING = 27,
        NO_NETWORK_SERVICE = 30,
        NETWORK_TIMEOUT = 31,
        NETWORK_NOT_ALLOWED_EMERGENCY_CALLS_ONLY = 32,
        NETWORK_PERSONALIZATION_PIN_REQUIRED = 40,
        NETWORK_PERSONALIZATION_PUK_REQUIRED = 41,
        NETWORK_SUBSET_PERSONALIZATION_PIN_REQUIRED = 42,
        NETWORK_SUBSET_PERSONALIZATION_PUK_REQUIRED = 43,
        SERVICE_PROVIDER_PERSONALIZATION_PIN_REQUIRED = 44,
        SERVICE_PROVIDER_PERSONALIZATION_PUK_REQUIRED = 45,
        CORPORATE_PERSONALIZATION_PIN_REQUIRED = 46,
        CORPORATE_PERSONALIZATION_PUK_REQUIRED = 47,
        INCORRECT_PARAMETERS = 50,
        UNKNOWN_ERROR = 100,
        ILLEGAL_MESSAGE = 103,
        ILLEGAL_ME = 106,
        GPRS_SERVICES_NOT_ALLOWED = 107,
        PLMN_NOT_ALLOWED = 111,
        LOCATION_AREA_NOT_ALLOWED = 112,
        ROAMING_NOT_ALLOWED_IN_THIS_LOCATION_AREA = 113,
        SERVICE_OPTION_NOT_SUPPORTED = 132,
        REQUESTED_SERVICE_OPTION_NOT_SUBSCRIBED = 133,
        SERVICE_OPTION_TEMPORARILY_OUT_OF_ORDER = 134,
        UNSPECIFIED_GPRS_ERROR = 148,
        PDP_AUTHENTICATION_FAILURE = 149,
        INVALID_MOBILE_CLASS = 150,
        AT_COMMAND_TIMEOUT = 151,
    }

    /// `<err>` of `+CMS ERROR` (M 28.4).
    CmsError(u16) = table::CMS_ERROR {
        ME_FAILURE = 300,
        SMS_SERVICE_OF_ME_RESERVED = 301,
        OPERATION_NOT_ALLOWED = 302,
        OPERATION_NOT_SUPPORTED = 303,
        INVALID_PDU_MODE_PARAMETER = 304,
        INVALID_TEXT_MODE_PARAMETER = 305,
        SIM_NOT_INSERTED = 310,
        SIM_PIN_REQUIRED = 311,
        PH_SIM_PIN_REQUIRED = 312,
        SIM_FAILURE = 313,
        SIM_BUSY = 314,
        SIM_WRONG = 315,
        SIM_PUK_REQUIRED = 316,
        SIM_PIN2_REQUIRED = 317,
        SIM_PUK2_REQUIRED = 318,
        MEMORY_FAILURE = 320,
        INVALID_MEMORY_INDEX = 321,
        MEMORY_FULL = 322,
        SMSC_ADDRESS_UNKNOWN = 330,
        NO_NETWORK_SERVICE = 331,
        NETWORK_TIMEOUT = 332,
        NO_CNMA_ACKNOWLEDGEMENT_EXPECTED = 340,
        BUFFER_OVERFLOW = 341,
        SMS_SIZE_MORE_THAN_EXPECTED = 342,
        UNKNOWN_ERROR = 500,
    }

    /// `<stat>` of `+CREG`, `+CGREG` and `+CEREG` (M 4.2.1).
    RegistrationState(u8) = table::REGISTRATION {
        IDLE = 0,
        HOME = 1,
        SEARCHING = 2,
        DENIED = 3,
        UNKNOWN = 4,
        ROAMING = 5,
        SMS_ONLY_HOME = 6,
        SMS_ONLY_ROAMING = 7,
        EMERGENCY_ONLY = 11,
    }

    /// `<n>` of `+CREG`, `+CGREG` and `+CEREG` (M 4.2.1): which reports are sent.
    RegistrationReport(u8) = table::REGISTRATION_REPORT { OFF = 0, STATE = 1, STATE_AND_PLACE = 2 }

    /// `<AcT>`: access technology (M 4.2.2).
    AccessTechnology(u8) = table::ACCESS_TECHNOLOGY {
        GSM = 0,
        GSM_COMPACT = 1,
        UTRAN = 2,
        GSM_EGPRS = 3,
        UTRAN_HSDPA = 4,
        UTRAN_HSUPA = 5,
        UTRAN_HSPA = 6,
        E_UTRAN = 7,
        UTRAN_HSPA_PLUS = 8,
    }

    /// `<mode>` of `+COPS` (M 4.2.2): how the operator is chosen.
    OperatorMode(u8) = table::COPS_MODE {
        AUTOMATIC = 0,
        MANUAL = 1,
        DEREGISTER = 2,
        FORMAT_ONLY = 3,
        MANUAL_THEN_AUTOMATIC = 4,
        MANUAL_UNREGISTERED = 5,
    }

    /// `<format>` of `+COPS` (M 4.2.2).
    OperatorFormat(u8) = table::COPS_FORMAT { LONG = 0, SHORT = 1, NUMERIC = 2 }

    /// `<stat>` of `+CNSMOD`: the system in use.
    SystemMode(u8) = table::SYSTEM_MODE {
        NO_SERVICE = 0,
        GSM = 1,
        GPRS = 2,
        EDGE = 3,
        WCDMA = 4,
        HSDPA = 5,
        HSUPA = 6,
        HSPA = 7,
        LTE = 8,
        TD_SCDMA = 9,
        TD_SCDMA_HSDPA = 10,
        TD_SCDMA_HSUPA = 11,
        TD_SCDMA_HSPA = 12,
        CDMA = 13,
        EVDO = 14,
        CDMA_EVDO = 15,
        CDMA_LTE = 16,
        EHRPD = 23,
        CDMA_EHRPD = 24,
    }

    /// `<rssi>` of `+CSQ` (M 3.2.2): 0 to 31 in steps of 2 dB, 99 where it is not known.
    Rssi(u8) = table::RSSI { WEAKEST = 0, WEAK = 1, STRONG = 30, STRONGEST = 31, UNKNOWN = 99 }

    /// `<ber>` of `+CSQ` (M 3.2.2): bit error rate, 99 where it is not known.
    BitErrorRate(u8) = table::BIT_ERROR_RATE { R0 = 0, R1 = 1, R2 = 2, R3 = 3, R4 = 4, R5 = 5, R6 = 6, R7 = 7, UNKNOWN = 99 }

    /// `<fun>` of `+CFUN` (M 3.2.1).
    FunctionLevel(u8) = table::CFUN_LEVEL { MINIMUM = 0, FULL = 1, FLIGHT = 4, FACTORY_TEST = 5, RESET = 6, OFFLINE = 7, UART_ONLY = 8 }

    /// `<n>` of `+CMEE` (M 3.2.11): what a failed command says.
    ErrorForm(u8) = table::CMEE_MODE { PLAIN = 0, NUMBER = 1, WORDS = 2 }

    /// `AT&D` (M 10.2.1): what a drop of DTR does.
    DtrMode(u8) = table::DTR_MODE { IGNORE = 0, ESCAPE = 1, HANG_UP = 2 }

    /// Last field of `+CTZV`, and `DST:`.
    DaylightSaving(u8) = table::DAYLIGHT_SAVING { NONE = 0, ONE_HOUR = 1, TWO_HOURS = 2 }

    /// `CMTE:` temperature alarm (M 11.3).
    TemperatureAlarm(i8) = table::TEMPERATURE_ALARM { CRITICALLY_COLD = -2, COLD = -1, NORMAL = 0, HOT = 1, CRITICALLY_HOT = 2 }
}

impl Rssi {
    /// Received power in dBm, -113 to -51; `None` where it is not known.
    pub const fn dbm(self) -> Option<i16> {
        if self.0 <= 31 { Some(2 * self.0 as i16 - 113) } else { None }
    }
}

impl RegistrationState {
    /// Whether data can be sent: registered at home or roaming.
    pub const fn is_registered(self) -> bool {
        matches!(self, Self::HOME | Self::ROAMING)
    }
}
