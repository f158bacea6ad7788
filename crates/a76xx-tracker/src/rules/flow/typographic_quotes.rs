use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A command holds typographic quotation marks.
    ///
    /// Curly or angled quotation marks stand where the command needs straight ones, in UTF-8 or in the code page of Windows. Between straight
    /// ones they are part of a text, and fine.
    ///
    /// # Why
    /// Word processors, chats and web pages turn `"` into others. The module knows none of them and answers `ERROR`.
    ///
    /// # Fires
    /// ```at
    /// >> AT+CGDCONT=1,\xe2\x80\x9cIP\xe2\x80\x9d,\xe2\x80\x9cinternet\xe2\x80\x9d\r
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGDCONT=1,"IP","internet"
    /// < ERROR
    /// ```
    TYPOGRAPHIC_QUOTES = 110, "typographic-quotes", Error, Host, "M 1.5.2", Log;
    on [Command];
    "a quotation mark is not the straight one: {0}";
    "type it anew with straight quotation marks (the byte 22)";
}

/// Quotation marks that are no straight ones, in UTF-8.
const MARKS: [&str; 9] = ["\u{201c}", "\u{201d}", "\u{201e}", "\u{201f}", "\u{2018}", "\u{2019}", "\u{ab}", "\u{bb}", "\u{2033}"];

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    transition.sent()?;
    let raw = transition.seen.event?.raw;
    if raw.is_ascii() {
        return None;
    }
    let (mut rest, mut quoted) = (raw, false);
    while let Some((byte, behind)) = rest.split_first() {
        match byte {
            b'"' => quoted = !quoted,
            0x80.. if !quoted => {
                let mark = MARKS.iter().find(|mark| rest.starts_with(mark.as_bytes())).map(|mark| mark.len());
                // One byte of the Windows code page, where it begins no character of UTF-8.
                let mark = mark.or_else(|| matches!(byte, 0x91..=0x94).then_some(1).filter(|_| core::str::from_utf8(raw).is_err()));
                if let Some(mark) = mark.and_then(|len| rest.get(..len)) {
                    return Some(Report::new([Fact::Text(mark)]).at(mark));
                }
            }
            _ => {}
        }
        rest = behind;
    }
    None
}
