//! What a tracker is fed with.

use a76xx_parser::Event;

/// One step of a capture, or of a driver's life.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Input<'e, 'b> {
    /// Something came over the wire.
    Event {
        /// What the parser made of it.
        event: &'e Event<'b>,
        /// Bytes that it stands for: those of `event.raw`, or more where a payload is shown by its beginning.
        bytes: u64,
    },
    /// Time has passed and nothing came.
    Silence,
    /// A control line changed, or the module was reset or its power switched.
    Signal(Signal),
    /// The capture ends here.
    End,
}

impl<'e, 'b> Input<'e, 'b> {
    /// An event with all its bytes.
    pub const fn event(event: &'e Event<'b>) -> Self {
        Self::Event { event, bytes: event.raw.len() as u64 }
    }
}

/// What happens beside the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The DTR line, as the host drives it.
    Dtr(bool),
    /// The RTS line, as the host drives it.
    Rts(bool),
    /// The module's reset line was pulled.
    Reset,
    /// The module's supply or power key was switched.
    Power(bool),
}
