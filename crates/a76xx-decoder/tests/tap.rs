//! `a76xx tap` on pseudo-terminals that stand for serial ports.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use common::process::{a76xx, fed, stderr, stdout};
use common::records;
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// What takes longer does not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The far end of a port.
struct Wire {
    far: File,
    path: String,
    near: OwnedFd,
}

impl Wire {
    fn new() -> Self {
        let far = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&far).unwrap();
        unlockpt(&far).unwrap();
        let name = ptsname(&far, Vec::new()).unwrap();
        let near = rustix::fs::open(&*name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap();
        let mut settings = tcgetattr(&near).unwrap();
        settings.make_raw();
        tcsetattr(&near, OptionalActions::Now, &settings).unwrap();
        Self { far: File::from(far), path: name.into_string().unwrap(), near }
    }

    fn say(&mut self, text: &str) {
        self.far.write_all(text.as_bytes()).unwrap();
    }
}

/// Reads as many bytes as are waited for.
fn hear(from: &mut File, text: &str) {
    let mut from = from.try_clone().unwrap();
    let len = text.len();
    let (to, heard) = channel();
    thread::spawn(move || {
        let mut bytes = vec![0; len];
        from.read_exact(&mut bytes).unwrap();
        let _ = to.send(bytes);
    });
    let bytes = heard.recv_timeout(PATIENCE).unwrap();
    assert_eq!(bytes.escape_ascii().to_string(), text.as_bytes().escape_ascii().to_string());
}

struct Tap {
    child: Child,
    rows: Receiver<String>,
    remarks: Receiver<String>,
}

impl Tap {
    fn new(arguments: &[&str]) -> Self {
        let mut command = a76xx(&[&["tap"], arguments].concat());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let rows = lines(child.stdout.take().unwrap());
        let remarks = lines(child.stderr.take().unwrap());
        Self { child, rows, remarks }
    }

    /// The next row that holds a text, those before it left out.
    fn row(&self, text: &str) -> String {
        loop {
            let row = self.rows.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no row with `{text}`"));
            if row.contains(text) {
                return row;
            }
        }
    }

    /// Control-C: what is still written, and the exit code.
    fn stop(mut self) -> (String, Option<i32>) {
        assert!(Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap().success());
        let code = self.child.wait().unwrap().code();
        (self.rows.iter().collect::<Vec<_>>().join("\n"), code)
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(from: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (to, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(from).lines() {
            if to.send(line.unwrap()).is_err() {
                break;
            }
        }
    });
    lines
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("a76xx-tap-{}-{name}", std::process::id()))
}

#[test]
fn one_port_is_shown_as_it_speaks() {
    let mut module = Wire::new();
    let mut tap = Tap::new(&["--port", &module.path]);
    assert!(tap.row("raw").contains("the module's side"));
    module.say("AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
    assert!(tap.row("+CSQ: 21").contains('←'));
    tap.row("OK");
    // Half a line that goes no further.
    module.say("+CGE");
    tap.row("+CGE");
    drop(module);
    assert_eq!(tap.child.wait().unwrap().code(), Some(2));
    assert!(tap.remarks.iter().any(|line| line.contains("nothing more can be heard")));
}

#[test]
fn two_ports_are_two_sides_and_control_c_gives_the_verdict() {
    let (mut host, mut module) = (Wire::new(), Wire::new());
    let tap = Tap::new(&["--host-port", &host.path, "--module-port", &module.path, "--width", "120"]);
    tap.row("host and module apart");
    // A person types, and thinks in between.
    for part in ["A", "T+CIPOPEN=0,\"TC", "P\",\"192.0.2.1\",80\r"] {
        host.say(part);
        thread::sleep(Duration::from_millis(120));
    }
    assert!(tap.row("AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",80").contains('→'));
    module.say("\r\nERROR\r\n");
    assert!(tap.row("ERROR").contains('←'));
    let (rest, code) = tap.stop();
    assert_eq!(code, Some(0), "{rest}");
    assert!(rest.contains("AT+CIPOPEN"), "the verdict names the command: {rest}");
}

#[test]
fn between_a_program_and_its_port() {
    let mut module = Wire::new();
    let (link, record) = (scratch("link"), scratch("record.at"));
    let arguments = ["--between", &module.path, "--link", link.to_str().unwrap(), "--record", record.to_str().unwrap()];
    let tap = Tap::new(&[&arguments[..], &["--format", "jsonl"]].concat());
    assert!(tap.remarks.recv_timeout(PATIENCE).unwrap().contains(link.to_str().unwrap()));
    let mut program = OpenOptions::new().read(true).write(true).open(&link).unwrap();
    program.write_all(b"AT+CGMM\r").unwrap();
    hear(&mut module.far, "AT+CGMM\r");
    module.say("\r\nA7670E\r\n\r\nOK\r\n");
    hear(&mut program, "\r\nA7670E\r\n\r\nOK\r\n");
    // Bytes that a terminal would make something of.
    program.write_all(b"\x03\n\r\x00").unwrap();
    hear(&mut module.far, "\x03\n\r\x00");
    // The program goes and comes again: its port is still there, and still changes nothing.
    drop(program);
    let mut program = OpenOptions::new().read(true).write(true).open(&link).unwrap();
    program.write_all(b"AT\r").unwrap();
    hear(&mut module.far, "AT\r");
    module.say("\r\nOK\r\n");
    hear(&mut program, "\r\nOK\r\n");
    for _ in 0..2 {
        tap.row("\"kind\":\"final\"");
    }
    let (_, code) = tap.stop();
    assert_eq!(code, Some(0));
    assert!(!link.exists() && link.read_link().is_err(), "the link goes with the program");
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::remove_file(&record).unwrap();
    assert!(text.starts_with("# a76xx transcript 1\n# source: "), "{text}");
    let sent: Vec<&str> = text.lines().filter_map(|line| line.split_once("> ").map(|(_, text)| text)).collect();
    assert_eq!(sent.concat(), "AT+CGMM\\r\\x03\\n\\r\\0AT\\r", "{text}");
    let said: Vec<&str> = text.lines().filter_map(|line| line.split_once("< ").map(|(_, text)| text)).collect();
    assert_eq!(said.concat(), "\\r\\nA7670E\\r\\n\\r\\nOK\\r\\n\\r\\nOK\\r\\n", "{text}");
}

#[test]
fn a_program_sets_the_speed() {
    for (baud, expected, told) in
        [(&[][..], 9600, "the program set 9600 baud, and so it is"), (&["--baud", "230400"], 230_400, "as --baud says")]
    {
        let mut module = Wire::new();
        let link = scratch(&format!("speed{expected}"));
        let record = scratch(&format!("speed{expected}.pcapng"));
        let arguments = ["--between", &module.path, "--link", link.to_str().unwrap(), "--record", record.to_str().unwrap()];
        let tap = Tap::new(&[&arguments[..], baud].concat());
        tap.remarks.recv_timeout(PATIENCE).unwrap();
        let mut program = OpenOptions::new().read(true).write(true).open(&link).unwrap();
        let mut settings = tcgetattr(&program).unwrap();
        settings.set_speed(9600).unwrap();
        tcsetattr(&program, OptionalActions::Now, &settings).unwrap();
        program.write_all(b"AT+CGMM\r").unwrap();
        hear(&mut module.far, "AT+CGMM\r");
        assert_eq!(tcgetattr(&module.near).unwrap().output_speed(), expected);
        tap.row(told);
        module.say("\r\nA7670E\r\n\r\nOK\r\n");
        tap.row("OK");
        assert_eq!(tap.stop().1, Some(0));
        let again = fed(&["decode", record.to_str().unwrap()], b"");
        std::fs::remove_file(&record).unwrap();
        for line in ["AT+CGMM", "A7670E", "OK"] {
            assert!(stdout(&again).contains(line), "{}", stdout(&again));
        }
    }
}

#[test]
fn one_stream_is_recorded_as_one() {
    let record = scratch("merged.at");
    let wire = "AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n";
    let output = fed(&["tap", "--side", "merged", "--record", record.to_str().unwrap()], wire.as_bytes());
    assert!(output.status.success());
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::remove_file(&record).unwrap();
    assert!(text.contains("\n# sides: merged\n"), "{text}");
    let said = text.lines().filter_map(|line| line.split_once(" < ").or(line.split_once(" > ")).map(|(_, text)| text));
    assert_eq!(said.collect::<String>(), wire.escape_default().to_string());
}

#[test]
fn a_program_that_does_not_read_does_not_stop_the_line() {
    let mut module = Wire::new();
    let mut tap = Tap::new(&["--between", &module.path]);
    assert!(tap.remarks.recv_timeout(PATIENCE).unwrap().contains("/dev/"));
    let mut far = module.far.try_clone().unwrap();
    thread::spawn(move || {
        for _ in 0..400 {
            let _ = far.write_all(b"\r\n+CGEV: ME PDN ACT 1\r\n\r\n+CSQ: 21,99\r\n");
        }
        let _ = far.write_all(b"\r\n+CPIN: READY\r\n");
    });
    tap.row("+CPIN: READY");
    module.say("");
    tap.child.kill().unwrap();
}

#[test]
fn standard_input_is_shown_where_it_pauses() {
    let mut tap = Tap::new(&["--side", "merged"]);
    let mut stdin = tap.child.stdin.take().unwrap();
    stdin.write_all(b"AT+CIPSEND=0,5\r\n").unwrap();
    tap.row("AT+CIPSEND=0,5");
    stdin.write_all(b"> ").unwrap();
    tap.row(">");
    stdin.write_all(b"hello\r\nOK\r\nand then").unwrap();
    tap.row("and then");
    drop(stdin);
    assert!(tap.child.wait().unwrap().success());
}

#[test]
fn counted_data_may_take_their_time() {
    let mut tap = Tap::new(&["--format", "jsonl"]);
    let mut stdin = tap.child.stdin.take().unwrap();
    for part in ["RECV FROM:192.0.2.1:80\r\n+IPD10\r\n", "hello", "world", "\r\nOK\r\n"] {
        stdin.write_all(part.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(150));
    }
    drop(stdin);
    let text = tap.rows.iter().collect::<Vec<_>>().join("\n");
    let payload: Vec<String> = records(&text)
        .iter()
        .filter(|record| record.get("kind").is_some_and(|kind| kind == "payload"))
        .map(|record| record.get("raw").and_then(|raw| raw.as_str()).unwrap().to_owned())
        .collect();
    assert_eq!(payload, ["hello", "world"]);
    assert!(!text.contains("truncated"), "{text}");
}

#[test]
fn the_escape_is_known_by_the_silence_before_it() {
    let text = |pause: &str| {
        let script = format!(
            "# a76xx transcript 1\n\n@0.0 > AT+CIPMODE=1\\r\n@0.1 < \\r\\nOK\\r\\n\n@1.0 > AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",80\\r\n\
             @1.5 < \\r\\nCONNECT 115200\\r\\n\n@2.0 > hello\n@{pause} > +++\n@4.9 < \\r\\nOK\\r\\n\n@5.5 > AT\\r\n@5.6 < \\r\\nOK\\r\\n\n"
        );
        stdout(&fed(&["decode", "--format", "jsonl"], script.as_bytes()))
    };
    let kind = |text: &str| {
        let found = records(text).into_iter().find(|record| record.get("raw").is_some_and(|raw| raw == "+++"));
        found.and_then(|record| record.get("kind").and_then(|kind| kind.as_str().map(str::to_owned)))
    };
    assert_eq!(kind(&text("3.5")), Some(String::from("command")));
    assert!(text("2.4").contains("\"code\":\"AT414\""));
}

#[test]
fn what_can_not_be_heard_is_said() {
    for (arguments, expected) in [
        (&["tap", "--port", "/no/such/port"][..], "/no/such/port: cannot be read"),
        (&["tap", "--record", "/no/such/folder/file"], "/no/such/folder/file"),
        (&["tap", "--link", "x"], "--between"),
    ] {
        let output = fed(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}
