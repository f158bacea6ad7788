//! One time stamp, of the shapes that logging tools write.

use super::Scan;

/// What a stamp counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 1970, in UTC.
    Utc,
    /// 1970, in a zone that is not told.
    Local,
    /// The beginning of a year that is not told.
    Year,
    /// Midnight.
    Day,
    /// The start of the device or of the capture.
    Since,
}

/// A time stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) kind: Kind,
    pub(crate) micros: u64,
    /// What the last digit is worth, in microseconds.
    pub(crate) resolution: u64,
}

const SECOND: u64 = 1_000_000;
const HOUR: u64 = 3_600 * SECOND;
const DAY: u64 = 24 * HOUR;

/// Reads the stamp at the front of a text, and how long it is.
pub(crate) fn stamp(text: &[u8]) -> Option<(Stamp, usize)> {
    match text.first()? {
        b'0'..=b'9' | b' ' => {
            let digits = text.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
            match (digits, text.get(digits)) {
                (4, Some(b'-' | b'/' | b'.')) => dated(text).or_else(|| seconds(text)),
                (1 | 2, Some(b'.' | b'/' | b'-')) => short_dated(text).or_else(|| month_day(text)).or_else(|| seconds(text)),
                (1 | 2, Some(b':')) => time_only(text),
                (1..=3, Some(b' ')) => elapsed(text),
                _ => seconds(text),
            }
        }
        b'A'..=b'Z' => named(text),
        _ => None,
    }
}

/// `2024-05-09 13:38:59.123`, with any separators, perhaps with a zone.
fn dated(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut scan = Scan::new(text);
    let (year, _) = scan.number(4, 4)?;
    let sep = scan.eat_any(b"-/.")?;
    let (month, _) = scan.number(1, 2)?;
    if !scan.eat(sep) {
        return None;
    }
    let (day, _) = scan.number(1, 2)?;
    let days = days(year, month, day)?;
    scan.eat_any(b"T _,-")?;
    let (time, resolution) = clock(&mut scan)?;
    let (offset, kind) = zone(&mut scan).map_or((0, Kind::Local), |offset| (offset, Kind::Utc));
    let micros = (days * DAY + time).checked_add_signed(-offset)?;
    Some((Stamp { kind, micros, resolution }, scan.taken()))
}

/// `9.5.2024 13:38:59`, `5/9/2024 1:38:59 PM`. Which is the day and which the month cannot always be told; it only matters at midnight.
fn short_dated(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut scan = Scan::new(text);
    let (first, _) = scan.number(1, 2)?;
    let sep = scan.eat_any(b"-/.")?;
    let (second, _) = scan.number(1, 2)?;
    if !scan.eat(sep) {
        return None;
    }
    let (year, len) = scan.number(2, 4)?;
    let year = if len == 2 { 2000 + year } else { year };
    let (day, month) = if sep == b'.' || first > 12 { (first, second) } else { (second, first) };
    let days = days(year, month, day).or_else(|| days(year, day, month))?;
    scan.eat(b',');
    scan.eat_any(b"T _")?;
    let (time, resolution) = clock(&mut scan)?;
    Some((Stamp { kind: Kind::Local, micros: days * DAY + time, resolution }, scan.taken()))
}

/// `05-09 13:38:59.123`, as Android's log has it.
fn month_day(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut scan = Scan::new(text);
    let (month, _) = scan.number(2, 2)?;
    let (day, _) = if scan.eat(b'-') { scan.number(2, 2)? } else { return None };
    let (time, resolution) = if scan.eat(b' ') { clock(&mut scan)? } else { return None };
    Some((Stamp { kind: Kind::Year, micros: in_year(month, day)? + time, resolution }, scan.taken()))
}

/// The time from the beginning of a year that is not told to a day of it.
fn in_year(month: u64, day: u64) -> Option<u64> {
    Some((days(2024, month, day)? - days(2024, 1, 1)?) * DAY)
}

/// `13:38:59.123`, `00:00:12.345,678`.
fn time_only(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut scan = Scan::new(text);
    let (micros, resolution) = clock(&mut scan)?;
    Some((Stamp { kind: Kind::Day, micros, resolution }, scan.taken()))
}

/// `0 00:01:02.345`: days and a time.
fn elapsed(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut scan = Scan::new(text);
    let (days, _) = scan.number(1, 3)?;
    if !scan.eat(b' ') {
        return None;
    }
    let (time, resolution) = clock(&mut scan)?;
    Some((Stamp { kind: Kind::Since, micros: days * DAY + time, resolution }, scan.taken()))
}

/// `1716000000.123456`, `12.345678`, `00032486ms`.
fn seconds(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut scan = Scan::new(text);
    scan.skip(|byte| byte == b' ');
    let (whole, digits) = scan.number(1, 13)?;
    if scan.eat_all(b"ms") {
        return Some((Stamp { kind: Kind::Since, micros: whole * 1_000, resolution: 1_000 }, scan.taken()));
    }
    if digits > 10 || scan.eat_any(b".,").is_none() {
        return None;
    }
    let (micros, resolution) = fraction(&mut scan)?;
    let kind = if whole >= 1_000_000_000 { Kind::Utc } else { Kind::Since };
    (resolution < SECOND / 10).then_some((Stamp { kind, micros: whole * SECOND + micros, resolution }, scan.taken()))
}

/// `Nov 22 16:40:54.123`, `Sun Nov 22 16:40:54 2026`, `Sun 2026/11/22 16:40:54`.
fn named(text: &[u8]) -> Option<(Stamp, usize)> {
    const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    const MONTHS: [&[u8]; 12] = [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let mut scan = Scan::new(text);
    let week_day = DAYS.iter().any(|name| scan.eat_all(name));
    if week_day && !scan.eat(b' ') {
        return None;
    }
    if week_day && scan.peek()?.is_ascii_digit() {
        return dated(scan.rest()).map(|(stamp, len)| (stamp, scan.taken() + len));
    }
    let month = MONTHS.iter().position(|name| scan.eat_all(name))? as u64 + 1;
    scan.skip(|byte| byte == b' ');
    let (day, _) = scan.number(1, 2)?;
    scan.eat(b',');
    scan.skip(|byte| byte == b' ');
    let early = if scan.peek()?.is_ascii_digit() && scan.rest().get(4) == Some(&b' ') { scan.number(4, 4) } else { None };
    if early.is_some() {
        scan.eat(b' ');
    }
    let (time, resolution) = clock(&mut scan)?;
    let mut behind = scan;
    let late = if behind.eat(b' ') { behind.number(4, 4).filter(|(year, _)| (1990..2100).contains(year)) } else { None };
    if late.is_some() {
        scan = behind;
    }
    let (kind, date) = match early.or(late) {
        Some((year, _)) => (Kind::Local, days(year, month, day)? * DAY),
        None => (Kind::Year, in_year(month, day)?),
    };
    Some((Stamp { kind, micros: date + time, resolution }, scan.taken()))
}

/// Hours, minutes, seconds and a fraction, or minutes, seconds and milliseconds; perhaps with `AM` or `PM`.
fn clock(scan: &mut Scan<'_>) -> Option<(u64, u64)> {
    let Some((first, second, third)) = digits(scan) else { return general(scan) };
    of_day(scan, first, second, third)
}

/// Two digits each of hours, minutes and seconds, as nearly all stamps have them.
#[inline]
fn digits(scan: &mut Scan<'_>) -> Option<(u64, u64, u64)> {
    let (text, behind) = scan.rest().split_first_chunk::<8>()?;
    let [.., b':', _, _, b':', _, _] = text else { return None };
    let pair = |at: usize| {
        let (high, low) = (text.get(at)?, text.get(at + 1)?);
        (high.is_ascii_digit() && low.is_ascii_digit()).then(|| u64::from(high - b'0') * 10 + u64::from(low - b'0'))
    };
    let all = (pair(0)?, pair(3)?, pair(6)?);
    if behind.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    scan.advance(8);
    Some(all)
}

fn general(scan: &mut Scan<'_>) -> Option<(u64, u64)> {
    let (first, _) = scan.number(1, 2)?;
    if !scan.eat(b':') {
        return None;
    }
    let (second, _) = scan.number(2, 2)?;
    // interceptty parts hours and minutes from the seconds with a blank.
    scan.eat_any(b": ")?;
    let mut padded = *scan;
    padded.eat(b' ');
    let (third, len) = if let Some(third) = scan.number(1, 3) {
        third
    } else {
        *scan = padded;
        scan.number(1, 1)?
    };
    if len == 3 {
        let fits = first < 60 && second < 60;
        return fits.then_some(((first * 60 + second) * SECOND + third * 1_000, 1_000));
    }
    of_day(scan, first, second, third)
}

/// What stands behind hours, minutes and seconds.
fn of_day(scan: &mut Scan<'_>, first: u64, second: u64, third: u64) -> Option<(u64, u64)> {
    if second > 59 || third > 60 {
        return None;
    }
    let mut hours = first;
    let (mut micros, mut resolution) = (0, SECOND);
    let mut behind = *scan;
    if behind.eat_any(b".,:").is_some()
        && let Some((fraction, worth)) = fraction(&mut behind)
    {
        (micros, resolution) = (fraction, worth);
        *scan = behind;
    }
    let mut behind = *scan;
    behind.eat(b' ');
    let noon = match behind.rest() {
        [b'A', b'M', ..] | [b'a', b'm', ..] => Some(0),
        [b'P', b'M', ..] | [b'p', b'm', ..] => Some(12),
        _ => None,
    };
    if let Some(noon) = noon {
        behind.advance(2);
        *scan = behind;
        hours = hours % 12 + noon;
    }
    (hours < 100).then_some(((hours * 3_600 + second * 60 + third) * SECOND + micros, resolution))
}

/// Digits behind the point, perhaps with a comma behind the third (`123,456`). Gives microseconds and what the last digit is worth.
fn fraction(scan: &mut Scan<'_>) -> Option<(u64, u64)> {
    let (value, digits) = scan.number(1, 9)?;
    let tens = |digits: usize| 10_u64.pow(digits as u32);
    let worth = tens(6_usize.saturating_sub(digits));
    let micros = value * worth / tens(digits.saturating_sub(6));
    let mut behind = *scan;
    if digits == 3
        && behind.eat(b',')
        && let Some((more, _)) = behind.number(3, 3)
    {
        *scan = behind;
        return Some((micros + more, 1));
    }
    Some((micros, worth))
}

/// `Z`, `+00:00`, ` +0100`: microseconds east of Greenwich.
fn zone(scan: &mut Scan<'_>) -> Option<i64> {
    if scan.eat(b'Z') {
        return Some(0);
    }
    let mut behind = *scan;
    behind.eat(b' ');
    let sign = behind.eat_any(b"+-")?;
    let (hours, minutes) = if let Some((both, _)) = behind.number(4, 4) {
        (both / 100, both % 100)
    } else {
        let (hours, _) = behind.number(2, 2)?;
        if !behind.eat(b':') {
            return None;
        }
        (hours, behind.number(2, 2)?.0)
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    *scan = behind;
    let offset = ((hours * 60 + minutes) * 60 * SECOND) as i64;
    Some(if sign == b'-' { -offset } else { offset })
}

/// Days since 1970 of a date of the Gregorian calendar.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1970..=2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // The year begins in March, so that the leap day is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    days.checked_sub(719_468)
}

/// A stamp's date and time, as far as it tells them: `2024-05-09T13:38:59.123456`, with a `Z` in UTC, without the date if that is not told.
pub(super) fn written(stamp: Stamp) -> Option<String> {
    let micros = stamp.micros % SECOND;
    let seconds = stamp.micros / SECOND;
    let time = format!("{:02}:{:02}:{:02}", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let fraction = match stamp.resolution {
        SECOND.. => String::new(),
        1_000.. => format!(".{:03}", micros / 1_000),
        _ => format!(".{micros:06}"),
    };
    let days = stamp.micros / DAY + 719_468;
    let era = days / 146_097;
    let in_era = days % 146_097;
    let year_of_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    match stamp.kind {
        Kind::Utc => Some(format!("{year:04}-{month:02}-{day:02}T{time}{fraction}Z")),
        Kind::Local => Some(format!("{year:04}-{month:02}-{day:02}T{time}{fraction}")),
        Kind::Day => Some(format!("{time}{fraction}")),
        Kind::Year | Kind::Since => None,
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may stop")]
mod tests {
    use super::{Kind, stamp, written};

    #[test]
    fn shapes() {
        for (text, kind, micros, len) in [
            ("2024-05-09T13:38:59.123456Z x", Kind::Utc, 1_715_261_939_123_456, 27),
            ("2024-05-09 15:38:59,123+02:00 x", Kind::Utc, 1_715_261_939_123_000, 29),
            ("2024/05/09 13:38:59.123 x", Kind::Local, 1_715_261_939_123_000, 23),
            ("2024-05-09_13:38:59:123]", Kind::Local, 1_715_261_939_123_000, 23),
            ("9.5.2024 13:38:59 [TX]", Kind::Local, 1_715_261_939_000_000, 17),
            ("5/9/2024 1:38:59 PM\"", Kind::Local, 1_715_261_939_000_000, 19),
            ("09/05/2024 13:38:59", Kind::Local, 1_725_543_539_000_000, 19),
            ("13:38:59.5 -> x", Kind::Day, 49_139_500_000, 10),
            ("00:00:12.345,678] x", Kind::Day, 12_345_678, 16),
            ("16:51 08.713131]", Kind::Day, 60_668_713_131, 15),
            ("01:02:345]", Kind::Day, 62_345_000, 9),
            ("0 00:01:02.345]", Kind::Since, 62_345_000, 14),
            ("1715261939.123456] x", Kind::Utc, 1_715_261_939_123_456, 17),
            ("   12.345678] x", Kind::Since, 12_345_678, 12),
            ("00032486ms]", Kind::Since, 32_486_000, 10),
            ("Thu May  9 13:38:59 2024]", Kind::Local, 1_715_261_939_000_000, 24),
            ("Thu May  9 13:38:59.12 2024", Kind::Local, 1_715_261_939_120_000, 27),
            ("May  9, 2024 13:38:59.12 UTC", Kind::Local, 1_715_261_939_120_000, 24),
            ("Thu 2024/05/09 13:38:59: x", Kind::Local, 1_715_261_939_000_000, 23),
            ("01-02 00:00:01.250  1325  1341 D", Kind::Year, 86_401_250_000, 18),
            ("Jan  2 00:00:01 host", Kind::Year, 86_401_000_000, 15),
            ("Jan  2 00:00:01.250] x", Kind::Year, 86_401_250_000, 19),
        ] {
            let read = stamp(text.as_bytes()).map(|(stamp, len)| (stamp.kind, stamp.micros, len));
            assert_eq!(read, Some((kind, micros, len)), "{text}");
        }
        for text in ["", "7", "123", "+CSQ: 21,99", "12:99:00", "2024-13-01 00:00:00", "1,2", "AT", "May be", "127.0.0.1:80", "8,\"01:02\""]
        {
            assert_eq!(stamp(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn written_as_read() {
        for text in ["2024-02-29T23:59:59.123456Z", "2026-03-01T00:00:00", "1999-12-31T12:00:00.500", "23:00:01.001"] {
            let (stamp, _) = stamp(text.as_bytes()).expect(text);
            assert_eq!(written(stamp).as_deref(), Some(text));
        }
    }
}
