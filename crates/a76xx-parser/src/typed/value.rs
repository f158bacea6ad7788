//! Addresses and hexadecimal numbers.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, SocketAddrV4};

use super::cells::Taken;
use super::part::{Args, Part};
use super::plan::{Want, Wants};
use crate::encode::Arg;
use crate::fit::is_hex;

/// An address as the module prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address<'b> {
    /// Four numbers.
    V4(Ipv4Addr),
    /// Any other: IPv6, sixteen dotted numbers, or digits masked by a logger (`10.x.x.x`).
    Text(&'b [u8]),
}

impl Address<'_> {
    /// The address, unless it is no whole one.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::V4(ip) => Some(IpAddr::V4(*ip)),
            Self::Text(text) => core::str::from_utf8(text).ok()?.parse().ok(),
        }
    }
}

impl From<Ipv4Addr> for Address<'_> {
    fn from(ip: Ipv4Addr) -> Self {
        Self::V4(ip)
    }
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4(ip) => ip.fmt(f),
            Self::Text(text) => text.escape_ascii().fmt(f),
        }
    }
}

impl<'b> Part<'b> for Address<'b> {
    const WANTS: Wants = Wants::one(Want::ADDRESS);

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        let cell = cells.next();
        Some(match cell.number() {
            Some(bits) => Self::V4(Ipv4Addr::from_bits(bits)),
            None => Self::Text(cell.text()?),
        })
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        args.push(match self {
            Self::V4(ip) => Arg::Address(*ip),
            Self::Text(text) => Arg::Bare(text),
        });
    }
}

impl<'b> Part<'b> for SocketAddrV4 {
    const WANTS: Wants = Wants::one(Want::ENDPOINT);

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        Some(cells.next().peer())
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        args.push(Arg::Endpoint(*self));
    }
}

/// Hexadecimal digits, with or without quotes: A76XX prints an area as `"1A2B"`, SIM7600 as `1A2B`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hex<'b> {
    digits: &'b [u8],
    quoted: bool,
}

impl<'b> Hex<'b> {
    /// Digits between quotes; `None` if they are none.
    pub fn quoted(digits: &'b [u8]) -> Option<Self> {
        is_hex(digits).then_some(Self { digits, quoted: true })
    }

    /// Digits without quotes; `None` if they are none.
    pub fn bare(digits: &'b [u8]) -> Option<Self> {
        is_hex(digits).then_some(Self { digits, quoted: false })
    }

    /// The digits as written, a `0x` in front included.
    pub const fn digits(&self) -> &'b [u8] {
        self.digits
    }

    /// The number; `None` above 32 bits.
    pub fn value(&self) -> Option<u32> {
        let digits = core::str::from_utf8(self.digits).ok()?;
        u32::from_str_radix(digits.trim_start_matches("0x").trim_start_matches("0X"), 16).ok()
    }
}

impl<'b> Part<'b> for Hex<'b> {
    const WANTS: Wants = Wants::one(Want::HEX);

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        let cell = cells.next();
        Some(Self { digits: cell.text()?, quoted: cell.is_quoted() })
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        args.push(if self.quoted { Arg::Quoted(self.digits) } else { Arg::Bare(self.digits) });
    }
}
