//! A ring of bytes with a tail that is not valid yet.

/// Bytes in their order. What is staged is behind what is valid, and becomes valid or vanishes as one.
#[derive(Clone, Debug)]
pub(crate) struct Ring<const N: usize> {
    bytes: [u8; N],
    start: u16,
    len: u16,
    staged: u16,
}

impl<const N: usize> Ring<N> {
    pub(crate) const fn new() -> Self {
        const { assert!(N > 0 && N <= u16::MAX as usize, "a buffer holds something, and less than 64 KiB") };
        Self { bytes: [0; N], start: 0, len: 0, staged: 0 }
    }

    /// Valid bytes.
    pub(crate) const fn len(&self) -> usize {
        self.len as usize
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes that fit.
    pub(crate) const fn free(&self) -> usize {
        N - self.len() - self.staged()
    }

    /// Bytes that wait to become valid.
    pub(crate) const fn staged(&self) -> usize {
        self.staged as usize
    }

    /// Where a byte stands; `offset` is at most `N`.
    const fn place(&self, offset: usize) -> usize {
        let at = self.start as usize + offset;
        if at < N { at } else { at - N }
    }

    /// Adds as many bytes as fit behind the staged ones; tells how many.
    pub(crate) fn stage(&mut self, bytes: &[u8]) -> usize {
        let count = bytes.len().min(self.free());
        let mut rest = bytes.get(..count).unwrap_or_default();
        while !rest.is_empty() {
            let at = self.place(self.len() + self.staged());
            let room = N - at;
            let (now, later) = rest.split_at(room.min(rest.len()));
            if let Some(slot) = self.bytes.get_mut(at..at + now.len()) {
                slot.copy_from_slice(now);
            }
            self.staged += now.len() as u16;
            rest = later;
        }
        count
    }

    /// Makes the staged bytes valid.
    pub(crate) const fn commit(&mut self) {
        self.len += self.staged;
        self.staged = 0;
    }

    /// Drops the staged bytes.
    pub(crate) const fn roll_back(&mut self) {
        self.staged = 0;
    }

    /// Adds as many bytes as fit, valid at once; tells how many. Nothing may be staged.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> usize {
        let count = self.stage(bytes);
        self.commit();
        count
    }

    /// The valid bytes from an offset on, as far as they lie in one piece.
    pub(crate) fn piece(&self, offset: usize) -> &[u8] {
        if offset >= self.len() {
            return &[];
        }
        let at = self.place(offset);
        let end = N.min(at + self.len() - offset);
        self.bytes.get(at..end).unwrap_or_default()
    }

    /// Copies valid bytes out, from an offset on, and leaves them; tells how many.
    pub(crate) fn copy(&self, offset: usize, out: &mut [u8]) -> usize {
        let mut done = 0;
        while done < out.len() {
            let piece = self.piece(offset + done);
            let count = piece.len().min(out.len() - done);
            if count == 0 {
                break;
            }
            if let (Some(to), Some(from)) = (out.get_mut(done..done + count), piece.get(..count)) {
                to.copy_from_slice(from);
            }
            done += count;
        }
        done
    }

    /// Drops valid bytes from the front.
    pub(crate) const fn consume(&mut self, count: usize) {
        let count = if count < self.len() { count } else { self.len() };
        self.start = self.place(count) as u16;
        self.len -= count as u16;
    }

    /// Takes bytes off the front; tells how many.
    pub(crate) fn pop(&mut self, out: &mut [u8]) -> usize {
        let count = self.copy(0, out);
        self.consume(count);
        count
    }

    /// Drops everything.
    pub(crate) const fn clear(&mut self) {
        (self.start, self.len, self.staged) = (0, 0, 0);
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::similar_names, reason = "a fault here is a failed test")]
mod tests {
    use super::Ring;

    /// The ring against a plain queue, over every short sequence of operations.
    #[test]
    fn a_ring_is_a_queue() {
        let mut rng = fastrand::Rng::with_seed(1);
        for _ in 0..2_000 {
            let mut ring = Ring::<7>::new();
            let (mut valid, mut staged) = (std::vec::Vec::new(), std::vec::Vec::new());
            for _ in 0..40 {
                let bytes: std::vec::Vec<u8> = (0..rng.usize(0..9)).map(|_| rng.u8(..)).collect();
                match rng.u8(0..5) {
                    0 => {
                        let count = ring.stage(&bytes);
                        assert_eq!(count, bytes.len().min(7 - valid.len() - staged.len()));
                        staged.extend_from_slice(&bytes[..count]);
                    }
                    1 => {
                        ring.commit();
                        valid.append(&mut staged);
                    }
                    2 => {
                        ring.roll_back();
                        staged.clear();
                    }
                    3 => {
                        let count = bytes.len().min(valid.len());
                        ring.consume(bytes.len());
                        valid.drain(..count);
                    }
                    _ => {
                        let mut out = [0; 4];
                        let count = ring.pop(&mut out);
                        let gone: std::vec::Vec<u8> = valid.drain(..valid.len().min(4)).collect();
                        assert_eq!(out[..count], gone);
                    }
                }
                assert_eq!((ring.len(), ring.staged(), ring.free()), (valid.len(), staged.len(), 7 - valid.len() - staged.len()));
                let mut all = [0; 7];
                let count = ring.copy(0, &mut all);
                assert_eq!(all[..count], valid);
            }
        }
    }
}
