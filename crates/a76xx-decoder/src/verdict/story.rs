//! How each link went.

use a76xx_parser::spec::finals::CONNECT;
use a76xx_parser::spec::tcpip::CIPOPEN;
use a76xx_parser::spec::tcpip_lines::CLIENT;
use a76xx_parser::typed::LinkId;
use a76xx_tracker::Model;
use a76xx_tracker::model::link::LinkKind;
use a76xx_tracker::model::{Ended, Link, Phase};

use crate::annotate::Annotated;
use crate::judge::{Quote, Quotes};

/// Whether a line is the result or the notice of an opening; an answer only lists what is open.
fn opens(event: &Annotated<'_>) -> bool {
    let row = event.event.kind.line().and_then(|line| line.command);
    event.form != Some("info") && row.is_some_and(|row| [&CIPOPEN, &CLIENT, &CONNECT].into_iter().any(|known| known.is(row)))
}

/// The stories of all links.
#[derive(Debug, Default)]
pub(super) struct Stories {
    links: [Story; 10],
}

#[derive(Clone, Copy, Debug, Default)]
struct Story {
    phase: Option<Phase>,
    /// How often it was opened, and where first.
    opened: u32,
    first: u64,
    /// It was open before anything was seen of its opening.
    before: bool,
    used: bool,
    sent: u64,
    received: u64,
    /// Bytes sent and received, as the model had them last.
    counts: (u32, u32),
}

impl Stories {
    pub(super) fn note(&mut self, event: &Annotated<'_>, model: &Model) {
        for (story, link) in self.links.iter_mut().zip(&model.links) {
            if story.phase == Some(link.phase) && story.counts == (link.sent, link.received) {
                continue;
            }
            story.counts = (link.sent, link.received);
            story.sent = story.sent.max(u64::from(link.sent));
            story.received = story.received.max(u64::from(link.received));
            if story.phase == Some(link.phase) {
                continue;
            }
            // The counts of a link begin anew when it is opened, so those of before are added here.
            if link.phase == Phase::Open && story.phase != Some(Phase::HalfDead) {
                story.opened += 1;
                if story.opened == 1 {
                    story.first = event.seq;
                    story.before = !opens(event) && !matches!(story.phase, Some(Phase::Asked | Phase::Opening));
                }
            }
            story.used |= link.phase.is_live();
            story.phase = Some(link.phase);
        }
    }

    /// A sentence for each link that was used.
    pub(super) fn tell(&self, model: &Model, quotes: &Quotes) -> Vec<String> {
        let used = LinkId::all().zip(&self.links).filter(|(_, story)| story.used);
        used.map(|(id, story)| sentence(id, story, model, quotes)).collect()
    }
}

fn sentence(id: LinkId, story: &Story, model: &Model, quotes: &Quotes) -> String {
    let link = model.link(id);
    let kind = match link.kind {
        LinkKind::Unknown => String::new(),
        LinkKind::Tcp => String::from(" (TCP)"),
        LinkKind::Udp => String::from(" (UDP)"),
        LinkKind::Accepted(server) => format!(" (accepted by server {server})"),
    };
    let opened = match story.opened {
        0 => String::from("never opened"),
        1 if story.before => format!("open when first seen{}", place(&quotes.find(story.first))),
        1 => format!("opened{}", place(&quotes.find(story.first))),
        times => format!("opened {times} times, first{}", place(&quotes.find(story.first))),
    };
    let passed = match (story.sent, story.received) {
        (0, 0) => String::new(),
        (sent, received) => format!(", {sent} bytes sent and {received} received"),
    };
    format!("link {id}{kind}: {opened}{passed}{}", ending(link))
}

/// How it ended, as the end of a sentence.
fn ending(link: &Link) -> String {
    String::from(match (link.phase, link.ended) {
        (Phase::Open, _) => ", still open at the end",
        (Phase::Asked | Phase::Opening, _) => ", still opening at the end",
        (Phase::Closing, _) => ", still closing at the end",
        (Phase::HalfDead, _) => ", of no use after a send that was not taken in full",
        (_, Ended::Failed(err)) => return format!(", failed with {err}"),
        (_, Ended::Outside(reason)) => return format!(", closed from outside: {reason}"),
        (_, Ended::Host) => ", closed by the host",
        (_, Ended::Closed) => ", closed by the peer",
        (_, Ended::NetworkClosed) => ", ended with the socket service",
        (_, Ended::NetworkLost) => ", ended with the network",
        (_, Ended::Restart) => ", ended by a restart of the module",
        (_, Ended::NotSeen) => "",
    })
}

/// ` (line 12)`, as far as it is known.
fn place(quote: &Quote) -> String {
    quote.line.map(|line| format!(" in line {line}")).unwrap_or_default()
}
