//! Damaged lines, limits, silence and what callers know.

use a76xx_parser::{Assume, Control, Limits, Merged, Side};

use super::check;
use crate::support::{Feed, short};

#[test]
fn damaged_wire_lines_are_noise() {
    check(
        "+CIPCLOSE: 0,0,0\u{fffd}AT+CIPRXGET=4,0\n+CSQ: 9\u{2e2e}\nplain \u{fffd}\n".as_bytes(),
        &[
            "< noise Damaged \"+CIPCLOSE: 0,0,0\\xef\\xbf\\xbd\" ~glue",
            "> command +CIPRXGET Write 4,0 #0 ~glue",
            "< noise Damaged \"+CSQ: 9\\xe2\\xb8\\xae\\n\"",
            "? foreign \"plain \\xef\\xbf\\xbd\\n\"",
        ],
    );
    // A command whose name broke. What broke behind the name may have been sent so.
    check(
        "AT+IP\u{2e2e}?\nAT+CGPADDR\u{fffd}\nATTENTION \u{fffd}\nAT+CSTT=\"a\u{fffd}\"\n".as_bytes(),
        &[
            "< noise Damaged \"AT+IP\\xe2\\xb8\\xae?\\n\"",
            "< noise Damaged \"AT+CGPADDR\\xef\\xbf\\xbd\\n\"",
            "? foreign \"ATTENTION \\xef\\xbf\\xbd\\n\"",
            "> command +CSTT None \\\"a\\xef\\xbf\\xbd\\\" #0",
        ],
    );
    check(b"\0\x1a\x1bOK\n", &["? noise Control \"\\x00\"", "? noise Control \"\\x1a\"", "? noise Control \"\\x1b\"", "< final OK Ok"]);
}

#[test]
fn known_lines_that_no_form_fits_are_still_the_modules() {
    check(
        b"AT+CIPCLOSE?\n+CIPCLOSE: x,y\n+CGPADDR: n.n.n.n\nOK\n",
        &["> command +CIPCLOSE Read #0", "< answer +CIPCLOSE None x,y #0", "< answer +CGPADDR None n.n.n.n", "< final OK Ok #0"],
    );
}

#[test]
fn words_that_ask_for_data() {
    check(
        b"AT+HTTPDATA=3,9\nDOWNLOAD\na=1\nOK\nDOWNLOAD\n",
        &[
            "> command +HTTPDATA Write 3,9 #0",
            "< prompt Download #0",
            "> payload Sent{prompted:true} Complete \"a=1\\n\" #0",
            "< final OK Ok #0",
            "? foreign \"DOWNLOAD\\n\"",
        ],
    );
}

#[test]
fn commands_that_differ_in_their_last_byte_are_no_copies() {
    for (first, second) in
        [("AT+CIPRXGET=2,0", "AT+CIPRXGET=2,1"), ("AT+CMQTTREL=0", "AT+CMQTTREL=1"), ("AT+CIPSEND=1,10", "AT+CIPSEND=1,11")]
    {
        let mut feed = Feed::new(Merged::new(Limits::DEFAULT));
        feed.bytes(Side::Module, format!("{first}\n{second}\n").as_bytes());
        assert!(feed.seen.iter().all(|seen| seen.kind == "command"), "{first} {second}");
    }
}

#[test]
fn data_that_was_sent_is_not_expected_again() {
    check(
        b"AT+CIPSEND=1,4\n>abcd\nDATA ACCEPT:1,4\nAT+CIPSEND=1,2\n>hi\nOK\n+CIPRXGET: 1,1\nhello\n",
        &[
            "> command +CIPSEND Write 1,4 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Complete \"abcd\\n\" #0",
            "? foreign \"DATA ACCEPT:1,4\\n\"",
            "> command +CIPSEND Write 1,2 #1",
            "< prompt Angle #1",
            "> payload Sent{prompted:true} Complete \"hi\\n\" #1",
            "< final OK Ok #1",
            "< urc +CIPRXGET Urc 1,1",
            "? foreign \"hello\\n\"",
        ],
    );
}

/// As many blanks as a prompt may have in front, and nothing behind them yet.
#[test]
fn blanks_wait_for_the_prompt_behind_them() {
    let mut feed = Feed::new(Merged::new(Limits::DEFAULT));
    for chunk in [&b"AT+FSWRITE=8\r"[..], &[b' '; 16], b">", b"one\r", b"two\r\n"] {
        feed.bytes(Side::Module, chunk);
    }
    let sent = "> payload Sent{prompted:true} Complete \"\" #0";
    let expected = ["> command +FSWRITE Write 8 #0", "< prompt Angle #0", sent, "? foreign \"one\\r\"", "? foreign \"two\\r\\n\""];
    assert_eq!(short(&feed.seen), expected, "\n{:#?}", short(&feed.seen));
}

#[test]
fn an_indented_prompt_is_one() {
    check(
        b"    AT+CIPSEND=0,2\n    >hi\n    OK\n",
        &[
            "> command +CIPSEND Write 0,2 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Complete \"hi\\n\" #0",
            "< final OK Ok #0",
        ],
    );
}

#[test]
fn an_empty_line_behind_a_complete_count_is_none_of_it() {
    check(
        b"+IPD12\nab\ncd\nef\n\nRING\n",
        &["< urc +IPD Urc 12", "< payload Received Complete \"ab\\ncd\\nef\\n\" ~count", "< urc RING Urc"],
    );
}

#[test]
fn a_refusal_belongs_to_the_later_of_two_commands() {
    check(
        b"AT+CIPCLOSE=0\nOK\nAT+CIPCLOSE=0\n+CIPCLOSE: 0,4\nERROR\n+CIPCLOSE: 0,0\n",
        &[
            "> command +CIPCLOSE Write 0 #0",
            "< final OK Ok #0",
            "> command +CIPCLOSE Write 0 #1",
            "< answer +CIPCLOSE Result 0,4 #1",
            "< final ERROR Error #1",
            "< answer +CIPCLOSE Result 0,0 #0",
        ],
    );
}

#[test]
fn a_message_body_is_one_line_of_data() {
    check(
        b"+CMT: \"+49\",,\"t\"\nOK\nOK\n",
        &["< urc +CMT Urc \\\"+49\\\",,\\\"t\\\"", "< payload Body Complete \"OK\\n\"", "< final OK Ok"],
    );
}

#[test]
fn files_with_bare_carriage_returns() {
    check(
        b"AT+CSQ\r+CSQ: 9,0\rOK\rhello\r",
        &["> command +CSQ Exec #0", "< answer +CSQ Info 9,0 #0", "< final OK Ok #0", "? foreign \"hello\\r\""],
    );
}

#[test]
fn silence_cuts_a_count_short() {
    check(b"\r\n+IPD9\r\nabc", &["< urc +IPD Urc 9", "< payload Received Truncated{missing:6} \"abc\""]);
    check(
        b"+IPD9\nabc\n",
        &["< urc +IPD Urc 9", "< payload Received open \"abc\\n\" ~count", "< payload Received Truncated{missing:4} \"\""],
    );
}

#[test]
fn lines_over_the_limit_come_in_pieces() {
    let mut feed = Feed::new(Merged::new(Limits { line: 32 }));
    feed.bytes(Side::Module, b"01234567890123456789012345678901234567\n+IPD50\n0123456789012345678901234567890123456789\nRING\n");
    feed.silence_of(Side::Module);
    assert_eq!(
        short(&feed.seen),
        [
            "? noise Overlong \"01234567890123456789012345678901\"",
            "? noise Overlong \"234567\\n\"",
            "< urc +IPD Urc 50",
            "< payload Received open \"0123456789012345678901234567890123456789\\n\" ~count",
            "< payload Received Truncated{missing:8} \"\" ~resync",
            "< urc RING Urc",
        ]
    );
}

#[test]
fn what_callers_know_beside_the_bytes() {
    let mut feed = Feed::new(Merged::new(Limits::DEFAULT));
    feed.parser.assume(Assume::DataState(true));
    feed.bytes(Side::Module, b"RING\nCLOSED\nAT+CIPOPEN=0,\"TCP\",\"h\",1\nOK\n");
    feed.parser.control(Control::Reset);
    feed.bytes(Side::Module, b"+CIPOPEN: 0,0\n");
    assert_eq!(
        short(&feed.seen),
        [
            "< payload Transparent open \"RING\\n\"",
            "< urc CLOSED Urc",
            "> command +CIPOPEN Write 0,\\\"TCP\\\",\\\"h\\\",1 #0",
            "< final OK Ok #0",
            "< urc +CIPOPEN Result 0,0",
        ]
    );
}
