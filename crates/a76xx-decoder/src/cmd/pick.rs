//! Which part of a capture is shown.

use a76xx_decoder::pick::{Bound, KINDS, LINKS, Pick, Wanted};

use super::complain;

/// Arguments that choose events.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which events (all are read, so that the choice changes nothing about them)")]
pub(crate) struct PickArguments {
    /// So many at most, of each input
    #[arg(long, value_name = "N")]
    limit: Option<u64>,

    /// From there on: an offset in the input, or a time since its first stamp (`1:30.5`, `90.5s`)
    #[arg(long, value_name = "PLACE", value_parser = bound)]
    from: Option<Bound>,

    /// Up to there, likewise
    #[arg(long, value_name = "PLACE", value_parser = bound)]
    to: Option<Bound>,

    /// What concerns this link
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(LINKS))]
    link: Option<i64>,

    /// These kinds alone
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = KINDS)]
    only: Vec<String>,
}

impl PickArguments {
    pub(crate) fn pick(&self) -> Pick {
        Pick::new(Wanted { limit: self.limit, from: self.from, to: self.to, link: self.link, kinds: self.only.clone() })
    }
}

/// Says how many events were left out.
pub(crate) fn tell(pick: &Pick) {
    match pick.hidden() {
        0 => {}
        1 => complain("1 event is not shown"),
        hidden => complain(&format!("{hidden} events are not shown")),
    }
}

/// `4096`, `0x1000`, `90.5s`, `1:30.5`, `01:02:03`.
fn bound(text: &str) -> Result<Bound, String> {
    let wrong = || String::from("an offset (`4096`, `0x1000`) or a time since the first stamp (`90.5s`, `1:30.5`)");
    let number = |text: &str| text.parse::<u64>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(digits) = text.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).map(Bound::Offset).map_err(|_| wrong());
    }
    let time = text.strip_suffix('s');
    if time.is_none() && !text.contains(':') {
        return number(text).map(Bound::Offset).ok_or_else(wrong);
    }
    let (whole, fraction) = time.unwrap_or(text).split_once('.').unwrap_or((time.unwrap_or(text), "0"));
    let read = || {
        let seconds = whole.split(':').try_fold(0_u64, |sum, part| sum.checked_mul(60)?.checked_add(number(part)?))?;
        let fraction = number(&format!("{fraction:0<6}")).filter(|_| (1..=6).contains(&fraction.len()))?;
        seconds.checked_mul(1_000_000)?.checked_add(fraction)
    };
    read().map(Bound::Time).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::{Bound, bound};

    #[test]
    fn places() {
        assert_eq!(bound("4096"), Ok(Bound::Offset(4096)));
        assert_eq!(bound("0x10"), Ok(Bound::Offset(16)));
        assert_eq!(bound("90.5s"), Ok(Bound::Time(90_500_000)));
        assert_eq!(bound("1:30.000001"), Ok(Bound::Time(90_000_001)));
        assert_eq!(bound("01:00:00"), Ok(Bound::Time(3_600_000_000)));
        for wrong in ["", "s", "x", "-1", "1.5", "1:", "1.s", "1.0000001s", "99999999999999999999", "0x"] {
            assert!(bound(wrong).is_err(), "{wrong}");
        }
    }
}
