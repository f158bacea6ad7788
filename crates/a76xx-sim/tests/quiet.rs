//! `ATQ1` takes every result code, in words and in digits, and nothing else (V.250 6.2.5, M 2.2.12).

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Bench, Config, Control, LinkPhase, Modem, Profile};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 7);
const OPEN: &str = "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7";

/// A module without echo, behind these lines.
fn bench(profile: &Profile, lines: &[&str]) -> Bench<Scripted> {
    let world = Scripted::new(Way::INSTANT, 0).host(PEER, Host::Echo);
    let mut bench = Bench::new(Modem::running(Config::of(profile.clone()).instant()), world);
    for line in ["ATE0"].iter().chain(lines) {
        bench.command(line, Duration::ZERO);
    }
    bench
}

fn says(bench: &mut Bench<Scripted>, line: &str) -> String {
    bench.command(line, Duration::from_secs(30)).escape_ascii().to_string()
}

/// What is left of an output when its result code is gone; [`None`] if there is not exactly one.
fn without_code(said: &str, verbose: bool) -> Option<String> {
    let words = ["OK", "ERROR", "NO CARRIER", "CONNECT 115200", "CONNECT", "CONNECT FAIL"];
    let mut codes: Vec<(usize, usize)> = Vec::new();
    if verbose {
        for word in words {
            let code = format!(r"\r\n{word}\r\n");
            codes.extend(said.match_indices(&code).map(|(at, _)| (at, code.len())));
        }
        if let Some(at) = said.find(r"\r\n+CME ERROR: ") {
            let text = said.get(at + 4..).and_then(|rest| rest.find(r"\r\n"))?;
            codes.push((at, text + 8));
        }
    } else if let Some(at) = said.find("+CME ERROR: ") {
        let end = said.get(at..).and_then(|rest| rest.find(r"\r\n"))?;
        codes.push((at, end + 4));
    } else {
        // A digit and a CR, at the start of a line: behind nothing, or behind a line feed.
        for digit in ["0", "1", "3", "4"] {
            let code = format!(r"{digit}\r");
            let begins = |at: &usize| *at == 0 || said.get(..*at).is_some_and(|before| before.ends_with(r"\n"));
            let ends = |at: &usize| said.get(*at + code.len()..).is_some_and(|rest| !rest.starts_with(r"\n"));
            codes.extend(said.match_indices(&code).map(|(at, _)| (at, code.len())).filter(|(at, _)| begins(at) || ends(at) && *at == 0));
        }
    }
    match codes.as_slice() {
        [(at, length)] => Some([said.get(..*at)?, said.get(at + length..)?].concat()),
        _ => None,
    }
}

/// Every command that a module carries out, in every shape, with the service open and without it.
#[test]
fn every_command_loses_its_result_code_and_nothing_else() {
    // What has no result code of its own, or puts it elsewhere, has tests of its own.
    let own = ["+CIPSEND", "Q", "V", "+CRESET", "+CPOF", "Z", "&F", "D", "+CIPMODE"];
    let names: Vec<&str> =
        Modem::commands().map(a76xx_parser::spec::Command::name).filter(|name| *name != "+++" && !own.contains(name)).collect();
    assert!(names.len() > 60, "{}", names.len());
    let mut codes = 0;
    for verbose in [true, false] {
        let form = if verbose { "ATV1" } else { "ATV0" };
        for (name, before) in names.iter().flat_map(|name| [(name, &[][..]), (name, &["AT+NETOPEN", OPEN][..])]) {
            for tail in ["", "?", "=?", "=1", "=0", "=99", "=\"x\"", "=0,1500", "=2,0,100", "=1,1"] {
                let line = format!("AT{name}{tail}");
                let aloud = says(&mut bench(&Profile::A7670E, &[before, &[form]].concat()), &line);
                let quiet = says(&mut bench(&Profile::A7670E, &[before, &[form, "ATQ1"]].concat()), &line);
                let rest = without_code(&aloud, verbose).unwrap_or_else(|| panic!("{line}: not one result code in {aloud}"));
                // `AT&V` tells what it is asked for.
                assert_eq!(quiet.replace("Q: 1", "Q: 0"), rest, "{line} with {form} says {aloud}");
                codes += usize::from(quiet != aloud);
            }
        }
    }
    assert!(codes > 2000, "{codes}");
}

#[test]
fn a_line_of_several_commands_has_no_code_either() {
    let mut bench = bench(&Profile::A7670E, &["ATQ1"]);
    for (line, said) in [
        ("AT", ""),
        ("AT+CSQ;+CREG?", r"\r\n+CSQ: 23,0\r\n\r\n+CREG: 0,1\r\n"),
        ("AT+CSQ;+NOSUCH;+CREG?", r"\r\n+CSQ: 23,0\r\n"),
        ("what is no command", ""),
        ("ATQ0", r"\r\nOK\r\n"),
    ] {
        assert_eq!(says(&mut bench, line), said, "{line}");
    }
}

/// A prompt is no result code; nor are the lines that complete a command.
#[test]
fn data_are_asked_for_and_confirmed() {
    let mut bench = bench(&Profile::A7670E, &["AT+CIPRXGET=1", "AT+NETOPEN", OPEN, "ATQ1"]);
    assert_eq!(says(&mut bench, "AT+CIPSEND=0,5"), r"\r\n>");
    assert_eq!(bench.host(b"hello"), b"\r\n+CIPSEND: 0,5,5\r\n\r\n+CIPRXGET: 1,0\r\n");
    // What parts payload and `OK` otherwise still ends the payload.
    assert_eq!(says(&mut bench, "AT+CIPRXGET=2,0"), r"\r\n+CIPRXGET: 2,0,5,0\r\nhello\r\n");
    assert_eq!(says(&mut bench, "AT+CIPSEND=0,"), r"\r\n>");
    assert_eq!(bench.host(b"hello\x1b"), b"");
    assert_eq!(says(&mut bench, "AT+CIPCLOSE=0"), r"\r\n+CIPCLOSE: 0,0\r\n");
    assert_eq!(says(&mut bench, "AT+NETCLOSE"), r"\r\n+NETCLOSE: 0\r\n");
}

/// `CONNECT` is a result code, as are the `OK` behind an escape and a drop of DTR (V.250 6.3.1); the data state itself is as ever.
#[test]
fn the_data_state_begins_and_ends_without_a_word() {
    for form in ["ATV1", "ATV0"] {
        let mut bench = bench(&Profile::A7670E, &[form, "AT&D1", "AT+CIPMODE=1", "AT+NETOPEN", "ATQ1"]);
        assert_eq!(says(&mut bench, OPEN), "");
        assert!(bench.modem.is_online());
        bench.host(b"ping");
        assert_eq!(bench.run(Duration::from_secs(2)), b"ping");
        bench.host(b"+++");
        assert_eq!(bench.run(Duration::from_secs(2)), b"");
        assert!(!bench.modem.is_online());
        assert_eq!(says(&mut bench, "ATO"), "");
        assert!(bench.modem.is_online());
        assert_eq!(bench.control(Control::Dtr(false)), b"");
        assert!(!bench.modem.is_online());
        let link = bench.modem.link_view(a76xx_parser::typed::LinkId::N0);
        assert_eq!(link.phase, LinkPhase::Open);
    }
}

#[test]
fn calls_say_nothing() {
    for (profile, line) in
        [(&Profile::A7670E, "ATD*99#"), (&Profile::SIM7600, "ATD*99#"), (&Profile::A7670E, "ATD123;"), (&Profile::SIM7600, "ATO")]
    {
        assert_eq!(says(&mut bench(profile, &["ATQ1"]), line), "", "{line}");
    }
}

/// Who restarts is told by its boot, and talks again.
#[test]
fn a_restart_ends_it() {
    for line in ["AT+CRESET", "AT+CFUN=1,1"] {
        let mut bench = bench(&Profile::A7670E, &["ATQ1"]);
        let said = says(&mut bench, line);
        assert!(said.starts_with(r"\r\n*ATREADY: 1\r\n") && !said.contains("OK"), "{line}: {said}");
        assert_eq!(says(&mut bench, "ATE0"), r"ATE0\r\r\nOK\r\n");
    }
}

/// `AT&W` keeps it over `ATZ`, `AT&F` does not (M 2.2.14).
#[test]
fn it_is_kept_and_restored() {
    let mut bench = bench(&Profile::A7670E, &["ATQ1", "AT&C0", "AT&W"]);
    assert_eq!(says(&mut bench, "AT&F;E0;&V"), r"\r\n&C: 1; &D: 0; &F: 0; E: 0; Q: 0; V: 1; X: 1; S0: 000; +CMEE: 2\r\n\r\nOK\r\n");
    assert_eq!(says(&mut bench, "ATZ;&V"), r"\r\n&C: 0; &D: 0; &F: 0; E: 0; Q: 1; V: 1; X: 1; S0: 000; +CMEE: 2\r\n");
    assert_eq!(says(&mut bench, "AT&C3"), "");
    assert_eq!(says(&mut bench, "ATQ0;&C3"), r"\r\nERROR\r\n");
    assert_eq!(says(&mut bench, "AT&C;&V"), r"\r\n&C: 1; &D: 0; &F: 0; E: 0; Q: 0; V: 1; X: 1; S0: 000; +CMEE: 2\r\n\r\nOK\r\n");
}
