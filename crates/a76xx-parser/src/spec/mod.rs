//! The one table of the protocol: commands, forms, fields, codes, unsolicited lines, times.
//!
//! A row mirrors an entry of the A76XX AT command manual (cited by section) or of the TCP/IP application note (`AN`). The parser, the
//! encoder, time-outs, explanations and the generated documents all read it. In the source a row is one entry; in the binary it is two
//! statics, the [`wire`] facts and the [`words`], so that a firmware that only parses links no sentence.

mod fields;
mod fields_service;
mod index;
mod row;

pub mod codes;
pub mod codes_service;
pub mod files;
pub mod ftp;
pub mod gnss;
pub mod http;
pub mod mqtt;
pub mod named;
pub mod sms;
pub mod tcpip;
pub mod tls;
pub mod transfer;
pub mod websocket;
pub mod wire;
pub mod words;

pub use index::{RowId, by_id, find, rows};
pub use wire::{Command, Data, Field, Form, Order, Role, Sep, Shape, Then, Type};
pub use words::{CodeTable, CommandWords, Dialect, FieldWords, FormWords, Grade, Saving, Unit};

/// The wire facts of every chapter.
const CHAPTERS: &[&[&Command]] = &[
    tcpip::COMMANDS,
    sms::COMMANDS,
    files::COMMANDS,
    transfer::COMMANDS,
    http::COMMANDS,
    ftp::COMMANDS,
    mqtt::COMMANDS,
    tls::COMMANDS,
    gnss::COMMANDS,
    websocket::COMMANDS,
    named::line::COMMANDS,
    named::status::COMMANDS,
    named::network::COMMANDS,
    named::packet::COMMANDS,
    named::sim::COMMANDS,
    named::call::COMMANDS,
    named::phonebook::COMMANDS,
    named::serial::COMMANDS,
    named::hardware::COMMANDS,
    named::internet::COMMANDS,
    named::speech::COMMANDS,
    named::audio::COMMANDS,
    named::update::COMMANDS,
    named::cloud_update::COMMANDS,
    named::wifi::COMMANDS,
    named::bluetooth::COMMANDS,
    named::radio_test::COMMANDS,
    named::lwm2m::COMMANDS,
    named::coap::COMMANDS,
    named::mail::COMMANDS,
    named::registration::COMMANDS,
    named::power::COMMANDS,
    named::usb::COMMANDS,
    named::jamming::COMMANDS,
    named::sim7600::COMMANDS,
];

/// The words of every chapter, in the same order.
static WORDS: &[&[&CommandWords]] = &[
    tcpip::WORDS,
    sms::WORDS,
    files::WORDS,
    transfer::WORDS,
    http::WORDS,
    ftp::WORDS,
    mqtt::WORDS,
    tls::WORDS,
    gnss::WORDS,
    websocket::WORDS,
    named::line::WORDS,
    named::status::WORDS,
    named::network::WORDS,
    named::packet::WORDS,
    named::sim::WORDS,
    named::call::WORDS,
    named::phonebook::WORDS,
    named::serial::WORDS,
    named::hardware::WORDS,
    named::internet::WORDS,
    named::speech::WORDS,
    named::audio::WORDS,
    named::update::WORDS,
    named::cloud_update::WORDS,
    named::wifi::WORDS,
    named::bluetooth::WORDS,
    named::radio_test::WORDS,
    named::lwm2m::WORDS,
    named::coap::WORDS,
    named::mail::WORDS,
    named::registration::WORDS,
    named::power::WORDS,
    named::usb::WORDS,
    named::jamming::WORDS,
    named::sim7600::WORDS,
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
