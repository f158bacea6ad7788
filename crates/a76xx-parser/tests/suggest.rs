//! What a misspelt name is taken for.
#![allow(clippy::expect_used, reason = "a fault here is a failed test")]

use std::sync::LazyLock;

use a76xx_parser::{spec, suggest};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Marks of extended names.
const MARKS: [char; 4] = ['+', '*', '^', '$'];

/// Names of six letters or more, the mark in front not counted: in a shorter one a slip makes another name of nearly anything.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    spec::rows().map(a76xx_parser::spec::Command::name).filter(|name| name.trim_start_matches(MARKS).len() >= 6).collect()
});

/// A slip of the hand.
#[derive(Clone, Debug)]
enum Slip {
    Insert(Index, char),
    Delete(Index),
    Change(Index, char),
    Swap(Index),
}

impl Slip {
    /// Made in a name, behind its mark.
    fn make(&self, name: &str) -> String {
        let mark = name.len() - name.trim_start_matches(MARKS).len();
        let mut text: Vec<char> = name.chars().collect();
        let letters = text.len() - mark;
        match self {
            Self::Insert(at, letter) => text.insert(mark + at.index(letters + 1), *letter),
            Self::Delete(at) => drop(text.remove(mark + at.index(letters))),
            Self::Change(at, letter) => {
                if let Some(slot) = text.get_mut(mark + at.index(letters)) {
                    *slot = *letter;
                }
            }
            Self::Swap(at) => {
                let at = mark + at.index(letters - 1);
                text.swap(at, at + 1);
            }
        }
        text.into_iter().collect()
    }
}

fn letter() -> impl Strategy<Value = char> {
    prop::char::range('A', 'Z')
}

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (any::<Index>(), letter()).prop_map(|(at, letter)| Slip::Insert(at, letter)),
        any::<Index>().prop_map(Slip::Delete),
        (any::<Index>(), letter()).prop_map(|(at, letter)| Slip::Change(at, letter)),
        any::<Index>().prop_map(Slip::Swap),
    ]
}

fn is_name(text: &str) -> bool {
    spec::find(text.as_bytes()).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_slip_is_seen_through(name in select(NAMES.as_slice()), slip in slip()) {
        let slipped = slip.make(name);
        prop_assume!(!is_name(&slipped));
        let found: Vec<_> = suggest(slipped.as_bytes()).collect();
        prop_assert!(found.contains(&name), "{} gives {:?}, not {}", slipped, found, name);
        let found: Vec<_> = suggest(slipped.to_ascii_lowercase().as_bytes()).collect();
        prop_assert!(found.contains(&name), "{} in small letters gives {:?}", slipped, found);
    }

    // No name has so many letters in common with these.
    #[test]
    fn far_off_names_give_nothing(text in "\\+[QXZJ]{9,24}") {
        prop_assert_eq!(suggest(text.as_bytes()).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn any_bytes_are_safe(text in prop::collection::vec(any::<u8>(), 0..64)) {
        prop_assert!(suggest(&text).all(|name| spec::find(name.as_bytes()).is_some()));
    }
}

#[test]
fn names_of_the_table_need_no_suggestion() {
    for row in spec::rows() {
        assert_eq!(suggest(row.head()).next(), None, "{}", row.name());
    }
}

#[test]
fn slips_of_printed_notes() {
    for (slip, meant) in [
        ("+CIOPEN", "+CIPOPEN"),
        ("+CIPOEPN", "+CIPOPEN"),
        ("+NETCLOS", "+NETCLOSE"),
        ("+CPIPEVENT", "+CIPEVENT"),
        ("RCV FROM", "RECV FROM"),
    ] {
        assert_eq!(suggest(slip.as_bytes()).next(), Some(meant));
    }
    assert_eq!(suggest(b"").next(), None);
    assert_eq!(suggest(b"+CS").next(), None);
}
