//! Restarts, silence, lines over the limit and what callers know.

use a76xx_parser::{Assume, Control, Limits, Parser, Side};

use super::{check, play};
use crate::support::{Feed, short};

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
fn long_commands_are_not_taken_for_each_other() {
    // Half of a hash is the same.
    check(
        &[(">", b"AT+CIPOPEN=0,5000\r"), ("<", b"AT+CIPOPEN=1,\"UDP\",N: 0,0\r\n")],
        &["> command +CIPOPEN None 0,5000 #0", "< echo +CIPOPEN None 1,\\\"UDP\\\",N: 0,0"],
    );
    // The same of commands that the table does not hold.
    check(&[(">", b"AT+IPADDN\r"), ("<", b"AT+IPADDR\r")], &["> command +IPADDN None #0", "< echo +IPADDR Exec"]);
    check(&[("<", b"AT+NETOPAN\r\r\n+NETOPEN\r\n")], &["< echo +NETOPAN None #0", "< urc +NETOPEN None"]);
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
