//! What this program's own pcapng files say in comments.

use crate::ingest::{Micros, Role, Signal};

/// How the name of the program begins that wrote a file, where this one did.
pub const PCAPNG_WRITER: &str = "a76xx";

/// The comment of a section whose counts need not fit.
pub const PCAPNG_LOSSY: &str = "lossy: line ends may be changed and bytes missing";

/// The comment of a section whose directions are a guess.
pub const PCAPNG_MERGED: &str = "merged: host and module stand in one stream, directions are a guess";

/// What begins the comment of a section that tells when the first stamp was.
const START: &str = "first stamp: ";

/// What the comments of a section say of the whole.
#[derive(Clone, Copy, Default)]
pub(super) struct Own {
    /// Counts need not fit.
    pub(super) lossy: bool,
    /// Directions are a guess.
    pub(super) merged: bool,
}

impl Own {
    pub(super) fn of<'a>(comments: impl Iterator<Item = &'a str>) -> Self {
        comments.fold(Self::default(), |own, text| Self {
            lossy: own.lossy || text == PCAPNG_LOSSY,
            merged: own.merged || text == PCAPNG_MERGED,
        })
    }
}

/// When the first stamp was, in microseconds since 1970, as a comment.
pub fn start_text(micros: Micros) -> String {
    format!("{START}{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// What such a comment tells.
pub(super) fn start(comment: &str) -> Option<Micros> {
    seconds(comment.strip_prefix(START)?)
}

/// Seconds with six digits behind the point.
fn seconds(text: &str) -> Option<Micros> {
    let (seconds, fraction) = text.split_once('.').filter(|(_, fraction)| fraction.len() == 6)?;
    seconds.parse::<Micros>().ok()?.checked_mul(1_000_000)?.checked_add(fraction.parse().ok()?)
}

/// A control line as a comment.
pub fn signal_text(signal: Signal) -> String {
    let (name, state) = match signal {
        Signal::Dtr(on) => ("DTR", Some(on)),
        Signal::Rts(on) => ("RTS", Some(on)),
        Signal::Reset => ("RESET", None),
        Signal::Power(on) => ("POWER", Some(on)),
    };
    match state {
        Some(true) => format!("{name} on"),
        Some(false) => format!("{name} off"),
        None => name.to_owned(),
    }
}

/// A silence as a comment.
pub fn silence_text(span: Option<Micros>) -> String {
    span.map_or_else(|| "silence".to_owned(), |span| format!("silence {}.{:06} s", span / 1_000_000, span % 1_000_000))
}

/// What a comment tells, if it is one of the above.
pub(super) fn role(comment: &str) -> Option<Role> {
    Some(match comment {
        "DTR on" => Role::Signal(Signal::Dtr(true)),
        "DTR off" => Role::Signal(Signal::Dtr(false)),
        "RTS on" => Role::Signal(Signal::Rts(true)),
        "RTS off" => Role::Signal(Signal::Rts(false)),
        "RESET" => Role::Signal(Signal::Reset),
        "POWER on" => Role::Signal(Signal::Power(true)),
        "POWER off" => Role::Signal(Signal::Power(false)),
        "silence" => Role::Silence(None),
        _ => Role::Silence(Some(seconds(comment.strip_prefix("silence ")?.strip_suffix(" s")?)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::{role, signal_text, silence_text, start, start_text};
    use crate::ingest::{Role, Signal};

    #[test]
    fn written_and_read() {
        let lines = [Signal::Dtr(true), Signal::Dtr(false), Signal::Rts(true), Signal::Rts(false)];
        for signal in lines.into_iter().chain([Signal::Reset, Signal::Power(true), Signal::Power(false)]) {
            assert_eq!(role(&signal_text(signal)), Some(Role::Signal(signal)));
        }
        for span in [None, Some(0), Some(1_200_001), Some(u64::MAX)] {
            assert_eq!(role(&silence_text(span)), Some(Role::Silence(span)));
        }
        assert_eq!(start(&start_text(1_715_261_939_123_456)), Some(1_715_261_939_123_456));
        for other in ["", "note: DTR on", "silence s", "silence 1.5 s", "silence 99999999999999999999.000000 s"] {
            assert_eq!(role(other), None, "{other}");
        }
    }
}
