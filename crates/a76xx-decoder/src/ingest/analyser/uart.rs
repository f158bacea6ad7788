//! Edges of a line, taken for bytes: eight bits, no parity, as modules speak.

/// Rates that are in use; a measured one is taken for the nearest if it is near.
const RATES: [f64; 16] = [
    1_200.0,
    2_400.0,
    4_800.0,
    9_600.0,
    14_400.0,
    19_200.0,
    28_800.0,
    38_400.0,
    57_600.0,
    115_200.0,
    230_400.0,
    460_800.0,
    921_600.0,
    1_000_000.0,
    2_000_000.0,
    3_000_000.0,
];
/// How far from it.
const NEAR: f64 = 0.12;

/// A line changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    /// When, in seconds.
    pub(super) at: f64,
    pub(super) channel: usize,
    pub(super) level: bool,
}

/// The length of a bit on the busiest lines: the shortest pulse that is no rarity. Edges are in the order of time.
pub(super) fn bit(edges: &[Edge]) -> Option<f64> {
    let mut last: Vec<Option<f64>> = Vec::new();
    let mut widths = Vec::new();
    for edge in edges {
        if last.len() <= edge.channel {
            last.resize(edge.channel + 1, None);
        }
        if let Some(slot) = last.get_mut(edge.channel)
            && let Some(before) = slot.replace(edge.at)
            && edge.at > before
        {
            widths.push(edge.at - before);
        }
    }
    widths.sort_by(f64::total_cmp);
    let shortest = *widths.get(widths.len() / 50)?;
    let measured = 1.0 / shortest;
    let near = |rate: &&f64| (measured / **rate - 1.0).abs() < NEAR;
    let rate = RATES.iter().filter(near).min_by(|a, b| (measured - **a).abs().total_cmp(&(measured - **b).abs()));
    Some(rate.map_or(shortest, |rate| 1.0 / rate))
}

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uart {
    bit: f64,
    level: bool,
    /// When the start bit began, how many bits were sampled since, and what they were.
    open: Option<(f64, u32, u16)>,
}

/// Bits of a frame: start, eight of data, stop.
const FRAME: u32 = 10;

impl Uart {
    pub(super) const fn new(bit: f64) -> Self {
        Self { bit, level: true, open: None }
    }

    /// The line stays as it is up to this time. A byte that is complete by then, and when it began; a broken frame gives none.
    pub(super) fn until(&mut self, at: f64) -> Option<(u8, f64)> {
        let (begun, mut count, mut bits) = self.open?;
        while count < FRAME && begun + (f64::from(count) + 0.5) * self.bit < at {
            bits |= u16::from(self.level) << count;
            count += 1;
        }
        if count < FRAME {
            self.open = Some((begun, count, bits));
            return None;
        }
        self.open = None;
        let is_frame = bits & 1 == 0 && bits >> 9 & 1 == 1;
        is_frame.then_some(((bits >> 1) as u8, begun))
    }

    /// The line changes.
    pub(super) fn edge(&mut self, at: f64, level: bool) {
        if self.level && !level && self.open.is_none() {
            self.open = Some((at, 0, 0));
        }
        self.level = level;
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, Uart, bit};

    fn edges(bytes: &[u8], bit: f64) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut level = true;
        for (index, byte) in bytes.iter().enumerate() {
            let frame = u16::from(*byte) << 1 | 1 << 9;
            for place in 0..10_u32 {
                let next = frame >> place & 1 == 1;
                if next != level {
                    #[allow(clippy::cast_precision_loss, reason = "a handful of bytes")]
                    edges.push(Edge { at: (index as f64 * 12.0 + f64::from(place)) * bit, channel: 0, level: next });
                    level = next;
                }
            }
        }
        edges
    }

    #[test]
    fn bytes_come_back() {
        let bytes = b"AT+CSQ\r\xff\x00\x55";
        for rate in [9_600.0, 115_200.0, 921_600.0, 76_543.0] {
            let edges = edges(bytes, 1.0 / rate);
            let mut uart = Uart::new(bit(&edges).unwrap_or(0.0));
            let mut seen = Vec::new();
            for edge in edges {
                seen.extend(uart.until(edge.at));
                uart.edge(edge.at, edge.level);
            }
            seen.extend(uart.until(f64::INFINITY));
            assert_eq!(seen.iter().map(|(byte, _)| *byte).collect::<Vec<u8>>(), bytes, "{rate}");
        }
    }

    #[test]
    fn a_line_that_stays_low_is_no_byte() {
        let mut uart = Uart::new(1.0);
        uart.edge(1.0, false);
        assert_eq!(uart.until(f64::INFINITY), None);
        assert_eq!(bit(&[]), None);
    }
}
