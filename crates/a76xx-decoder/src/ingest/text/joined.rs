//! Answers whose commas a program has taken out: the `modem_chat` of Zephyr prints what it matched and the arguments behind it, with blanks
//! between (`modem_chat_log_received_command`).

use crate::ingest::engine::{Page, Row};
use a76xx_parser::Side;

/// Whether a label is one of the program.
pub(super) fn is_joined(label: &[u8]) -> bool {
    label.windows(10).any(|window| window == b"modem_chat")
}

/// Claims a line from there on if it has lost its commas: behind a head and its blank stands the blank in front of the arguments.
pub(super) fn claim(row: &Row<'_>, from: usize, side: Option<Side>, page: &mut Page<'_>) -> bool {
    let text = row.text.get(from..).unwrap_or_default();
    let Some(first) = arguments(text) else { return false };
    let base = row.from + from;
    page.wire(side, row.at, base..base + first - 1);
    page.begin(side, row.at);
    let mut quoted = false;
    let end = text.trim_ascii_end().len();
    for (at, byte) in text.iter().enumerate().take(end).skip(first) {
        quoted ^= *byte == b'"';
        let byte = if *byte == b' ' && !quoted { b',' } else { *byte };
        page.byte(byte, base + at..base + at + 1);
    }
    page.end();
    page.wire(side, row.at, base + end..row.stop);
    true
}

/// Where the first argument begins behind a head.
fn arguments(text: &[u8]) -> Option<usize> {
    let colon = memchr::memchr(b':', text)?;
    let head = text.get(..colon)?;
    let named = matches!(head, [b'+' | b'*' | b'^' | b'$', _, ..]) && !head.contains(&b' ');
    let first = colon + 3;
    let parted = text.get(colon + 1..first) == Some(b"  ") && text.get(first).is_some_and(|byte| !byte.is_ascii_whitespace());
    (named && parted).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::ingest::tests::wire;
    use a76xx_parser::Side;

    #[test]
    fn blanks_stand_for_commas() {
        let log = |lines: &[&str]| {
            let line = |line: &&str| format!("[00:00:01.000,000] <dbg> modem_chat: modem_chat_{line}\n");
            let (format, pieces) = wire(lines.iter().map(line).collect::<String>().as_bytes());
            assert_eq!(format, "labelled");
            pieces.into_iter().filter(|(side, _)| *side == Some(Side::Module)).map(|(_, text)| text).collect::<String>()
        };
        let text = log(&[
            "script_next: sending: AT+CREG?",
            "log_received_command: +CREG:  0 5",
            "log_received_command: OK ",
            "script_next: sending: AT+COPS?",
            "log_received_command: +COPS:  0  \"Any Net\" 7",
            "log_received_command: OK ",
            "script_next: sending: AT+CPIN?",
            "log_received_command: +CPIN: SIM PIN",
            "log_received_command: OK ",
        ]);
        assert_eq!(text, "+CREG: 0,5\nOK \n+COPS: 0,,\"Any Net\",7\nOK \n+CPIN: SIM PIN\nOK \n");
    }
}
