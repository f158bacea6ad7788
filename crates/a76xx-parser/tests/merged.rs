//! What a merged stream is taken for, and what is guessed: each policy by its own example.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

mod support;

use a76xx_parser::{Assume, Control, Limits, Merged, Side};
use support::{Feed, short};

#[track_caller]
fn check(stream: &[u8], expected: &[&str]) {
    let mut feed = Feed::new(Merged::new(Limits::DEFAULT));
    for byte in stream {
        feed.bytes(Side::Module, &[*byte]);
    }
    feed.silence_of(Side::Module);
    assert_eq!(short(&feed.seen), expected, "\n{:#?}", short(&feed.seen));
}

#[test]
fn a_second_copy_is_the_echo_and_a_third_a_new_command() {
    check(
        b"AT+CSQ\nAT+CSQ\nAT+CSQ\n\n+CSQ: 9,0\n\nOK\n",
        &["> command +CSQ Exec #0", "< echo +CSQ Exec #0 ~echo", "> command +CSQ Exec #1", "< answer +CSQ Info 9,0 #1", "< final OK Ok #1"],
    );
    // A notice between the copies changes nothing; an answer does.
    check(
        b"AT+CREG?\n+CGEV: ME DETACH\nAT+CREG?\n+CREG: 0,1\nAT+CREG?\n",
        &[
            "> command +CREG Read #0",
            "< urc +CGEV Urc ME DETACH",
            "< echo +CREG Read #0 ~echo",
            "< answer +CREG ReadInfo 0,1 #0",
            "> command +CREG Read #1",
        ],
    );
}

#[test]
fn what_is_neither_sides_is_foreign() {
    check(
        b"Start modem...\nATTENTION\nAT last\nAt\nat\nRing\n[9] ### Unhandled: *ATREADY: 1\n+lower: 1\nAT+X Y\nAT+CSQ? -> 9\nATQ9\nATE0\n",
        &[
            "? foreign \"Start modem...\\n\"",
            "? foreign \"ATTENTION\\n\"",
            "? foreign \"AT last\\n\"",
            "? foreign \"At\\n\"",
            "> command Exec #0",
            "? foreign \"Ring\\n\"",
            "? foreign \"[9] ### Unhandled: *ATREADY: 1\\n\"",
            "? foreign \"+lower: 1\\n\"",
            "? foreign \"AT+X Y\\n\"",
            "? foreign \"AT+CSQ? -> 9\\n\"",
            "> command Q Exec 9 #1",
            "> command E Exec 0 #2",
        ],
    );
}

#[test]
fn free_text_is_an_answer_only_while_it_is_asked_for() {
    check(
        b"ATI\n\nModel: A7670E\n\nOK\nModel: A7670E\n",
        &["> command I Exec #0", "< answer I None Model: A7670E #0", "< final OK Ok #0", "? foreign \"Model: A7670E\\n\""],
    );
    // A command cut short before it does not hide it.
    check(
        b"AT+CPIN?\n+CPIN: READY\nATI\nModel: A7670E\nOK\n",
        &[
            "> command +CPIN Read #0",
            "< answer +CPIN ReadInfo READY #0",
            "> command I Exec #1",
            "< answer I None Model: A7670E #1",
            "< final OK Ok #1",
        ],
    );
}

#[test]
fn glued_lines_are_cut() {
    check(
        b"SMS DONESet apn\nwait...AT+CGREG?\n+NETOPEN: 0AT+IPADDR\n+HTTPACTION: 0,715,0request failed\nPB DONE\n",
        &[
            "< urc SMS DONE Urc ~glue",
            "? foreign \"Set apn\\n\" ~glue",
            "? foreign \"wait...\" ~glue",
            "> command +CGREG Read #0 ~glue",
            "< urc +NETOPEN Result 0 ~glue",
            "> command +IPADDR Exec #1 ~glue",
            "< urc +HTTPACTION Result 0,715,0 ~glue",
            "? foreign \"request failed\\n\" ~glue",
            "< urc PB DONE Urc",
        ],
    );
    // The glued pair may be indented.
    check(
        b"AT+HTTPACTION=0\n    OK\n    +HTTPACTION: 0,715,0page not loaded: code = 715\n    SMS DONESet apn\n",
        &[
            "> command +HTTPACTION Write 0 #0",
            "< final OK Ok #0",
            "< answer +HTTPACTION Result 0,715,0 #0 ~glue",
            "? foreign \"page not loaded: code = 715\\n\" ~glue",
            "< urc SMS DONE Urc ~glue",
            "? foreign \"Set apn\\n\" ~glue",
        ],
    );
    // Inside quotes, or with a name nobody knows, nothing is cut.
    check(
        b"say \"AT+CSQ\"\nsee AT+NOSUCH\nuse AT+CSQ now\n",
        &["? foreign \"say \\\"AT+CSQ\\\"\\n\"", "? foreign \"see AT+NOSUCH\\n\"", "? foreign \"use AT+CSQ now\\n\""],
    );
}

#[test]
fn remarks_behind_wire_lines_are_taken_off() {
    check(
        b"OK      // fine\nAT+CSQ // how strong\n+CSQ: 9,0\t//weak\nhello // there\nAT+HTTPPARA=\"URL\",\"http://x // y\"\n",
        &[
            "< final OK Ok ~remark",
            "? foreign \"// fine\\n\" ~remark",
            "> command +CSQ Exec #0 ~remark",
            "? foreign \"// how strong\\n\" ~remark",
            "< answer +CSQ Info 9,0 #0 ~remark",
            "? foreign \"//weak\\n\" ~remark",
            "? foreign \"hello // there\\n\"",
            "> command +HTTPPARA Write \\\"URL\\\",\\\"http://x // y\\\" #1",
        ],
    );
}

#[test]
fn an_exact_count_is_never_looked_into() {
    check(
        b"\r\n+IPD8\r\n\r\nOK\r\n\r\n\r\nRING\r\n",
        &["< urc +IPD Urc 8", "< payload Received Complete \"\\r\\nOK\\r\\n\\r\\n\"", "< urc RING Urc"],
    );
}

#[test]
fn a_lossy_count_counts_a_line_feed_as_two() {
    // 7 + 2 and 5 + 2 bytes were 16 on the wire.
    check(
        b"+IPD16\nline of\ntext!\nOK\n",
        &["< urc +IPD Urc 16", "< payload Received Complete \"line of\\ntext!\\n\" ~count", "< final OK Ok"],
    );
    // The payload had lone line feeds after all: what still fits into the bytes counted twice is data.
    check(
        b"+IPD10\nab\ncd\nef\ng\nDone now\n",
        &[
            "< urc +IPD Urc 10",
            "< payload Received Complete \"ab\\ncd\\nef\\n\" ~count",
            "< payload Received Complete \"g\\n\" ~count",
            "? foreign \"Done now\\n\"",
        ],
    );
    // A count that ends inside a line takes all of it.
    check(b"+IPD3\n\nabcdef\nRING\n", &["< urc +IPD Urc 3", "< payload Received Complete \"abcdef\\n\" ~count", "< urc RING Urc"]);
    check(b"+IPD3\nabc\nRING\n", &["< urc +IPD Urc 3", "< payload Received Complete \"abc\\n\"", "< urc RING Urc"]);
}

#[test]
fn a_strong_line_ends_a_lossy_count() {
    check(
        b"AT+CIPRXGET=2,0\n+CIPRXGET: 2,0,99,0\nabc\nERR\nOK\n",
        &[
            "> command +CIPRXGET Write 2,0 #0",
            "< answer +CIPRXGET Info 2,0,99,0 #0",
            "< payload Received open \"abc\\nERR\\n\" #0 ~count",
            "< payload Received Truncated{missing:89} \"\" #0 ~resync",
            "< final OK Ok #0",
        ],
    );
    // With no command open a final is data, and a command is not.
    check(
        b"+IPD99\nOK\nAT+CSQ\n",
        &[
            "< urc +IPD Urc 99",
            "< payload Received open \"OK\\n\" ~count",
            "< payload Received Truncated{missing:95} \"\" ~resync",
            "> command +CSQ Exec #0",
        ],
    );
    check(
        b"AT+CSQ\n+IPD99\nAT+CSQ\n+IPCLOSE: 0,1\n",
        &[
            "> command +CSQ Exec #0",
            "< urc +IPD Urc 99",
            "< payload Received open \"AT+CSQ\\n\" ~count",
            "< payload Received Truncated{missing:91} \"\" ~resync",
            "< urc +IPCLOSE Urc 0,1",
        ],
    );
}

#[test]
fn a_remark_behind_a_header_comes_before_its_data() {
    check(
        b"+IPD5 // five\nhello\n",
        &["< urc +IPD Urc 5 ~remark", "? foreign \"// five\\n\" ~remark", "< payload Received Complete \"hello\\n\""],
    );
    check(
        b"+IPD5 // five\r\nhe\r\nRING\r\n",
        &[
            "< urc +IPD Urc 5 ~remark",
            "? foreign \"// five\\r\\n\" ~remark",
            "< payload Received Complete \"he\\r\\nR\"",
            "? foreign \"ING\\r\\n\"",
        ],
    );
}

#[test]
fn a_prompt_is_one_only_while_a_command_asks_for_data() {
    check(
        b"> quoted\nAT+CIPSEND=0,5\n> hello\nOK\n> more\n",
        &[
            "? foreign \"> quoted\\n\"",
            "> command +CIPSEND Write 0,5 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Complete \"hello\\n\" #0",
            "< final OK Ok #0",
            "? foreign \"> more\\n\"",
        ],
    );
}

#[test]
fn data_that_the_capture_lacks() {
    // A terminal that does not show what it sends, with the wire's line ends and without.
    check(
        b"AT+CIPSEND=0,5\r\r\n>\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n",
        &["> command +CIPSEND Write 0,5 #0", "< prompt Angle #0", "< final OK Ok #0", "< answer +CIPSEND Result 0,5,5 #0"],
    );
    check(
        b"AT+CIPSEND=0,5\n>\nOK\n",
        &[
            "> command +CIPSEND Write 0,5 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Truncated{missing:5} \"\" #0 ~resync",
            "< final OK Ok #0",
        ],
    );
}

#[test]
fn exact_data_behind_a_prompt() {
    check(
        b"AT+CIPSEND=0,6\rAT+CIPSEND=0,6\r\r\n>\r\nOK\x00\xff\r\nOK\r\n",
        &[
            "> command +CIPSEND Write 0,6 #0",
            "< echo +CIPSEND Write 0,6 #0 ~echo",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Complete \"\\r\\nOK\\x00\\xff\" #0",
            "< final OK Ok #0",
        ],
    );
}

#[test]
fn data_up_to_its_mark_or_to_a_strong_line() {
    check(
        b"AT+CMGS=\"1\"\n> hello\nyou\x1a\nOK\n",
        &[
            "> command +CMGS Write \\\"1\\\" #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} open \"hello\\nyou\" #0",
            "> payload Sent{prompted:true} CtrlZ \"\\x1a\" #0",
            "< final OK Ok #0",
        ],
    );
    check(
        b"AT+CIPSEND=1\n>hello\n+CIPSEND: 1,5,5\n",
        &[
            "> command +CIPSEND Write 1 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} open \"hello\\n\" #0",
            "< answer +CIPSEND Result 1,5,5 #0",
        ],
    );
    check(
        b"AT+CMGS=\"1\"\n>a\x1b\nOK\n",
        &[
            "> command +CMGS Write \\\"1\\\" #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} open \"a\" #0",
            "> payload Sent{prompted:true} Cancelled \"\\x1b\" #0",
            "< final OK Ok #0",
        ],
    );
}

#[test]
fn the_data_state_with_and_without_the_wires_line_ends() {
    check(
        b"ATO\rATO\r\r\nCONNECT\r\nhi\r\nthere+++\r\nOK\r\nAT\r",
        &[
            "> command O Exec #0",
            "< echo O Exec #0 ~echo",
            "< final CONNECT Connect #0",
            "< payload Transparent open \"hi\\r\\nthere\" #0",
            "> command +++ Exec #1",
            "< final OK Ok #1",
            "> command Exec #2",
        ],
    );
    check(
        b"ATO\nCONNECT 115200\nhello\n+++\nprogram prints\nAT\nOK\n",
        &[
            "> command O Exec #0",
            "< final CONNECT Connect 115200 #0",
            "< payload Transparent open \"hello\\n\" #0",
            "> command +++ Exec #1",
            "? foreign \"program prints\\n\"",
            "> command Exec #2",
            "< final OK Ok #2",
        ],
    );
    check(
        b"ATO\r\nCONNECT\r\nab\r\nCLOSED\r\nx\r\n",
        &[
            "> command O Exec #0",
            "< final CONNECT Connect #0",
            "< payload Transparent open \"ab\" #0",
            "< urc CLOSED Urc",
            "? foreign \"x\\r\\n\"",
        ],
    );
    check(
        b"ATO\nCONNECT\nab\nCLOSED\nx\n",
        &[
            "> command O Exec #0",
            "< final CONNECT Connect #0",
            "< payload Transparent open \"ab\\n\" #0",
            "< urc CLOSED Urc",
            "? foreign \"x\\n\"",
        ],
    );
}

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
