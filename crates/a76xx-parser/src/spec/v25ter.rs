//! Chapter 2: the basic commands, and who the module is.

use super::codes;
use super::fields::{TEXT, VALUE};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Sep, Then, Type};
use super::words::{Grade, Saving, Secret};

const PROFILE: FieldRow = field("value", "profile", Type::Int(0, 0));

commands! { chapter 2;
    AT = "", "1.5.2", "Ask whether the module listens", row().grade(Grade::Bytes)
        .note("Repeated it also teaches the module the line's speed.") => {
        Exec [] = form().grade(Grade::Bytes).meaning("ask whether the module listens");
    }
    ATD = "D", "2.2", "Dial", row()
        .note("A number with a semicolon at the end is a voice call and answers OK; a data call answers CONNECT, NO CARRIER, BUSY or NO ANSWER.") => {
        Exec [field("number", "number or service code", Type::Rest).secret(Secret::Phone)] = form().sep(Sep::Glued).then(Then::Connect).meaning("dial {number}");
    }
    ATA = "A", "2.2", "Answer a call", row().note("A voice call answers OK and VOICE CALL: BEGIN, none waiting NO CARRIER.") => {
        Exec [] = form().meaning("answer the call");
    }
    ATH = "H", "2.2", "Hang up", row().note("ATH0 is the same by habit of the older modules.") => {
        Exec [PROFILE.named("n", "kind of hang-up").optional()] = form().sep(Sep::Glued).meaning("hang up");
    }
    ESCAPE = "+++", "2.2.5", "Leave the data state", row()
        .note("Three characters without AT and without line end; silence of 1000 ms before and after, at most 900 ms between them. A user needed \
            pauses inside on SIM7600, and it fails under CMUX. Outside the data state it is text before the next command.") => {
        Exec [] = form().grade(Grade::Log).meaning("leave the data state, keeping the link");
    }
    ATO = "O", "2.2.6", "Return to the data state", row()
        .note("NO CARRIER or ERROR when there is nothing to return to. The note's UDP sample repeats CIPOPEN instead.") => {
        Exec [PROFILE.named("n", "kind of return").optional()] = form().sep(Sep::Glued).then(Then::Connect).grade(Grade::Log)
            .meaning("return to the data state");
    }
    ATI = "I", "2.2.7", "Describe the module", row().within(120_000)
        .note("Lines of text, some with a label or a +GCAP head, one line end between them: byte-exact on A7670E.") => {
        Exec [field("value", "kind of description", Type::Int(0, 9)).optional()] = form().sep(Sep::Glued).then(Then::Text).tells(Secret::Imei).grade(Grade::Bytes)
            .meaning("ask who the module is");
    }
    ATE = "E", "2.2.8", "Command echo", row().within(120_000).saving(Saving::NoSave)
        .note("On by default. Kept only by AT&W and a later ATZ. Under CMUX each channel has its own.") => {
        Exec [VALUE.default("1").optional()] = form().sep(Sep::Glued).grade(Grade::Bytes).meaning("echo of commands[: {value}]");
    }
    ATV = "V", "2.2.10", "Form of the result codes", row()
        .note("What +CME ERROR and unsolicited lines look like with digits is not said.") => {
        Exec [VALUE.codes(&codes::VERBOSE).default("1").optional()] = form().sep(Sep::Glued).meaning("result codes[ as {value}]");
    }
    AT_F = "&F", "2.2.11", "Return to the factory settings", row().sets() => {
        Exec [PROFILE.optional()] = form().sep(Sep::Glued).meaning("return to the factory settings");
    }
    ATQ = "Q", "2.2.12", "Suppress result codes", row()
        .note("Only result codes vanish; information lines are still sent.") => {
        Exec [VALUE.named("n", "result codes").codes(&codes::QUIET).default("0").optional()] = form().sep(Sep::Glued)
            .meaning("result codes[: {n}]");
    }
    ATX = "X", "2.2.13", "Form of CONNECT", row() => {
        Exec [VALUE.ty(Type::Int(0, 4)).codes(&codes::CONNECT_TEXT).default("1").optional()] = form().sep(Sep::Glued)
            .meaning("form of CONNECT[: {value}]");
    }
    ATZ = "Z", "2.2.15", "Restore the settings of AT&W", row().sets() => {
        Exec [PROFILE.optional()] = form().sep(Sep::Glued).meaning("restore the saved settings");
    }
    CGMI = "+CGMI", "2.2", "Manufacturer", row().note("The answer is a bare line.") => {
        Test [] = form().meaning("ask whether CGMI is known");
        Exec [] = form().then(Then::Text).meaning("ask for the manufacturer");
    }
    CGMM = "+CGMM", "2.2", "Model", row().note("The answer is a bare line.") => {
        Test [] = form().meaning("ask whether CGMM is known");
        Exec [] = form().then(Then::Text).meaning("ask for the model");
    }
    CGMR = "+CGMR", "2.2", "Firmware", row()
        .note("The answer is a bare line by the manual; A7670E and SIM7600 print it behind the head.") => {
        Test [] = form().meaning("ask whether CGMR is known");
        Exec [] = form().then(Then::Text).meaning("ask for the firmware");
        Info [TEXT.named("revision", "firmware")] = form().grade(Grade::Log).meaning("the firmware is {revision}");
    }
    CGSN = "+CGSN", "2.2", "Serial number (IMEI)", row().note("The answer is a bare line of 15 digits.") => {
        Test [] = form().meaning("ask whether CGSN is known");
        Exec [] = form().then(Then::Text).tells(Secret::Imei).meaning("ask for the IMEI");
    }
    GMI = "+GMI", "", "Manufacturer, older name", row().grade(Grade::Inferred).note("Drivers send it; the A76XX manual lists CGMI only.") => {
        Exec [] = form().then(Then::Text).grade(Grade::Inferred).meaning("ask for the manufacturer");
    }
    GMM = "+GMM", "", "Model, older name", row().grade(Grade::Inferred).note("Drivers send it; the A76XX manual lists CGMM only.") => {
        Exec [] = form().then(Then::Text).grade(Grade::Inferred).meaning("ask for the model");
    }
    GMR = "+GMR", "", "Firmware, older name", row().grade(Grade::Inferred).note("Drivers send it; the A76XX manual lists CGMR only.") => {
        Exec [] = form().then(Then::Text).grade(Grade::Inferred).meaning("ask for the firmware");
        Info [TEXT.named("revision", "firmware")] = form().grade(Grade::Inferred).meaning("the firmware is {revision}");
    }
    GSN = "+GSN", "", "Serial number, older name", row().grade(Grade::Inferred).note("Drivers send it; the A76XX manual lists CGSN only.") => {
        Exec [] = form().then(Then::Text).tells(Secret::Imei).grade(Grade::Inferred).meaning("ask for the IMEI");
    }
    SIMCOMATI = "+SIMCOMATI", "", "Describe the module at length", row().grade(Grade::Log).note("Labelled lines without a head.") => {
        Test [] = form().grade(Grade::Inferred).meaning("ask whether SIMCOMATI is known");
        Exec [] = form().then(Then::Text).tells(Secret::Imei).grade(Grade::Log).meaning("ask who the module is, at length");
    }
}
