//! Chapter 12: the module's files.
//!
//! The manual writes file names with or without quotes, and its samples have none.

use super::fields_service::{ANY_LENGTH, RANGES};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Then, Type};
use super::words::Unit;

const PATH: FieldRow = field("path", "directory", Type::Rest);
const DIRECTORY: FieldRow = field("dir", "directory", Type::Bare);
const LIST_TYPE: FieldRow = field("type", "0 all, 1 directories, 2 files", Type::Int(0, 2)).default("0");
const LISTING: FieldRow = field("listing", "heading of a list, or numbers of entries", Type::Rest);
const NAME: FieldRow = field("filename", "name of the file", Type::Bare);
const OLD_NAME: FieldRow = field("old_name", "name of the file", Type::Bare);
const NEW_NAME: FieldRow = field("new_name", "its new name", Type::Bare);
const FILE_SIZE: FieldRow = field("file_size", "size of the file", ANY_LENGTH).unit(Unit::Bytes);
const SPACE: FieldRow = field("space", "drive, and bytes in all and in use", Type::Rest);
const SOURCE: FieldRow = field("file1", "file to copy", Type::Bare);
const TARGET: FieldRow = field("file2", "its copy", Type::Bare);
const ASYNC: FieldRow = field("sync_mode", "1 goes on in the background", Type::Int(0, 1)).default("0");
const DONE: FieldRow = field("end", "the copy is complete", Type::Word("END"));
const PERCENT: FieldRow = field("percent", "share that is copied", Type::Bare);
const DIRECTION: FieldRow = field("direction", "0 to the user directory, 1 back", Type::Int(0, 1));
const OPEN_MODE: FieldRow = field("mode", "0 keeps the contents, 1 clears them, 2 only reads", Type::Int(0, 2)).default("0");
const HANDLE: FieldRow = field("filehandle", "handle of the open file", Type::Int(0, 65_535));
const LENGTH: FieldRow = field("length", "bytes to read or write", ANY_LENGTH).unit(Unit::Bytes);
const TIMEOUT: FieldRow = field("timeout", "time to wait for data", Type::Int(0, 65_535)).unit(Unit::Seconds).default("5");
const WRITTEN: FieldRow = field("written_length", "bytes written", ANY_LENGTH).unit(Unit::Bytes);
const TOTAL: FieldRow = field("total_length", "length of the file", ANY_LENGTH).unit(Unit::Bytes);
const OFFSET: FieldRow = field("offset", "place in the file", ANY_LENGTH).unit(Unit::Bytes);
const SEEK: FieldRow = field("position", "counted from 0 the beginning, 1 here, 2 the end", Type::Int(0, 2)).default("0");

commands! { chapter 12;
    FSCD = "+FSCD", "12.2.1", "Change the directory" => {
        Test [] = form().meaning("ask what is supported");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [PATH] = form().meaning("the directory is {path}");
        Write [DIRECTORY] = form().meaning("change to {dir}");
        Info [PATH] = form().meaning("the directory is {path}");
    }
    FSMKDIR = "+FSMKDIR", "12.2.2", "Make a directory" => {
        Test [] = form().meaning("ask what is supported");
        Write [DIRECTORY] = form().meaning("make the directory {dir}");
    }
    FSRMDIR = "+FSRMDIR", "12.2.3", "Delete a directory" => {
        Test [] = form().meaning("ask what is supported");
        Write [DIRECTORY] = form().meaning("delete the directory {dir}");
    }
    FSLS = "+FSLS", "12.2.4", "List directories and files", row().note("Headings have the head, names stand on lines of their own.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().then(Then::Text).meaning("ask for the numbers of entries");
        ReadInfo [LISTING] = form().meaning("the directory holds {listing}");
        Write [LIST_TYPE] = form().then(Then::Text).meaning("list entries of type {type}");
        Exec [] = form().then(Then::Text).meaning("list all entries");
        Info [LISTING] = form().meaning("a list follows: {listing}");
    }
    FSDEL = "+FSDEL", "12.2.5", "Delete a file" => {
        Test [] = form().meaning("ask what is supported");
        Write [NAME] = form().meaning("delete {filename}").note("*.* stands for all files of the directory.");
    }
    FSRENAME = "+FSRENAME", "12.2.6", "Rename a file" => {
        Test [] = form().meaning("ask what is supported");
        Write [OLD_NAME, NEW_NAME] = form().meaning("rename {old_name} to {new_name}");
    }
    FSATTRI = "+FSATTRI", "12.2.7", "Ask for the size of a file" => {
        Test [] = form().meaning("ask what is supported");
        Write [NAME] = form().meaning("ask for the size of {filename}");
        Info [FILE_SIZE] = form().meaning("the file has {file_size} bytes");
    }
    FSMEM = "+FSMEM", "12.2.8", "Ask for the space" => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("ask for the space");
        Info [SPACE] = form().meaning("space: {space}");
    }
    FSCOPY = "+FSCOPY", "12.2.9", "Copy a file", row().note("Refusals are lines of text in front of ERROR.") => {
        Test [] = form().meaning("ask what is supported");
        Write [SOURCE, TARGET, ASYNC.optional()] = form().then(Then::Text).meaning("copy {file1} to {file2}");
        Info [PERCENT] = form().meaning("{percent} % are copied");
        Urc [DONE] = form().meaning("the copy is complete");
        Urc [PERCENT] = form().meaning("{percent} % are copied");
    }
    FSPRESET = "+FSPRESET", "12.2.10", "Move a file between root and user directory", row().note("Platforms 1603 and 1606.") => {
        Test [] = form().meaning("ask what is supported");
        Write [NAME, DIRECTION.optional()] = form().meaning("move {filename}");
    }
    FSOPEN = "+FSOPEN", "12.2.11", "Open a file" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [NAME, HANDLE, OPEN_MODE] = form().meaning("{filename} is open as {filehandle}");
        Write [NAME, OPEN_MODE.optional()] = form().meaning("open {filename}");
        Info [HANDLE] = form().meaning("the file is open as {filehandle}");
    }
    FSREAD = "+FSREAD", "12.2.12", "Read from a file",
        row().note("CONNECT and a length, the bytes, two line ends, OK.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [HANDLE, LENGTH.optional()] = form().then(Then::ConnectPayload).meaning("read[ {length} bytes] from file {filehandle}");
    }
    FSWRITE = "+FSWRITE", "12.2.13", "Write to a file",
        row().note("After CONNECT the bytes are taken until the length is reached or the time is over; without a length up to 10 KB.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [HANDLE, LENGTH.optional(), TIMEOUT.optional()] = form().then(Then::ConnectData(Data::Counted(1)))
            .meaning("write[ {length} bytes] to file {filehandle}");
        Info [WRITTEN, TOTAL] = form().meaning("{written_length} bytes are written, the file has {total_length}");
    }
    FSSEEK = "+FSSEEK", "12.2.14", "Move in a file" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [HANDLE, OFFSET, SEEK.optional()] = form().meaning("go to byte {offset} of file {filehandle}");
    }
    FSPOSITION = "+FSPOSITION", "12.2.15", "Ask for the place in a file" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [HANDLE] = form().meaning("ask for the place in file {filehandle}");
        Info [OFFSET] = form().meaning("the place is byte {offset}");
    }
    FSCLOSE = "+FSCLOSE", "12.2.16", "Close a file" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [HANDLE] = form().meaning("close file {filehandle}");
    }
}
