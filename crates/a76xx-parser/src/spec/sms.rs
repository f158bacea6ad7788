//! Chapter 9: short messages.
//!
//! A text message may hold line ends and has no length unless `AT+CSDH=1`, so the host form of the reading commands lets text lines pass
//! up to the final result, and the header promises one line of text.

use super::codes_service::{SMS_DELETE, SMS_FORMAT, SMS_STAT};
use super::fields_service::RANGES;
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Then, Type};
use super::words::{Saving, Secret, Unit};

const INDEX: FieldRow = field("index", "place in the storage", Type::Int(0, 65_535));
const STAT_TEXT: FieldRow = field("stat", "status of the message", Type::Quoted(16));
const STAT: FieldRow = field("stat", "status of the message", Type::Int(0, 4)).codes(&SMS_STAT);
const ADDRESS: FieldRow = field("da", "number of the other side", Type::Quoted(64)).secret(Secret::Phone);
const ADDRESS_TYPE: FieldRow = field("toda", "kind of number", Type::Int(128, 255));
const ALPHA: FieldRow = field("alpha", "name in the phonebook", Type::Quoted(64)).secret(Secret::Account);
const TIME: FieldRow = field("scts", "time stamp of the service centre", Type::Quoted(32));
const DETAILS: FieldRow = field("details", "further header fields, as AT+CSDH=1 shows them", Type::Rest).secret(Secret::Phone);
const LENGTH: FieldRow = field("length", "length of the PDU without the service centre", Type::Int(0, 255)).unit(Unit::Bytes);
const FIRST: FieldRow = field("fo", "first octet", Type::Int(0, 255));
const REFERENCE: FieldRow = field("mr", "message reference", Type::Int(0, 255));
const SERVICE: FieldRow = field("service", "service", Type::Int(0, 3));
const SUPPORTED_MT: FieldRow = field("mt", "1 if receiving is supported", Type::Int(0, 1));
const SUPPORTED_MO: FieldRow = field("mo", "1 if sending is supported", Type::Int(0, 1));
const SUPPORTED_BM: FieldRow = field("bm", "1 if broadcasts are supported", Type::Int(0, 1));
const MEM1: FieldRow = field("mem1", "storage to read and delete from", Type::Quoted(4)).default("SM");
const MEM2: FieldRow = field("mem2", "storage to write to and send from", Type::Quoted(4)).default("SM");
const MEM3: FieldRow = field("mem3", "storage for received messages", Type::Quoted(4)).default("SM");
const USED1: FieldRow = field("used1", "messages in the first storage", Type::Int(0, 65_535));
const USED2: FieldRow = field("used2", "messages in the second storage", Type::Int(0, 65_535));
const USED3: FieldRow = field("used3", "messages in the third storage", Type::Int(0, 65_535));
const TOTAL1: FieldRow = field("total1", "places in the first storage", Type::Int(0, 65_535));
const TOTAL2: FieldRow = field("total2", "places in the second storage", Type::Int(0, 65_535));
const TOTAL3: FieldRow = field("total3", "places in the third storage", Type::Int(0, 65_535));
const FORMAT: FieldRow = field("mode", "message format", Type::Int(0, 1)).codes(&SMS_FORMAT).default("0");
const CENTRE: FieldRow = field("sca", "number of the service centre", Type::Quoted(64)).secret(Secret::Phone);
const CENTRE_TYPE: FieldRow = field("tosca", "kind of number", Type::Int(128, 255));
const ACCEPT: FieldRow = field("mode", "0 accepts the listed broadcasts, 1 refuses them", Type::Int(0, 1));
const BROADCASTS: FieldRow = field("mids", "broadcast identifiers", Type::Quoted(128));
const CODINGS: FieldRow = field("dcss", "broadcast codings", Type::Quoted(128));
const VALIDITY: FieldRow = field("vp", "validity period", Type::Either(0, 255)).default("167");
/// The same where others follow it: a number, or a time.
const VALIDITY_SPAN: FieldRow = field("vp", "validity period", Type::Int(0, 255)).default("167");
const VALIDITY_TIME: FieldRow = field("vp", "validity period", Type::Quoted(24));
const PROTOCOL: FieldRow = field("pid", "protocol identifier", Type::Int(0, 255)).default("0");
const CODING: FieldRow = field("dcs", "data coding", Type::Int(0, 255)).default("0");
const SHOW: FieldRow = field("show", "1 shows all header fields", Type::Int(0, 1)).default("0");
const ACK: FieldRow = field("n", "0 or 1 acknowledges, 2 refuses", Type::Int(0, 2));
const URC_MODE: FieldRow = field("mode", "when unsolicited lines are held back", Type::Int(0, 2));
const URC_MT: FieldRow = field("mt", "how received messages are told: 0 not, 1 place, 2 whole, 3 class 3 whole", Type::Int(0, 3));
const URC_BM: FieldRow = field("bm", "how broadcasts are told: 0 not, 2 whole", Type::Int(0, 3));
const URC_DS: FieldRow = field("ds", "how status reports are told: 0 not, 1 whole, 2 place", Type::Int(0, 2));
const URC_BFR: FieldRow = field("bfr", "whether held lines are flushed or dropped", Type::Int(0, 1));
const DELETE: FieldRow = field("delflag", "which messages", Type::Int(0, 4)).codes(&SMS_DELETE).default("0");
const SEGMENT: FieldRow = field("msg_seg", "number of this part", Type::Int(1, 15));
const SEGMENTS: FieldRow = field("msg_total", "number of parts", Type::Int(1, 15));

commands! { chapter 9;
    CSMS = "+CSMS", "9.2.1", "Choose the message service", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SERVICE, SUPPORTED_MT, SUPPORTED_MO, SUPPORTED_BM] = form().meaning("the message service is {service}");
        Write [SERVICE] = form().meaning("set the message service to {service}");
        Info [SUPPORTED_MT, SUPPORTED_MO, SUPPORTED_BM] = form().meaning("receiving {mt}, sending {mo}, broadcasts {bm}");
    }
    CPMS = "+CPMS", "9.2.2", "Choose the message storages", row().within(9_000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [MEM1, USED1, TOTAL1, MEM2, USED2, TOTAL2, MEM3, USED3, TOTAL3]
            = form().meaning("storage {mem1} holds {used1} of {total1}, {mem2} {used2} of {total2}, {mem3} {used3} of {total3}");
        Write [MEM1, MEM2.optional(), MEM3.optional()] = form().meaning("use storage {mem1}[, {mem2} to write][, {mem3} to receive]");
        Exec [] = form().meaning("use the default storages");
        Info [USED1, TOTAL1, USED2, TOTAL2, USED3, TOTAL3]
            = form().meaning("the storages hold {used1} of {total1}, {used2} of {total2} and {used3} of {total3}");
    }
    CMGF = "+CMGF", "9.2.3", "Choose PDU or text format", row().within(9_000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [FORMAT] = form().meaning("messages are in {mode} format");
        Write [FORMAT] = form().meaning("use {mode} format");
        Exec [] = form().meaning("use PDU format");
    }
    CSCA = "+CSCA", "9.2.4", "Number of the service centre", row().within(9_000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask what is supported");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [CENTRE, CENTRE_TYPE.optional()] = form().meaning("the service centre is {sca}");
        Write [CENTRE, CENTRE_TYPE.optional()] = form().meaning("set the service centre to {sca}");
    }
    CSCB = "+CSCB", "9.2.5", "Choose cell broadcasts", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [ACCEPT, BROADCASTS, CODINGS] = form().meaning("broadcasts {mids}, mode {mode}");
        Write [ACCEPT, BROADCASTS.optional(), CODINGS.optional()] = form().meaning("set broadcast mode {mode}[ for {mids}]");
    }
    CSMP = "+CSMP", "9.2.6", "Parameters of sent text messages", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [FIRST, VALIDITY_SPAN.optional(), PROTOCOL.optional(), CODING.optional()]
            = form().meaning("first octet {fo}[, validity {vp}][, coding {dcs}]");
        ReadInfo [FIRST, VALIDITY_TIME, PROTOCOL.optional(), CODING.optional()]
            = form().meaning("first octet {fo}[, validity {vp}][, coding {dcs}]");
        Write [FIRST, VALIDITY_SPAN.optional(), PROTOCOL.optional(), CODING.optional()]
            = form().meaning("set first octet {fo}[, validity {vp}][, coding {dcs}]");
        Write [FIRST, VALIDITY_TIME, PROTOCOL.optional(), CODING.optional()]
            = form().meaning("set first octet {fo}[, validity {vp}][, coding {dcs}]");
    }
    CSDH = "+CSDH", "9.2.7", "Show all header fields of text messages", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SHOW] = form().meaning("detailed headers are {show}");
        Write [SHOW] = form().meaning("set detailed headers to {show}");
        Exec [] = form().meaning("show short headers");
    }
    CNMA = "+CNMA", "9.2.8", "Acknowledge a received message", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [ACK] = form().meaning("answer the received message with {n}");
        Exec [] = form().meaning("acknowledge the received message");
    }
    CNMI = "+CNMI", "9.2.9", "Choose how new messages are told", row().within(9_000).saving(Saving::AutoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [URC_MODE, URC_MT, URC_BM, URC_DS, URC_BFR]
            = form().meaning("mode {mode}: messages {mt}, broadcasts {bm}, status reports {ds}");
        Write [URC_MODE, URC_MT.optional(), URC_BM.optional(), URC_DS.optional(), URC_BFR.optional()]
            = form().meaning("set mode {mode}[, messages {mt}][, broadcasts {bm}][, status reports {ds}]");
        Exec [] = form().meaning("use the defaults");
    }
    CGSMS = "+CGSMS", "9.2.10", "Choose packet or circuit service for sending", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SERVICE] = form().meaning("messages are sent by service {service}");
        Write [SERVICE] = form().meaning("send messages by service {service}");
    }
    CMGL = "+CMGL", "9.2.11", "List messages", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [STAT_TEXT] = form().then(Then::Text).meaning("list messages: {stat}");
        Write [STAT] = form().then(Then::Text).meaning("list messages: {stat}");
        Exec [] = form().then(Then::Text).meaning("list messages").note("In 27.005 only.");
        Info [INDEX, STAT_TEXT, ADDRESS, ALPHA.optional(), TIME.optional(), DETAILS.optional()] = form().then(Then::TextLine)
            .meaning("message {index}, {stat}, {da}[, {scts}]");
        Info [INDEX, STAT_TEXT, FIRST, REFERENCE, DETAILS.optional()] = form().meaning("message {index}, {stat}, reports on message {mr}");
        Info [INDEX, STAT, ALPHA.optional(), LENGTH] = form().then(Then::TextLine).meaning("message {index}, {stat}, {length} bytes");
    }
    CMGR = "+CMGR", "9.2.12", "Read a message", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Write [INDEX] = form().then(Then::Text).meaning("read message {index}");
        Info [STAT_TEXT, ADDRESS, ALPHA.optional(), TIME, DETAILS.optional()] = form().then(Then::TextLine)
            .meaning("a message, {stat}, from {da} at {scts}");
        Info [STAT_TEXT, ADDRESS, ALPHA.optional(), DETAILS.optional()] = form().then(Then::TextLine)
            .meaning("a message, {stat}, to {da}");
        Info [STAT_TEXT, FIRST, REFERENCE, DETAILS.optional()] = form().meaning("a report, {stat}, on message {mr}");
        Info [STAT, ALPHA.optional(), LENGTH] = form().then(Then::TextLine).meaning("a message, {stat}, of {length} bytes");
    }
    CMGS = "+CMGS", "9.2.13", "Send a message", row().within(40_000).saving(Saving::NoSave)
        .note("In PDU format too the data end with Ctrl-Z, whatever the length says. ESC is answered with OK.") => {
        Test [] = form().meaning("ask what is supported");
        Write [ADDRESS, ADDRESS_TYPE.optional()] = form().then(Then::Prompt(Data::CtrlZ)).meaning("send a message to {da}");
        Write [LENGTH] = form().then(Then::Prompt(Data::CtrlZ)).meaning("send a PDU of {length} bytes");
        Info [REFERENCE] = form().meaning("the message is sent with reference {mr}");
    }
    CMSS = "+CMSS", "9.2.14", "Send a stored message", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Write [INDEX, ADDRESS.optional(), ADDRESS_TYPE.optional()] = form().meaning("send the stored message {index}[ to {da}]");
        Info [REFERENCE] = form().meaning("the message is sent with reference {mr}");
    }
    CMGW = "+CMGW", "9.2.15", "Store a message", row().within(40_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Write [ADDRESS, ADDRESS_TYPE.optional(), STAT_TEXT.optional()] = form().then(Then::Prompt(Data::CtrlZ))
            .meaning("store a message to {da}");
        Write [LENGTH, STAT.optional()] = form().then(Then::Prompt(Data::CtrlZ)).meaning("store a PDU of {length} bytes");
        Info [INDEX] = form().meaning("the message is stored as {index}");
    }
    CMGD = "+CMGD", "9.2.16", "Delete messages", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [INDEX.optional(), DELETE.optional()] = form().meaning("delete[ message {index}][, {delflag}]")
            .note("The index may be left out where the flag names a group.");
    }
    CMGMT = "+CMGMT", "9.2.17", "Mark a message as read", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Write [INDEX] = form().meaning("mark message {index} as read");
    }
    CMVP = "+CMVP", "9.2.18", "Validity of sent messages", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [VALIDITY] = form().meaning("the validity period is {vp}");
        Write [VALIDITY] = form().meaning("set the validity period to {vp}");
    }
    CMGRD = "+CMGRD", "9.2.19", "Read and delete a message", row().within(40_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Write [INDEX] = form().then(Then::Text).meaning("read and delete message {index}");
        Info [STAT_TEXT, ADDRESS, ALPHA.optional(), TIME, DETAILS.optional()] = form().then(Then::TextLine)
            .meaning("a message, {stat}, from {da} at {scts}");
        Info [STAT_TEXT, ADDRESS, ALPHA.optional(), DETAILS.optional()] = form().then(Then::TextLine)
            .meaning("a message, {stat}, to {da}");
        Info [STAT_TEXT, FIRST, REFERENCE, DETAILS.optional()] = form().meaning("a report, {stat}, on message {mr}");
        Info [STAT, ALPHA.optional(), LENGTH] = form().then(Then::TextLine).meaning("a message, {stat}, of {length} bytes");
    }
    CMGSEX = "+CMGSEX", "9.2.20", "Send a part of a long message", row().within(40_000).saving(Saving::NoSave)
        .note("Text format only. Parts but the last are answered with OK alone. The manual's sample leaves out the kind of number.") => {
        Test [] = form().meaning("ask what is supported");
        Write [ADDRESS, REFERENCE, SEGMENT, SEGMENTS] = form().then(Then::Prompt(Data::CtrlZ))
            .meaning("send part {msg_seg} of {msg_total} of message {mr} to {da}");
        Write [ADDRESS, ADDRESS_TYPE.optional(), REFERENCE.optional(), SEGMENT.optional(), SEGMENTS.optional()]
            = form().then(Then::Prompt(Data::CtrlZ)).meaning("send a message to {da}[, part {msg_seg} of {msg_total}]");
        Info [REFERENCE] = form().meaning("the message is sent with reference {mr}");
    }
    CMSSEX = "+CMSSEX", "9.2.21", "Send several stored messages", row().within(40_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Write [INDEX.repeats(1)] = form().meaning("send the stored messages {index}");
        Info [REFERENCE.repeats(1)] = form().meaning("the messages are sent with references {mr}");
    }
    CCONCINDEX = "+CCONCINDEX", "9.2.22", "Report the places of a long message's parts" => {}
}
