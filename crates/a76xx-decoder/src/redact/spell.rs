//! Writes a byte of the wire where the input spells it: as itself, escaped, in hexadecimal, octal or decimal digits.

/// Puts another byte in the place of one, in the same spelling. `false` if the spelling is not known, or has no room.
pub(super) fn respell(place: &mut [u8], old: u8, new: u8) -> bool {
    if let [only] = place {
        let same = *only == old;
        if same {
            *only = new;
        }
        return same;
    }
    let digits: [(String, String); 5] = [
        (format!("{old:02x}"), format!("{new:02x}")),
        (format!("{old:02X}"), format!("{new:02X}")),
        (format!("{old:03o}"), format!("{new:03o}")),
        (format!("{old}"), format!("{new}")),
        (format!("{old:03}"), format!("{new:03}")),
    ];
    for (from, to) in &digits {
        if let Some(at) = number(place, from.as_bytes())
            && from.len() == to.len()
            && let Some(room) = place.get_mut(at..at + to.len())
        {
            room.copy_from_slice(to.as_bytes());
            // `A (065)`: the character stands in front of its number.
            if let [shown, b' ', b'(', ..] = place
                && *shown == old
            {
                *shown = new;
            }
            return true;
        }
    }
    // The character itself among marks: `'A'`, `   A`.
    let mut own = place.iter_mut().filter(|byte| **byte == old);
    match (own.next(), own.next()) {
        (Some(byte), None) => {
            *byte = new;
            true
        }
        _ => false,
    }
}

/// Where digits stand in a place with nothing before them but the marks of a number.
fn number(place: &[u8], digits: &[u8]) -> Option<usize> {
    let at = memchr::memmem::find(place, digits)?;
    let (front, behind) = (place.get(..at)?, place.get(at + digits.len()..)?);
    let front = match front {
        [_, rest @ ..] if rest.starts_with(b" (") => rest,
        front => front,
    };
    let mark = |byte: &u8| b"\\xXuUo0<[{(=%$# \t\"'".contains(byte);
    let ends = !behind.first().is_some_and(u8::is_ascii_hexdigit);
    (front.iter().all(mark) && ends).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::respell;

    #[test]
    fn spellings() {
        for (from, to) in [
            ("A", "Z"),
            ("\\x41", "\\x5A"),
            ("0x41, ", "0x5a, "),
            ("41 ", "5a "),
            ("<41>", "<5a>"),
            ("\\u0041", "\\u005a"),
            ("   A", "   Z"),
            ("'A'", "'Z'"),
            ("\\101", "\\132"),
            ("65,", "90,"),
            ("065 ", "090 "),
            ("A (065)", "Z (090)"),
            ("A (065) ", "Z (090) "),
        ] {
            let mut place = from.as_bytes().to_vec();
            assert!(respell(&mut place, b'A', b'Z'), "{from}");
            assert!(place.eq_ignore_ascii_case(to.as_bytes()), "{from}: {}", place.escape_ascii());
        }
    }

    #[test]
    fn what_is_not_a_spelling_stays() {
        for (from, old, new) in [("B", b'A', b'Z'), ("99,", b'c', b'd'), ("QVQN", b'A', b'Z'), ("AA", b'A', b'Z'), ("", b'A', b'Z')] {
            let mut place = from.as_bytes().to_vec();
            assert!(!respell(&mut place, old, new), "{from}");
            assert_eq!(place, from.as_bytes());
        }
    }
}
