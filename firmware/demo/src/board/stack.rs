//! How deep the stack has been: the runtime paints it before the start.

#![expect(unsafe_code, reason = "the stack's own memory")]

use core::ptr::{addr_of, read_volatile};

unsafe extern "C" {
    static _stack_end: u32;
    static _stack_start: u32;
}

/// Bytes between the deepest point and the top.
pub fn depth() -> usize {
    let (end, start) = (addr_of!(_stack_end), addr_of!(_stack_start));
    let mut at = end;
    // SAFETY: both are bounds of the stack, which is memory of whole words.
    while at < start && unsafe { read_volatile(at) } == cortex_m_rt::STACK_PAINT_VALUE {
        at = at.wrapping_add(1);
    }
    start as usize - at as usize
}
