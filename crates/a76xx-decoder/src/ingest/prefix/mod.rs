//! What tools put in front of each line, one behind the other: colours, quote marks, time stamps, the head of a system log.

mod head;
mod record;
mod stamped;

use crate::ingest::time::Stamp;
pub(crate) use record::moment;
pub(crate) use stamped::Bracketed;

/// Lines of the head that are looked at to find out what stands in front of them.
const SAMPLE: usize = 400;
/// Prefixes behind each other.
const MOST: usize = 4;

/// One kind of prefix, as one input has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefix {
    /// A time stamp.
    Stamp(Bracketed),
    /// Host name and program behind the stamp of a system log (`host chat[12]: `).
    Syslog,
    /// A mark of quoted text.
    Quote(&'static [u8]),
    /// The number of the line.
    Number,
    /// The channel of an RTT viewer (`00> `).
    Channel,
    /// A sequence that switches a terminal's colour.
    Colour,
    /// Names and level of a logging library (` - modem - DEBUG - `).
    Level,
    /// Level and milliseconds since the start, as ESP-IDF writes them (`D (5321) `).
    Boot,
    /// The front of a JSON record up to its time (`{"ts":1715261939.5`).
    Record,
}

/// The prefixes of an input, the outermost first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Peel {
    prefixes: Vec<Prefix>,
}

/// How much of a line is prefix.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Peeled {
    pub(crate) len: usize,
    pub(crate) stamp: Option<Stamp>,
}

impl Peel {
    /// Finds out what stands in front of these lines.
    pub(crate) fn of(lines: &[&[u8]]) -> Self {
        let mut rest: Vec<&[u8]> = lines.iter().copied().filter(|line| !line.trim_ascii().is_empty()).take(SAMPLE).collect();
        let mut prefixes = Vec::new();
        while prefixes.len() < MOST
            && let Some(prefix) = outermost(&rest, &prefixes)
        {
            for line in &mut rest {
                if let Some((len, _)) = prefix.len(line) {
                    *line = line.get(len..).unwrap_or_default();
                }
            }
            rest.retain(|line| !line.is_empty());
            prefixes.push(prefix);
        }
        Self { prefixes }
    }

    /// Whether lines stand without prefixes.
    pub(crate) fn is_empty(&self) -> bool {
        self.prefixes.is_empty()
    }

    /// The stamp among the prefixes.
    pub(crate) fn stamp(&self) -> Option<Bracketed> {
        self.prefixes.iter().find_map(|prefix| if let Prefix::Stamp(stamp) = prefix { Some(*stamp) } else { None })
    }

    /// How much of a line is prefix. A prefix that a line lacks is passed over.
    pub(crate) fn peel(&self, line: &[u8]) -> Peeled {
        let mut peeled = Peeled::default();
        for prefix in &self.prefixes {
            if let Some((len, stamp)) = prefix.len(line.get(peeled.len..).unwrap_or_default()) {
                peeled.len += len;
                peeled.stamp = peeled.stamp.or(stamp);
            }
        }
        peeled
    }
}

impl Prefix {
    /// Its length in front of a line.
    fn len(self, line: &[u8]) -> Option<(usize, Option<Stamp>)> {
        let plain = |len| (len, None);
        match self {
            Self::Stamp(stamp) => stamp.len(line).map(|(len, stamp)| (len, Some(stamp))),
            Self::Syslog => head::syslog(line).map(plain),
            Self::Quote(mark) => {
                let bare = mark.trim_ascii_end();
                let whole = line.starts_with(mark).then_some(mark.len());
                whole.or_else(|| (line.trim_ascii_end() == bare).then_some(bare.len())).map(plain)
            }
            Self::Number => head::number(line).map(|(len, _)| plain(len)),
            Self::Channel => head::channel(line).map(plain),
            Self::Colour => head::colour(line).map(plain),
            Self::Level => head::level(line).map(plain),
            Self::Boot => head::boot(line).map(|(len, stamp)| (len, Some(stamp))),
            Self::Record => record::record(line).map(|(len, stamp)| (len, Some(stamp))),
        }
    }
}

/// The prefix that most lines have, if it is enough of them.
fn outermost(lines: &[&[u8]], known: &[Prefix]) -> Option<Prefix> {
    let share = |fits: &dyn Fn(&[u8]) -> bool| {
        let fitting = lines.iter().filter(|line| fits(line)).count();
        if fitting < 2.min(lines.len()) { 0 } else { fitting * 100 / lines.len().max(1) }
    };
    let has = |prefix: Prefix| known.contains(&prefix);
    if !has(Prefix::Colour) && share(&|line| head::colour(line).is_some()) >= 30 {
        return Some(Prefix::Colour);
    }
    if known.is_empty() && head::are_numbered(lines) {
        return Some(Prefix::Number);
    }
    if !has(Prefix::Channel) && share(&|line| head::channel(line).is_some()) >= 60 {
        return Some(Prefix::Channel);
    }
    for mark in [&b"> "[..], b" * ", b"# ", b"// "] {
        let quoted = |line: &[u8]| line.starts_with(mark) || line.trim_ascii_end() == mark.trim_ascii_end();
        let nested = known.iter().any(|prefix| matches!(prefix, Prefix::Quote(_) | Prefix::Stamp(_)));
        if !nested && lines.len() >= 3 && share(&quoted) >= 95 {
            return Some(Prefix::Quote(mark));
        }
    }
    let stamped = known.iter().any(|prefix| matches!(prefix, Prefix::Stamp(_)));
    if !stamped
        && let Some(stamp) = Bracketed::of(lines)
        && share(&|line| stamp.len(line).is_some()) >= stamp.least()
    {
        return Some(Prefix::Stamp(stamp));
    }
    if stamped && !has(Prefix::Syslog) && share(&|line| head::syslog(line).is_some()) >= 60 {
        return Some(Prefix::Syslog);
    }
    if !has(Prefix::Boot) && share(&|line| head::boot(line).is_some()) >= 40 {
        return Some(Prefix::Boot);
    }
    if !has(Prefix::Record) && share(&|line| record::record(line).is_some()) >= 60 {
        return Some(Prefix::Record);
    }
    if !has(Prefix::Level) && share(&|line| head::level(line).is_some()) >= 60 {
        return Some(Prefix::Level);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Peel;

    fn rest(lines: &[&str]) -> Vec<String> {
        let bytes: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
        let peel = Peel::of(&bytes);
        bytes.iter().map(|line| String::from_utf8_lossy(line.get(peel.peel(line).len..).unwrap_or_default()).into_owned()).collect()
    }

    #[test]
    fn nested() {
        assert_eq!(rest(&["> 12:00:01.5 -> AT", ">", "> 12:00:02.5 -> OK", "> 12:00:02.5 ->"]), ["AT", "", "OK", ""]);
        assert_eq!(rest(&["Jan  2 10:00:01 box chat[7]: send (AT^M)", "Jan  2 10:00:02 box chat[7]: OK"]), ["send (AT^M)", "OK"]);
        assert_eq!(rest(&["00> [00:00:01.000,000] \x1b[0mx", "00> [00:00:02.000,000] \x1b[0my"]), ["x", "y"]);
        assert_eq!(rest(&["[10:00:01]AT", "[10:00:02] OK", "[10:00:03]AT"]), ["AT", " OK", "AT"]);
    }

    #[test]
    fn libraries() {
        assert_eq!(rest(&["2026-01-02 10:00:01,500 - link - DEBUG - up", "2026-01-02 10:00:01,600 - link - INFO - down"]), ["up", "down"]);
        assert_eq!(rest(&["[2026-01-02T10:00:01Z DEBUG a::b] up", "[2026-01-02T10:00:02Z INFO a::b] down"]), ["up", "down"]);
        assert_eq!(rest(&["0.000250 DEBUG tx: AT", "12.500000 INFO  rx: OK"]), ["DEBUG tx: AT", "INFO  rx: OK"]);
        assert_eq!(rest(&["DEBUG: up", "INFO: down"]), ["up", "down"]);
    }

    #[test]
    fn numbers_of_lines() {
        let parts = ["  ", "\t", ": ", ". ", " | "];
        for part in parts {
            let lines = ["AT", "OK", "AT+CSQ", "+CSQ: 21,99", "", "OK"];
            let numbered: Vec<String> = lines.iter().enumerate().map(|(at, line)| format!("{:>3}{part}{line}", at + 9)).collect();
            assert_eq!(rest(&numbered.iter().map(String::as_str).collect::<Vec<_>>()), lines, "{part:?}");
        }
    }

    #[test]
    fn the_wire_is_no_prefix() {
        for lines in [
            &["AT", "OK", "+CSQ: 21,99"][..],
            &["> a", "< b", "> c"],
            &["\"01:02:03\",1", "OK"],
            &["12.50 left", "OK", "AT"],
            &["# a", "AT", "OK"],
            &["0", "1 OK", "3", "AT"],
        ] {
            assert_eq!(rest(lines), lines);
        }
    }
}
