//! Programs that other people wrote, at work on a simulated module. Each test checks what the program itself reports, and that nothing in
//! the recorded session is the module's fault.
//!
//! `cargo xtask clients` installs the programs and runs this. Without them the tests say that they skip; with `A76XX_CLIENTS=all` a missing
//! one is a failure. `A76XX_CLIENTS_DIR` names the folder with the Python environment (`venv`) and the packages for node (`node_modules`).

#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

mod bus;
mod desk;
mod modemmanager;
mod ofono;
mod ports;
