//! The time of a face.

use crate::Moment;

/// A clock. It never goes back.
#[expect(async_fn_in_trait, reason = "the executor of an application knows whether its futures move between threads")]
pub trait Clock {
    /// The time.
    fn now(&self) -> Moment;

    /// Waits for a time. Cancelling it has no effect.
    async fn until(&self, at: Moment);
}

/// The clock of `embassy-time`, whose driver the application chooses.
#[cfg(feature = "embassy-time")]
#[derive(Clone, Copy, Debug, Default)]
pub struct EmbassyClock;

#[cfg(feature = "embassy-time")]
impl Clock for EmbassyClock {
    fn now(&self) -> Moment {
        Moment::from_micros(embassy_time::Instant::now().as_micros())
    }

    async fn until(&self, at: Moment) {
        // Rounded up to a tick: a timer that fires early would only be waited for again.
        let at = embassy_time::Instant::try_from_micros(at.micros()).unwrap_or(embassy_time::Instant::MAX);
        embassy_time::Timer::at(at + embassy_time::Duration::from_ticks(1)).await;
    }
}

/// The clock of a tokio runtime, which may be paused in tests.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug)]
pub struct TokioClock(tokio::time::Instant);

#[cfg(feature = "tokio")]
impl TokioClock {
    /// A clock that begins now.
    pub fn new() -> Self {
        Self(tokio::time::Instant::now())
    }

    /// The runtime's word for a time.
    pub(super) fn instant(&self, at: Moment) -> tokio::time::Instant {
        self.0 + core::time::Duration::from_micros(at.micros())
    }
}

#[cfg(feature = "tokio")]
impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "tokio")]
impl Clock for TokioClock {
    fn now(&self) -> Moment {
        Moment::from_micros(self.0.elapsed().as_micros() as u64)
    }

    async fn until(&self, at: Moment) {
        tokio::time::sleep_until(self.instant(at)).await;
    }
}
