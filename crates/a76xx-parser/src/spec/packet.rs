//! Chapter 5: packet domain.

use super::codes;
use super::fields::{ACT, CI, CID, HOST, LAC, REPORT, STAT, SWITCH, TEXT};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Order, Then, Type};
use super::words::{Grade, Saving, Secret, Unit};

const STATE: FieldRow = field("state", "state", Type::Int(0, 1));
const ATTACH: FieldRow = STATE.codes(&codes::ATTACHED);
const ACTIVE: FieldRow = STATE.codes(&codes::ACTIVATED);
const PDP_TYPE: FieldRow = field("PDP_type", "IP, IPV6 or IPV4V6", Type::Quoted(8));
const APN: FieldRow = field("APN", "access point", Type::Quoted(100)).secret(Secret::Apn);
const PDP_ADDR: FieldRow = field("PDP_addr", "address, of 4 or 16 numbers", Type::Quoted(64)).secret(Secret::Host);
const D_COMP: FieldRow = field("d_comp", "data compression", Type::Int(0, 4));
const H_COMP: FieldRow = field("h_comp", "header compression", Type::Int(0, 4));
const IPV4_CTRL: FieldRow = field("ipv4_ctrl", "how the address is given", Type::Int(0, 4));
const REQUEST_TYPE: FieldRow = field("request_type", "kind of request", Type::Int(0, 4));
const PCSCF: FieldRow = field("P-CSCF_discovery", "how the call server is found", Type::Int(0, 2));
const SIGNALLING: FieldRow = SWITCH.named("IM_CN_Signalling_Flag_Ind", "for signalling only");
const AREA: FieldRow = LAC.named("tac", "tracking area, hexadecimal");
const EVENT_MODE: FieldRow = field("mode", "what becomes of events", Type::Int(0, 2)).codes(&codes::CGEREP_MODE).default("2");
const BUFFER: FieldRow = field("bfr", "events kept when the mode changes", Type::Int(0, 1)).codes(&codes::CGEREP_BUFFER).default("0");
const L2P: FieldRow = field("L2P", "protocol of the data state", Type::Quoted(8));
const AUTH_TYPE: FieldRow = field("auth_type", "authentication", Type::Int(0, 3)).codes(&codes::AUTH_TYPE);
const USER: FieldRow = field("user", "user", Type::Quoted(127)).secret(Secret::Account);
const PASSWORD: FieldRow = field("passwd", "password", Type::Quoted(127)).secret(Secret::Account);

const RESULT: FieldRow = field("result_type", "kind of line", Type::Int(1, 1)).codes(&codes::PING_RESULT);
const FAMILY: FieldRow = field("dest_addr_type", "kind of address", Type::Int(1, 2)).codes(&codes::ADDRESS_FAMILY);
const PINGS: FieldRow = field("num_pings", "echoes to send", Type::Int(1, 100)).default("4");
const PACKET: FieldRow = field("data_packet_size", "size of an echo", Type::Int(0, 65_535)).unit(Unit::Bytes).default("64");
const INTERVAL: FieldRow = field("interval_time", "time between echoes", Type::Int(1000, 10_000)).unit(Unit::Milliseconds);
const WAIT: FieldRow = field("wait_time", "time for an answer", Type::Int(10_000, 100_000)).unit(Unit::Milliseconds).default("10000");
const TTL: FieldRow = field("TTL", "time to live", Type::Int(0, 255)).default("255");
const COUNT: FieldRow = field("num_pkts_sent", "echoes sent", Type::Int(0, 100));
const fn round_trip(name: &'static str, title: &'static str) -> FieldRow {
    field(name, title, Type::Int(0, i64::MAX)).unit(Unit::Milliseconds)
}

commands! { chapter 5;
    CGREG = "+CGREG", "5.2.1", "Registration for packet data", row().within(9000).saving(Saving::NoSave)
        .note("The unsolicited line lacks the n of the read answer, as with +CREG.") => {
        Test [] = form().meaning("ask for the values of CGREG");
        TestInfo [REPORT.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask for the registration for packet data");
        ReadInfo [REPORT, STAT, LAC.optional(), CI.optional(), ACT.optional()] = form().grade(Grade::Log)
            .meaning("packet data: {stat}[ in area {lac}][, cell {ci}][, {AcT}]; reports: {n}");
        Write [REPORT] = form().meaning("reports of the registration for packet data: {n}");
        Exec [] = form().meaning("reports of the registration for packet data: the default");
        Urc [STAT] = form().meaning("packet data: {stat}");
        Urc [STAT, LAC, CI, ACT.optional()] = form().meaning("packet data: {stat} in area {lac}, cell {ci}[, {AcT}]");
    }
    CEREG = "+CEREG", "5.2.2", "Registration for LTE", row().within(9000).saving(Saving::NoSave)
        .note("The unsolicited line lacks the n of the read answer, as with +CREG, and may name the access technology.") => {
        Test [] = form().meaning("ask for the values of CEREG");
        TestInfo [REPORT.ty(Type::Ranges)] = form().meaning("values {n}");
        Read [] = form().meaning("ask for the registration for LTE");
        ReadInfo [REPORT, STAT, AREA.optional(), CI.optional(), ACT.optional()] = form().grade(Grade::Log)
            .meaning("LTE: {stat}[ in area {tac}][, cell {ci}][, {AcT}]; reports: {n}");
        Write [REPORT] = form().meaning("reports of the registration for LTE: {n}");
        Exec [] = form().meaning("reports of the registration for LTE: the default");
        Urc [STAT] = form().meaning("LTE: {stat}");
        Urc [STAT, AREA, CI, ACT.optional()] = form().meaning("LTE: {stat} in area {tac}, cell {ci}[, {AcT}]");
    }
    CGATT = "+CGATT", "5.2.3", "Attach to packet data", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the values of CGATT");
        TestInfo [ATTACH.ty(Type::Ranges)] = form().meaning("values {state}");
        Read [] = form().meaning("ask whether the module is attached");
        ReadInfo [ATTACH] = form().grade(Grade::Log).meaning("packet data: {state}");
        Write [ATTACH] = form().meaning("packet data: be {state}");
    }
    CGACT = "+CGACT", "5.2.4", "Activate a PDP context", row().within(9000).saving(Saving::NoSave)
        .note("In LTE the bearers 1 and 8 can be neither activated nor deactivated.") => {
        Test [] = form().meaning("ask for the values of CGACT");
        TestInfo [ACTIVE.ty(Type::Ranges)] = form().meaning("values {state}");
        Read [] = form().meaning("ask which contexts are active");
        ReadInfo [CID, ACTIVE] = form().grade(Grade::Bytes).meaning("context {cid} is {state}");
        Write [ACTIVE, CID.optional()] = form().meaning("make[ context {cid}] {state}").note("Without a context: all of them.");
    }
    CGDCONT = "+CGDCONT", "5.2.5", "Define a PDP context", row().within(9000).saving(Saving::AutoSave)
        .note("A context alone is deleted. Addresses of IPV4V6 have 16 dotted numbers; the tail of the read answer has four to six flags, empty in \
            one capture. Modules take a space behind the equals sign.") => {
        Test [] = form().meaning("ask for the ranges of CGDCONT");
        TestInfo [CID.ty(Type::Ranges), PDP_TYPE, TEXT.named("ranges", "ranges of the other values")] = form()
            .meaning("contexts {cid} of type {PDP_type}; other values {ranges}");
        Read [] = form().meaning("ask for the contexts");
        ReadInfo [CID, PDP_TYPE, APN, PDP_ADDR, D_COMP.optional(), H_COMP.optional(), IPV4_CTRL.optional(), REQUEST_TYPE.optional(),
            PCSCF.optional(), SIGNALLING.optional()] = form().grade(Grade::Log).meaning("context {cid}: {PDP_type}[ through {APN}][, address {PDP_addr}]");
        Write [CID, PDP_TYPE.optional(), APN.optional(), PDP_ADDR.optional(), D_COMP.optional(), H_COMP.optional(), IPV4_CTRL.optional(),
            REQUEST_TYPE.optional(), PCSCF.optional(), SIGNALLING.optional()] = form().meaning("define context {cid}[: {PDP_type}][ through {APN}]");
        Exec [] = form().meaning("return to the default contexts");
    }
    CGDATA = "+CGDATA", "5.2", "Enter the data state", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the protocols of CGDATA");
        TestInfo [L2P.ty(Type::Ranges)] = form().meaning("protocols {L2P}");
        Write [L2P, CID.optional()] = form().then(Then::Connect).meaning("enter the data state[ over {L2P}][ on context {cid}]");
    }
    CGPADDR = "+CGPADDR", "5.2.13", "Addresses of the contexts", row().within(9000).saving(Saving::NoSave)
        .note("A context without an address gives no line at all, only OK.") => {
        Test [] = form().meaning("ask for the contexts of CGPADDR");
        TestInfo [CID.ty(Type::Ranges)] = form().meaning("contexts {cid}");
        Write [CID] = form().meaning("ask for the address of context {cid}");
        Exec [] = form().meaning("ask for the addresses of the contexts");
        Info [CID, PDP_ADDR.ty(Type::Address).optional(), field("PDP_addr_IPV6", "IPv6 address", Type::Bare).secret(Secret::Host).optional()] = form().grade(Grade::Log)
            .meaning("context {cid} has the address[ {PDP_addr}][ and {PDP_addr_IPV6}]");
    }
    CGEREP = "+CGEREP", "5.2.15", "Reports of packet events", row().within(9000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask for the values of CGEREP");
        TestInfo [EVENT_MODE.ty(Type::Ranges), BUFFER.ty(Type::Ranges)] = form().meaning("modes {mode}, buffer {bfr}");
        Read [] = form().meaning("ask what becomes of packet events");
        ReadInfo [EVENT_MODE, BUFFER] = form().meaning("packet events are {mode}; on a change, {bfr}");
        Write [EVENT_MODE, BUFFER.optional()] = form().meaning("packet events are {mode}[; on a change, {bfr}]");
        Exec [] = form().meaning("packet events: the default");
    }
    CGEV = "+CGEV", "5.2.15", "A packet event", row().role(super::wire::Role::Urc)
        .note("Texts: NW or ME with DETACH, CLASS, PDN ACT, ACT, DEACT, PDN DEACT or MODIFY and numbers; REJECT or NW REACT with type and address. \
            The field adds EPS PDN ACT and NW REATTACH. Held back while the line carries data.") => {
        Urc [field("event", "event", Type::Rest)] = form().grade(Grade::Log).meaning("packet event: {event}");
    }
    CGAUTH = "+CGAUTH", "5.2", "Authentication of a context", row().within(9000).saving(Saving::AutoSave)
        .note("Password before user, as the family's manuals have it; drivers send the user first on some firmware.") => {
        Test [] = form().meaning("ask for the ranges of CGAUTH");
        TestInfo [TEXT.named("ranges", "ranges of the values")] = form().meaning("ranges {ranges}");
        Read [] = form().meaning("ask for the authentication of the contexts");
        ReadInfo [CID, AUTH_TYPE.optional(), USER.optional(), PASSWORD.optional()] = form().grade(Grade::Inferred)
            .meaning("context {cid} authenticates by[ {auth_type}][ as {user}]");
        Write [CID, AUTH_TYPE.optional(), PASSWORD.optional(), USER.optional()] = form().meaning("let context {cid} authenticate[ by {auth_type}][ as {user}]");
        Exec [] = form().meaning("remove the authentication");
    }
    CPING = "+CPING", "5.2.17", "Ping", row().within(9000).order(Order::OkFirst).saving(Saving::NoSave)
        .note("OK comes first; then a line for each echo and the summary, which completes the command. They are double spaced as unsolicited lines are.") => {
        Test [] = form().meaning("ask for the ranges of CPING");
        TestInfo [TEXT.named("ranges", "ranges of the values")] = form().meaning("ranges {ranges}");
        Write [HOST.named("dest_addr", "whom to ping"), FAMILY, PINGS.optional(), PACKET.optional(), INTERVAL.optional(), WAIT.optional(), TTL.optional()]
            = form().meaning("ping {dest_addr} over {dest_addr_type}[, {num_pings} times][, {data_packet_size} each]");
        Info [RESULT, field("resolved_ip_addr", "who answered", Type::Address), PACKET, round_trip("rtt", "round trip"), TTL] = form()
            .meaning("{resolved_ip_addr} answered in {rtt}");
        Info [RESULT.ty(Type::Int(2, 2))] = form().meaning("no echo in time");
        Result [RESULT.ty(Type::Int(3, 3)), COUNT, COUNT.named("num_pkts_recvd", "echoes received"), COUNT.named("num_pkts_lost", "echoes lost"),
            round_trip("min_rtt", "shortest round trip"), round_trip("max_rtt", "longest round trip"), round_trip("avg_rtt", "mean round trip")] = form()
            .meaning("{num_pkts_recvd} of {num_pkts_sent} echoes came back, {avg_rtt} on average");
    }
}
