//! Chapter 32: mail.

use crate::spec::codes_service::MAIL_ERR;
use crate::spec::row::{FieldRow, commands, field, form, row};
use crate::spec::wire::{Data, Order, Then, Type};
use crate::spec::words::Unit;

const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 655)).codes(&MAIL_ERR);
const TEXT_LEN: FieldRow = field("body_len", "length of the text", Type::Int(0, 5120)).unit(Unit::Bytes);
const SUBJECT_LEN: FieldRow = field("subject_len", "length of the subject", Type::Int(0, 511)).unit(Unit::Bytes);
const CHARSET: FieldRow = field("subject_character", "character set", Type::Quoted(19)).default("utf-8");

commands! { chapter 32;
    CSMTPSCFG = "+CSMTPSCFG", "32.2.1", "Configure the service" => {}
    CSMTPSSRV = "+CSMTPSSRV", "32.2.2", "Address and port of the server" => {}
    CSMTPSAUTH = "+CSMTPSAUTH", "32.2.3", "User name and password" => {}
    CSMTPSFROM = "+CSMTPSFROM", "32.2.4", "Sender" => {}
    CSMTPSRCPT = "+CSMTPSRCPT", "32.2.5", "Recipients" => {}
    CSMTPSSUB = "+CSMTPSSUB", "32.2.6", "Subject",
        row().heads(&["+SMTPSUB", "+SMTPSSUB"]).note("The manual writes its answer in three ways.") => {
        Test [] = form().meaning("ask what is supported");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SUBJECT_LEN, CHARSET] = form().then(Then::Payload { count: 0 })
            .meaning("{subject_len} bytes of subject in {subject_character} follow");
        Write [SUBJECT_LEN, CHARSET.optional()] = form().then(Then::Prompt(Data::Counted(0)))
            .meaning("enter {subject_len} bytes of subject[ in {subject_character}]");
        Exec [] = form().meaning("clear the subject");
    }
    CSMTPSBODY = "+CSMTPSBODY", "32.2.7", "Text" => {
        Test [] = form().meaning("ask what is supported");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [TEXT_LEN] = form().then(Then::Payload { count: 0 }).meaning("{body_len} bytes of text follow");
        Write [TEXT_LEN] = form().then(Then::Prompt(Data::Counted(0))).meaning("enter {body_len} bytes of text");
        Exec [] = form().meaning("clear the text");
    }
    CSMTPSBCH = "+CSMTPSBCH", "32.2.8", "Character set of the text" => {}
    CSMTPSFILE = "+CSMTPSFILE", "32.2.9", "Attachments" => {}
    CSMTPSSEND = "+CSMTPSSEND", "32.2.10", "Send the mail", row().order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("send the mail");
        Result [ERR] = form().meaning("the mail is sent").failure("the mail was not sent: {err}");
    }
    CSMTPSSTOP = "+CSMTPSSTOP", "32.2.11", "Stop sending" => {}
    CSMTPSCLEAN = "+CSMTPSCLEAN", "32.2.12", "Clear the mail" => {}
}
