//! Settings that change nothing but their own answer: written, read, and asked for their ranges, as the table has their forms.

use std::collections::BTreeMap;

use a76xx_parser::spec::{Command, Saving, Shape, network, packet, serial, sms, status, supply, tcpip_more};

use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};

/// A row, its value at the start, and its ranges.
struct Plain {
    row: &'static Command,
    value: &'static str,
    ranges: &'static str,
}

const fn plain(row: &'static Command, value: &'static str, ranges: &'static str) -> Plain {
    Plain { row, value, ranges }
}

static PLAIN: &[Plain] = &[
    plain(&serial::IPR, "115200", "(0,300,600,1200,2400,4800,9600,19200,38400,57600,115200,230400,460800,921600,3000000)"),
    plain(&serial::IPREX, "115200", "(0,300,600,1200,2400,4800,9600,19200,38400,57600,115200,230400,460800,921600,3000000)"),
    plain(&serial::IFC, "0,0", "(0,2),(0,2)"),
    plain(&serial::CSCLK, "0", "(0-2)"),
    plain(&serial::CATR, "0", "(0-3)"),
    plain(&network::CNMP, "2", "(2,13,38)"),
    plain(&network::CTZU, "0", "(0,1)"),
    plain(&network::CTZR, "0", "(0-2)"),
    plain(&packet::CGEREP, "2,0", "(0-2),(0,1)"),
    plain(&packet::CGAUTH, "", "(1-15),(0-3),,"),
    plain(&tcpip_more::CTCPKA, "0,1,5", "(0,1),(1-65535),(1-255)"),
    plain(&tcpip_more::CSOC, "1,1,1", "(1),(1-3),(1)"),
    // Programs set up messages before they do anything else; there are none here.
    plain(&sms::CMGF, "0", "(0,1)"),
    plain(&sms::CSCA, "\"+10000000000\",145", ""),
    plain(&sms::CSMP, "17,167,0,0", ""),
    plain(&sms::CSDH, "0", "(0,1)"),
    plain(&sms::CNMI, "2,1,0,0,0", "(0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)"),
    plain(&status::CCLK, "\"80/01/06,00:00:00+00\"", ""),
    plain(&status::CPAS, "0", "(0,3,4)"),
    plain(&supply::CBC, "3.800V", ""),
    plain(&a76xx_parser::spec::named::line::AUTO_ANSWER, "0", ""),
];

/// Their rows.
pub(super) fn rows() -> impl Iterator<Item = &'static Command> {
    PLAIN.iter().map(|plain| plain.row)
}

/// What a restart leaves of them: those that the manual says are saved.
pub(super) fn kept(all: BTreeMap<&'static str, Vec<u8>>) -> BTreeMap<&'static str, Vec<u8>> {
    let saves = |name: &str| {
        let row = PLAIN.iter().find(|plain| plain.row.name() == name);
        row.and_then(|plain| plain.row.words()).is_some_and(|words| matches!(words.saving, Saving::AutoSave | Saving::AutoSaveReboot))
    };
    all.into_iter().filter(|(name, _)| saves(name)).collect()
}

/// Carries out a command of a row that no subject has.
pub(super) fn carry_out(modem: &mut Modem, call: &Call<'_>, row: &Command) -> Outcome {
    let Some(plain) = PLAIN.iter().find(|plain| plain.row.is(row)) else { return Outcome::Error };
    if !call.fits() {
        return Outcome::Error;
    }
    let own = |modem: &Modem| modem.settings.plain.get(plain.row.name()).cloned().unwrap_or(plain.value.as_bytes().to_vec());
    let has = |shape| !plain.row.forms_of(shape).is_empty();
    match call.shape {
        Shape::Test if !plain.ranges.is_empty() && has(Shape::TestInfo) => {
            modem.info_of(plain.row, Shape::TestInfo, plain.ranges.as_bytes());
        }
        Shape::Test => {}
        Shape::Read if plain.row.name() == "S0" => modem.text(&format!("{:0>3}", String::from_utf8_lossy(&own(modem)))),
        Shape::Read if plain.value.is_empty() => {}
        Shape::Read => modem.info_of(plain.row, Shape::ReadInfo, &own(modem)),
        Shape::Write => {
            // What is left out stays as it was.
            let mut value = call.line.params.to_vec();
            let before = own(modem);
            let given = value.split(|byte| *byte == b',').count();
            // A quoted value is one value, whatever commas it has.
            let rests = if before.contains(&b'"') { usize::MAX } else { given };
            for rest in before.split(|byte| *byte == b',').skip(rests) {
                value.push(b',');
                value.extend(rest);
            }
            modem.settings.plain.insert(plain.row.name(), value);
        }
        Shape::Exec if has(Shape::Info) => modem.info_of(plain.row, Shape::Info, &own(modem)),
        _ => {
            modem.settings.plain.remove(plain.row.name());
        }
    }
    Outcome::Ok
}
