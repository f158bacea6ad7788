//! Where things stand: addresses of inputs, regions of events, and what tells a finding from others.

use std::ops::Range;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::form::{Artifact, ArtifactLocation, Fingerprint, Location, Physical, Region, Text};
use super::shown;
use crate::ingest::Span;
use crate::judge::{Finding, Quote};

/// What is not written as it is in the path of an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// An input; `packed` if places of its events are not places in the file.
pub(super) fn artifact(name: &str, packed: bool, properties: Value) -> Artifact {
    let (uri, roles) = match name {
        "-" => (None, vec!["analysisTarget", "standardStream"]),
        name => (Some(address(name)), vec!["analysisTarget"]),
    };
    Artifact { location: ArtifactLocation { uri, index: None }, description: Text::new(name.to_owned()), packed, roles, properties }
}

/// The address of a file: absolute as a `file:` address, else relative to wherever the program was started.
fn address(name: &str) -> String {
    let path = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    let escaped = utf8_percent_encode(&path, ESCAPED);
    match (Path::new(name).is_absolute(), path.starts_with('/')) {
        (true, true) => format!("file://{escaped}"),
        (true, false) => format!("file:///{escaped}"),
        _ => escaped.to_string(),
    }
}

fn physical(input: &Artifact, index: usize, region: Option<Region>) -> Physical {
    let region = region.filter(|_| !input.packed);
    Physical { artifact_location: ArtifactLocation { index: Some(index), ..input.location.clone() }, region }
}

/// The whole input.
pub(super) fn whole(input: &Artifact, index: usize) -> Location {
    Location { id: None, place: physical(input, index, None), message: None }
}

/// What a finding is about: an event, or a part of it.
pub(super) fn location(finding: &Finding, input: &Artifact, index: usize) -> Location {
    let quote = finding.place();
    let part = finding.part.as_ref().zip(finding.span).filter(|_| !finding.at_end);
    let region = match part {
        Some((part, span)) => Some(piece(quote, finding.line, span, part)),
        None => event(quote),
    };
    Location { id: None, place: physical(input, index, region), message: None }
}

/// The event that led to a finding.
pub(super) fn related(cause: &Quote, input: &Artifact, index: usize) -> Location {
    let said = if cause.meaning.is_empty() { shown(&cause.raw) } else { format!("{}: {}", shown(&cause.raw), cause.meaning) };
    Location { id: Some(1), place: physical(input, index, event(cause)), message: Some(Text::new(said)) }
}

fn event(quote: &Quote) -> Option<Region> {
    let byte_offset = quote.offset?;
    let end = is_plain(&quote.raw).then_some(quote.len);
    Some(Region {
        start_line: quote.line,
        start_column: quote.column,
        end_column: quote.column.zip(end).map(|(column, len)| column + len),
        byte_offset,
        byte_length: quote.len,
    })
}

/// Whether bytes stand in one line, a column each.
fn is_plain(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
}

/// A part of an event that stands there.
fn piece(quote: &Quote, line: Option<u64>, span: Span, part: &Range<usize>) -> Region {
    let is_ascii = |bytes: Option<&[u8]>| bytes.is_some_and(is_plain);
    let before = span.offset.saturating_sub(quote.offset.unwrap_or_default());
    let start_column = quote.column.filter(|_| part.start == 0 || is_ascii(quote.raw.get(..part.start))).map(|column| column + before);
    let end_column = start_column.filter(|_| is_ascii(quote.raw.get(part.clone()))).map(|column| column + span.len);
    Region { start_line: line, start_column, end_column, byte_offset: span.offset, byte_length: span.len }
}

/// A number made of what the rule looked at: the same wherever in a capture the same lines stand.
pub(super) fn fingerprint(finding: &Finding) -> Fingerprint {
    let code = finding.rule.code.to_string();
    let cause = finding.cause.as_ref().map(|cause| cause.raw.as_slice()).unwrap_or_default();
    Fingerprint { wire: format!("{:016x}", fnv(&[code.as_bytes(), &finding.place().raw, cause])) }
}

/// FNV-1a, which no release of a library changes. Parts are kept apart by a byte that no UTF-8 has.
fn fnv(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.iter().chain(&[0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    #[cfg(unix)]
    fn paths_become_addresses() {
        assert_eq!(address("logs/a b#1.log"), "logs/a%20b%231.log");
        assert_eq!(address("a:b"), "a%3Ab");
        assert_eq!(address("../ä"), "../%C3%A4");
        assert_eq!(address("/tmp/x.log"), "file:///tmp/x.log");
    }
}
