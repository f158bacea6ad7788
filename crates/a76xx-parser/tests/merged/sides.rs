//! Whose a line is, and what is nobody's.

use super::check;

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
