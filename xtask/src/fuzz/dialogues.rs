//! The dialogues of the rules' manual pages as inputs: each shows what a rule looks for.

use a76xx_decoder::explain::manual::{self, Piece};
use a76xx_tracker::rules::ALL;

use super::corpus::{self, MARK};

/// What the first byte of an input says: the streams are apart, or one.
const APART: u8 = 0x42;
const ONE: u8 = 0x43;

/// Every dialogue, with each of its rules asked alone in turn.
pub(super) fn inputs() -> Vec<Vec<u8>> {
    let pieces = ALL.iter().flat_map(|rule| manual::pieces(rule));
    let examples = pieces.filter_map(|piece| match piece {
        Piece::Example(steps) => Some(steps),
        _ => None,
    });
    examples.map(|steps| input(steps.iter().map(|step| step.text.trim()))).collect()
}

/// A dialogue as `tests/law/dialogue.rs` reads it.
fn input<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Vec<u8> {
    let mut bytes = vec![if lines.clone().any(|line| line.starts_with("| ")) { ONE } else { APART }];
    for line in lines {
        let (mark, text) = line.split_once(' ').unwrap_or((line, ""));
        match mark {
            ">" => bytes.extend([&[MARK, b'>'], text.as_bytes(), b"\r"].concat()),
            "<" if text == ">" => bytes.extend([MARK, b'<', b'\r', b'\n', b'>']),
            "<" => bytes.extend([&[MARK, b'<'], b"\r\n".as_slice(), text.as_bytes(), b"\r\n"].concat()),
            ">>" => bytes.extend([&[MARK, b'>'], unescape(text).as_slice()].concat()),
            "<<" | "|" => bytes.extend([&[MARK, b'<'], unescape(text).as_slice()].concat()),
            "@" => pass(text, &mut bytes),
            "*" => match text {
                "dtr on" => bytes.extend([MARK, b'D']),
                "dtr off" => bytes.extend([MARK, b'd']),
                "reset" | "power on" | "power off" => bytes.extend([MARK, b'R']),
                "silence" => bytes.extend([MARK, b'~']),
                _ => {}
            },
            _ => {}
        }
    }
    bytes
}

/// Time passes: squares of milliseconds, the largest first.
fn pass(text: &str, bytes: &mut Vec<u8>) {
    let seconds: f64 = text.trim_end_matches('s').parse().unwrap_or(0.0);
    let mut millis = (seconds * 1000.0).max(0.0) as u64;
    while millis > 0 {
        let root = u8::try_from(millis.isqrt()).unwrap_or(u8::MAX);
        bytes.extend([MARK, b'@', root]);
        millis -= u64::from(root) * u64::from(root);
    }
}

/// The bytes of a text: as [`corpus::unescape`] reads it, with `\0`, and `\*300a` for three hundred times `a`.
fn unescape(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (count, rest) = part.split_at(digits);
        let mut rest = rest.chars();
        plain.extend(std::iter::repeat_n(rest.next().unwrap_or_default(), count.parse().unwrap_or(1)));
        plain += rest.as_str();
    }
    corpus::unescape(&plain.replace("\\0", "\\x00")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{inputs, pass, unescape};

    #[test]
    fn pages_become_inputs() {
        let all = inputs();
        assert!(all.len() > a76xx_tracker::rules::ALL.len(), "each rule has dialogues");
        let has = |part: &[u8]| all.iter().any(|input| input.windows(part.len()).any(|window| window == part));
        assert!(has(b"\x7f>AT+CREG?\r") && has(b"\x7f<\r\nOK\r\n") && has(b"\x7f<\r\n>"));
    }

    #[test]
    fn times_and_escapes() {
        let mut bytes = Vec::new();
        pass("66s", &mut bytes);
        let millis: u32 = bytes.iter().skip(2).step_by(3).map(|root| u32::from(*root) * u32::from(*root)).sum();
        assert_eq!(millis, 66_000);
        assert_eq!(unescape(r"a\r\x1a\*3b\\"), b"a\r\x1abbb\\");
    }
}
