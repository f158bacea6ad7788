//! A short text in place.

use core::fmt;
use core::net::Ipv4Addr;

/// At most `N` bytes of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text<const N: usize> {
    bytes: [u8; N],
    len: u16,
}

impl<const N: usize> Text<N> {
    /// No text.
    pub const EMPTY: Self = Self { bytes: [0; N], len: 0 };

    /// The text.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// The text, if it is UTF-8.
    pub fn str(&self) -> Option<&str> {
        core::str::from_utf8(self.bytes()).ok()
    }

    /// Replaces the text; `false` if it does not fit, and then nothing is changed.
    pub(crate) fn set(&mut self, text: &[u8]) -> bool {
        let Some(slot) = self.bytes.get_mut(..text.len()) else { return false };
        slot.copy_from_slice(text);
        self.len = text.len() as u16;
        true
    }

    /// Adds to the text what fits of this; `false` if some did not.
    pub(crate) fn add(&mut self, text: &[u8]) -> bool {
        let len = usize::from(self.len);
        let count = text.len().min(N - len);
        if let (Some(slot), Some(text)) = (self.bytes.get_mut(len..len + count), text.get(..count)) {
            slot.copy_from_slice(text);
            self.len += count as u16;
        }
        count == text.len()
    }
}

impl Text<15> {
    /// A dotted address, which has fifteen bytes at most. What formats values in general would be linked for this alone.
    pub(crate) fn of_address(ip: Ipv4Addr) -> Self {
        let mut text = Self::EMPTY;
        for octet in ip.octets() {
            if !text.bytes().is_empty() {
                text.add(b".");
            }
            let digits = [octet / 100, octet / 10 % 10, octet % 10].map(|digit| b'0' + digit);
            let used = 1 + usize::from(octet > 9) + usize::from(octet > 99);
            text.add(digits.get(3 - used..).unwrap_or_default());
        }
        text
    }
}

impl<const N: usize> fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.bytes().escape_ascii())
    }
}

#[cfg(test)]
mod tests {
    use core::net::Ipv4Addr;
    use std::string::ToString as _;

    use super::Text;

    #[test]
    fn addresses_are_written_as_usual() {
        for octet in 0..=255 {
            let ip = Ipv4Addr::new(octet, 0, 255 - octet, octet);
            assert_eq!(Text::of_address(ip).bytes(), ip.to_string().as_bytes());
        }
        assert_eq!(Text::of_address(Ipv4Addr::BROADCAST).bytes(), b"255.255.255.255");
    }
}
