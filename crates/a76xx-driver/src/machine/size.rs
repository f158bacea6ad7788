//! What the state costs.

use std::println;

use super::state::Core;
use super::{Machine, desk, exchange, link, news, pipe, wire};

/// Bytes of each part, and of ten links next to no buffers.
#[test]
fn the_state_is_small() {
    const LINE: usize = 128;
    const KEPT: usize = 2;
    let whole = size_of::<Machine<10, 1, 1, LINE, KEPT>>();
    println!("machine {whole}: core {}, wire {}", size_of::<Core<10, 1, 1, LINE, KEPT>>(), size_of::<wire::Wire<LINE>>());
    println!("link {}, of which its rings are {}", size_of::<link::Link<1, 1>>(), 2 * size_of::<super::ring::Ring<1>>());
    println!(
        "model {}, desk {}, status {}, told {}, pipe {}",
        size_of::<super::watched::Watched>(),
        size_of::<desk::Desk<KEPT>>(),
        size_of::<news::Status>(),
        size_of::<exchange::Told>(),
        size_of::<pipe::Pipe>()
    );
    println!(
        "output {}, configuration {}, notices {}, clients that wait {}",
        size_of::<super::text::Text<LINE>>(),
        size_of::<super::kept::Kept>(),
        size_of::<super::notices::Notices<KEPT>>(),
        size_of::<[Option<super::late::Late>; super::late::MOST]>()
    );
    let most = if cfg!(feature = "model") { 3_400 } else { 2_300 };
    assert!(whole <= most, "{whole}");
}
