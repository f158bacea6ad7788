//! Other families of modules, told by words that no A76XX says and by commands that none takes.

use a76xx_parser::spec::Command;
use a76xx_parser::spec::v25ter::{ATI, CGMM, CGMR, GMM, GMR, SIMCOMATI};

/// A family of modules that speaks another dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SIM800, SIM868, SIM900.
    Sim800,
    /// SIM7000, SIM7020, SIM7070, SIM7080.
    Sim7000,
    /// SIM5320, SIM5360.
    Sim5320,
    /// ESP8266 and ESP32 with ESP-AT.
    EspAt,
    /// Quectel.
    Quectel,
    /// u-blox.
    Ublox,
    /// Any other: a Bluetooth module, Ai-Thinker A6, Neoway.
    Other,
}

impl Dialect {
    /// Its name; `None` for families that are not told apart.
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Sim800 => "SIM800",
            Self::Sim7000 => "SIM7000",
            Self::Sim5320 => "SIM5320",
            Self::EspAt => "ESP-AT",
            Self::Quectel => "Quectel",
            Self::Ublox => "u-blox",
            Self::Other => return None,
        })
    }
}

/// A sign of another family: which, and how much it tells. One strong sign is enough, of weak ones it takes two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) dialect: Dialect,
    pub(super) weight: u8,
}

/// Weight at which the family is another one.
pub(super) const ENOUGH: u8 = 2;

#[expect(clippy::unnecessary_wraps, reason = "arms of a match that may have nothing")]
const fn strong(dialect: Dialect) -> Option<Sign> {
    Some(Sign { dialect, weight: ENOUGH })
}

#[expect(clippy::unnecessary_wraps, reason = "arms of a match that may have nothing")]
const fn weak(dialect: Dialect) -> Option<Sign> {
    Some(Sign { dialect, weight: 1 })
}

/// What a command's name tells, once the module has taken the command. Host programs are written for several families, so that one was sent
/// tells nothing.
pub(super) fn of_command(name: &[u8]) -> Option<Sign> {
    match name.strip_prefix(b"+")? {
        b"CIPSTART" | b"CIPMUX" | b"CIICR" | b"CIFSR" | b"CSTT" | b"CIPSHUT" | b"CIPQSEND" => strong(Dialect::Sim800),
        b"SAPBR" | b"CIPSTATUS" | b"CIPSSL" | b"CIPSPRT" => weak(Dialect::Sim800),
        b"CAOPEN" | b"CASEND" | b"CARECV" | b"CACLOSE" | b"CASTATE" | b"CAACK" | b"CNACT" | b"CACID" => strong(Dialect::Sim7000),
        b"CWMODE" | b"CWJAP" | b"CIPDOMAIN" | b"CIPRECVDATA" | b"CIPRECVMODE" => strong(Dialect::EspAt),
        b"QIOPEN" | b"QISEND" | b"QIACT" | b"QIRD" | b"QICLOSE" | b"QICSGP" | b"QIDEACT" => strong(Dialect::Quectel),
        b"USOCR" | b"USOCO" | b"USOWR" | b"USORD" | b"USOCL" => strong(Dialect::Ublox),
        _ => None,
    }
}

/// What a line of the module tells that the table does not hold.
pub(super) fn of_words(line: &[u8]) -> Option<Sign> {
    let line = line.trim_ascii();
    let starts = |word: &[u8]| line.starts_with(word);
    match *line.first()? {
        b'+' if starts(b"+IPD,") || starts(b"+CWJAP:") => strong(Dialect::EspAt),
        b'+' if starts(b"+CADATAIND:") || starts(b"+CAOPEN:") || starts(b"+CASEND:") || starts(b"+CARECV:") || starts(b"+APP PDP:") => {
            strong(Dialect::Sim7000)
        }
        b'+' if starts(b"+QIURC:") || starts(b"+QIOPEN:") || starts(b"+QISEND:") || starts(b"+QIRD:") => strong(Dialect::Quectel),
        b'+' if starts(b"+UUSO") || starts(b"+USOCR:") || starts(b"+USORD:") => strong(Dialect::Ublox),
        b'+' if starts(b"+QCPING:") => strong(Dialect::Other),
        b'+' if starts(b"+SAPBR:") || starts(b"+CIPSTATUS:") || starts(b"+PDP: DEACT") => weak(Dialect::Sim800),
        b'^' if starts(b"^CINIT:") => strong(Dialect::Other),
        b'D' if starts(b"DATA ACCEPT:") => strong(Dialect::Sim800),
        b'S' => match line {
            b"SHUT OK" => strong(Dialect::Sim800),
            b"SEND OK" | b"SEND FAIL" => strong(Dialect::EspAt),
            b"SMS Ready" => weak(Dialect::Sim7000),
            _ => None,
        },
        b'C' if line == b"COMMAND NO RESPONSE!" => strong(Dialect::Other),
        b'C' if line == b"Call Ready" => weak(Dialect::Sim800),
        b'R' if line == b"ROK" => strong(Dialect::Other),
        b'R' if starts(b"Recv ") && line.ends_with(b" bytes") => weak(Dialect::EspAt),
        b'E' if starts(b"ERR=") => weak(Dialect::Other),
        b'W' if line == b"WIFI CONNECTED" || line == b"WIFI GOT IP" => strong(Dialect::EspAt),
        b'b' if starts(b"busy s...") || starts(b"busy p...") => strong(Dialect::EspAt),
        b'0'..=b'9' => match line.get(1..)?.trim_ascii_start() {
            [b',', rest @ ..] => match rest.trim_ascii_start() {
                b"CONNECT OK" | b"CLOSE OK" | b"SEND OK" => strong(Dialect::Sim800),
                b"CLOSED" | b"CONNECT" => weak(Dialect::EspAt),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// What a program quotes of the module's words, where it prints that it cannot handle them (`### Unhandled: …`).
pub(super) fn quoted(text: &[u8]) -> Option<&[u8]> {
    const MARK: &[u8] = b"Unhandled: ";
    let at = text.windows(MARK.len()).position(|part| part == MARK)?;
    text.get(at + MARK.len()..)
}

/// Whether the answers of a command name the module.
pub(super) fn names_module(row: &Command) -> bool {
    [&ATI, &CGMM, &CGMR, &GMM, &GMR, &SIMCOMATI].into_iter().any(|namer| row.is(namer))
}

/// Names of models, and their family; `None` for the family that the table describes and its near relatives.
const MODELS: [(&[u8], Option<Dialect>); 23] = [
    (b"A76", None),
    (b"SIM75", None),
    (b"SIM76", None),
    (b"SIM767", None),
    (b"SIM800", Some(Dialect::Sim800)),
    (b"SIM808", Some(Dialect::Sim800)),
    (b"SIM868", Some(Dialect::Sim800)),
    (b"SIM900", Some(Dialect::Sim800)),
    (b"SIM700", Some(Dialect::Sim7000)),
    (b"SIM702", Some(Dialect::Sim7000)),
    (b"SIM707", Some(Dialect::Sim7000)),
    (b"SIM708", Some(Dialect::Sim7000)),
    (b"SIM5320", Some(Dialect::Sim5320)),
    (b"SIM5360", Some(Dialect::Sim5320)),
    (b"Quectel", Some(Dialect::Quectel)),
    (b"EC2", Some(Dialect::Quectel)),
    (b"BG9", Some(Dialect::Quectel)),
    (b"BC66", Some(Dialect::Quectel)),
    (b"SARA-", Some(Dialect::Ublox)),
    (b"LARA-", Some(Dialect::Ublox)),
    (b"u-blox", Some(Dialect::Ublox)),
    (b"N58", Some(Dialect::Other)),
    (b"Ai Thinker", Some(Dialect::Other)),
];

/// What a line that names the module tells: its family where that is another one (`Err`), or that it is one of the table's (`Ok`).
pub(super) fn of_model(text: &[u8]) -> Option<Result<(), Sign>> {
    let at_word = |name: &[u8]| {
        let mut from = text.windows(name.len()).enumerate().filter(|(_, part)| *part == name).map(|(at, _)| at);
        from.any(|at| at == 0 || text.get(at - 1).is_some_and(|before| !before.is_ascii_alphanumeric()))
    };
    let (_, dialect) = MODELS.iter().find(|(name, _)| at_word(name))?;
    Some(dialect.map_or(Ok(()), |dialect| Err(Sign { dialect, weight: ENOUGH })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_family_are_no_signs() {
        for line in
            [&b"+IPD16"[..], b"OK", b"CONNECT 115200", b"SMS DONE", b"0,1", b"+CIPSEND: 0,5,5", b"*ATREADY: 1", b"CLOSED", b"DST: 1"]
        {
            assert_eq!(of_words(line), None, "{}", line.escape_ascii());
        }
        assert_eq!(of_command(b"+CIPOPEN"), None);
        assert_eq!(of_model(b"Model: A7670E-FASE"), Some(Ok(())));
        assert_eq!(of_model(b"SIMCOM_SIM7600G-H"), Some(Ok(())));
    }

    #[test]
    fn words_of_others_are() {
        assert_eq!(of_words(b" 1, CONNECT OK\r\n"), strong(Dialect::Sim800));
        assert_eq!(of_words(b"+IPD,0,16:data"), strong(Dialect::EspAt));
        assert_eq!(of_words(b"0,CLOSED"), weak(Dialect::EspAt));
        assert_eq!(of_model(b"SIMCOM_SIM7000G"), Some(Err(Sign { dialect: Dialect::Sim7000, weight: ENOUGH })));
        assert_eq!(of_model(b"XA76"), None);
    }
}
