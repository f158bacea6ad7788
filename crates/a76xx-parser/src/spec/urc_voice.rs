//! Chapter 7 and neighbours: calls and supplementary services, mostly lines that the module sends on its own.

use super::codes;
use super::fields::{ALPHA, NUMBER, NUMBER_TYPE, SWITCH, TEXT};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Role, Type};
use super::words::{Grade, Saving, Secret};

const N: FieldRow = SWITCH.named("n", "reports");
const PROVISIONED: FieldRow = field("m", "whether the network offers it", Type::Int(0, 2)).codes(&codes::PROVISIONED);
const CALL: FieldRow = field("id", "call", Type::Int(1, 7));
const DIR: FieldRow = field("dir", "direction", Type::Int(0, 1)).codes(&codes::CALL_DIRECTION);
const CALL_STAT: FieldRow = field("stat", "state", Type::Int(0, 6)).codes(&codes::CALL_STATE);
const CALL_MODE: FieldRow = field("mode", "kind of call", Type::Int(0, 9)).codes(&codes::CALL_MODE);
const MPTY: FieldRow = field("mpty", "part of a conference", Type::Int(0, 1)).codes(&codes::ON_OFF);
const USSD_N: FieldRow = field("n", "reports", Type::Int(0, 2)).codes(&codes::USSD_REPORT);
const USSD_M: FieldRow = field("m", "state of the session", Type::Int(0, 5)).codes(&codes::USSD_STATE);
const USSD_TEXT: FieldRow = field("str", "text", Type::Quoted(512));
const DCS: FieldRow = field("dcs", "coding of the text", Type::Int(0, 255));

commands! { chapter 7;
    RING = "RING", "28.1", "A call comes in", row().role(Role::Urc).note("Again every six seconds.") => {
        Urc [] = form().grade(Grade::Log).meaning("a call comes in");
    }
    CLIP = "+CLIP", "7.2", "Number of the caller", row().within(9000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask for the values of CLIP");
        TestInfo [N.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask whether the caller's number is shown");
        ReadInfo [N, PROVISIONED] = form().meaning("caller's number: {n}, {m}");
        Write [N] = form().meaning("show the caller's number: {n}");
        Exec [] = form().meaning("show the caller's number: the default");
        Urc [NUMBER, NUMBER_TYPE, field("subaddr", "subaddress", Type::Quoted(20)).secret(Secret::Phone).optional(),
            field("satype", "type of the subaddress", Type::Int(0, 255)).optional(), ALPHA.optional(),
            field("CLI validity", "why the number is missing", Type::Int(0, 4)).optional()] = form().meaning("the caller is {number}[ ({alpha})]");
    }
    CRING = "+CRING", "7.2", "A call of this kind comes in", row().role(Role::Urc).grade(Grade::Bytes)
        .note("With AT+CRC=1. Some of the family end it with two CR.") => {
        Urc [field("type", "VOICE, ASYNC …", Type::Bare)] = form().grade(Grade::Bytes).meaning("a {type} call comes in");
    }
    VOICE_CALL = "VOICE CALL", "7.2", "A voice call begins or ends", row().role(Role::Urc)
        .note("BEGIN, or END with a duration behind a second colon: END: 000017.") => {
        Urc [TEXT.named("event", "BEGIN, or END and the duration")] = form().grade(Grade::Log).meaning("voice call: {event}");
    }
    MISSED_CALL = "MISSED_CALL", "7.2", "A call was missed", row().role(Role::Urc) => {
        Urc [TEXT.named("call", "time and number").secret(Secret::Phone)] = form().grade(Grade::Log).meaning("missed call: {call}");
    }
    CLCC = "+CLCC", "7.2", "Calls", row().within(9000).saving(Saving::NoSave)
        .note("With CLCC=1 the same line comes unasked whenever a call changes.") => {
        Test [] = form().meaning("ask for the values of CLCC");
        TestInfo [N.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask whether changes of calls are reported");
        ReadInfo [N] = form().meaning("reports of calls: {n}");
        Write [N] = form().meaning("reports of calls: {n}");
        Exec [] = form().meaning("ask for the calls");
        Info [CALL, DIR, CALL_STAT, CALL_MODE, MPTY, NUMBER.optional(), NUMBER_TYPE.optional(), ALPHA.optional()] = form()
            .meaning("call {id} is {stat}, {dir}[, {number}]");
        Urc [CALL, DIR, CALL_STAT, CALL_MODE, MPTY, NUMBER.optional(), NUMBER_TYPE.optional(), ALPHA.optional()] = form()
            .meaning("call {id} is {stat}, {dir}[, {number}]");
    }
    RXDTMF = "+RXDTMF", "7.2", "A tone was heard", row().role(Role::Urc).grade(Grade::Bytes).note("Some of the family end it with two CR.") => {
        Urc [field("tone", "0 to 9, A to D, * or #", Type::Bare)] = form().grade(Grade::Bytes).meaning("the tone {tone} was heard");
    }
    CUSD = "+CUSD", "4.2.3", "Unstructured supplementary service", row().within(9000).saving(Saving::NoSave)
        .note("A read answer has one value, as an unsolicited line without text has: only the pending command tells.") => {
        Test [] = form().meaning("ask for the values of CUSD");
        TestInfo [USSD_N.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask whether service texts are shown");
        ReadInfo [USSD_N] = form().meaning("service texts: {n}");
        Write [USSD_N, USSD_TEXT.optional(), DCS.optional()] = form().meaning("service texts: {n}[, send {str}]");
        Exec [] = form().meaning("service texts: the default");
        Urc [USSD_M, USSD_TEXT.optional(), DCS.optional()] = form().meaning("service: {m}[, {str}]");
    }
    CSSI = "+CSSI", "4.2.4", "Notice on an outgoing call", row().role(Role::Urc) => {
        Urc [field("code1", "notice", Type::Int(0, 16)), field("index", "closed group", Type::Int(0, 32_767)).optional()] = form()
            .meaning("notice {code1} on the outgoing call");
    }
    CSSU = "+CSSU", "4.2.4", "Notice on an incoming call", row().role(Role::Urc) => {
        Urc [field("code2", "notice", Type::Int(0, 16)), field("index", "closed group", Type::Int(0, 32_767)).optional(), NUMBER.optional(),
            NUMBER_TYPE.optional()] = form().meaning("notice {code2} on the incoming call");
    }
    CIEV = "^CIEV", "", "An indicator changed", row().role(Role::Urc).grade(Grade::Inferred).note("From test data of another program.") => {
        Urc [field("ind", "indicator", Type::Int(0, 255)), field("value", "its value", Type::Int(0, 255))] = form().grade(Grade::Inferred)
            .meaning("indicator {ind} is {value}");
    }
}
