//! The network's part of the grammar.

use core::net::{Ipv4Addr, SocketAddrV4};
use core::str::FromStr;

use winnow::ascii::space0;
use winnow::combinator::{alt, cut_err, fail, preceded, terminated};
use winnow::prelude::*;
use winnow::token::take_while;

use super::Network;
use super::text::text;
use crate::fault::{any_word, duration, expect, percentage, wanted, word};
use crate::net::Play;
use crate::net::world::Host;

/// Something that its type reads, up to the next blank.
fn of<T: FromStr>(what: &'static str) -> impl FnMut(&mut &str) -> ModalResult<T> {
    move |input| {
        let token = take_while(1.., |next: char| !next.is_ascii_whitespace() && next != ';' && next != '#');
        cut_err(terminated(token.verify_map(|text: &str| text.parse().ok()), space0)).context(wanted(what)).parse_next(input)
    }
}

pub(super) fn endpoint(input: &mut &str) -> ModalResult<SocketAddrV4> {
    of("an address with a port, `192.0.2.7:80`").parse_next(input)
}

/// `host …`, `name …`, `latency …`, `loss …`: whether it was one of them.
pub(super) fn setting(first: &str, network: &mut Network, input: &mut &str) -> ModalResult<bool> {
    match first {
        "host" => {
            let host = (endpoint, host).parse_next(input)?;
            network.hosts.push(host);
        }
        "name" => {
            let name: String = of("a name").parse_next(input)?;
            expect("is").parse_next(input)?;
            let address: Ipv4Addr = of("an address, `192.0.2.7`").parse_next(input)?;
            network.names.push((name.to_ascii_lowercase(), address));
        }
        "latency" => network.way.latency = duration(input)?,
        // Thousandths.
        "loss" => network.way.loss = (percentage(input)?.parts() / 1000) as u16,
        _ => return Ok(false),
    }
    Ok(true)
}

/// What a host does.
fn host(input: &mut &str) -> ModalResult<Host> {
    const WORDS: &str = "`echoes`, `sinks`, `greets`, `answers`, `refuses`, `is silent` or `closes`";
    let start = *input;
    match cut_err(any_word).context(wanted(WORDS)).parse_next(input)?.as_str() {
        "echoes" => Ok(Host::Echo),
        "sinks" => Ok(Host::Sink),
        "refuses" => Ok(Host::Refuses),
        "closes" => Ok(Host::Closes),
        "is" => expect("silent").value(Host::Silent).parse_next(input),
        "greets" => preceded(winnow::combinator::opt(word("with")), text).map(Host::Greeter).parse_next(input),
        "answers" => {
            let pair = (text, expect("with"), text).map(|(key, (), value)| (key, value));
            winnow::combinator::separated(1.., pair, (',', space0)).map(Host::Answers).parse_next(input)
        }
        _ => {
            *input = start;
            cut_err(fail.context(wanted(WORDS))).parse_next(input)
        }
    }
}

/// `192.0.2.7:7 says "data"`, `… hangs up`, `… connects to 8080`
pub(super) fn peer(input: &mut &str) -> ModalResult<Play> {
    let from = endpoint(input)?;
    alt((
        preceded(word("says"), text).map(|data| Play::Say { from, data }),
        (word("hangs"), expect("up")).map(|_| Play::HangUp { peer: from }),
        preceded((word("connects"), expect("to")), of("a port")).map(|port| Play::Connect { from, port }),
        cut_err(fail.context(wanted("`says`, `hangs up` or `connects to`"))),
    ))
    .parse_next(input)
}
