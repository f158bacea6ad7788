//! Blocks of pcapng (draft-ietf-opsawg-pcapng), little endian, as far as they are written here.

use std::net::Ipv4Addr;

/// Codes of options: of any block, of a section, of an interface.
const COMMENT: u16 = 1;
const USER_APPLICATION: u16 = 4;
const INTERFACE_NAME: u16 = 2;

/// Begins a section: who writes, and comments.
pub(super) fn section(writer: &str, comments: &[Option<&str>]) -> Vec<u8> {
    let mut body = Vec::new();
    // Byte order, version 1.0, a length that is not told.
    body.extend_from_slice(&0x1a2b_3c4d_u32.to_le_bytes());
    body.extend_from_slice(&[1, 0, 0, 0]);
    body.extend_from_slice(&(-1_i64).to_le_bytes());
    let comments = comments.iter().flatten().map(|text| (COMMENT, *text));
    options([(USER_APPLICATION, writer)].into_iter().chain(comments), &mut body);
    block(0x0a0d_0d0a, &body)
}

/// Describes an interface. Times are in microseconds, as they are where nothing is said.
pub(super) fn interface(link: u16, name: &str) -> Vec<u8> {
    let mut body = Vec::new();
    body.extend_from_slice(&link.to_le_bytes());
    // Reserved, and no limit to the length of packets.
    body.extend_from_slice(&[0; 6]);
    options([(INTERFACE_NAME, name)].into_iter(), &mut body);
    block(1, &body)
}

/// A packet of an interface, with its time in microseconds since 1970.
pub(super) fn packet(interface: u32, micros: u64, data: &[u8], comment: Option<&str>) -> Vec<u8> {
    let mut body = Vec::with_capacity(data.len() + 48);
    let len = u32::try_from(data.len()).unwrap_or(u32::MAX);
    for number in [interface, (micros >> 32) as u32, micros as u32, len, len] {
        body.extend_from_slice(&number.to_le_bytes());
    }
    body.extend_from_slice(data);
    pad(&mut body);
    options(comment.map(|text| (COMMENT, text)).into_iter(), &mut body);
    block(6, &body)
}

/// A name of an address.
pub(super) fn name(address: Ipv4Addr, name: &str) -> Vec<u8> {
    // A NUL ends a name; domain names have 255 bytes at most.
    let text = name.replace('\0', "");
    let text = text.get(..text.floor_char_boundary(255)).unwrap_or_default();
    let mut body = vec![1, 0];
    body.extend_from_slice(&(text.len() as u16 + 5).to_le_bytes());
    body.extend_from_slice(&address.octets());
    body.extend_from_slice(text.as_bytes());
    body.push(0);
    pad(&mut body);
    body.extend_from_slice(&[0; 4]);
    block(4, &body)
}

fn options<'a>(options: impl Iterator<Item = (u16, &'a str)>, body: &mut Vec<u8>) {
    let begin = body.len();
    for (code, text) in options {
        // Lengths have sixteen bits; a character is not cut.
        let len = text.floor_char_boundary(usize::from(u16::MAX));
        body.extend_from_slice(&code.to_le_bytes());
        body.extend_from_slice(&(len as u16).to_le_bytes());
        body.extend_from_slice(text.as_bytes().get(..len).unwrap_or_default());
        pad(body);
    }
    if body.len() > begin {
        body.extend_from_slice(&[0; 4]);
    }
}

fn pad(body: &mut Vec<u8>) {
    body.resize(body.len().next_multiple_of(4), 0);
}

/// Puts a body between its type and its two lengths.
fn block(kind: u32, body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len() + 12).unwrap_or(u32::MAX).to_le_bytes();
    [&kind.to_le_bytes()[..], &len, body, &len].concat()
}
