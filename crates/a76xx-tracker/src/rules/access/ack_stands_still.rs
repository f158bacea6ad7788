use a76xx_parser::Answer;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The peer acknowledges no more of what is sent.
    ///
    /// Two answers of `AT+CIPACK` in a row, for one link, tell the same number of acknowledged bytes, and more bytes than that were sent.
    ///
    /// # Why
    /// Sent and acknowledged bytes meet again soon after each send. Where they do not, data are on the way to nobody: the peer is gone, or the
    /// radio link is. The module itself notices only when its retransmissions have run out.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPACK=1
    /// < +CIPACK: 200,150,0
    /// < OK
    /// > AT+CIPACK=1
    /// < +CIPACK: 250,150,0
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPACK=1
    /// < +CIPACK: 200,150,0
    /// < OK
    /// > AT+CIPACK=1
    /// < +CIPACK: 250,200,0
    /// < OK
    /// ```
    ACK_STANDS_STILL = 410, "ack-stands-still", Warning, Network, "M 15.2.16", Inferred;
    on [Answer] of ["+CIPACK"];
    "link {0}: {1} bytes are sent, {2} acknowledged, as many as at the last look";
    "look at AT+CSQ and AT+CPSI?; close the link and open it anew if they do not meet within the peer's time-out";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::CipAck { sent, acked, .. } = *transition.seen.answer()? else { return None };
    let id = transition.command()?.link?;
    let last = transition.before.access.acked.filter(|last| last.link == id && last.acked == acked && sent > acked)?;
    // A link that was opened in between counts from nothing.
    let anew = transition.before.link(id).since.is_some_and(|since| since.event > last.by);
    let facts = [Fact::Link(id), Fact::Count(sent.into()), Fact::Count(acked.into())];
    (!anew).then(|| Report::new(facts).because(last.by))
}
