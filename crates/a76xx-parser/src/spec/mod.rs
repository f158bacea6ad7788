//! The one table of the protocol: commands, forms, fields, codes, unsolicited lines, times.
//!
//! A row mirrors an entry of the A76XX AT command manual (cited by section) or of the TCP/IP application note (`AN`). The parser, the
//! encoder, time-outs, explanations and the generated documents all read it. In the source a row is one entry; in the binary it is two
//! statics, the [`wire`] facts and the [`words`], so that a firmware that only parses links no sentence.

mod fields;
mod fields_service;
mod index;
mod row;
mod shapes;

pub mod clock;
pub mod codes;
pub mod codes_service;
pub mod files;
pub mod finals;
pub mod ftp;
pub mod gnss;
pub mod http;
pub mod mqtt;
pub mod named;
pub mod network;
pub mod packet;
pub mod serial;
pub mod sim;
pub mod sms;
pub mod status;
pub mod supply;
pub mod tcpip;
pub mod tcpip_lines;
pub mod tcpip_more;
pub mod tls;
pub mod transfer;
pub mod urc_boot;
pub mod urc_sms;
pub mod urc_voice;
pub mod v25ter;
pub mod websocket;
pub mod wire;
pub mod words;

pub(crate) use index::{FIXED, RowId, by_id, find_exact, find_row, hash, id_of, words_by_id};
pub use index::{all_words, find, rows};
pub use wire::{Command, Data, Field, Form, Order, Role, Sep, Shape, Then, Type};
pub use words::{CodeTable, CommandWords, Dialect, FieldWords, FormWords, Grade, Saving, Secret, Unit};

/// Lists the chapters once, so that facts and words cannot fall out of step.
macro_rules! chapters {
    ($($($part:ident)::+),* $(,)?) => {
        /// The wire facts of every chapter.
        const CHAPTERS: &[&[&Command]] = &[$($($part)::+::COMMANDS),*];

        /// The words of every chapter, in the same order.
        const WORDS: &[&[&CommandWords]] = &[$($($part)::+::WORDS),*];
    };
}

// Where two rows are equally near to a misspelt name, the earlier is suggested first.
chapters! {
    tcpip, tcpip_more, tcpip_lines, v25ter, status, network, packet, sim, serial, supply, clock,
    finals, urc_boot, urc_voice, urc_sms, sms, files, transfer, http, ftp, mqtt, tls, gnss,
    websocket, named::line, named::status, named::network, named::packet, named::sim, named::call,
    named::phonebook, named::serial, named::hardware, named::internet, named::speech, named::audio,
    named::update, named::cloud_update, named::wifi, named::bluetooth, named::radio_test,
    named::lwm2m, named::coap, named::mail, named::registration, named::power, named::usb,
    named::jamming, named::sim7600,
}

impl Command {
    /// The words of this row.
    pub fn words(&self) -> Option<&'static CommandWords> {
        words_by_id(find_row(self.name.as_bytes())?.0)
    }

    /// Whether it is the same row.
    pub fn is(&self, other: &Command) -> bool {
        core::ptr::eq(self, other)
    }
}
