//! What two ends said, and how a fuzzer writes it: plain bytes, and marks that only mean something before one of a few letters, so that a byte
//! put in or taken out anywhere leaves the rest of an input what it was.

use a76xx_parser::{Assume, Control, Side};

/// Begins a mark. Doubled, or before any other letter than the marks', it is a byte like others.
pub const MARK: u8 = 0x7f;

/// One step of a dialogue.
#[derive(Clone, Copy, Debug)]
pub enum Move {
    /// So many bytes of a side, in one piece.
    Bytes(Side, usize),
    /// Both sides fall silent.
    Silence,
    /// One side does.
    SilenceOf(Side),
    Control(Control),
    Assume(Assume),
    /// So many milliseconds pass.
    Time(u32),
}

/// Steps, and the bytes of each side in one piece, so that events of different cuts can be compared where they lie.
#[derive(Clone, Default)]
pub struct Dialogue {
    bytes: [Vec<u8>; 2],
    pub moves: Vec<Move>,
}

impl Dialogue {
    /// Reads a fuzzer's input. Without marks it is what the module says.
    ///
    /// | mark | means |
    /// |---|---|
    /// | `>`, `<` | the host, the module goes on |
    /// | `\|` | a chunk ends here |
    /// | `~`, `-` | both sides, the speaking side fall silent |
    /// | `R`, `D`, `d` | reset, DTR on, DTR off |
    /// | `V` `v` `T` `t` `H` `h` `P` `p` | `Assume`: results in words or digits, transparent mode, headers, data state; on and off |
    /// | `C` n, `c` | the next n bytes of the speaking side are data; its data end |
    /// | `@` n | n × n ms pass |
    pub fn decode(input: &[u8]) -> Self {
        let mut dialogue = Self::default();
        let (mut side, mut rest) = (Side::Module, input);
        while let Some((&byte, behind)) = rest.split_first() {
            rest = behind;
            let (mark, behind) = match behind.split_first() {
                Some((mark, behind)) if byte == MARK => (*mark, behind),
                _ => {
                    dialogue.byte(side, byte);
                    continue;
                }
            };
            let number = behind.first().copied().unwrap_or(0);
            let step = match mark {
                b'>' | b'<' => {
                    side = if mark == b'>' { Side::Host } else { Side::Module };
                    None
                }
                b'|' => Some(Move::Bytes(side, 0)),
                b'~' => Some(Move::Silence),
                b'-' => Some(Move::SilenceOf(side)),
                b'R' => Some(Move::Control(Control::Reset)),
                b'D' | b'd' => Some(Move::Control(Control::Dtr(mark == b'D'))),
                b'V' | b'v' => Some(Move::Assume(Assume::Verbose(mark == b'V'))),
                b'T' | b't' => Some(Move::Assume(Assume::Transparent(mark == b'T'))),
                b'H' | b'h' => Some(Move::Assume(Assume::Head(mark == b'H'))),
                b'P' | b'p' => Some(Move::Assume(Assume::DataState(mark == b'P'))),
                b'C' => Some(Move::Assume(Assume::Payload(side, u32::from(number)))),
                b'c' => Some(Move::Assume(Assume::PayloadEnd(side))),
                b'@' => Some(Move::Time(u32::from(number) * u32::from(number))),
                _ => {
                    dialogue.byte(side, MARK);
                    if mark == MARK {
                        rest = behind;
                    }
                    continue;
                }
            };
            rest = behind.get(usize::from(matches!(mark, b'C' | b'@') && !behind.is_empty())..).unwrap_or_default();
            dialogue.moves.extend(step);
        }
        dialogue
    }

    /// Adds a chunk.
    pub fn say(&mut self, side: Side, bytes: &[u8]) {
        self.bytes[side as usize].extend_from_slice(bytes);
        self.moves.push(Move::Bytes(side, bytes.len()));
    }

    fn byte(&mut self, side: Side, byte: u8) {
        self.bytes[side as usize].push(byte);
        match self.moves.last_mut() {
            Some(Move::Bytes(last, len)) if *last == side => *len += 1,
            _ => self.moves.push(Move::Bytes(side, 1)),
        }
    }

    /// The same with everything said by the module.
    pub fn one_stream(&self) -> Self {
        let mut one = Self::default();
        let mut from = [0; 2];
        for step in &self.moves {
            match *step {
                Move::Bytes(side, len) => {
                    let at = &mut from[side as usize];
                    one.say(Side::Module, &self.bytes[side as usize][*at..*at + len]);
                    *at += len;
                }
                Move::SilenceOf(_) => one.moves.push(Move::Silence),
                other => one.moves.push(other),
            }
        }
        one
    }

    /// All bytes of a side.
    pub fn of(&self, side: Side) -> &[u8] {
        &self.bytes[side as usize]
    }

    pub(super) fn all(&self) -> [&[u8]; 2] {
        [&self.bytes[0], &self.bytes[1]]
    }

    /// Bytes of both sides.
    pub fn len(&self) -> usize {
        self.bytes[0].len() + self.bytes[1].len()
    }
}

/// As it is written in a fault: one line for each step.
impl std::fmt::Debug for Dialogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut from = [0; 2];
        for step in &self.moves {
            match *step {
                Move::Bytes(side, len) => {
                    let at = &mut from[side as usize];
                    let mark = if side == Side::Host { '>' } else { '<' };
                    writeln!(f, "{mark} {}", self.bytes[side as usize][*at..*at + len].escape_ascii())?;
                    *at += len;
                }
                other => writeln!(f, "! {other:?}")?,
            }
        }
        Ok(())
    }
}
