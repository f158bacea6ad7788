//! The column of characters that dumps print beside their digits: it says the same bytes again.

/// A byte of the wire that the input spells in digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelled {
    /// Where its spelling begins and ends.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) old: u8,
    pub(super) new: u8,
}

/// Writes changed bytes into the columns of their lines. `bytes` are all that are spelled, in their order in the file.
pub(super) fn columns(old: &[u8], new: &mut [u8], bytes: &[Spelled]) {
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let end = memchr::memchr(b'\n', old.get(first.start..).unwrap_or_default()).map_or(old.len(), |at| first.start + at);
        let count = rest.iter().take_while(|byte| byte.start < end).count().max(1);
        let (line, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = others;
        if line.iter().any(|byte| byte.old != byte.new) {
            column(old, new, line, end);
        }
    }
}

/// So many characters stand together where a column has a gap in its middle.
const HALF: usize = 8;

/// The column behind the bytes of one line.
fn column(old: &[u8], new: &mut [u8], line: &[Spelled], end: usize) {
    let begin = line.last().map_or(end, |byte| byte.end.min(end));
    let text = old.get(begin..end).unwrap_or_default();
    for gap in [0, 1] {
        let place = |index: usize| index + if index < HALF { 0 } else { gap };
        let width = place(line.len().saturating_sub(1)) + 1;
        let shows = |shown: &[u8]| {
            let fits = |(index, byte): (usize, &Spelled)| shown.get(place(index)) == Some(&byte.old) || !byte.old.is_ascii_graphic();
            line.iter().enumerate().all(fits) && (gap == 0 || line.len() <= HALF || shown.get(HALF) == Some(&b' '))
        };
        let Some(at) = text.windows(width).position(shows) else { continue };
        for (index, byte) in line.iter().enumerate() {
            if let Some(place) = new.get_mut(begin + at + place(index)).filter(|_| byte.old.is_ascii_graphic()) {
                *place = byte.new;
            }
        }
        return;
    }
}
