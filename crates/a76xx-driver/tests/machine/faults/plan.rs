//! What a run is made of: everything follows from its seed.

use std::time::Duration;

use a76xx_driver::{Config, Reception};
use a76xx_sim::net::world::Way;
use a76xx_sim::{Faults, Profile};

use super::talk::Damage;
use crate::support::faults;

/// What a fault may do to data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The bytes of a payload stay as they are, and together.
    Whole,
    /// What is said at once comes apart.
    Spreads,
    /// Lines come at a time of their own: into a payload, where that has come apart.
    Interjects,
    /// Bytes of a payload may be damaged, or of the line that frames it.
    Damages,
}

/// Every fault of the simulator, in three strengths.
pub(crate) const CATALOGUE: [(Kind, [&str; 3]); 20] = [
    (Kind::Spreads, ["split 1ms", "split 20ms", "split 300ms"]),
    (Kind::Whole, ["glue 5ms", "glue 50ms", "glue 1s"]),
    (Kind::Spreads, ["delay 1ms..10ms", "delay 10ms..200ms", "delay 0ms..4s"]),
    (Kind::Whole, ["notice before echo 1%", "notice before echo 10%", "notice before echo 50%"]),
    (Kind::Whole, ["notice in answer 1%", "notice in answer 10%", "notice in answer 50%"]),
    (Kind::Damages, ["notice in header 0.1%", "notice in header 1%", "notice in header 10%"]),
    (Kind::Interjects, ["storm 2 every 5s", "storm 5 every 1s", "storm 20 every 300ms"]),
    (Kind::Whole, ["lose final 0.5%", "lose final 3%", "lose final 10%"]),
    (Kind::Whole, ["lose prompt 1%", "lose prompt 5%", "lose prompt 30%"]),
    (Kind::Interjects, ["late result 10% by 50ms", "late result 10% by 3s", "late result 50% by 15s"]),
    (Kind::Whole, ["reboot 0.001%", "reboot 0.01%", "reboot 0.05%"]),
    (Kind::Whole, ["lose network every 60s", "lose network every 20s", "lose network every 5s"]),
    (Kind::Whole, ["full buffer 1%", "full buffer 5%", "full buffer 30%"]),
    (Kind::Whole, ["break send 0.5%", "break send 3%", "break send 20%"]),
    (Kind::Whole, ["slow close 1s", "slow close 10s", "slow close 50s"]),
    (Kind::Whole, ["baud 921600", "baud 115200", "baud 9600"]),
    (Kind::Damages, ["drop 0.001%", "drop 0.02%", "drop 0.5%"]),
    (Kind::Damages, ["flip 0.001%", "flip 0.02%", "flip 0.5%"]),
    (Kind::Damages, ["double 0.001%", "double 0.02%", "double 0.5%"]),
    (Kind::Damages, ["nul 0.001%", "nul 0.02%", "nul 0.5%"]),
];

/// Faults that hold bytes back for longer than any line does.
const SLOW: [&str; 2] = ["split 300ms", "delay 0ms..4s"];

/// One run.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) config: Config,
    pub(crate) profile: Profile,
    pub(crate) way: Way,
    pub(crate) list: Vec<&'static str>,
    /// Whether the bytes of every payload come as they were said.
    pub(crate) whole: bool,
    /// Until then there is traffic, and there are faults.
    pub(crate) span: Duration,
    /// It sends datagrams too.
    pub(crate) datagrams: bool,
    /// The application resets the module, and the network goes, now and then.
    pub(crate) rough: bool,
}

impl Plan {
    pub(crate) fn of(seed: u64) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut kinds = Vec::new();
        let mut list = Vec::new();
        // Half of the runs have no damage, whatever else they have.
        let damages = rng.bool();
        for _ in 0..rng.usize(1..5) {
            let (kind, strengths) = CATALOGUE[rng.usize(0..CATALOGUE.len())];
            if kind != Kind::Damages || damages {
                kinds.push(kind);
                list.push(strengths[rng.usize(0..3)]);
            }
        }
        let mut plan = Self::with(seed, list, &kinds);
        plan.rough = rng.u8(0..4) == 0;
        let slow = plan.config.reception == Reception::Push && plan.list.iter().any(|fault| SLOW.contains(fault));
        plan.whole &= !(plan.rough && (plan.config.transparent || slow));
        plan
    }

    /// No fault, and an application that gives nobody a reason to complain.
    pub(crate) fn calm(seed: u64) -> Self {
        Self::with(seed, Vec::new(), &[])
    }

    pub(crate) fn is_calm(&self) -> bool {
        self.list.is_empty() && !self.rough
    }

    /// One fault alone.
    pub(crate) fn alone(seed: u64, fault: &'static str, kind: Kind) -> Self {
        Self::with(seed, vec![fault], &[kind])
    }

    fn with(seed: u64, list: Vec<&'static str>, kinds: &[Kind]) -> Self {
        let mut rng = fastrand::Rng::with_seed(!seed);
        let apart = kinds.contains(&Kind::Spreads) && kinds.contains(&Kind::Interjects);
        let config = match rng.u8(0..8) {
            0..3 => Config { senders: rng.bool(), ..Config::DEFAULT },
            3 => Config { hex: true, ..Config::DEFAULT },
            4..7 => Config { reception: Reception::Push, ..Config::DEFAULT },
            _ => Config { transparent: true, ..Config::DEFAULT },
        };
        // Nothing confirms what is sent in the data state, and its end is known by being said in one piece.
        // Where the answer to an escape is lost, nothing tells whether what comes is a notice or data.
        let unseen = |fault: &&str| fault.starts_with("full") || fault.starts_with("lose final") || SLOW.contains(fault);
        // Lines that the faults put into the data state are data there.
        let interjects = kinds.contains(&Kind::Interjects) || list.iter().any(|fault| fault.starts_with("notice"));
        let unseen = config.transparent && (interjects || list.iter().any(unseen));
        let restarts = list.iter().any(|fault| fault.starts_with("reboot"));
        // Where a line holds bytes back for long, the silence of a restart inside pushed data can not be told.
        let pushes = config.reception == Reception::Push;
        let unseen = unseen || pushes && restarts && list.iter().any(|fault| SLOW.contains(fault));
        let profile = Profile::ALL[rng.usize(1..Profile::ALL.len())].clone();
        let mut plan = Self {
            seed,
            // The data state has no frames: a restart's lines are data there.
            whole: !(apart || unseen || kinds.contains(&Kind::Damages) || config.transparent && restarts),
            config: Config { acknowledged: rng.u8(0..6) == 0, ..config },
            // Older firmware joins what it keeps, whatever it is told.
            datagrams: profile.udp_mode && !config.transparent && rng.bool(),
            profile,
            way: Way { latency: Duration::from_millis(rng.u64(0..300)), loss: rng.u16(0..100), ..Way::default() },
            list,
            span: Duration::from_secs(rng.u64(15..45)),
            rough: false,
        };
        // Datagrams know no acknowledgement: the tracker says so of whoever wants one.
        plan.config.acknowledged &= !(plan.is_calm() && plan.datagrams);
        plan
    }

    pub(crate) fn damage(&self) -> Damage {
        let grows = |fault: &&str| fault.starts_with("flip") || fault.starts_with("double");
        match self.whole {
            true => Damage::None,
            false if self.list.iter().any(grows) => Damage::Counts,
            false => Damage::Bytes,
        }
    }

    pub(crate) fn faults(&self) -> Faults {
        faults(self.seed, &self.list)
    }
}
