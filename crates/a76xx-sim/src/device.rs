//! What an end of the wire is plugged into.

use crate::modem::Control;
use crate::time::Moment;

/// The module's side of a serial line: a modem with all that belongs to it, or a recording of one.
///
/// Time is an argument and never goes back. After each input, and at the moment of [`Device::poll_timeout`], call
/// [`Device::poll_output`] until it gives nothing; what the line does not take stays with the caller, who asks for no more meanwhile.
pub trait Device {
    /// The host sends bytes.
    fn receive(&mut self, at: Moment, bytes: &[u8]);

    /// A control line changes.
    fn control(&mut self, at: Moment, control: Control);

    /// Time has come to this moment.
    fn handle_timeout(&mut self, at: Moment);

    /// Bytes for the host.
    fn poll_output(&mut self, at: Moment) -> Option<Vec<u8>>;

    /// When something will happen, if nothing else does.
    fn poll_timeout(&self) -> Option<Moment>;

    /// How many bytes of the host it takes now. A line with flow control stops the host at zero.
    fn host_room(&self) -> usize;

    /// A socket of the host that belongs to it can be used.
    #[cfg(feature = "host")]
    fn ready(&mut self, event: &mio::event::Event);
}
