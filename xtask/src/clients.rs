//! Programs that other people wrote, installed in the versions that the tests were made with, and run against the simulator.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repo::{self, Outcome};

/// Debian's, with the versions up to which they keep their words.
const DEBIAN: [&str; 7] =
    ["modemmanager=1.20.*", "ofono=1.31*", "gammu=1.42.*", "ppp=2.4.9*", "dbus-daemon=1.14.*", "libglib2.0-bin=2.74.*", "python3-venv"];
/// Python's.
const PYTHON: [&str; 2] = ["python-gsmmodem-new==0.13.0", "pyserial==3.5"];
/// Node's; node itself is Debian's, or whatever is there.
const NODE: &str = "serialport-gsm@4.0.1";

/// Installs what is missing, and runs the tests that need it.
pub(crate) fn run() -> Outcome {
    let folder = folder(&repo::root());
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    debian()?;
    python(&folder)?;
    node(&folder)?;
    let mut tests = repo::cargo();
    tests.args(["test", "-p", "a76xx-sim", "--features", "cli", "--test", "clients"]);
    call(tests.env("A76XX_CLIENTS", "all").env("A76XX_CLIENTS_DIR", folder))
}

fn folder(root: &Path) -> PathBuf {
    std::env::var_os("A76XX_CLIENTS_DIR").map_or_else(|| root.join("target/clients"), PathBuf::from)
}

fn debian() -> Outcome {
    let programs = ["ModemManager", "ofonod", "gammu", "chat", "dbus-daemon", "gdbus"];
    let mut missing: Vec<&str> = if programs.iter().all(|name| there(name)) { Vec::new() } else { DEBIAN.to_vec() };
    if !there("npm") {
        missing.extend(["nodejs", "npm"]);
    }
    if missing.is_empty() {
        return Ok(());
    }
    call(Command::new("apt-get").args(["-o", "Acquire::Retries=3", "update", "-q"]))?;
    let mut install = Command::new("apt-get");
    install.args(["-o", "Acquire::Retries=3", "install", "-q", "-y", "--no-install-recommends"]).args(missing);
    call(install.env("DEBIAN_FRONTEND", "noninteractive"))
}

fn python(folder: &Path) -> Outcome {
    let own = folder.join("venv");
    if own.join("bin/pip").exists() {
        return Ok(());
    }
    call(Command::new("python3").args(["-m", "venv"]).arg(&own))?;
    call(Command::new(own.join("bin/pip")).args(["install", "-q"]).args(PYTHON))
}

fn node(folder: &Path) -> Outcome {
    if folder.join("node_modules/serialport-gsm").exists() {
        return Ok(());
    }
    call(Command::new("npm").args(["install", "--no-fund", "--no-audit", "--prefix"]).arg(folder).arg(NODE))
}

fn there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin"), PathBuf::from("/sbin")]).any(|own| own.join(program).exists())
}

fn call(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}
