//! A text that is read from its front.

/// What is left of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// Bytes that were taken.
    pub(crate) const fn taken(&self) -> usize {
        self.at
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Takes a byte if it is the next one.
    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    /// Takes a text if it is next.
    pub(crate) fn eat_all(&mut self, text: &[u8]) -> bool {
        let is = self.rest().starts_with(text);
        self.at += if is { text.len() } else { 0 };
        is
    }

    /// Takes so many bytes, or what is left.
    pub(crate) fn advance(&mut self, len: usize) {
        self.at = (self.at + len).min(self.text.len());
    }

    /// Takes one of several bytes.
    pub(crate) fn eat_any(&mut self, bytes: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|byte| bytes.contains(byte))?;
        self.at += 1;
        Some(byte)
    }

    /// Takes bytes while they fit; how many.
    pub(crate) fn skip(&mut self, fits: impl Fn(u8) -> bool) -> usize {
        let len = self.rest().iter().take_while(|byte| fits(**byte)).count();
        self.at += len;
        len
    }

    /// Takes bytes while they fit.
    pub(crate) fn take(&mut self, fits: impl Fn(u8) -> bool) -> &'a [u8] {
        let from = self.at;
        self.skip(fits);
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// Takes a number of so many decimal digits. Takes nothing if there are fewer, or more follow.
    #[inline]
    pub(crate) fn number(&mut self, least: usize, most: usize) -> Option<(u64, usize)> {
        let (mut value, mut digits) = (0_u64, 0);
        for byte in self.rest() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            if digits == most {
                return None;
            }
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            digits += 1;
        }
        if digits < least {
            return None;
        }
        self.at += digits;
        Some((value, digits))
    }
}
