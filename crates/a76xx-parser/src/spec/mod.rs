//! The one table of the protocol: commands, forms, fields, codes, unsolicited lines, times.
//!
//! A row mirrors an entry of the A76XX AT command manual (cited by section) or of the TCP/IP application note (`AN`). The parser, the
//! encoder, time-outs, explanations and the generated documents all read it. In the source a row is one entry; in the binary it is two
//! statics, the [`wire`] facts and the [`words`], so that a firmware that only parses links no sentence.

mod fields;
mod index;
mod row;

pub mod clock;
pub mod codes;
pub mod finals;
pub mod named;
pub mod network;
pub mod packet;
pub mod serial;
pub mod sim;
pub mod status;
pub mod supply;
pub mod tcpip;
pub mod tcpip_lines;
pub mod tcpip_more;
pub mod urc_boot;
pub mod urc_sms;
pub mod urc_voice;
pub mod v25ter;
pub mod wire;
pub mod words;

pub(crate) use index::{RowId, by_id, find_id, hash};
pub use index::{find, rows};
pub use wire::{Command, Data, Field, Form, Order, Role, Sep, Shape, Then, Type};
pub use words::{CodeTable, CommandWords, Dialect, FieldWords, FormWords, Grade, Saving, Unit};

/// The wire facts of every chapter.
const CHAPTERS: &[&[&Command]] = &[
    tcpip::COMMANDS,
    tcpip_more::COMMANDS,
    tcpip_lines::COMMANDS,
    v25ter::COMMANDS,
    status::COMMANDS,
    network::COMMANDS,
    packet::COMMANDS,
    sim::COMMANDS,
    serial::COMMANDS,
    supply::COMMANDS,
    clock::COMMANDS,
    finals::COMMANDS,
    urc_boot::COMMANDS,
    urc_voice::COMMANDS,
    urc_sms::COMMANDS,
    named::COMMANDS,
];

/// The words of every chapter, in the same order.
static WORDS: &[&[&CommandWords]] = &[
    tcpip::WORDS,
    tcpip_more::WORDS,
    tcpip_lines::WORDS,
    v25ter::WORDS,
    status::WORDS,
    network::WORDS,
    packet::WORDS,
    sim::WORDS,
    serial::WORDS,
    supply::WORDS,
    clock::WORDS,
    finals::WORDS,
    urc_boot::WORDS,
    urc_voice::WORDS,
    urc_sms::WORDS,
    named::WORDS,
];

/// Every row's words, in table order.
pub fn all_words() -> impl Iterator<Item = &'static CommandWords> {
    WORDS.iter().flat_map(|chapter| chapter.iter().copied())
}

impl Command {
    /// The words of this row.
    pub fn words(&self) -> Option<&'static CommandWords> {
        all_words().find(|words| words.name == self.name)
    }

    /// Whether it is the same row.
    pub fn is(&self, other: &Command) -> bool {
        core::ptr::eq(self, other)
    }
}
