//! The front of a JSON record up to its time: `{"time": "2026-01-02T10:00:01.5Z"`.

use crate::ingest::time::{Kind, Scan, Stamp, stamp};

/// Names of times, without the unit behind them.
const NAMES: [&[u8]; 9] = [b"time", b"ts", b"t", b"at", b"timestamp", b"@timestamp", b"date", b"datetime", b"epoch"];
/// Numbers in front of the time at most.
const BEFORE: usize = 2;

/// Its length and time.
pub(super) fn record(line: &[u8]) -> Option<(usize, Stamp)> {
    let mut scan = Scan::new(line);
    scan.eat(b'{').then_some(())?;
    for _ in 0..=BEFORE {
        scan.skip(|byte| byte == b' ');
        scan.eat(b'"').then_some(())?;
        let from = scan.taken();
        scan.skip(|byte| byte != b'"');
        let key = line.get(from..scan.taken())?;
        scan.eat_all(b"\":").then_some(())?;
        scan.skip(|byte| byte == b' ');
        let (name, unit) = split(key);
        if NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            return value(&mut scan, unit).map(|stamp| (scan.taken(), stamp));
        }
        // Only numbers are passed over: a text may be what was said.
        let digits = scan.skip(|byte| byte.is_ascii_digit());
        (digits > 0 && scan.eat(b',')).then_some(())?;
    }
    None
}

/// The name of a time without its unit, and the unit.
fn split(key: &[u8]) -> (&[u8], &[u8]) {
    match key.iter().rposition(|byte| *byte == b'_').map(|at| key.split_at(at)) {
        Some((name, unit @ (b"_ns" | b"_us" | b"_ms" | b"_s"))) => (name, unit),
        _ => (key, b""),
    }
}

/// The time that a value of this name tells: a stamp, or a number.
pub(crate) fn moment(name: &[u8], text: &[u8]) -> Option<Stamp> {
    let (name, unit) = split(name);
    let mut words = name.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| NAMES.iter().any(|known| word.eq_ignore_ascii_case(known))).then_some(())?;
    let text = text.trim_ascii();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let is_number = digits > 0 && text.get(digits).is_none_or(|byte| *byte == b' ') && text.split(|byte| *byte == b'.').count() < 3;
    match stamp(text) {
        Some((stamp, _)) if !is_number => Some(stamp),
        _ if is_number => number(&mut Scan::new(text), unit),
        _ => None,
    }
}

/// A stamp in quotes, or a number, whose size tells its unit where its name does not.
fn value(scan: &mut Scan<'_>, unit: &[u8]) -> Option<Stamp> {
    if scan.eat(b'"') {
        let (stamp, len) = stamp(scan.rest())?;
        scan.advance(len);
        return scan.eat(b'"').then_some(stamp);
    }
    number(scan, unit)
}

/// A number in front of a text.
fn number(scan: &mut Scan<'_>, unit: &[u8]) -> Option<Stamp> {
    let len = scan.rest().iter().take(24).take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let number = std::str::from_utf8(scan.rest().get(..len)?).ok()?;
    scan.advance(len);
    let whole: u128 = number.split('.').next()?.parse().ok()?;
    let nanos: u128 = match unit {
        b"_ns" => 1,
        b"_us" => 1_000,
        b"_ms" => 1_000_000,
        b"_s" => 1_000_000_000,
        _ => match whole {
            100_000_000_000_000_000.. => 1,
            100_000_000_000_000.. => 1_000,
            100_000_000_000.. => 1_000_000,
            _ => 1_000_000_000,
        },
    };
    let fraction = number.split('.').nth(1).unwrap_or("");
    let part = fraction.bytes().take(9).fold((0_u128, 1_u128), |(sum, worth), digit| (sum * 10 + u128::from(digit - b'0'), worth * 10));
    let micros = u64::try_from((whole * nanos + part.0 * nanos / part.1) / 1_000).ok()?;
    let kind = if micros >= 1_000_000_000_000_000 { Kind::Utc } else { Kind::Since };
    let resolution = u64::try_from((nanos / part.1 / 1_000).max(1)).ok()?;
    Some(Stamp { kind, micros, resolution })
}

#[cfg(test)]
mod tests {
    use super::{Kind, record};

    #[test]
    fn times_of_records() {
        for (line, kind, micros, len) in [
            (r#"{"time": "2024-05-09T13:38:59.123456Z", "dir": "tx"}"#, Kind::Utc, 1_715_261_939_123_456, 38),
            (r#"{"ts":1715261939.5,"dir":"rx"}"#, Kind::Utc, 1_715_261_939_500_000, 18),
            (r#"{"i":7,"t_ns":1715261939500000123,"dir":"rx"}"#, Kind::Utc, 1_715_261_939_500_000, 33),
            (r#"{"ts":1715261939500,"dir":"rx"}"#, Kind::Utc, 1_715_261_939_500_000, 19),
            (r#"{"t_ms":1500,"dir":"rx"}"#, Kind::Since, 1_500_000, 12),
            (r#"{"t": 1.25, "dir":"rx"}"#, Kind::Since, 1_250_000, 10),
        ] {
            let read = record(line.as_bytes()).map(|(len, stamp)| (stamp.kind, stamp.micros, len));
            assert_eq!(read, Some((kind, micros, len)), "{line}");
        }
        for line in [r#"{"dir":"tx","ts":1}"#, "{", "AT", r#"{"ts":"soon"}"#, r#"{"ts":99999999999999999999999999}"#] {
            assert!(record(line.as_bytes()).is_none(), "{line}");
        }
    }
}
