//! A message bus of one's own.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::desk::{Running, finish, until};

/// A private bus.
pub(crate) struct Bus {
    pub(crate) address: String,
    _daemon: Running,
}

impl Bus {
    pub(crate) fn start(folder: &Path) -> Self {
        let socket = folder.join("bus");
        let address = format!("unix:path={}", socket.display());
        // Whoever runs the tests may own any name: the configuration of a session.
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--nopidfile", "--address", &address]);
        let daemon = Running::start(&mut command, &folder.join("bus.log"));
        until(Duration::from_secs(10), "the bus", || socket.exists());
        Self { address, _daemon: daemon }
    }

    /// Calls a method; gives the answer as text, and whether there was one.
    pub(crate) fn call(&self, to: &str, path: &str, method: &str, arguments: &[&str]) -> (String, bool) {
        let mut command = Command::new("gdbus");
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command.args(["call", "--session", "--timeout", "40", "--dest", to, "--object-path", path, "--method", method]).args(arguments);
        finish(&mut command, Duration::from_secs(45))
    }
}
