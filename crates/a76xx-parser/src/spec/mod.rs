//! The one table of the protocol: commands, forms, fields, codes, unsolicited lines, times.
//!
//! A row mirrors an entry of the A76XX AT command manual (cited by section) or of the TCP/IP application note (`AN`). The parser, the
//! encoder, time-outs, explanations and the generated documents all read it. In the source a row is one entry; in the binary it is two
//! statics, the [`wire`] facts and the [`words`], so that a firmware that only parses links no sentence.
//!
//! The TCP/IP service and what supports it are always there; the other chapters are features of the crate. A name of a chapter that is left out is
//! framed by the grammar, as an unknown one, and its handle ([`Command::is_linked`]) is no row's.

mod command;
mod fields;
mod fields_service;
mod index;
mod pack;
mod row;
mod shapes;
mod table;

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

pub use command::{Command, FieldList, Form};
pub(crate) use index::{FIXED, RowId, by_id, find_exact, find_listing, find_row, hash, id_of, words_by_id};
pub use index::{all_words, find, rows, takes_data};
pub(crate) use table::same_text;
pub use wire::{Data, Field, Order, Role, Sep, Shape, Then, Type};
pub use words::{CodeTable, CommandWords, Dialect, FieldWords, FormWords, Grade, Saving, Secret, Unit};

/// Lists the chapters once, so that facts and words cannot fall out of step.
macro_rules! chapters {
    ($($on:expr => $($($part:ident)::+),+);* $(;)?) => {
        /// The wire facts of every chapter, and whether it is linked.
        const CHAPTERS: &[(bool, &[row::Entry])] = &[$($(($on, $($part)::+::ENTRIES)),+),*];

        /// The words of every chapter, in the same order.
        const WORDS: &[(bool, &[&CommandWords])] = &[$($(($on, $($part)::+::WORDS)),+),*];
    };
}

// Where two rows are equally near to a misspelt name, the earlier is suggested first.
chapters! {
    true => tcpip, tcpip_more, tcpip_lines, v25ter, status, network, packet, sim, serial, supply, clock, finals, urc_boot, urc_voice;
    cfg!(feature = "sms") => urc_sms, sms;
    cfg!(feature = "files") => files, transfer;
    cfg!(feature = "http") => http;
    cfg!(feature = "ftp") => ftp;
    cfg!(feature = "mqtt") => mqtt;
    cfg!(feature = "tls") => tls;
    cfg!(feature = "gnss") => gnss;
    cfg!(feature = "websocket") => websocket;
    cfg!(feature = "others") => named::line, named::status, named::network, named::packet, named::sim, named::call,
        named::phonebook, named::serial, named::hardware, named::internet, named::speech, named::audio,
        named::update, named::cloud_update, named::wifi, named::bluetooth, named::radio_test,
        named::lwm2m, named::coap, named::mail, named::registration, named::power, named::usb,
        named::jamming, named::sim7600;
}

impl Command {
    /// The words of this row.
    pub fn words(&self) -> Option<&'static CommandWords> {
        words_by_id(find_row(self.head())?.0)
    }
}
