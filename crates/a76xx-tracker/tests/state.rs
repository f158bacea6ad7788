//! Who is blamed for a refusal, and what a dialogue leaves in the model.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use a76xx_parser::typed::{LinkId, ServerId};
use a76xx_tracker::model::link::LinkKind;
use a76xx_tracker::rules;
use support::Player;

/// The sentences found in a dialogue that blame somebody.
fn blamed(dialogue: &[&str]) -> Vec<String> {
    let mut player = Player::new(rules::ALL);
    for line in dialogue {
        player.play(line);
    }
    player.blamed
}

#[test]
fn a_value_out_of_range_is_the_hosts() {
    for line in ["AT+CIPTIMEOUT=1", "AT+CREG=7", "AT+CIPHEAD=1;+CREG=7", "AT+CSQ;+NOSUCH"] {
        let blamed = blamed(&[&format!("> {line}"), "< ERROR"]);
        assert!(!blamed.iter().any(|who| who.starts_with("module")), "{line}: {blamed:?}");
    }
    // What the manual allows, and the state does not forbid.
    assert!(blamed(&["> AT+CIPTIMEOUT=5000", "< ERROR"]).iter().any(|who| who.starts_with("module")));
}

#[test]
fn a_detach_leaves_no_context_active() {
    for detach in [&["< +CGEV: NW DETACH"][..], &["> AT+CGATT=0", "< OK"], &["> AT+CFUN=4", "< OK"]] {
        let mut player = Player::new(&[]);
        for line in ["< +CGEV: EPS PDN ACT 1", "< +CGEV: ME PDN ACT 8,1"].iter().chain(detach) {
            player.play(line);
        }
        let network = &player.tracker.model().network;
        assert_eq!([1, 8].map(|cid| network.is_active(cid)), [Some(false); 2], "{detach:?}");
        assert_eq!(network.attached.map(|(attached, _)| attached), Some(false), "{detach:?}");
    }
}

#[test]
fn who_wants_no_reasons_gets_none() {
    assert!(!blamed(&["> AT+CMEE=0", "< OK", "> AT+CIPTIMEOUT=5000", "< ERROR"]).iter().any(|who| who.starts_with("module")));
}

#[test]
fn of_a_line_that_failed_somewhere_nothing_is_known() {
    let mut player = Player::new(&[]);
    for line in ["> AT+CIPHEAD=0", "< OK", "> AT+CIPHEAD=1;+CIPSRIP=7", "< ERROR"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().settings.head, None);
    for line in ["> ATE0", "< OK", "> AT&F;V1", "< OK"] {
        player.play(line);
    }
    let settings = &player.tracker.model().settings;
    assert_eq!((settings.echo, settings.verbose), (None, Some(true)));
}

#[test]
fn a_ping_takes_as_long_as_its_parameters_say() {
    let dialogue = ["@ 1s", "> AT+CPING=\"192.0.2.1\",1,2", "< OK", "@ 11s", "< +CPING: 2", "@ 13s", "> AT", "< OK", "< +CPING: 2"];
    assert_eq!(blamed(&dialogue).iter().filter(|who| who.starts_with("module")).count(), 0);
}

#[test]
fn data_that_waited_are_put_out_where_the_mode_changes() {
    let mut player = Player::new(&[]);
    for line in ["> AT+CIPRXGET=4,0", "< +CIPRXGET: 4,0,7", "< OK", "> AT+CIPRXGET=0", "< OK"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().link(LinkId::N0).unread(), None);
}

#[test]
fn results_may_wait_for_the_end_of_the_data_state() {
    for owing in ["AT+CIPOPEN=3,\"TCP\",\"192.0.2.1\",7", "AT+CIPCLOSE=3", "AT+NETCLOSE"] {
        let dialogue = ["@ 1s", &format!("> {owing}"), "< OK", "> ATD*99#", "< CONNECT", "@ 400s", ">> data", "* silence"];
        assert_eq!(blamed(&dialogue).iter().filter(|who| who.starts_with("module")).count(), 0, "{owing}");
    }
}

#[test]
fn a_drop_of_dtr_that_is_answered_ended_the_data_state() {
    let mut player = Player::new(&[]);
    for line in ["> ATD*99#", "< CONNECT", "* dtr off", "< OK"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().access.online, Some(false));
}

#[test]
fn a_default_that_is_not_settled_is_not_known() {
    let mut player = Player::new(&[]);
    for line in ["> AT+CMEE=2;E0", "< OK", "> AT+CMEE;E", "< OK"] {
        player.play(line);
    }
    let settings = &player.tracker.model().settings;
    assert_eq!((settings.cmee, settings.echo), (None, None));
}

#[test]
fn the_address_of_another_context_is_not_the_sockets() {
    let mut player = Player::new(&[]);
    for line in ["> AT+CGPADDR", "< +CGPADDR: 1,10.0.0.1", "< +CGPADDR: 3,10.0.0.3", "< OK"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().network.own(), Some([10, 0, 0, 1].into()));
}

#[test]
fn the_context_of_sockets_is_set_before_the_service() {
    let dialogue = ["> AT+NETOPEN", "< OK", "< +NETOPEN: 0", "> AT+CSOCKSETPN=1", "< ERROR"];
    assert!(blamed(&dialogue).iter().any(|who| who.starts_with("host: AT105")));
}

#[test]
fn a_server_that_stops_leaves_its_clients_in_doubt() {
    let mut player = Player::new(&[]);
    for line in ["< +CLIENT: 2,0,192.0.2.1:4000", "> AT+SERVERSTOP=0", "< +SERVERSTOP: 0,0", "< OK"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().link(LinkId::N2).phase, a76xx_tracker::model::Phase::Unknown);
}

#[test]
fn a_form_of_relatives_is_the_hosts_fault() {
    for line in ["AT+IPADDR=1", "AT+NETCLOSE=1", "AT+NETOPEN=1"] {
        assert!(!blamed(&[&format!("> {line}"), "< ERROR"]).iter().any(|who| who.starts_with("module")), "{line}");
    }
}

#[test]
fn a_service_that_still_runs_is_still_on_its_way_down() {
    let mut player = Player::new(&[]);
    for line in ["> AT+NETCLOSE", "< OK", "> AT+NETOPEN?", "< +NETOPEN: 1", "< OK"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().network.service, a76xx_tracker::model::Service::Closing);
}

#[test]
fn a_second_open_that_is_refused_leaves_the_first_on_its_way() {
    let mut player = Player::new(&[]);
    let open = "> AT+CIPOPEN=2,\"TCP\",\"192.0.2.1\",7";
    for line in [open, "< OK", open, "< +CIPOPEN: 2,4", "< ERROR"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().link(LinkId::N2).phase, a76xx_tracker::model::Phase::Opening);
}

#[test]
fn one_result_completes_every_close_of_the_service() {
    let dialogue = ["@ 1s", "> AT+NETCLOSE", "< OK", "> AT+NETCLOSE", "< OK", "< +NETCLOSE: 0", "@ 300s", "> AT", "< OK"];
    assert_eq!(blamed(&dialogue).iter().filter(|who| who.starts_with("module")).count(), 0);
}

#[test]
fn a_send_on_a_link_that_closed_meanwhile_leaves_it_closed() {
    let mut player = Player::new(&[]);
    for line in ["< +CIPOPEN: 2,0", "> AT+CIPSEND=2,5", "< >", "< +IPCLOSE: 2,1", ">> hello", "< OK", "< +CIPSEND: 2,5,-1"] {
        player.play(line);
    }
    assert_eq!(player.tracker.model().link(LinkId::N2).phase, a76xx_tracker::model::Phase::Idle);
}

#[test]
fn a_link_that_opens_anew_holds_nothing_of_before() {
    let mut player = Player::new(&[]);
    for line in ["> AT+CIPRXGET=4,2", "< +CIPRXGET: 4,2,50", "< OK", "< +IPCLOSE: 2,1", "> AT+CIPOPEN=2,\"TCP\",\"192.0.2.7\",7"] {
        player.play(line);
    }
    let unread = |player: &Player| LinkId::new(2).and_then(|id| player.tracker.model().link(id).unread());
    assert_eq!(unread(&player), Some(50));
    player.play("< OK");
    assert_eq!(unread(&player), None);
}

/// The application note's list of links counts servers from one (AN 3.4.2): who accepted a link is what `+CLIENT` said.
#[test]
fn a_list_does_not_move_a_link_to_another_server() {
    let mut player = Player::new(&[]);
    let accepted = ["> AT+SERVERSTART=8080,0", "< OK", "< +CLIENT: 0,0,203.0.113.5:40001"];
    let listed = ["> AT+CIPOPEN?", "< +CIPOPEN: 0,\"TCP\",\"203.0.113.5\",40001,1", "< +CIPOPEN: 1", "< OK"];
    for line in accepted.iter().chain(&listed) {
        player.play(line);
    }
    let of = |player: &Player| player.tracker.model().link(LinkId::N0).kind;
    assert_eq!(of(&player), LinkKind::Accepted(ServerId::N0));
    // Of a link that nobody announced the list is all there is.
    let mut player = Player::new(&[]);
    for line in listed {
        player.play(line);
    }
    assert_eq!(of(&player), LinkKind::Accepted(ServerId::N1));
}

/// A search for operators takes its time, and results of others wait for its end.
#[test]
fn a_result_may_wait_for_the_command_under_way() {
    let open = ["@ 0s", "> AT+CIPTIMEOUT=5000,5000,5000", "< OK", "> AT+CIPOPEN=3,\"TCP\",\"192.0.2.3\",7", "< OK"];
    let search =
        ["> AT+COPS=?", "@ 8s", "< +COPS: (2,\"Test PLMN 1-1\",\"Test PLMN 1-1\",\"00101\",7),,(0-4),(0-2)", "< OK", "< +CIPOPEN: 3,1"];
    let blames = |lines: &[&str]| blamed(lines).into_iter().filter(|who| who.starts_with("module")).collect::<Vec<_>>();
    assert_eq!(blames(&[&open[..], &search].concat()), [""; 0]);
    // A command that ought to be answered long ago excuses nothing.
    let dead = ["@ 4s", "> AT+CSQ", "@ 400s", "> AT+CSQ"];
    assert!(!blames(&[&open[..], &["@ 6s", "> AT+CSQ"]].concat()).is_empty());
    assert!(blames(&[&open[..], &dead].concat()).iter().any(|who| who.contains("AT312")));
}
