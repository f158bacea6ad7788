//! Chapter 10: the serial line.

use super::codes;
use super::fields::SPEED;
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Sep, Type};
use super::words::{Grade, Saving};

const DTR: FieldRow = field("value", "what a drop of DTR does", Type::Int(0, 2)).codes(&codes::DTR_MODE).default("0");
const BY_HOST: FieldRow = field("DCE_by_DTE", "how the host stops the module", Type::Int(0, 2)).codes(&codes::FLOW_CONTROL);
const BY_MODULE: FieldRow = field("DTE_by_DCE", "how the module stops the host", Type::Int(0, 2)).codes(&codes::FLOW_CONTROL);
const SLEEP: FieldRow = field("status", "when the UART sleeps", Type::Int(0, 2)).codes(&codes::SLEEP_MODE);
const URC_PORT: FieldRow = field("port", "port for unsolicited lines, 0 for all", Type::Int(0, 15));

commands! { chapter 10;
    AT_D = "&D", "10.2.1", "What a drop of DTR does", row().within(9000).saving(Saving::NoSave)
        .note("Mode 2 hangs up; whether mode 1 answers OK is not said.") => {
        Exec [DTR.optional()] = form().sep(Sep::Glued).meaning("a drop of DTR[: {value}]");
    }
    IPR = "+IPR", "10.2", "Speed of the line until reboot", row().within(9000).saving(Saving::NoSave)
        .note("0 detects the speed from repeated AT. The answer still comes at the old speed.") => {
        Test [] = form().meaning("ask for the speeds of IPR");
        TestInfo [SPEED.ty(Type::Ranges)] = form().meaning("speeds {speed}");
        Read [] = form().meaning("ask for the speed of the line");
        ReadInfo [SPEED] = form().meaning("the line runs at {speed}");
        Write [SPEED] = form().meaning("set the line to {speed}");
        Exec [] = form().meaning("set the line to its default speed");
    }
    IPREX = "+IPREX", "10.2", "Speed of the line for good", row().within(9000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask for the speeds of IPREX");
        TestInfo [SPEED.ty(Type::Ranges)] = form().meaning("speeds {speed}");
        Read [] = form().meaning("ask for the speed of the line");
        ReadInfo [SPEED] = form().meaning("the line runs at {speed}");
        Write [SPEED] = form().meaning("set the line to {speed} for good");
        Exec [] = form().meaning("set the line to its default speed for good");
    }
    IFC = "+IFC", "10.2", "Flow control", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the values of IFC");
        TestInfo [BY_HOST.ty(Type::Ranges), BY_MODULE.ty(Type::Ranges)] = form().meaning("by the host {DCE_by_DTE}, by the module {DTE_by_DCE}");
        Read [] = form().meaning("ask for the flow control");
        ReadInfo [BY_HOST, BY_MODULE] = form().meaning("flow control: by the host {DCE_by_DTE}, by the module {DTE_by_DCE}");
        Write [BY_HOST, BY_MODULE.optional()] = form().meaning("flow control: by the host {DCE_by_DTE}[, by the module {DTE_by_DCE}]");
        Exec [] = form().meaning("flow control: the default");
    }
    CSCLK = "+CSCLK", "10.2", "Sleep of the UART", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the values of CSCLK");
        TestInfo [SLEEP.ty(Type::Ranges)] = form().meaning("values {status}");
        Read [] = form().meaning("ask when the UART sleeps");
        ReadInfo [SLEEP] = form().meaning("the UART sleeps {status}");
        Write [SLEEP] = form().meaning("let the UART sleep {status}");
        Exec [] = form().meaning("sleep of the UART: the default");
    }
    CATR = "+CATR", "10.2.9", "Port for unsolicited lines", row().within(9000).saving(Saving::AutoSave)
        .note("Which numbers exist depends on the platform; no source here lists them.") => {
        Test [] = form().meaning("ask for the ports of CATR");
        TestInfo [URC_PORT.ty(Type::Ranges)] = form().grade(Grade::Inferred).meaning("ports {port}");
        Read [] = form().meaning("ask which port gets unsolicited lines");
        ReadInfo [URC_PORT] = form().grade(Grade::Inferred).meaning("unsolicited lines go to port {port}");
        Write [URC_PORT] = form().grade(Grade::Inferred).meaning("send unsolicited lines to port {port}");
    }
}
