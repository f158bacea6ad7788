//! Which channel of an analyser is whose.

use crate::ingest::label::{Labels, Learner};
use crate::ingest::sniff::{is_answer, is_command};

/// Learns it from the bytes of each channel.
pub(super) fn learn<'a>(bytes: impl Iterator<Item = (&'a [u8], u8)>) -> Labels {
    let mut channels: Vec<(&[u8], Vec<u8>)> = Vec::new();
    for (name, byte) in bytes {
        if let Some((_, bytes)) = channels.iter_mut().find(|(known, _)| *known == name) {
            bytes.push(byte);
        } else if channels.len() < 16 {
            channels.push((name, vec![byte]));
        }
    }
    // Lines for flow control carry no lines of the wire.
    let proven = |bytes: &[u8]| {
        bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii).any(|line| is_command(line) || is_answer(line))
    };
    if channels.iter().filter(|(_, bytes)| proven(bytes)).count() > 1 {
        channels.retain(|(_, bytes)| proven(bytes));
    }
    let mut learner = Learner::of_names();
    for (name, bytes) in &channels {
        learner.take(name, bytes);
    }
    // Of one channel alone the name tells little: who knows where the probe was.
    if channels.len() < 2 { Labels::default() } else { learner.learn() }
}

/// A number of seconds, milliseconds … as the unit says, in microseconds.
pub(super) fn micros(text: &[u8], unit: f64) -> Option<i64> {
    let number: f64 = std::str::from_utf8(text.trim_ascii()).ok()?.parse().ok()?;
    let micros = number * unit * 1e6;
    #[allow(clippy::cast_possible_truncation, reason = "within bounds, and stamps have no more digits")]
    (micros.is_finite() && micros.abs() < 1e17).then_some(micros.round() as i64)
}
