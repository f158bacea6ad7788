//! Every statement of a scenario does what the manual of scenarios says.

#![allow(missing_docs, clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::time::Duration;

use a76xx_sim::{Config, Device as _, Modem, Moment, Rig, Script};

/// A module under a script: lines of the host, each with the seconds that pass then, and what the module says meanwhile.
fn play(script: &str, session: &[(&str, u64, &str)]) {
    let script: Script = script.parse().unwrap_or_else(|error| panic!("{script}: {error}"));
    let mut rig = Rig::new(Modem::running(Config::default()), script.network.world(0)).with_script(&script);
    let mut now = Moment::START;
    rig.receive(now, b"ATE0\r");
    until(&mut rig, &mut now, Duration::from_millis(10));
    for (line, seconds, expected) in session {
        match *line {
            "" => {}
            data if data.starts_with('>') => rig.receive(now, data.trim_start_matches('>').as_bytes()),
            line => rig.receive(now, format!("{line}\r").as_bytes()),
        }
        let span = Duration::from_millis(*seconds * 1000 + 100);
        let said = until(&mut rig, &mut now, span).escape_ascii().to_string().replace("\\\"", "\"");
        assert_eq!(said, *expected, "{script:?}: {line:?}, {seconds} s");
    }
}

fn until(rig: &mut Rig<impl a76xx_sim::net::World>, now: &mut Moment, span: Duration) -> Vec<u8> {
    let (end, mut said) = (now.after(span), Vec::new());
    loop {
        while let Some(bytes) = rig.poll_output(*now) {
            said.extend(bytes);
        }
        let Some(next) = rig.poll_timeout().filter(|next| *next <= end) else { break };
        *now = next.max(*now);
        rig.handle_timeout(*now);
    }
    *now = end;
    said
}

const OK: &str = r"\r\nOK\r\n";

#[test]
fn networks_take_the_module_in_and_turn_it_away() {
    play(
        "at 1s register roaming then wait 1s then register searching then wait 1s then register denied then wait 1s then register nowhere\n\
         at 6s register home; at 8s lose registration",
        &[
            ("AT+CREG=1", 0, OK),
            ("", 1, r"\r\n+CREG: 5\r\n"),
            ("AT+CREG?", 0, r"\r\n+CREG: 1,5\r\n\r\nOK\r\n"),
            ("", 1, r"\r\n+CGEV: NW DETACH\r\n\r\n+CREG: 2\r\n"),
            ("", 1, r"\r\n+CREG: 3\r\n"),
            ("", 1, r"\r\n+CREG: 0\r\n"),
            ("", 1, ""),
            ("", 1, r"\r\n+CREG: 1\r\n\r\n+CGEV: EPS PDN ACT 1\r\n"),
            ("", 1, ""),
            ("", 1, r"\r\n+CGEV: NW DETACH\r\n\r\n+CREG: 2\r\n"),
        ],
    );
}

#[test]
fn the_air_changes() {
    play(
        "at 1s signal 4; at 2s refuse contexts; at 5s grant contexts",
        &[
            ("AT+CSQ", 1, r"\r\n+CSQ: 23,0\r\n\r\nOK\r\n"),
            ("AT+CSQ", 1, r"\r\n+CSQ: 4,0\r\n\r\nOK\r\n"),
            ("AT+CGDCONT=3,\"IP\",\"iot\"", 0, OK),
            ("AT+CGACT=1,3", 0, r"\r\n+CME ERROR: requested service option not subscribed\r\n"),
            ("AT+CGACT?", 3, r"\r\n+CGACT: 1,1\r\n+CGACT: 3,0\r\n\r\nOK\r\n"),
            ("AT+CGACT=1,3", 1, OK),
        ],
    );
}

#[test]
fn cards_come_and_go() {
    play(
        "at 1s card absent; at 2s card pin; at 3s card puk; at 4s card busy; at 5s card failed; at 6s card ready",
        &[
            ("", 1, r"\r\n+CGEV: ME DETACH\r\n\r\n+CPIN: SIM REMOVED\r\n"),
            ("AT+CPIN?", 0, r"\r\n+CME ERROR: SIM not inserted\r\n"),
            ("", 1, r"\r\n+CPIN: SIM PIN\r\n"),
            ("AT+CPIN?", 0, r"\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n"),
            ("", 1, r"\r\n+CPIN: SIM PUK\r\n"),
            ("AT+CPIN?", 0, r"\r\n+CPIN: SIM PUK\r\n\r\nOK\r\n"),
            ("", 1, r"\r\n+CPIN: NOT READY\r\n"),
            ("AT+CPIN?", 0, r"\r\n+CME ERROR: SIM busy\r\n"),
            ("", 1, r"\r\n+CPIN: NOT READY\r\n"),
            ("AT+CPIN?", 0, r"\r\n+CME ERROR: SIM failure\r\n"),
            ("", 4, r"\r\n+CPIN: READY\r\n\r\n+CGEV: EPS PDN ACT 1\r\n"),
            ("AT+CPIN?", 0, r"\r\n+CPIN: READY\r\n\r\nOK\r\n"),
        ],
    );
}

#[test]
fn power_and_dtr_are_lines_like_others() {
    play(
        "at 1s power off then wait 2s then power on",
        &[("AT", 1, OK), ("AT", 1, ""), ("", 1, ""), ("", 20, BOOT), ("AT", 0, r"AT\r\r\nOK\r\n")],
    );
    play(
        "host 192.0.2.7:7 echoes\nafter CONNECT wait 1s then dtr off then dtr on",
        &[
            ("AT&D1", 0, OK),
            ("AT+CIPMODE=1", 0, OK),
            ("AT+NETOPEN", 1, r"\r\nOK\r\n\r\n+NETOPEN: 0\r\n"),
            ("AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",7", 0, r"\r\nCONNECT 115200\r\n"),
            (">ping", 2, r"ping\r\nOK\r\n"),
            ("ATO", 2, r"\r\nCONNECT 115200\r\n\r\nOK\r\n"),
        ],
    );
}

const BOOT: &str = concat!(
    r#"\r\n*ATREADY: 1\r\n\r\n*ISIMAID: "A0000000871004FFFFFFFF8903020000"\r\n\r\n+CPIN: READY\r\n"#,
    r"\r\n+CGEV: EPS PDN ACT 1\r\n\r\nSMS DONE\r\n\r\nPB DONE\r\n"
);
const OPENED: &str = r"\r\nOK\r\n\r\n+NETOPEN: 0\r\n";

#[test]
fn hosts_have_their_ways() {
    let network = "name shop.example is 192.0.2.1; host 192.0.2.1:80 greets with \"220 ready\\r\\n\"; host 192.0.2.1:81 refuses\n\
                   host 192.0.2.1:82 is silent; host 192.0.2.1:83 closes; host 192.0.2.1:84 sinks\n\
                   host 192.0.2.1:85 answers \"PING\" with \"PONG\", \"BYE\" with \"OK\"; latency 10ms";
    play(
        network,
        &[
            ("AT+NETOPEN", 1, OPENED),
            ("AT+CDNSGIP=\"SHOP.example\"", 0, r#"\r\n+CDNSGIP: 1,"SHOP.example","192.0.2.1"\r\n\r\nOK\r\n"#),
            (
                "AT+CIPOPEN=0,\"TCP\",\"shop.example\",80",
                0,
                r"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n\r\nRECV FROM:192.0.2.1:80\r\n+IPD11\r\n220 ready\r\n",
            ),
            ("AT+CIPOPEN=1,\"TCP\",\"192.0.2.1\",81", 0, r"\r\nOK\r\n\r\n+CIPOPEN: 1,1\r\n"),
            ("AT+CIPTIMEOUT=,5000,", 0, OK),
            ("AT+CIPOPEN=2,\"TCP\",\"192.0.2.1\",82", 6, r"\r\nOK\r\n\r\n+CIPOPEN: 2,10\r\n"),
            ("AT+CIPOPEN=3,\"TCP\",\"192.0.2.1\",83", 0, r"\r\nOK\r\n\r\n+CIPOPEN: 3,0\r\n\r\n+IPCLOSE: 3,1\r\n"),
            ("AT+CIPOPEN=4,\"TCP\",\"192.0.2.1\",84", 0, r"\r\nOK\r\n\r\n+CIPOPEN: 4,0\r\n"),
            ("AT+CIPSEND=4,4", 0, r"\r\n>"),
            (">PING", 0, r"\r\nOK\r\n\r\n+CIPSEND: 4,4,4\r\n"),
            ("AT+CIPOPEN=5,\"TCP\",\"192.0.2.1\",85", 0, r"\r\nOK\r\n\r\n+CIPOPEN: 5,0\r\n"),
            ("AT+CIPSEND=5,4", 0, r"\r\n>"),
            (">PING", 0, r"\r\nOK\r\n\r\n+CIPSEND: 5,4,4\r\n\r\nRECV FROM:192.0.2.1:85\r\n+IPD4\r\nPONG"),
            ("AT+CIPSEND=5,3", 0, r"\r\n>"),
            (">BYE", 0, r"\r\nOK\r\n\r\n+CIPSEND: 5,3,3\r\n\r\nRECV FROM:192.0.2.1:85\r\n+IPD2\r\nOK"),
        ],
    );
}

#[test]
fn the_way_takes_time_and_loses_datagrams() {
    play(
        "host 192.0.2.1:7 echoes; latency 600ms; loss 100%",
        &[
            ("AT+NETOPEN", 1, OPENED),
            ("AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7", 1, OK),
            ("", 1, r"\r\n+CIPOPEN: 0,0\r\n"),
            ("AT+CPING=\"192.0.2.1\",1,2", 30, r"\r\nOK\r\n\r\n+CPING: 2\r\n\r\n+CPING: 2\r\n\r\n+CPING: 3,2,0,2,0,0,0\r\n"),
        ],
    );
}

#[test]
fn peers_act() {
    play(
        "host 192.0.2.1:7 sinks\n\
         after CIPOPEN wait 1s then peer 192.0.2.1:7 says \"one\" then wait 1s then peer 192.0.2.1:7 hangs up\n\
         after SERVERSTART wait 1s then peer 203.0.113.5:4000 connects to 8080 then wait 1s then peer 203.0.113.5:4000 says \"two\"",
        &[
            ("AT+NETOPEN", 1, OPENED),
            ("AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7", 1, r"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n\r\nRECV FROM:192.0.2.1:7\r\n+IPD3\r\none"),
            ("", 1, r"\r\n+IPCLOSE: 0,1\r\n"),
            ("AT+SERVERSTART=8080,0", 1, r"\r\nOK\r\n\r\n+CLIENT: 0,0,203.0.113.5:4000\r\n"),
            ("", 1, r"\r\nRECV FROM:203.0.113.5:4000\r\n+IPD3\r\ntwo"),
        ],
    );
}

#[test]
fn times_and_counts_are_kept() {
    play(
        "every 2s say \"+CSQ: 1,99\"\non 2nd CSQ say \"on\"\nafter 2nd CSQ say \"after\"\nafter byte 70 say \"byte\"",
        &[
            ("AT+CSQ", 0, r"\r\n+CSQ: 23,0\r\n\r\nOK\r\n"),
            ("AT+CSQ", 0, r"\r\non\r\n\r\n+CSQ: 23,0\r\n\r\nOK\r\n\r\nafter\r\n"),
            ("AT+CSQ", 0, r"\r\n+CSQ: 23,0\r\n\r\nOK\r\n\r\nbyte\r\n"),
            ("", 6, r"\r\n+CSQ: 1,99\r\n\r\n+CSQ: 1,99\r\n\r\n+CSQ: 1,99\r\n"),
        ],
    );
    play("at 1s fault lose final 100% then wait 1s then mend", &[("AT", 1, OK), ("AT", 1, ""), ("AT", 0, OK)]);
}
