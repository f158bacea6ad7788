//! Addresses of those whose name alone is known, and of the module where it never told its own.

use std::collections::HashMap;
use std::net::Ipv4Addr;

/// Stand-ins are taken from 198.18.0.0/15, which nobody has on the Internet (RFC 2544).
const STAND_INS: u32 = 0xc612_0001;
/// So many names are kept apart.
const MOST: usize = 1 << 16;

/// What a name is called that is not known.
const UNKNOWN: &str = "unknown peer";

/// Names and addresses.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashMap<String, Ipv4Addr>,
    /// Stand-ins that nobody has been told of.
    fresh: Vec<(Ipv4Addr, String)>,
    count: u32,
}

impl Names {
    /// A name was resolved.
    pub(super) fn learn(&mut self, name: &str, address: Ipv4Addr) {
        if self.known.len() < MOST {
            self.known.insert(name.to_ascii_lowercase(), address);
            self.fresh.push((address, name.to_owned()));
        }
    }

    /// The address of a name, if it was told or is written out.
    pub(super) fn known(&self, name: &str) -> Option<Ipv4Addr> {
        let written = name.parse().ok().filter(|address: &Ipv4Addr| !address.is_unspecified());
        written.or_else(|| self.known.get(&name.to_ascii_lowercase()).copied())
    }

    /// The address of a name, or of an address written out; a stand-in where it is not known.
    pub(super) fn address(&mut self, name: Option<&str>) -> Ipv4Addr {
        let name = name.filter(|name| !name.is_empty()).unwrap_or(UNKNOWN);
        if let Some(address) = self.known(name) {
            return address;
        }
        let key = name.to_ascii_lowercase();
        let address = Ipv4Addr::from(STAND_INS + self.count % 0x1_fffd);
        if self.known.len() < MOST {
            self.count += 1;
            self.known.insert(key, address);
            self.fresh.push((address, name.to_owned()));
        }
        address
    }

    /// Names that were learned since this was asked last.
    pub(super) fn fresh(&mut self) -> Vec<(Ipv4Addr, String)> {
        std::mem::take(&mut self.fresh)
    }
}
