//! Chapter 17: the FTP service.
//!
//! The manual calls the result `errcode`; it is `err` here, as in the other services.

use super::codes_service::{FTP_ERR, FTP_SERVER};
use super::fields_service::{ANY_LENGTH, DATA, END, FILENAME, LEN, LEN_WORD, PLACE, PORT, RANGES, SESSION, SSL_CTX};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Order, Role, Then, Type};
use super::words::{Dialect, Grade, Saving, Secret, Unit};

const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 421)).codes(&FTP_ERR);
const HOST: FieldRow = field("host", "name or address of the server", Type::Quoted(128)).secret(Secret::Host);
const USER: FieldRow = field("username", "user name", Type::Quoted(128)).secret(Secret::Account);
const PASSWORD: FieldRow = field("password", "password", Type::Quoted(128)).secret(Secret::Account);
const SERVER_TYPE: FieldRow = field("server_type", "protocol", Type::Int(0, 3)).codes(&FTP_SERVER).default("3");
const STATUS: FieldRow = field("status", "1 if logged in", Type::Int(0, 1));
const DIR: FieldRow = field("dir", "directory on the server", Type::Quoted(112));
const PATH: FieldRow = field("filepath", "path on the server", Type::Quoted(112));
const REST_SIZE: FieldRow = field("rest_size", "byte to go on from", Type::Int(0, 2_147_483_647)).unit(Unit::Bytes);
const CACHE: FieldRow = field("cache", "1 keeps the data until they are asked for", Type::Int(0, 1)).default("0");
const PUT_LEN: FieldRow = field("data_len", "bytes to send", Type::Int(1, 2048)).unit(Unit::Bytes);
const FILE_SIZE: FieldRow = field("filesize", "size of the file", ANY_LENGTH).unit(Unit::Bytes);
const SINGLE_IP: FieldRow = field("singleip", "1 takes the control connection's address for data", Type::Int(0, 1)).default("0");
const TYPE: FieldRow = field("type", "A for text, I for binary", Type::Bare);
const MODE: FieldRow = field("mode", "0 active, 1 passive", Type::Int(0, 1));
const NOTICE: FieldRow = field("event", "what happened", Type::Rest);
const ANSWER: FieldRow = field("errorbuf", "what the server said", Type::Rest);
const RECV_EVENT: FieldRow = field("event", "what happened", Type::Word("RECV EVENT"));

commands! { chapter 17;
    CFTPSSTART = "+CFTPSSTART", "17.2.1", "Start the FTP service",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("start the FTP service");
        Result [ERR] = form().meaning("the FTP service runs").failure("the FTP service did not start: {err}");
    }
    CFTPSSTOP = "+CFTPSSTOP", "17.2.2", "Stop the FTP service",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst).note("ERROR while logged in.") => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("stop the FTP service");
        Result [ERR] = form().meaning("the FTP service has stopped").failure("the FTP service did not stop: {err}");
    }
    CFTPSLOGIN = "+CFTPSLOGIN", "17.2.3", "Log in to a server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [STATUS] = form().meaning("login state {status}");
        Write [HOST, PORT, USER, PASSWORD, SERVER_TYPE.optional()] = form().meaning("log in to {host} port {port} as {username}");
        Result [ERR] = form().meaning("logged in").failure("the login failed: {err}");
    }
    CFTPSLOGOUT = "+CFTPSLOGOUT", "17.2.4", "Log out",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("log out");
        Result [ERR] = form().meaning("logged out").failure("the logout failed: {err}");
    }
    CFTPSLIST = "+CFTPSLIST", "17.2.5", "List a directory of the server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        Write [DIR] = form().meaning("list {dir}");
        Info [DATA, LEN] = form().then(Then::Payload { count: 1 }).meaning("{len} bytes of the list follow");
        Result [ERR] = form().meaning("the list is complete").failure("listing failed: {err}");
    }
    CFTPSMKD = "+CFTPSMKD", "17.2.6", "Make a directory on the server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [DIR] = form().meaning("make the directory {dir}");
        Result [ERR] = form().meaning("the directory is made").failure("the directory was not made: {err}");
    }
    CFTPSRMD = "+CFTPSRMD", "17.2.7", "Delete a directory of the server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [DIR] = form().meaning("delete the directory {dir}");
        Result [ERR] = form().meaning("the directory is deleted").failure("the directory was not deleted: {err}");
    }
    CFTPSCWD = "+CFTPSCWD", "17.2.8", "Change the directory of the server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [DIR] = form().meaning("change to {dir}");
        Result [ERR] = form().meaning("the directory is changed").failure("the directory was not changed: {err}");
    }
    CFTPSPWD = "+CFTPSPWD", "17.2.9", "Show the directory of the server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES.optional()] = form().meaning("supported[: {ranges}]");
        Exec [] = form().meaning("ask for the current directory");
        Result [DIR] = form().meaning("the current directory is {dir}");
        Result [ERR] = form().meaning("done").failure("the directory is not known: {err}");
    }
    CFTPSDELE = "+CFTPSDELE", "17.2.10", "Delete a file of the server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [FILENAME] = form().meaning("delete {filename}");
        Result [ERR] = form().meaning("the file is deleted").failure("the file was not deleted: {err}");
    }
    CFTPSGETFILE = "+CFTPSGETFILE", "17.2.11", "Download a file into the module",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [PATH, PLACE.optional(), REST_SIZE.optional()] = form().meaning("download {filepath}[ from byte {rest_size} on]");
        Result [ERR] = form().meaning("the file is downloaded").failure("the download failed: {err}");
    }
    CFTPSPUTFILE = "+CFTPSPUTFILE", "17.2.12", "Upload a file of the module",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [PATH, PLACE.optional(), REST_SIZE.optional()] = form().meaning("upload {filepath}[ from byte {rest_size} on]");
        Result [ERR] = form().meaning("the file is uploaded").failure("the upload failed: {err}");
    }
    CFTPSGET = "+CFTPSGET", "17.2.13", "Read a file of the server over the port",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [PATH, REST_SIZE.optional()] = form().meaning("read {filepath}[ from byte {rest_size} on]");
        Write [PATH, REST_SIZE.optional(), CACHE] = form().meaning("read {filepath} with cache mode {cache}")
            .dialect(Dialect::Sim7600).grade(Grade::Log);
        Info [DATA, LEN] = form().then(Then::Payload { count: 1 }).meaning("{len} bytes of the file follow");
        Result [ERR] = form().meaning("the file is complete").failure("reading failed: {err}");
    }
    CFTPSPUT = "+CFTPSPUT", "17.2.14", "Write a file of the server over the port",
        row().within(600_000).saving(Saving::NoSave).order(Order::OkFirst)
        .note("A failure before the data gives ERROR and then the line.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [PATH, PUT_LEN.optional(), REST_SIZE.optional()] = form().then(Then::Prompt(Data::CountedOrCtrlZ(1)))
            .meaning("write {filepath}[, {data_len} bytes]");
        Result [ERR] = form().meaning("the file is written").failure("writing failed: {err}");
    }
    CFTPSSINGLEIP = "+CFTPSSINGLEIP", "17.2.15", "Choose the address of data connections",
        row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SINGLE_IP] = form().meaning("data address mode is {singleip}");
        Write [SINGLE_IP] = form().meaning("set the data address mode to {singleip}");
        Info [SINGLE_IP] = form().meaning("data address mode is {singleip}");
    }
    CFTPSSIZE = "+CFTPSSIZE", "17.2.16", "Ask for the size of a file of the server",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst)
        .note("Next to ERROR the number is an error code, not a size.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [PATH] = form().meaning("ask for the size of {filepath}");
        Result [FILE_SIZE] = form().meaning("the file has {filesize} bytes");
    }
    CFTPSTYPE = "+CFTPSTYPE", "17.2.17", "Choose text or binary transfer",
        row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [TYPE] = form().meaning("the transfer type is {type}");
        Write [TYPE] = form().meaning("set the transfer type to {type}");
        Result [ERR] = form().meaning("the transfer type is set").failure("the transfer type was not set: {err}");
    }
    CFTPSSLCFG = "+CFTPSSLCFG", "17.2.18", "Choose the TLS context of a session",
        row().within(9_000).saving(Saving::NoSave).note("Session 0 is the control connection, 1 the data connection.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [SESSION, SSL_CTX] = form().meaning("let session {session_id} use TLS context {ssl_ctx_index}");
    }
    CFTPSMODE = "+CFTPSMODE", "17.2.19", "Choose active or passive mode",
        row().within(9_000).saving(Saving::NoSave).note("Platforms 1603, 1606 and 1803 only.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [MODE] = form().meaning("the mode is {mode}");
        Write [MODE] = form().meaning("set the mode to {mode}");
        Info [ERR] = form().meaning("the mode was refused: {err}");
    }
    CFTPSCACHERD = "+CFTPSCACHERD", "", "Read the data that the module keeps",
        row().order(Order::OkFirst).grade(Grade::Inferred).note("SIM7500 and SIM7600; the forms follow CFTPSGET and CCHRECV.") => {
        Read [] = form().meaning("ask for the current state");
        ReadInfo [LEN_WORD, LEN] = form().meaning("{len} bytes are waiting").dialect(Dialect::Sim7600).grade(Grade::Inferred);
        Exec [] = form().meaning("read the kept data").dialect(Dialect::Sim7600).grade(Grade::Inferred);
        Result [END] = form().meaning("all kept data have been read").dialect(Dialect::Sim7600).grade(Grade::Inferred);
        Info [DATA, LEN] = form().then(Then::Payload { count: 1 }).meaning("{len} bytes follow")
            .dialect(Dialect::Sim7600).grade(Grade::Inferred);
    }
    CFTPS = "+CFTPS", "", "Data arrived and are kept", row().role(Role::Urc).grade(Grade::Log).note("SIM7500 and SIM7600.") => {
        Urc [RECV_EVENT] = form().meaning("FTP data are ready to be read").dialect(Dialect::Sim7600);
    }
    CFTPSNOTIFY = "+CFTPSNOTIFY", "17.4", "The FTP connection ended", row().role(Role::Urc)
        .note("PEER CLOSED or FTPS DISCONNECT.") => {
        Urc [NOTICE] = form().meaning("the FTP connection ended: {event}");
    }
    CFTPSERRORBUF = "+CFTPSERRORBUF", "17.4", "Why the server refused", row().role(Role::Urc) => {
        Urc [ANSWER] = form().meaning("the FTP server says: {errorbuf}");
    }
}
