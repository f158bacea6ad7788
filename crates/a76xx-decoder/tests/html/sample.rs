//! Captures for the page: made here, so that their numbers are known.

use std::fmt::Write as _;

/// A transcript with so many events at least: dialogues over four links, data both ways, a link that is lost now and then.
pub(crate) fn long(events: usize) -> String {
    let mut text = String::from("# a76xx transcript 1\n");
    let mut micros = 0_u64;
    let mut made = 0;
    let mut say = |text: &mut String, side: char, bytes: &str, events: usize| {
        micros += 7_300;
        let _ = writeln!(text, "@{}.{:06} {side} {bytes}", micros / 1_000_000, micros % 1_000_000);
        made += events;
        made
    };
    say(&mut text, '<', r"\r\n*ATREADY: 1\r\n\r\n+CPIN: READY\r\n", 4);
    say(&mut text, '>', r"AT+NETOPEN\r", 1);
    say(&mut text, '<', r"AT+NETOPEN\r\r\nOK\r\n\r\n+NETOPEN: 0\r\n", 5);
    let mut round = 0_usize;
    loop {
        let link = round % 4;
        if round % 400 < 4 {
            say(&mut text, '>', &format!(r#"AT+CIPOPEN={link},"TCP","tank{link}.example.net",{}\r"#, 7000 + link), 1);
            say(
                &mut text,
                '<',
                &format!(r#"AT+CIPOPEN={link},"TCP","tank{link}.example.net",{}\r\r\nOK\r\n\r\n+CIPOPEN: {link},0\r\n"#, 7000 + link),
                5,
            );
        }
        let level = format!("level {:04} mm at step {round}", round * 37 % 5000);
        say(&mut text, '>', &format!(r"AT+CIPSEND={link},{}\r", level.len()), 1);
        say(&mut text, '<', &format!(r"AT+CIPSEND={link},{}\r\r\n>", level.len()), 3);
        say(&mut text, '>', &level, 1);
        say(&mut text, '<', &format!(r"\r\nOK\r\n\r\n+CIPSEND: {link},{0},{0}\r\n", level.len()), 4);
        say(&mut text, '<', &format!(r"\r\nRECV FROM:192.0.2.{}:{}\r\n+IPD6\r\nstored", 10 + link, 7000 + link), 4);
        if round % 400 >= 396 {
            say(&mut text, '<', &format!(r"\r\n+IPCLOSE: {link},1\r\n"), 2);
        }
        round += 1;
        if say(&mut text, '<', &format!(r"\r\n+CSQ: {},99\r\n", 10 + round % 20), 2) >= events {
            return text;
        }
    }
}

/// What would break out of a page that does not take care: in lines, in data, in a name.
pub(crate) const HOSTILE: &str = concat!(
    "# a76xx transcript 1\n",
    r#"> AT+CGDCONT=1,"IP","</script><script>window.broken=1</script>"\r"#,
    "\n",
    r"< \r\n<img src=x onerror=window.broken=2>\r\n",
    "\n",
    r"< \r\n<!--<script>\r\n\r\n]]>&lt;b&gt;&amp;\r\n",
    "\n",
    "< \\r\\n\\xe2\\x80\\xaeturned\\xff\\xfe\\x1b[31m\\r\\n\n",
    r#"> AT+CIPSEND=0,16\r"#,
    "\n",
    r"< \r\n>",
    "\n",
    r"> <svg onload=x()>",
    "\n",
);
