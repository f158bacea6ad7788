#![no_std]
//! What is the same for every program on this board: console, clock, and the module's serial line.
//!
//! ```text
//! application ──▶ a76xx_driver::Stack ── State ── Runner ──▶ board::line (UART 1) ──▶ module
//!      └──▶ say! (UART 0)                   └──▶ EmbassyClock ── board::clock (SysTick)
//! ```

pub mod board;
