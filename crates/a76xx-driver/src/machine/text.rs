//! A short text in place.

use core::fmt;

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

impl<const N: usize> fmt::Write for Text<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.add(text.as_bytes()) { Ok(()) } else { Err(fmt::Error) }
    }
}

impl<const N: usize> fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.bytes().escape_ascii())
    }
}
