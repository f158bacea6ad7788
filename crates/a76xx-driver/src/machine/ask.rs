//! Questions that belong to no link: what an application can ask for.

use a76xx_parser::typed::Name;
use a76xx_parser::{Encoder, Request};
use a76xx_tracker::Moment;

use super::Machine;
use super::desk::Reply;
use super::news::Stage;
use crate::error::Error;

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// Asks the module something: any typed command that does not take the sockets out of the driver's hands. [`reply`](Self::reply) has the answer.
    ///
    /// # Errors
    /// [`Error::Misuse`] for a command that would blind the driver or is its own, [`Error::Busy`] while another question is open.
    pub fn ask(&mut self, now: Moment, request: &Request<'_>) -> Result<(), Error> {
        let mut line = [0; LINE];
        let mut out = Encoder::new(&mut line);
        request.encode(&mut out).map_err(|_| Error::Misuse)?;
        let len = out.written().len();
        self.command(now, line.get(..len).unwrap_or_default())
    }

    /// The same for any line, with its CR or without: `AT+CCLK?`. Those that ask for data have [`command_with`](Self::command_with).
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn command(&mut self, now: Moment, line: &[u8]) -> Result<(), Error> {
        self.put(now, line, |found| if found.asks == super::guard::Asks::Nothing { Ok(()) } else { Err(Error::Misuse) })
    }

    /// Puts a question, if the caller agrees with what was found about it.
    pub(super) fn put(
        &mut self,
        now: Moment,
        line: &[u8],
        agree: impl FnOnce(&mut super::guard::Examined) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.core.status.stage != Stage::Up {
            return Err(Error::Down);
        }
        let text = line.strip_suffix(b"\r").unwrap_or(line);
        let mut with_end = [0; LINE];
        let len = text.len() + 1;
        let slot = with_end.get_mut(..len).filter(|_| len < LINE).ok_or(Error::Misuse)?;
        if let Some((last, rest)) = slot.split_last_mut() {
            rest.copy_from_slice(text);
            *last = b'\r';
        }
        let line = with_end.get(..len).unwrap_or_default();
        let mut ends = super::guard::examine(line)?;
        agree(&mut ends)?;
        self.core.desk.ask(line, ends)?;
        self.advance(now);
        Ok(())
    }

    /// Resolves a name: `AT+CDNSGIP`. The answer's lines are [`a76xx_parser::Answer::DnsAnswer`].
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn resolve(&mut self, now: Moment, name: &str) -> Result<(), Error> {
        self.ask(now, &Request::CdnsGip { domain: name.as_bytes() })
    }

    /// Asks for the signal, whose answer [`Machine::status`] shows too.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn ask_signal(&mut self, now: Moment) -> Result<(), Error> {
        self.ask(now, &Request::Exec(Name::Csq))
    }

    /// Whether a question can be put.
    #[cfg(feature = "async")]
    pub(crate) fn is_desk_free(&self) -> bool {
        self.core.desk.is_free()
    }

    /// The answer to the last question, once it is there.
    pub fn reply(&self) -> Option<Reply<'_>> {
        self.core.desk.reply()
    }

    /// Forgets question and answer, so that another can be put. A question that is under way is still answered by the module, to nobody.
    pub fn dismiss(&mut self) {
        if self.core.desk.target().is_none() {
            self.core.desk.clear();
        }
    }
}
