//! What really went through the links: a `.truth` file beside a transcript.

use std::fmt;

use crate::escape::unescape;
use crate::{Fault, LineError, ParseError, Side, escape};

/// Data that one side gave to a link, whole: what the other end must get, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Who sent them.
    pub side: Side,
    /// Through which link, 0 to 9.
    pub link: u8,
    /// The data.
    pub bytes: Vec<u8>,
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}\t{}", self.side, self.link, escape(&self.bytes))
    }
}

/// Reads the lines `host|module TAB link TAB data`, the data escaped as in a transcript; empty lines and lines that begin with `#` are passed over.
///
/// # Errors
/// Every line that is not of the form, with its number.
pub fn parse_truth(text: &str) -> Result<Vec<Delivery>, ParseError> {
    let mut deliveries = Vec::new();
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        match delivery(line) {
            Ok(delivery) => deliveries.push(delivery),
            Err(fault) => faults.push(LineError { line: index + 1, fault }),
        }
    }
    ParseError::unless(deliveries, faults)
}

fn delivery(text: &str) -> Result<Delivery, Fault> {
    let [side, link, data] = *text.split('\t').collect::<Vec<_>>().as_slice() else {
        return Err(Fault::Columns(3));
    };
    Ok(Delivery {
        side: [Side::Host, Side::Module].into_iter().find(|known| known.name() == side).ok_or_else(|| Fault::Side(side.to_owned()))?,
        link: match link.as_bytes() {
            [digit @ b'0'..=b'9'] => digit - b'0',
            _ => return Err(Fault::Link(link.to_owned())),
        },
        bytes: unescape(data)?,
    })
}
