//! Data that the module announces.

use super::check;

#[test]
fn pushed_data() {
    check(
        &[("<", b"\r\nRECV FROM:1.2.3.4:80\r\n+IPD4\r\nOK\r\n\r\nRING\r\n")],
        &["< urc RECV FROM Urc 1.2.3.4:80", "< urc +IPD Urc 4", "< payload Received Complete \"OK\\r\\n\"", "< urc RING Urc"],
    );
}

#[test]
fn pushed_data_in_the_spellings_of_the_note() {
    check(
        &[("<", b"+RECV FROM:1.2.3.4:80\r\n\r\n+IPD(3)\r\n+++\r\nOK\r\n")],
        &["< urc +RECV FROM Urc 1.2.3.4:80", "< urc +IPD Urc 3", "< payload Received Complete \"+++\"", "< final OK Ok"],
    );
}

#[test]
fn pushed_data_with_the_link() {
    check(
        &[("<", b"\r\n+RECEIVE,2,3\r\n>AT\r\n+RECEIVE,1,2:\r\n\0\r")],
        &[
            "< urc +RECEIVE Urc 2,3",
            "< payload Received Complete \">AT\"",
            "< urc +RECEIVE Urc 1,2",
            "< payload Received Complete \"\\x00\\r\"",
        ],
    );
}

#[test]
fn lookalikes_of_pushed_data_are_no_headers() {
    check(&[("<", b"+IPD,5:hello\r\n+IPDX\r\n+IPD\r\n")], &["< urc +IPD None 5:hello", "< urc +IPDX None", "< urc +IPD None"]);
}

#[test]
fn data_without_a_length_header() {
    check(
        &[(">", b"AT+CIPHEAD=0\r"), ("<", b"\r\nOK\r\n\r\nRECV FROM:1.2.3.4:80\r\nab\r\ncd\r\n+CIPRXGET: 1,0\r\n")],
        &[
            "> command +CIPHEAD Write 0 #0",
            "< final OK Ok #0",
            "< urc RECV FROM Urc 1.2.3.4:80",
            "< payload Unframed open \"ab\\r\\ncd\"",
            "< urc +CIPRXGET Urc 1,0",
        ],
    );
}

#[test]
fn buffered_data_with_no_one_or_two_line_ends_behind() {
    for ends in [&b""[..], b"\r\n", b"\r\n\r\n"] {
        let module = [b"\r\n+CIPRXGET: 2,1,4,0\r\n\r\nOK", ends, b"\r\nOK\r\n"].concat();
        check(
            &[(">", b"AT+CIPRXGET=2,1,4\r"), ("<", &module)],
            &[
                "> command +CIPRXGET Write 2,1,4 #0",
                "< answer +CIPRXGET Info 2,1,4,0 #0",
                "< payload Received Complete \"\\r\\nOK\" #0",
                "< final OK Ok #0",
            ],
        );
    }
}

#[test]
fn buffered_data_as_digits_and_a_notice_inside_the_answer() {
    check(
        &[(">", b"AT+CIPRXGET=3,0\r"), ("<", b"\r\n+CIPRXGET: 1,3\r\n\r\n+CIPRXGET: 3,0,2,7\r\n0D0A\r\nOK\r\n")],
        &[
            "> command +CIPRXGET Write 3,0 #0",
            "< urc +CIPRXGET Urc 1,3",
            "< answer +CIPRXGET Info 3,0,2,7 #0",
            "< payload ReceivedHex Complete \"0D0A\" #0",
            "< final OK Ok #0",
        ],
    );
}

#[test]
fn an_empty_payload_is_none() {
    check(
        &[(">", b"AT+CIPRXGET=2,0\r"), ("<", b"\r\n+CIPRXGET: 2,0,0,0\r\n\r\nOK\r\n")],
        &["> command +CIPRXGET Write 2,0 #0", "< answer +CIPRXGET Info 2,0,0,0 #0", "< final OK Ok #0"],
    );
}
