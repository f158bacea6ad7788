//! What a misspelt name most likely meant.

use crate::spec::{Command, rows};

/// Longest name that is compared, in bytes: the longest of the table has 33, and slips may add two. Longer ones get no suggestion.
const LONGEST: usize = 36;
/// Farthest slip that is still taken for one: two of these: a letter more, fewer, other, or swapped with its neighbour.
const FAR: u8 = 2;

/// The names of the table that are nearest to a misspelt one (`+CIOPEN` gives `+CIPOPEN`), the TCP/IP service's first.
///
/// Empty where the name is in the table, is shorter than four bytes, or is farther than two slips from every name.
pub fn suggest(name: &[u8]) -> impl Iterator<Item = &'static str> + '_ {
    let least = if name.len() < 4 { 0 } else { rows().filter_map(|row| distance(row.head(), name)).min().unwrap_or(0) };
    // Two slips in a short name make another name of nearly anything.
    let near = least > 0 && (least == 1 || (least <= FAR && name.len() > 6));
    rows().filter(move |row| near && distance(row.head(), name) == Some(least)).map(Command::name)
}

/// Slips between two names: letters inserted, left out, changed, or swapped with their neighbour. Case does not count. `None` beyond [`FAR`].
fn distance(a: &[u8], b: &[u8]) -> Option<u8> {
    if a.len().abs_diff(b.len()) > usize::from(FAR) || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let mut before = [0_u8; LONGEST + 1];
    let mut above = [0_u8; LONGEST + 1];
    for (slot, value) in above.iter_mut().zip(0..) {
        *slot = value;
    }
    let mut last_a = 0;
    for (&byte_a, row) in a.iter().zip(1_u8..) {
        let mut line = [0_u8; LONGEST + 1];
        line[0] = row;
        let mut last_b = 0;
        for (&byte_b, column) in b.iter().zip(1_usize..) {
            let cell = |from: &[u8; LONGEST + 1], back: usize| column.checked_sub(back).and_then(|at| from.get(at)).copied();
            let change = u8::from(!byte_a.eq_ignore_ascii_case(&byte_b));
            let mut best = cell(&above, 1).map_or(u8::MAX, |slips| slips + change);
            best = best.min(cell(&above, 0).map_or(u8::MAX, |slips| slips + 1));
            best = best.min(cell(&line, 1).map_or(u8::MAX, |slips| slips + 1));
            if row > 1 && column > 1 && byte_a.eq_ignore_ascii_case(&last_b) && byte_b.eq_ignore_ascii_case(&last_a) {
                best = best.min(cell(&before, 2).map_or(u8::MAX, |slips| slips + 1));
            }
            if let Some(slot) = line.get_mut(column) {
                *slot = best;
            }
            last_b = byte_b;
        }
        last_a = byte_a;
        before = above;
        above = line;
    }
    above.get(b.len()).copied().filter(|slips| *slips <= FAR)
}
