//! What the state costs.

use std::println;

use super::state::Core;
use super::{Machine, desk, exchange, link, news, pipe, wire};

/// Bytes of each part, and of ten links without their buffers.
#[test]
fn the_state_is_small() {
    let whole = size_of::<Machine<10, 1, 1>>();
    println!("machine {whole}: core {}, wire {}", size_of::<Core<10, 1, 1>>(), size_of::<wire::Wire>());
    println!("link {}, of which its rings are {}", size_of::<link::Link<1, 1>>(), 2 * size_of::<super::ring::Ring<1>>());
    println!(
        "model {}, desk {}, status {}, told {}, pipe {}",
        size_of::<super::watched::Watched>(),
        size_of::<desk::Desk>(),
        size_of::<news::Status>(),
        size_of::<exchange::Told>(),
        size_of::<pipe::Pipe>()
    );
    println!(
        "window {}, output {}, configuration {}, notices {}, clients that wait {}",
        size_of::<wire::Wire>(),
        size_of::<super::text::Text<{ wire::LINE }>>(),
        size_of::<super::kept::Kept>(),
        size_of::<super::notices::Notices>(),
        size_of::<[Option<super::late::Late>; super::late::MOST]>()
    );
    assert!(whole <= 5300, "{whole}");
}
