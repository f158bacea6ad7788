//! Log lines, for `log`, `defmt`, both or neither. The two see the same words; without them a line costs nothing.

/// Logs at a level (`error`, `warn`, `info`, `debug`, `trace`). Arguments are numbers and `&str`, which both can print.
macro_rules! say {
    ($level:ident, $text:literal $(, $arg:expr)*) => {{
        #[cfg(feature = "log")]
        ::log::$level!($text $(, $arg)*);
        #[cfg(feature = "defmt")]
        ::defmt::$level!($text $(, $arg)*);
        #[cfg(not(any(feature = "log", feature = "defmt")))]
        if false { $( let _ = &$arg; )* }
    }};
}

pub(crate) use say;

/// A command's line without its end; where it may hold a secret, without its parameters.
pub(crate) fn command(line: &[u8], secret: bool) -> &str {
    let line = line.trim_ascii();
    let most = if secret { line.iter().position(|byte| *byte == b'=').unwrap_or(line.len()) } else { line.len() };
    core::str::from_utf8(line.get(..most).unwrap_or_default()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(super::command(b"AT+CPIN=\"1234\"\r", true), "AT+CPIN");
        assert_eq!(super::command(b"AT+CPIN?\r", true), "AT+CPIN?");
        assert_eq!(super::command(b"AT+CIPSEND=0,5\r", false), "AT+CIPSEND=0,5");
        assert_eq!(super::command(b"\xff\r", false), "");
    }
}
