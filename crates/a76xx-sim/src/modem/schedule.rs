//! What is to happen later.

use std::collections::BTreeMap;

use a76xx_parser::typed::LinkId;

use crate::net::QueryId;
use crate::time::Moment;

/// What a modem does on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Carry out the command line that was typed.
    Execute,
    /// The next step of a boot.
    Boot(BootStep),
    /// The socket service is up, or is given up.
    NetOpen { in_time: bool },
    /// The socket service is down.
    NetClose,
    /// A link's opening takes too long.
    OpenLimit(LinkId),
    /// A link's oldest data are not taken.
    SendLimit(LinkId),
    /// A question takes too long.
    QueryLimit(QueryId),
    /// The next echo request.
    Ping,
    /// Data of the data state are sent.
    Flush,
    /// Silence behind three plus signs.
    Escaped,
    /// The plus signs came too slowly, or were not three.
    NoEscape,
    /// A search for operators is over.
    Searched,
    /// The SIM and the network are there again after `AT+CFUN=1`.
    RadioOn,
    /// The signal is reported.
    ReportSignal,
    /// The cell is reported.
    ReportCell,
    /// A restart that the host asked for.
    Restart,
    /// The module switches itself off, as asked.
    PowerOff,
    /// Kept data are put out, now that the result has gone before them.
    Push,
}

/// Steps of a boot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BootStep {
    Banner,
    Card,
    Isim,
    Registered,
    Messages,
    PhoneBook,
}

/// Tasks by their time; of equal times the earlier set goes first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    tasks: BTreeMap<(Moment, u64), Task>,
    count: u64,
}

impl Schedule {
    pub(crate) fn set(&mut self, at: Moment, task: Task) {
        self.count += 1;
        self.tasks.insert((at, self.count), task);
    }

    pub(crate) fn cancel(&mut self, task: Task) {
        self.tasks.retain(|_, own| *own != task);
    }

    pub(crate) fn clear(&mut self) {
        self.tasks.clear();
    }

    pub(crate) fn next(&self) -> Option<Moment> {
        self.tasks.keys().next().map(|(at, _)| *at)
    }

    /// The first task that is due.
    pub(crate) fn due(&mut self, now: Moment) -> Option<(Moment, Task)> {
        let entry = self.tasks.first_entry().filter(|entry| entry.key().0 <= now)?;
        let at = entry.key().0;
        Some((at, entry.remove()))
    }
}
