//! Chapter 16: the HTTP service.

use super::codes_service::{HTTP_METHOD, HTTP_STATUS};
use super::fields_service::{ANY_LENGTH, CID, DATA, END, FILENAME, LEN, LEN_WORD, PLACE, RANGES};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Order, Role, Sep, Then, Type};
use super::words::{Dialect, Grade, Secret, Unit};

const METHOD: FieldRow = field("method", "request method", Type::Int(0, 20)).codes(&HTTP_METHOD);
const STATUS: FieldRow = field("statuscode", "status of the server, or error of the module", Type::Int(0, 999)).codes(&HTTP_STATUS);
const BODY_LEN: FieldRow = field("datalen", "length of the received body", ANY_LENGTH).unit(Unit::Bytes);
const CHUNKED: FieldRow = field("datalen", "body of unknown length", Type::Word("chunk"));
const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 999)).codes(&HTTP_STATUS);
const PARAMETER: FieldRow = field("parameter", "name of the parameter", Type::Quoted(16));
const VALUE: FieldRow = field("value", "its value", Type::Rest).secret(Secret::Host);
const OFFSET: FieldRow = field("start_offset", "first byte to read", ANY_LENGTH).unit(Unit::Bytes);
const SIZE: FieldRow = field("byte_size", "bytes to read", ANY_LENGTH).unit(Unit::Bytes);
const POST_SIZE: FieldRow = field("size", "bytes to post", Type::Int(1, 153_600)).unit(Unit::Bytes);
const POST_TIME: FieldRow = field("time", "time to enter them", Type::Int(10, 65_535)).unit(Unit::Seconds);
const SEND_HEADER: FieldRow = field("send_header", "whether the file holds the header too", Type::Int(0, 1)).default("0");

commands! { chapter 16;
    HTTPINIT = "+HTTPINIT", "16.2.1", "Start the HTTP service", row().within(120_000) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("PDP contexts to choose from: {ranges}").dialect(Dialect::A76xx).note("Manuals after V1.09.");
        Exec [] = form().meaning("start the HTTP service");
        Write [CID] = form().meaning("start the HTTP service on context {cid}").dialect(Dialect::A76xx).note("Manuals after V1.09.");
        Urc [ERR, CID] = form().meaning("the HTTP service runs on context {cid}")
            .failure("the HTTP service did not start on context {cid}: {err}").dialect(Dialect::A76xx)
            .note("Comes after the OK of the form with a context only; manuals after V1.09.");
    }
    HTTPTERM = "+HTTPTERM", "16.2.2", "Stop the HTTP service", row().within(120_000) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("stop the HTTP service");
        Write [CID] = form().meaning("stop the HTTP service on context {cid}").dialect(Dialect::A76xx).note("Manuals after V1.09.");
        Urc [ERR, CID] = form().meaning("the HTTP service on context {cid} has stopped")
            .failure("the HTTP service on context {cid} did not stop: {err}").dialect(Dialect::A76xx)
            .note("Comes after the OK of the form with a context only; manuals after V1.09.");
    }
    HTTPPARA = "+HTTPPARA", "16.2.3", "Set a parameter of the request",
        row().within(120_000).note("URL, CONNECTTO, RECVTO, CONTENT, ACCEPT, SSLCFG, USERDATA and READMODE; relatives: CID, REDIR.") => {
        Test [] = form().meaning("ask what is supported");
        Write [PARAMETER, VALUE] = form().meaning("set {parameter} to {value}");
    }
    HTTPACTION = "+HTTPACTION", "16.2.4", "Send the request",
        row().within(120_000).order(Order::OkFirst).note("The status field also carries the module's own errors, 600 and above.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("methods to choose from: {ranges}");
        Write [METHOD] = form().meaning("send a {method} request");
        Result [METHOD, STATUS, BODY_LEN] = form().meaning("the {method} request ended with {statuscode}, {datalen} bytes of body");
    }
    HTTPHEAD = "+HTTPHEAD", "16.2.5", "Read the header of the answer", row().within(120_000) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("read the header of the answer");
        Info [DATA, LEN] = form().then(Then::Payload { count: 1 }).meaning("{len} bytes of header follow")
            .dialect(Dialect::Sim7600).grade(Grade::Log);
        Info [LEN] = form().then(Then::Payload { count: 0 }).meaning("{len} bytes of header follow");
    }
    HTTPREAD = "+HTTPREAD", "16.2.6", "Read the body of the answer",
        row().within(120_000).order(Order::OkFirst)
        .note("One or more blocks after the OK, then the line with 0. A body of length zero looks like the end.") => {
        Test [] = form().meaning("ask what is supported");
        Read [] = form().meaning("ask how much of the body is waiting");
        ReadInfo [LEN_WORD, BODY_LEN] = form().meaning("{datalen} bytes of body are waiting");
        Write [SIZE] = form().meaning("read up to {byte_size} bytes of the body");
        Write [OFFSET, SIZE] = form().meaning("read up to {byte_size} bytes of the body from byte {start_offset} on");
        Exec [] = form().meaning("read the whole body").dialect(Dialect::Sim7600).grade(Grade::Log)
            .note("SIM800 and SIM7000 have it too.");
        Result [END] = form().meaning("all that was asked for has been read");
        Info [DATA, LEN] = form().then(Then::Payload { count: 1 }).meaning("{len} bytes of body follow").dialect(Dialect::Sim7600);
        Info [LEN.ty(Type::Int(1, i64::MAX))] = form().then(Then::Payload { count: 0 }).meaning("{len} bytes of body follow");
    }
    HTTPDATA = "+HTTPDATA", "16.2.7", "Enter the body of a request",
        row().note("The port takes nothing but data until the size is reached or the time is over.") => {
        Test [] = form().meaning("ask what is supported");
        Write [POST_SIZE, POST_TIME] = form().then(Then::Download(Data::Counted(0)))
            .meaning("enter {size} bytes of body within {time} s");
    }
    HTTPPOSTFILE = "+HTTPPOSTFILE", "16.2.8", "Send a request from a file", row().within(120_000).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [FILENAME, PLACE.optional(), METHOD.optional(), SEND_HEADER.optional()]
            = form().meaning("send the file {filename}[ with {method}]");
        Result [METHOD, STATUS, CHUNKED] = form().meaning("the {method} request ended with {statuscode}, the body comes in chunks")
            .dialect(Dialect::A76xx);
        Result [STATUS, CHUNKED] = form().meaning("the request ended with {statuscode}, the body comes in chunks").dialect(Dialect::A76xx);
        Result [METHOD, STATUS, BODY_LEN] = form().meaning("the {method} request ended with {statuscode}, {datalen} bytes of body");
        Result [STATUS, BODY_LEN] = form().meaning("the request ended with {statuscode}, {datalen} bytes of body");
    }
    HTTPREADFILE = "+HTTPREADFILE", "16.2.9", "Save the body of the answer to a file",
        row().within(120_000).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [FILENAME, PLACE.optional()] = form().meaning("save the body to {filename}");
        Result [ERR] = form().meaning("the body is saved").failure("the body was not saved: {err}");
    }
    HTTP_PEER_CLOSED = "+HTTP_PEER_CLOSED", "16.4", "The server closed the HTTP connection", row().role(Role::Urc) => {
        Urc [] = form().meaning("the server closed the HTTP connection");
    }
    HTTP_NONET_EVENT = "+HTTP_NONET_EVENT", "16.4", "The network is gone for HTTP", row().role(Role::Urc) => {
        Urc [] = form().meaning("the network is gone, HTTP cannot go on");
        Urc [CID] = form().sep(Sep::Comma).meaning("the network of context {cid} is gone, HTTP cannot go on")
            .dialect(Dialect::A76xx).note("Manuals after V1.09.");
    }
}
