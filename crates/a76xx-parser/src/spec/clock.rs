//! Chapter 14: time from the internet.

use super::codes;
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Order, Type};
use super::words::{Grade, Secret, Unit};

const HOST: FieldRow = field("host", "time server", Type::Quoted(255)).secret(Secret::Host);
const ZONE: FieldRow = field("timezone", "time zone", Type::Int(-96, 96)).unit(Unit::QuarterHours).default("0");

commands! { chapter 14;
    CNTP = "+CNTP", "14.2", "Set the clock from a time server", row().within(9000).order(Order::OkFirst)
        .note("The write form names the server, the execution form asks it; the result comes after OK.") => {
        Test [] = form().meaning("ask for the ranges of CNTP");
        TestInfo [HOST.ty(Type::Rest)] = form().grade(Grade::Inferred).meaning("ranges {host}");
        Read [] = form().meaning("ask for the time server");
        ReadInfo [HOST, ZONE.optional()] = form().meaning("the time server is {host}[, zone {timezone}]");
        Write [HOST, ZONE.optional()] = form().meaning("use the time server {host}[, zone {timezone}]");
        Exec [] = form().meaning("set the clock from the time server");
        Result [field("err", "result", Type::Int(0, 6)).codes(&codes::NTP_ERROR)] = form().meaning("the clock is set")
            .failure("the clock was not set: {err}");
    }
}
