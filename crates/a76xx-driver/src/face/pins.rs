//! The module's lines beside the data lines.

use crate::Pin;

/// Moves the lines of the module that [`Wiring`](crate::Wiring) names. How long a key is pressed, and which level does it, the hardware manual of
/// the module says: an A7670 wants 50 ms of PWRKEY to start, and 2.5 s of RESET.
#[expect(async_fn_in_trait, reason = "the executor of an application knows whether its futures move between threads")]
pub trait Pins {
    /// Presses PWRKEY for as long as switches the module on. Cancelled, the key has to be free again.
    async fn power_key(&mut self);

    /// Pulls RESET for as long as it needs. Cancelled, it has to be free again.
    async fn reset(&mut self);

    /// Drives DTR; `true` is ready.
    async fn dtr(&mut self, on: bool);
}

/// None of them is wired.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPins;

impl Pins for NoPins {
    async fn power_key(&mut self) {}

    async fn reset(&mut self) {}

    async fn dtr(&mut self, _: bool) {}
}

impl<P: Pins> Pins for &mut P {
    async fn power_key(&mut self) {
        P::power_key(self).await;
    }

    async fn reset(&mut self) {
        P::reset(self).await;
    }

    async fn dtr(&mut self, on: bool) {
        P::dtr(self, on).await;
    }
}

/// Moves one; tells whether the module was started by it.
pub(super) async fn moved(pins: &mut impl Pins, pin: Pin) -> bool {
    match pin {
        Pin::PowerKey => pins.power_key().await,
        Pin::Reset => pins.reset().await,
        Pin::Dtr(on) => pins.dtr(on).await,
    }
    !matches!(pin, Pin::Dtr(_))
}
