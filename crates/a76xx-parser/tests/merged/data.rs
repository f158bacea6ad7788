//! Where data begin and end.

use super::check;

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
fn a_line_end_behind_a_prompt_is_the_paste_s() {
    for prompt in [">", "> "] {
        check(
            format!("AT+CIPSEND=0,11\r\n{prompt}\r\nhello world\r\n\r\nOK\r\n").as_bytes(),
            &[
                "> command +CIPSEND Write 0,11 #0",
                "< prompt Angle #0",
                "> payload Sent{prompted:true} Complete \"hello world\\r\\n\" #0",
                "< final OK Ok #0",
            ],
        );
        check(
            format!("AT+CMGS=\"+491\"\r\n{prompt}\r\nhello\x1a\r\n+CMGS: 5\r\n\r\nOK\r\n").as_bytes(),
            &[
                "> command +CMGS Write \\\"+491\\\" #0",
                "< prompt Angle #0",
                "> payload Sent{prompted:true} open \"hello\" #0",
                "> payload Sent{prompted:true} CtrlZ \"\\x1a\" #0",
                "< answer +CMGS Info 5 #0",
                "< final OK Ok #0",
            ],
        );
    }
    check(
        b"AT+CIPSEND=0,3\r\n>  ab\r\nOK\r\n",
        &["> command +CIPSEND Write 0,3 #0", "< prompt Angle #0", "> payload Sent{prompted:true} Complete \" ab\" #0", "< final OK Ok #0"],
    );
    // A lone CR or LF may be data.
    check(
        b"AT+CIPSEND=0,3\r\n>\rab\r\n\r\nOK\r\n",
        &[
            "> command +CIPSEND Write 0,3 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Complete \"\\rab\" #0",
            "< final OK Ok #0",
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
