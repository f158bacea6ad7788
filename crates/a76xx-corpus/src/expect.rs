//! What the events of a capture should be: a `.expect` file beside it.

use crate::{Fault, LineError, ParseError};

/// One event that should come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The line of the file, from 1.
    pub line: usize,
    /// The kind of the event.
    pub kind: ExpectedKind,
    /// The name as the protocol's table has it (`+CIPOPEN`, `RECV FROM`, `OK`), where the event has one.
    pub name: Option<String>,
    /// The link that the event is about, where it says so.
    pub link: Option<u8>,
}

/// The kinds of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExpectedKind {
    /// Line ends and blanks that carry nothing.
    Blank,
    /// A command of the host.
    Command,
    /// The module's copy of a command.
    Echo,
    /// An information line, or the line that completes a command.
    Answer,
    /// A line that nobody asked for.
    Urc,
    /// What ends a command.
    Final,
    /// The module asks for data.
    Prompt,
    /// Data.
    Payload,
    /// A line of the module that the table does not know.
    Text,
    /// Bytes that make no line of the wire.
    Noise,
    /// Not wire at all.
    Foreign,
}

impl ExpectedKind {
    /// Every kind with its name.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Blank, "blank"),
        (Self::Command, "command"),
        (Self::Echo, "echo"),
        (Self::Answer, "answer"),
        (Self::Urc, "urc"),
        (Self::Final, "final"),
        (Self::Prompt, "prompt"),
        (Self::Payload, "payload"),
        (Self::Text, "text"),
        (Self::Noise, "noise"),
        (Self::Foreign, "foreign"),
    ];

    /// The name of the kind.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// Reads the lines `kind TAB name TAB link`; `-` stands for none, empty lines and lines that begin with `#` are passed over.
///
/// # Errors
/// Every line that is not of the form, with its number.
pub fn parse_expectations(text: &str) -> Result<Vec<Expectation>, ParseError> {
    let mut expectations = Vec::new();
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        match expectation(index + 1, line) {
            Ok(expectation) => expectations.push(expectation),
            Err(fault) => faults.push(LineError { line: index + 1, fault }),
        }
    }
    ParseError::unless(expectations, faults)
}

fn expectation(number: usize, text: &str) -> Result<Expectation, Fault> {
    let [kind, name, link] = *text.split('\t').collect::<Vec<_>>().as_slice() else {
        return Err(Fault::Columns(3));
    };
    let known = ExpectedKind::ALL.iter().find(|(_, name)| *name == kind);
    Ok(Expectation {
        line: number,
        kind: known.map(|(kind, _)| *kind).ok_or_else(|| Fault::Kind(kind.to_owned()))?,
        name: (name != "-").then(|| name.to_owned()),
        link: match link.as_bytes() {
            b"-" => None,
            [digit @ b'0'..=b'9'] => Some(digit - b'0'),
            _ => return Err(Fault::Link(link.to_owned())),
        },
    })
}
