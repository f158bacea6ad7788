//! Chapter 19: TLS contexts, certificates and TLS sockets.

use super::codes_service::{TLS_AUTH, TLS_CLIENT, TLS_ERR, TLS_VERSION};
use super::fields_service::{DATA, LEN, LEN_WORD, PORT, RANGES, SESSION, SSL_CTX};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Order, Role, Then, Type};
use super::words::{Dialect, Grade, Secret, Unit};

const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 19)).codes(&TLS_ERR);
const CERTIFICATE: FieldRow = field("filename", "name of the certificate or key file", Type::Quoted(108));
const PARAMETER: FieldRow = field("parameter", "name of the setting", Type::Quoted(16));
const VALUE: FieldRow = field("value", "its value", Type::Rest);
const VERSION: FieldRow = field("sslversion", "TLS version", Type::Int(0, 4)).codes(&TLS_VERSION).default("4");
const AUTH: FieldRow = field("authmode", "who is verified", Type::Int(0, 3)).codes(&TLS_AUTH).default("0");
const IGNORE_TIME: FieldRow = field("ignoreltime", "1 accepts expired certificates", Type::Int(0, 1)).default("1");
const NEGOTIATE: FieldRow = field("negotiatetime", "time limit of the handshake", Type::Int(10, 300)).unit(Unit::Seconds).default("300");
const CA_FILE: FieldRow = CERTIFICATE.named("ca_file", "root certificate").optional();
const CLIENT_CERT: FieldRow = CERTIFICATE.named("clientcert_file", "certificate of the client").optional();
const CLIENT_KEY: FieldRow = CERTIFICATE.named("clientkey_file", "key of the client").optional();
const KEY_PASSWORD: FieldRow = CERTIFICATE.named("password_file", "password of the key").secret(Secret::Account).optional();
const SNI: FieldRow = field("enableSNI_flag", "1 sends the server's name", Type::Int(0, 1)).default("0");
const CERT_LEN: FieldRow = field("len", "length of the file", Type::Int(1, 10_240)).unit(Unit::Bytes);
const REPORT: FieldRow = field("report_send_result", "1 reports when data are sent", Type::Int(0, 1)).default("0");
const RECV_MODE: FieldRow = field("recv_mode", "0 pushes received data, 1 keeps them", Type::Int(0, 1)).default("0");
const MODE: FieldRow = field("mode", "0 command mode, 1 transparent mode", Type::Int(0, 1)).default("0");
const IP: FieldRow = field("ip_address", "address of the module", Type::Address);
const SEND_TIMEOUT: FieldRow = field("sendtimeout_val", "time limit of sending", Type::Int(60, 150)).unit(Unit::Seconds).default("150");
const HOST: FieldRow = field("host", "name or address of the server", Type::Quoted(256)).secret(Secret::Host);
const CLIENT_TYPE: FieldRow = field("client_type", "protocol", Type::Int(1, 2)).codes(&TLS_CLIENT).default("2");
const BIND_PORT: FieldRow = field("bind_port", "own port", Type::Int(1, 65_535));
// A real A7670 lists three sessions where the manual has two.
const LISTED: FieldRow = SESSION.ty(Type::Int(0, 2));
const SEND_LEN: FieldRow = field("len", "bytes to send", Type::Int(1, 2048)).unit(Unit::Bytes);
const MAX_LEN: FieldRow = field("max_recv_len", "bytes to read at most, 0 for all", Type::Int(0, 2048)).unit(Unit::Bytes).default("0");
const SESSION_0: FieldRow = SESSION.named("session_0", "first session");
const SESSION_1: FieldRow = SESSION.named("session_1", "second session");
const UNSENT_0: FieldRow = LEN.named("unsent_len_0", "bytes of the first session that wait to be sent");
const UNSENT_1: FieldRow = LEN.named("unsent_len_1", "bytes of the second session that wait to be sent");
const CACHED_0: FieldRow = LEN.named("cache_len_0", "received bytes of session 0");
const CACHED_1: FieldRow = LEN.named("cache_len_1", "received bytes of session 1");
const RECV_EVENT: FieldRow = field("event", "what happened", Type::Word("RECV EVENT"));
const CCH_STOP: FieldRow = field("event", "what happened", Type::Word("CCH STOP"));

commands! { chapter 19;
    CSSLCFG = "+CSSLCFG", "19.2.1", "Configure a TLS context", row().within(120_000).note(
        "Settings sslversion, authmode, ignorelocaltime, negotiatetime, cacert, clientcert, clientkey, password and enableSNI.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SSL_CTX, VERSION, AUTH, IGNORE_TIME, NEGOTIATE, CA_FILE, CLIENT_CERT, CLIENT_KEY, KEY_PASSWORD, SNI.optional()]
            = form().meaning("TLS context {ssl_ctx_index}: version {sslversion}, {authmode}[, root {ca_file}]");
        Write [SSL_CTX] = form().meaning("show TLS context {ssl_ctx_index}");
        Write [PARAMETER, SSL_CTX, VALUE] = form().meaning("set {parameter} of TLS context {ssl_ctx_index} to {value}");
        Info [SSL_CTX, VERSION, AUTH, IGNORE_TIME, NEGOTIATE, CA_FILE, CLIENT_CERT, CLIENT_KEY, KEY_PASSWORD, SNI.optional()]
            = form().meaning("TLS context {ssl_ctx_index}: version {sslversion}, {authmode}[, root {ca_file}]");
    }
    CCERTDOWN = "+CCERTDOWN", "19.2.2", "Load a certificate into the module", row().within(120_000) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CERTIFICATE, CERT_LEN] = form().then(Then::Prompt(Data::Counted(1))).meaning("load {len} bytes as {filename}");
    }
    CCERTLIST = "+CCERTLIST", "19.2.3", "List the certificates", row().within(120_000) => {
        Exec [] = form().meaning("list the certificates");
        Info [CERTIFICATE] = form().meaning("there is a file {filename}");
    }
    CCERTDELE = "+CCERTDELE", "19.2.4", "Delete a certificate", row().within(120_000) => {
        Write [CERTIFICATE] = form().meaning("delete {filename}");
    }
    CCHSET = "+CCHSET", "19.2.5", "Choose how sending is reported and receiving works", row().within(120_000) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [REPORT, RECV_MODE] = form().meaning("send reports {report_send_result}, receive mode {recv_mode}");
        Write [REPORT, RECV_MODE.optional()] = form().meaning("set send reports to {report_send_result}[, receive mode to {recv_mode}]");
    }
    CCHMODE = "+CCHMODE", "19.2.6", "Choose command or transparent mode", row().within(120_000)
        .note("Transparent mode has one session, the first.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [MODE] = form().meaning("the mode is {mode}");
        Write [MODE] = form().meaning("set the mode to {mode}");
    }
    CCHSTART = "+CCHSTART", "19.2.7", "Start the TLS service", row().within(120_000).order(Order::OkFirst)
        .note("A failure is ERROR, or ERROR and then the line.") => {
        Exec [] = form().meaning("start the TLS service");
        Result [ERR] = form().meaning("the TLS service runs").failure("the TLS service did not start: {err}");
    }
    CCHSTOP = "+CCHSTOP", "19.2.8", "Stop the TLS service", row().within(120_000).order(Order::OkFirst) => {
        Exec [] = form().meaning("stop the TLS service");
        Result [ERR] = form().meaning("the TLS service has stopped").failure("the TLS service did not stop: {err}");
    }
    CCHADDR = "+CCHADDR", "19.2.9", "Show the address of the TLS service", row().within(12_000) => {
        Exec [] = form().meaning("ask for the module's address");
        Info [IP] = form().meaning("the module has address {ip_address}");
    }
    CCHSSLCFG = "+CCHSSLCFG", "19.2.10", "Choose the TLS context of a session", row().within(120_000) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SESSION, SSL_CTX.optional()] = form().meaning("session {session_id} uses [TLS context {ssl_ctx_index}]");
        Write [SESSION, SSL_CTX] = form().meaning("let session {session_id} use TLS context {ssl_ctx_index}");
    }
    CCHCFG = "+CCHCFG", "19.2.11", "Configure a session", row().within(120_000).note("Settings sendtimeout and sslctx.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SESSION, SEND_TIMEOUT, SSL_CTX.optional()]
            = form().meaning("session {session_id} sends within {sendtimeout_val} s[, TLS context {ssl_ctx_index}]");
        Write [PARAMETER, SESSION, VALUE] = form().meaning("set {parameter} of session {session_id} to {value}");
    }
    CCHOPEN = "+CCHOPEN", "19.2.12", "Connect to a server", row().within(120_000).order(Order::OkFirst)
        .note("In transparent mode CONNECT or CONNECT FAIL for OK and the line. Some firmware answers the read form with ERROR.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [LISTED, HOST.optional(), PORT.optional(), CLIENT_TYPE.optional(), BIND_PORT.optional()]
            = form().meaning("session {session_id}[ is open to {host} port {port} over {client_type}]");
        Write [SESSION, HOST, PORT, CLIENT_TYPE.optional(), BIND_PORT.optional()] = form().then(Then::MayConnect)
            .meaning("connect session {session_id} to {host} port {port}[ over {client_type}]");
        Result [SESSION, ERR] = form().meaning("session {session_id} is connected")
            .failure("session {session_id} did not connect: {err}");
    }
    CCHCLOSE = "+CCHCLOSE", "19.2.13", "Disconnect from a server", row().within(120_000).order(Order::OkFirst)
        .note("In transparent mode CLOSED instead of the line.") => {
        Write [SESSION] = form().meaning("close session {session_id}");
        Result [SESSION, ERR] = form().meaning("session {session_id} is closed")
            .failure("session {session_id} did not close: {err}");
    }
    CCHSEND = "+CCHSEND", "19.2.14", "Send data to the server", row().within(120_000)
        .note("The port takes nothing but data until the length is reached.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SESSION_0, UNSENT_0, SESSION_1, UNSENT_1]
            = form().meaning("unsent bytes: session {session_0} {unsent_len_0}, session {session_1} {unsent_len_1}");
        Write [SESSION, SEND_LEN] = form().then(Then::Prompt(Data::Counted(1))).meaning("send {len} bytes on session {session_id}");
        Urc [SESSION, ERR] = form().meaning("the data of session {session_id} are sent")
            .failure("the data of session {session_id} were not sent: {err}")
            .note("After success only with AT+CCHSET=1.");
    }
    CCHRECV = "+CCHRECV", "19.2.15", "Read the received data", row().within(120_000).order(Order::OkFirst)
        .note("Blocks come after the OK. Pushed data look the same and belong to no command.") => {
        Read [] = form().meaning("ask for the current state");
        ReadInfo [LEN_WORD, CACHED_0, CACHED_1.optional()]
            = form().meaning("received bytes: session 0 has {cache_len_0}[, session 1 has {cache_len_1}]");
        Write [SESSION, MAX_LEN.optional()] = form().meaning("read the data of session {session_id}[, at most {max_recv_len} bytes]");
        Info [DATA, SESSION, LEN] = form().then(Then::Payload { count: 2 }).meaning("{len} bytes of session {session_id} follow");
        Urc [DATA, SESSION, LEN] = form().then(Then::Payload { count: 2 }).meaning("{len} bytes of session {session_id} follow");
        Result [SESSION, ERR] = form().meaning("all data of session {session_id} have been read")
            .failure("reading session {session_id} ended with {err}");
    }
    CCERTMOVE = "+CCERTMOVE", "19.2.16", "Move a certificate from the file system", row().within(120_000) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CERTIFICATE] = form().meaning("move {filename} to the certificates");
    }
    CCHEVENT = "+CCHEVENT", "19.4", "Data arrived and are kept", row().role(Role::Urc) => {
        Urc [SESSION, RECV_EVENT] = form().meaning("session {session_id} has data to read");
    }
    CCH_RECV_CLOSED = "+CCH_RECV_CLOSED", "19.4", "Receiving failed", row().role(Role::Urc) => {
        Urc [SESSION, ERR] = form().meaning("session {session_id} stopped receiving: {err}");
    }
    CCH_PEER_CLOSED = "+CCH_PEER_CLOSED", "19.4", "The server closed the session", row().role(Role::Urc) => {
        Urc [SESSION] = form().meaning("the server closed session {session_id}");
    }
    CCH = "+CCH", "19.4", "The TLS service was stopped by the network", row().role(Role::Urc) => {
        Urc [CCH_STOP] = form().meaning("a network error stopped the TLS service");
    }
    CCH_RECV_ERROR = "+CCH_RECV_ERROR", "", "Reading was refused", row().role(Role::Urc).grade(Grade::Inferred)
        .note("In the manual of SIM7500 and SIM7600, 10.2.6.") => {
        Urc [SESSION, ERR] = form().meaning("reading session {session_id} was refused: {err}").dialect(Dialect::Sim7600);
    }
}
