//! Chapter 9: notices of the message service.

use super::fields::{ALPHA, INDEX, MEM, NUMBER, NUMBER_TYPE, PDU_LENGTH};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Role, Then, Type};
use super::words::Grade;

const TIME: FieldRow = field("scts", "time of the service centre", Type::Quoted(20));
const OCTET: FieldRow = field("fo", "first octet", Type::Int(0, 255));

commands! { chapter 9;
    CMTI = "+CMTI", "9.2", "A message was stored", row().role(Role::Urc) => {
        Urc [MEM, INDEX] = form().grade(Grade::Log).meaning("a message has come, stored at {index} of {mem}");
    }
    CMT = "+CMT", "9.2", "A message", row().role(Role::Urc)
        .note("Text mode has sender and time, and more with CSDH=1; PDU mode has a length. The text may hold line ends, which nothing announces \
            unless the length is shown.") => {
        Urc [NUMBER.named("oa", "sender"), ALPHA.optional(), TIME, NUMBER_TYPE.named("tooa", "type of the sender's number").optional(),
            OCTET.optional(), field("pid", "protocol", Type::Int(0, 255)).optional(), field("dcs", "coding", Type::Int(0, 255)).optional(),
            NUMBER.named("sca", "service centre").optional(), NUMBER_TYPE.named("tosca", "type of its number").optional(),
            field("length", "characters of the text", Type::Int(0, 1024)).optional()] = form().then(Then::TextLine).grade(Grade::Log)
            .meaning("message from {oa} at {scts}");
        Urc [ALPHA.optional(), PDU_LENGTH] = form().then(Then::TextLine).meaning("message of {length} as a PDU");
    }
    CBM = "+CBM", "9.2", "A broadcast message", row().role(Role::Urc) => {
        Urc [field("sn", "serial number", Type::Int(0, 65_535)), field("mid", "message identifier", Type::Int(0, 65_535)),
            field("dcs", "coding", Type::Int(0, 255)), field("page", "page", Type::Int(0, 15)), field("pages", "pages", Type::Int(0, 15))] = form()
            .then(Then::TextLine).meaning("broadcast {mid}, page {page} of {pages}");
        Urc [PDU_LENGTH] = form().then(Then::TextLine).meaning("broadcast of {length} as a PDU");
    }
    CDS = "+CDS", "9.2", "A status report", row().role(Role::Urc)
        .note("Text mode has everything in the header and, by 27.005, no line behind it; PDU mode has one.") => {
        Urc [OCTET, field("mr", "message", Type::Int(0, 255)), NUMBER.named("ra", "recipient").optional(),
            NUMBER_TYPE.named("tora", "type of the recipient's number").optional(), TIME, TIME.named("dt", "time of delivery"),
            field("st", "status", Type::Int(0, 255))] = form().grade(Grade::Inferred).meaning("message {mr}[ to {ra}]: status {st} at {dt}");
        Urc [PDU_LENGTH] = form().then(Then::TextLine).meaning("status report of {length} as a PDU");
    }
    CDSI = "+CDSI", "9.2", "A status report was stored", row().role(Role::Urc) => {
        Urc [MEM, INDEX] = form().meaning("a status report is at {index} of {mem}");
    }
}
