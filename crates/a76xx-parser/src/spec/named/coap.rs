//! Chapter 31: CoAP.

use crate::spec::row::{FieldRow, commands, field, form, row};
use crate::spec::wire::{Data, Role, Then, Type};
use crate::spec::words::{Saving, Unit};

const SESSION: FieldRow = field("coap_sessionId", "session", Type::Int(0, 1));
const TYPE: FieldRow = field("type", "con, non, ack or rst", Type::Quoted(8));
const METHOD: FieldRow = field("method", "get, post, put, delete, fetch, patch or ipatch", Type::Quoted(8));
const DATA_LEN: FieldRow = field("data_len", "bytes to send", Type::Int(0, 2000)).unit(Unit::Bytes);

commands! { chapter 31;
    COAPSTART = "+COAPSTART", "31.2.1", "Start the service", row().within(9_000).saving(Saving::NoSave) => {}
    COAPSTOP = "+COAPSTOP", "31.2.2", "Stop the service", row().within(9_000).saving(Saving::NoSave) => {}
    COAPOPEN = "+COAPOPEN", "31.2.3", "Open a session with a server", row().within(9_000).saving(Saving::NoSave) => {}
    COAPCLOSE = "+COAPCLOSE", "31.2.4", "Close a session", row().within(9_000).saving(Saving::NoSave) => {}
    COAPHEAD = "+COAPHEAD", "31.2.5", "Header of the next message", row().within(9_000).saving(Saving::NoSave) => {}
    COAPOPTION = "+COAPOPTION", "31.2.6", "Options of the next message" => {}
    COAPSEND = "+COAPSEND", "31.2.7", "Send a message" => {}
    COAPSENDTX = "+COAPSENDTX", "31.2.8", "Send a message as it is" => {
        Write [SESSION, TYPE, METHOD, DATA_LEN] = form().then(Then::Prompt(Data::Counted(3)))
            .meaning("send {data_len} bytes with {method} in session {coap_sessionId}");
    }
    COAPRECV = "+COAPRECV", "31.2.9", "An answer came", row().role(Role::Urc) => {}
}
