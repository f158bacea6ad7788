//! Fewer bytes of data, with their number in the lines around.

use super::candidate::Candidate;
use super::minimise::{self, Budget};
use super::parts::labels;

/// Steps that are data.
pub(super) fn places(candidate: &Candidate) -> Vec<usize> {
    labels(candidate).iter().enumerate().filter(|(_, label)| label.is_data).map(|(at, _)| at).collect()
}

/// Leaves out bytes of data. First their number follows where the lines around tell it; then those that are left are tried as they are: where
/// a number is wrong, it may be that which is found.
pub(super) fn minimise(mut best: Candidate, budget: &mut Budget, shows: &mut dyn FnMut(&Candidate) -> bool) -> Candidate {
    for follows in [true, false] {
        for at in places(&best) {
            let base = best.clone();
            let others = if follows { counting(&base, at) } else { Vec::new() };
            let whole = base.bytes(at).to_vec();
            let with = |bytes: &[u8]| {
                let mut other = base.clone();
                for line in &others {
                    other.put(*line, renumbered(base.bytes(*line), whole.len(), bytes.len()));
                }
                other.put(at, bytes.to_vec());
                other
            };
            // Data that are empty are an event that can go, which is tried elsewhere.
            let smallest = minimise::minimise(whole.clone(), budget, &mut |bytes| !bytes.is_empty() && shows(&with(bytes)));
            if smallest.len() < whole.len() {
                best = with(&smallest);
            }
        }
    }
    best
}

/// The lines that tell the number of a step's bytes: those of the same exchange.
fn counting(candidate: &Candidate, at: usize) -> Vec<usize> {
    let labels = labels(candidate);
    let command = |at: &usize| labels.get(*at).is_some_and(|label| label.is_command);
    let start = (0..=at).rev().find(command).unwrap_or(0);
    let end = (at + 1..labels.len()).find(command).unwrap_or(labels.len());
    let count = candidate.bytes(at).len();
    let tells = |line: &usize| {
        labels.get(*line).is_some_and(|label| !label.is_data) && numbers(candidate.bytes(*line)).any(|(_, number)| number == count)
    };
    (start..end).filter(tells).collect()
}

/// The decimal numbers of a line, and where each stands.
fn numbers(line: &[u8]) -> impl Iterator<Item = (std::ops::Range<usize>, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + line.get(from..)?.iter().position(u8::is_ascii_digit)?;
        let length = line.get(start..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        from = start + length;
        let number = std::str::from_utf8(line.get(start..from)?).ok()?.parse().unwrap_or(usize::MAX);
        Some((start..from, number))
    })
}

/// A line with one number for another.
fn renumbered(line: &[u8], old: usize, new: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(line.len());
    let mut from = 0;
    for (place, _) in numbers(line).filter(|(_, number)| *number == old) {
        text.extend_from_slice(line.get(from..place.start).unwrap_or_default());
        text.extend_from_slice(new.to_string().as_bytes());
        from = place.end;
    }
    text.extend_from_slice(line.get(from..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow() {
        assert_eq!(renumbered(b"\r\n+CIPSEND: 0,10,10\r\n", 10, 3), b"\r\n+CIPSEND: 0,3,3\r\n");
        assert_eq!(renumbered(b"AT+CIPSEND=0,100\r", 10, 3), b"AT+CIPSEND=0,100\r");
        assert_eq!(renumbered(b"+IPD12", 12, 1), b"+IPD1");
        assert_eq!(renumbered(b"no number", 1, 2), b"no number");
        assert_eq!(numbers(b"99999999999999999999999,7").map(|(_, number)| number).collect::<Vec<_>>(), [usize::MAX, 7]);
    }
}
