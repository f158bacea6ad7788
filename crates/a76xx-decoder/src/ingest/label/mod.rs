//! Labels: the text in front of the wire's bytes that tells whose they are. Which label is whose is learned from the bytes behind it.

mod words;

pub(super) use words::{Way, find, way};

use crate::ingest::sniff::{is_answer, is_command};
use a76xx_parser::Side;

/// Labels that are remembered.
const MOST: usize = 64;
/// Numbers of a label that may tell it apart.
const NUMBERS: usize = 3;
/// Labels that differ in a number alone.
const FEW: usize = 6;

/// What stands for a number in the shape of a label.
const NUMBER: u8 = 0;

/// The shape of a label: blanks do not count, and of its numbers only the one that is kept.
pub(super) fn shape(label: &[u8], keep: Option<usize>, into: &mut Vec<u8>) {
    into.clear();
    let (mut rest, mut numbers) = (label.trim_ascii(), 0);
    while let Some((&byte, tail)) = rest.split_first() {
        match byte {
            b'0'..=b'9' => {
                let (number, behind) = rest.split_at_checked(number_len(rest)).unwrap_or((rest, &[]));
                if keep == Some(numbers) {
                    into.extend_from_slice(number);
                } else if into.last() != Some(&NUMBER) {
                    into.push(NUMBER);
                }
                numbers += 1;
                rest = behind;
                continue;
            }
            b' ' | b'\t' => {
                if into.last() != Some(&b' ') {
                    into.push(b' ');
                }
            }
            _ => into.push(byte),
        }
        rest = tail;
    }
}

/// Length of the number that a text begins with, hexadecimal digits included.
fn number_len(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'x' | b'X')).count()
}

/// Where the text behind a label of this shape begins: behind the label and its padding, or one blank.
fn behind(text: &[u8], shape: &[u8], padding: usize) -> Option<usize> {
    let blanks = |at: usize| text.get(at..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let mut at = blanks(0);
    for byte in shape {
        let next = *text.get(at)?;
        match *byte {
            NUMBER if next.is_ascii_digit() => at += number_len(text.get(at..).unwrap_or_default()),
            b' ' if blanks(at) > 0 => at += blanks(at),
            byte if next == byte => at += 1,
            _ => return None,
        }
    }
    // A label of letters ends where a word ends.
    let inside = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == NUMBER);
    if inside(shape.last()) && inside(text.get(at)) {
        return None;
    }
    Some(at + blanks(at).min(padding.max(1)))
}

/// What stands behind the labels of one shape.
struct Group {
    shape: Vec<u8>,
    way: Option<Way>,
    count: u32,
    commands: u32,
    answers: u32,
    /// Blanks behind the label at least.
    padding: usize,
}

/// Collects what stands behind labels.
#[derive(Default)]
pub(super) struct Learner {
    groups: Vec<Group>,
    scratch: Vec<u8>,
    /// Labels are names: what differs in a number is another one.
    names: bool,
    /// The number in the labels that tells them apart.
    keep: Option<usize>,
}

/// A label that is known.
#[derive(Clone, Debug)]
struct Known {
    shape: Vec<u8>,
    side: Side,
    padding: usize,
}

/// Whose label is whose.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    known: Vec<Known>,
    /// Lines of the wire that were seen behind the labels.
    lines: u32,
    scratch: Vec<u8>,
    names: bool,
    keep: Option<usize>,
}

impl Learner {
    /// What a learner makes of these labels. Where they tell no sides, one of their numbers may: that of a port, a channel or a peer.
    pub(super) fn try_all(teach: impl Fn(&mut Self)) -> Labels {
        let of = |keep| {
            let mut learner = Self { keep, ..Self::default() };
            teach(&mut learner);
            learner.learn()
        };
        let plain = of(None);
        if plain.is_complete() {
            return plain;
        }
        (0..NUMBERS).map(|at| of(Some(at))).find(|labels| labels.is_complete() && labels.known.len() <= FEW).unwrap_or(plain)
    }

    /// A learner of names, such as those of channels.
    pub(super) fn of_names() -> Self {
        Self { names: true, ..Self::default() }
    }

    /// Takes in what stands behind a label.
    pub(super) fn take(&mut self, label: &[u8], bytes: &[u8]) {
        if self.names {
            self.scratch.clear();
            self.scratch.extend_from_slice(label);
        } else {
            shape(label, self.keep, &mut self.scratch);
        }
        let index = match self.groups.iter().position(|group| group.shape == self.scratch) {
            Some(index) => index,
            None if self.groups.len() < MOST => {
                let group = Group { shape: self.scratch.clone(), way: way(label), count: 0, commands: 0, answers: 0, padding: usize::MAX };
                self.groups.push(group);
                self.groups.len() - 1
            }
            None => return,
        };
        let Some(group) = self.groups.get_mut(index) else { return };
        group.count += 1;
        group.padding = group.padding.min(label.len() - label.trim_ascii_end().len());
        for line in bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
            group.commands += u32::from(is_command(line));
            group.answers += u32::from(is_answer(line));
        }
    }

    /// Says whose each label is. What a label's words say counts where the bytes say nothing, and the bytes say which way the words point.
    pub(super) fn learn(self) -> Labels {
        // The module repeats commands and answers them; the host does not answer.
        let tells = |group: &Group| match (group.commands, group.answers) {
            (0, 0) => None,
            (commands, answers) if answers * 4 <= commands => Some(Side::Host),
            _ => Some(Side::Module),
        };
        // A word that stands on both sides and has no counterpart, such as the name of an end, names no direction.
        let proven = |group: &&Group| group.way.is_some() && group.commands + group.answers > 1;
        let says = |side| self.groups.iter().filter(proven).any(|group| tells(group) == Some(side));
        let mut ways = self.groups.iter().filter(proven).map(|group| group.way);
        let first = ways.next().flatten();
        let alone = ways.all(|way| way == first);
        let blind = if alone && says(Side::Host) && says(Side::Module) { first } else { None };
        let way_of = |group: &Group| group.way.filter(|way| Some(*way) != blind);
        let votes: i64 = self
            .groups
            .iter()
            .filter_map(|group| {
                let weight = i64::from(group.commands + group.answers);
                match (way_of(group)?, tells(group)?) {
                    (Way::Out, Side::Host) | (Way::In, Side::Module) => Some(weight),
                    _ => Some(-weight),
                }
            })
            .sum();
        let turned = votes < 0;
        let lines = self.groups.iter().map(|group| group.commands + group.answers).sum();
        let keep = self.keep;
        let (names, least) = (self.names, if self.names { 1 } else { 2 });
        // What a line happens to begin with is no label, where a part of it is one.
        let counts: Vec<(Vec<u8>, u32)> = self.groups.iter().map(|group| (group.shape.clone(), group.count)).collect();
        let extends = |group: &Group| {
            let part = |(shape, count): &(Vec<u8>, u32)| {
                !shape.is_empty() && *count > group.count * 2 && shape.len() < group.shape.len() && group.shape.starts_with(shape)
            };
            counts.iter().any(part)
        };
        let known = self.groups.into_iter().filter(|group| !extends(group)).filter_map(|group| {
            let side = match (way_of(&group), turned) {
                (Some(Way::Out), false) | (Some(Way::In), true) => Some(Side::Host),
                (Some(Way::In), false) | (Some(Way::Out), true) => Some(Side::Module),
                (None, _) => tells(&group).filter(|_| group.count >= least),
            };
            side.map(|side| Known { shape: group.shape, side, padding: group.padding })
        });
        Labels { known: known.collect(), lines, scratch: Vec::new(), names, keep }
    }
}

impl Labels {
    /// Whose a label is.
    pub(super) fn side(&mut self, label: &[u8]) -> Option<Side> {
        if self.names {
            return self.known.iter().find(|known| known.shape == label).map(|known| known.side);
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        shape(label, self.keep, &mut scratch);
        let found = self.known.iter().find(|known| known.shape == scratch).map(|known| known.side);
        self.scratch = scratch;
        found
    }

    /// Where the text behind the label of a line begins, and whose it is. The longest label that fits counts.
    pub(super) fn strip(&mut self, text: &[u8]) -> Option<(usize, Side)> {
        let fitting = self.known.iter().filter(|known| !known.shape.is_empty());
        let found = fitting.filter_map(|known| behind(text, &known.shape, known.padding).map(|at| (known.shape.len(), at, known.side)));
        found.max_by_key(|(len, ..)| *len).map(|(_, at, side)| (at, side))
    }

    /// Whether both sides have labels.
    pub(super) fn is_complete(&self) -> bool {
        let has = |side| self.known.iter().any(|known| known.side == side);
        has(Side::Host) && has(Side::Module)
    }

    /// Lines of the wire that were seen behind the labels.
    pub(super) const fn known_lines(&self) -> u32 {
        self.lines
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Learner, shape};
    use a76xx_parser::Side;

    #[test]
    fn numbers_do_not_count() {
        let mut a = Vec::new();
        let mut b = Vec::new();
        shape(b"D (17) tx: 0x3ffc0a: ", None, &mut a);
        shape(b"D (9117)  tx: 0x3ffb12:", None, &mut b);
        assert_eq!(a, b);
    }

    #[test]
    fn bytes_say_which_way_words_point() {
        let mut learner = Learner::default();
        for _ in 0..3 {
            learner.take(b"app: RX", b"AT+CSQ\r");
            learner.take(b"app: TX", b"\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
            learner.take(b"gps", b"$GPRMC");
        }
        learner.take(b"other: TX", b"\x00\x01");
        let mut labels = learner.learn();
        assert_eq!(labels.side(b"app: RX"), Some(Side::Host));
        assert_eq!(labels.side(b"app: TX"), Some(Side::Module));
        assert_eq!(labels.side(b"other: TX"), Some(Side::Module));
        assert_eq!(labels.side(b"gps"), None);
        assert!(labels.is_complete());
    }

    #[test]
    fn a_number_may_tell_labels_apart() {
        let mut labels = Learner::try_all(|learner| {
            for packet in ["5", "17"] {
                learner.take(format!("{packet} /dev/ttyUSB0").as_bytes(), b"AT\r");
                learner.take(format!("{packet} /dev/ttyUSB1").as_bytes(), b"AT\r\r\nOK\r\n");
            }
        });
        assert_eq!((labels.side(b"9 /dev/ttyUSB0"), labels.side(b"8 /dev/ttyUSB1")), (Some(Side::Host), Some(Side::Module)));
    }

    #[test]
    fn a_word_on_both_sides_names_no_direction() {
        let mut learner = Learner::default();
        for _ in 0..2 {
            learner.take(b"host 1.5.1", b"AT+CSQ\r");
            learner.take(b"1.5.1 host", b"\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
        }
        let mut labels = learner.learn();
        assert_eq!((labels.side(b"host 1.5.1"), labels.side(b"1.5.1 host")), (Some(Side::Host), Some(Side::Module)));
    }

    #[test]
    fn names_without_a_way_are_told_by_their_bytes() {
        let mut learner = Learner::default();
        for _ in 0..2 {
            learner.take(b"left", b"AT\r");
            learner.take(b"right", b"AT\r\r\nOK\r\n");
        }
        let mut labels = learner.learn();
        assert_eq!((labels.side(b"left"), labels.side(b"right")), (Some(Side::Host), Some(Side::Module)));
    }
}
