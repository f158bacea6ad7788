//! Pages for a browser that a terminal program saved: their tags lay the text out, and are none of it.

use super::{Filter, Track};

/// What a page begins with, behind blanks.
const BEGINNINGS: [&str; 8] = ["<!doctype html", "<html", "<head", "<body", "<pre", "<font", "<table", "<meta"];
/// Tags in front of or behind which a line ends.
const BLOCKS: [&str; 20] = [
    "br", "p", "div", "tr", "li", "ul", "ol", "pre", "table", "thead", "tbody", "hr", "h1", "h2", "h3", "h4", "body", "html", "head",
    "title",
];
/// Those that stand in a line. What is neither is text: `<CR>`.
const INLINE: [&str; 22] = [
    "span", "font", "b", "i", "u", "a", "em", "strong", "code", "tt", "small", "big", "sub", "sup", "meta", "link", "center", "samp",
    "kbd", "label", "section", "col",
];
/// Those of cells.
const CELLS: [&str; 2] = ["td", "th"];
/// Those whose content nobody sees.
const HIDDEN: [&str; 2] = ["style", "script"];
/// Characters by their names.
const ENTITIES: [(&str, &str); 7] =
    [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'"), ("nbsp", " "), ("rarr", "\u{2192}")];
/// Longest tag or comment.
const LONGEST: usize = 4096;
/// Longest name of a character.
const NAME: usize = 10;

/// Whether a head is that of a page.
pub(super) fn is_page(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |text: &&str| head.get(..text.len()).is_some_and(|front| front.eq_ignore_ascii_case(text.as_bytes()));
    head.first() == Some(&b'<') && BEGINNINGS.iter().any(begins) && memchr::memmem::find(head, b"</").is_some()
}

/// Takes out the tags.
#[derive(Default)]
pub(super) struct Markup {
    /// The tag whose content is not seen.
    hidden: Option<&'static str>,
    /// The last byte of the text.
    last: u8,
}

/// A piece of a page.
enum Piece {
    /// A tag of so many bytes: its name, and whether it closes.
    Tag(Kind, usize),
    /// A character of so many bytes.
    Character(char, usize),
    /// More is needed.
    More,
    /// Text.
    Other,
}

#[derive(Clone, Copy)]
enum Kind {
    Line,
    Cell,
    Nothing,
    Hides(&'static str),
    Shows,
}

fn tag(text: &[u8]) -> Piece {
    let comment = text.starts_with(b"<!--");
    let end = if comment { memchr::memmem::find(text, b"-->").map(|at| at + 3) } else { memchr::memchr(b'>', text).map(|at| at + 1) };
    let Some(len) = end.filter(|len| *len <= LONGEST) else { return if text.len() < LONGEST { Piece::More } else { Piece::Other } };
    if comment || matches!(text, [b'<', b'!' | b'?', ..]) {
        return Piece::Tag(Kind::Nothing, len);
    }
    let closes = text.get(1) == Some(&b'/');
    let inner = text.get(1 + usize::from(closes)..len).unwrap_or_default();
    let name = inner.split(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or_default();
    let of = |names: &[&'static str]| names.iter().copied().find(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let kind = match (of(&HIDDEN), of(&BLOCKS), of(&CELLS), of(&INLINE)) {
        (Some(hidden), ..) => {
            if closes {
                Kind::Shows
            } else {
                Kind::Hides(hidden)
            }
        }
        (_, Some(_), ..) => Kind::Line,
        (_, _, Some(_), _) => {
            if closes {
                Kind::Nothing
            } else {
                Kind::Cell
            }
        }
        (.., Some(_)) => Kind::Nothing,
        _ => return Piece::Other,
    };
    Piece::Tag(kind, len)
}

fn character(text: &[u8]) -> Piece {
    let Some(len) = text.iter().take(NAME).position(|byte| *byte == b';') else {
        return if text.len() < NAME { Piece::More } else { Piece::Other };
    };
    let name = text.get(1..len).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    let named = || ENTITIES.iter().find(|(known, _)| *known == name).and_then(|(_, text)| text.chars().next());
    number.and_then(char::from_u32).or_else(named).map_or(Piece::Other, |character| Piece::Character(character, len + 1))
}

impl Filter for Markup {
    fn run(&mut self, input: &[u8], ended: bool, track: &mut Track) -> usize {
        let mut at = 0;
        while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(name) = self.hidden {
                // What is hidden reaches to the tag that ends it.
                let mut ends = memchr::memmem::find_iter(rest, b"</")
                    .filter(|end| rest.get(end + 2..end + 2 + name.len()).is_some_and(|text| text.eq_ignore_ascii_case(name.as_bytes())));
                let end = ends.next();
                let len = end.unwrap_or_else(|| if ended { rest.len() } else { rest.len().saturating_sub(LONGEST) });
                track.drop(len);
                at += len;
                self.hidden = self.hidden.filter(|_| end.is_none());
                if end.is_none() {
                    return at;
                }
                continue;
            }
            let plain = memchr::memchr2(b'<', b'&', rest).unwrap_or(rest.len());
            let (text, rest) = rest.split_at_checked(plain).unwrap_or_default();
            track.keep(text);
            at += plain;
            self.last = text.last().copied().unwrap_or(self.last);
            let piece = match rest.first() {
                Some(b'<') => tag(rest),
                Some(_) => character(rest),
                None => return at,
            };
            match piece {
                Piece::Tag(kind, len) => {
                    let stands_for = match kind {
                        Kind::Line if self.last != b'\n' => "\n",
                        Kind::Cell if !self.last.is_ascii_whitespace() => " ",
                        _ => "",
                    };
                    match kind {
                        Kind::Hides(name) => self.hidden = Some(name),
                        Kind::Shows => self.hidden = None,
                        _ => {}
                    }
                    self.last = stands_for.bytes().last().unwrap_or(self.last);
                    if stands_for.is_empty() {
                        track.drop(len);
                    } else {
                        track.stand_for(stands_for.as_bytes(), len);
                    }
                    at += len;
                }
                Piece::Character(character, len) => {
                    track.stand_for(character.encode_utf8(&mut [0; 4]).as_bytes(), len);
                    self.last = b'x';
                    at += len;
                }
                Piece::More if !ended => return at,
                Piece::More | Piece::Other => {
                    track.keep(rest.get(..1).unwrap_or_default());
                    self.last = b'<';
                    at += 1;
                }
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Markup, Track, is_page};

    fn text(page: &str, step: usize) -> String {
        let (mut markup, mut track, mut held) = (Markup::default(), Track::default(), Vec::new());
        for piece in page.as_bytes().chunks(step) {
            held.extend_from_slice(piece);
            let taken = markup.run(&held, false, &mut track);
            held.drain(..taken);
        }
        markup.run(&held, true, &mut track);
        String::from_utf8_lossy(&track.text).into_owned()
    }

    #[test]
    fn tags_lay_out() {
        for (page, read) in [
            ("<html><style>b { x: '<br>' }</style><body>a<br/>b</body>", "\na\nb\n"),
            ("<pre>TX: AT&lt;CR&gt;&#13;&amp;</pre>", "\nTX: AT<CR>\r&\n"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "\na b\n"),
            ("<div><span class=\"x\">a</span> <b>b</b> <CR> &x; a&b</div>", "\na b <CR> &x; a&b\n"),
            ("<!-- <br> -->a<", "a<"),
        ] {
            for step in [1, 7, 1000] {
                assert_eq!(text(page, step), read, "{page} {step}");
            }
        }
    }

    #[test]
    fn pages() {
        assert!(is_page(b"\n<!DOCTYPE html><html></html>"));
        assert!(is_page(b"<PRE>AT</PRE>"));
        for text in [&b"<CR>AT</CR>"[..], b"AT\r\n<html></html>", b"<html", b"<a>b</a>", b""] {
            assert!(!is_page(text), "{}", text.escape_ascii());
        }
    }
}
