//! The verdict's sentences.

use a76xx_tracker::Model;
use a76xx_tracker::model::network::Ended;
use a76xx_tracker::model::sim::State;
use a76xx_tracker::model::{Phase, Service};

use super::{Outcome, Verdict};
use crate::judge::Quotes;

/// Whether the capture is of something else than these rules are for.
pub(super) const fn is_foreign(model: &Model) -> bool {
    model.capture.is_foreign()
}

/// How it went, in a sentence. `refusal` is the first line that tells of a failure of nobody knows what, and its number;
/// `garbage` how many bytes there are that are not of the wire, and how many of them are no text.
pub(super) fn headline(verdict: &Verdict, model: &Model, refusal: Option<&(Option<u64>, String)>, garbage: Option<[u64; 2]>) -> String {
    match (verdict.outcome, &verdict.first) {
        (Outcome::Empty, _) if let Some([bytes, odd]) = garbage => {
            format!("no AT traffic can be read in it: {odd} of {bytes} bytes are no text, as when the speeds of the two sides differ")
        }
        (Outcome::Empty, _) if model.capture.foreign > 0 => String::from("no AT traffic in it, only what a program or a person wrote"),
        (Outcome::Empty, _) => String::from("nothing on the wire"),
        (Outcome::Foreign, Some(first)) => format!("not what these rules are for: {}", first.finding.message),
        (Outcome::Foreign, None) => String::from("another dialect: framing and codes of A76XX do not hold here"),
        (Outcome::Failed, Some(first)) => first.finding.message.clone(),
        (Outcome::Recovered, Some(first)) => format!("put right later: {}", first.finding.message),
        (Outcome::Recovered, None) => String::from("something failed, and was put right later"),
        (Outcome::Noted, Some(first)) if first.repaired => format!("no error; put right later: {}", first.finding.message),
        (Outcome::Noted, Some(first)) => format!("no error, but {}", first.finding.message),
        (Outcome::Noted | Outcome::Clean | Outcome::Failed, _) => match achievements(model) {
            _ if let (Some((line, said)), false) = (refusal, model.capture.shows_commands()) => {
                let place = line.map(|line| format!(" in line {line}")).unwrap_or_default();
                format!("something failed{place}, and which command it was is not shown: {said}")
            }
            // Half of a dialogue shows little.
            done if done.is_empty() && !(model.capture.shows_commands() && model.capture.shows_answers()) => {
                String::from("nothing wrong in what it shows")
            }
            done => format!("all well{done}"),
        },
    }
}

/// What was achieved.
fn achievements(model: &Model) -> String {
    let open = model.links.iter().filter(|link| link.phase == Phase::Open).count();
    let mut parts = Vec::new();
    if model.sim.is_ready() {
        parts.push(String::from("SIM ready"));
    }
    if model.registration.is_registered() == Some(true) {
        parts.push(String::from("registered"));
    }
    if model.network.service == Service::Open {
        parts.push(String::from("socket service open"));
    }
    match open {
        0 => {}
        1 => parts.push(String::from("one link open")),
        _ => parts.push(format!("{open} links open")),
    }
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) }
}

/// How SIM, registration and socket service stand at the end.
pub(super) fn network(model: &Model, quotes: &Quotes) -> Vec<String> {
    let mut said = Vec::new();
    let sim = match model.sim.state {
        State::Unknown | State::Ready => None,
        State::Locked => Some("the SIM waits for a code"),
        State::Starting => Some("the SIM is not ready yet"),
        State::Failed => Some("the SIM cannot be read"),
        State::Absent => Some("there is no SIM"),
    };
    said.extend(sim.map(str::to_owned));
    if let Some((state, told)) = model.registration.missing() {
        said.push(format!("not registered: {state}{}", line(quotes, u64::from(told.get()))));
    }
    let since = model.network.since.map(|since| line(quotes, u64::from(since.event.get()))).unwrap_or_default();
    let service = match (model.network.service, model.network.ended) {
        // Nothing has told, or nobody has asked for it.
        (Service::Unknown, _) | (Service::Closed, Ended::Restart | Ended::NotSeen) => None,
        (Service::Open, _) => Some(String::from("socket service open")),
        (Service::Opening, _) => Some(String::from("socket service still opening at the end")),
        (Service::Closing, _) => Some(String::from("socket service still closing at the end")),
        (Service::Closed, Ended::Host) => Some(String::from("socket service closed by the host")),
        (Service::Closed, Ended::Lost) => Some(String::from("socket service lost")),
        (Service::Closed, Ended::Failed(err)) => Some(format!("socket service not started: {err}")),
        (Service::Closed, Ended::RadioOff) => Some(String::from("socket service ended, the radio is off")),
    };
    said.extend(service.map(|service| service + &since));
    said
}

fn line(quotes: &Quotes, seq: u64) -> String {
    quotes.find(seq).line.map(|line| format!(" (line {line})")).unwrap_or_default()
}
