//! How long each operation takes: none may take longer than it is said to.

use std::collections::BTreeMap;
use std::time::Duration;

use a76xx_driver::{Error, LinkId, Moment, Operation, ServerId, Stage};

use super::talk::LINKS;
use crate::support::Pair;

/// What an operation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Link(LinkId),
    /// So many bytes of the link are to be confirmed.
    Sent(LinkId, u64),
    Server(ServerId),
    Module,
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    operation: Operation,
    subject: Subject,
    since: Moment,
}

/// How operations ended.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) done: usize,
    pub(crate) failed: usize,
    pub(crate) longest: Duration,
    pub(crate) total: Duration,
}

#[derive(Debug, Default)]
pub(crate) struct Watch {
    pending: Vec<Pending>,
    pub(crate) counts: BTreeMap<&'static str, Count>,
    was_up: bool,
    /// The service came up again, and how long that took.
    pub(crate) recoveries: Vec<Duration>,
    down_since: Option<Moment>,
}

impl Watch {
    pub(crate) fn begin(&mut self, operation: Operation, subject: Subject, now: Moment) {
        self.pending.push(Pending { operation, subject, since: now });
    }

    /// The application let it go: nobody waits for it any more.
    pub(crate) fn forget(&mut self, link: LinkId) {
        self.pending.retain(|pending| !matches!(pending.subject, Subject::Link(own) | Subject::Sent(own, _) if own == link));
    }

    /// The application wants it no more.
    pub(crate) fn forget_all(&mut self, operation: Operation) {
        self.pending.retain(|pending| pending.operation != operation);
    }

    /// The application hinders it.
    pub(crate) fn hinder(&mut self, operation: Operation, now: Moment) {
        self.pending.iter_mut().filter(|pending| pending.operation == operation).for_each(|pending| pending.since = now);
    }

    /// Looks at everything that is under way.
    pub(crate) fn look(&mut self, pair: &Pair<LINKS>, shown: &dyn Fn() -> String) {
        let now = pair.now;
        let up = pair.is_up();
        match (up, self.was_up) {
            (false, true) => {
                self.down_since = Some(now);
                self.begin(Operation::BringUp, Subject::Module, now);
            }
            (true, false) => self.recoveries.extend(self.down_since.take().map(|since| now.since(since))),
            _ => {}
        }
        self.was_up = up;
        let counts = &mut self.counts;
        self.pending.retain(|pending| {
            let took = now.since(pending.since);
            let most = pair.machine.longest(pending.operation);
            assert!(took <= most, "{pending:?} takes {took:?}, more than {most:?}\n{}", shown());
            let Some(result) = ended(pair, pending) else { return true };
            let count = counts.entry(pending.operation.name()).or_default();
            (count.longest, count.total) = (count.longest.max(took), count.total + took);
            if result.is_ok() {
                count.done += 1;
            } else {
                count.failed += 1;
            }
            false
        });
    }
}

/// How an operation has ended, if it has.
fn ended(pair: &Pair<LINKS>, pending: &Pending) -> Option<Result<(), Error>> {
    let machine = &pair.machine;
    match (pending.operation, pending.subject) {
        (Operation::Close, Subject::Link(link)) => match machine.is_open(link) {
            Ok(_) => None,
            Err(Error::Gone | Error::PeerClosed) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        },
        (_, Subject::Link(link)) => match machine.is_open(link) {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        },
        (_, Subject::Sent(link, upto)) => match machine.is_open(link) {
            _ if machine.delivery(link).confirmed >= upto || machine.is_flushed(link) == Ok(true) => Some(Ok(())),
            Ok(_) => None,
            Err(why) => Some(Err(why)),
        },
        (Operation::Unlisten, Subject::Server(server)) => (!machine.is_ending(server)).then_some(Ok(())),
        (_, Subject::Server(server)) => match machine.is_listening(server) {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        },
        (Operation::BringUp, Subject::Module) => match machine.status().stage {
            Stage::Up => Some(Ok(())),
            Stage::Failed(_) => Some(Err(Error::Down)),
            _ => None,
        },
        (Operation::Pause, _) => (!machine.is_online()).then_some(Ok(())),
        (Operation::Resume, _) if machine.is_online() => Some(Ok(())),
        (Operation::Resume, _) => machine.is_open(LinkId::N0).err().map(Err),
        (_, Subject::Module) => machine.reply().map(|reply| reply.result),
    }
}
