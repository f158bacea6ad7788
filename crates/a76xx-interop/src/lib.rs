//! Clients that other people wrote, unchanged, over the driver and the simulator, against servers on this machine.
//!
//! ```text
//!              ┌── Stack ── driver ── line ── simulator ──┐
//! client ──────┤                                          ├──▶ Recorder ──▶ server
//!              └── Direct: this machine's own sockets ────┘
//! ```
//!
//! What the recorder sees is to be the same both ways. The examples live here too, since they need more than the driver.

pub mod args;
pub mod direct;
pub mod module;
pub mod port;
pub mod record;

/// Fails loudly in the gate, and says that it skips elsewhere, where a program is missing; tells whether it is there.
///
/// # Panics
/// In the gate, where it is missing.
#[allow(clippy::panic, reason = "a test whose server is missing has failed")]
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    if places.into_iter().any(|place: std::path::PathBuf| place.join(program).exists()) {
        return true;
    }
    assert!(std::env::var_os("CI_STRICT").is_none(), "{program} is not installed");
    eprintln!("SKIPPED: {program} is not installed");
    false
}
