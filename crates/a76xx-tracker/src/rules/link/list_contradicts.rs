use a76xx_parser::Answer;
use a76xx_parser::typed::LinkId;

use crate::model::{Model, Phase};
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};

rule! {
    /// The module's list of links shows another state than the capture led to expect.
    ///
    /// `AT+CIPCLOSE?` or `AT+CIPOPEN?` shows a link as closed that was open, and no line told of its end; or, as a note, shows one as open
    /// whose end the capture shows.
    ///
    /// # Why
    /// A link can go without `+IPCLOSE`, for instance with the network. The list is right; what the host believed is not. What it sent last
    /// may not have arrived.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPCLOSE?
    /// < +CIPCLOSE: 0,0,0,0,0,0,0,0,0,0
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPCLOSE?
    /// < +CIPCLOSE: 1,0,0,0,0,0,0,0,0,0
    /// < OK
    /// ```
    LIST_CONTRADICTS = 330, "link-list-contradicts", Warning, Network, "M 15.2.6", Inferred;
    on [Answer, Urc] of ["+CIPOPEN", "+CIPCLOSE"];
    "the module lists link {0} as {1}, but {2}";
    "trust the list[: open link {3} again and send anew what was not confirmed]";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    let (id, open) = match transition.seen.answer()? {
        Answer::LinkStates { states } => {
            LinkId::all().filter_map(|id| Some((id, states.is_open(id)?))).find(|(id, open)| contradicts(before, *id, *open))?
        }
        Answer::LinkInfo { link, open } => (*link, open.is_some()),
        _ => return None,
    };
    if !contradicts(before, id, open) {
        return None;
    }
    let since = before.link(id).told();
    if open {
        let facts = [Fact::Link(id), Fact::Word("open"), Fact::Word("the capture shows its end"), Fact::None];
        return Some(Report::new(facts).because(since).severity(Severity::Note).blame(Blame::Capture));
    }
    let facts = [Fact::Link(id), Fact::Word("closed"), Fact::Word("nothing told of its end"), Fact::Link(id)];
    Some(Report::new(facts).because(since))
}

/// Whether what was known of a link does not agree with the list.
fn contradicts(model: &Model, id: LinkId, open: bool) -> bool {
    let link = model.link(id);
    match link.phase {
        Phase::Open | Phase::HalfDead => !open,
        Phase::Idle => open && link.since.is_some(),
        _ => false,
    }
}
