//! A fault in words.

use core::fmt;
use core::time::Duration;

use super::{Fault, Place};

/// A span in the largest unit that gives a whole number.
pub(crate) fn span(span: Duration) -> String {
    let micros = span.as_micros();
    match micros {
        0 => "0s".to_owned(),
        _ if micros.is_multiple_of(60_000_000) => format!("{}min", micros / 60_000_000),
        _ if micros.is_multiple_of(1_000_000) => format!("{}s", micros / 1_000_000),
        _ if micros.is_multiple_of(1000) => format!("{}ms", micros / 1000),
        _ => format!("{micros}us"),
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drop(share) => write!(f, "drop {share}"),
            Self::Flip(share) => write!(f, "flip {share}"),
            Self::Double(share) => write!(f, "double {share}"),
            Self::Nul(share) => write!(f, "nul {share}"),
            Self::Reboot(share) => write!(f, "reboot {share}"),
            Self::Split(gap) => write!(f, "split {}", span(*gap)),
            Self::Glue(window) => write!(f, "glue {}", span(*window)),
            Self::Delay(least, most) if least == most => write!(f, "delay {}", span(*least)),
            Self::Delay(least, most) => write!(f, "delay {}..{}", span(*least), span(*most)),
            Self::Notice(place, share) => write!(f, "notice {place} {share}"),
            Self::Storm(count, every) => write!(f, "storm {count} every {}", span(*every)),
            Self::LoseFinal(share) => write!(f, "lose final {share}"),
            Self::LosePrompt(share) => write!(f, "lose prompt {share}"),
            Self::LateResult(share, by) => write!(f, "late result {share} by {}", span(*by)),
            Self::LoseNetwork(every) => write!(f, "lose network every {}", span(*every)),
            Self::FullBuffer(share) => write!(f, "full buffer {share}"),
            Self::BreakSend(share) => write!(f, "break send {share}"),
            Self::SlowClose(by) => write!(f, "slow close {}", span(*by)),
            Self::Baud(baud) => write!(f, "baud {baud}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeforeEcho => "before echo",
            Self::InAnswer => "in answer",
            Self::InHeader => "in header",
        })
    }
}
