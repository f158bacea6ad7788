//! How much flash, memory and time everything takes on bare metal: docs/footprint.md.

mod cycles;
mod goals;
mod image;
mod page;
mod sizes;

use std::fs;

use crate::metal::{TARGETS, firmware};
use crate::qemu;
use crate::repo::{self, Outcome, root};

/// The page.
const PAGE: &str = "docs/footprint.md";

/// Growth that is let pass, in percent: another version of the compiler makes as much.
const TOLERANCE: u32 = 3;

/// Optimisation levels: for size, for speed.
pub(crate) const LEVELS: [&str; 2] = ["s", "3"];

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The demonstration's core at the level for size.
    Quick,
    /// Every core at every level.
    Full,
}

/// Measures, and writes the page.
pub(crate) fn write(extent: Extent) -> Outcome {
    let (targets, levels) = match extent {
        Extent::Quick => (&[firmware::BOARD][..], &LEVELS[..1]),
        Extent::Full => (&TARGETS[..], &LEVELS[..]),
    };
    let console = qemu::console()?;
    let demo = sizes::demo()?;
    let mut costs = Vec::new();
    for level in levels {
        println!("footprint: instructions, opt-level {level}");
        costs.push(cycles::count(level)?);
    }
    let mut sizes = Vec::new();
    for target in targets {
        for level in levels {
            println!("footprint: {target}, opt-level {level}");
            sizes.extend(sizes::measure(target, level)?);
        }
    }
    let page = page::page(&sizes, &demo, &console, &costs);
    fs::write(root().join(PAGE), page).map_err(|error| format!("{PAGE}: {error}"))
}

/// Measures what is measured soonest, and compares it with the page.
pub(crate) fn compare() -> Outcome {
    let page = repo::read(PAGE)?;
    let mut wrong = Vec::new();
    for size in sizes::measure(firmware::BOARD, LEVELS[0])? {
        let name = &size.part;
        match page::flash(&page, name, firmware::BOARD) {
            None => wrong.push(format!("{PAGE} does not tell of {name}")),
            Some(told) if size.flash() > told + told * TOLERANCE / 100 => {
                wrong.push(format!("{name} takes {} bytes of flash, {PAGE} says {told}", size.flash()));
            }
            Some(_) => {}
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("{}\nWhere that is as it should be: cargo xtask footprint", wrong.join("\n"))) }
}
