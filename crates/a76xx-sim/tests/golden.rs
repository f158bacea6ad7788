//! Byte strings that the field has told exactly, as hand-written literals: simulator and parser share one table, so their errors would cancel
//! if these were written by the encoder.
//!
//! Each test names the evidence: an escaped log, a hex dump, or a driver that compares exact bytes. `\r\n` stands for itself.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a fault here is a failed test")]

use std::net::{Ipv4Addr, SocketAddrV4};
use std::time::Duration;

use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Bench, Config, Control, Modem, Moment, Profile};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 1), 7);

fn bench(profile: Profile) -> Bench<Scripted> {
    let world = Scripted::new(Way::INSTANT, 0).host(PEER, Host::Sink);
    Bench::new(Modem::running(Config::of(profile).instant()), world)
}

/// What the modem says to a line, with the CR that ends it.
fn says(bench: &mut Bench<Scripted>, line: &str) -> String {
    let said = bench.command(line, Duration::ZERO);
    said.escape_ascii().to_string()
}

/// A dialogue: lines of the host, and what the modem says to each.
fn dialogue(bench: &mut Bench<Scripted>, lines: &[(&str, &str)]) {
    for (line, said) in lines {
        assert_eq!(says(bench, line), *said, "{line}");
    }
}

/// The network open, and link 0 to the peer, without echo.
fn connected(profile: Profile) -> Bench<Scripted> {
    let mut bench = bench(profile);
    dialogue(
        &mut bench,
        &[
            ("ATE0", r"ATE0\r\r\nOK\r\n"),
            ("AT+NETOPEN", r"\r\nOK\r\n\r\n+NETOPEN: 0\r\n"),
            ("AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7", r"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n"),
        ],
    );
    bench
}

/// Hex dumps and escaped logs of A7670E, A7672 and SIM7600: the echo ends in the host's CR, and the answer begins with CR LF.
#[test]
fn an_echo_ends_in_cr_and_the_answer_begins_with_a_line_end() {
    let mut bench = bench(Profile::A7670E);
    assert_eq!(bench.host(b"AT\r"), b"\x41\x54\x0d\x0d\x0a\x4f\x4b\x0d\x0a");
    assert_eq!(bench.host(b"AT+CIPCLOSE=0\r"), b"AT+CIPCLOSE=0\r\r\n+CIPCLOSE: 0,4\r\n\r\nERROR\r\n");
}

/// The escaped answer of an A7672: `AT+CIPOPEN=0,…,1883\r\r\nOK\r\n`.
#[test]
fn an_open_is_echoed_and_accepted() {
    let mut bench = bench(Profile::A7672S);
    bench.host(b"AT+NETOPEN\r");
    let said = bench.host(b"AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7\r");
    assert!(said.starts_with(b"AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7\r\r\nOK\r\n"), "{}", said.escape_ascii());
}

/// Hex dump of an A7670E without echo: `0d 0a 4f 4b 0d 0a`, and `0d 0a CONNECT 115200 0d 0a`.
#[test]
fn without_echo_an_answer_stands_alone() {
    let mut bench = bench(Profile::A7670E);
    bench.host(b"ATE0\r");
    assert_eq!(bench.host(b"AT\r"), b"\x0d\x0a\x4f\x4b\x0d\x0a");
    assert_eq!(bench.host(b"ATD*99#\r"), b"\x0d\x0aCONNECT 115200\x0d\x0a");
}

/// The LF of a CR LF is not echoed (escaped logs of the vendor's modules), and is never data.
#[test]
fn the_line_feed_behind_a_command_is_swallowed() {
    let mut bench = connected(Profile::A7670E);
    assert_eq!(bench.host(b"ATE1\r\n"), b"\r\nOK\r\n");
    assert_eq!(bench.host(b"AT\r\n"), b"AT\r\r\nOK\r\n");
    bench.host(b"ATE0\r\n");
    assert_eq!(bench.host(b"AT+CIPSEND=0,5\r\n"), b"\r\n>");
    assert_eq!(bench.host(b"\nabcd"), b"\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n");
    assert_eq!(bench.world.log.last().map(|(_, data)| data.as_slice()), Some(&b"\nabcd"[..]));
}

/// An A7670E: the lines of one answer have one line end between them, and two before `OK`.
#[test]
fn lines_of_one_answer_are_single_spaced() {
    let mut bench = bench(Profile::A7670E);
    let said = says(&mut bench, "ATI");
    let text = r"ATI\r\r\nManufacturer: INCORPORATED\r\nModel: A7670E-LASC\r\nRevision: A7670M7_V1.11.1\r\nIMEI: 001010123456780\r\n";
    assert_eq!(said, format!(r"{text}+GCAP: +CGSM,+FCLASS,+DS\r\n\r\nOK\r\n"));
}

/// A SIM7600: `AT+CGACT?<CR><CR><LF>+CGACT: 1,1<CR><LF>+CGACT: 2,0<CR><LF>…<CR><LF><CR><LF>OK<CR><LF>`.
#[test]
fn contexts_are_listed_line_by_line() {
    let mut bench = bench(Profile::SIM7600);
    bench.host(b"AT+CGDCONT=2,\"IP\",\"iot\"\r");
    assert_eq!(bench.host(b"AT+CGACT?\r"), b"AT+CGACT?\r\r\n+CGACT: 1,1\r\n+CGACT: 2,0\r\n\r\nOK\r\n");
}

/// A driver that compares exact bytes: `CRLF OK CRLF CRLF +NETOPEN: 0 CRLF`, and `CRLF OK CRLF CRLF +CIPOPEN: 0,`.
#[test]
fn results_follow_their_ok_behind_a_blank_line() {
    let mut bench = connected(Profile::A7670E);
    assert_eq!(bench.host(b"AT+CIPCLOSE=0\r"), b"\r\nOK\r\n\r\n+CIPCLOSE: 0,0\r\n");
    assert_eq!(bench.host(b"AT+NETCLOSE\r"), b"\r\nOK\r\n\r\n+NETCLOSE: 0\r\n");
}

/// The same driver: `CRLF >` and nothing behind it, then `CRLF OK CRLF CRLF +CIPSEND:`; with a length and with Ctrl-Z.
#[test]
fn a_prompt_has_no_line_end() {
    let mut bench = connected(Profile::A7670E);
    assert_eq!(bench.host(b"AT+CIPSEND=0,5\r"), b"\r\n>");
    assert_eq!(bench.host(b"hello"), b"\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n");
    assert_eq!(bench.host(b"AT+CIPSEND=0,\r"), b"\r\n>");
    assert_eq!(bench.host(b"hello\x1a"), b"\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n");
}

/// SIM800 and SIM868 print a space behind the prompt.
#[test]
fn a_prompt_may_have_a_space() {
    let mut bench = connected(Profile { prompt_space: true, ..Profile::A7670E });
    assert_eq!(bench.host(b"AT+CIPSEND=0,5\r"), b"\r\n> ");
}

/// Exact prefixes of drivers: `CRLF RECV FROM:<ip>:<port> CRLF +IPD<n> CRLF`, the data, and nothing behind them.
#[test]
fn pushed_data_have_two_header_lines() {
    let mut bench = connected(Profile::A7670E);
    bench.world.say(bench.now(), PEER, b"data\r\n");
    assert_eq!(bench.run(Duration::ZERO), b"\r\nRECV FROM:192.0.2.1:7\r\n+IPD6\r\ndata\r\n");
}

/// With `AT+CIPSRIP=0` the length line stands alone; with `HeaderType` 1 it is `+RECEIVE,<link>,<len>` with strict digits, without a colon.
#[test]
fn headers_change_with_their_settings() {
    let mut bench = connected(Profile::SIM7600);
    bench.host(b"AT+CIPSRIP=0\r");
    bench.world.say(bench.now(), PEER, b"data");
    assert_eq!(bench.run(Duration::ZERO), b"\r\n+IPD4\r\ndata");
    bench.host(b"AT+CIPCCFG=10,0,0,1,1,0,500\r");
    bench.world.say(bench.now(), PEER, b"data");
    assert_eq!(bench.run(Duration::ZERO), b"\r\n+RECEIVE,0,4\r\ndata");
}

/// A SIM6320C needs a blank line between the header lines; a SIM5320 prints a colon.
#[test]
fn relatives_write_headers_otherwise() {
    let mut bench = connected(Profile { blank_behind_sender: true, ..Profile::A7670E });
    bench.world.say(bench.now(), PEER, b"data");
    assert_eq!(bench.run(Duration::ZERO), b"\r\nRECV FROM:192.0.2.1:7\r\n\r\n+IPD4\r\ndata");
    let mut bench = connected(Profile { receive_colon: true, ..Profile::SIM7600 });
    bench.host(b"AT+CIPCCFG=10,0,0,1,1,0,500\r");
    bench.world.say(bench.now(), PEER, b"data");
    assert_eq!(bench.run(Duration::ZERO), b"\r\nRECV FROM:192.0.2.1:7\r\n+RECEIVE,0,4:\r\ndata");
}

/// Between payload and `OK` stand two line ends by the manuals, one by the driver of a relative.
#[test]
fn data_that_were_read_end_in_line_ends() {
    for (line_ends, behind) in [(2, &b"\r\n\r\nOK\r\n"[..]), (1, b"\r\nOK\r\n")] {
        let mut bench = connected(Profile { line_ends_behind_payload: line_ends, ..Profile::A7670E });
        bench.host(b"AT+CIPRXGET=1\r");
        bench.world.say(bench.now(), PEER, b"data");
        assert_eq!(bench.run(Duration::ZERO), b"\r\n+CIPRXGET: 1,0\r\n");
        assert_eq!(bench.host(b"AT+CIPRXGET=2,0\r"), [&b"\r\n+CIPRXGET: 2,0,4,0\r\ndata"[..], behind].concat());
    }
}

/// The start of an A7672, escaped: `\r\n*ATREADY: 1\r\n\r\n*ISIMAID: "…"\r\n\r\n+CPIN: READY\r\n\r\nSMS DONE\r\n`, in varying order.
#[test]
fn every_line_of_a_boot_stands_between_line_ends() {
    let boot = |profile: Profile, seed: u64| {
        let mut modem = Modem::new(Config { seed, ..Config::of(profile) });
        modem.control(Moment::START, Control::Power(true));
        modem.poll_output(Moment::from_millis(60_000)).expect("a boot")
    };
    let (mut orders, lines) = (
        std::collections::BTreeSet::new(),
        [
            &b"\r\n*ATREADY: 1\r\n"[..],
            b"\r\n*ISIMAID: \"A0000000871004FFFFFFFF8903020000\"\r\n",
            b"\r\n+CPIN: READY\r\n",
            b"\r\n+CGEV: EPS PDN ACT 1\r\n",
            b"\r\nSMS DONE\r\n",
            b"\r\nPB DONE\r\n",
        ],
    );
    for seed in 0..40 {
        let said = boot(Profile::A7672S, seed);
        assert!(said.starts_with(lines[0]), "{}", said.escape_ascii());
        assert_eq!(said.len(), lines.iter().map(|line| line.len()).sum::<usize>());
        for line in lines {
            assert!(said.windows(line.len()).any(|part| part == line), "{}", said.escape_ascii());
        }
        orders.insert(said);
    }
    assert!(orders.len() > 1, "the order varies");
    // SIM7600, hex dump: 0d 0a 52 44 59 0d 0a 0d 0a 2b 43 50 49 4e 3a 20 52 45 41 44 59 0d 0a 0d 0a 53 4d 53 …
    let said = boot(Profile { isim: false, ..Profile::SIM7600 }, 0);
    assert!(said.starts_with(b"\x0d\x0a\x52\x44\x59\x0d\x0a\x0d\x0a\x2b\x43\x50\x49\x4e\x3a\x20\x52\x45\x41\x44\x59\x0d\x0a\x0d\x0a"));
    assert!(said.windows(12).any(|part| part == b"\r\nSMS DONE\r\n"));
}

/// An A7672 that restarts while a link opens: `OK`, one NUL, the banner, no result; afterwards the link is refused with 2, echo is on again, and
/// received data are pushed.
#[test]
fn a_restart_loses_what_was_set_up() {
    let mut bench = connected(Profile::A7672S);
    bench.host(b"AT+CIPRXGET=1\r");
    bench.world.way.latency = Duration::from_secs(5);
    assert_eq!(bench.host(b"AT+CIPOPEN=1,\"TCP\",\"192.0.2.1\",7\r"), b"\r\nOK\r\n");
    let said = bench.control(Control::Reset);
    assert!(said.starts_with(b"\x00\r\n*ATREADY: 1\r\n"), "{}", said.escape_ascii());
    let open = "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7";
    assert_eq!(says(&mut bench, open), r#"AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7\r\r\n+CIPOPEN: 0,2\r\n\r\nERROR\r\n"#);
    assert_eq!(says(&mut bench, "AT+CIPRXGET?"), r"AT+CIPRXGET?\r\r\n+CIPRXGET: 0\r\n\r\nOK\r\n");
}

/// V.250 and the manual (M 2.2.10): without words a result is a digit and a CR, and information has no line end before it.
#[test]
fn results_are_digits_with_atv0() {
    let mut bench = bench(Profile::A7670E);
    dialogue(
        &mut bench,
        &[
            ("ATV0", r"ATV0\r0\r"),
            ("AT+CSQ", r"AT+CSQ\r+CSQ: 23,0\r\n0\r"),
            ("AT+NOSUCH", r"AT+NOSUCH\r4\r"),
            ("ATO", r"ATO\r3\r"),
            ("ATD*99#", r"ATD*99#\r1\r"),
        ],
    );
}

/// `ATQ1` takes the result codes, and leaves the information (M 2.2.12).
#[test]
fn quiet_results_leave_the_information() {
    let mut bench = bench(Profile::A7670E);
    dialogue(
        &mut bench,
        &[
            ("ATQ1", r"ATQ1\r"),
            ("AT+CSQ", r"AT+CSQ\r\r\n+CSQ: 23,0\r\n"),
            ("AT+NOSUCH", r"AT+NOSUCH\r"),
            ("AT+NETOPEN", r"AT+NETOPEN\r\r\n+NETOPEN: 0\r\n"),
            ("ATQ0", r"ATQ0\r\r\nOK\r\n"),
        ],
    );
}

/// `ATO` with nothing to resume, on SIM7600: `ATO CR CR LF NO CARRIER`.
#[test]
fn there_may_be_nothing_to_resume() {
    assert_eq!(bench(Profile::SIM7600).host(b"ATO\r"), b"ATO\r\r\nNO CARRIER\r\n");
}
