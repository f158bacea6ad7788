//! Whose a line is: results, answers, echoes and what the table does not hold.

use super::check;

#[test]
fn results_as_digits() {
    check(
        &[(">", b"ATV0\r"), ("<", b"0\r"), (">", b"AT+CSQ\r"), ("<", b"+CSQ: 9,99\r\n4\r"), ("<", b"2\r"), ("<", b"OK\r\n")],
        &[
            "> command V Exec 0 #0",
            "< final 0 Ok #0",
            "> command +CSQ Exec #1",
            "< answer +CSQ Info 9,99 #1",
            "< final 4 Error #1",
            "< urc RING Urc",
            "< final OK Ok",
        ],
    );
    // Not known to be off: a digit and a bare CR are a result once something else follows.
    check(&[("<", b"0\rAT\r"), ("<", b"7\r"), ("~", b"")], &["< final 0 Ok", "< echo Exec #0", "< final 7 Busy #0"]);
    check(&[("<", b"0\r\n")], &["< text \"0\\r\\n\""]);
    // What follows may begin with a line end of its own.
    check(&[("<", b"4\r\r\n+CSQ: 9,99\r\n")], &["< final 4 Error", "< urc +CSQ Urc 9,99"]);
}

#[test]
fn the_echo_alone_tells_the_commands() {
    check(
        &[("<", b"AT+CSQ\r\r\n+CSQ: 1,0\r\n\r\nOK\r\nate0\r\r\nOK\r\n")],
        &["< echo +CSQ Exec #0", "< answer +CSQ Info 1,0 #0", "< final OK Ok #0", "< echo e Exec 0 #1", "< final OK Ok #1"],
    );
    // Where the host is seen, an echo that fits no command of it is none.
    check(&[(">", b"AT\r"), ("<", b"AT+X\rAT\r")], &["> command Exec #0", "< echo +X None", "< echo Exec #0"]);
}

#[test]
fn two_meanings_of_one_line() {
    check(
        &[
            (">", b"AT+NETOPEN?\r"),
            ("<", b"\r\n+NETOPEN: 0\r\n\r\nOK\r\n"),
            (">", b"AT+NETOPEN\r"),
            ("<", b"\r\nOK\r\n\r\n+NETOPEN: 0\r\n\r\n+NETOPEN: 0\r\n"),
        ],
        &[
            "> command +NETOPEN Read #0",
            "< answer +NETOPEN ReadInfo 0 #0",
            "< final OK Ok #0",
            "> command +NETOPEN Exec #1",
            "< final OK Ok #1",
            "< answer +NETOPEN Result 0 #1",
            "< urc +NETOPEN Result 0",
        ],
    );
    check(
        &[(">", b"AT+CREG?\r"), ("<", b"\r\n+CREG: 2\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n\r\n+CREG: 1,\"1A2B\",\"1\"\r\n")],
        &[
            "> command +CREG Read #0",
            "< urc +CREG Urc 2",
            "< answer +CREG ReadInfo 0,1 #0",
            "< final OK Ok #0",
            "< urc +CREG Urc 1,\\\"1A2B\\\",\\\"1\\\"",
        ],
    );
}

#[test]
fn results_belong_to_the_link_they_name() {
    check(
        &[
            (">", b"AT+CIPOPEN=0,\"TCP\",\"h\",1\r"),
            ("<", b"\r\nOK\r\n"),
            (">", b"AT+CIPOPEN=1,\"TCP\",\"h\",1\r"),
            ("<", b"\r\nOK\r\n\r\n+CIPOPEN: 1,0\r\n\r\n+CIPOPEN: 0,11\r\n\r\n+CIPOPEN: 0,0\r\n"),
        ],
        &[
            "> command +CIPOPEN Write 0,\\\"TCP\\\",\\\"h\\\",1 #0",
            "< final OK Ok #0",
            "> command +CIPOPEN Write 1,\\\"TCP\\\",\\\"h\\\",1 #1",
            "< final OK Ok #1",
            "< answer +CIPOPEN Result 1,0 #1",
            "< answer +CIPOPEN Result 0,11 #0",
            "< urc +CIPOPEN Result 0,0",
        ],
    );
}

#[test]
fn a_result_may_come_first() {
    check(
        &[(">", b"AT+CIPOPEN=1,\"UDP\",,,5000\r"), ("<", b"\r\n+CIPOPEN: 1,0\r\n\r\nOK\r\n\r\n+CIPOPEN: 1,0\r\n")],
        &[
            "> command +CIPOPEN Write 1,\\\"UDP\\\",,,5000 #0",
            "< answer +CIPOPEN Result 1,0 #0",
            "< final OK Ok #0",
            "< urc +CIPOPEN Result 1,0",
        ],
    );
}

#[test]
fn chained_commands_share_one_final() {
    check(
        &[(">", b"AT+CMEE=2;+CREG?;&F\r"), ("<", b"\r\n+CREG: 0,1\r\n\r\nOK\r\n"), (">", b"AT\r"), ("<", b"\r\nOK\r\n")],
        &["> command +CMEE Write 2 #0", "< answer +CREG ReadInfo 0,1 #0", "< final OK Ok #0", "> command Exec #1", "< final OK Ok #1"],
    );
}

#[test]
fn pipelined_commands_are_answered_in_order() {
    check(
        &[(">", b"AT+CGATT=1\rAT+CSQ\r"), ("<", b"\r\nOK\r\n\r\n+CSQ: 5,0\r\n\r\nOK\r\n")],
        &["> command +CGATT Write 1 #0", "> command +CSQ Exec #1", "< final OK Ok #0", "< answer +CSQ Info 5,0 #1", "< final OK Ok #1"],
    );
}

#[test]
fn a_lost_final_does_not_shift_the_others() {
    check(
        &[(">", b"AT+CSQ\rAT+CREG?\r"), ("<", b"\r\n+CREG: 0,1\r\n\r\nOK\r\n"), (">", b"AT+CPIN?\r"), ("<", b"\r\n+CME ERROR: 10\r\n")],
        &[
            "> command +CSQ Exec #0",
            "> command +CREG Read #1",
            "< answer +CREG ReadInfo 0,1 #1",
            "< final OK Ok #1",
            "> command +CPIN Read #2",
            "< final +CME ERROR CmeError 10 #2",
        ],
    );
    // The module echoes what it takes: commands before that one were sent to a module that was off.
    check(
        &[(">", b"AT\rAT+CFUN=1\r"), ("<", b"AT+CFUN=1\r\r\nOK\r\n")],
        &["> command Exec #0", "> command +CFUN Write 1 #1", "< echo +CFUN Write 1 #1", "< final OK Ok #1"],
    );
}

#[test]
fn an_answer_is_not_that_of_a_command_whose_final_was_lost() {
    check(
        &[
            (">", b"AT+NETOPEN\r"),
            ("<", b"\r\n+NETOPEN: 0\r\n"),
            (">", b"AT+CIPRXGET?\r"),
            ("<", b"\r\n+CIPRXGET: 1\r\n"),
            (">", b"AT+NETOPEN?\r"),
            ("<", b"\r\n+NETOPEN: 0\r\n\r\nOK\r\n"),
        ],
        &[
            "> command +NETOPEN Exec #0",
            "< answer +NETOPEN Result 0 #0",
            "> command +CIPRXGET Read #1",
            "< answer +CIPRXGET ReadInfo 1 #1",
            "> command +NETOPEN Read #2",
            "< answer +NETOPEN ReadInfo 0 #2",
            "< final OK Ok #2",
        ],
    );
}

#[test]
fn free_text_belongs_to_the_command_that_gives_it() {
    check(
        &[(">", b"ATI\r"), ("<", b"\r\nModel: A7670E\r\n+GCAP: +CGSM\r\nIMEI: 1\r\n\r\nRING\r\n\r\nOK\r\nModel\r\n")],
        &[
            "> command I Exec #0",
            "< answer I None Model: A7670E #0",
            "< answer +GCAP None +CGSM #0",
            "< answer I None IMEI: 1 #0",
            "< urc RING Urc",
            "< final OK Ok #0",
            "< text \"Model\\r\\n\"",
        ],
    );
}

#[test]
fn what_the_table_does_not_hold() {
    check(
        &[(">", b"AT+QWERTZ=1\r"), ("<", b"\r\n+QWERTZ: 2,3\r\nplain\r\n\r\n+OTHER: 1\r\n\r\nOK\r\n\r\n+QWERTZ: 9\r\n")],
        &[
            "> command +QWERTZ None 1 #0",
            "< answer +QWERTZ None 2,3 #0",
            "< answer None plain #0",
            "< urc +OTHER None 1",
            "< final OK Ok #0",
            "< urc +QWERTZ None 9",
        ],
    );
}

#[test]
fn slips_in_commands() {
    check(
        &[(">", b"AT+CIPSEND: 1,7\r1234567")],
        &["> command +CIPSEND Write 1,7 #0", "> payload Sent{prompted:false} Complete \"1234567\" #0"],
    );
    check(
        &[(">", b"\x1a\x1bAT\r\nhello\rA/+++at&f;e0\r")],
        &[
            "> noise Control \"\\x1a\"",
            "> noise Control \"\\x1b\"",
            "> command Exec #0",
            "> text \"hello\\r\"",
            "> command A/ Exec #1",
            "> command +++ Exec #2",
            "> command &f Exec #3",
        ],
    );
}

#[test]
fn a_message_has_a_body_of_one_line() {
    check(
        &[("<", b"\r\n+CMT: \"+49\",,\"26/01/01,00:00:00+04\"\r\nOK\r\n\r\nOK\r\n")],
        &["< urc +CMT Urc \\\"+49\\\",,\\\"26/01/01,00:00:00+04\\\"", "< payload Body Complete \"OK\\r\\n\"", "< final OK Ok"],
    );
}

#[test]
fn a_keyword_that_is_another_fits_no_form() {
    check(&[("<", b"+CIPRXGET: 2,1\r\n+CIPRXGET: 1,2\r\n")], &["< answer +CIPRXGET None 2,1", "< urc +CIPRXGET Urc 1,2"]);
}

#[test]
fn a_long_list_with_nothing_at_its_end_fits_no_form() {
    check(
        &[
            (">", b"AT+CIPCLOSE=1\r"),
            ("<", b"\r\nOK\r\n"),
            (">", b"AT+CIPCLOSE?\r"),
            ("<", b"\r\n+CIPCLOSE: 0,0,0,0,0,0,0,0,0,\r\n\r\n+CIPCLOSE: 0,0,0,0,0,0,0,0,0,1\r\n"),
        ],
        &[
            "> command +CIPCLOSE Write 1 #0",
            "< final OK Ok #0",
            "> command +CIPCLOSE Read #1",
            "< answer +CIPCLOSE None 0,0,0,0,0,0,0,0,0, #0",
            "< answer +CIPCLOSE ReadInfo 0,0,0,0,0,0,0,0,0,1 #1",
        ],
    );
}

#[test]
fn a_rest_of_the_line_does_not_begin_with_a_comma() {
    check(&[("<", b"\r\n+CAGPS: ,1,16\r\n+CAGPS: 101,16\r\n")], &["< answer +CAGPS None ,1,16", "< urc +CAGPS Result 101,16"]);
}

#[test]
fn an_answer_under_another_head_is_its_rows() {
    check(
        &[
            (">", b"AT+CICCID\r"),
            ("<", b"\r\n+ICCID: 8949\r\n\r\nOK\r\n"),
            (">", b"AT+CAGPS\r"),
            ("<", b"\r\nOK\r\n\r\n+AGPS: 102\r\n"),
            (">", b"AT+CGNSSPROD\r"),
            ("<", b"\r\nPRODUCT: one,two\r\n\r\nOK\r\n"),
            ("<", b"\r\nPRODUCT: one\r\n\r\n+ICCID: 8949\r\n\r\n+WEBSOCKETCONNECT: 0\r\n"),
        ],
        &[
            "> command +CICCID Exec #0",
            "< answer +ICCID Info 8949 #0",
            "< final OK Ok #0",
            "> command +CAGPS Exec #1",
            "< final OK Ok #1",
            "< answer +AGPS Result 102 #1",
            "> command +CGNSSPROD Exec #2",
            "< answer PRODUCT Info one,two #2",
            "< final OK Ok #2",
            "< text \"PRODUCT: one\\r\\n\"",
            "< answer +ICCID Info 8949",
            "< urc +WEBSOCKETCONNECT Result 0",
        ],
    );
}

/// A line without a parameter is the same whether there was a blank in its place or not, and however it came.
#[test]
fn no_parameter_is_none_at_all() {
    for line in ["+CPING:\n", "+CPING: \r\n", "+CPING:\t\r\n", "+CPING:\x0c\n"] {
        check(&[(">", b"AT+CPING=?\r"), ("<", line.as_bytes())], &["> command +CPING Test #0", "< answer +CPING None #0"]);
    }
}
