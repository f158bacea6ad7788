//! How far an event goes: over the wire alone, or into the network.

use a76xx_parser::spec::Shape;
use a76xx_parser::{Kind, Role};

use crate::annotate::Annotated;

/// Chapters of the manual whose unasked lines tell what the network did: registration, packet data, calls, messages, and the services.
const NETWORK: [u8; 13] = [4, 5, 7, 9, 14, 15, 16, 17, 18, 19, 29, 31, 32];

/// Whether the event tells of the network, or is data for it or of it. What the host reads from the module's memory was there before.
pub(super) fn is_far(event: &Annotated<'_>) -> bool {
    match &event.event.kind {
        Kind::Payload(data) => match data.role {
            Role::Sent { .. } => event.link.is_some(),
            Role::Received | Role::ReceivedHex | Role::Unframed => event.reply_to.is_none(),
            Role::Transparent => true,
            Role::Body | Role::SentEcho => false,
        },
        Kind::Urc(line) => {
            event.link.is_some()
                || line.command.and_then(a76xx_parser::spec::Command::words).is_some_and(|words| NETWORK.contains(&words.chapter))
        }
        Kind::Answer(line) => line.shape() == Some(Shape::Result),
        _ => false,
    }
}
