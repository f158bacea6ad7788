//! Programs that other people wrote, at work on the simulator. Debian's are installed beforehand, as they come; those of `PyPI` and npm are
//! installed here, in the versions of `xtask/clients` and no others.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repo::{self, Outcome};

/// Programs, and the packages of Debian that bring them.
const DEBIAN: [(&str, &str); 8] = [
    ("ModemManager", "modemmanager"),
    ("ofonod", "ofono"),
    ("gammu", "gammu"),
    ("chat", "ppp"),
    ("dbus-daemon", "dbus-daemon"),
    ("gdbus", "libglib2.0-bin"),
    ("python3", "python3-venv"),
    ("npm", "npm"),
];
/// What is installed for Python and node, each version with its hash.
const PINNED: [&str; 3] = ["requirements.txt", "package.json", "package-lock.json"];
/// The copy that tells what a folder holds.
const HOLDS: &str = "installed";

/// Installs what is pinned, says what there is, and runs the tests that need it.
pub(crate) fn run() -> Outcome {
    let missing: Vec<&str> = DEBIAN.iter().filter(|(program, _)| !there(program)).map(|(_, package)| *package).collect();
    if !missing.is_empty() {
        return Err(format!("programs are missing: apt-get install --no-install-recommends {}", missing.join(" ")));
    }
    let folder = std::env::var_os("A76XX_CLIENTS_DIR").map_or_else(|| repo::root().join("target/clients"), PathBuf::from);
    install(&folder)?;
    tell(&folder)?;
    let mut tests = repo::cargo();
    // The program has features that nobody else in the workspace asks for: what tests it runs here as well.
    tests.args(["test", "-p", "a76xx-sim", "--features", "cli", "--bins", "--test", "clients", "--test", "program"]);
    call(tests.env("A76XX_CLIENTS", "all").env("A76XX_CLIENTS_DIR", folder))
}

/// Fills the folder, unless it holds just this.
fn install(folder: &Path) -> Outcome {
    let pinned: Vec<String> = PINNED.iter().map(|name| repo::read(&format!("xtask/clients/{name}"))).collect::<Outcome<_>>()?;
    let all = pinned.concat();
    if std::fs::read_to_string(folder.join(HOLDS)).is_ok_and(|holds| holds == all) {
        return Ok(());
    }
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    // What is older, or half of an earlier try, is of no use.
    for old in ["venv", "node_modules"].map(|name| folder.join(name)).iter().filter(|old| old.exists()) {
        std::fs::remove_dir_all(old).map_err(fault)?;
    }
    std::fs::create_dir_all(folder).map_err(fault)?;
    for (name, text) in PINNED.iter().zip(&pinned) {
        std::fs::write(folder.join(name), text).map_err(fault)?;
    }
    let venv = folder.join("venv");
    call(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    let quiet = ["install", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r"];
    call(Command::new(venv.join("bin/pip")).args(quiet).arg(folder.join("requirements.txt")))?;
    // What npm calls scripts would build the port's driver anew; the package brings it built.
    call(Command::new("npm").current_dir(folder).args(["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"]))?;
    std::fs::write(folder.join(HOLDS), all).map_err(fault)
}

/// Prints the versions.
fn tell(folder: &Path) -> Outcome {
    let packages = DEBIAN.iter().map(|(_, package)| *package).filter(|package| !matches!(*package, "npm" | "python3-venv"));
    let mut query = Command::new("dpkg-query");
    let known = query.args(["-W", "-f", "${Package} ${Version}\n"]).args(packages).output();
    // Elsewhere than on Debian they come from somewhere else.
    let debian = known.map(|known| String::from_utf8_lossy(&known.stdout).into_owned()).unwrap_or_default();
    let node = repo::stdout(Command::new("node").arg("--version"))?;
    let python = repo::stdout(Command::new(folder.join("venv/bin/pip")).args(["list", "--disable-pip-version-check", "--format=freeze"]))?;
    let modules = repo::stdout(Command::new("npm").current_dir(folder).args(["ls", "--depth=0", "--parseable", "--long"]))?;
    // The first line is the folder itself.
    let modules = modules.lines().skip(1).filter_map(|line| line.rsplit(':').next());
    println!("{}\nnode {}\n{}\n{}", debian.trim(), node.trim(), python.trim(), modules.collect::<Vec<_>>().join("\n"));
    Ok(())
}

fn there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin"), PathBuf::from("/sbin")]).any(|own| own.join(program).exists())
}

fn call(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}
