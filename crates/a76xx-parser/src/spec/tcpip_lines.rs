//! Lines of the TCP/IP service that answer no command by name: pushed data, notices, and what explains an `ERROR`.

use super::codes;
use super::fields::{ERR, LINK_NUM, SERVER_INDEX};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Role, Sep, Then, Type};
use super::words::{Dialect, Grade, Unit};

const REMOTE: FieldRow = field("remote", "sender's address and port", Type::Endpoint);
const LEN: FieldRow = field("len", "bytes that follow", Type::Int(0, 1500)).unit(Unit::Bytes);

commands! { chapter 15;
    RECV_FROM = "RECV FROM", "15.2.5", "Sender of the pushed data behind it", row().role(Role::Urc).grade(Grade::Bytes)
        .note("No plus sign and no space, in every sample and capture. One line end stands before the +IPD line on A76XX and SIM7600, two on SIM800 \
            and SIM6320. Switched off by CIPSRIP=0.") => {
        Urc [REMOTE] = form().sep(Sep::Colon).grade(Grade::Bytes).meaning("data from {remote}");
    }
    RECV_FROM_PLUS = "+RECV FROM", "AN 1.5.4", "Sender of pushed data, as the note's prose spells it", row().role(Role::Urc).grade(Grade::Unknown)
        .note("The note's own samples have no plus sign. Seen on RDA8955 alone.") => {
        Urc [REMOTE] = form().sep(Sep::Colon).grade(Grade::Unknown).meaning("data from {remote}");
    }
    IPD = "+IPD", "15.2.5", "Pushed data, header type 0", row().role(Role::Urc).grade(Grade::Bytes)
        .note("The manuals' prose puts the length in parentheses; samples and captures do not. No link number, no colon. The count holds the \
            payload's own line ends; nothing is added behind it. Longer messages come as several blocks.") => {
        Urc [LEN] = form().sep(Sep::Glued).then(Then::Payload { count: 0 }).grade(Grade::Bytes).meaning("{len} bytes of pushed data");
    }
    RECEIVE = "+RECEIVE", "15.2.13", "Pushed data, header type 1", row().role(Role::Urc).grade(Grade::Bytes)
        .note("The manuals and a strict driver have no colon at the end; SIM5320, SIM5360 and SIM800 print one. Whether the RECV FROM line stands \
            before it on A76XX is not known.") => {
        Urc [LINK_NUM, LEN] = form().sep(Sep::Comma).then(Then::Payload { count: 1 }).grade(Grade::Bytes)
            .meaning("{len} bytes of pushed data from link {link_num}");
    }
    CIPRXGETIP = "+CIPRXGETIP", "15.2.5", "Sender of buffered data", row().role(Role::Urc)
        .note("With CIPRXGET=5. Whether it comes before or behind the notice is not shown anywhere.") => {
        Urc [REMOTE] = form().sep(Sep::Colon).dialect(Dialect::A76xx).meaning("the data to read are from {remote}");
    }
    CIPEVENT = "+CIPEVENT", "15.4", "Event of the socket service", row().role(Role::Urc)
        .note("The one text is NETWORK CLOSED UNEXPECTEDLY. By the note the service may still be open and need NETCLOSE; in the field it was closed \
            and every link gone, without +IPCLOSE. The note's scan spells it +CPIPEVENT.") => {
        Urc [field("event", "what happened", Type::Rest)] = form().grade(Grade::Log).meaning("the socket service says: {event}");
    }
    IPCLOSE = "+IPCLOSE", "15.4", "A link was closed from outside", row().role(Role::Urc)
        .note("Whether the link's number is free at once, and whether its unread data stay readable, is not said.") => {
        Urc [field("client_index", "link", Type::Int(0, 9)), field("close_reason", "why", Type::Int(0, 2)).codes(&codes::CLOSE_REASON)] = form()
            .grade(Grade::Log).meaning("link {client_index} is closed: {close_reason}");
    }
    CLIENT = "+CLIENT", "15.4", "A server accepted a link", row().role(Role::Urc)
        .note("In transparent mode CONNECT follows.") => {
        Urc [LINK_NUM, SERVER_INDEX, field("client", "client's address and port", Type::Endpoint)] = form()
            .meaning("server {server_index} accepted link {link_num} from {client}");
    }
    CLOSED = "CLOSED", "15.2.6", "The transparent link is closed", row().role(Role::Urc).grade(Grade::Log)
        .note("Documented for a local close; that it comes too when the peer closes is inferred. Seen outside transparent mode as well. No blank line \
            stands between it and +CIPCLOSE.") => {
        Urc [] = form().grade(Grade::Log).meaning("the transparent link is closed");
    }
    CIPERROR = "+CIPERROR", "15.2.4", "Why a socket command failed", row().role(Role::Error)
        .note("ERROR follows. Explains CIPSEND and SERVERSTART in the manual; the application note never prints it.") => {
        Info [ERR] = form().grade(Grade::Log).meaning("the command fails: {err}");
    }
    IP_ERROR = "+IP ERROR", "15.3.1", "Why a socket command failed", row().role(Role::Error)
        .note("ERROR follows. Text or number as errMode of CIPCCFG says. The note names CIPACK and CIPRXGET, the manual NETOPEN, CIPOPEN and IPADDR \
            too. SIM7600 numbers 21 and 22 differently.") => {
        Info [field("err_info", "reason", Type::Either(0, 22)).codes(&codes::IP_ERROR)] = form().grade(Grade::Log)
            .meaning("the command fails: {err_info}");
    }
}
