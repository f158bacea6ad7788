//! The tracker's model of the module, for applications that want it. The driver itself does not ask it, so nothing of it is linked without the feature.

use a76xx_parser::Event;
use a76xx_tracker::Moment;
#[cfg(feature = "model")]
use a76xx_tracker::{EventNo, Input, Model};

/// What is known of the module, beside what the driver has to know.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    #[cfg(feature = "model")]
    pub(crate) model: Model,
    #[cfg(feature = "model")]
    events: u32,
}

#[cfg(feature = "model")]
impl Watched {
    pub(crate) const NOTHING: Self = Self { model: Model::START, events: 0 };

    /// Takes an event of either side.
    pub(crate) fn note(&mut self, now: Moment, event: &Event<'_>) {
        self.take(now, Input::event(event));
    }

    /// The module has restarted unheard: nothing that is known holds any more.
    pub(crate) fn restarts(&mut self, now: Moment) {
        self.take(now, Input::Signal(a76xx_parser::Control::Reset.into()));
    }

    fn take(&mut self, now: Moment, input: Input<'_, '_>) {
        let seen = self.model.look(input);
        self.model.take(EventNo::new(self.events), Some(now), &seen);
        self.events = self.events.saturating_add(1);
    }
}

#[cfg(not(feature = "model"))]
#[expect(clippy::unused_self, reason = "as with the model")]
impl Watched {
    pub(crate) const NOTHING: Self = Self {};

    pub(crate) const fn note(&mut self, _: Moment, _: &Event<'_>) {}

    pub(crate) const fn restarts(&mut self, _: Moment) {}
}
