//! Chapter 13: transfer of whole files over the port.

use super::fields_service::{ANY_LENGTH, DATA, END, FILENAME, LEN, RANGES};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Then, Type};
use super::words::Unit;

const FULL_PATH: FieldRow = FILENAME.named("filepath", "path of the file");
const RESERVED: FieldRow = field("reserved", "always 100", Type::Int(0, 100));
const LOCATION: FieldRow = field("location", "first byte", ANY_LENGTH).unit(Unit::Bytes).default("0");
const SIZE: FieldRow = field("size", "bytes to transfer", ANY_LENGTH).unit(Unit::Bytes);
const TRANS_MODE: FieldRow = field("transMode", "1 prints the bytes without a header", Type::Int(0, 1)).default("0");
const BUFFER: FieldRow = field("buffsize_level", "buffer: 0 is 20 KB, 1 is 40 KB", Type::Int(0, 1)).default("0");

commands! { chapter 13;
    CFTRANRX = "+CFTRANRX", "13.2.1", "Write a file of the module over the port" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [FULL_PATH, LEN, RESERVED.optional(), LOCATION.optional()] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("write {len} bytes to {filepath}[ from byte {location} on]");
    }
    CFTRANTX = "+CFTRANTX", "13.2.2", "Read a file of the module over the port",
        row().note("With transMode 1 a prompt and the bytes, without a length.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [FULL_PATH, LOCATION.optional(), SIZE.optional(), TRANS_MODE.optional()]
            = form().meaning("read {filepath}[ from byte {location} on][, {size} bytes]");
        Info [END] = form().meaning("the file is complete");
        Info [DATA, LEN] = form().then(Then::Payload { count: 1 }).meaning("{len} bytes of the file follow");
    }
    CFTRXBUF = "+CFTRXBUF", "13.2.3", "Size of the buffer for CFTRANRX", row().note("Some 1601 and 1603 modules only.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [BUFFER] = form().meaning("the buffer has size {buffsize_level}");
        Write [BUFFER] = form().meaning("set the buffer to size {buffsize_level}");
    }
}
