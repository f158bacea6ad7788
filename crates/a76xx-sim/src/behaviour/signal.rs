//! Signal and cell (M 3.2.2, 4.2.9).

use a76xx_parser::spec::{Shape, network, status};
use a76xx_parser::typed::{BitErrorRate, FunctionLevel, Name, Rssi};
use a76xx_parser::{Answer, Request, Urc};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use core::time::Duration;

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&status::CSQ, "(0-31,99),(0-7,99)", Modem::signal_quality),
    does(&status::AUTOCSQ, "(0,1),(0,1)", Modem::signal_reports),
    does(&network::CPSI, "(0-255)", Modem::cell),
    does(&network::CNSMOD, "(0,1)", Modem::system),
];

/// Time between reports of `AT+AUTOCSQ`.
const REPORTS: Duration = Duration::from_secs(5);

impl Modem {
    fn signal(&self) -> (Rssi, BitErrorRate) {
        let air = &self.config.air;
        if self.settings.function != FunctionLevel::FULL {
            return (Rssi::UNKNOWN, BitErrorRate::UNKNOWN);
        }
        let usual = if air.rssi == Rssi::UNKNOWN { 99 } else { self.config.profile.bit_errors };
        (air.rssi, air.ber.unwrap_or(BitErrorRate(usual)))
    }

    fn signal_quality(&mut self, call: &Call<'_>) -> Outcome {
        if call.shape != Shape::Exec || !call.fits() {
            return Outcome::Error;
        }
        let (rssi, ber) = self.signal();
        self.info(&Answer::Csq { rssi, ber });
        Outcome::Ok
    }

    fn signal_reports(&mut self, call: &Call<'_>) -> Outcome {
        match (call.shape, call.fits()) {
            (Shape::Read, true) => {
                let (on, changes) = self.settings.signal_reports;
                let params = format!("{},{}", u8::from(on), u8::from(changes));
                self.info_of(&status::AUTOCSQ, Shape::ReadInfo, params.as_bytes());
            }
            (Shape::Write, true) => {
                let on = call.int(0) == Some(1);
                self.settings.signal_reports = (on, call.int(1) == Some(1));
                self.tasks.cancel(Task::ReportSignal);
                self.signal_told = None;
                if on {
                    self.tasks.set(self.now.after(REPORTS), Task::ReportSignal);
                }
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// A report that is due (M 3.2.3): every five seconds, or where the strength has changed.
    pub(crate) fn report_signal(&mut self) {
        let (on, changes) = self.settings.signal_reports;
        if !on {
            return;
        }
        let (rssi, ber) = self.signal();
        if !changes || self.signal_told != Some(rssi) {
            self.signal_told = Some(rssi);
            self.urc(&Urc::Csq { rssi, ber });
        }
        self.tasks.set(self.now.after(REPORTS), Task::ReportSignal);
    }

    /// `AT+CPSI?`, and its reports on SIM7600.
    fn cell(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::Cpsi)) => {
                let begins = self.begins();
                let line = self.cell_line(begins);
                self.out.bytes.extend(line);
            }
            Some(Request::Cpsi { seconds }) => {
                self.settings.cell_reports = seconds;
                self.tasks.cancel(Task::ReportCell);
                self.next_cell_report();
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    fn next_cell_report(&mut self) {
        let seconds = self.settings.cell_reports;
        if seconds > 0 {
            self.tasks.set(self.now.after(Duration::from_secs(u64::from(seconds))), Task::ReportCell);
        }
    }

    /// A report of the cell that is due.
    pub(crate) fn report_cell(&mut self) {
        let line = self.cell_line(true);
        self.later(&line);
        self.next_cell_report();
    }

    /// The samples of the manual have an LTE cell with levels as positive steps (M 4.2.9); SIM7600 has tenths of a decibel.
    fn cell_line(&self, begins: bool) -> Vec<u8> {
        let plmn = &self.config.air.plmn;
        let plmn = format!("{}-{}", plmn.get(..3).unwrap_or(plmn), plmn.get(3..).unwrap_or_default());
        let [quality, power, strength] = if self.config.profile.quoted_area { [21, 67, 255] } else { [-99, -1028, -720] };
        let answer = if self.settings.function != FunctionLevel::FULL {
            Answer::CpsiNone { system: b"NO SERVICE", operation: b"Low Power Mode" }
        } else if self.registered_as().is_registered() {
            Answer::CpsiLte {
                system: b"LTE",
                operation: b"Online",
                plmn: plmn.as_bytes(),
                area: b"0x1A2B",
                cell: 27_447_297,
                physical_cell: 318,
                band: b"EUTRAN-BAND3",
                earfcn: 1650,
                downlink: 5,
                uplink: 5,
                rsrq: quality,
                rsrp: power,
                rssi_level: strength,
                snr: 19,
            }
        } else {
            Answer::CpsiNone { system: b"NO SERVICE", operation: b"Online" }
        };
        Self::encoded(begins, |out| answer.encode(out))
    }

    fn system(&mut self, call: &Call<'_>) -> Outcome {
        match (call.shape, call.fits()) {
            (Shape::Read, true) => {
                let system = if self.registered_as().is_registered() { 8 } else { 0 };
                let reports = self.settings.plain.get(network::CNSMOD.name()).map_or("0", |_| "1");
                self.info_of(&network::CNSMOD, Shape::ReadInfo, format!("{reports},{system}").as_bytes());
            }
            (Shape::Write, true) if call.int(0) == Some(1) => {
                self.settings.plain.insert(network::CNSMOD.name(), b"1".to_vec());
            }
            (Shape::Write, true) => {
                self.settings.plain.remove(network::CNSMOD.name());
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }
}
