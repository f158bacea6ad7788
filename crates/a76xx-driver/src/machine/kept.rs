//! The configuration as the machine keeps it: time limits in four bytes each, not in sixteen.

use core::time::Duration;

use crate::config::{Config, Credentials, Patience, Reception, Wiring};

/// A time span in milliseconds, up to 49 days; what is longer has no end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Millis(u32);

impl Millis {
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    const fn of(span: Duration) -> Self {
        // A division of 64 bits or more is costly on small cores.
        const MOST: u64 = u32::MAX as u64 / 1_000 - 1;
        if span.as_secs() > MOST {
            return Self(u32::MAX);
        }
        Self(span.as_secs() as u32 * 1_000 + span.subsec_nanos().div_ceil(1_000_000))
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) const fn span(self) -> Duration {
        if self.0 == u32::MAX { Duration::MAX } else { Duration::from_millis(self.0 as u64) }
    }
}

/// [`Config`].
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Kept {
    pub(crate) apn: Option<&'static str>,
    pub(crate) context: u8,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) pin: Option<&'static str>,
    pub(crate) reception: Reception,
    pub(crate) hex: bool,
    pub(crate) senders: bool,
    pub(crate) transparent: bool,
    pub(crate) acknowledged: bool,
    pub(crate) may_restart: bool,
    pub(crate) wiring: Wiring,
    pub(crate) patience: Limits,
}

/// [`Patience`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) wake: Millis,
    pub(crate) card: Millis,
    pub(crate) registration: Millis,
    pub(crate) net_open: Millis,
    pub(crate) cip_open: Millis,
    pub(crate) cip_send: Millis,
    pub(crate) prompt: Millis,
    pub(crate) close: Millis,
    pub(crate) heartbeat: Millis,
    pub(crate) bring_up: Millis,
    pub(crate) rest: Millis,
}

impl Kept {
    pub(crate) const fn new(config: &Config) -> Self {
        let Config { apn, context, credentials, pin, reception, hex, senders, transparent, acknowledged, may_restart, wiring, patience } =
            *config;
        let Patience { wake, card, registration, net_open, cip_open, cip_send, prompt, close, heartbeat, bring_up, rest } = patience;
        let patience = Limits {
            wake: Millis::of(wake),
            card: Millis::of(card),
            registration: Millis::of(registration),
            net_open: Millis::of(net_open),
            cip_open: Millis::of(cip_open),
            cip_send: Millis::of(cip_send),
            prompt: Millis::of(prompt),
            close: Millis::of(close),
            heartbeat: Millis::of(heartbeat),
            bring_up: Millis::of(bring_up),
            rest: Millis::of(rest),
        };
        Self { apn, context, credentials, pin, reception, hex, senders, transparent, acknowledged, may_restart, wiring, patience }
    }

    /// The configuration that it was made of; times are of whole milliseconds.
    pub(crate) const fn config(&self) -> Config {
        let Self { apn, context, credentials, pin, reception, hex, senders, transparent, acknowledged, may_restart, wiring, patience } =
            *self;
        let Limits { wake, card, registration, net_open, cip_open, cip_send, prompt, close, heartbeat, bring_up, rest } = patience;
        let patience = Patience {
            wake: wake.span(),
            card: card.span(),
            registration: registration.span(),
            net_open: net_open.span(),
            cip_open: cip_open.span(),
            cip_send: cip_send.span(),
            prompt: prompt.span(),
            close: close.span(),
            heartbeat: heartbeat.span(),
            bring_up: bring_up.span(),
            rest: rest.span(),
        };
        Config { apn, context, credentials, pin, reception, hex, senders, transparent, acknowledged, may_restart, wiring, patience }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_is_kept_as_it_was_given() {
        let given = Config { apn: Some("internet"), hex: true, wiring: Wiring { dtr: true, ..Wiring::NONE }, ..Config::DEFAULT };
        assert_eq!(Kept::new(&given).config(), given);
        // Nothing becomes shorter.
        let patience = Patience { wake: Duration::from_micros(1), card: Duration::from_hours(2_000), ..Patience::DEFAULT };
        let kept = Kept::new(&Config { patience, ..given }).config().patience;
        assert_eq!(kept, Patience { wake: Duration::from_millis(1), card: Duration::MAX, ..patience });
    }
}
