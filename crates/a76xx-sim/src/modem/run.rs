//! Carrying out a command line: one command after the other, one result code for all (M 1.5.2).

use a76xx_parser::spec::Shape;
use a76xx_parser::typed::CmeError;
use a76xx_parser::{FinalCode, Kind, Limits, Line, Parser, Request, Side, Step};

use super::Modem;
use crate::behaviour;

/// The command line that is carried out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// The commands still to be carried out, without `AT`; `None` when there are none.
    rest: Option<Vec<u8>>,
    under_way: bool,
    /// The command under way has given information.
    pub(crate) informed: bool,
}

impl Run {
    /// Whether a line waits for its result code.
    pub(crate) const fn is_under_way(&self) -> bool {
        self.under_way
    }
}

/// What became of one command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done.
    Ok,
    /// Not done; a line before may have said why.
    Error,
    /// Not done, for this reason.
    Equipment(CmeError),
    /// The line has to wait: [`Modem::settle`] goes on.
    Later,
    /// The data state begins.
    Connect,
    /// The transparent link did not open.
    ConnectFail,
    /// There is nothing to return to.
    NoCarrier,
}

/// One command of a line.
#[derive(Clone, Copy)]
pub(crate) struct Call<'c> {
    pub(crate) line: Line<'c>,
    pub(crate) shape: Shape,
}

impl<'c> Call<'c> {
    /// The command as a type; `None` where its parameters are not those of the table.
    pub(crate) fn request(&self) -> Option<Request<'c>> {
        self.line.fits().then(|| self.line.request())?
    }

    /// Whether the table has a form for the command, and each parameter lies within its limits.
    pub(crate) fn fits(&self) -> bool {
        self.line.fits()
    }

    /// The n-th parameter as a number.
    pub(crate) fn int(&self, index: usize) -> Option<i64> {
        self.line.int(index)
    }
}

impl Modem {
    /// Begins with a line; `body` is what stands behind `AT`.
    pub(super) fn begin(&mut self, body: Vec<u8>) {
        self.run = Run { rest: Some(body), under_way: true, informed: false };
        self.proceed();
    }

    /// Carries out what is left of the line.
    fn proceed(&mut self) {
        while let Some(rest) = self.run.rest.take() {
            self.run.informed = false;
            let text = [b"AT", rest.as_slice(), b"\r"].concat();
            let mut parser = Parser::new(Limits { line: u16::MAX });
            let Step::Event(event) = parser.next(Side::Host, &text) else { return self.finish(Outcome::Error) };
            let Kind::Command(line) = event.kind else { return self.finish(Outcome::Error) };
            self.run.rest = (!line.more.is_empty()).then(|| line.more.to_vec());
            let outcome = match line.asked() {
                Some(shape) => behaviour::carry_out(self, &Call { line, shape }),
                None => Outcome::Error,
            };
            match outcome {
                Outcome::Ok => {}
                Outcome::Later => return,
                other => return self.finish(other),
            }
        }
        self.finish(Outcome::Ok);
    }

    /// Goes on with a line that had to wait.
    pub(crate) fn settle(&mut self, outcome: Outcome) {
        if !self.run.under_way {
            return;
        }
        match outcome {
            Outcome::Ok => self.proceed(),
            other => self.finish(other),
        }
    }

    /// The result code of the line, and what had to wait for it.
    fn finish(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Ok => self.code(FinalCode::Ok),
            Outcome::Error | Outcome::Later => self.code(FinalCode::Error),
            Outcome::Equipment(error) => self.equipment_error(error),
            Outcome::Connect => self.connected(),
            Outcome::ConnectFail => self.code(FinalCode::ConnectFail),
            Outcome::NoCarrier => self.code(FinalCode::NoCarrier),
        }
        self.run = Run::default();
        let behind = std::mem::take(&mut self.out.behind);
        if outcome == Outcome::Connect {
            // Results of earlier commands wait until the data state ends.
            self.out.held.extend(behind);
            self.went_online();
        } else {
            self.out.bytes.extend(behind);
            // What came while the data behind a prompt were awaited.
            self.push_all_unread();
        }
        self.take_clients();
    }
}
