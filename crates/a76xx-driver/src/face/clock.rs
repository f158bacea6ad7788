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
