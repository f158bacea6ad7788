//! Faults as they are written. Scripts build on the same parts.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;

use winnow::ascii::{Caseless, dec_uint, space0};
use winnow::combinator::{alt, cut_err, fail, not, opt, preceded, terminated};
use winnow::error::{StrContext, StrContextValue};
use winnow::prelude::*;
use winnow::token::{literal, one_of, take_while};

use super::{Fault, Place, Share};

/// Says what was to come, in an error.
pub(crate) fn wanted(what: &'static str) -> StrContext {
    StrContext::Expected(StrContextValue::Description(what))
}

/// A word, in any case, with the blanks behind it.
pub(crate) fn word<'i>(text: &'static str) -> impl ModalParser<&'i str, (), winnow::error::ContextError> {
    (literal(Caseless(text)), not(one_of(|next: char| next.is_ascii_alphanumeric())), space0).void()
}

/// Words that must come now.
pub(crate) fn expect<'i>(text: &'static str) -> impl ModalParser<&'i str, (), winnow::error::ContextError> {
    cut_err(word(text)).context(StrContext::Expected(StrContextValue::StringLiteral(text)))
}

/// The next word, in lower case.
pub(crate) fn any_word(input: &mut &str) -> ModalResult<String> {
    terminated(take_while(1.., |next: char| next.is_ascii_alphabetic()), space0).map(str::to_ascii_lowercase).parse_next(input)
}

/// A number with up to six digits behind the point, in millionths.
fn millionths(input: &mut &str) -> ModalResult<u64> {
    let whole: u64 = dec_uint(input)?;
    let digits: &str =
        opt(preceded('.', take_while(1..=6, |digit: char| digit.is_ascii_digit()))).map(Option::unwrap_or_default).parse_next(input)?;
    let fraction = format!("{digits:0<6}").parse().unwrap_or(0);
    match whole.checked_mul(1_000_000).and_then(|whole| whole.checked_add(fraction)) {
        Some(number) => Ok(number),
        None => fail(input),
    }
}

/// `0.1%`
pub(crate) fn share(input: &mut &str) -> ModalResult<Share> {
    let share = terminated(millionths, (space0, '%', space0)).verify_map(|millionths| {
        // Millionths of a per cent.
        u32::try_from(millionths / 100).ok().filter(|parts| *parts <= Share::ALL.parts()).map(Share::per_million)
    });
    cut_err(share).context(wanted("a share, `0.1%`, at most 100%")).parse_next(input)
}

/// Longest time: a day. What takes longer is not waited for.
const LONGEST: u64 = 24 * 3_600_000_000;

/// `20ms`, `1.5 s`
pub(crate) fn duration(input: &mut &str) -> ModalResult<Duration> {
    let unit = alt(("us".value(1_u64), "ms".value(1000), "min".value(60_000_000), "s".value(1_000_000), "h".value(3_600_000_000)));
    let span = (millionths, space0, unit, not(one_of(|next: char| next.is_ascii_alphanumeric())), space0).verify_map(
        |(number, _, unit, (), _)| {
            let micros = (u128::from(number) * u128::from(unit)) / 1_000_000;
            u64::try_from(micros).ok().filter(|micros| *micros <= LONGEST).map(Duration::from_micros)
        },
    );
    cut_err(span).context(wanted("a time, `20ms` or `1.5s`, of a day at most")).parse_next(input)
}

/// A time that is not none: what comes every so often needs one.
pub(crate) fn period(input: &mut &str) -> ModalResult<Duration> {
    duration.verify(|span: &Duration| *span >= Duration::from_millis(1)).context(wanted("a time of 1ms at least")).parse_next(input)
}

fn count<'i, N>(what: &'static str) -> impl ModalParser<&'i str, N, winnow::error::ContextError>
where
    N: winnow::ascii::Uint,
{
    cut_err(terminated(dec_uint, space0)).context(wanted(what))
}

/// A fault.
pub(crate) fn fault(input: &mut &str) -> ModalResult<Fault> {
    const WORDS: &str =
        "a fault: drop, flip, double, nul, reboot, split, glue, delay, notice, storm, lose, late, full, break, slow or baud";
    let start = *input;
    let first = cut_err(any_word).context(wanted(WORDS)).parse_next(input)?;
    match first.as_str() {
        "drop" => share.map(Fault::Drop).parse_next(input),
        "flip" => share.map(Fault::Flip).parse_next(input),
        "double" => share.map(Fault::Double).parse_next(input),
        "nul" => share.map(Fault::Nul).parse_next(input),
        "reboot" => share.map(Fault::Reboot).parse_next(input),
        "split" => duration.map(Fault::Split).parse_next(input),
        "glue" => duration.map(Fault::Glue).parse_next(input),
        "delay" => {
            let least = duration(input)?;
            let most = opt(preceded(("..", space0), duration)).parse_next(input)?.unwrap_or(least);
            Ok(Fault::Delay(least.min(most), most.max(least)))
        }
        "notice" => (place, share).map(|(place, share)| Fault::Notice(place, share)).parse_next(input),
        "storm" => {
            (count("how many notices"), expect("every"), period).map(|(count, (), every)| Fault::Storm(count, every)).parse_next(input)
        }
        "lose" => alt((
            preceded(word("final"), share).map(Fault::LoseFinal),
            preceded(word("prompt"), share).map(Fault::LosePrompt),
            preceded((word("network"), expect("every")), period).map(Fault::LoseNetwork),
            cut_err(fail.context(wanted("`final`, `prompt` or `network`"))),
        ))
        .parse_next(input),
        "late" => {
            (expect("result"), share, expect("by"), duration).map(|((), share, (), by)| Fault::LateResult(share, by)).parse_next(input)
        }
        "full" => preceded(expect("buffer"), share).map(Fault::FullBuffer).parse_next(input),
        "break" => preceded(expect("send"), share).map(Fault::BreakSend).parse_next(input),
        "slow" => preceded(expect("close"), duration).map(Fault::SlowClose).parse_next(input),
        "baud" => count("bits in a second")
            .verify(|baud: &u32| (50..=10_000_000).contains(baud))
            .context(wanted("50 to 10000000 bits in a second"))
            .map(Fault::Baud)
            .parse_next(input),
        _ => {
            *input = start;
            cut_err(fail.context(wanted(WORDS))).parse_next(input)
        }
    }
}

fn place(input: &mut &str) -> ModalResult<Place> {
    let place = alt((
        (word("before"), word("echo")).value(Place::BeforeEcho),
        (word("in"), word("answer")).value(Place::InAnswer),
        (word("in"), word("header")).value(Place::InHeader),
    ));
    cut_err(place).context(wanted("`before echo`, `in answer` or `in header`")).parse_next(input)
}

/// What is wrong with a fault that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError {
    /// Where, in characters from 1.
    pub column: usize,
    /// What was to stand there.
    pub expected: String,
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: {}", self.column, self.expected)
    }
}

impl std::error::Error for FaultError {}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        preceded(space0, fault).parse(text).map_err(|error| FaultError {
            column: text.get(..error.offset()).map_or(0, |head| head.chars().count()) + 1,
            expected: said(error.inner()),
        })
    }
}

/// What an error says was to come. The first context is the innermost.
pub(crate) fn said(error: &winnow::error::ContextError) -> String {
    match error.context().next() {
        Some(StrContext::Expected(what)) => format!("expected {what}"),
        _ => "expected nothing more".to_owned(),
    }
}
