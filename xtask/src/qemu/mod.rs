//! The demonstration of `firmware/` on an emulated board: its module is the simulator, and what it talks to are servers of this machine.
//!
//! ```text
//! qemu-system-arm ── UART 1, a Unix socket ──▶ a76xx-sim ── sockets ──▶ a page, mosquitto
//!        └── UART 0 ──▶ console, read here               ◀── a client ──┘
//! ```

mod broker;
mod page;

mod visitor;
mod wire;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::metal::firmware;
use crate::process::Process;
use crate::repo::{self, Outcome, root};

/// Longer than all of it takes; a module takes half a minute to start again.
const PATIENCE: Duration = Duration::from_mins(3);

/// The module restarts while the second page is on its way.
const SCENARIO: &str = "on 3rd CDNSGIP wait 700ms then reboot\n";

/// What runs the board.
pub(crate) const EMULATOR: &str = "qemu-system-arm";

/// Runs the demonstration and checks both ends of it.
pub(crate) fn run() -> Outcome {
    let console = console()?;
    println!("{}", console.join("\n"));
    Ok(())
}

/// Runs the demonstration, checks it, and gives what it printed.
pub(crate) fn console() -> Outcome<Vec<String>> {
    let kernel = firmware::build("a76xx-firmware", firmware::BOARD, "s", "")?.join("demo");
    let simulator = simulator()?;
    let folder = root().join("target/qemu");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;

    let until = Instant::now() + PATIENCE;
    let pages = page::Server::start()?;
    let broker = broker::Broker::start(&folder, until)?;
    let socket = folder.join("module");
    let _module = module(&simulator, &folder, &socket, pages.port, broker.port, until)?;

    let mut emulator = Command::new(EMULATOR);
    emulator.args(["-M", "mps2-an386", "-display", "none", "-monitor", "none", "-semihosting-config", "enable=on,target=native"]);
    emulator.args(["-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console", "-serial"]);
    emulator.arg(format!("unix:{}", socket.display())).arg("-kernel").arg(&kernel);
    let mut board = Process::start(&mut emulator)?;

    let mut console = Vec::new();
    let mut visitor = None;
    while let Some(line) = board.line(until)? {
        if let Some(port) = line.strip_prefix("serve: listening on ") {
            let port = port.parse().map_err(|_| format!("the console says: {line}"))?;
            visitor = Some(visitor::call(port));
        }
        console.push(line);
    }
    let whole = console.join("\n");
    let status = board.end(until)?;
    if !status.success() {
        return Err(format!("the demonstration ended with {status}; its console:\n{whole}"));
    }
    let met = visitor.ok_or_else(|| format!("no server listened; the console:\n{whole}"))?.join();
    met.map_err(|_| "the client's thread failed".to_owned())??;
    let asked = pages.asked();
    if asked != ["/first", "/second", "/second"] {
        return Err(format!("the pages that were asked for are {asked:?}; the console:\n{whole}"));
    }
    broker.saw(until)?;
    wire::judge(&folder.join("session.at"))?;
    expected(&console).map_err(|what| format!("{what}; the console:\n{whole}"))?;
    Ok(console)
}

/// What has to stand on the console, in this order.
fn expected(console: &[String]) -> Outcome {
    let wanted = [
        "up: ".to_owned(),
        page::told("/first"),
        "mqtt: a76xx/demo: said by a module".to_owned(),
        format!("serve: the client hung up after {} bytes", visitor::QUESTION.len()),
        "http: the module restarted".to_owned(),
        "up: ".to_owned(),
        page::told("/second"),
        "all done".to_owned(),
    ];
    let mut lines = console.iter();
    for wanted in wanted {
        if !lines.any(|line| line.starts_with(&wanted)) {
            return Err(format!("the line `{wanted}` is missing, or not where it should be"));
        }
    }
    Ok(())
}

/// Builds the simulator, unless a gate has it built already.
fn simulator() -> Outcome<std::path::PathBuf> {
    let mut build = repo::cargo();
    let told = repo::stdout(build.args(["build", "-q", "-p", "a76xx-sim", "--features", "cli", "--message-format", "json"]))?;
    let artifact = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let program = artifact.filter_map(|message| message.get("executable")?.as_str().map(Into::into)).next_back();
    program.ok_or_else(|| "cargo does not say where it put a76xx-sim".to_owned())
}

/// Starts the simulator, and waits until its socket is there.
fn module(program: &Path, folder: &Path, socket: &Path, pages: u16, broker: u16, until: Instant) -> Outcome<Process> {
    let scenario = folder.join("scenario.sim");
    fs::write(&scenario, SCENARIO).map_err(|error| format!("{}: {error}", scenario.display()))?;
    let _ = fs::remove_file(socket);
    let mut command = Command::new(program);
    command.arg("--unix").arg(socket).arg("--script").arg(scenario).arg("--record").arg(folder.join("session.at"));
    command.args(["--name", "http.example=192.0.2.1", "--name", "mqtt.example=192.0.2.2"]);
    command.args(["--redirect", &format!("192.0.2.1:80=127.0.0.1:{pages}"), "--redirect", &format!("192.0.2.2:1883=127.0.0.1:{broker}")]);
    let module = Process::start(&mut command)?;
    while !socket.exists() {
        if Instant::now() > until {
            return Err("the simulator opens no socket".to_owned());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(module)
}
