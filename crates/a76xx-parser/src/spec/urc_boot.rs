//! Lines that the module sends while it starts, registers and keeps time; the satellite receiver's notice among them.

use super::codes;
use super::fields::TEXT;
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Role, Sep, Type};
use super::words::{Grade, Unit};

const DST_CODE: FieldRow = field("dst", "daylight saving", Type::Int(0, 2)).codes(&codes::DAYLIGHT_SAVING);
const ZONE: FieldRow = field("tz", "time zone", Type::Int(-96, 96)).unit(Unit::QuarterHours);
const DATE: FieldRow = field("date", "yy/MM/dd", Type::Bare);
const TIME: FieldRow = field("time", "hh:mm:ss", Type::Bare);

commands! { chapter 0;
    RDY = "RDY", "", "The module runs", row().role(Role::Urc).grade(Grade::Bytes).note("SIM7600 and older; A76XX prints *ATREADY.") => {
        Urc [] = form().grade(Grade::Bytes).meaning("the module runs");
    }
    QCRDY = "QCRDY", "", "The module runs", row().role(Role::Urc).grade(Grade::Unknown).note("Said of SIM767X by one source.") => {
        Urc [] = form().grade(Grade::Unknown).meaning("the module runs");
    }
    ATREADY = "*ATREADY", "", "The module runs", row().role(Role::Urc).grade(Grade::Bytes)
        .note("First line of a boot; a NUL byte may stand before it. In the middle of traffic it means a restart.") => {
        Urc [field("state", "1 when ready", Type::Int(0, 1))] = form().grade(Grade::Bytes).meaning("the module runs ({state})");
    }
    SMS_DONE = "SMS DONE", "", "Messages are ready", row().role(Role::Urc).grade(Grade::Bytes)
        .note("Some seconds after boot, also again after a loss of the network; may stand inside another answer.") => {
        Urc [] = form().grade(Grade::Bytes).meaning("messages are ready");
    }
    PB_DONE = "PB DONE", "", "The phone book is ready", row().role(Role::Urc).grade(Grade::Log)
        .note("Long after boot or never; may stand inside another answer.") => {
        Urc [] = form().grade(Grade::Log).meaning("the phone book is ready");
    }
    ISIMAID = "*ISIMAID", "", "The SIM's IMS application", row().role(Role::Urc).grade(Grade::Bytes) => {
        Urc [field("aid", "identifier, hexadecimal", Type::Quoted(64))] = form().grade(Grade::Bytes).meaning("the SIM's IMS application is {aid}");
    }
    COPN_URC = "*COPN", "", "Operator found at boot", row().role(Role::Urc).grade(Grade::Log).note("No space behind the colon.") => {
        Urc [field("n", "number, meaning not known", Type::Int(0, 9)), field("oper", "operator", Type::Quoted(64))] = form().sep(Sep::Colon)
            .grade(Grade::Log).meaning("operator {oper}");
    }
    RADIOPOWER = "*RADIOPOWER", "27.2.1", "State of the radio", row().role(Role::Urc).note("Shown behind the OK of CFUN=0.") => {
        Urc [field("state", "radio", Type::Int(0, 1)).codes(&codes::ON_OFF)] = form().meaning("the radio is {state}");
    }
    SIMCARD = "+SIMCARD", "27.2.1", "State of the SIM card", row().role(Role::Urc).note("NOT AVAILABLE around CFUN=0.") => {
        Urc [field("state", "state", Type::Bare)] = form().meaning("the SIM card is {state}");
    }
    MSTK = "+MSTK", "", "Request of the SIM's toolkit", row().role(Role::Urc).grade(Grade::Log) => {
        Urc [field("type", "kind of request", Type::Int(0, 255)), field("data", "its data, hexadecimal", Type::Quoted(512)).optional()] = form()
            .grade(Grade::Log).meaning("the SIM's toolkit asks for {type}[: {data}]");
    }
    CTZV = "+CTZV", "4.2.13", "Time zone from the network", row().role(Role::Urc)
        .note("The manual has the zone first; a SIM7600 capture has date and time first, without a space behind the colon.") => {
        Urc [ZONE, DATE.optional(), TIME.optional(), DST_CODE.optional()] = form()
            .meaning("the network's time zone is {tz}[, the time {date}][ {time}][, daylight saving {dst}]");
        Urc [DATE, TIME, ZONE, DST_CODE.optional()] = form().dialect(super::words::Dialect::Sim7600).sep(Sep::Colon).grade(Grade::Log)
            .meaning("the network's time is {date} {time}, zone {tz}[, daylight saving {dst}]");
    }
    PSUTTZ = "*PSUTTZ", "", "Time from the network", row().role(Role::Urc).grade(Grade::Log).note("Older members; quotes are uneven in captures.") => {
        Urc [TEXT.named("time", "time, zone and daylight saving")] = form().grade(Grade::Log).meaning("the network's time is {time}");
    }
    PSNWID = "*PSNWID", "", "Name of the network", row().role(Role::Urc).grade(Grade::Log).note("Older members.") => {
        Urc [TEXT.named("network", "codes and names")] = form().grade(Grade::Log).meaning("the network is {network}");
    }
    DST = "DST", "", "Daylight saving from the network", row().role(Role::Urc).grade(Grade::Log).note("Older members.") => {
        Urc [DST_CODE] = form().grade(Grade::Log).meaning("daylight saving: {dst}");
    }
}
