//! What was aimed at, and what came out.

use super::LEVELS;
use super::cycles::Costs;
use super::sizes::Size;
use crate::metal::firmware::BOARD;

/// A core's clock; half of its time is left to others.
pub(super) const HERTZ: f64 = 48e6;

/// A byte on the line: start bit, eight bits, stop bit.
const BITS: f64 = 10.0;

/// Bits a second that a core can follow in half its time, with so many instructions for each byte and one instruction in each cycle.
pub(super) fn baud(instructions: f64) -> f64 {
    HERTZ / 2.0 / instructions * BITS
}

/// One aim.
pub(super) struct Goal {
    pub(super) what: &'static str,
    pub(super) aim: String,
    pub(super) is: String,
    pub(super) met: bool,
}

/// All of them, on the demonstration's core at the level for size; speed at the slowest level.
pub(super) fn goals(sizes: &[Size], costs: &[Costs]) -> Vec<Goal> {
    let of = |part: &str| sizes.iter().find(|size| size.part == part && size.target == BOARD && size.level == LEVELS[0]);
    let most = |what, part, unit: &str, most: u32, take: fn(&Size) -> u32| {
        let is = of(part).map_or(u32::MAX, take);
        Goal { what, aim: format!("{most}{unit}"), is: format!("{is}{unit}"), met: is <= most }
    };
    let slowest = costs.iter().flat_map(|costs| &costs.fair).map(|cost| cost.each[1]).fold(0.0, f64::max);
    let speed = baud(slowest);
    vec![
        most("parser, flash", "parser_only", " B", 8 * 1024, Size::flash),
        most("driver with 10 links and all modes, flash", "driver10", " B", 40 * 1024, Size::flash),
        most("parser, state", "parser_only", " B", 128, |size| size.state),
        most("driver with 10 links, state without buffers", "driver10", " B", 2 * 1024, |size| size.state),
        most("parser, functions that panic", "parser_only", "", 0, |size| u32::try_from(size.panics).unwrap_or(u32::MAX)),
        Goal {
            what: "slowest workload in pieces of 64 bytes, at 48 MHz with half the time to spare",
            aim: "3.0 Mbaud".to_owned(),
            is: format!("{:.1} Mbaud", speed / 1e6),
            met: speed >= 3e6,
        },
    ]
}
