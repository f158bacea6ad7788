//! Where facts and rules turn: dialogues that differ in one thing, and what that thing is worth.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::time::Duration;

use a76xx_parser::typed::{LinkId, ServerId, SocketError};
use a76xx_tracker::model::network::Ended as Over;
use a76xx_tracker::model::{Lost, Phase, Service};
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{EventNo, Mark, Moment};
use support::{OPENED, Player, after, opened};

/// What is found in the last of these lines: severity, and the sentence with its code.
fn last(lines: &[&str]) -> Vec<String> {
    let mut player = Player::new(ALL);
    for line in lines {
        player.blamed.clear();
        player.severities.clear();
        player.play(line);
    }
    player.severities.iter().zip(&player.blamed).map(|(severity, blamed)| format!("{} {blamed}", severity.name())).collect()
}

/// Whether the rule of this code finds something in the last of these lines.
fn finds(code: &str, lines: &[&str]) -> bool {
    last(lines).iter().any(|found| found.contains(code))
}

#[test]
fn moments_and_marks_count_from_their_beginning() {
    let moment = Moment::from_millis(3);
    assert_eq!((moment.micros(), Moment::default().micros(), format!("{moment:?}")), (3000, 0, "Moment(3000)".to_owned()));
    assert_eq!((EventNo::FIRST.get(), EventNo::new(7).get(), EventNo::new(u32::MAX).get()), (0, 7, u32::MAX - 1));
    assert_eq!(moment.after(Duration::from_micros(5)).since(moment), Duration::from_micros(5));
    assert_eq!(moment.since(Moment::from_millis(9)), Duration::ZERO);
    let mark = Mark::new(EventNo::FIRST, Some(Moment::from_micros(2999)));
    assert_eq!((mark.at(), mark.until(Some(moment))), (Some(Moment::from_millis(2)), Some(Duration::from_millis(1))));
    assert_eq!(Mark::new(EventNo::FIRST, None).until(Some(moment)), None);
    // Beyond 49 days the time is not known.
    let far = |millis: u64| Mark::new(EventNo::FIRST, Some(Moment::from_millis(millis))).at();
    assert_eq!((far(u64::from(u32::MAX)), far(u64::from(u32::MAX) - 1).is_some()), (None, true));
}

#[test]
fn a_registration_is_good_where_a_later_report_says_so() {
    let good = |lines: &[&str]| {
        let registration = after(lines).registration;
        registration.good_after(registration.signal.expect("a signal").1)
    };
    let signal = "< +CSQ: 99,99";
    assert!(good(&[signal, "< +CREG: 1"]) && good(&[signal, "< +CEREG: 5"]));
    assert!(!good(&["< +CREG: 1", signal]) && !good(&[signal, "< +CREG: 2"]) && !good(&[signal]));
    assert!(good(&[signal, "> AT+CPSI?", "< +CPSI: LTE,Online,262-01,0x1234,1,2,EUTRAN-BAND3,1,4,4,0,0,0,0", "< OK"]));
    assert!(!good(&[signal, "> AT+CPSI?", "< +CPSI: NO SERVICE,Online", "< OK"]));
}

#[test]
fn the_read_forms_tell_of_the_radio() {
    let told = |name: &str, answer: &str| after(&[&format!("> AT+{name}?"), &format!("< +{name}: {answer}"), "< OK"]);
    assert_eq!(told("CFUN", "4").registration.function.map(|(level, _)| level.0), Some(4));
    assert_eq!(told("CGATT", "0").network.attached.map(|(attached, _)| attached), Some(false));
    assert_eq!(told("CREG", "0,5").registration.cs.map(|(state, _)| state.0), Some(5));
    assert_eq!(told("CGREG", "0,3").registration.ps.map(|(state, _)| state.0), Some(3));
    assert_eq!(told("CEREG", "0,2").registration.eps.map(|(state, _)| state.0), Some(2));
    let signal = after(&["> AT+CSQ", "< +CSQ: 7,99", "< OK"]).registration.signal;
    assert_eq!(signal.map(|(rssi, _)| rssi.0), Some(7));
}

#[test]
fn power_that_is_taken_away_stops_the_module() {
    let runs = |signal: &str| after(&["< *ATREADY: 1", signal]).power.runs;
    assert_eq!((runs("* power off"), runs("* power on"), runs("* reset")), (Some(false), Some(true), Some(true)));
}

#[test]
fn how_many_links_there_are_outlives_a_restart() {
    let listed = ["> AT+CIPCLOSE?", "< +CIPCLOSE: 1,0,0,0,0,0,0,0,0,0", "< OK"];
    let model = after(&[&listed[..], &["* dtr off", "< *ATREADY: 1"]].concat());
    assert_eq!((model.settings.links, model.access.dtr, model.link(LinkId::N0).phase), (Some(10), Some(false), Phase::Idle));
}

#[test]
fn what_a_restart_takes_away_is_lost_until_it_is_set_again() {
    let boot = ["< *ATREADY: 1"];
    let lost = |lines: &[&str]| {
        let lost = after(lines).power.lost;
        [Lost::NO_ECHO, Lost::BUFFERED, Lost::SERVICE].map(|part| lost.has(part))
    };
    let set = ["> ATE0", "< OK", "> AT+CIPRXGET=1", "< OK", "> AT+NETOPEN", "< OK"];
    assert_eq!(lost(&[&set[..], &boot].concat()), [true; 3]);
    assert_eq!(lost(&boot), [false; 3]);
    let again = [&set[..], &boot, &["> ATE0", "< OK", "> AT+CIPRXGET=1", "< OK", "> AT+NETOPEN", "< OK", "< +NETOPEN: 0"]].concat();
    assert_eq!(lost(&again), [false; 3]);
    assert_eq!(lost(&again[..again.len() - 1]), [false, false, true]);
}

#[test]
fn a_service_that_runs_and_does_not_start_again_has_ended() {
    let again = opened(&["> AT+NETOPEN", "< OK", "< +NETOPEN: 1"]).network;
    assert_eq!((again.service, again.ended), (Service::Closed, Over::Failed(SocketError(1))));
}

#[test]
fn a_list_of_servers_tells_that_they_listen() {
    let server = |lines: &[&str]| {
        let server = *opened(&[lines, &["> AT+SERVERSTART?", "< +SERVERSTART: 2,8081", "< OK"]].concat()).server(ServerId::N2);
        (server.listens, server.port())
    };
    assert_eq!(server(&[]), (Some(true), Some(8081)));
    // What it was started with stands.
    assert_eq!(server(&["> AT+SERVERSTART=8080,2", "< OK"]), (Some(true), Some(8080)));
}

#[test]
fn a_link_that_is_listed_as_open_keeps_what_is_known_of_it() {
    let sent = ["< +CIPOPEN: 0,0", "< +CIPSEND: 0,5,5", "> AT+CIPCLOSE?", "< +CIPCLOSE: 1,0,0,0,0,0,0,0,0,0", "< OK"];
    assert_eq!(opened(&sent).link(LinkId::N0).sent, 5);
    let closing = ["< +CIPOPEN: 0,0", "> AT+CIPCLOSE=0", "< OK", "> AT+CIPCLOSE?", "< +CIPCLOSE: 0,0,0,0,0,0,0,0,0,0", "< OK"];
    assert_eq!(opened(&closing).link(LinkId::N0).phase, Phase::Closing);
}

#[test]
fn what_a_restart_cuts_is_not_answered_any_more() {
    let model = after(&["> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY", "@ 300s", "> AT"]);
    assert_eq!(model.flow.owing(&a76xx_parser::spec::tcpip::CIPOPEN), None);
    let ping = after(&["> AT+CPING=\"192.0.2.7\",1", "< OK", "< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY"]);
    assert!(ping.flow.owing(&a76xx_parser::spec::packet::CPING).is_some());
}

const TRANSPARENT: [&str; 4] = ["> AT+CIPMODE=1", "< OK", "> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80", "< CONNECT"];

#[test]
fn a_piece_without_its_end_is_no_command_yet() {
    let typed = |text: &str| {
        finds("AT413", &[&TRANSPARENT[..], &[text, "* silence"]].concat()) || finds("AT413", &[&TRANSPARENT[..], &[text]].concat())
    };
    assert!(typed(r">> AT+CSQ\r") && !typed(r">> AT+CSQ"));
}

#[test]
fn an_escape_with_its_line_end_in_one_piece_is_data() {
    let typed = |text: &str| finds("AT416", &[&TRANSPARENT[..], &["@ 2s", text]].concat());
    for text in [r">> +++\r", r">> +++\n", r">> +++\r\n"] {
        assert!(typed(text), "{text}");
    }
    assert!(!typed(r">> ++\r") && !typed(r">> +++a"));
}

#[test]
fn a_transparent_link_that_was_left_may_be_opened_again() {
    let open = "> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80";
    assert!(finds("AT303", &["< +CIPOPEN: 0,0", open]));
    assert!(!finds("AT303", &["> AT+CIPMODE=1", "< OK", "< +CIPOPEN: 0,0", open]));
    // The mode is not told, but the link can be resumed.
    assert!(!finds("AT303", &[open, "< CONNECT", ">> +++", "* silence", "< OK", open]));
    assert!(finds("AT303", &["> AT+CIPMODE=1", "< OK", "< +CIPOPEN: 1,0", "> AT+CIPOPEN=1,\"TCP\",\"192.0.2.7\",80"]));
}

#[test]
fn a_network_that_goes_while_a_link_opens_explains_its_failure() {
    let open = ["> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80", "< OK"];
    let why = |lines: &[&str]| last(lines).iter().any(|found| found.contains("the network was lost meanwhile"));
    assert!(why(&[&open[..], &["< +CGEV: NW PDN DEACT 1", "< +CIPOPEN: 0,1"]].concat()));
    assert!(!why(&[&["< +CGEV: NW PDN DEACT 1"][..], &open, &["< +CIPOPEN: 0,1"]].concat()));
}

#[test]
fn the_words_for_a_missing_registration_are_those_of_its_state() {
    for (state, words) in [
        ("2", "the module still searches for a network"),
        ("3", "the network denied the registration"),
        ("11", "only emergency calls are allowed"),
        ("0", "the module is not registered"),
        ("4", "the module is not registered"),
    ] {
        let found = last(&["> AT+CREG?", &format!("< +CREG: 0,{state}"), "< OK", "> AT+NETOPEN"]);
        assert!(found.iter().any(|found| found.contains(words)), "{state}: {found:?}");
    }
}

#[test]
fn a_refused_question_weighs_less_than_what_a_program_wants() {
    let severity = |command: &str| {
        last(&[&format!("> {command}"), "< ERROR"]).iter().find(|found| found.contains("AT105")).cloned().unwrap_or_default()
    };
    for (command, worst) in [
        ("AT+CIPSEND=?", "note"),
        ("AT+CGDCONT=?", "note"),
        ("AT+CGDCONT?", "warning"),
        ("AT+CGDCONT=1,\"IP\",\"x\"", "warning"),
        ("AT+CIPSEND=0,5", "error"),
        ("AT+CGATT=1", "error"),
        ("AT+HTTPACTION=0", "error"),
        ("AT+CMQTTSTART", "warning"),
        ("AT+CIPCLOSE=0", "note"),
    ] {
        assert!(severity(command).starts_with(worst), "{command}: {}", severity(command));
    }
}

#[test]
fn the_same_reason_for_the_same_command_is_told_once() {
    let ping = ["> AT+CPING=\"192.0.2.7\",1", "< +IP ERROR: Network not opened"];
    assert!(finds("AT120", &ping));
    assert!(!finds("AT120", &[&ping[..], &["< ERROR"], &ping].concat()));
    let other = ["> AT+CPING=\"192.0.2.7\",1", "< +IP ERROR: DNS query failed", "< ERROR"];
    assert!(finds("AT120", &[&other[..], &ping].concat()));
    let done = ["> AT+CPING=\"192.0.2.7\",1", "< OK", "< +CPING: 3,1,1,0,10,10,10"];
    assert!(finds("AT120", &[&done[..], &ping].concat()));
}

#[test]
fn a_result_behind_an_error_explains_it() {
    let open = ["> AT+CMQTTCONNECT=0,\"tcp://example.com:1883\",60,1", "< ERROR"];
    let mut player = Player::new(ALL);
    for line in open.iter().chain(&["< +CMQTTCONNECT: 0,3"]) {
        player.play(line);
    }
    let tied = player.blamed.iter().filter(|found| found.contains("AT120")).count();
    assert_eq!(tied, 1, "{:?}", player.blamed);
}

#[test]
fn data_that_begin_with_a_command_were_none() {
    let swallowed = |data: &str| finds("AT112", &["> AT+CIPSEND=0,50", "< >", ">> he", data]);
    for data in [r">> AT\r", r">> AT+CSQ\r", r">> AT+CSQ\r\n"] {
        assert!(swallowed(data), "{data}");
    }
    for data in [r">> AU\r", r">> AT+NOSUCH\r", r">> AT+CSQ", r">> hello\r"] {
        assert!(!swallowed(data), "{data}");
    }
}

#[test]
fn who_sent_a_late_command_first_is_named() {
    // Those before a restart that was asked for were not sent too early.
    let found = last(&["> AT", "< OK", "> AT+CSQ", "> AT+CRESET", "< OK", "> AT+CREG?", "< *ATREADY: 1"]);
    let early: Vec<_> = found.iter().filter(|found| found.contains("AT232")).collect();
    assert!(early.len() == 1 && early[0].contains("AT+CREG"), "{found:?}");
}

#[test]
fn one_that_drops_results_is_not_blamed_for_what_comes_early() {
    let lone = |before: &[&str]| finds("AT101", &[before, &["> AT+CREG?", "> AT+CSQ"]].concat());
    assert!(lone(&["> AT", "< OK"]));
    // One command before it had none either.
    assert!(!lone(&["> AT", "< OK", "> AT+CGATT?", "> AT+CPIN?", "< +CPIN: READY", "< OK"]));
    // A log with other line ends is edited.
    assert!(!lone(&["> AT", r"<< OK\n"]));
}

#[test]
fn a_stray_result_may_be_an_earlier_commands() {
    let stray = |lines: &[&str]| finds("AT108", lines) || finds("AT103", lines);
    assert!(stray(&["> AT+CSQ", "< OK", "< ERROR"]));
    assert!(!stray(&["> AT+CREG?", "> AT+CSQ", "< OK", "< ERROR"]));
    assert!(!stray(&["> ATE0", "< OK", "< OK"]));
}

#[test]
fn nul_bytes_of_the_module_are_counted() {
    let nuls = |line: &str| opened(&[line]).capture.nuls;
    assert_eq!((nuls(r"<< \0"), nuls(r">> \0")), (1, 0));
}

#[test]
fn a_service_is_open_again_after_the_network_was_lost() {
    let again = opened(&["< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY", OPENED[0], OPENED[1], OPENED[2]]);
    assert_eq!((again.network.service, again.network.lost), (Service::Open, None));
}

#[test]
fn data_without_header_and_sender_are_unmarked_where_they_are_pushed() {
    let unmarked = |mode: &str| finds("AT322", &[mode, "< OK", "> AT+CIPHEAD=0", "< OK", "> AT+CIPSRIP=0"]);
    assert!(unmarked("> AT+CIPRXGET=0") && unmarked("> AT") && !unmarked("> AT+CIPRXGET=1"));
}

#[test]
fn a_restart_comes_so_long_after_the_command_that_asked_for_it() {
    let found = last(&["@ 1s", "> AT", "< OK", "@ 2s", "> AT+CRESET", "< OK", "@ 8s", "< *ATREADY: 1"]);
    assert!(found.iter().any(|found| found.contains("AT230") && found.contains("8.0 s")), "{found:?}");
}
