//! What the lines of a dialogue tell of each subject of the model.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::time::Duration;

use a76xx_parser::spec::tcpip::CIPOPEN;
use a76xx_parser::spec::v25ter::{ATE, ESCAPE};
use a76xx_parser::typed::{DataMode, ErrMode, HeaderType, LinkId, RxMode, SendMode, SocketError};
use a76xx_tracker::model::network::Ended as Over;
use a76xx_tracker::model::{Ended, Phase, Service, sim};
use a76xx_tracker::{Fact, Moment};
use support::{OPENED, after, opened};

#[test]
fn one_dialogue_leads_to_one_model() {
    let lines = ["> AT+CIPOPEN=2,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPOPEN: 2,0", "> AT+CSQ"];
    assert_eq!(opened(&lines), opened(&lines));
    assert_ne!(opened(&lines), opened(&lines[..3]));
    assert_ne!(opened(&[&lines[..], &["< +CSQ: 20,99"]].concat()), opened(&[&lines[..], &["< +CREG: 1"]].concat()));
}

#[test]
fn a_command_repeats_what_asks_for_the_same() {
    let model = after(&["> AT+CIPCLOSE=0", "> AT+CIPCLOSE=1", "> AT+CIPCLOSE?", "> AT+CIPSEND=0,5"]);
    let commands: Vec<_> = model.flow.recent().collect();
    assert_eq!(commands.len(), 4);
    for (at, one) in commands.iter().enumerate() {
        for (other_at, other) in commands.iter().enumerate() {
            assert_eq!(one.repeats(other), at == other_at, "{one:?} {other:?}");
        }
    }
}

#[test]
fn commands_before_the_one_that_is_answered_are_lost() {
    let model = after(&["> AT+CSQ", "> AT+CREG?", "> AT+CPIN?", "< +CPIN: READY", "< OK"]);
    assert!(model.flow.unanswered <= 2, "{:?}", model.flow);
    let all_in_turn = after(&["> AT+CSQ", "< OK", "> AT+CREG?", "< OK", "> AT+CPIN?", "< OK"]);
    assert_eq!(all_in_turn.flow.unanswered, 0);
}

#[test]
fn a_link_is_between_those_that_its_command_names() {
    let model = opened(&["> AT+CIPOPEN=2,\"UDP\",\"192.0.2.7\",80,5000", "< OK", "< +CIPOPEN: 2,0"]);
    let link = model.link(LinkId::N2);
    assert_eq!(link.peer(), Some("192.0.2.7:80".parse().unwrap()));
    assert_eq!((link.port(), link.local_port()), (Some(80), Some(5000)));
    let other = model.link(LinkId::N3);
    assert_eq!((other.peer(), other.port(), other.local_port()), (None, None, None));
}

#[test]
fn a_link_that_opens_anew_counts_anew() {
    let sent = ["< +CIPOPEN: 2,0", "> AT+CIPSEND=2,5", "< >", ">> hello", "< OK", "< +CIPSEND: 2,5,5"];
    assert_eq!(opened(&sent).link(LinkId::N2).sent, 5);
    let closed = [&sent[..], &["< +CIPRXGET: 1,2", "> AT+CIPRXGET=4,2", "< +CIPRXGET: 4,2,7", "< OK", "< +IPCLOSE: 2,1"]].concat();
    let before = *opened(&closed).link(LinkId::N2);
    assert!(matches!(before.ended, Ended::Outside(_)) && before.notice.is_some() && before.unread() == Some(7));
    let again = *opened(&[&closed[..], &["< +CIPOPEN: 2,0"]].concat()).link(LinkId::N2);
    assert_eq!((again.phase, again.ended, again.sent, again.unread(), again.notice), (Phase::Open, Ended::NotSeen, 0, None, None));
    assert!(again.told() > before.told());
}

#[test]
fn a_link_holds_data_until_all_are_read() {
    let asked = |rest: &str| opened(&["> AT+CIPRXGET=4,2", &format!("< +CIPRXGET: 4,2,{rest}"), "< OK"]);
    assert!(asked("7").link(LinkId::N2).holds_data());
    assert!(!asked("0").link(LinkId::N2).holds_data());
    assert!(!opened(&[]).link(LinkId::N2).holds_data());
    assert!(opened(&["< +CIPRXGET: 1,2"]).link(LinkId::N2).holds_data());
}

#[test]
fn contexts_are_known_where_something_told() {
    let active = |lines: &[&str]| [1, 2, 31].map(|cid| after(lines).network.is_active(cid));
    assert_eq!(active(&[]), [None; 3]);
    assert_eq!(active(&["< +CGEV: EPS PDN ACT 1"]), [Some(true), None, None]);
    // Told twice it is the same.
    assert_eq!(active(&["< +CGEV: EPS PDN ACT 1", "< +CGEV: EPS PDN ACT 1"]), [Some(true), None, None]);
    assert_eq!(active(&["< +CGEV: EPS PDN ACT 2", "< +CGEV: NW PDN DEACT 2"]), [None, Some(false), None]);
    assert_eq!(active(&["> AT+CGACT=1", "< OK"]), [Some(true), None, None]);
    assert_eq!(active(&["> AT+CGACT=0", "< OK"]), [Some(false); 3]);
    assert_eq!(active(&["> AT+CGACT?", "< +CGACT: 31,1", "< OK"]), [None, None, Some(true)]);
}

#[test]
fn a_module_starts_until_something_says_that_it_is_up() {
    let starting = |lines: &[&str]| {
        let model = after(&[&["@ 1s", "< *ATREADY: 1"], lines].concat());
        model.power.is_starting(model.now)
    };
    assert!(starting(&[]));
    assert!(starting(&["@ 19s", "< +CREG: 0"]));
    assert!(!starting(&["@ 21s", "< +CREG: 0"]));
    assert!(!starting(&["< SMS DONE"]) && !starting(&["< PB DONE"]));
    assert!(!after(&["> AT", "< OK"]).power.is_starting(after(&[]).now));
}

#[test]
fn a_boot_that_was_asked_for_is_expected() {
    let asked = after(&["> AT+CRESET", "< OK", "< *ATREADY: 1"]).power;
    assert!(asked.expected.is_some() && asked.asked.is_none());
    assert_eq!(after(&["> AT", "< OK", "< *ATREADY: 1"]).power.expected, None);
}

#[test]
fn a_boot_leaves_what_outlives_it() {
    // A weak supply explains the restart, and the context is saved.
    let booted = after(&["> AT+CGDCONT=1,\"IP\",\"internet\"", "< OK", "< UNDER-VOLTAGE WARNING", "< *ATREADY: 1"]);
    assert!(booted.power.warned.is_some() && booted.network.context_set.is_some());
    assert_eq!((booted.power.boots, booted.network.service), (1, Service::Closed));
}

#[test]
fn a_restart_leaves_the_defaults_of_what_is_not_saved() {
    let set = ["> AT+CIPMODE=1", "< OK", "> AT+CIPRXGET=1", "< OK", "> AT+CIPHEAD=0", "< OK", "> AT+CIPSRIP=0", "< OK"];
    let more = ["> AT+CIPSENDMODE=1", "< OK", "> AT+CIPCCFG=10,0,0,0,1,0,500", "< OK", "> AT+CIPTIMEOUT=5000,5000,5000", "< OK"];
    let before = after(&[&set[..], &more].concat()).settings;
    assert_eq!((before.mode, before.rx, before.head), (Some(DataMode::TRANSPARENT), Some(RxMode::BUFFER), Some(false)));
    assert_eq!((before.sender, before.timeouts), (Some(false), [5000; 3]));
    let settings = after(&[&set[..], &more, &["< *ATREADY: 1"]].concat()).settings;
    assert_eq!((settings.mode, settings.rx, settings.send), (Some(DataMode::COMMAND), Some(RxMode::PUSH), Some(SendMode::TAKEN)));
    assert_eq!((settings.head, settings.sender, settings.timeouts), (Some(true), Some(true), [120_000; 3]));
    assert_eq!((settings.err_mode, settings.header), (Some(ErrMode::TEXT), Some(HeaderType::IPD)));
}

#[test]
fn the_state_of_the_sim_is_what_the_module_says() {
    for (line, state) in [
        ("< +CPIN: READY", sim::State::Ready),
        ("< +CPIN: NOT READY", sim::State::Starting),
        ("< +CPIN: SIM REMOVED", sim::State::Absent),
        ("< +CPIN: SIM PIN", sim::State::Locked),
        ("< +CPIN: SIM PUK2", sim::State::Ready),
    ] {
        let sim = after(&[line]).sim;
        assert_eq!((sim.state, sim.is_ready()), (state, state == sim::State::Ready), "{line}");
    }
}

#[test]
fn what_reaches_a_server_shows_that_sim_and_registration_work() {
    let starting = ["< +CPIN: NOT READY", "< +CREG: 2"];
    let works = |lines: &[&str]| {
        let model = after(&[&starting, lines].concat());
        (model.sim.is_ready(), model.registration.service.is_some_and(|(there, _)| there))
    };
    assert_eq!(works(&OPENED), (true, true));
    assert_eq!(works(&["< +HTTPACTION: 0,200,17"]), (true, true));
    assert_eq!(works(&["< +HTTPACTION: 0,715,0"]), (false, false));
    // That the host asks for it shows nothing.
    assert_eq!(works(&["> AT+CCHOPEN=0,0"]), (false, false));
}

#[test]
fn the_byte_that_ends_data_is_none_of_them() {
    let given = |data: &str| after(&["> AT+CIPSEND=0,", "< >", data]).flow.newest().unwrap().given;
    assert_eq!((given(r">> data\x1a"), given(r">> data")), (4, 4));
}

#[test]
fn only_a_drop_of_dtr_ends_the_data_state() {
    let online = ["> AT&D1", "< OK", "> ATD*99#", "< CONNECT"];
    let with = |line: &str| after(&[&online[..], &[line]].concat()).access.online;
    assert_eq!((with("* dtr on"), with("* dtr off")), (Some(true), Some(false)));
    // In command mode a drop ends nothing.
    assert_eq!(after(&["> AT&D1", "< OK", "* dtr off"]).access.online, None);
}

#[test]
fn of_another_capture_nothing_is_known_but_its_command() {
    let first = r"| ATI\nOK\nAT+CPIN?\n+CPIN: READY\nOK\nAT+CREG?\nOK\nAT+NETOPEN?\n+NETOPEN: 1\nOK\n";
    let second = [r"| AT+CSQ\nAT+CSQ\nOK\n", r"| AT+CREG?\nAT+CREG?\n"];
    let one = after(&[first]);
    assert_eq!((one.network.service, one.sim.is_ready(), one.flow.recent().count()), (Service::Open, true, 4));
    let two = after(&[first, second[0], second[1]]);
    assert_eq!((two.network.service, two.sim.is_ready(), two.flow.recent().count()), (Service::Unknown, false, 1));
}

#[test]
fn a_time_limit_is_the_hosts_own_or_the_manuals() {
    let set = ["@ 1s", "> AT+CIPTIMEOUT=30000,20000,10000", "< OK"];
    let due = |line: &str| after(&[&set[..], &[line]].concat()).deadline();
    let at = |seconds| Some(Moment::from_millis(1000).after(Duration::from_secs(seconds)));
    assert_eq!(due("> AT+NETOPEN"), at(30));
    assert_eq!(due("> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80"), at(20));
    assert_eq!(due("> AT+CIPSEND=0,5"), at(10));
    assert_eq!(due("> AT+CSQ"), at(9));
    assert_eq!(due("> AT+CSQ;+CREG?"), None);
}

#[test]
fn commands_are_called_as_the_host_writes_them() {
    assert_eq!([&CIPOPEN, &ATE, &ESCAPE].map(|row| Fact::Command(row).to_string()), ["AT+CIPOPEN", "ATE", "+++"]);
}

#[test]
fn the_socket_service_is_where_the_last_line_puts_it() {
    let service = |lines: &[&str]| {
        let network = after(lines).network;
        (network.service, network.ended)
    };
    assert_eq!(service(&OPENED), (Service::Open, Over::NotSeen));
    assert_eq!(service(&["> AT+NETOPEN", "< OK", "< +NETOPEN: 2"]), (Service::Closed, Over::Failed(SocketError(2))));
    assert_eq!(service(&["> AT+NETOPEN?", "< +NETOPEN: 0", "< OK"]), (Service::Closed, Over::NotSeen));
    assert_eq!(service(&[&OPENED[..], &["> AT+NETOPEN?", "< +NETOPEN: 0", "< OK"]].concat()), (Service::Closed, Over::Lost));
    // Without its OK the line may as well answer a question.
    assert_eq!(service(&[&OPENED[..], &["> AT+NETOPEN", "< +NETOPEN: 1"]].concat()).0, Service::Open);
    assert_eq!(service(&["> AT+NETOPEN", "< +NETOPEN: 1"]).0, Service::Unknown);
    assert_eq!(service(&[&OPENED[..], &["> AT+NETCLOSE", "< OK", "< +NETCLOSE: 0"]].concat()), (Service::Closed, Over::Host));
}

#[test]
fn links_end_as_the_service_ends() {
    let open = [&OPENED[..], &["< +CIPOPEN: 2,0"]].concat();
    for (lines, ended) in [
        (&["> AT+NETCLOSE", "< OK", "< +NETCLOSE: 0"][..], Ended::NetworkClosed),
        (&["< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY"], Ended::NetworkLost),
        (&["< *ATREADY: 1"], Ended::Restart),
    ] {
        let link = *after(&[&open[..], lines].concat()).link(LinkId::N2);
        assert_eq!((link.phase, link.ended), (Phase::Idle, ended), "{lines:?}");
    }
}
