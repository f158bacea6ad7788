//! Chapter 3: the module's state.

use super::codes;
use super::fields::{BER, RSSI, SWITCH};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::Type;
use super::words::{Grade, Saving};

const FUN: FieldRow = field("fun", "functionality", Type::Int(0, 8)).codes(&codes::CFUN_LEVEL);
const RST: FieldRow = field("rst", "reset", Type::Int(0, 1)).codes(&codes::CFUN_RESET).default("0");
const AUTO: FieldRow = SWITCH.named("auto", "reports");
const CSQ_MODE: FieldRow = field("mode", "when it reports", Type::Int(0, 1));
const CMEE_N: FieldRow = field("n", "form of errors", Type::Int(0, 2)).codes(&codes::CMEE_MODE);
const TIME: FieldRow = field("time", "yy/MM/dd,hh:mm:ss and the zone in quarter hours", Type::Quoted(20));

commands! { chapter 3;
    CFUN = "+CFUN", "3.2.1", "Functionality", row().within(9000).saving(Saving::NoSave)
        .note("7 is left by 6 or a restart only. 0 and 4 end the socket service without promising a line about it.") => {
        Test [] = form().meaning("ask for the levels of CFUN");
        TestInfo [FUN.ty(Type::Ranges), RST.ty(Type::Ranges).optional()] = form().meaning("levels {fun}[, reset {rst}]");
        Read [] = form().meaning("ask for the functionality");
        ReadInfo [FUN] = form().meaning("the module has {fun}");
        Write [FUN, RST.optional()] = form().meaning("set the module to {fun}[, {rst}]");
        Urc [FUN] = form().grade(Grade::Log).meaning("the module has {fun}").note("SIM868 prints it at boot.");
    }
    CSQ = "+CSQ", "3.2.2", "Signal quality", row().within(9000).saving(Saving::NoSave)
        .note("With AUTOCSQ the same line comes unasked. A bit error rate of 99 is usual on SIM7600, 0 on A76XX; 99,99 is usual during boot.") => {
        Test [] = form().meaning("ask for the ranges of CSQ");
        TestInfo [RSSI.ty(Type::Ranges), BER.ty(Type::Ranges)] = form().meaning("signal strength {rssi}, bit error rate {ber}");
        Exec [] = form().meaning("ask for the signal quality");
        Info [RSSI, BER] = form().grade(Grade::Log).meaning("signal strength {rssi}, bit error rate {ber}");
        Urc [RSSI, BER] = form().grade(Grade::Log).meaning("signal strength {rssi}, bit error rate {ber}");
    }
    AUTOCSQ = "+AUTOCSQ", "3.2.3", "Reports of the signal quality", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the ranges of AUTOCSQ");
        TestInfo [AUTO.ty(Type::Ranges), CSQ_MODE.ty(Type::Ranges)] = form().meaning("reports {auto}, modes {mode}");
        Read [] = form().meaning("ask for the reports of the signal quality");
        ReadInfo [AUTO, CSQ_MODE] = form().meaning("reports of the signal quality: {auto}, mode {mode}");
        Write [AUTO, CSQ_MODE.optional()] = form().meaning("reports of the signal quality: {auto}[, mode {mode}]");
    }
    CPOF = "+CPOF", "3.2.5", "Switch the module off", row().within(9000).note("OK, then silence; a relative prints NORMAL POWER DOWN.") => {
        Test [] = form().meaning("ask whether CPOF is known");
        Exec [] = form().meaning("switch the module off");
    }
    CRESET = "+CRESET", "3.2.6", "Reset the module", row().within(9000).note("OK, then silence, then the lines of a boot.") => {
        Test [] = form().meaning("ask whether CRESET is known");
        Exec [] = form().meaning("reset the module");
    }
    CCLK = "+CCLK", "3.2", "Clock", row().within(9000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask whether CCLK is known");
        Read [] = form().meaning("ask for the time");
        ReadInfo [TIME] = form().grade(Grade::Log).meaning("the time is {time}");
        Write [TIME] = form().meaning("set the clock to {time}");
    }
    CMEE = "+CMEE", "3.2.11", "Form of equipment errors", row().within(9000).saving(Saving::NoSave)
        .note("The default differs: a printed sample says 2, captures show numbers, words and bare ERROR on modules that were never told.") => {
        Test [] = form().meaning("ask for the values of CMEE");
        TestInfo [CMEE_N.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask for the form of errors");
        ReadInfo [CMEE_N] = form().meaning("a failed command says {n}");
        Write [CMEE_N] = form().meaning("let a failed command say {n}");
        Exec [] = form().meaning("return to the default form of errors");
    }
    CPAS = "+CPAS", "3.2", "Activity", row().within(9000) => {
        Test [] = form().meaning("ask for the values of CPAS");
        TestInfo [field("pas", "activity", Type::Ranges)] = form().meaning("values {pas}");
        Exec [] = form().meaning("ask for the activity");
        Info [field("pas", "activity", Type::Int(0, 5)).codes(&codes::ACTIVITY)] = form().meaning("the module is {pas}");
    }
}
