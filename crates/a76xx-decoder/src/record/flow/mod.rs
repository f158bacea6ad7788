//! What went through the links, as the TCP and UDP packets that it would have been, beside the lines of the wire.
//!
//! The tracker's model says which link has which ends and when it opens and closes; the payloads say what went through. Data are taken as
//! sent once the module confirms them, or once anything else happens on their link.

mod names;
mod packets;
mod traffic;
mod ways;

use std::cell::RefCell;
use std::io::{self, Write};

use crate::Error;
use crate::ingest::{Header, Opened};
use crate::join::{Join, Joins};
use crate::pick::Pick;
use crate::stream::{self, Both};

use super::pcapng::Pcapng;
use super::{Entry, Record, begin};
use traffic::Traffic;

/// Data that are one piece: more than any command sends or module announces.
const PIECE: usize = 64 * 1024;

/// Records one input with the traffic of its links.
///
/// # Errors
/// The input cannot be read, or the output cannot be written.
pub fn record(opened: &mut Opened, pick: &mut Pick, out: &mut dyn Write) -> Result<(), Error> {
    let file = RefCell::new(Pcapng::new(out));
    let mut traffic = Traffic::new(opened.header.sides, pick.link(), &file);
    let mut serial = Shared(&file);
    let recorder = begin(opened, pick, &mut serial)?;
    let mut both = Both(recorder, Join::new(Joins::Split(PIECE), &mut traffic));
    stream::run(&opened.header.input, opened.source.as_mut(), opened.header.sides, &mut both)
}

/// A file that two write into.
struct Shared<'f, 'w>(&'f RefCell<Pcapng<&'w mut dyn Write>>);

impl Record for Shared<'_, '_> {
    fn begin(&mut self, header: &Header, lossy: bool) -> io::Result<()> {
        self.0.borrow_mut().begin(header, lossy)
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        self.0.borrow_mut().entry(entry)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}
