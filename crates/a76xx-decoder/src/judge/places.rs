//! Where keys stand in a queue.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::collections::hash_map::Entry;

/// The places at which each key stands in a queue, found without a look at the others.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The first and the last place of each key, counted from the very first that ever was.
    ends: HashMap<u64, (usize, usize)>,
    /// For each place the next one of the same key.
    next: VecDeque<Option<usize>>,
    /// Places that are gone.
    gone: usize,
}

impl Places {
    /// Adds a key behind all others.
    pub(super) fn push(&mut self, key: u64) {
        let place = self.gone + self.next.len();
        self.next.push_back(None);
        match self.ends.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert((place, place));
            }
            Entry::Occupied(mut entry) => {
                let last = std::mem::replace(&mut entry.get_mut().1, place);
                if let Some(next) = self.next.get_mut(last.wrapping_sub(self.gone)) {
                    *next = Some(place);
                }
            }
        }
    }

    /// Takes the very first key off, which is this one.
    pub(super) fn remove_first(&mut self, key: u64) {
        self.gone += 1;
        match self.next.pop_front().flatten() {
            Some(next) => {
                if let Some((first, _)) = self.ends.get_mut(&key) {
                    *first = next;
                }
            }
            None => {
                self.ends.remove(&key);
            }
        }
    }

    /// The places of a key in the queue, from its front on.
    pub(super) fn of(&self, key: u64) -> impl Iterator<Item = usize> {
        let at = |place: usize| place.wrapping_sub(self.gone);
        let first = self.ends.get(&key).map(|(first, _)| at(*first));
        std::iter::successors(first, move |place| self.next.get(*place).copied().flatten().map(at))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::Places;

    proptest! {
        #[test]
        fn as_if_all_were_looked_at(steps in proptest::collection::vec(prop_oneof![3 => (0..5_u64).prop_map(Some), 1 => Just(None)], 0..60)) {
            let (mut places, mut queue) = (Places::default(), VecDeque::new());
            for step in steps {
                match step {
                    Some(key) => {
                        places.push(key);
                        queue.push_back(key);
                    }
                    None => {
                        if let Some(key) = queue.pop_front() {
                            places.remove_first(key);
                        }
                    }
                }
                for key in 0..5 {
                    let expected: Vec<usize> = queue.iter().enumerate().filter(|(_, known)| **known == key).map(|(at, _)| at).collect();
                    prop_assert_eq!(places.of(key).collect::<Vec<_>>(), expected);
                }
            }
        }
    }
}
