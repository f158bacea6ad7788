//! Scenarios: what happens to a module, and when.
//!
//! A script is text; `docs/sim-script.md` is its manual.
//!
//! ```
//! use a76xx_sim::Script;
//!
//! let script: Script = "at 3s lose the network; after the second CIPSEND reboot".parse()?;
//! assert_eq!(script.rules.len(), 2);
//! let error = "at 3s explode".parse::<Script>().unwrap_err();
//! assert_eq!((error.line, error.column), (1, 7));
//! # Ok::<(), a76xx_sim::ScriptError>(())
//! ```

mod action;
mod error;
mod grammar;
mod run;
mod text;
mod world;

use core::net::{Ipv4Addr, SocketAddrV4};
use core::time::Duration;

use crate::fault::Fault;
use crate::modem::{Control, Radio};
use crate::net::Play;
use crate::net::world::{Host, Scripted, Way};

pub use error::ScriptError;
pub(crate) use run::Runner;

/// A scenario.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// What the network is made of.
    pub network: Network,
    /// What happens, and when.
    pub rules: Vec<Rule>,
}

/// The scripted network of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// `host 192.0.2.7:7 echoes`
    pub hosts: Vec<(SocketAddrV4, Host)>,
    /// `name example.com is 192.0.2.7`
    pub names: Vec<(String, Ipv4Addr)>,
    /// `latency 40ms`, `loss 1%`
    pub way: Way,
}

impl Network {
    /// Whether the script says nothing of the network.
    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty() && self.names.is_empty() && self.way == Way::default()
    }

    /// The network, to be put behind a modem.
    pub fn world(&self, seed: u64) -> Scripted {
        let world = self.hosts.iter().fold(Scripted::new(self.way, seed), |world, (at, host)| world.host(*at, host.clone()));
        self.names.iter().fold(world, |world, (name, _)| {
            let all: Vec<Ipv4Addr> = self.names.iter().filter(|(own, _)| own == name).map(|(_, address)| *address).collect();
            world.name(name, &all)
        })
    }
}

/// What happens when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// When.
    pub when: When,
    /// What, one after the other.
    pub actions: Vec<Action>,
}

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// `at 3s`: so long after the beginning.
    At(Duration),
    /// `every 10s`.
    Every(Duration),
    /// `on 2nd CIPSEND`: as soon as the host has given the command.
    On(Option<u32>, String),
    /// `after 2nd CIPSEND`: as soon as the module has said the result code of its line. `CONNECT` is the data state's beginning.
    After(Option<u32>, String),
    /// `after byte 1200`: as soon as the module has said so many bytes.
    Byte(u64),
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// `reboot`, `power off`, `power on`, `dtr on`, `dtr off`
    Control(Control),
    /// `lose network`, `register home`, `signal 12`, `card absent`, `refuse contexts`
    Radio(Radio),
    /// `say "+CSQ: 20,99"`, `send "raw"`: bytes that the module says, past its faults.
    Say(Vec<u8>),
    /// `fault drop 1%`
    Fault(Fault),
    /// `mend`: no faults any more.
    Mend,
    /// `wait 2s`: before what follows.
    Wait(Duration),
    /// `peer 192.0.2.7:7 says "data"`: of scripted networks.
    Play(Play),
}
