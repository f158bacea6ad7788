//! What the rules find when a command, an answer or a notice comes in each of the states of a module, and what the model makes of it. Told is
//! what is more or less than where nothing is known.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use a76xx_parser::typed::{LinkId, ServerId};
use a76xx_tracker::model::Lost;
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{Model, Severity};
use support::Player;
use support::states::STATES;

/// Commands of the host.
const COMMANDS: [&str; 44] = [
    "> AT",
    "> ATE0",
    "> ATO",
    "> +++",
    "> AT+CSQ",
    "> AT+CPIN?",
    "> AT+CPIN=\"1234\"",
    "> AT+COPS=1,2,\"26201\"",
    "> AT+COPS=2",
    "> AT+CFUN=0",
    "> AT+CRESET",
    "> AT+CGATT=1",
    "> AT+CGATT=0",
    "> AT+CGACT=1,1",
    "> AT+CGACT=0,1",
    "> AT+CGDCONT=1,\"IP\",\"internet\"",
    "> AT+NETOPEN",
    "> AT+NETOPEN?",
    "> AT+NETCLOSE",
    "> AT+IPADDR",
    "> AT+CIPOPEN=0,\"TCP\",\"198.51.100.9\",80",
    "> AT+CIPOPEN=0,\"UDP\",\"198.51.100.9\",80",
    "> AT+CIPOPEN=1,\"UDP\",,,5000",
    "> AT+CIPOPEN=7,\"TCP\",\"198.51.100.9\",80",
    "> AT+CIPSEND=0,5",
    "> AT+CIPSEND=1,5",
    "> AT+CIPSEND=0",
    "> AT+CIPCLOSE=0",
    "> AT+CIPRXGET=0",
    "> AT+CIPRXGET=1",
    "> AT+CIPRXGET=2,0,5",
    "> AT+CIPRXGET=4,0",
    "> AT+CIPACK=0",
    "> AT+CIPMODE=0",
    "> AT+CIPMODE=1",
    "> AT+CIPHEAD=0",
    "> AT+CIPSRIP=0",
    "> AT+CIPCCFG=10,0,0,0,1,0,500",
    "> AT+SERVERSTART=8080,0",
    "> AT+SERVERSTART=8080,1",
    "> AT+SERVERSTOP=0",
    "> AT+CSOCKSETPN=1",
    "> AT+CDNSGIP=\"example.com\"",
    "> AT+HTTPACTION=0",
];

/// How the module ends a command: what is short for it, and its lines.
const ENDS: [(&str, &[&str]); 4] =
    [("OK", &["< OK"]), ("ERROR", &["< ERROR"]), ("30", &["< +CME ERROR: 30"]), ("PIN", &["< +CME ERROR: SIM PIN required"])];

/// The same for commands of the TCP/IP service alone.
const IP_ENDS: [(&str, &[&str]); 3] =
    [("IP", &["< +IP ERROR: Network not opened", "< ERROR"]), ("4", &["< +CIPERROR: 4", "< ERROR"]), ("NO CARRIER", &["< NO CARRIER"])];

/// What the module says, and what happens.
const LINES: [&str; 66] = [
    "< OK",
    "< ERROR",
    "< +CME ERROR: 13",
    "< NO CARRIER",
    "< CONNECT",
    "< CONNECT FAIL",
    "< CLOSED",
    "< >",
    "< *ATREADY: 1",
    "< SMS DONE",
    "< UNDER-VOLTAGE WARNING POWER DOWN",
    "< NORMAL POWER DOWN",
    "< +CPIN: READY",
    "< +CPIN: SIM REMOVED",
    "< +SIMCARD: NOT AVAILABLE",
    "< +CREG: 1",
    "< +CREG: 2",
    "< +CEREG: 3",
    "< +CPSI: NO SERVICE,Online",
    "< +CFUN: 1",
    "< +CSQ: 2,99",
    "< +CGATT: 0",
    "< +CGEV: ME DETACH",
    "< +CGEV: EPS PDN ACT 1",
    "< +CGEV: NW PDN DEACT 1",
    "< +CGEV: NW PDN DEACT 3",
    "< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY",
    "< +NETOPEN: 0",
    "< +NETOPEN: 1",
    "< +NETOPEN: 1,0",
    "< +NETCLOSE: 0",
    "< +NETCLOSE: 2",
    "< +IP ERROR: Network is already opened",
    "< +IP ERROR: Network not opened",
    "< +IPADDR: 10.1.2.3",
    "< +CGPADDR: 1,192.168.7.7",
    "< +CIPOPEN: 0,0",
    "< +CIPOPEN: 0,2",
    "< +CIPOPEN: 0,4",
    "< +CIPOPEN: 0,\"TCP\",\"192.0.2.7\",80,-1",
    "< +CIPOPEN: 0",
    "< +CIPSEND: 0,5,5",
    "< +CIPSEND: 0,5,3",
    "< +CIPSEND: 0,5,-1",
    "< +CIPCLOSE: 0,0",
    "< +CIPCLOSE: 0,4",
    "< +CIPCLOSE: 1,0,0,0,0,0,0,0,0,0",
    "< +CIPCLOSE: 0,1,0,0",
    "< +IPCLOSE: 0,1",
    "< +IPCLOSE: 0,2",
    "< +CIPRXGET: 1,0",
    "< +CIPRXGET: 4,0,0",
    "< +CIPRXGET: 2,0,0,0",
    "< +SERVERSTART: 0,8080",
    "< +SERVERSTOP: 0,0",
    "< +SERVERSTOP: 0,9",
    "< +CLIENT: 0,0,198.51.100.5:4000",
    "< RECV FROM:198.51.100.5:4000",
    r"<< \r\n+IPD5\r\nhello",
    r">> hello\r",
    r">> \x1a",
    r">> \n",
    "* dtr off",
    "* power off",
    "* silence",
    "* end",
];

/// What is known of the subjects that commands and answers change; of settings and counts, what is beyond their beginning.
fn known(model: &Model) -> Vec<String> {
    let link = |id| {
        let link = model.link(id);
        let data = [("sent", link.sent), ("received", link.received), ("unread", link.unread().map_or(0, |unread| unread + 1))];
        let data = data.into_iter().filter(|(_, bytes)| *bytes > 0).map(|(what, bytes)| [" ", what, " ", &bytes.to_string()].concat());
        let data: String = data.collect();
        let marks = [(link.asked.is_some(), " asked"), (link.notice.is_some(), " notice")];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        format!("link {id} {:?} {:?} {:?}{data}{marks}", link.phase, link.kind, link.ended)
    };
    let (network, power, access, settings) = (&model.network, &model.power, &model.access, &model.settings);
    let radio = &model.registration;
    let server = model.server(ServerId::N0);
    let on = |is: Option<bool>| is.map_or("?", |is| if is { "on" } else { "off" });
    let set = |is: bool| if is { "set" } else { "-" };
    let lost = [Lost::NO_ECHO, Lost::BUFFERED, Lost::SERVICE].map(|lost| set(power.lost.has(lost))).join(" ");
    let mode = (settings.mode.map(|mode| mode.0), settings.rx.map(|rx| rx.0));
    vec![
        link(LinkId::N0),
        link(LinkId::N1),
        format!("server {} {}", on(server.listens), server.port().unwrap_or(0)),
        format!("service {:?} {:?} {:?}", network.service, network.ended, network.aftermath),
        format!("service asked {} lost {}", set(network.asked.is_some()), set(network.lost.is_some())),
        format!(
            "context {} refused {} defined {}",
            on(network.is_active(1)),
            set(network.refused.is_some()),
            set(network.context_set.is_some())
        ),
        format!("attached {} {:?}", on(network.attached.map(|(on, _)| on)), network.own()),
        format!("power {} boots {} asked {} lost {lost}", on(power.runs), power.boots, set(power.asked.is_some())),
        format!("SIM {:?} trouble {}", model.sim.state, set(model.sim.trouble.is_some())),
        format!(
            "registered {} bad {} detached {}",
            on(radio.is_registered()),
            set(radio.bad_since.is_some()),
            set(radio.detached.is_some())
        ),
        format!(
            "radio {} {:?} {:?}",
            on(radio.service.map(|(on, _)| on)),
            radio.function.map(|(level, _)| level.0),
            radio.signal.map(|(rssi, _)| rssi.0)
        ),
        format!("online {} resumable {} escaping {}", on(access.online), access.resumable, set(access.escaping.is_some())),
        format!(
            "sender {} {:?}",
            set(access.sender.is_some()),
            access.incoming.map(|data| (data.link.map(LinkId::get), data.announced, data.got))
        ),
        format!("settings {} {mode:?} {} {}", on(settings.echo), on(settings.head), on(settings.sender)),
        format!("unanswered {} orphans {}", model.flow.unanswered, model.flow.orphans),
    ]
}

/// A module in a state, and time for all that is under way.
fn reach(lines: &[&str]) -> Player {
    let mut player = Player::new(ALL);
    for line in ["@ 1s"].iter().chain(lines).chain(&["@ 1s"]) {
        player.play(line);
    }
    player
}

/// What is found in these lines, what the model knows then that it did not know before, and all that it knows.
fn outcome(state: &[&str], lines: &[&str]) -> [Vec<String>; 3] {
    let mut player = reach(state);
    let before = known(player.tracker.model());
    player.blamed.clear();
    player.severities.clear();
    for line in lines {
        player.play(line);
    }
    let short = |(blamed, severity): (&String, &Severity)| {
        let (who, sentence) = blamed.split_once(": ").expect("who, and what");
        format!("{} {} {who}", &sentence[..5], severity.name())
    };
    let found = player.blamed.iter().zip(&player.severities).map(short).collect();
    let after = known(player.tracker.model());
    let learned = after.iter().filter(|fact| !before.contains(fact)).cloned().collect();
    [found, learned, after]
}

/// Tells, for each state, what comes of each of these pieces of a dialogue: each outcome, and behind it what led to it. A piece has a name, and
/// what it is short for where it is one of several with that name.
fn table(pieces: &[(&str, &str, Vec<&str>)], states: &[(&str, &[&str])]) -> String {
    let mut out = String::new();
    let usual: Vec<_> = pieces.iter().map(|(_, _, lines)| outcome(&[], lines)).collect();
    for (index, (state, lines)) in states.iter().enumerate() {
        let mut told = BTreeMap::<String, BTreeMap<&str, Vec<&str>>>::new();
        for ((name, short, piece), [usual, learned, _]) in pieces.iter().zip(&usual) {
            let [found, facts, all] = outcome(lines, piece);
            let more = found.iter().filter(|what| index == 0 || !usual.contains(what)).map(|what| format!("{what}; "));
            let less = usual.iter().filter(|what| !found.contains(what)).map(|what| format!("not {what}; "));
            let subject = |fact: &String| fact.split(' ').take(2).map(str::to_owned).collect::<Vec<_>>();
            let differs = |fact: &&String| !all.contains(fact) && !facts.iter().any(|own| subject(own)[0] == subject(fact)[0]);
            let stays = learned.iter().filter(differs).map(|fact| format!("not {}; ", subject(fact).join(" ")));
            let facts = facts.iter().filter(|fact| index == 0 || !learned.contains(fact)).map(|fact| format!("{fact}; "));
            let change: String = more.chain(less).chain(facts).chain(stays).collect();
            if !change.is_empty() {
                told.entry(change).or_default().entry(name).or_default().push(short);
            }
        }
        let _ = writeln!(out, "\n=== {state}");
        for (change, names) in told {
            let _ = writeln!(out, "{}", change.trim_end());
            for (name, shorts) in names {
                let all = pieces.iter().filter(|(other, ..)| *other == name).count() == shorts.len();
                let shorts = if all { String::new() } else { format!(" [{}]", shorts.join(", ")) };
                let _ = writeln!(out, "    {name}{shorts}");
            }
        }
    }
    out
}

#[test]
fn what_comes_of_a_command_in_each_state() {
    let pieces = COMMANDS.iter().flat_map(|command| {
        let ip = ["+CIP", "+NET", "+IP", "+SERV", "+CDNS", "ATO"].iter().any(|word| command.contains(word));
        let ends = ENDS.iter().chain(if ip { &IP_ENDS[..] } else { &[] });
        ends.map(move |(short, end)| (*command, *short, [&[*command], *end].concat()))
    });
    insta::assert_snapshot!("commands", table(&pieces.collect::<Vec<_>>(), STATES));
}

#[test]
fn what_comes_of_a_line_in_each_state() {
    let pieces: Vec<_> = LINES.iter().map(|line| (*line, "", vec![*line])).collect();
    insta::assert_snapshot!("lines", table(&pieces, STATES));
}
