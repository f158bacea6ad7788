//! The lines that programs match on, as Rust types: everything of the TCP/IP service and of the commands that support it.
//!
//! A [`Line`] is generic and keeps whatever the wire says; [`Line::urc`], [`Line::answer`] and [`Line::request`] are its typed views.
//! They are thin: each variant names a row and a shape of [`crate::spec`], and the table's form does the reading and the writing. A view is
//! `None` for a line outside the rows of [`Name`], and for one whose values no type can hold (link 12). Codes are numbers with names:
//! a value that no document lists survives, prints as a number and is written back.
//!
//! ```
//! use a76xx_parser::typed::{LinkId, SocketError};
//! use a76xx_parser::{Answer, Kind, Limits, Parser, Side, Step};
//!
//! let mut parser = Parser::new(Limits::DEFAULT);
//! let _ = parser.next(Side::Host, b"AT+CIPOPEN=0,\"TCP\",\"example.com\",80\r");
//! let _ = parser.next(Side::Module, b"\r\n");
//! let Step::Event(event) = parser.next(Side::Module, b"+CIPOPEN: 0,11\r\n") else { panic!("a whole line") };
//! let Kind::Answer(line) = event.kind else { panic!("an answer") };
//! assert_eq!(line.answer(), LinkId::new(0).map(|link| Answer::CipOpen { link, err: SocketError::DNS_FAILED }));
//! assert_eq!(SocketError::DNS_FAILED.to_string(), "DNS parse failed (11)");
//! ```

mod about;
mod answer;
mod cells;
mod code;
mod code_network;
mod code_service;
mod lines;
mod link;
mod name;
mod part;
mod plan;
mod request;
mod urc;
mod value;
mod words;

pub use answer::Answer;
pub use code::{Code, Reason};
pub use code_network::*;
pub use code_service::*;
pub use link::{LinkId, LinkStates, OpenLink, ServerId};
pub use name::{Name, Ranges};
pub use request::Request;
pub use urc::Urc;
pub use value::{Address, Hex};
pub use words::{Protocol, SimState};

use crate::event::Final;
use crate::line::Line;
use crate::spec::Command;
use crate::spec::finals::{CME_ERROR, CMS_ERROR};

impl<'b> Line<'b> {
    /// What the module said on its own, as a type. The line that completes a command is an [`Answer`] even where its command is not known
    /// any more, so a late `+CIPOPEN: 0,0` is found there.
    pub fn urc(&self) -> Option<Urc<'b>> {
        Urc::of(self)
    }

    /// What the module answered, as a type: information, results, and the lines that explain an `ERROR`.
    pub fn answer(&self) -> Option<Answer<'b>> {
        Answer::of(self)
    }

    /// What the host asks for, as a type. Of several commands on a line it is the first; [`Line::next`] leads to the others.
    pub fn request(&self) -> Option<Request<'b>> {
        Request::of(self)
    }
}

impl<'b> Final<'b> {
    /// The reason behind `+CME ERROR` (M 28.3).
    pub fn cme(&self) -> Option<Reason<'b, CmeError>> {
        match self.reason(&CME_ERROR)? {
            Answer::CmeError { reason } => Some(reason),
            _ => None,
        }
    }

    /// The reason behind `+CMS ERROR` (M 28.4).
    pub fn cms(&self) -> Option<Reason<'b, CmsError>> {
        match self.reason(&CMS_ERROR)? {
            Answer::CmsError { reason } => Some(reason),
            _ => None,
        }
    }

    /// What a line of this row says; nothing has to be read to know that `OK` is none.
    fn reason(&self, row: &Command) -> Option<Answer<'b>> {
        self.line.command.filter(|own| own.is(row))?;
        self.line.answer()
    }
}
