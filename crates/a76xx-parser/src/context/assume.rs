//! What callers know beside the bytes.

use super::{Context, Counted, Phase, Setting};
use crate::event::Side;

/// What a caller knows that the bytes do not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Assume {
    /// Whether results are words (`ATV1`) or digits (`ATV0`).
    Verbose(bool),
    /// Whether transparent mode was chosen (`AT+CIPMODE=1`).
    Transparent(bool),
    /// Whether pushed data carry `+IPD<n>` (`AT+CIPHEAD=1`).
    Head(bool),
    /// The data state begins (`true`) or ends (`false`) here.
    DataState(bool),
    /// The next bytes of this side are data, so many.
    Payload(Side, u32),
    /// The payload of this side ends here.
    PayloadEnd(Side),
}

/// What happens beside the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Control {
    /// The DTR line; dropping it ends the data state where `AT&D1` was set.
    Dtr(bool),
    /// The module was reset or its power was switched.
    Reset,
}

impl Context {
    pub(crate) fn assume(&mut self, what: Assume) {
        let setting = |on| if on { Setting::On } else { Setting::Off };
        match what {
            Assume::Verbose(on) => self.verbose = setting(on),
            Assume::Transparent(on) => self.transparent = setting(on),
            Assume::Head(on) => self.head = setting(on),
            Assume::DataState(true) => self.enter_data(None),
            Assume::DataState(false) => self.leave_data(),
            Assume::Payload(Side::Host, left) => self.host = Phase::Counted { left, kind: Counted::Sent },
            Assume::Payload(Side::Module, left) => self.module = Phase::Counted { left, kind: Counted::Received },
            Assume::PayloadEnd(Side::Host) => self.host = Phase::Line,
            Assume::PayloadEnd(Side::Module) => self.module = Phase::Line,
        }
    }

    pub(crate) fn control(&mut self, what: Control) {
        match what {
            Control::Dtr(true) => {}
            // Whether the drop ends the data state depends on AT&D; the module's `OK` tells.
            Control::Dtr(false) => self.escaping = true,
            Control::Reset => self.restart(),
        }
    }
}
