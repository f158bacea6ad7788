//! Laws that hold for every input.
//!
//! - **total**: no stream of events panics, and the model keeps its size;
//! - **a beginning proves nothing**: a clean capture that begins later has no finding of severity error;
//! - **what is beside the point changes nothing**: blank lines and lines that the module sends on its own, between whole lines of a dialogue.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::ops::Range;

use a76xx_corpus::{Transcript, corpus_files};
use a76xx_parser::Side;
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{Model, Severity};
use proptest::collection::vec;
use proptest::prelude::*;
use support::{Player, dialogues};

/// Lines of both sides that a dialogue may hold, in any order.
const HOST: &[&str] = &[
    "AT",
    "ATE0",
    "ATV0",
    "AT+CPIN?",
    "AT+CREG?",
    "AT+CMEE=2",
    "AT+NETOPEN",
    "AT+NETOPEN?",
    "AT+NETCLOSE",
    "AT+CIPMODE=1",
    "AT+CIPRXGET=1",
    "AT+CIPRXGET=2,0,100",
    "AT+CIPRXGET=4,0",
    "AT+CIPOPEN=0,\"TCP\",\"203.0.113.7\",80",
    "AT+CIPOPEN=1,\"UDP\",,,5000",
    "AT+CIPOPEN?",
    "AT+CIPSEND=0,5",
    "AT+CIPSEND=0",
    "AT+CIPSEND=1,2000",
    "AT+CIPCLOSE=0",
    "AT+CIPCLOSE?",
    "AT+SERVERSTART=8080,0",
    "AT+SERVERSTOP=0",
    "AT+CIPTIMEOUT=1000",
    "AT+CIPHEAD=0",
    "AT+CIPSRIP=0",
    "AT+CIOPEN=0",
    "AT+SAPBR=3,1",
    "AT+CGACT=1,1;+CSQ",
    "AT+HTTPACTION=0",
    "AT+CMQTTTOPIC=0,4",
    "AT+CFUN=1,1",
    "ATO",
    "+++",
    "hello",
    "AT+CDNSGIP=\"example.com\"",
];
const MODULE: &[&str] = &[
    "OK",
    "ERROR",
    "0",
    "CONNECT 115200",
    "NO CARRIER",
    "CLOSED",
    "*ATREADY: 1",
    "RDY",
    "+CPIN: READY",
    "+CME ERROR: SIM busy",
    "+CME ERROR: 30",
    "+CREG: 0,1",
    "+CREG: 2",
    "+NETOPEN: 0",
    "+NETOPEN: 1",
    "+NETCLOSE: 2",
    "+IP ERROR: Network not opened",
    "+CIPERROR: 4",
    "+CIPOPEN: 0,0",
    "+CIPOPEN: 1,3",
    "+CIPOPEN: 0,\"TCP\",\"203.0.113.7\",80,-1",
    "+CIPSEND: 0,5,5",
    "+CIPSEND: 0,5,-1",
    "+CIPCLOSE: 0,0",
    "+CIPCLOSE: 0,4",
    "+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0",
    "+IPCLOSE: 0,1",
    "+CIPRXGET: 1,0",
    "+CIPRXGET: 2,0,5,3",
    "+CIPRXGET: 4,0,0",
    "RECV FROM:203.0.113.7:80",
    "+IPD5",
    "+RECEIVE,0,5",
    "+CLIENT: 0,0,203.0.113.9:4000",
    "+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY",
    "+CGEV: NW PDN DEACT 1",
    "+HTTPACTION: 0,715,0",
    "+CMQTTCONNECT: 0,3",
    "+SERVERSTOP: 0,8",
    "+CDNSGIP: 0,10",
    "+CTZV: +08",
    "AT+CREG?",
];

/// One step of a random dialogue.
#[derive(Clone, Debug)]
enum Move {
    Host(usize),
    Module(usize),
    Prompt,
    Raw(bool, Vec<u8>),
    Stream(Vec<u8>),
    Pasted(usize, bool),
    Time(u32),
    Mark(usize),
}

const MARKS: [&str; 7] = ["* silence", "* dtr on", "* dtr off", "* reset", "* power off", "* power on", "* end"];

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        6 => (0..HOST.len()).prop_map(Move::Host),
        6 => (0..MODULE.len()).prop_map(Move::Module),
        1 => Just(Move::Prompt),
        1 => (any::<bool>(), vec(any::<u8>(), 0..12)).prop_map(|(host, bytes)| Move::Raw(host, bytes)),
        1 => vec(any::<u8>(), 0..12).prop_map(Move::Stream),
        3 => ((0..HOST.len() + MODULE.len()), any::<bool>()).prop_map(|(line, crlf)| Move::Pasted(line, crlf)),
        1 => (0_u32..200_000).prop_map(Move::Time),
        1 => (0..MARKS.len()).prop_map(Move::Mark),
    ];
    vec(one, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_stream_is_taken(moves in moves()) {
        let mut player = Player::new(ALL);
        for step in moves {
            match step {
                Move::Host(line) => player.bytes(Side::Host, format!("{}\r", HOST[line]).as_bytes()),
                Move::Module(line) => player.bytes(Side::Module, format!("\r\n{}\r\n", MODULE[line]).as_bytes()),
                Move::Prompt => player.bytes(Side::Module, b"\r\n>"),
                Move::Raw(host, bytes) => player.bytes(if host { Side::Host } else { Side::Module }, &bytes),
                Move::Stream(bytes) => player.stream(&bytes, false),
                Move::Pasted(line, crlf) => {
                    let text = HOST.iter().chain(MODULE).nth(line).unwrap();
                    player.stream(format!("{text}{}", if crlf { "\r\n" } else { "\n" }).as_bytes(), false);
                }
                Move::Time(millis) => player.play(&format!("@ {}s", f64::from(millis) / 1000.0)),
                Move::Mark(mark) => player.play(MARKS[mark]),
            }
            prop_assert!(size_of_val(player.tracker.model()) == size_of::<Model>());
            // The sentences were put into words when they were found.
            prop_assert!(player.found.iter().all(|found| found.len() > 6));
        }
    }
}

#[test]
fn a_clean_capture_that_begins_later_has_no_error() {
    let mut wrong = Vec::new();
    for path in corpus_files("note", "at").expect("corpus/note is there") {
        let text = std::fs::read_to_string(&path).unwrap();
        let transcript = Transcript::parse(&text).unwrap();
        for from in 0..transcript.steps.len() {
            let mut player = Player::new(ALL);
            player.steps(&transcript.steps[from..]);
            wrong.extend(errors(&player).map(|found| format!("{} from step {from}: {found}", path.display())));
        }
    }
    for (name, dialogue) in pages("Quiet") {
        let lines: Vec<&str> = dialogue.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let whole = play(&lines);
        if errors(&whole).next().is_some() {
            continue;
        }
        for from in 1..lines.len() {
            let player = play(&lines[from..]);
            wrong.extend(errors(&player).map(|found| format!("{name} from line {from}: {found}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the module says at any time, and what means nothing here.
const ASIDE: [&str; 5] = [r"<< \r\n", "< RING", "< +CMTI: \"SM\",1", "< +CTZV: +08", "< CMTE: 0"];

#[test]
fn what_is_beside_the_point_changes_no_finding() {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (name, dialogue) in pages("Fires").into_iter().chain(pages("Quiet")) {
        let lines: Vec<&str> = dialogue.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "!").collect();
        // Pasted dialogues have their line ends inside; where the module says nothing at all, that is the point.
        if lines.iter().any(|line| line.starts_with('|')) || !lines.iter().any(|line| line.starts_with('<')) {
            continue;
        }
        tried += beside(&name, &lines, |player, line| player.play(line), &mut wrong);
    }
    for path in corpus_files("note", "at").expect("corpus/note is there") {
        let text = std::fs::read_to_string(&path).unwrap();
        let steps = Transcript::parse(&text).unwrap().steps;
        tried += beside(&path.display().to_string(), &steps, Player::step, &mut wrong);
    }
    assert!(tried > 1000, "only {tried} places were tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Plays a dialogue with each line of [`ASIDE`] at each place between its lines; gives how many places that were.
fn beside<T>(name: &str, lines: &[T], play: impl Fn(&mut Player, &T), wrong: &mut Vec<String>) -> usize {
    let all = |player: &mut Player, lines: &[T]| lines.iter().for_each(|line| play(player, line));
    let mut plain = Player::new(ALL);
    all(&mut plain, lines);
    let mut tried = 0;
    for at in 1..lines.len() {
        for aside in ASIDE {
            let mut player = Player::new(ALL);
            all(&mut player, &lines[..at]);
            let (heard, found) = (player.kinds.len(), player.places.len());
            player.play(aside);
            let heard = &player.kinds[heard..];
            if heard.is_empty() || heard.iter().any(|kind| !matches!(*kind, "blank" | "urc")) {
                // In the middle of data or of a line.
                continue;
            }
            let besides = found..player.places.len();
            all(&mut player, &lines[at..]);
            tried += 1;
            if !same(&plain.places, &player.places, besides) {
                wrong.push(format!("{name}, {aside} before line {at}: {:?} for {:?}", player.places, plain.places));
            }
        }
    }
    tried
}

/// Whether the same was found at the same lines. What is found because time has passed, or because data have ended, is found at whatever line
/// comes next, and so at the ones beside the point.
fn same(plain: &[(String, String)], other: &[(String, String)], besides: Range<usize>) -> bool {
    let mut left = plain.to_vec();
    let all = other.iter().enumerate().all(|(index, (code, raw))| {
        let at = left.iter().position(|(own, line)| own == code && (besides.contains(&index) || line == raw));
        at.map(|at| left.remove(at)).is_some()
    });
    all && left.is_empty()
}

/// The dialogues of a section of all manual pages, with the rule's code.
fn pages(section: &str) -> Vec<(String, String)> {
    ALL.iter().flat_map(|rule| dialogues(rule.explain, section).into_iter().map(|dialogue| (rule.code.to_string(), dialogue))).collect()
}

fn play(lines: &[&str]) -> Player {
    let mut player = Player::new(ALL);
    for line in lines.iter().filter(|line| **line != "!") {
        player.play(line);
    }
    player
}

fn errors(player: &Player) -> impl Iterator<Item = &String> {
    let errors = player.severities.iter().map(|severity| *severity == Severity::Error);
    player.found.iter().zip(errors).filter_map(|(found, error)| error.then_some(found))
}
