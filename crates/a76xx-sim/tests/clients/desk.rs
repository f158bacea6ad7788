//! A module on a port, its record, and programs with a time limit.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Check, Report};
use a76xx_decoder::{decode, ingest};

/// What every module here says of itself.
pub(crate) const MODEL: &str = "A7670E-LASC";
pub(crate) const IMEI: &str = "490154203237518";
pub(crate) const IMSI: &str = "001010000000001";
pub(crate) const OPERATOR: &str = "Test PLMN 1-1";
pub(crate) const SIGNAL: &str = "17";

/// The path of a program, if it is there; otherwise the test is skipped, loudly.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let own = std::env::var_os("A76XX_CLIENTS_DIR").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin"), PathBuf::from("/sbin")]);
    let found = folders.map(|folder| folder.join(name)).chain(own.map(|own| own.join(name))).find(|path| path.exists());
    if found.is_none() {
        assert!(std::env::var("A76XX_CLIENTS").as_deref() != Ok("all"), "{name} is missing");
        eprintln!("SKIPPED: {name} is not installed; `cargo xtask clients` installs it");
    }
    found
}

/// A simulated module.
pub(crate) struct Desk {
    pub(crate) folder: PathBuf,
    record: PathBuf,
    program: Option<Running>,
}

impl Desk {
    /// Puts one on its end, and waits until it is there.
    pub(crate) fn new(name: &str, end: impl FnOnce(&Path) -> [String; 2]) -> Self {
        let folder = std::env::temp_dir().join(format!("a76xx-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let record = folder.join("session.at");
        let mut command = Command::new(env!("CARGO_BIN_EXE_a76xx-sim"));
        command.args(end(&folder)).args(["--imei", IMEI, "--signal", SIGNAL, "--record"]).arg(&record);
        let program = Running::start(&mut command, &folder.join("module.log"));
        until(Duration::from_secs(10), "the module", || {
            std::fs::read_to_string(folder.join("module.log")).is_ok_and(|log| log.contains(MODEL))
        });
        Self { folder, record, program: Some(program) }
    }

    pub(crate) fn port(&self) -> PathBuf {
        self.folder.join("port")
    }

    /// Takes the module away, and looks at what was said: nothing of it may be the module's fault, however small.
    pub(crate) fn judge(mut self, least: usize) {
        drop(self.program.take());
        let text = std::fs::read_to_string(&self.record).unwrap();
        let commands = text.lines().filter(|line| line.contains(" > ")).count();
        assert!(commands >= least, "only {commands} chunks of the host:\n{text}");
        let mut out = Vec::new();
        let mut opened = ingest::open("session", Box::new(File::open(&self.record).unwrap()), None).unwrap();
        let mut check = Check::new(&mut out, Report::Jsonl, false);
        decode(&mut opened, Select::ALL, &mut check).unwrap();
        let text = String::from_utf8(out).unwrap();
        let findings: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let faults: Vec<String> = findings
            .iter()
            .filter(|value| value["kind"] == "finding" && value["blame"] == "module" && !is_of_another_service(value))
            .map(ToString::to_string)
            .collect();
        assert!(faults.is_empty(), "the module is to blame:\n{}", faults.join("\n"));
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

/// Whether a finding only says that a command was refused which the simulator does not carry out: of calls, messages, the card's files. To
/// refuse what it does carry out is a fault.
fn is_of_another_service(finding: &serde_json::Value) -> bool {
    let name = finding["message"].as_str().unwrap().split(' ').next().and_then(|command| command.strip_prefix("AT"));
    finding["code"] == "AT105" && name.is_some_and(|name| a76xx_sim::Modem::commands().all(|row| row.name() != name))
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("what was said is kept in {}", self.folder.display());
        }
    }
}

/// A program that goes away with its owner.
pub(crate) struct Running(Child);

impl Running {
    /// Starts it, its output going to a file.
    pub(crate) fn start(command: &mut Command, log: &Path) -> Self {
        let file = File::create(log).unwrap();
        let child = command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file).spawn();
        Self(child.unwrap_or_else(|error| panic!("{command:?}: {error}")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked first, so that it tidies up; `kill` is in every Debian.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let deadline = Instant::now() + Duration::from_secs(3);
        while Instant::now() < deadline && matches!(self.0.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a program to its end; gives what it wrote, and whether it was content.
pub(crate) fn finish(command: &mut Command, limit: Duration) -> (String, bool) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = out.read_to_end(&mut text);
        text
    });
    let errors = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = err.read_to_end(&mut text);
        text
    });
    let deadline = Instant::now() + limit;
    let content = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status.success(),
            None if Instant::now() > deadline => {
                let _ = child.kill();
                let _ = child.wait();
                break false;
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let mut text = reader.join().unwrap();
    text.extend(errors.join().unwrap());
    (String::from_utf8_lossy(&text).into_owned(), content)
}

/// Waits until a program reports all of this.
pub(crate) fn reported(limit: Duration, words: &[&str], mut ask: impl FnMut() -> String) {
    let deadline = Instant::now() + limit;
    loop {
        let known = ask();
        let Some(missing) = words.iter().find(|word| !known.contains(**word)) else { return };
        assert!(Instant::now() < deadline, "no {missing} within {limit:?} in:\n{known}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Waits for something.
pub(crate) fn until(limit: Duration, what: &str, mut ready: impl FnMut() -> bool) {
    let deadline = Instant::now() + limit;
    while !ready() {
        assert!(Instant::now() < deadline, "{what} did not come within {limit:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
