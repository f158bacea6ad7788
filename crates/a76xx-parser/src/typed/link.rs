//! Links and servers of the TCP/IP service, and what the module says of them.

use super::cells::Taken;
use super::part::{Args, Part};
use super::plan::{Want, Wants};
use super::value::Address;
use super::words::Protocol;
use crate::encode::Arg;

macro_rules! ids {
    ($( $(#[$doc:meta])* $Id:ident { $($N:ident = $number:literal),* } most $Most:ident as $want:ident )*) => { $(
        $(#[$doc])*
        ///
        /// One byte, also as an `Option`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $Id {
            $( #[doc = concat!("Number ", stringify!($number), ".")] $N = $number, )*
        }

        impl $Id {
            /// The highest.
            pub const MAX: Self = Self::$Most;

            /// `None` above the highest.
            pub const fn new(number: u8) -> Option<Self> {
                match number {
                    $( $number => Some(Self::$N), )*
                    _ => None,
                }
            }

            /// The number.
            pub const fn get(self) -> u8 {
                self as u8
            }

            /// All of them, from 0 on.
            pub fn all() -> impl ExactSizeIterator<Item = Self> {
                [$(Self::$N),*].into_iter()
            }
        }

        impl core::fmt::Display for $Id {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.get().fmt(f)
            }
        }

        impl<'b> Part<'b> for $Id {
            const WANTS: Wants = Wants::one(Want::$want);

            #[inline]
            fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
                Self::new(cells.next().bits() as u8)
            }

            fn write<'a>(&'a self, args: &mut Args<'a>) {
                args.push(Arg::Int(i64::from(self.get())));
            }
        }
    )* };
}

ids! {
    /// A link of the TCP/IP service, 0 to 9 (M 15.2.3); SIM767X has 0 to 3.
    LinkId { N0 = 0, N1 = 1, N2 = 2, N3 = 3, N4 = 4, N5 = 5, N6 = 6, N7 = 7, N8 = 8, N9 = 9 } most N9 as LINK

    /// A listening server of the TCP/IP service, 0 to 3 (M 15.2.14); SIM767X has 0 and 1.
    ServerId { N0 = 0, N1 = 1, N2 = 2, N3 = 3 } most N3 as SERVER
}

/// An open link in the answer of `AT+CIPOPEN?` (M 15.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenLink<'b> {
    /// Its protocol.
    pub protocol: Protocol<'b>,
    /// The peer's address; `0.0.0.0` for UDP without a fixed peer.
    pub ip: Address<'b>,
    /// The peer's port; 0 for UDP without a fixed peer.
    pub port: u16,
    /// The server that accepted it; `None` for a link that the host opened (-1 on the wire).
    pub server: Option<ServerId>,
}

impl<'b> Part<'b> for OpenLink<'b> {
    const WANTS: Wants = Protocol::WANTS.and(Address::WANTS).and(u16::WANTS).and(Wants::one(Want::ACCEPTED).optional());

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        let (protocol, ip, port) = (Protocol::take(cells)?, Address::take(cells)?, u16::take(cells)?);
        Some(Self { protocol, ip, port, server: cells.next().number().and_then(|server| ServerId::new(u8::try_from(server).ok()?)) })
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        self.protocol.write(args);
        self.ip.write(args);
        args.quoted();
        self.port.write(args);
        args.push(Arg::Int(self.server.map_or(-1, |server| i64::from(server.get()))));
    }
}

/// Which links are open, as `AT+CIPCLOSE?` answers (M 15.2.6): ten values on A76XX and SIM7600, four on SIM767X.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkStates {
    /// Bit n tells whether link n is open.
    open: u16,
    count: u8,
}

impl LinkStates {
    /// States from link 0 on; `None` for more than there are links.
    pub fn new(open: &[bool]) -> Option<Self> {
        let count = u8::try_from(open.len()).ok().filter(|count| *count <= LinkId::MAX.get() + 1)?;
        Some(Self { open: open.iter().rev().fold(0, |bits, open| bits << 1 | u16::from(*open)), count })
    }

    /// Whether a link is open; `None` for one that the module does not list.
    pub const fn is_open(&self, link: LinkId) -> Option<bool> {
        if link.get() < self.count { Some(self.open >> link.get() & 1 == 1) } else { None }
    }

    /// The open links.
    pub fn open(&self) -> impl Iterator<Item = LinkId> + use<> {
        let states = *self;
        LinkId::all().filter(move |link| states.is_open(*link) == Some(true))
    }

    /// How many links the module lists.
    pub const fn count(&self) -> usize {
        self.count as usize
    }
}

impl<'b> Part<'b> for LinkStates {
    const WANTS: Wants = Wants::up_to(LinkId::MAX.get() as usize + 1, Want::BOOL);

    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        let mut states = Self { open: 0, count: 0 };
        while let Some(open) = cells.next().number() {
            states.open |= (open as u16) << states.count;
            states.count += 1;
        }
        Some(states)
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        for link in LinkId::all() {
            if let Some(open) = self.is_open(link) {
                args.push(Arg::Int(i64::from(open)));
            }
        }
    }
}
