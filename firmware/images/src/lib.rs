#![no_std]
//! What the images share: a wire that the compiler cannot see through, and a place for what they keep.
//!
//! An image is linked and measured, and never run. It uses what a user of its part would use, so that the linker keeps just that.

#![expect(unsafe_code, reason = "volatile reads and writes are what keeps the compiler from seeing through")]

use core::mem::MaybeUninit;
use core::ptr::{addr_of, addr_of_mut, read_volatile, write_volatile};

mod calls;
mod parse;

pub use calls::{Driver, config, drive};
pub use parse::{look, parse};

/// Bytes of a window: a line and one byte.
pub const WINDOW: usize = 257;

static mut INPUT: u8 = 0;
static mut OUTPUT: usize = 0;

/// A byte from somewhere.
pub fn byte() -> u8 {
    // SAFETY: one thread, and no reference to it is ever made.
    unsafe { read_volatile(addr_of!(INPUT)) }
}

/// So many of them.
pub fn bytes<const N: usize>() -> [u8; N] {
    core::array::from_fn(|_| byte())
}

/// Uses a number.
pub fn show(number: usize) {
    // SAFETY: as above.
    unsafe { write_volatile(addr_of_mut!(OUTPUT), number) }
}

/// Uses a text.
pub fn show_text(text: &str) {
    for byte in text.bytes() {
        show(usize::from(byte));
    }
}

/// Memory that is counted.
pub struct Place<T>(pub MaybeUninit<T>);

impl<T> Place<T> {
    /// An empty one.
    pub const EMPTY: Self = Self(MaybeUninit::uninit());
}

/// Puts a value into a static of its own, whose size the map of the image shows.
#[macro_export]
macro_rules! keep {
    ($Type:ty, $value:expr) => {{
        static mut PLACE: $crate::Place<$Type> = $crate::Place::EMPTY;
        // SAFETY: `main` comes here once, and there is one thread.
        unsafe { (*core::ptr::addr_of_mut!(PLACE)).0.write($value) }
    }};
}

/// Hands bytes to something that takes events off the front of a window, and keeps the rest.
pub fn window(mut take: impl FnMut(&[u8]) -> usize) -> ! {
    let window = keep!([u8; WINDOW], [0; WINDOW]);
    let mut len = 0;
    loop {
        if let Some(slot) = window.get_mut(len) {
            *slot = byte();
            len += 1;
        }
        let used = take(window.get(..len).unwrap_or_default()).min(len);
        for at in used..len {
            // Nothing in it panics, so that what panics in an image is its part's.
            let byte = window.get(at).copied().unwrap_or_default();
            if let Some(slot) = window.get_mut(at - used) {
                *slot = byte;
            }
        }
        len -= used;
    }
}

#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {
        show(0);
    }
}
