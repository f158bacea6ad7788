//! Chapter 15: the commands of the TCP/IP service that the application note does not use.

use super::fields::LINK_NUM;
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Order, Sep, Then, Type};
use super::words::{Dialect, Grade, Saving, Unit};

const PROFILE: FieldRow = field("profile_number", "PDP context of the sockets", Type::Int(1, 16)).default("1");
const KEEPALIVE: FieldRow = field("keepalive", "heartbeat switch", Type::Int(0, 1)).codes(&super::codes::ON_OFF);
const KEEPIDLE: FieldRow = field("keepidle", "silence before the first probe", Type::Int(1, 65_535));
const KEEPCOUNT: FieldRow = field("keepcount", "probes before the link is given up", Type::Int(1, 255));
const KEEPINTERVAL: FieldRow = field("keepinterval", "time between probes", Type::Int(1, 65_535));
const PRIMARY: FieldRow = field("pri_dns", "first name server", Type::Address);
const SECONDARY: FieldRow = field("sec_dns", "second name server", Type::Address);
const FEATURE: FieldRow = field("feature", "settings of the data service", Type::Rest);
const PARAMETER: FieldRow = field("name", "transwaittm or DATAECHO", Type::Quoted(16));
const VALUE: FieldRow = field("value", "number, ON or OFF", Type::Bare);

commands! { chapter 15;
    CSOCKSETPN = "+CSOCKSETPN", "15.2.18", "Choose the PDP context of the sockets", row().within(9000).saving(Saving::NoSave)
        .note("Answers ERROR while the socket service is open. The test answer names 1 and 6 as a list, SIM7600 a range up to 16.") => {
        Test [] = form().meaning("ask for the values of CSOCKSETPN");
        TestInfo [PROFILE.ty(Type::Rest)] = form().meaning("contexts {profile_number}");
        Read [] = form().meaning("ask which context the sockets use");
        ReadInfo [PROFILE] = form().meaning("the sockets use context {profile_number}");
        Write [PROFILE] = form().meaning("let the sockets use context {profile_number}");
    }
    CTCPKA = "+CTCPKA", "15.2.19", "Set the TCP heartbeat", row().within(9000).saving(Saving::NoSave).grade(Grade::Inferred)
        .note("Should come after NETOPEN; firmware was seen to answer ERROR before it. Field names are not confirmed; SIM5320 takes three values.") => {
        Test [] = form().meaning("ask for the ranges of CTCPKA");
        TestInfo [KEEPALIVE.ty(Type::Ranges), KEEPIDLE.ty(Type::Ranges), KEEPCOUNT.ty(Type::Ranges), KEEPINTERVAL.ty(Type::Ranges).optional()]
            = form().meaning("switch {keepalive}, idle time {keepidle}, probes {keepcount}[, interval {keepinterval}]");
        Read [] = form().meaning("ask for the TCP heartbeat");
        ReadInfo [KEEPALIVE, KEEPIDLE, KEEPCOUNT, KEEPINTERVAL.optional()] = form()
            .meaning("TCP heartbeat: {keepalive}, after {keepidle}, {keepcount} probes[, every {keepinterval}]");
        Write [KEEPALIVE, KEEPIDLE.optional(), KEEPCOUNT.optional(), KEEPINTERVAL.optional()] = form()
            .meaning("TCP heartbeat: {keepalive}[, after {keepidle}][, {keepcount} probes][, every {keepinterval}]");
        Write [KEEPALIVE.ty(Type::Int(1, 255)).named("period", "first of three values"), KEEPIDLE, KEEPCOUNT] = form()
            .dialect(Dialect::Sim7600).grade(Grade::Log).meaning("TCP heartbeat: {period}, {keepidle}, {keepcount} probes").note("SIM5320.");
    }
    CDNSCFG = "+CDNSCFG", "15.2.20", "Set the name servers", row().within(9000)
        .note("The read answer is free text that names a primary and a secondary server, without the command's head.") => {
        Test [] = form().meaning("ask whether CDNSCFG is known");
        Read [] = form().then(Then::Text).meaning("ask for the name servers");
        ReadInfo [PRIMARY, SECONDARY.optional()] = form().grade(Grade::Unknown).meaning("name servers {pri_dns}[ and {sec_dns}]");
        Write [PRIMARY, SECONDARY.optional()] = form().meaning("use the name servers {pri_dns}[ and {sec_dns}]");
    }
    CSOC = "+CSOC", "15.2.21", "Set some features of the data service", row().within(9000).grade(Grade::Unknown)
        .note("The read form answers five lines; what their values are called is not known here.") => {
        Test [] = form().meaning("ask for the ranges of CSOC");
        TestInfo [FEATURE] = form().meaning("features {feature}");
        Read [] = form().then(Then::Text).meaning("ask for the features of the data service");
        ReadInfo [FEATURE] = form().meaning("feature {feature}");
        Write [FEATURE] = form().meaning("set the feature {feature}");
    }
    CIPCFG = "+CIPCFG", "15.2.22", "Set TCP parameters by name", row().within(9000)
        .note("transwaittm is 5 to 1000 ms, default 100 (10 on SIM767X): how long transparent data are collected. DATAECHO, new in V1.09 and ON by \
            default, echoes the data of CIPSEND; whether it does with ATE0 is not known.") => {
        Test [] = form().meaning("ask for the parameters of CIPCFG");
        TestInfo [PARAMETER, VALUE.ty(Type::Ranges)] = form().sep(Sep::Colon).grade(Grade::Layout).meaning("{name} takes {value}")
            .note("Printed without a space behind the colon.");
        Read [] = form().meaning("ask for the TCP parameters");
        ReadInfo [PARAMETER, VALUE] = form().meaning("{name} is {value}");
        Write [PARAMETER, VALUE] = form().meaning("set {name} to {value}");
        Write [PARAMETER] = form().grade(Grade::Unknown).meaning("ask for {name}");
    }
    CIPSENDSTR = "+CIPSENDSTR", "15.2.23", "Send a string through a link", row().within(120_000).order(Order::OkFirst).saving(Saving::NoSave)
        .note("Not for links that a server accepted.") => {
        Write [LINK_NUM, field("data", "hexadecimal digits to send", Type::Quoted(500))] = form().meaning("send {data} through link {link_num}");
        Result [LINK_NUM, field("length", "bytes sent", Type::Int(0, 500)).unit(Unit::Bytes)] = form()
            .meaning("link {link_num} took {length} bytes");
    }
}
