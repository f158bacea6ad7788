//! Lines of a form with parameters that suit it.

use a76xx_parser::spec::{Command, Field, Form, Type};
use a76xx_parser::{Arg, Encoder};
use std::net::{Ipv4Addr, SocketAddrV4};

/// A parameter of a sample line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Left out between two commas.
    Empty,
    /// A number.
    Number(i64),
    /// Text as it stands.
    Bare(String),
    /// Text between quotes.
    Quoted(String),
    /// A dotted address.
    Address(Ipv4Addr),
    /// Address and port.
    Endpoint(SocketAddrV4),
}

/// An address for documentation (RFC 5737).
const ADDRESS: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 7);

/// A parameter that suits a field: of a number the smallest value.
pub fn sample(field: &Field) -> Sample {
    match field.ty {
        Type::Int(low, _) | Type::Either(low, _) => Sample::Number(low.max(-1)),
        Type::Quoted(longest) => Sample::Quoted("TCP".chars().take(longest.into()).collect()),
        Type::Hex => Sample::Bare("1A".to_owned()),
        Type::Bare | Type::Rest => Sample::Bare("text".to_owned()),
        Type::Address => Sample::Address(ADDRESS),
        Type::Endpoint => Sample::Endpoint(SocketAddrV4::new(ADDRESS, 7010)),
        Type::Ranges => Sample::Bare("(0-9)".to_owned()),
        Type::Word(word) => Sample::Bare(word.to_owned()),
    }
}

/// The line with these parameters as it goes over the wire, line ends included. `None` where they do not suit the form.
pub fn encode(row: &Command, form: &Form, values: &[Sample]) -> Option<Vec<u8>> {
    let args: Vec<Arg<'_>> = values
        .iter()
        .map(|value| match value {
            Sample::Empty => Arg::Empty,
            Sample::Number(number) => Arg::Int(*number),
            Sample::Bare(text) => Arg::Bare(text.as_bytes()),
            Sample::Quoted(text) => Arg::Quoted(text.as_bytes()),
            Sample::Address(ip) => Arg::Address(*ip),
            Sample::Endpoint(peer) => Arg::Endpoint(*peer),
        })
        .collect();
    let mut out = [0; 2048];
    let mut encoder = Encoder::new(&mut out);
    let written = if form.shape.is_host() { encoder.command(row, form, &args) } else { encoder.line(row, form, &args) };
    written.ok().map(|()| encoder.written().to_vec())
}
