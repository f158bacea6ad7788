//! From a name to its row: a hash table that the compiler builds, so that a look-up costs one pass over the name.

use super::command::Command;
use super::row::Entry;
use super::table::{COUNT, HEADS, NAMES, ROWS, same_text};
use super::wire::{Role, Then};
use super::words::CommandWords;
use super::{CHAPTERS, WORDS};

/// Index of a row in the table: two bytes of parser state instead of a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowId(u16);

impl RowId {
    /// Stands for a name that the table does not hold.
    pub(crate) const UNKNOWN: Self = Self(u16::MAX);

    /// Stands for one such name, of which it keeps fifteen bits of a hash.
    pub(crate) const fn unknown(hash: u16) -> Self {
        Self(hash | 0x8000)
    }

    /// Whether it stands for such a name.
    #[inline]
    pub(crate) const fn is_unknown(self) -> bool {
        self.0 >= 0x8000
    }

    /// Its place in the table.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every row's words, in the same order. Linked only where something asks for them.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
static ROW_WORDS: [&CommandWords; COUNT] = {
    let mut words = [WORDS[0].1[0]; COUNT];
    let (mut at, mut chapter) = (0, 0);
    while chapter < WORDS.len() {
        let (linked, rows) = WORDS[chapter];
        let mut row = 0;
        while linked && row < rows.len() {
            words[at] = rows[row];
            at += 1;
            row += 1;
        }
        chapter += 1;
    }
    words
};

/// The names of commands that data can follow.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
static ASKING: [&str; ASKING_COUNT] = {
    let mut names = [""; ASKING_COUNT];
    let (mut at, mut chapters) = (0, CHAPTERS);
    while let [(_, chapter), behind @ ..] = chapters {
        let mut entries = *chapter;
        while let [entry, behind @ ..] = entries {
            if asks(entry) {
                names[at] = entry.name;
                at += 1;
            }
            entries = behind;
        }
        chapters = behind;
    }
    names
};

const ASKING_COUNT: usize = {
    let (mut count, mut chapters) = (0, CHAPTERS);
    while let [(_, chapter), behind @ ..] = chapters {
        let mut entries = *chapter;
        while let [entry, behind @ ..] = entries {
            count += asks(entry) as usize;
            entries = behind;
        }
        chapters = behind;
    }
    count
};

const fn asks(entry: &Entry) -> bool {
    let mut forms = entry.forms;
    while let [form, behind @ ..] = forms {
        if form.shape.is_host() && !matches!(form.then, Then::Line | Then::Text | Then::MayConnect) {
            return true;
        }
        forms = behind;
    }
    false
}

/// Whether a command of this name, in any case of letters, can be followed by data or the data state, whatever was chosen before. It knows the
/// chapters that are left out as well.
pub fn takes_data(name: &[u8]) -> bool {
    ASKING.iter().any(|own| own.as_bytes().eq_ignore_ascii_case(name))
}

/// Slots of the hash table: a power of two, so many that a fourth of them is free at least.
const SLOTS: usize = (COUNT * 4).div_ceil(3).next_power_of_two();

/// Row number + 1 by hash, 0 for an empty slot.
/// Where it is taken, see [`next`].
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
static SLOT: [u16; SLOTS] = {
    let mut slots = [0_u16; SLOTS];
    let mut at = 0;
    while at < COUNT {
        let hash = name_hash(name_of(&ROWS[at]));
        let mut slot = hash as usize % SLOTS;
        while slots[slot] != 0 {
            slot = next(slot, hash);
        }
        slots[slot] = at as u16 + 1;
        at += 1;
    }
    slots
};

/// The slot to look at behind one that another name has: as far on as the hash says, so that taken slots form no runs. All are reached, for their
/// number is a power of two, and the distance is odd.
#[inline]
const fn next(slot: usize, hash: u32) -> usize {
    (slot + (hash >> 22 | 1) as usize) % SLOTS
}

/// The name of a row, for the compiler.
const fn name_of(row: &Command) -> &[u8] {
    NAMES.as_bytes().split_at(row.name as usize).1.split_at(row.len as usize).0
}

/// The row of a name, for the compiler; a handle of none where the chapter is left out.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
pub(super) const fn known(name: &str) -> Command {
    let name = name.as_bytes();
    let hash = name_hash(name);
    let mut slot = hash as usize % SLOTS;
    loop {
        let Some(number) = SLOT[slot].checked_sub(1) else { return Command::LEFT_OUT };
        let row = ROWS[number as usize];
        if same_text(name_of(&row), name) {
            return row;
        }
        slot = next(slot, hash);
    }
}

/// Hash of a text, the same for upper and lower case letters, eight bytes at a time.
pub(crate) const fn hash(text: &[u8]) -> u32 {
    let (mut hash, mut rest) = (text.len() as u64, text);
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        hash = mix(hash, u64::from_le_bytes(*word));
        rest = behind;
    }
    match (rest.len(), ends(text)) {
        (0, _) => fold(hash),
        // The last eight bytes are all that is left; of a shorter text both ends are needed.
        (_, (_, back)) if text.len() > 8 => fold(mix(hash, back)),
        (_, (front, back)) => fold(mix(mix(hash, front), back)),
    }
}

/// Hash of a name: its first and last bytes, and its length. Names are short, so that is most of them.
const fn name_hash(name: &[u8]) -> u32 {
    let (front, back) = ends(name);
    ends_hash(name.len(), front, back)
}

#[cfg_attr(not(target_pointer_width = "32"), inline)]
#[cfg_attr(target_pointer_width = "32", inline(never))]
const fn ends_hash(len: usize, front: u64, back: u64) -> u32 {
    let mixed = ((front | CASE) ^ (back | CASE).rotate_left(25) ^ len as u64).wrapping_mul(SPREAD);
    (mixed >> 32) as u32
}

/// The first and the last eight bytes of a text, which may overlap; of a shorter one what there is.
#[inline]
const fn ends(text: &[u8]) -> (u64, u64) {
    match (text.first_chunk::<8>(), text.last_chunk::<8>(), text.first_chunk::<4>(), text.last_chunk::<4>(), text) {
        (Some(front), Some(back), ..) => (u64::from_le_bytes(*front), u64::from_le_bytes(*back)),
        (_, _, Some(front), Some(back), _) => (u32::from_le_bytes(*front) as u64, u32::from_le_bytes(*back) as u64),
        (.., [a, b, c]) => (*a as u64 | (*b as u64) << 8, *c as u64),
        (.., [a, b]) => (*a as u64 | (*b as u64) << 8, 0),
        (.., [a]) => (*a as u64, 0),
        _ => (0, 0),
    }
}

/// Letters differ between cases in one bit, which all other bytes of names have set or ignore.
const CASE: u64 = 0x2020_2020_2020_2020;

/// Spreads what differs over the upper bits of a product.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg_attr(not(target_pointer_width = "32"), inline)]
#[cfg_attr(target_pointer_width = "32", inline(never))]
const fn mix(hash: u64, word: u64) -> u64 {
    let mixed = (hash ^ (word | CASE)).wrapping_mul(SPREAD);
    mixed ^ (mixed >> 29)
}

#[inline]
const fn fold(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// The row whose answers come under another head than its name.
pub(crate) fn find_listing(head: &[u8]) -> Option<(RowId, &'static Command)> {
    let listing = HEADS.iter().find(|(_, heads)| heads.iter().any(|own| own.as_bytes() == head))?.0;
    let place = ROWS.iter().position(|row| row.is_named(listing))?;
    Some((RowId(u16::try_from(place).ok()?), ROWS.get(place)?))
}

/// The row of a name such as `+CIPOPEN`, `&D` or `RECV FROM`, in any case of letters.
pub fn find(name: &[u8]) -> Option<&'static Command> {
    find_row(name).map(|(_, row)| row)
}

/// The row of a name in any case of letters, and its number.
#[inline]
pub(crate) fn find_row(name: &[u8]) -> Option<(RowId, &'static Command)> {
    find_exact(name).or_else(|| find_folded(name))
}

/// The row of a name as the module writes it: in capitals. `Ring` in a program's print is not `RING`.
///
/// What is hashed of a name of four to sixteen bytes, its two ends, is all of it, so that it is read once.
#[inline]
pub(crate) fn find_exact(name: &[u8]) -> Option<(RowId, &'static Command)> {
    let len = name.len();
    match (name.first_chunk::<8>(), name.last_chunk::<8>(), name.first_chunk::<4>(), name.last_chunk::<4>()) {
        (Some(front), Some(back), ..) if len <= 16 => {
            let hash = ends_hash(len, u64::from_le_bytes(*front), u64::from_le_bytes(*back));
            search(len, hash, |row| row.first_chunk() == Some(front) && row.last_chunk() == Some(back))
        }
        (None, _, Some(front), Some(back)) => {
            let hash = ends_hash(len, u64::from(u32::from_le_bytes(*front)), u64::from(u32::from_le_bytes(*back)));
            search(len, hash, |row| row.first_chunk() == Some(front) && row.last_chunk() == Some(back))
        }
        _ => find_odd(name),
    }
}

#[inline(never)]
fn find_odd(name: &[u8]) -> Option<(RowId, &'static Command)> {
    search(name.len(), name_hash(name), |row| row == name)
}

#[inline(never)]
fn find_folded(name: &[u8]) -> Option<(RowId, &'static Command)> {
    if !name.iter().any(u8::is_ascii_lowercase) {
        return None;
    }
    search(name.len(), name_hash(name), |row| row.eq_ignore_ascii_case(name))
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "what is compared differs from call to call")]
fn search(len: usize, hash: u32, same: impl Fn(&[u8]) -> bool) -> Option<(RowId, &'static Command)> {
    let mut slot = hash as usize % SLOTS;
    while let Some(&number) = SLOT.get(slot) {
        let number = number.checked_sub(1)?;
        let row = ROWS.get(usize::from(number))?;
        if row.name_len() == len && same(row.head()) {
            return Some((RowId(number), row));
        }
        slot = next(slot, hash);
    }
    None
}

/// The row of a number.
pub(crate) fn by_id(id: RowId) -> Option<&'static Command> {
    ROWS.get(usize::from(id.0))
}

/// A row's number, for the compiler: a line is told by it among many without a look at each.
///
/// # Panics
/// While compiling, where the row is not in the table.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
pub(crate) const fn id_of(row: &Command) -> RowId {
    let name = name_of(row);
    let hash = name_hash(name);
    let mut slot = hash as usize % SLOTS;
    while !same_text(name_of(&ROWS[SLOT[slot] as usize - 1]), name) {
        slot = next(slot, hash);
    }
    RowId(SLOT[slot] - 1)
}

/// The words of the row of a number.
pub(crate) fn words_by_id(id: RowId) -> Option<&'static CommandWords> {
    ROW_WORDS.get(id.0 as usize).copied()
}

/// Every row's words, in the order of the rows.
pub fn all_words() -> impl ExactSizeIterator<Item = &'static CommandWords> {
    ROW_WORDS.iter().copied()
}

/// Every row, chapter after chapter.
pub fn rows() -> impl ExactSizeIterator<Item = &'static Command> {
    ROWS.iter()
}

/// Fixed lines of more than one word (`SMS DONE`): what a merged stream may glue to the text behind them.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
pub(crate) static FIXED: [&str; FIXED_COUNT] = {
    let mut names = [""; FIXED_COUNT];
    let (mut at, mut row) = (0, 0);
    while row < COUNT {
        if is_fixed(&ROWS[row]) {
            names[at] = match core::str::from_utf8(name_of(&ROWS[row])) {
                Ok(name) => name,
                Err(_) => "",
            };
            at += 1;
        }
        row += 1;
    }
    names
};

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
const FIXED_COUNT: usize = {
    let (mut count, mut row) = (0, 0);
    while row < COUNT {
        if is_fixed(&ROWS[row]) {
            count += 1;
        }
        row += 1;
    }
    count
};

const fn is_fixed(row: &Command) -> bool {
    let mut name = name_of(row);
    let mut words = false;
    while let [byte, rest @ ..] = name {
        words |= *byte == b' ';
        name = rest;
    }
    words && matches!(row.role(), Role::Urc) && row.is_bare()
}
