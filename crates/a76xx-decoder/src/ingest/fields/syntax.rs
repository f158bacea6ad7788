//! Names and values of documents: JSON, XML, and lines of `name: value` (YAML, the trees of Wireshark). How they are nested does not count.

use std::ops::Range;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// JSON, and what programs make of it: names without quotes, comments.
    Json,
    Xml,
    /// `name: value`, perhaps behind a dash, in brackets, or with the value below.
    Lines,
}

/// What stands for a character that the document cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Backslash,
    Entities,
    Plain,
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: Vec<u8>,
    pub(super) value: Range<usize>,
    pub(super) form: Form,
}

/// What was read last.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The name that the next value has.
    name: Vec<u8>,
}

/// Longest name.
const NAME: usize = 80;

impl Syntax {
    /// How a text is written, as its beginning shows.
    pub(super) fn of(text: &[u8]) -> Self {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
        match text {
            [b'{', ..] | [b'/', b'/' | b'*', ..] => Self::Json,
            [b'[', rest @ ..] if matches!(rest.trim_ascii_start(), [b'{' | b'/', ..]) => Self::Json,
            [b'<', b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z', ..] => Self::Xml,
            _ => Self::Lines,
        }
    }

    /// Reads on from a place: adds the fields that end there, if any, and gives where to go on. `None` if more of the text is needed.
    pub(super) fn step(self, text: &[u8], at: usize, ended: bool, state: &mut State, fields: &mut Vec<Field>) -> Option<usize> {
        match self {
            Self::Json => json(text, at, ended, state, fields),
            Self::Xml => xml(text, at, ended, state, fields),
            Self::Lines => line(text, at, ended, fields),
        }
    }
}

/// Where a text stands behind a place, or the end of the input.
fn find(text: &[u8], from: usize, what: &[u8], ended: bool) -> Option<usize> {
    let rest = text.get(from..)?;
    memchr::memmem::find(rest, what).map(|at| from + at).or_else(|| ended.then_some(text.len()))
}

/// Behind the blanks at a place. `None` if they reach to the end of what is there, and more may come.
fn behind_blanks(text: &[u8], at: usize, ended: bool) -> Option<usize> {
    let behind = at + text.get(at..)?.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    (behind < text.len() || ended).then_some(behind)
}

fn json(text: &[u8], at: usize, ended: bool, state: &mut State, fields: &mut Vec<Field>) -> Option<usize> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-') || *byte >= 0x80;
    let first = *text.get(at)?;
    let (value, form, end) = match first {
        b'"' | b'\'' => {
            let close = close(text, at + 1, first).or_else(|| ended.then_some(text.len()))?;
            (at + 1..close, Form::Backslash, (close + 1).min(text.len()))
        }
        b'[' => {
            let inner = text.get(at + 1..)?;
            let is_list =
                |byte: &u8| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || matches!(byte, b',' | b'x' | b'X' | b'-' | b'"');
            let len = inner.iter().take_while(|byte| is_list(byte)).count();
            match inner.get(len) {
                None if !ended => return None,
                Some(b']') if len > 0 && inner.iter().take(len).any(u8::is_ascii_digit) => {
                    (at + 1..at + 1 + len, Form::Plain, at + 2 + len)
                }
                _ => return Some(at + 1),
            }
        }
        b'/' if text.get(at + 1) == Some(&b'/') => return find(text, at, b"\n", ended),
        b'/' if text.get(at + 1) == Some(&b'*') => return find(text, at, b"*/", ended).map(|end| (end + 2).min(text.len())),
        _ if is_word(&first) => {
            let len = text.get(at..)?.iter().take_while(|byte| is_word(byte)).count();
            if at + len == text.len() && !ended {
                return None;
            }
            (at..at + len, Form::Plain, at + len)
        }
        _ => return Some(at + 1),
    };
    let next = behind_blanks(text, end, ended)?;
    if text.get(next) == Some(&b':') {
        state.name = text.get(value)?.to_vec();
        state.name.truncate(NAME);
        return Some(next + 1);
    }
    if !state.name.is_empty() {
        fields.push(Field { name: std::mem::take(&mut state.name), value, form });
    }
    Some(end)
}

/// Where the quote stands that ends a string.
fn close(text: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    loop {
        match text.get(at)? {
            b'\\' => at += 2,
            byte if *byte == quote => return Some(at),
            _ => at += 1,
        }
    }
}

fn xml(text: &[u8], at: usize, ended: bool, state: &mut State, fields: &mut Vec<Field>) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.is_empty() {
        return None;
    }
    if rest.first() != Some(&b'<') {
        let end = find(text, at, b"<", ended)?;
        let inner = text.get(at..end)?;
        let from = at + inner.len() - inner.trim_ascii_start().len();
        let value = from..(from + inner.trim_ascii().len());
        if !state.name.is_empty() && !value.is_empty() {
            fields.push(Field { name: state.name.clone(), value, form: Form::Entities });
        }
        return Some(end);
    }
    if rest.len() < 9 && !ended {
        return None;
    }
    for (open, shut) in [(&b"<!--"[..], &b"-->"[..]), (b"<?", b"?>"), (b"<!D", b">")] {
        if rest.starts_with(open) {
            return find(text, at, shut, ended).map(|end| (end + shut.len()).min(text.len()));
        }
    }
    if rest.starts_with(b"<![CDATA[") {
        let end = find(text, at, b"]]>", ended)?;
        fields.push(Field { name: state.name.clone(), value: at + 9..end.max(at + 9), form: Form::Plain });
        return Some((end + 3).min(text.len()));
    }
    let end = tag_end(text, at).or_else(|| ended.then_some(text.len()))?;
    let inner = text.get(at + 1..end)?;
    state.name.clear();
    if inner.first() != Some(&b'/') {
        let len = inner.iter().take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'/').count();
        let element = inner.get(..len)?;
        let attributes = attributes(text, at + 1 + len, end);
        // Where elements are called field or property, an attribute has the name.
        let named = attributes.iter().find(|(name, _)| *name == b"name" || *name == b"key").and_then(|(_, value)| text.get(value.clone()));
        let owner = named.unwrap_or(element);
        state.name.extend_from_slice(owner.get(..NAME).unwrap_or(owner));
        for (name, value) in attributes {
            fields.push(Field { name: [&state.name, &b"@"[..], name].concat(), value, form: Form::Entities });
        }
    }
    Some((end + 1).min(text.len()))
}

/// Where the bracket stands that ends a tag.
fn tag_end(text: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    text.iter().enumerate().skip(from).find_map(|(at, byte)| {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        None
    })
}

/// Names and places of the attributes of a tag.
fn attributes(text: &[u8], from: usize, end: usize) -> Vec<(&[u8], Range<usize>)> {
    let (mut all, mut at) = (Vec::new(), from);
    while let Some(equals) = text.get(at..end).and_then(|rest| memchr::memchr(b'=', rest)).map(|len| at + len) {
        let name = text.get(at..equals).unwrap_or_default().trim_ascii();
        let open = equals + 1 + text.get(equals + 1..end).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let Some(quote) = text.get(open).filter(|byte| matches!(byte, b'"' | b'\'')) else { break };
        let Some(len) = text.get(open + 1..end).and_then(|rest| memchr::memchr(*quote, rest)) else { break };
        all.push((name, open + 1..open + 1 + len));
        at = open + 2 + len;
    }
    all
}

fn line(text: &[u8], at: usize, ended: bool, fields: &mut Vec<Field>) -> Option<usize> {
    let end_of = |from: usize| match text.get(from..).and_then(|rest| memchr::memchr(b'\n', rest)) {
        Some(len) => Some((from + len, from + len + 1)),
        None if ended && from < text.len() => Some((text.len(), text.len())),
        None => None,
    };
    let indent = |from: usize, to: usize| text.get(from..to).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count();
    let (to, mut next) = end_of(at)?;
    let mut from = at + indent(at, to);
    let own = from - at;
    while text.get(from..to)?.starts_with(b"- ") {
        from += 2;
    }
    let mut end = from + text.get(from..to)?.trim_ascii_end().len();
    // Wireshark has what it has concluded in brackets.
    if let Some([b'[', .., b']']) = text.get(from..end) {
        (from, end) = (from + 1, end - 1);
    }
    // And bits in front of what they mean.
    let bits = text.get(from..end)?.iter().take_while(|byte| matches!(byte, b'0' | b'1' | b'.' | b' ')).count();
    if bits > 4 && text.get(from + bits..end)?.starts_with(b"= ") {
        from += bits + 2;
    }
    let body = text.get(from..end)?;
    let Some(colon) = body.iter().take(NAME).position(|byte| *byte == b':').filter(|at| *at > 0) else { return Some(next) };
    let name = body.get(..colon)?.trim_ascii();
    // A value that is cut off has a mark behind its name.
    let name = name.strip_suffix("[\u{2026}]".as_bytes()).unwrap_or(name).trim_ascii().to_vec();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'_' | b'-' | b'.' | b'(' | b')' | b'/');
    if !matches!(body.get(colon + 1), None | Some(b' ' | b'\r'))
        || !name.iter().all(is_name)
        || !name.first().is_some_and(u8::is_ascii_alphabetic)
    {
        return Some(next);
    }
    let mut start = from + colon + 1;
    start += indent(start, end);
    if text.get(start..end)?.starts_with(b"!!") {
        start += text.get(start..end)?.iter().take_while(|byte| **byte != b' ').count();
        start += indent(start, end);
    }
    let (value, form) = match text.get(start..end)? {
        [] => return Some(next),
        [b'|' | b'>'] | [b'|' | b'>', b'-' | b'+'] => {
            let first = next;
            loop {
                if next >= text.len() {
                    if ended {
                        break;
                    }
                    return None;
                }
                let (to, behind) = end_of(next)?;
                let empty = text.get(next..to)?.trim_ascii().is_empty();
                if !empty && indent(next, to) <= own {
                    break;
                }
                next = behind;
            }
            (first..next, Form::Plain)
        }
        [b'"', .., b'"'] => (start + 1..end - 1, Form::Backslash),
        [b'\'', .., b'\''] | [b'[', .., b']'] => (start + 1..end - 1, Form::Plain),
        _ => (start..end, Form::Plain),
    };
    fields.push(Field { name, value, form });
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::{Field, State, Syntax};

    fn read(text: &str) -> Vec<(String, String)> {
        let (mut at, mut fields, mut state) = (0, Vec::<Field>::new(), State::default());
        let syntax = Syntax::of(text.as_bytes());
        while let Some(next) = syntax.step(text.as_bytes(), at, true, &mut state, &mut fields) {
            assert!(next > at, "{text}");
            at = next;
        }
        let show = |field: Field| (String::from_utf8(field.name).unwrap_or_default(), text.get(field.value).unwrap_or_default().to_owned());
        fields.into_iter().map(show).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn documents() {
        let json = r#"[{"t": 0.5, "x": {"dir":"tx","data":[65, 84]}}, // more
            {t: 1, 'raw': '41\'', }]"#;
        assert_eq!(read(json), pairs(&[("t", "0.5"), ("dir", "tx"), ("data", "65, 84"), ("t", "1"), ("raw", "41\\'")]));
        let xml = "<?xml version='1.0'?><log><!-- <a b='c'> --><e dir=\"tx\" x='>'>AT&#13;</e><field name='d' value='41'/><a><![CDATA[<OK>]]></a></log>";
        assert_eq!(read(xml), pairs(&[("e@dir", "tx"), ("e@x", ">"), ("e", "AT&#13;"), ("d@name", "d"), ("d@value", "41"), ("a", "<OK>")]));
        let yaml = "log:\n  - peer: 0\n    data: !!binary |\n      QVQN\n      QQ==\n    'no\n  - peer: 1\n    raw: \"OK\\r\"\n";
        assert_eq!(read(yaml), pairs(&[("peer", "0"), ("data", "      QVQN\n      QQ==\n"), ("peer", "1"), ("raw", "OK\\r")]));
        let tree =
            "Frame 1: 67 bytes\n    Epoch Time: 1.5 seconds\n    [Source: host]\n        1... .... = Direction: IN (1)\n0000  41 54\n";
        assert_eq!(
            read(tree),
            pairs(&[("Frame 1", "67 bytes"), ("Epoch Time", "1.5 seconds"), ("Source", "host"), ("Direction", "IN (1)")])
        );
    }

    #[test]
    fn what_is_cut_off_waits() {
        for text in ["{\"a\": \"41", "{\"a\": 4", "{\"a\": [65, 8", "<a b='4", "<a>4", "a: 4", "a: |\n  QV\n"] {
            let (mut at, mut fields, mut state) = (0, Vec::new(), State::default());
            let syntax = Syntax::of(text.as_bytes());
            while let Some(next) = syntax.step(text.as_bytes(), at, false, &mut state, &mut fields) {
                at = next;
            }
            assert_eq!(fields, [], "{text}");
        }
    }
}
