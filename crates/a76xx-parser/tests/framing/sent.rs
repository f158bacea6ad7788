//! Data that the host sends: prompts, counts, marks and the data state.

use a76xx_parser::{Limits, Parser, Side, Step};

use super::{check, play};
use crate::support::{Feed, short};

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
fn a_silence_leaves_nothing_of_a_copy_behind() {
    let mut parser = Parser::new(Limits::DEFAULT);
    let mut window: &[u8] = b"AT+CIPSEND=0\r\r\n> hello\r";
    // Nobody asked before the silence.
    while let Step::Event(event) = parser.flush(Side::Module, window) {
        window = window.get(event.raw.len()..).expect("an event of the window");
    }
    assert_eq!(window.escape_ascii().to_string(), "");
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
fn the_end_of_another_link_does_not_end_the_wait_for_data() {
    check(
        &[
            (">", b"AT+CIPCLOSE=0\r"),
            ("<", b"\r\nOK\r\n"),
            (">", b"AT+CIPSEND=1,4\r"),
            ("<", b"\r\nCLOSED\r\n+CIPCLOSE: 0,0\r\n\r\n>"),
            (">", b"\r\n+X"),
        ],
        &[
            "> command +CIPCLOSE Write 0 #0",
            "< final OK Ok #0",
            "> command +CIPSEND Write 1,4 #1",
            "< answer CLOSED Urc #0",
            "< answer +CIPCLOSE Result 0,0 #0",
            "< prompt Angle #1",
            "> payload Sent{prompted:true} Complete \"\\r\\n+X\" #1",
        ],
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
fn an_escape_that_the_close_overtakes_is_not_answered() {
    check(
        &[
            (">", b"ATO\r"),
            ("<", b"\r\nCONNECT\r\n"),
            (">", b"+++"),
            ("<", b"\r\nCLOSED\r\n"),
            (">", b"AT+CIPOPEN=0,\"TCP\",\"1.2.3.4\",80\r"),
            ("<", b"\r\nCONNECT\r\n"),
        ],
        &[
            "> command O Exec #0",
            "< final CONNECT Connect #0",
            "> command +++ Exec #1",
            "< urc CLOSED Urc",
            r#"> command +CIPOPEN Write 0,\"TCP\",\"1.2.3.4\",80 #2"#,
            "< final CONNECT Connect #2",
        ],
    );
}
