//! Chapter 15: the TCP/IP service, the seventeen commands of the application note.
//!
//! Lines of one head are told apart by the pending command's form, then by the number of fields, quotes and number ranges, in the order in
//! which the forms stand here.

use super::codes;
use super::fields::{CID, ERR, LINK_NUM, LOCAL_PORT, SERVER_INDEX, SERVER_IP, SERVER_PORT, SWITCH};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Order, Then, Type};
use super::words::{Dialect, Grade, Saving, Secret, Unit};

const NET_STATE: FieldRow = field("net_state", "socket service", Type::Int(0, 1)).codes(&codes::NET_STATE);
const CLIENT_TYPE: FieldRow = field("type", "protocol", Type::Quoted(10));
const ACCEPTED_BY: FieldRow = field("index", "server that accepted the link", Type::Int(-1, 3)).codes(&codes::ACCEPTED_BY);
const LENGTH: FieldRow = field("length", "bytes to send", Type::Int(1, 1500)).unit(Unit::Bytes);
const REQUESTED: FieldRow = field("reqSendLength", "bytes asked to send", Type::Int(0, 1500)).unit(Unit::Bytes);
const CONFIRMED: FieldRow = field("cnfSendLength", "bytes taken", Type::Int(-1, 1500)).unit(Unit::Bytes);
const RX_MODE: FieldRow = field("mode", "mode", Type::Int(0, 1)).codes(&codes::RXGET_MODE).default("0");
const READ_BYTES: FieldRow = RX_MODE.ty(Type::Int(2, 2));
const READ_HEX: FieldRow = RX_MODE.ty(Type::Int(3, 3));
const QUERY_REST: FieldRow = RX_MODE.ty(Type::Int(4, 4));
const LEN: FieldRow = field("len", "bytes to read at most", Type::Int(1, 1500)).unit(Unit::Bytes).default("1500");
const READ_LEN: FieldRow = field("read_len", "bytes that follow", Type::Int(0, 1500)).unit(Unit::Bytes);
const REST_LEN: FieldRow = field("rest_len", "bytes left", Type::Int(0, i64::MAX)).unit(Unit::Bytes);
const LINK_STATE: FieldRow = field("link_state", "state of link 0, 1, 2 …", Type::Int(0, 1)).codes(&codes::LINK_STATE);
const PORT: FieldRow = field("port", "port to listen on", Type::Int(0, 65_535));
const BACKLOG: FieldRow = field("backlog", "clients that may wait", Type::Int(1, 3));
const SENT: FieldRow = field("sent_data_size", "bytes sent", Type::Int(0, i64::MAX)).unit(Unit::Bytes);
const ACKED: FieldRow = field("ack_data_size", "bytes that the peer acknowledged", Type::Int(0, i64::MAX)).unit(Unit::Bytes);
const RECEIVED: FieldRow = field("recv_data_size", "bytes received", Type::Int(0, i64::MAX)).unit(Unit::Bytes);
const DOMAIN: FieldRow = field("domain_name", "name to resolve", Type::Quoted(254)).secret(Secret::Host);

const HEAD: FieldRow = SWITCH.named("mode", "length header").default("1");
const SHOW: FieldRow = SWITCH.named("mode", "address line").default("1");
const APP_MODE: FieldRow = field("mode", "data mode", Type::Int(0, 1)).codes(&codes::CIP_MODE).default("0");
const SEND_MODE: FieldRow = field("mode", "when a send is confirmed", Type::Int(0, 1)).codes(&codes::SEND_MODE).default("0");

const fn timeout(name: &'static str, title: &'static str) -> FieldRow {
    field(name, title, Type::Int(3000, 120_000)).unit(Unit::Milliseconds).default("120000")
}
const NETOPEN_TIMEOUT: FieldRow = timeout("netopen_timeout", "time limit of NETOPEN");
const CIPOPEN_TIMEOUT: FieldRow = timeout("cipopen_timeout", "time limit of CIPOPEN");
const CIPSEND_TIMEOUT: FieldRow = timeout("cipsend_timeout", "time limit of CIPSEND");

const NM_RETRY: FieldRow = field("NmRetry", "retransmissions of a TCP segment", Type::Int(0, 10)).default("10");
const DELAY_TM: FieldRow =
    field("DelayTm", "delay before received data are put out", Type::Int(0, 1000)).unit(Unit::Milliseconds).default("0");
const ACK: FieldRow = field("Ack", "not used", Type::Int(0, 0)).default("0");
const ERR_MODE: FieldRow = field("errMode", "how +IP ERROR is printed", Type::Int(0, 1)).codes(&codes::ERR_MODE).default("1");
const HEADER_TYPE: FieldRow = field("HeaderType", "header of pushed data", Type::Int(0, 1)).codes(&codes::HEADER_TYPE).default("0");
const ASYNC_MODE: FieldRow = field("AsyncMode", "asynchronous sending", Type::Int(0, 1)).codes(&codes::ASYNC_MODE).default("0");
const TIMEOUT_VAL: FieldRow =
    field("TimeoutVal", "smallest retransmission time-out", Type::Int(500, 120_000)).unit(Unit::Milliseconds).default("500");
const UDP_RECV: FieldRow = field("udpRecvmode", "borders of UDP datagrams", Type::Int(0, 1)).codes(&codes::UDP_RECV_MODE).default("0");

commands! { chapter 15;
    NETOPEN = "+NETOPEN", "15.2.1", "Start the socket service", row().within(120_000).order(Order::OkFirst).saving(Saving::NoSave)
        .note("No test form is documented. 0 and 1 mean closed and open in the read answer, but success and network failure in the result: \
            only the pending command tells. A success is no proof of a usable PDP context.") => {
        Read [] = form().meaning("ask whether the socket service is open");
        ReadInfo [NET_STATE] = form().meaning("the socket service is {net_state}");
        ReadInfo [NET_STATE, field("detail", "second figure, meaning not known", Type::Int(0, 1))] = form().dialect(Dialect::Sim7600)
            .grade(Grade::Log).meaning("the socket service is {net_state}").note("SIM5320 and SIM5360.");
        Exec [] = form().meaning("start the socket service");
        Write [CID] = form().dialect(Dialect::Sim767x).meaning("start the socket service on context {cid}");
        Result [ERR] = form().grade(Grade::Bytes).meaning("the socket service is open").failure("the socket service did not start: {err}");
        Result [ERR, CID] = form().dialect(Dialect::Sim767x).meaning("the socket service is open on context {cid}")
            .failure("the socket service did not start on context {cid}: {err}");
    }
    NETCLOSE = "+NETCLOSE", "15.2.2", "Stop the socket service", row().within(120_000).heads(&["CLOSED"]).order(Order::OkFirst).saving(Saving::NoSave)
        .note("Closes every link first: TCP links report between OK and the result, UDP links before OK, transparent ones print CLOSED. \
            A repeat while it runs is answered OK as well. Not open: the result with err 2, then ERROR.") => {
        Test [] = form().meaning("ask whether NETCLOSE is known");
        Exec [] = form().meaning("stop the socket service");
        Write [CID] = form().dialect(Dialect::Sim767x).meaning("stop the socket service on context {cid}");
        Result [ERR] = form().grade(Grade::Log).meaning("the socket service is closed").failure("the socket service did not close: {err}");
        Result [ERR, CID] = form().dialect(Dialect::Sim767x).meaning("the socket service is closed on context {cid}")
            .failure("the socket service did not close on context {cid}: {err}");
    }
    CIPOPEN = "+CIPOPEN", "15.2.3", "Open a TCP or UDP link", row().within(120_000).order(Order::Either).saving(Saving::NoSave)
        .note("TCP answers OK first, UDP the result first. In transparent mode link 0 answers CONNECT or CONNECT FAIL instead. A refusal is the \
            result line and ERROR; a link number above 9 is +IP ERROR and ERROR. The note's scan drops the P at places; the command is CIPOPEN.") => {
        Test [] = form().meaning("ask for the ranges of CIPOPEN");
        TestInfo [LINK_NUM.ty(Type::Ranges), CLIENT_TYPE.ty(Type::Ranges)] = form()
            .meaning("links {link_num}, protocols {type}").note("SIM767X has links 0 to 3; UDP SERVER is new in V1.09.");
        Read [] = form().meaning("ask which links are open");
        ReadInfo [LINK_NUM, CLIENT_TYPE.optional(), SERVER_IP.ty(Type::Address).optional(), SERVER_PORT.optional(), ACCEPTED_BY.optional()]
            = form().grade(Grade::Log).meaning("link {link_num}[ is open: {type}][ to {server_ip}][:{server_port}][, {index}]")
            .note("One line for each link; a closed one has only its number. UDP without a fixed peer prints 0.0.0.0 and port 0 in the field.");
        Write [LINK_NUM, CLIENT_TYPE, SERVER_IP.optional(), SERVER_PORT.optional(), LOCAL_PORT.optional()] = form().then(Then::MayConnect)
            .meaning("open link {link_num}[ to {server_ip}][:{server_port}] over {type}[ from port {local_port}]")
            .note("UDP needs local_port, and in transparent mode the peer as well; TCP needs the peer.");
        Write [LINK_NUM, CLIENT_TYPE, SERVER_IP, SERVER_PORT.ty(Type::Quoted(5)), LOCAL_PORT.optional()] = form().then(Then::MayConnect)
            .grade(Grade::Log).meaning("open link {link_num} to {server_ip}:{server_port} over {type}[ from port {local_port}]")
            .note("The port between quotes: modules take it.");
        Result [LINK_NUM, ERR] = form().grade(Grade::Bytes).meaning("link {link_num} is open")
            .failure("link {link_num} did not open: {err}");
    }
    CIPSEND = "+CIPSEND", "15.2.4", "Send data through a link", row().within(120_000).order(Order::OkFirst).saving(Saving::NoSave)
        .note("The prompt is > after a line end, without anything behind it. OK only says that the data were taken from the line. A refusal before \
            the prompt is +CIPERROR and ERROR, or a bare ERROR. Without a length Ctrl-Z ends, ESC cancels and ETX escapes; what answers ESC on \
            A76XX is not known (ERROR on SIM7600).") => {
        Test [] = form().meaning("ask for the ranges of CIPSEND");
        TestInfo [LINK_NUM.ty(Type::Ranges), LENGTH.ty(Type::Ranges)] = form().meaning("links {link_num}, lengths {length}");
        Read [] = form().dialect(Dialect::Sim7600).meaning("ask for the ranges of CIPSEND");
        ReadInfo [LINK_NUM.ty(Type::Ranges), LENGTH.ty(Type::Ranges)] = form().dialect(Dialect::Sim7600)
            .meaning("links {link_num}, lengths {length}").note("As a sample of the SIM7600 manual shows; on others nobody confirms it.");
        Write [LINK_NUM, LENGTH.optional(), SERVER_IP.optional(), SERVER_PORT.optional()] = form().then(Then::Prompt(Data::CountedOrCtrlZ(1)))
            .grade(Grade::Bytes).meaning("send[ {length} bytes] through link {link_num}[ to {server_ip}][:{server_port}]")
            .note("An empty length (two commas, or one at the end) is the variable form. UDP needs the peer. Links that a server accepted take the \
                fixed form only, by the application note.");
        Result [LINK_NUM, REQUESTED, CONFIRMED.ty(Type::Int(-1, -1))] = form()
            .meaning("link {link_num} is disconnected: none of the {reqSendLength} bytes was sent");
        Result [LINK_NUM, REQUESTED, CONFIRMED.ty(Type::Int(0, 0))] = form()
            .meaning("link {link_num} took none of the {reqSendLength} bytes: its buffer or the peer's window is full");
        Result [LINK_NUM, REQUESTED, CONFIRMED.ty(Type::Int(1, 1500))] = form().grade(Grade::Bytes)
            .meaning("link {link_num} took {cnfSendLength} of {reqSendLength} bytes").note("If they differ the link can not be used any more.");
    }
    CIPRXGET = "+CIPRXGET", "15.2.5", "Choose how received data are taken, and read them", row().within(9000).saving(Saving::NoSave)
        .note("The notice comes once when a link's buffer stops being empty, even inside the answer of a read. One or two line ends stand between \
            payload and OK: the manuals' layout has two, a relative's driver one. A failure is +IP ERROR and ERROR.") => {
        Test [] = form().meaning("ask for the ranges of CIPRXGET");
        TestInfo [RX_MODE.ty(Type::Ranges), LINK_NUM.ty(Type::Ranges), LEN.ty(Type::Ranges).optional()] = form()
            .meaning("modes {mode}, links {link_num}[, lengths {len}]").note("SIM7600 has modes 0 to 4, and its sample leaves the links out.");
        Read [] = form().meaning("ask how received data are taken");
        ReadInfo [RX_MODE] = form().meaning("received data: {mode}");
        Write [RX_MODE] = form().meaning("received data: {mode}");
        Write [READ_BYTES, LINK_NUM, LEN.optional()] = form().meaning("read[ at most {len}] bytes from link {link_num}");
        Write [READ_HEX, LINK_NUM, LEN.ty(Type::Int(1, 750)).default("750").optional()] = form()
            .meaning("read[ at most {len}] bytes from link {link_num} as hexadecimal digits");
        Write [QUERY_REST, LINK_NUM] = form().meaning("ask how many bytes link {link_num} holds");
        Write [RX_MODE.ty(Type::Int(5, 5))] = form().dialect(Dialect::A76xx).meaning("received data: {mode}").note("Since V1.09.");
        Info [READ_BYTES, LINK_NUM, READ_LEN, REST_LEN] = form().then(Then::Payload { count: 2 })
            .meaning("{read_len} bytes from link {link_num}, {rest_len} left");
        Info [READ_HEX, LINK_NUM, READ_LEN.ty(Type::Int(0, 750)), REST_LEN] = form().then(Then::HexPayload { count: 2 })
            .meaning("{read_len} bytes from link {link_num} as hexadecimal digits, {rest_len} left");
        Info [QUERY_REST, LINK_NUM, REST_LEN] = form().meaning("link {link_num} holds {rest_len} bytes")
            .note("A closed link answers 0 too.");
        Urc [RX_MODE.ty(Type::Int(1, 1)), LINK_NUM] = form().grade(Grade::Log).meaning("link {link_num} has data to read");
    }
    CIPCLOSE = "+CIPCLOSE", "15.2.6", "Close a link", row().within(120_000).heads(&["CLOSED"]).order(Order::Either).saving(Saving::NoSave)
        .note("TCP answers OK first; the manual prints UDP result first, the application note both ways. Transparent links print CLOSED before the \
            result. Not open: the result, err 4 as a rule, and ERROR. The result may come many seconds late.") => {
        Test [] = form().meaning("ask for the links of CIPCLOSE");
        TestInfo [LINK_NUM.ty(Type::Ranges)] = form().meaning("links {link_num}");
        Read [] = form().meaning("ask which links are open");
        ReadInfo [LINK_STATE.repeats(4)] = form().grade(Grade::Log).meaning("state of the links from 0 on: {link_state}")
            .note("Ten values on A76XX and SIM7600, four on SIM767X. The application note's scan shows nine, and one line was seen cut short.");
        Write [LINK_NUM] = form().meaning("close link {link_num}");
        Result [LINK_NUM, ERR] = form().grade(Grade::Bytes).meaning("link {link_num} is closed")
            .failure("link {link_num} did not close: {err}");
    }
    IPADDR = "+IPADDR", "15.2.7", "Ask for the own address", row().within(9000).saving(Saving::NoSave)
        .note("Without a network the manuals and the field print +IP ERROR: Network not opened; the application note alone prints that text \
            behind +IPADDR.") => {
        Test [] = form().meaning("ask whether IPADDR is known");
        Exec [] = form().meaning("ask for the own address");
        Write [CID] = form().dialect(Dialect::Sim767x).meaning("ask for the own address on context {cid}");
        Info [field("ip_address", "own address", Type::Address)] = form().grade(Grade::Log).meaning("the own address is {ip_address}");
        Info [field("err_info", "why there is none", Type::Rest)] = form().grade(Grade::Layout).meaning("no address: {err_info}");
    }
    CIPHEAD = "+CIPHEAD", "15.2.8", "Put a length header before pushed data", row().sets().within(9000).saving(Saving::NoSave)
        .note("Off together with CIPSRIP, pushed data have neither start nor end mark; no capture shows it.") => {
        Test [] = form().meaning("ask for the values of CIPHEAD");
        TestInfo [HEAD.ty(Type::Ranges)] = form().meaning("values {mode}");
        Read [] = form().meaning("ask whether pushed data carry a length header");
        ReadInfo [HEAD] = form().meaning("length header of pushed data: {mode}");
        Write [HEAD] = form().meaning("length header of pushed data: {mode}");
        Exec [] = form().meaning("length header of pushed data: on, the default");
    }
    CIPSRIP = "+CIPSRIP", "15.2.9", "Show the sender of pushed data", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the values of CIPSRIP");
        TestInfo [SHOW.ty(Type::Ranges)] = form().meaning("values {mode}");
        Read [] = form().meaning("ask whether pushed data carry their sender's address");
        ReadInfo [SHOW] = form().meaning("sender's address before pushed data: {mode}");
        Write [SHOW] = form().meaning("sender's address before pushed data: {mode}");
        Exec [] = form().meaning("sender's address before pushed data: on, the default");
    }
    CIPMODE = "+CIPMODE", "15.2.10", "Choose command or transparent mode", row().sets().within(9000).saving(Saving::NoSave)
        .note("Counts only if set before NETOPEN; what a later one answers is not documented.") => {
        Test [] = form().meaning("ask for the values of CIPMODE");
        TestInfo [APP_MODE.ty(Type::Ranges)] = form().meaning("values {mode}");
        Read [] = form().meaning("ask for the data mode");
        ReadInfo [APP_MODE] = form().meaning("links use {mode}");
        Write [APP_MODE] = form().meaning("let links use {mode}");
        Exec [] = form().meaning("let links use command mode, the default");
    }
    CIPSENDMODE = "+CIPSENDMODE", "15.2.11", "Choose when a send is confirmed", row().within(9000).saving(Saving::NoSave)
        .note("TCP only. SIM5320 answers ERROR. No execution form.") => {
        Test [] = form().meaning("ask for the values of CIPSENDMODE");
        TestInfo [SEND_MODE.ty(Type::Ranges)] = form().meaning("values {mode}");
        Read [] = form().meaning("ask when a send is confirmed");
        ReadInfo [SEND_MODE] = form().meaning("a send is confirmed {mode}");
        Write [SEND_MODE] = form().meaning("confirm a send {mode}");
    }
    CIPTIMEOUT = "+CIPTIMEOUT", "15.2.12", "Set the time limits of the service", row().within(9000).saving(Saving::NoSave)
        .note("No test or execution form. SIM5320 answers ERROR.") => {
        Read [] = form().meaning("ask for the time limits");
        ReadInfo [NETOPEN_TIMEOUT, CIPOPEN_TIMEOUT, CIPSEND_TIMEOUT] = form()
            .meaning("time limits: NETOPEN {netopen_timeout}, CIPOPEN {cipopen_timeout}, CIPSEND {cipsend_timeout}");
        Write [NETOPEN_TIMEOUT.optional(), CIPOPEN_TIMEOUT.optional(), CIPSEND_TIMEOUT.optional()] = form()
            .meaning("set time limits[: NETOPEN {netopen_timeout}][, CIPOPEN {cipopen_timeout}][, CIPSEND {cipsend_timeout}]");
    }
    CIPCCFG = "+CIPCCFG", "15.2.13", "Set the parameters of the service", row().within(9000).saving(Saving::NoSave)
        .note("udpRecvmode is new in A76XX V1.09 and counts only before NETOPEN; older firmware and SIM7600 print seven values. HeaderType is said \
            to need several links.") => {
        Test [] = form().meaning("ask for the ranges of CIPCCFG");
        TestInfo [NM_RETRY.ty(Type::Ranges), DELAY_TM.ty(Type::Ranges), ACK.ty(Type::Ranges), ERR_MODE.ty(Type::Ranges),
            HEADER_TYPE.ty(Type::Ranges), ASYNC_MODE.ty(Type::Ranges), TIMEOUT_VAL.ty(Type::Ranges), UDP_RECV.ty(Type::Ranges).optional()]
            = form().meaning("retries {NmRetry}, delay {DelayTm}, errMode {errMode}, HeaderType {HeaderType}, time-out {TimeoutVal}");
        Read [] = form().meaning("ask for the parameters of the service");
        ReadInfo [NM_RETRY, DELAY_TM, ACK, ERR_MODE, HEADER_TYPE, ASYNC_MODE, TIMEOUT_VAL, UDP_RECV.optional()] = form().grade(Grade::Log)
            .meaning("+IP ERROR as {errMode}, pushed data as {HeaderType}, {NmRetry} retries, delay {DelayTm}, \
                time-out {TimeoutVal}[, UDP: {udpRecvmode}]");
        Write [NM_RETRY.optional(), DELAY_TM.optional(), ACK.optional(), ERR_MODE.optional(), HEADER_TYPE.optional(), ASYNC_MODE.optional(),
            TIMEOUT_VAL.optional(), UDP_RECV.optional()]
            = form().meaning("set parameters[: {NmRetry} retries][, delay {DelayTm}][, +IP ERROR as {errMode}][, pushed data as {HeaderType}]\
                [, time-out {TimeoutVal}][, UDP: {udpRecvmode}]");
        Exec [] = form().meaning("set the parameters to their defaults");
    }
    SERVERSTART = "+SERVERSTART", "15.2.14", "Start a TCP server", row().sets().within(9000).saving(Saving::NoSave)
        .note("The command names the port first, the answer the server first. A failure is +CIPERROR and ERROR. In transparent mode server 0's \
            client brings CONNECT. SIM767X has servers 0 and 1 on ports 10000 to 10015.") => {
        Test [] = form().meaning("ask for the ranges of SERVERSTART");
        TestInfo [PORT.ty(Type::Ranges), SERVER_INDEX.ty(Type::Ranges), BACKLOG.ty(Type::Ranges).optional()] = form()
            .meaning("ports {port}, servers {server_index}[, waiting clients {backlog}]");
        Read [] = form().meaning("ask which servers listen");
        ReadInfo [SERVER_INDEX, PORT] = form().meaning("server {server_index} listens on port {port}").note("No line when none listens.");
        Write [PORT, SERVER_INDEX, BACKLOG.optional()] = form().then(Then::MayConnect)
            .meaning("start server {server_index} on port {port}[ with {backlog} waiting clients]").note("backlog is known to A76XX only.");
    }
    SERVERSTOP = "+SERVERSTOP", "15.2.15", "Stop a TCP server", row().within(9000).order(Order::Either).saving(Saving::NoSave)
        .note("Its links must be closed first. The manual's sample has OK first, those of the note and of SIM7600 the result first. A refusal is \
            the result and ERROR. That a missing server means 0 stands in the note alone.") => {
        Write [SERVER_INDEX] = form().meaning("stop server {server_index}");
        Result [SERVER_INDEX, ERR] = form().meaning("server {server_index} has stopped").failure("server {server_index} did not stop: {err}");
    }
    CIPACK = "+CIPACK", "15.2.16", "Ask how far a TCP link's data have come", row().within(9000).saving(Saving::NoSave)
        .note("TCP in command mode only. A failure is +IP ERROR and ERROR.") => {
        Test [] = form().meaning("ask for the links of CIPACK");
        TestInfo [LINK_NUM.ty(Type::Ranges)] = form().meaning("links {link_num}");
        Write [LINK_NUM] = form().meaning("ask how far the data of link {link_num} have come");
        Info [SENT, ACKED, RECEIVED] = form()
            .meaning("{sent_data_size} bytes sent, {ack_data_size} acknowledged, {recv_data_size} received");
    }
    CDNSGIP = "+CDNSGIP", "15.2.17", "Resolve a domain name", row().within(6000).saving(Saving::NoSave)
        .note("A label has at most 63 characters. Whether NETOPEN must come first is not said.") => {
        Test [] = form().meaning("ask whether CDNSGIP is known");
        Write [DOMAIN] = form().meaning("resolve {domain_name}");
        Info [field("index", "number of the answer", Type::Int(1, 99)), DOMAIN, field("ip_address", "address", Type::Address)] = form()
            .grade(Grade::Log).meaning("{domain_name} is {ip_address}").note("V1.09 prints a line for each address, with index 2, 3 ….");
        Info [field("index", "number of the answer", Type::Int(0, 0)),
            field("dns_error_code", "why the name was not resolved", Type::Int(0, 255)).codes(&codes::DNS_ERROR)]
            = form().grade(Grade::Log).meaning("the name was not resolved: {dns_error_code}");
    }
}
