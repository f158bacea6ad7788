//! Chapter 4: the network.

use super::codes;
use super::fields::{ACT, CI, LAC, REPORT, STAT, SWITCH, TEXT};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::Type;
use super::words::{Grade, Saving, Unit};

const COPS_MODE: FieldRow = field("mode", "choice of the operator", Type::Int(0, 5)).codes(&codes::COPS_MODE);
const FORMAT: FieldRow = field("format", "form of the operator's name", Type::Int(0, 2)).codes(&codes::COPS_FORMAT);
const OPER: FieldRow = field("oper", "operator", Type::Quoted(64));
const PREFERENCE: FieldRow = field("mode", "networks allowed", Type::Int(2, 255)).codes(&codes::PREFERRED_MODE);
const ONOFF: FieldRow = SWITCH.named("onoff", "switch");
const TIME_REPORT: FieldRow = field("onoff", "reports", Type::Int(0, 2)).codes(&codes::TIME_REPORT);
const MODE_REPORT: FieldRow = SWITCH.named("n", "reports");
const SYSTEM: FieldRow = field("stat", "system", Type::Int(0, 24)).codes(&codes::SYSTEM_MODE);

const SYSTEM_MODE: FieldRow = field("System Mode", "kind of network", Type::Bare);
const OPERATION: FieldRow = field("Operation Mode", "state of the radio", Type::Bare);
const PLMN: FieldRow = field("MCC-MNC", "network", Type::Bare);
const CPSI_LAC: FieldRow = field("LAC", "location area", Type::Bare);
const CELL: FieldRow = field("Cell ID", "cell", Type::Int(0, 4_294_967_295));
const RX_LEVEL: FieldRow = field("RxLev", "received level", Type::Int(-999, 999));

const fn radio(name: &'static str, title: &'static str) -> FieldRow {
    field(name, title, Type::Int(-9999, 99_999))
}

commands! { chapter 4;
    CREG = "+CREG", "4.2.1", "Registration", row().within(9000).saving(Saving::NoSave)
        .note("The unsolicited line lacks the n of the read answer: a number second means the answer, a quoted area the unsolicited line. With \
            unquoted digits (SIM7600) only the pending command tells.") => {
        Test [] = form().meaning("ask for the values of CREG");
        TestInfo [REPORT.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask for the registration");
        ReadInfo [REPORT, STAT, LAC.optional(), CI.optional(), ACT.optional()] = form().grade(Grade::Log)
            .meaning("{stat}[ in area {lac}][, cell {ci}][, {AcT}]; reports: {n}");
        Write [REPORT] = form().meaning("reports of the registration: {n}");
        Exec [] = form().meaning("reports of the registration: the default");
        Urc [STAT] = form().grade(Grade::Log).meaning("{stat}");
        Urc [STAT, LAC, CI, ACT.optional()] = form().grade(Grade::Log).meaning("{stat} in area {lac}, cell {ci}[, {AcT}]");
    }
    COPS = "+COPS", "4.2.2", "Operator", row().within(60_000).saving(Saving::NoSave)
        .note("The test form searches, and may take its full time. Without a network it may answer +CME ERROR: no network service.") => {
        Test [] = form().meaning("search for operators");
        TestInfo [TEXT.named("operators", "operators found, then the modes and formats")] = form().meaning("operators {operators}");
        Read [] = form().meaning("ask for the operator");
        ReadInfo [COPS_MODE, FORMAT.optional(), OPER.optional(), ACT.optional()] = form().grade(Grade::Log)
            .meaning("operator[ {oper}][ over {AcT}], chosen: {mode}");
        Write [COPS_MODE, FORMAT.optional(), OPER.optional(), ACT.optional()] = form().meaning("choose the operator: {mode}[, {oper}][ over {AcT}]");
        Exec [] = form().grade(Grade::Unknown).meaning("return to the default choice of the operator");
    }
    CNMP = "+CNMP", "4.2.7", "Networks allowed", row().within(9000).saving(Saving::AutoSave)
        .note("Further values of the relatives, with three-letter mixes, are left without names.") => {
        Test [] = form().meaning("ask for the values of CNMP");
        TestInfo [PREFERENCE.ty(Type::Ranges)] = form().meaning("values {mode}");
        Read [] = form().meaning("ask which networks are allowed");
        ReadInfo [PREFERENCE] = form().grade(Grade::Log).meaning("networks allowed: {mode}");
        Write [PREFERENCE] = form().meaning("allow networks: {mode}");
    }
    CPSI = "+CPSI", "4.2.9", "State of the radio", row().within(9000).saving(Saving::NoSave)
        .note("A GSM cell has 9 values, WCDMA and LTE 14; in LTE the sixth is a number and the seventh a band, in WCDMA the other way round. Levels \
            are positive steps on A76XX, negative tenths of a decibel on SIM7600. C1 and C2 of GSM hang together: 15-15.") => {
        Test [] = form().meaning("ask for the values of CPSI");
        TestInfo [TEXT] = form().meaning("values {text}");
        Read [] = form().meaning("ask for the state of the radio");
        ReadInfo [SYSTEM_MODE, OPERATION] = form().grade(Grade::Log).meaning("{System Mode}, {Operation Mode}")
            .note("Seen with and without a space behind the comma.");
        ReadInfo [SYSTEM_MODE, OPERATION, PLMN, CPSI_LAC, CELL, field("Absolute RF Ch Num", "channel and band", Type::Bare), RX_LEVEL,
            radio("Track LO Adjust", "oscillator correction"), field("C1-C2", "selection and reselection", Type::Bare)] = form()
            .grade(Grade::Log).meaning("{System Mode} {Operation Mode}, network {MCC-MNC}, area {LAC}, cell {Cell ID}, level {RxLev}");
        ReadInfo [SYSTEM_MODE, OPERATION, PLMN, CPSI_LAC.named("TAC", "tracking area"), CELL.named("SCellID", "cell"),
            radio("PCellID", "physical cell"), field("Frequency Band", "band", Type::Bare), radio("earfcn", "channel"),
            radio("dlbw", "downlink width"), radio("ulbw", "uplink width"), radio("RSRQ", "reference signal quality"),
            radio("RSRP", "reference signal power"), radio("RSSI", "received power"), radio("RSSNR", "signal to noise ratio")] = form()
            .grade(Grade::Log).meaning("{System Mode} {Operation Mode}, network {MCC-MNC}, area {TAC}, cell {SCellID}, {Frequency Band}, RSRP {RSRP}");
        ReadInfo [SYSTEM_MODE, OPERATION, PLMN, CPSI_LAC, CELL, field("Frequency Band", "band", Type::Bare), radio("PSC", "scrambling code"),
            radio("Freq", "channel"), radio("SSC", "secondary scrambling code"), radio("EC/IO", "signal to interference"),
            radio("RSCP", "code power"), radio("Qual", "quality"), RX_LEVEL, radio("TXPWR", "sending power")] = form()
            .meaning("{System Mode} {Operation Mode}, network {MCC-MNC}, area {LAC}, cell {Cell ID}, {Frequency Band}, RSCP {RSCP}");
        Write [field("time", "seconds between reports", Type::Int(0, 255)).unit(Unit::Seconds)] = form().grade(Grade::Unknown)
            .meaning("report the state of the radio every {time}").note("SIM7600 knows it; this manual lists test and read forms only.");
    }
    CNSMOD = "+CNSMOD", "4.2", "System in use", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the values of CNSMOD");
        TestInfo [MODE_REPORT.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask for the system in use");
        ReadInfo [MODE_REPORT, SYSTEM] = form().grade(Grade::Log).meaning("the module uses {stat}; reports: {n}");
        Write [MODE_REPORT] = form().meaning("reports of the system in use: {n}");
        Urc [SYSTEM] = form().meaning("the module uses {stat}");
    }
    CTZU = "+CTZU", "4.2", "Clock set by the network", row().within(9000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask for the values of CTZU");
        TestInfo [ONOFF.ty(Type::Ranges)] = form().meaning("values {onoff}");
        Read [] = form().meaning("ask whether the network sets the clock");
        ReadInfo [ONOFF] = form().meaning("clock set by the network: {onoff}");
        Write [ONOFF] = form().meaning("clock set by the network: {onoff}");
    }
    CTZR = "+CTZR", "4.2.13", "Reports of the time zone", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the values of CTZR");
        TestInfo [TIME_REPORT.ty(Type::Ranges)] = form().meaning("values {onoff}");
        Read [] = form().meaning("ask for the reports of the time zone");
        ReadInfo [TIME_REPORT] = form().meaning("reports of the time zone: {onoff}");
        Write [TIME_REPORT] = form().meaning("reports of the time zone: {onoff}");
        Exec [] = form().meaning("reports of the time zone: the default");
    }
}
