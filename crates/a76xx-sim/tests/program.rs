//! The program `a76xx-sim`: its ends, its files, what it says.

#![cfg(all(feature = "cli", target_os = "linux"))]
#![allow(
    missing_docs,
    dead_code,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test; some helpers are another test's"
)]

#[path = "host/desk.rs"]
mod desk;

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use a76xx_corpus::{StepKind, Transcript};
use desk::{Folder, Program};

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_a76xx-sim"))
}

/// Runs it over standard input and output, to its end.
fn pipe(arguments: &[&str], input: &str) -> Output {
    let mut child =
        command().arg("--stdio").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The program at ends of its own, until it is asked to go.
struct Running {
    child: Child,
    names: BufReader<std::process::ChildStderr>,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command().args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let names = BufReader::new(child.stderr.take().unwrap());
        Self { child, names }
    }

    /// Where the next module is, as it says.
    fn name(&mut self) -> String {
        let mut line = String::new();
        self.names.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Asks it to go, as a service manager does; gives what it wrote.
    fn end(mut self) -> String {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let mut out = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        assert!(self.child.wait().unwrap().success());
        out
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended, unless a test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn open(path: &Path) -> Program<File> {
    Program::new(File::options().read(true).write(true).open(path).unwrap())
}

#[test]
fn it_talks_through_a_pipe_and_ends_with_it() {
    assert_eq!(said(&pipe(&[], "AT+CSQ\r")), "AT+CSQ\r\r\n+CSQ: 23,0\r\n\r\nOK\r\n");
    assert_eq!(said(&pipe(&["--signal", "7", "--profile", "sim7600"], "ATE0\rAT+CSQ\r")), "ATE0\r\r\nOK\r\n\r\n+CSQ: 7,99\r\n\r\nOK\r\n");
    assert_eq!(said(&pipe(&["--no-card"], "ATE0\rAT+CPIN?\r")), "ATE0\r\r\nOK\r\n\r\n+CME ERROR: SIM not inserted\r\n");
    assert_eq!(said(&pipe(&["--pin", "1234"], "ATE0\rAT+CPIN?\r")), "ATE0\r\r\nOK\r\n\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n");
}

#[test]
fn several_modules_have_ends_numbers_and_records_of_their_own() {
    let folder = Folder::new("program-several");
    let (modem, record) = (folder.file("modem"), folder.file("session.at"));
    let arguments = ["--pty", modem.to_str().unwrap(), "--each", "2", "--imei", "490154203237508", "--record", record.to_str().unwrap()];
    let mut running = Running::start(&arguments);
    for number in 0..2 {
        let name = running.name();
        assert!(name.starts_with(&format!("A7670E-LASC on {}{number} (/dev/pts/", modem.display())), "{name}");
    }
    let links = [folder.file("modem0"), folder.file("modem1")];
    let mut programs = links.each_ref().map(|link| open(link));
    let imei = programs.each_mut().map(|program| program.ask("AT+CGSN", "OK\r\n"));
    assert_eq!(imei, ["490154203237508", "490154203237518"].map(|imei| format!("AT+CGSN\r\r\n{imei}\r\n\r\nOK\r\n")));
    running.end();
    for (number, link) in links.iter().enumerate() {
        assert!(link.symlink_metadata().is_err(), "{} is left", link.display());
        let text = std::fs::read(folder.file(&format!("session{number}.at"))).unwrap();
        let transcript = Transcript::parse(text).unwrap();
        let bytes = |host| {
            let of = |kind: &StepKind| match kind {
                StepKind::Host(bytes) if host => bytes.clone(),
                StepKind::Module(bytes) if !host => bytes.clone(),
                _ => Vec::new(),
            };
            String::from_utf8(transcript.steps.iter().flat_map(|step| of(&step.kind)).collect()).unwrap()
        };
        assert_eq!((bytes(true).as_str(), &bytes(false)), ("AT+CGSN\r", &imei[number]));
    }
}

#[test]
fn it_explains_what_goes_over_the_line() {
    let mut running = Running::start(&["--tcp", "127.0.0.1:0", "--trace"]);
    let name = running.name();
    let address = name.strip_prefix("A7670E-LASC on tcp:").unwrap_or_else(|| panic!("{name}"));
    let mut program = Program::new(TcpStream::connect(address).unwrap());
    program.ask("AT+CIPOPEN=0,\"TCP\",\"127.0.0.1\",7", "ERROR\r\n");
    drop(program);
    let told = running.end();
    for words in ["open link 0 to 127.0.0.1:7 over TCP", "AT305", "verdict:"] {
        assert!(told.contains(words), "no {words} in:\n{told}");
    }
    // Each line of the wire stands behind its time, in seconds.
    let line = told.lines().find(|line| line.contains("the host turns DTR on")).unwrap();
    let time = line.split_whitespace().next().unwrap();
    assert!(time.contains('.') && time.parse::<f64>().is_ok(), "{line}");
}

#[test]
fn lines_of_several_modules_are_told_apart() {
    let folder = Folder::new("program-apart");
    let modem = folder.file("modem");
    let mut running = Running::start(&["--pty", modem.to_str().unwrap(), "--each", "2", "--trace"]);
    let names = [running.name(), running.name()];
    let mut programs = ["modem0", "modem1"].map(|link| open(&folder.file(link)));
    for _ in 0..20 {
        programs[0].say(b"AT+CSQ\r");
        programs[1].say(b"AT+CREG?\r");
        for program in &mut programs {
            program.until("OK\r\n");
        }
    }
    let told = running.end();
    for (number, (name, own, other)) in (0..).zip([(&names[0], "+CSQ: 23,0", "CREG"), (&names[1], "+CREG: 0,1", "CSQ")]) {
        let lines: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix(&format!("{number} "))).collect();
        let place = name.strip_prefix("A7670E-LASC on ").unwrap();
        assert!(lines.first().unwrap().starts_with(place), "{told}");
        assert_eq!(lines.iter().filter(|line| line.contains(own)).count(), 20, "{told}");
        assert!(!lines.iter().any(|line| line.contains(other)), "{told}");
    }
    assert!(told.lines().all(|line| line.starts_with("0 ") || line.starts_with("1 ")), "{told}");
}

#[test]
fn a_scenario_is_played() {
    let folder = Folder::new("program-script");
    let script = folder.file("scenario.sim");
    std::fs::write(&script, "host 192.0.2.7:7 echoes\nafter CIPSEND wait 50ms then peer 192.0.2.7:7 hangs up\n").unwrap();
    let modem = folder.file("modem");
    let mut running = Running::start(&["--unix", modem.to_str().unwrap(), "--script", script.to_str().unwrap()]);
    running.name();
    let mut program = Program::new(std::os::unix::net::UnixStream::connect(&modem).unwrap());
    program.ask("ATE0", "OK\r\n");
    program.ask("AT+NETOPEN", "+NETOPEN: 0\r\n");
    program.ask("AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",7", "+CIPOPEN: 0,0\r\n");
    program.ask("AT+CIPSEND=0,4", ">");
    program.say(b"ping");
    let said = program.until("+IPCLOSE: 0,1\r\n");
    assert_eq!(said, "\r\nOK\r\n\r\n+CIPSEND: 0,4,4\r\n\r\nRECV FROM:192.0.2.7:7\r\n+IPD4\r\nping\r\n+IPCLOSE: 0,1\r\n");
    drop(running.end());
    std::fs::write(&script, "at 3s reboot\nat noon reboot\n").unwrap();
    let refused = refusal(&pipe(&["--script", script.to_str().unwrap()], ""));
    assert!(refused.contains("scenario.sim: line 2, character 4") && refused.contains("a time"), "{refused}");
}

#[test]
fn faults_are_chosen_by_the_seed() {
    let lines = "AT+CSQ\r".repeat(40);
    let run = |seed| said(&pipe(&["--fault", "drop 2%", "--fault", "flip 1%", "--seed", seed], &lines));
    let plain = said(&pipe(&["--seed", "7"], &lines));
    assert_eq!(run("7"), run("7"));
    assert_ne!(run("7"), run("8"));
    assert!(run("7").len() < plain.len());
    let refused = refusal(&pipe(&["--fault", "drop 1"], ""));
    assert!(refused.contains("a share"), "{refused}");
}

#[test]
fn a_recorded_module_speaks_again_and_tells_where_the_host_deviates() {
    let folder = Folder::new("program-replay");
    let transcript = folder.file("session.at");
    std::fs::write(&transcript, "# a76xx transcript 1\n\n> AT\\r\n< \\r\\nOK\\r\\n\n> AT+CSQ\\r\n< \\r\\n+CSQ: 5,0\\r\\n\\r\\nOK\\r\\n\n")
        .unwrap();
    let path = transcript.to_str().unwrap();
    let kept = pipe(&["--replay", path], "AT\rAT+CSQ\r");
    assert_eq!(said(&kept), "\r\nOK\r\n\r\n+CSQ: 5,0\r\n\r\nOK\r\n");
    assert!(kept.stderr.is_empty(), "{kept:?}");
    let other = pipe(&["--replay", path], "AT\rAT+CREG?\r");
    let told = String::from_utf8_lossy(&other.stderr).into_owned();
    assert!(told.contains("AT+CREG?") && told.contains("AT+CSQ"), "{told}");
}

#[test]
fn what_is_of_no_use_is_told() {
    let folder = Folder::new("program-wrong");
    let file = folder.file("file");
    std::fs::write(&file, "precious").unwrap();
    let nothing = command().output().unwrap();
    assert!(refusal(&nothing).contains("--pty"));
    let cases: [(&[&str], &str); 7] = [
        (&["--profile", "a9999"], "--profiles"),
        (&["--imei", "12"], "15 digits"),
        (&["--signal", "50"], "0 to 31"),
        (&["--redirect", "here=there"], "`here`"),
        (&["--pty", file.to_str().unwrap()], "file: "),
        (&["--script", "/nowhere/at.sim"], "/nowhere/at.sim: "),
        (&["--record", "/nowhere/session.at"], "/nowhere/session.at: "),
    ];
    for (arguments, words) in cases {
        let told = refusal(&pipe(arguments, ""));
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
    let profiles = String::from_utf8(command().arg("--profiles").output().unwrap().stdout).unwrap();
    assert_eq!(profiles.lines().count(), a76xx_sim::Profile::ALL.len());
    let help = String::from_utf8(command().arg("--help").output().unwrap().stdout).unwrap();
    assert!(help.contains("picocom") && help.contains("Exit status"));
}
