//! A script as it is written.

use core::str::FromStr;

use winnow::ascii::{Caseless, dec_uint, multispace0, space0, till_line_ending};
use winnow::combinator::{alt, cut_err, eof, fail, opt, peek, repeat, terminated};
use winnow::prelude::*;
use winnow::token::{literal, take_while};

use super::action::actions;
use super::{Rule, Script, ScriptError, When, world};
use crate::fault::{any_word, duration, period, said, wanted, word};

const WORDS: &str = "`at`, `every`, `on`, `after`, `host`, `name`, `latency` or `loss`";

impl FromStr for Script {
    type Err = ScriptError;

    fn from_str(text: &str) -> Result<Self, ScriptError> {
        script.parse(text).map_err(|error| ScriptError::at(text, error.offset(), said(error.inner())))
    }
}

fn script(input: &mut &str) -> ModalResult<Script> {
    let mut script = Script::default();
    blank(input)?;
    while !input.is_empty() {
        statement(&mut script, input)?;
        let end = alt((";".void(), peek("#").void(), peek(alt(("\n", "\r"))).void(), eof.void()));
        cut_err(end).context(wanted("`;`, `then` or the end of the line")).parse_next(input)?;
        blank(input)?;
    }
    Ok(script)
}

/// Empty lines, and remarks.
fn blank(input: &mut &str) -> ModalResult<()> {
    let remark = ('#', till_line_ending).void();
    (multispace0, repeat::<_, _, (), _, _>(0.., (alt((remark, ";".void())), multispace0))).void().parse_next(input)
}

fn statement(script: &mut Script, input: &mut &str) -> ModalResult<()> {
    let start = *input;
    let first = cut_err(any_word).context(wanted(WORDS)).parse_next(input)?;
    if world::setting(&first, &mut script.network, input)? {
        return Ok(());
    }
    let when = match first.as_str() {
        "at" => When::At(duration(input)?),
        "every" => When::Every(period(input)?),
        "on" => {
            let (nth, name) = (nth, command).parse_next(input)?;
            When::On(nth, name)
        }
        "after" => {
            if opt(word("byte")).parse_next(input)?.is_some() {
                When::Byte(cut_err(terminated(dec_uint, space0)).context(wanted("a number of bytes")).parse_next(input)?)
            } else {
                let (nth, name) = (nth, command).parse_next(input)?;
                When::After(nth, name)
            }
        }
        _ => {
            *input = start;
            return cut_err(fail.context(wanted(WORDS))).parse_next(input);
        }
    };
    opt((",", space0)).void().parse_next(input)?;
    script.rules.push(Rule { when, actions: actions(input)? });
    Ok(())
}

/// `2nd`, `the second`; none for each time.
fn nth(input: &mut &str) -> ModalResult<Option<u32>> {
    const NAMES: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    opt(word("the")).void().parse_next(input)?;
    let ending = alt((literal(Caseless("st")), literal(Caseless("nd")), literal(Caseless("rd")), literal(Caseless("th"))));
    let digits = terminated(dec_uint, (cut_err(ending).context(wanted("`1st`, `2nd`, `3rd`, `4th` …")), space0));
    if let Some(number) = opt(digits.verify(|number: &u32| *number > 0)).parse_next(input)? {
        return Ok(Some(number));
    }
    for (index, name) in NAMES.into_iter().enumerate() {
        if opt(word(name)).parse_next(input)?.is_some() {
            return Ok(Some(index as u32 + 1));
        }
    }
    opt(word("each")).void().parse_next(input)?;
    Ok(None)
}

/// A command's name, with or without `AT` and plus sign; in capitals, without them.
fn command(input: &mut &str) -> ModalResult<String> {
    let name = take_while(1.., |next: char| next.is_ascii_alphanumeric() || "+&^$*".contains(next));
    let name = cut_err(terminated(name, space0)).context(wanted("a command, `CIPSEND`")).parse_next(input)?;
    let name = name.to_ascii_uppercase();
    let bare = name.strip_prefix("AT+").unwrap_or(&name);
    Ok(bare.trim_start_matches('+').to_owned())
}
