use core::time::Duration;

use a76xx_parser::{Role, Side};

use crate::rule::{Report, Transition, rule};

rule! {
    /// An escape is sent with a line end.
    ///
    /// In the data state the host sends CR or LF right behind `+++`. Seen only where the host's own bytes are in the capture.
    ///
    /// # Why
    /// The escape is the three plus signs alone, with silence behind them. A line end breaks that silence, so all of it is data.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++
    /// >> \r\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++
    /// < OK
    /// >> \r\n
    /// ```
    ///
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++\r\n12.5\r\n
    /// ```
    ESCAPE_WITH_LINE_END = 416, "escape-with-line-end", Warning, Host, "M 2.2.5", Documented;
    on [Payload];
    "+++ is sent with a line end";
    "send the three characters without CR and LF, and nothing until OK has come";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let payload = transition.seen.payload().filter(|payload| payload.role == Role::Transparent)?;
    let event = transition.seen.event.filter(|event| event.side == Some(Side::Host))?;
    let access = &transition.before.access;
    let behind = access.escaping.filter(|escape| Some(escape.event) == access.host.map(|host| host.event));
    if let (Some(escape), [b'\r' | b'\n', ..]) = (behind, event.raw) {
        // What goes on as no command does is data that begin with plus signs.
        if !matches!(event.raw.trim_ascii_start(), [] | [b'A' | b'a', ..]) {
            return None;
        }
        // After its silence a line end is an empty line.
        let late = escape.until(transition.at).is_some_and(|span| span >= Duration::from_secs(1));
        return (!late).then(|| Report::new([]).because(escape.event));
    }
    let whole = matches!(event.raw, b"+++\r" | b"+++\n" | b"+++\r\n");
    (whole && payload.left == 0).then(|| Report::new([]).because(access.since))
}
