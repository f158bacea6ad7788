//! What answers, results and notices tell of links, settings and the radio.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use a76xx_parser::typed::{DataMode, ErrMode, ErrorForm, FunctionLevel, HeaderType, LinkId, RxMode, SendMode};
use a76xx_tracker::model::link::LinkKind;
use a76xx_tracker::model::{Aftermath, Phase, Service};
use support::{OPENED, Player, after, opened};

#[test]
fn a_result_whose_command_is_not_there_may_be_an_answer() {
    assert_eq!(after(&["< +NETOPEN: 1"]).network.service, Service::Unknown);
    assert_eq!(after(&["< +NETOPEN: 0"]).network.service, Service::Unknown);
}

#[test]
fn a_link_that_opens_stands_on_the_service() {
    assert_eq!(after(&["< +CIPOPEN: 2,0"]).network.service, Service::Open);
    // A success that was under way when the service was told to stop.
    assert_eq!(after(&["> AT+NETCLOSE", "< OK", "< +CIPOPEN: 2,0"]).network.service, Service::Closing);
}

#[test]
fn a_close_that_is_refused_tells_that_there_is_no_link() {
    assert_eq!(after(&["< +CIPCLOSE: 2,4"]).link(LinkId::N2).phase, Phase::Idle);
    assert_eq!(after(&["< +CIPCLOSE: 2,1"]).link(LinkId::N2).phase, Phase::Unknown);
}

#[test]
fn data_that_were_taken_show_an_open_link() {
    let sent = |confirmed: &str| *after(&[&format!("< +CIPSEND: 2,5,{confirmed}")]).link(LinkId::N2);
    assert_eq!((sent("5").phase, sent("5").sent), (Phase::Open, 5));
    assert_eq!((sent("3").phase, sent("3").sent), (Phase::HalfDead, 3));
    assert_eq!((sent("-1").phase, sent("-1").sent), (Phase::HalfDead, 0));
    // What an earlier connection had sent does not count, though the result of opening anew is missing.
    let before = ["< +CIPOPEN: 2,0", "< +CIPSEND: 2,7,7", "< +IPCLOSE: 2,1", "> AT+CIPOPEN=2,\"TCP\",\"192.0.2.7\",7", "< OK"];
    assert_eq!(opened(&[&before[..], &["< +CIPSEND: 2,5,5"]].concat()).link(LinkId::N2).sent, 5);
    let unread = [&before[..], &["< +CIPRXGET: 1,2", "< +CIPSEND: 2,5,-1"]].concat();
    assert!(opened(&unread).link(LinkId::N2).notice.is_some());
}

#[test]
fn the_list_of_links_tells_of_each() {
    let listed = after(&["> AT+CIPCLOSE?", "< +CIPCLOSE: 0,0,1,0,0,0,0,0,0,0", "< OK"]);
    assert_eq!([LinkId::N2, LinkId::N3].map(|id| listed.link(id).phase), [Phase::Open, Phase::Idle]);
    assert_eq!(listed.settings.links, Some(10));
    for (protocol, kind) in [("\"TCP\",\"192.0.2.7\",80,-1", LinkKind::Tcp), ("\"UDP\",\"192.0.2.7\",80,-1", LinkKind::Udp)] {
        let listed = after(&["> AT+CIPOPEN?", &format!("< +CIPOPEN: 2,{protocol}"), "< OK"]);
        let link = listed.link(LinkId::N2);
        assert_eq!((link.phase, link.kind, link.port()), (Phase::Open, kind, Some(80)));
    }
}

#[test]
fn a_server_that_stops_leaves_the_links_of_others() {
    let stop = ["> AT+SERVERSTOP=0", "< +SERVERSTOP: 0,0", "< OK"];
    let links = [&["< +CIPOPEN: 3,0", "< +CLIENT: 2,0,192.0.2.1:4000", "< +CLIENT: 4,1,192.0.2.1:4001"], &stop[..]].concat();
    let phases = [LinkId::N2, LinkId::N3, LinkId::N4].map(|id| opened(&links).link(id).phase);
    assert_eq!(phases, [Phase::Unknown, Phase::Open, Phase::Open]);
}

#[test]
fn settings_are_what_their_questions_are_answered() {
    let lines = [
        "+CIPMODE: 1",
        "+CIPRXGET: 1",
        "+CIPHEAD: 0",
        "+CIPSRIP: 0",
        "+CIPSENDMODE: 1",
        "+CIPTIMEOUT: 30000,20000,10000",
        "+CIPCCFG: 10,0,0,0,1,0,500,0",
        "+CMEE: 2",
    ];
    let mut player = Player::new(&[]);
    for line in lines {
        let name = line.split_once(':').unwrap().0;
        for line in [&format!("> AT{name}?"), &format!("< {line}"), "< OK"] {
            player.play(line);
        }
    }
    let settings = player.tracker.model().settings;
    assert_eq!((settings.mode, settings.rx), (Some(DataMode::TRANSPARENT), Some(RxMode::BUFFER)));
    assert_eq!((settings.head, settings.sender, settings.send), (Some(false), Some(false), Some(SendMode(1))));
    assert_eq!((settings.timeouts, settings.cmee), ([30_000, 20_000, 10_000], Some(ErrorForm(2))));
    assert_eq!((settings.err_mode, settings.header), (Some(ErrMode(0)), Some(HeaderType(1))));
}

#[test]
fn an_operator_that_is_named_shows_a_registration() {
    let service = |line: &str| after(&["> AT+COPS?", line, "< OK"]).registration.service.map(|(there, _)| there);
    assert_eq!(service("< +COPS: 0,0,\"Operator\",7"), Some(true));
    assert_eq!(service("< +COPS: 0"), None);
    assert_eq!(after(&["< +CFUN: 4"]).registration.function.map(|(level, _)| level), Some(FunctionLevel(4)));
}

#[test]
fn a_change_of_the_data_state_ends_an_escape() {
    let online = ["> AT+CIPMODE=1", "< OK", "> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80", "< CONNECT"];
    let access = |lines: &[&str]| after(&[&online[..], lines].concat()).access;
    let escaping = access(&[">> +++", "* silence"]);
    assert!(escaping.escaping.is_some() && escaping.online == Some(true));
    let left = access(&[">> +++", "* silence", "< OK"]);
    assert_eq!((left.escaping, left.online, left.resumable), (None, Some(false), true));
    assert!(left.since > escaping.since);
    let back = access(&[">> +++", "* silence", "< OK", "> ATO", "< CONNECT"]);
    assert_eq!((back.escaping, back.online, back.resumable), (None, Some(true), false));
    assert_eq!(access(&[">> +", "* silence"]).pluses, 1);
    let closed = access(&[">> +", "* silence", "< CLOSED"]);
    assert_eq!((closed.pluses, closed.online, closed.resumable), (0, Some(false), false));
}

#[test]
fn a_lost_carrier_leaves_nothing_to_resume() {
    let escaped = ["> ATD*99#", "< CONNECT", "* dtr off", "< OK"];
    assert!(after(&escaped).access.resumable);
    assert!(!after(&[&escaped[..], &["< NO CARRIER"]].concat()).access.resumable);
}

#[test]
fn a_lone_result_tells_nothing_of_the_data_state() {
    assert_eq!(after(&["< OK"]).access.online, None);
    assert_eq!(after(&["> AT", "< OK"]).access.online, None);
}

#[test]
fn a_service_that_is_already_there_is_open() {
    let refused = ["> AT+NETOPEN", "< +IP ERROR: Network is already opened", "< ERROR"];
    assert_eq!(after(&refused).network.service, Service::Open);
}

#[test]
fn a_lost_service_is_looked_after_by_its_own_commands() {
    let lost = |lines: &[&str]| {
        let model = opened(&[&["< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY"], lines].concat());
        (model.network.aftermath, model.network.asked.is_some())
    };
    assert_eq!(lost(&[]), (Aftermath::Untouched, false));
    assert_eq!(lost(&["> AT+NETOPEN?"]), (Aftermath::Handled, false));
    assert_eq!(lost(&["> AT+NETCLOSE"]), (Aftermath::Handled, true));
    assert_eq!(lost(&["> AT+CIPSEND=0,5"]), (Aftermath::Used, false));
    assert_eq!(lost(&["> AT+CSQ"]), (Aftermath::Untouched, false));
}

#[test]
fn a_session_that_opens_shows_that_the_server_was_reached() {
    let reached = |line: &str| after(&["< +CREG: 2", line]).registration.service.is_some();
    assert!(reached("< +CCHOPEN: 0,0") && reached("< +CMQTTCONNECT: 0,0"));
    assert!(!reached("< +CCHOPEN: 0,4") && !reached("< +CMQTTCONNECT: 0,3"));
}

#[test]
fn a_warning_of_the_supply_is_remembered() {
    assert!(after(&["< UNDER-VOLTAGE WARNING"]).power.warned.is_some());
    let down = after(&["< UNDER-VOLTAGE WARNING POWER DOWN"]).power;
    assert!(down.down.is_some() && down.runs == Some(false));
}

#[test]
fn the_context_of_an_event_is_the_number_in_its_place() {
    let active = |event: &str| [1, 3, 8].map(|cid| after(&[&format!("< +CGEV: {event}")]).network.is_active(cid));
    assert_eq!(active("ME PDN ACT 8,1"), [None, None, Some(true)]);
    assert_eq!(active("NW PDN DEACT 3"), [None, Some(false), None]);
    assert_eq!(active("NW DEACT \"IP\",\"10.0.0.1\",3"), [None, Some(false), None]);
}

#[test]
fn closed_ends_link_0_where_it_is_transparent() {
    let open = ["< +CIPOPEN: 0,0"];
    let phase = |lines: &[&str]| opened(lines).link(LinkId::N0).phase;
    assert_eq!(phase(&[&open[..], &["< CLOSED"]].concat()), Phase::Open);
    assert_eq!(phase(&[&["> AT+CIPMODE=1", "< OK"], &open[..], &["< CLOSED"]].concat()), Phase::Idle);
}

#[test]
fn data_belong_to_the_one_link_that_may_have_sent_them() {
    let push = ["< RECV FROM:192.0.2.7:80", r"<< \r\n+IPD5\r\nhello"];
    let received = |lines: &[&str], id| after(lines).link(id).received;
    // Of a peer by name only the port is known; all other links are known to be idle.
    let by_name = [&OPENED[..], &["> AT+CIPOPEN=2,\"TCP\",\"example.com\",80", "< OK", "< +CIPOPEN: 2,0"], &push].concat();
    assert_eq!(received(&by_name, LinkId::N2), 5);
    // Where the others are not known, one of them may be meant, unless the peer is the link's own.
    assert_eq!(received(&[&["< +CIPOPEN: 2,0"], &push[..]].concat(), LinkId::N2), 0);
    let own = ["> AT+CIPOPEN=2,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPOPEN: 2,0"];
    assert_eq!(received(&[&own[..], &push].concat(), LinkId::N2), 5);
    // Two links to one peer.
    let other = ["> AT+CIPOPEN=3,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPOPEN: 3,0"];
    assert_eq!(received(&[&OPENED[..], &own, &other, &push].concat(), LinkId::N2), 0);
}
