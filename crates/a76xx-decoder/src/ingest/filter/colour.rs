//! Colours of a terminal in a log: they are no text of it.

use super::{Filter, Track};

/// Lines of a hundred that have a colour in a coloured log, and how many at least.
const COMMON: usize = 20;
const FEW: usize = 6;
/// Longest sequence.
const LONGEST: usize = 24;

/// Takes out what switches colours.
pub(super) struct Colours;

/// Whether a log is coloured. What a module's peer sends may have colours as well, here and there.
pub(super) fn is_coloured(head: &[u8]) -> bool {
    if memchr::memchr(0x1b, head).is_none() {
        return false;
    }
    let lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (mut all, mut coloured) = (0, 0);
    for line in lines {
        all += 1;
        coloured += usize::from(
            memchr::memchr_iter(0x1b, line).any(|at| matches!(sequence(line.get(at..).unwrap_or_default()), Begins::Sequence(_))),
        );
    }
    coloured >= FEW && coloured * 100 >= all * COMMON
}

/// What a text begins with.
enum Begins {
    /// A sequence of this length for a colour, or to the end of a line.
    Sequence(usize),
    /// Perhaps one: more is needed.
    More,
    Other,
}

fn sequence(text: &[u8]) -> Begins {
    match text {
        [0x1b] => Begins::More,
        [0x1b, b'[', rest @ ..] => {
            let len = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
            match rest.get(len) {
                _ if len > LONGEST => Begins::Other,
                None => Begins::More,
                Some(b'm' | b'K') => Begins::Sequence(len + 3),
                Some(_) => Begins::Other,
            }
        }
        _ => Begins::Other,
    }
}

impl Filter for Colours {
    fn run(&mut self, input: &[u8], ended: bool, track: &mut Track) -> usize {
        let mut at = 0;
        while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = memchr::memchr(0x1b, rest).unwrap_or(rest.len());
            track.keep(rest.get(..plain).unwrap_or_default());
            at += plain;
            let rest = rest.get(plain..).unwrap_or_default();
            match sequence(rest) {
                _ if rest.is_empty() => {}
                Begins::Sequence(len) => {
                    track.drop(len);
                    at += len;
                }
                Begins::More if !ended => return at,
                Begins::More | Begins::Other => {
                    track.keep(rest.get(..1).unwrap_or_default());
                    at += 1;
                }
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::is_coloured;

    #[test]
    fn colours_here_and_there_are_of_the_wire() {
        let line = b"\x1b[32mAT\x1b[0m\n";
        assert!(is_coloured(&line.repeat(6)));
        assert!(!is_coloured(&line.repeat(5)));
        assert!(!is_coloured(&[line.repeat(6), b"AT\n".repeat(40)].concat()));
        assert!(!is_coloured(&b"\x1b[2JAT\n".repeat(9)));
        assert!(!is_coloured(b""));
    }
}
