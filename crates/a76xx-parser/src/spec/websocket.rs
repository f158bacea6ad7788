//! Chapter 29: the websocket service (platforms 1603, 1606 and 1803).

use super::codes_service::WS_ERR;
use super::fields_service::{LEN, PORT, RANGES};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Order, Role, Then, Type};
use super::words::{Dialect, Secret, Unit};

const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 8)).codes(&WS_ERR);
const STATUS: FieldRow = field("connect_status", "1 if connected", Type::Int(0, 1));
const SERVER: FieldRow = field("server_addr", "address of the server, as ws://host:port/path", Type::Quoted(256)).secret(Secret::Host);
const PATH: FieldRow = field("server_path", "path on the server", Type::Quoted(256));
const TIMEOUT: FieldRow = field("timeout", "time limit", Type::Int(0, 180)).unit(Unit::Seconds);
const SEND_LEN: FieldRow = field("dataLength", "bytes to send", Type::Int(1, 1024)).unit(Unit::Bytes);
const DATA_TYPE: FieldRow = field("datatype", "0 text, 1 binary", Type::Int(0, 1));

commands! { chapter 29;
    WSSTART = "+WSSTART", "29.2.1", "Start the websocket service", row().within(12_000).order(Order::OkFirst) => {
        Exec [] = form().meaning("start the websocket service");
        Result [ERR] = form().meaning("the websocket service runs").failure("the websocket service did not start: {err}");
    }
    WSSTOP = "+WSSTOP", "29.2.2", "Stop the websocket service", row().within(12_000).order(Order::Either) => {
        Exec [] = form().meaning("stop the websocket service");
        Result [ERR] = form().meaning("the websocket service has stopped").failure("the websocket service did not stop: {err}");
    }
    WSCONNECT = "+WSCONNECT", "29.2.3", "Connect to a server", row().order(Order::Either).heads(&["+WEBSOCKETCONNECT"])
        .note("The manual's sample of the read form answers under the longer head.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [STATUS, SERVER.optional(), PORT.optional(), PATH.optional()]
            = form().meaning("connection state {connect_status}[, server {server_addr} port {port}]");
        Write [SERVER, TIMEOUT.optional()] = form().meaning("connect to {server_addr}[ within {timeout} s]");
        Result [ERR] = form().meaning("the websocket is connected").failure("the websocket did not connect: {err}");
    }
    WSDISC = "+WSDISC", "29.2.4", "Disconnect from the server", row().order(Order::Either)
        .note("The same line without a command says that the other side disconnected.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [TIMEOUT] = form().meaning("disconnect within {timeout} s");
        Result [ERR] = form().meaning("the websocket is disconnected").failure("the websocket did not disconnect: {err}");
        Urc [ERR.named("cause", "why the connection ended")] = form().meaning("the websocket was disconnected: {cause}");
    }
    WSSEND = "+WSSEND", "29.2.5", "Send a message", row().order(Order::Either)
        .note("The manual's sample has one more number in front of the length; its syntax and a driver have the length first.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [SEND_LEN, DATA_TYPE] = form().then(Then::Prompt(Data::Counted(0))).meaning("send {dataLength} bytes");
        Result [ERR, SEND_LEN.optional()] = form().meaning("[{dataLength} bytes ]sent").failure("sending failed: {err}");
    }
    WSRECEIVE = "+WSRECEIVE", "29.4", "A message arrived", row().role(Role::Urc) => {
        Urc [LEN] = form().then(Then::Payload { count: 0 }).meaning("{len} bytes of message follow").dialect(Dialect::A76xx);
    }
}
