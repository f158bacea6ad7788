//! Delta debugging: leaves out parts of a list, large ones first, until none can go.

use std::time::Instant;

/// The time that there is.
pub(super) struct Budget {
    until: Instant,
    spent: bool,
}

impl Budget {
    pub(super) const fn until(until: Instant) -> Self {
        Self { until, spent: false }
    }

    /// Looks at the clock.
    fn goes_on(&mut self) -> bool {
        self.spent |= Instant::now() >= self.until;
        !self.spent
    }

    /// Whether it was over before all was tried.
    pub(super) const fn is_spent(&self) -> bool {
        self.spent
    }
}

/// A part of the list for which `shows` holds as it does for the whole, and of which no single element can go, unless the time is over.
pub(super) fn minimise<T: Clone>(mut items: Vec<T>, budget: &mut Budget, shows: &mut dyn FnMut(&[T]) -> bool) -> Vec<T> {
    let mut size = items.len().div_ceil(2).max(1);
    loop {
        let mut end = items.len();
        let mut left_out = false;
        // From the end: what comes behind a finding is seldom needed.
        while end > 0 {
            if !budget.goes_on() {
                return items;
            }
            let start = end.saturating_sub(size);
            let rest: Vec<T> = items.iter().take(start).chain(items.iter().skip(end)).cloned().collect();
            if shows(&rest) {
                items = rest;
                left_out = true;
            }
            end = start;
        }
        match (size, left_out) {
            (1, false) => return items,
            (1, true) => {}
            _ => size = size.div_ceil(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn of(count: u32, shows: impl Fn(&[u32]) -> bool) -> Vec<u32> {
        let mut budget = Budget::until(Instant::now() + Duration::from_mins(1));
        let smallest = minimise((0..count).collect(), &mut budget, &mut |items| shows(items));
        assert!(!budget.is_spent());
        smallest
    }

    #[test]
    fn what_is_needed_is_left() {
        let has = |wanted: &'static [u32]| move |items: &[u32]| wanted.iter().all(|one| items.contains(one));
        assert_eq!(of(100, has(&[17])), [17]);
        assert_eq!(of(100, has(&[0, 50, 51, 99])), [0, 50, 51, 99]);
        assert_eq!(of(7, has(&[])), [0_u32; 0]);
        assert_eq!(of(1, has(&[0])), [0]);
        assert_eq!(of(0, has(&[])), [0_u32; 0]);
    }

    #[test]
    fn no_single_element_can_go() {
        // An even number of elements, one of them 3: parts alone do not help.
        let shows = |items: &[u32]| items.contains(&3) && items.len().is_multiple_of(2);
        assert_eq!(of(64, shows).len(), 2);
        let pairs = |items: &[u32]| items.iter().any(|one| items.contains(&(one + 5)));
        assert_eq!(of(40, pairs).len(), 2);
    }

    #[test]
    fn the_time_ends_it() {
        let mut budget = Budget::until(Instant::now());
        assert_eq!(minimise(vec![1, 2, 3], &mut budget, &mut |_| true), [1, 2, 3]);
        assert!(budget.is_spent());
    }
}
