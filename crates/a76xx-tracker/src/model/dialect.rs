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

const fn strong(dialect: Dialect) -> Sign {
    Sign { dialect, weight: ENOUGH }
}

const fn weak(dialect: Dialect) -> Sign {
    Sign { dialect, weight: 1 }
}

/// Of the family, but no sign of it: relatives take it as well, or answer it alike.
const fn hint(dialect: Dialect) -> Sign {
    Sign { dialect, weight: 0 }
}

/// Names of commands that other families take, without their mark.
const COMMANDS: [(&[&[u8]], Sign); 10] = [
    (&[b"CIPSTART", b"CIPMUX", b"CIICR", b"CIFSR", b"CSTT", b"CIPSHUT", b"CIPQSEND"], strong(Dialect::Sim800)),
    (&[b"SAPBR", b"CIPSTATUS", b"CIPSSL", b"CIPSPRT"], weak(Dialect::Sim800)),
    (&[b"CAOPEN", b"CASEND", b"CARECV", b"CACLOSE", b"CASTATE", b"CAACK", b"CNACT", b"CACID"], strong(Dialect::Sim7000)),
    (&[b"CWMODE", b"CWJAP", b"CIPDOMAIN", b"CIPRECVDATA", b"CIPRECVMODE"], strong(Dialect::EspAt)),
    (&[b"QIOPEN", b"QISEND", b"QIACT", b"QIRD", b"QICLOSE", b"QICSGP", b"QIDEACT"], strong(Dialect::Quectel)),
    (&[b"USOCR", b"USOCO", b"USOWR", b"USORD", b"USOCL"], strong(Dialect::Ublox)),
    (&[b"CLTS"], hint(Dialect::Sim800)),
    (&[b"CNCFG", b"SMCONF", b"SMCONN", b"SMPUB", b"SHCONF", b"SHCONN", b"SHREQ"], hint(Dialect::Sim7000)),
    (&[b"CWLAP", b"CWQAP"], hint(Dialect::EspAt)),
    (&[b"QCFG", b"QENG", b"QNWINFO"], hint(Dialect::Quectel)),
];

/// How names of commands begin that only one family has, without their mark.
const HEADS: [(&[u8], Dialect); 7] = [
    (b"QI", Dialect::Quectel),
    (b"QMT", Dialect::Quectel),
    (b"QHTTP", Dialect::Quectel),
    (b"QSSL", Dialect::Quectel),
    (b"USO", Dialect::Ublox),
    (b"UPSD", Dialect::Ublox),
    (b"UDNSRN", Dialect::Ublox),
];

impl Dialect {
    /// The family that a command is of, where it is none of A76XX's. `name` is as in `+CIPSTART`, in any case of letters.
    pub fn of_command(name: &[u8]) -> Option<Self> {
        let name = name.strip_prefix(b"+")?;
        let whole = COMMANDS.iter().find(|(names, _)| names.iter().any(|own| own.eq_ignore_ascii_case(name))).map(|(_, sign)| sign.dialect);
        let begins = |head: &[u8]| name.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
        whole.or_else(|| HEADS.iter().find(|(head, _)| begins(head)).map(|(_, dialect)| *dialect))
    }
}

/// What a command's name tells, once the module has taken the command. Host programs are written for several families, so that one was sent
/// tells nothing.
pub(super) fn of_command(name: &[u8]) -> Option<Sign> {
    let name = name.strip_prefix(b"+")?;
    COMMANDS.iter().find(|(names, sign)| sign.weight > 0 && names.contains(&name)).map(|(_, sign)| *sign)
}

/// Words of the module that the table does not hold.
enum Words {
    /// The whole line.
    Are(&'static [u8]),
    /// Its beginning.
    Begin(&'static [u8]),
    /// Its beginning and its end.
    Surround(&'static [u8], &'static [u8]),
    /// What stands behind the number of a link: `0, CLOSED`.
    OfLink(&'static [u8]),
}

/// What the module of another family says.
const WORDS: [(Words, Sign); 38] = [
    (Words::Begin(b"+IPD,"), strong(Dialect::EspAt)),
    (Words::Begin(b"+CWJAP:"), strong(Dialect::EspAt)),
    (Words::Begin(b"+CADATAIND:"), strong(Dialect::Sim7000)),
    (Words::Begin(b"+CAOPEN:"), strong(Dialect::Sim7000)),
    (Words::Begin(b"+CASEND:"), strong(Dialect::Sim7000)),
    (Words::Begin(b"+CARECV:"), strong(Dialect::Sim7000)),
    (Words::Begin(b"+APP PDP:"), strong(Dialect::Sim7000)),
    (Words::Begin(b"+QIURC:"), strong(Dialect::Quectel)),
    (Words::Begin(b"+QIOPEN:"), strong(Dialect::Quectel)),
    (Words::Begin(b"+QISEND:"), strong(Dialect::Quectel)),
    (Words::Begin(b"+QIRD:"), strong(Dialect::Quectel)),
    (Words::Begin(b"+UUSO"), strong(Dialect::Ublox)),
    (Words::Begin(b"+USOCR:"), strong(Dialect::Ublox)),
    (Words::Begin(b"+USORD:"), strong(Dialect::Ublox)),
    (Words::Begin(b"+QCPING:"), strong(Dialect::Other)),
    (Words::Begin(b"+SAPBR:"), weak(Dialect::Sim800)),
    (Words::Begin(b"+CIPSTATUS:"), weak(Dialect::Sim800)),
    (Words::Begin(b"+PDP: DEACT"), weak(Dialect::Sim800)),
    (Words::Begin(b"^CINIT:"), strong(Dialect::Other)),
    (Words::Begin(b"DATA ACCEPT:"), strong(Dialect::Sim800)),
    (Words::Are(b"SHUT OK"), strong(Dialect::Sim800)),
    (Words::Are(b"SEND OK"), strong(Dialect::EspAt)),
    (Words::Are(b"SEND FAIL"), strong(Dialect::EspAt)),
    (Words::Are(b"SMS Ready"), weak(Dialect::Sim7000)),
    (Words::Are(b"COMMAND NO RESPONSE!"), strong(Dialect::Other)),
    (Words::Are(b"Call Ready"), weak(Dialect::Sim800)),
    (Words::Are(b"ROK"), strong(Dialect::Other)),
    (Words::Surround(b"Recv ", b" bytes"), weak(Dialect::EspAt)),
    (Words::Begin(b"ERR="), weak(Dialect::Other)),
    (Words::Are(b"WIFI CONNECTED"), strong(Dialect::EspAt)),
    (Words::Are(b"WIFI GOT IP"), strong(Dialect::EspAt)),
    (Words::Begin(b"busy s..."), strong(Dialect::EspAt)),
    (Words::Begin(b"busy p..."), strong(Dialect::EspAt)),
    (Words::OfLink(b"CONNECT OK"), strong(Dialect::Sim800)),
    (Words::OfLink(b"CLOSE OK"), strong(Dialect::Sim800)),
    (Words::OfLink(b"SEND OK"), strong(Dialect::Sim800)),
    (Words::OfLink(b"CLOSED"), weak(Dialect::EspAt)),
    (Words::OfLink(b"CONNECT"), weak(Dialect::EspAt)),
];

impl Words {
    fn are_in(&self, line: &[u8]) -> bool {
        match self {
            Self::Are(words) => line == *words,
            Self::Begin(words) => line.starts_with(words),
            Self::Surround(front, back) => line.starts_with(front) && line.ends_with(back),
            Self::OfLink(words) => match line {
                [b'0'..=b'9', behind @ ..] => {
                    behind.trim_ascii_start().strip_prefix(b",").is_some_and(|rest| rest.trim_ascii_start() == *words)
                }
                _ => false,
            },
        }
    }
}

/// What a line of the module tells that the table does not hold.
pub(super) fn of_words(line: &[u8]) -> Option<Sign> {
    let line = line.trim_ascii();
    WORDS.iter().find(|(words, _)| words.are_in(line)).map(|(_, sign)| *sign)
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
        for line in [
            &b"+IPD16"[..],
            b"OK",
            b"Recv 12",
            b"12 bytes",
            b"0, CLOSED too",
            b"0 CLOSED",
            b"x,CLOSED",
            b"I SEND OK",
            b"CONNECT 115200",
            b"SMS DONE",
            b"0,1",
            b"+CIPSEND: 0,5,5",
            b"*ATREADY: 1",
            b"CLOSED",
            b"DST: 1",
        ] {
            assert_eq!(of_words(line), None, "{}", line.escape_ascii());
        }
        assert_eq!(of_command(b"+CIPOPEN"), None);
        assert_eq!(of_model(b"Model: A7670E-FASE"), Some(Ok(())));
        assert_eq!(of_model(b"SIMCOM_SIM7600G-H"), Some(Ok(())));
    }

    #[test]
    fn words_of_others_are() {
        assert_eq!(of_words(b" 1, CONNECT OK\r\n"), Some(strong(Dialect::Sim800)));
        assert_eq!(of_words(b"+IPD,0,16:data"), Some(strong(Dialect::EspAt)));
        assert_eq!(of_words(b"0,CLOSED"), Some(weak(Dialect::EspAt)));
        assert_eq!(of_words(b"Recv 12 bytes"), Some(weak(Dialect::EspAt)));
        assert_eq!(of_command(b"+QIOPEN"), Some(strong(Dialect::Quectel)));
        assert_eq!(of_model(b"SIMCOM_SIM7000G"), Some(Err(Sign { dialect: Dialect::Sim7000, weight: ENOUGH })));
        assert_eq!(of_model(b"XA76"), None);
    }
}
