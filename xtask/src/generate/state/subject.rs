//! The parts of the model that are drawn.

use a76xx_parser::typed::Code;
use a76xx_tracker::Model;
use a76xx_tracker::model::{Phase, Service, sim};

/// A part of the model and the names of its states.
pub(super) struct Subject {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    /// What its next state depends on beside itself and the command under way: the data state, transparent mode, what DTR does.
    pub(super) access: fn(&Model) -> [Option<i64>; 3],
    pub(super) state: fn(&Model) -> &'static str,
}

/// In the order of the document.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject {
        title: "The socket service",
        about: "`Network::service`: what `AT+NETOPEN` starts and every link stands on.",
        access: nothing,
        state: |model| match model.network.service {
            Service::Unknown => "Unknown",
            Service::Closed => "Closed",
            Service::Opening => "Opening",
            Service::Open => "Open",
            Service::Closing => "Closing",
        },
    },
    Subject {
        title: "A link",
        about: "`Link::phase`, of link 0; the others differ in that they are never transparent.",
        access: modes,
        state: |model| match model.links.first().map_or(Phase::Unknown, |link| link.phase) {
            Phase::Unknown => "Unknown",
            Phase::Idle => "Idle",
            Phase::Asked => "Asked",
            Phase::Opening => "Opening",
            Phase::Open => "Open",
            Phase::Closing => "Closing",
            Phase::HalfDead => "HalfDead",
        },
    },
    Subject {
        title: "The data state",
        about: "`Access::online` and `Access::resumable`: whether bytes are data of the transparent link or lines; `Escaped` is the command state with a link to resume.",
        access: lines,
        state: |model| match (model.access.online, model.access.resumable) {
            (None, _) => "Unknown",
            (Some(true), _) => "Data",
            (Some(false), true) => "Escaped",
            (Some(false), false) => "Command",
        },
    },
    Subject {
        title: "Power",
        about: "`Power::runs` and `Power::asked`: whether the module runs, and whether the host asked for a restart or for power-off.",
        access: nothing,
        state: |model| match (model.power.runs, model.power.asked.is_some()) {
            (None, false) => "Unknown",
            (Some(true), false) => "Running",
            (Some(false), _) => "Off",
            (_, true) => "Restarting",
        },
    },
    Subject {
        title: "The SIM",
        about: "`Sim::state`.",
        access: nothing,
        state: |model| match model.sim.state {
            sim::State::Unknown => "Unknown",
            sim::State::Ready => "Ready",
            sim::State::Locked => "Locked",
            sim::State::Starting => "Starting",
            sim::State::Failed => "Failed",
            sim::State::Absent => "Absent",
        },
    },
    Subject {
        title: "A server",
        about: "`Server::listens`, of server 0.",
        access: nothing,
        state: |model| match model.servers.first().and_then(|server| server.listens) {
            None => "Unknown",
            Some(true) => "Listening",
            Some(false) => "Stopped",
        },
    },
];

const fn nothing(_: &Model) -> [Option<i64>; 3] {
    [None; 3]
}

fn modes(model: &Model) -> [Option<i64>; 3] {
    [model.access.online.map(i64::from), model.settings.mode.map(Code::number), None]
}

fn lines(model: &Model) -> [Option<i64>; 3] {
    let [online, mode, _] = modes(model);
    [online, mode, model.settings.dtr.map(Code::number)]
}
