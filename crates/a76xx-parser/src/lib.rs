#![no_std]
//! skeleton
pub mod spec;
