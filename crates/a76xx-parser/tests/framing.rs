//! What single pieces of the wire are, byte for byte: framings, prompts, results and settings. Each literal is written by hand.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

mod support;

use a76xx_parser::{Assume, Control, Limits, Parser, Side};
use support::{Feed, short};

/// Feeds `>` lines to the host's side and `<` lines to the module's, byte by byte; `~` is silence. Gives the events as short lines.
#[track_caller]
fn check(script: &[(&str, &[u8])], expected: &[&str]) {
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    play(&mut feed, script);
    assert_eq!(short(&feed.seen), expected, "\n{:#?}", short(&feed.seen));
}

fn play(feed: &mut Feed<Parser>, script: &[(&str, &[u8])]) {
    for (mark, bytes) in script {
        let side = if *mark == ">" { Side::Host } else { Side::Module };
        match *mark {
            "~" => feed.silence(),
            _ => bytes.iter().for_each(|byte| feed.bytes(side, &[*byte])),
        }
    }
}

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

#[test]
fn a_counted_send_takes_any_bytes_and_the_prompt_comes_before_or_after() {
    let command: &[u8] = b"AT+CIPSEND=1,5\r";
    let answer: &[u8] = b"\r\nOK\r\n\r\n+CIPSEND: 1,5,5\r\n";
    check(
        &[(">", command), ("<", b"\r\n>"), (">", b"\x1a\x1bOK\r"), ("<", answer)],
        &[
            "> command +CIPSEND Write 1,5 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Complete \"\\x1a\\x1bOK\\r\" #0",
            "< final OK Ok #0",
            "< answer +CIPSEND Result 1,5,5 #0",
        ],
    );
    check(
        &[(">", command), (">", b"AT\r\n>"), ("<", b"\r\n> "), ("<", answer)],
        &[
            "> command +CIPSEND Write 1,5 #0",
            "> payload Sent{prompted:false} Complete \"AT\\r\\n>\" #0",
            "< prompt Angle #0",
            "< final OK Ok #0",
            "< answer +CIPSEND Result 1,5,5 #0",
        ],
    );
}

#[test]
fn the_line_feed_of_a_command_is_no_data() {
    check(&[(">", b"AT+CIPSEND=1,2\r\n\nx")], &["> command +CIPSEND Write 1,2 #0", "> payload Sent{prompted:false} Complete \"\\nx\" #0"]);
}

#[test]
fn a_refusal_ends_the_wait_for_data() {
    check(
        &[(">", b"AT+CIPSEND=1,5\r"), ("<", b"\r\n+CIPERROR: 4\r\n\r\nERROR\r\n"), (">", b"AT\r")],
        &["> command +CIPSEND Write 1,5 #0", "< answer +CIPERROR Info 4 #0", "< final ERROR Error #0", "> command Exec #1"],
    );
}

#[test]
fn an_older_final_does_not_end_the_wait_for_data() {
    check(
        &[(">", b"AT+CSQ\r"), ("<", b"\r\n+CSQ: 1,99\r\n"), (">", b"AT+CIPSEND=1,5\r"), ("<", b"\r\nOK\r\n"), (">", b"AT\r\n>")],
        &[
            "> command +CSQ Exec #0",
            "< answer +CSQ Info 1,99 #0",
            "> command +CIPSEND Write 1,5 #1",
            "< final OK Ok #0",
            "> payload Sent{prompted:false} Complete \"AT\\r\\n>\" #1",
        ],
    );
}

#[test]
fn an_uncounted_send_ends_with_its_mark() {
    check(
        &[(">", b"AT+CIPSEND=1,,\"1.2.3.4\",80\r"), ("<", b"\r\n>"), (">", b"a\x03\x1ab\r\n\x03\x03c\x1aAT\r")],
        &[
            "> command +CIPSEND Write 1,,\\\"1.2.3.4\\\",80 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} open \"a\\x03\\x1ab\\r\\n\\x03\\x03c\" #0",
            "> payload Sent{prompted:true} CtrlZ \"\\x1a\" #0",
            "> command Exec #1",
        ],
    );
    check(
        &[(">", b"AT+CMGS=\"1\"\rabc\x1bAT\r")],
        &[
            "> command +CMGS Write \\\"1\\\" #0",
            "> payload Sent{prompted:false} open \"abc\" #0",
            "> payload Sent{prompted:false} Cancelled \"\\x1b\" #0",
            "> command Exec #1",
        ],
    );
}

#[test]
fn the_copy_of_the_data_is_told_from_the_answer() {
    check(
        &[(">", b"AT+CIPSEND=0,5\r"), ("<", b"AT+CIPSEND=0,5\r\r\n>"), (">", b"OK\r\nX"), ("<", b"OK\r\nX\r\nOK\r\n")],
        &[
            "> command +CIPSEND Write 0,5 #0",
            "< echo +CIPSEND Write 0,5 #0",
            "< prompt Angle #0",
            "> payload Sent{prompted:true} Complete \"OK\\r\\nX\" #0",
            "< payload SentEcho Complete \"OK\\r\\nX\" #0",
            "< final OK Ok #0",
        ],
    );
    check(
        &[("<", b"AT+CIPSEND=0\r\r\n> hello\x1a\r\nOK\r\nAT\r")],
        &[
            "< echo +CIPSEND Write 0 #0",
            "< prompt Angle #0",
            "< payload SentEcho open \"hello\" #0",
            "< payload SentEcho CtrlZ \"\\x1a\" #0",
            "< final OK Ok #0",
            "< echo Exec #1",
        ],
    );
    check(
        &[("<", b"AT+CMGS=\"1\"\r\r\n>hello\r\nOK\r\n")],
        &["< echo +CMGS Write \\\"1\\\" #0", "< prompt Angle #0", "< payload SentEcho open \"hello\" #0", "< final OK Ok #0"],
    );
}

#[test]
fn a_prompt_that_nobody_asked_for_is_followed_by_no_data() {
    check(&[("<", b"\r\n>> >hi\r\n")], &["< prompt Angle", "< prompt Angle", "< prompt Angle", "< text \"hi\\r\\n\""]);
}

#[test]
fn other_words_ask_for_data_too() {
    check(
        &[(">", b"AT+HTTPDATA=3,9\r"), ("<", b"\r\nDOWNLOAD\r\n"), (">", b"a=1"), ("<", b"\r\nOK\r\n\r\nDOWNLOAD\r\n")],
        &[
            "> command +HTTPDATA Write 3,9 #0",
            "< prompt Download #0",
            "> payload Sent{prompted:true} Complete \"a=1\" #0",
            "< final OK Ok #0",
            "< text \"DOWNLOAD\\r\\n\"",
        ],
    );
    check(
        &[(">", b"AT+FSREAD=1,4\r"), ("<", b"\r\nCONNECT 4\r\nOK\r\n\r\n\r\nOK\r\n")],
        &["> command +FSREAD Write 1,4 #0", "< final CONNECT Connect 4 #0", "< payload Received Complete \"OK\\r\\n\" #0", "< final OK Ok"],
    );
}

#[test]
fn the_data_state_and_its_ends() {
    check(
        &[
            (">", b"ATO\r"),
            ("<", b"\r\nCONNECT 115200\r\n"),
            (">", b"hi\r\n"),
            ("<", b"\r\nOK\r\n\r\nNO CARRIER?"),
            ("~", b""),
            (">", b"+++"),
            ("~", b""),
            ("<", b"tail\r\nOK\r\n"),
            (">", b"AT\r"),
        ],
        &[
            "> command O Exec #0",
            "< final CONNECT Connect 115200 #0",
            "> payload Transparent open \"hi\\r\\n\" #0",
            "< payload Transparent open \"\\r\\nOK\\r\\n\\r\\nNO CARRIER?\" #0",
            "> command +++ Exec #1",
            "< payload Transparent open \"tail\" #0",
            "< final OK Ok #1",
            "> command Exec #2",
        ],
    );
    check(
        &[(">", b"ATD*99#\r"), ("<", b"\r\nCONNECT\r\n~\xff}\r\nNO CARRIER\r\n\r\nRING\r\n")],
        &[
            "> command D Exec *99# #0",
            "< final CONNECT Connect #0",
            "< payload Transparent open \"~\\xff}\" #0",
            "< final NO CARRIER NoCarrier",
            "< urc RING Urc",
        ],
    );
}

#[test]
fn plus_signs_are_the_escape_only_after_silence() {
    check(
        &[(">", b"ATO\r"), ("<", b"\r\nCONNECT\r\n"), (">", b"a+++b"), ("~", b""), (">", b"++"), ("~", b""), (">", b"+++")],
        &["> command O Exec #0", "< final CONNECT Connect #0", "> payload Transparent open \"a+++b++\" #0", "> command +++ Exec #1"],
    );
}

#[test]
fn a_connect_opens_the_data_state_only_where_the_table_says_so() {
    check(
        &[(">", b"AT+CIPOPEN=0,\"TCP\",\"h\",80\r"), ("<", b"\r\nCONNECT 115200\r\n"), (">", b"AT\r")],
        &[
            "> command +CIPOPEN Write 0,\\\"TCP\\\",\\\"h\\\",80 #0",
            "< final CONNECT Connect 115200 #0",
            "> payload Transparent open \"AT\\r\" #0",
        ],
    );
    check(&[("<", b"\r\nCONNECT 115200\r\n\r\nRING\r\n")], &["< final CONNECT Connect 115200", "< urc RING Urc"]);
    check(
        &[(">", b"AT+SERVERSTART=80,0\r"), ("<", b"\r\nOK\r\n\r\n+CLIENT: 0,0,1.2.3.4:5\r\n\r\nCONNECT\r\nxyz")],
        &[
            "> command +SERVERSTART Write 80,0 #0",
            "< final OK Ok #0",
            "< urc +CLIENT Urc 0,0,1.2.3.4:5",
            "< final CONNECT Connect",
            "< payload Transparent open \"xyz\"",
        ],
    );
}

/// Which it is, is seen from the commands before: captures may hold the LF of a command behind the module's prompt.
#[test]
fn a_line_feed_behind_the_prompt_is_the_commands_or_the_datas() {
    let send = |ends: &'static [u8], behind: &'static [u8]| {
        let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
        let command = [b"AT+CIPSEND=0,3\r", ends].concat();
        play(&mut feed, &[(">", b"AT\r"), (">", ends), ("<", b"\r\nOK\r\n"), (">", &command), ("<", b"\r\n>"), (">", behind)]);
        short(&feed.seen).into_iter().filter(|seen| seen.contains("payload")).collect::<Vec<_>>()
    };
    let payload = |bytes: &str| vec![format!("> payload Sent{{prompted:true}} Complete \"{bytes}\" #1")];
    assert_eq!(send(b"", b"\nab"), payload("\\nab"));
    assert_eq!(send(b"\n", b"\nab"), payload("\\nab"));
    // The LF of the command comes late.
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    play(&mut feed, &[(">", b"AT\r\n"), ("<", b"\r\nOK\r\n"), (">", b"AT+CIPSEND=0,3\r"), ("<", b"\r\n>"), (">", b"\nabc")]);
    assert_eq!(short(&feed.seen).last(), payload("abc").last());
    // Nothing is known of the host yet.
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    play(&mut feed, &[(">", b"AT+CIPSEND=0,3\r"), ("<", b"\r\n>"), (">", b"\nabc")]);
    assert_eq!(short(&feed.seen).last().map(|seen| seen.contains("\"abc\"")), Some(true));
}

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
fn a_restart_forgets_what_was_open() {
    check(
        &[(">", b"AT+CIPOPEN=0,\"TCP\",\"h\",1\r"), ("<", b"\r\nOK\r\n\0\r\n*ATREADY: 1\r\n\r\n+CIPOPEN: 0,0\r\n")],
        &[
            "> command +CIPOPEN Write 0,\\\"TCP\\\",\\\"h\\\",1 #0",
            "< final OK Ok #0",
            "< noise Control \"\\x00\"",
            "< urc *ATREADY Urc 1",
            "< urc +CIPOPEN Result 0,0",
        ],
    );
    // Inside a count a banner is data.
    check(
        &[("<", b"\r\n+IPD16\r\n\r\n*ATREADY: 1\r\n\x00"), ("~", b""), ("<", b"\r\nRDY\r\n")],
        &["< urc +IPD Urc 16", "< payload Received Complete \"\\r\\n*ATREADY: 1\\r\\n\\x00\"", "< urc RDY Urc"],
    );
}

#[test]
fn silence_cuts_a_count_short() {
    check(
        &[("<", b"\r\n+IPD9\r\nabc"), ("~", b""), ("<", b"\r\nRING\r\n")],
        &["< urc +IPD Urc 9", "< payload Received Truncated{missing:6} \"abc\"", "< urc RING Urc"],
    );
    // The host waits for its prompt: nothing is missing yet.
    check(
        &[(">", b"AT+CIPSEND=0,3\r"), ("~", b""), ("<", b"\r\n>"), ("~", b""), (">", b"abc"), (">", b"AT\r")],
        &["> command +CIPSEND Write 0,3 #0", "< prompt Angle #0", "> payload Sent{prompted:true} Complete \"abc\" #0", "> command Exec #1"],
    );
}

#[test]
fn a_line_over_the_limit_comes_in_pieces() {
    let mut feed = Feed::new(Parser::new(Limits { line: 32 }));
    play(&mut feed, &[("<", b"0123456789012345678901234567890123456789\r\nOK\r\n0123456789012345678901234567890\r\n")]);
    assert_eq!(
        short(&feed.seen),
        [
            "< noise Overlong \"01234567890123456789012345678901\"",
            "< noise Overlong \"23456789\\r\\n\"",
            "< final OK Ok",
            "< text \"0123456789012345678901234567890\\r\\n\"",
        ]
    );
}

#[test]
fn line_ends_of_every_kind() {
    check(
        &[("<", b"\nOK\n\r\r\n+CRING: VOICE\r\r\nRING\rBUSY\r\n"), ("~", b"")],
        &["< final OK Ok", "< urc +CRING Urc VOICE", "< urc RING Urc", "< final BUSY Busy"],
    );
}

#[test]
fn what_callers_know_beside_the_bytes() {
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    feed.parser.assume(Assume::Payload(Side::Module, 3));
    play(&mut feed, &[("<", b"OK\rRING\r\n")]);
    feed.parser.assume(Assume::DataState(true));
    play(&mut feed, &[(">", b"AT\r"), ("<", b"RING\r")]);
    feed.parser.control(Control::Dtr(false));
    play(&mut feed, &[("<", b"\r\nOK\r\n"), (">", b"AT+CIPSEND=0,9\r")]);
    feed.parser.assume(Assume::PayloadEnd(Side::Host));
    play(&mut feed, &[(">", b"AT\r")]);
    feed.parser.assume(Assume::Verbose(false));
    play(&mut feed, &[("<", b"0\r")]);
    feed.parser.assume(Assume::Head(false));
    play(&mut feed, &[("<", b"RECV FROM:1.2.3.4:5\r\nx")]);
    feed.parser.control(Control::Reset);
    feed.parser.assume(Assume::Payload(Side::Host, 2));
    play(&mut feed, &[("<", b"RING\r\n"), (">", b"AT")]);
    feed.parser.assume(Assume::DataState(true));
    feed.parser.assume(Assume::DataState(false));
    feed.parser.assume(Assume::Transparent(true));
    play(&mut feed, &[(">", b"AT\r"), ("<", b"OK\r\nCONNECT\r\nz")]);
    assert_eq!(
        short(&feed.seen),
        [
            "< payload Received Complete \"OK\\r\"",
            "< urc RING Urc",
            "> payload Transparent open \"AT\\r\"",
            "< payload Transparent open \"RING\\r\"",
            "< final OK Ok",
            "> command +CIPSEND Write 0,9 #0",
            "> command Exec #1",
            "< final 0 Ok #0",
            "< urc RECV FROM Urc 1.2.3.4:5",
            "< payload Unframed open \"x\"",
            "< urc RING Urc",
            "> payload Sent{prompted:false} Complete \"AT\"",
            "> command Exec #2",
            "< final OK Ok #2",
            "< final CONNECT Connect",
            "< payload Transparent open \"z\"",
        ],
        "\n{:#?}",
        short(&feed.seen)
    );
}

#[test]
fn what_is_told_in_the_middle_of_a_line_holds_from_there() {
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    play(&mut feed, &[("<", b"hello")]);
    feed.parser.assume(Assume::DataState(true));
    play(&mut feed, &[("<", b" world")]);
    assert_eq!(short(&feed.seen), ["< payload Transparent open \"hello world\""]);
}

#[test]
fn short_commands_are_not_taken_for_each_other() {
    check(&[(">", b"A/"), ("<", b"AT\r"), ("<", b"A/\r")], &["> command A/ Exec #0", "< echo Exec", "< echo A/ Exec #0"]);
    check(&[(">", b"AT^CSQ\r"), ("<", b"AT+CSQ\r")], &["> command ^CSQ None #0", "< echo +CSQ Exec"]);
}

#[test]
fn the_largest_count_is_a_count() {
    check(
        &[(">", b"AT+CMQTTTOPIC=0,4294967295\r"), (">", b"\x1a")],
        &["> command +CMQTTTOPIC Write 0,4294967295 #0", "> noise Control \"\\x1a\""],
    );
    check(
        &[(">", b"AT+CMQTTTOPIC=0,4294967294\r"), (">", b"\x1a")],
        &["> command +CMQTTTOPIC Write 0,4294967294 #0", "> payload Sent{prompted:false} open \"\\x1a\" #0"],
    );
}

#[test]
fn data_that_a_caller_tells_of_end_a_line_over_the_limit() {
    for pieces in [&["abcdefgh"][..], &["a", "bcdefgh"]] {
        let mut feed = Feed::new(Parser::new(Limits { line: 32 }));
        play(&mut feed, &[("<", &[b'x'; 40])]);
        feed.parser.assume(Assume::Payload(Side::Module, 16));
        for piece in pieces {
            feed.bytes(Side::Module, piece.as_bytes());
        }
        play(&mut feed, &[("<", b"RING\r\n")]);
        assert_eq!(short(&feed.seen).last().map(String::as_str), Some("< urc RING Urc"));
    }
}

#[test]
fn a_keyword_that_is_another_fits_no_form() {
    check(&[("<", b"+CIPRXGET: 2,1\r\n+CIPRXGET: 1,2\r\n")], &["< answer +CIPRXGET None 2,1", "< urc +CIPRXGET Urc 1,2"]);
}
