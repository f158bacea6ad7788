//! What is written for Wireshark, read by tshark: it names the protocols and finds nothing malformed.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::process::{a76xx, stderr};
use common::repository;

/// Two links: a web page over a name that is told later, telemetry over an address.
const DIALOGUE: &str = "# a76xx transcript 1
# title: a web page over one link, telemetry over another
# start: 2024-05-09T13:38:59.123Z

@0.000000 > AT+NETOPEN\\r
@0.001000 < \\r\\nOK\\r\\n
@0.200000 < \\r\\n+NETOPEN: 0\\r\\n
@0.300000 > AT+IPADDR\\r
@0.301000 < \\r\\n+IPADDR: 10.20.30.40\\r\\n
@0.302000 < \\r\\nOK\\r\\n
@0.400000 > AT+CIPOPEN=0,\"TCP\",\"www.example.com\",80\\r
@0.401000 < \\r\\nOK\\r\\n
@0.600000 < \\r\\n+CIPOPEN: 0,0\\r\\n
@0.700000 > AT+CIPSEND=0,42\\r
@0.701000 < \\r\\n>
@0.710000 > GET / HTTP/1.1\\r\\nHost: www.example.com\\r\\n\\r\\n\\n
@0.720000 < \\r\\nOK\\r\\n
@0.730000 < \\r\\n+CIPSEND: 0,42,42\\r\\n
@0.900000 < \\r\\nRECV FROM:192.0.2.80:80\\r\\n+IPD43\\r\\nHTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello
@1.000000 > AT+CIPOPEN=1,\"TCP\",\"192.0.2.7\",1883,40000\\r
@1.001000 < \\r\\nOK\\r\\n
@1.100000 < \\r\\n+CIPOPEN: 1,0\\r\\n
@1.200000 > AT+CIPSEND=1,16\\r
@1.201000 < \\r\\n>
@1.202000 > \\x10\\x0E\\0\\x04MQTT\\x04\\x02\\0<\\0\\x02a1
@1.210000 < \\r\\nOK\\r\\n
@1.220000 < \\r\\n+CIPSEND: 1,16,16\\r\\n
@1.400000 < \\r\\nRECV FROM:192.0.2.7:1883\\r\\n+IPD4\\r\\n\\x20\\x02\\0\\0
@1.500000 > AT+CIPOPEN=2,\"UDP\",,,5000\\r
@1.501000 < \\r\\n+CIPOPEN: 2,0\\r\\n\\r\\nOK\\r\\n
@1.600000 > AT+CIPSEND=2,5,\"192.0.2.9\",7000\\r
@1.601000 < \\r\\n>
@1.602000 > hello
@1.610000 < \\r\\nOK\\r\\n\\r\\n+CIPSEND: 2,5,5\\r\\n
~ 2.0
! DTR off
@4.000000 < \\r\\n+IPCLOSE: 0,1\\r\\n
@5.000000 > AT+CIPCLOSE=1\\r
@5.001000 < \\r\\nOK\\r\\n
@5.100000 < \\r\\n+CIPCLOSE: 1,0\\r\\n
";

/// Whether tshark is there. Where the gate runs it must be.
fn tshark() -> bool {
    let there = Command::new("tshark").arg("--version").output().is_ok();
    assert!(there || std::env::var_os("CI_STRICT").is_none(), "tshark is missing");
    if !there {
        eprintln!("SKIPPED: tshark is not installed");
    }
    there
}

/// Fields of the packets that a filter lets through, a line a packet.
fn packets(path: &str, filter: &str, fields: &[&str]) -> Vec<String> {
    let mut command = Command::new("tshark");
    command.args(["-r", path, "-Y", filter, "-T", "fields", "-E", "separator= "]);
    command.args(["-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"]);
    for field in fields {
        command.args(["-e", field]);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The program's pcapng of a transcript.
struct Written(PathBuf);

impl Written {
    fn of(name: &str, transcript: &[u8], arguments: &[&str]) -> Self {
        let folder = std::env::temp_dir();
        let input = folder.join(format!("a76xx-{}-{name}.at", std::process::id()));
        let path = folder.join(format!("a76xx-{}-{name}.pcapng", std::process::id()));
        std::fs::write(&input, transcript).unwrap();
        let base = ["decode", "--format", "pcapng", input.to_str().unwrap(), "-o", path.to_str().unwrap()];
        let output = a76xx(&[&base[..], arguments].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        std::fs::remove_file(&input).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn lines_have_their_direction() {
    if !tshark() {
        return;
    }
    let file = Written::of("lines", DIALOGUE.as_bytes(), &[]);
    let lines = packets(file.path(), "at", &["frame.time_epoch", "exported_pdu.p2p_dir", "_ws.col.Info"]);
    assert!(lines.iter().any(|line| line.starts_with("1715261939.123000000 0 Sent AT Command: AT+NETOPEN")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.starts_with("1715261939.124000000 1 ")), "{lines:#?}");
    assert_eq!(packets(file.path(), "ip", &["frame.number"]).len(), 0);
    let notes = packets(file.path(), "frame.comment", &["frame.comment"]);
    assert_eq!(notes.get(2..), Some(&["silence 2.000000 s".to_owned(), "DTR off".to_owned()][..]));
}

#[test]
fn flows_show_what_is_inside() {
    if !tshark() {
        return;
    }
    let file = Written::of("flows", DIALOGUE.as_bytes(), &["--flows"]);
    let http = packets(file.path(), "http", &["ip.src", "ip.dst", "tcp.dstport", "http.request.method", "http.response.code", "http.host"]);
    assert_eq!(http, ["10.20.30.40 192.0.2.80 80 GET  www.example.com", "192.0.2.80 10.20.30.40 49153  200 "]);
    let mqtt = packets(file.path(), "mqtt", &["tcp.srcport", "tcp.dstport", "mqtt.msgtype", "mqtt.clientid"]);
    assert_eq!(mqtt, ["40000 1883 1 a1", "1883 40000 2 "]);
    let udp = packets(file.path(), "udp", &["ip.dst", "udp.srcport", "udp.dstport", "udp.payload"]);
    assert_eq!(udp, ["192.0.2.9 5000 7000 68656c6c6f"]);
    let marks = packets(file.path(), "tcp.flags.syn == 1 || tcp.flags.fin == 1", &["tcp.stream", "tcp.flags.str"]);
    assert_eq!(marks.len(), 2 * 2 + 2 * 2, "{marks:#?}");
    assert_nothing_wrong(&file);
    let one = Written::of("one", DIALOGUE.as_bytes(), &["--flows", "--link", "1"]);
    assert_eq!(packets(one.path(), "http || udp", &["frame.number"]).len(), 0);
    assert_eq!(packets(one.path(), "mqtt", &["frame.number"]).len(), 2);
}

#[test]
fn the_notes_dialogues() {
    if !tshark() {
        return;
    }
    assert!(repository("corpus/note").is_dir());
    for path in a76xx_corpus::corpus_files("note", "at").unwrap() {
        let file = Written::of("note", &std::fs::read(&path).unwrap(), &["--flows"]);
        assert_nothing_wrong(&file);
        let data = |filter| packets(file.path(), filter, &["tcp.srcport"]).len();
        match path.file_name().and_then(std::ffi::OsStr::to_str) {
            Some("07-tcp-client-transparent.at") => {
                assert!(data("tcp.len > 0 && tcp.srcport == 5253") > 0 && data("tcp.len > 0 && tcp.dstport == 5253") > 0);
            }
            Some("11-tcp-server-transparent.at") => assert_eq!(data("tcp.flags.syn == 1 && tcp.flags.ack == 0 && tcp.dstport == 8080"), 1),
            _ => {}
        }
    }
}

/// No packet is malformed, no checksum wrong, no sequence number out of order.
fn assert_nothing_wrong(file: &Written) {
    let wrong = "_ws.malformed || _ws.expert.severity == \"Error\" || tcp.analysis.flags || ip.checksum.status == \"Bad\" \
                 || tcp.checksum.status == \"Bad\" || udp.checksum.status == \"Bad\"";
    assert_eq!(packets(file.path(), wrong, &["frame.number", "_ws.expert.message"]), Vec::<String>::new());
}
