//! The discipline of command lines (V.250 5.2, M 1.5.2): what is a line, what is not, and that everything is answered at once.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a fault here is a failed test")]

use a76xx_parser::spec::{self, Role, Shape};
use a76xx_sim::{Config, Modem, Moment, Profile};

fn modem(profile: Profile) -> Modem {
    Modem::running(Config::of(profile).instant())
}

fn say(modem: &mut Modem, bytes: &[u8]) -> String {
    modem.receive(Moment::START, bytes);
    modem.poll_output(Moment::START).unwrap_or_default().escape_ascii().to_string()
}

#[test]
fn letters_of_either_case_and_bytes_one_by_one() {
    let mut modem = modem(Profile::A7670E);
    assert_eq!(say(&mut modem, b"at+csq\r"), r"at+csq\r\r\n+CSQ: 23,0\r\n\r\nOK\r\n");
    let said: String = b"At+Csq\r".iter().map(|byte| say(&mut modem, &[*byte])).collect();
    assert_eq!(said, r"At+Csq\r\r\n+CSQ: 23,0\r\n\r\nOK\r\n");
}

#[test]
fn backspace_takes_a_byte_back_and_is_echoed_as_typed() {
    let mut modem = modem(Profile::A7670E);
    assert_eq!(say(&mut modem, b"AT+CSX\x08Q\r"), r"AT+CSX\x08Q\r\r\n+CSQ: 23,0\r\n\r\nOK\r\n");
}

#[test]
fn the_last_line_is_repeated() {
    let mut modem = modem(Profile::A7670E);
    say(&mut modem, b"AT+CSQ\r");
    assert_eq!(say(&mut modem, b"A/"), r"A/\r\n+CSQ: 23,0\r\n\r\nOK\r\n");
}

#[test]
fn commands_may_be_joined() {
    let mut modem = modem(Profile::A7670E);
    say(&mut modem, b"ATE0\r");
    let lines: [(&[u8], &str); 5] = [
        (b"AT+CSQ;+CREG?\r", r"\r\n+CSQ: 23,0\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n"),
        // One fault ends the line; what went before it was done.
        (b"AT+CREG=2;+NOSUCH;+CREG=0\r", r"\r\nERROR\r\n"),
        (b"AT+CREG?\r", r#"\r\n+CREG: 2,1,\"1A2B\",\"01A2D101\"\r\n\r\nOK\r\n"#),
        (b"AT&F;E0\r", r"\r\nOK\r\n"),
        (b"ATE0V1Q0\r", r"\r\nOK\r\n"),
    ];
    for (line, said) in lines {
        assert_eq!(say(&mut modem, line), said, "{}", line.escape_ascii());
    }
}

/// gammu sends ESC and Ctrl-Z before a command; drivers send `+++` without knowing the mode, a NUL is a slip of the line.
#[test]
fn what_is_before_a_command_does_no_harm() {
    let mut modem = modem(Profile::A7670E);
    say(&mut modem, b"ATE0\r");
    for before in [&b"\x1b\x1a"[..], b"\0", b"+++", b"\r\n", b"  ", b"\n\n"] {
        assert_eq!(say(&mut modem, &[before, b"AT\r"].concat()), r"\r\nOK\r\n", "{}", before.escape_ascii());
    }
}

/// A payload whose prompt was refused is read as a command, and gives a second ERROR (log).
#[test]
fn what_is_no_command_is_refused() {
    let mut modem = modem(Profile::A7670E);
    say(&mut modem, b"ATE0\r");
    assert_eq!(say(&mut modem, b"AT+CIPSEND=0,5\r"), r"\r\n+CIPERROR: 2\r\n\r\nERROR\r\n");
    assert_eq!(say(&mut modem, b"hello\r"), r"\r\nERROR\r\n");
    assert_eq!(say(&mut modem, b"\r"), "");
}

#[test]
fn a_line_has_a_longest_length() {
    for profile in [Profile::A7670E, Profile::SIM7600] {
        let longest = profile.longest_body;
        let mut modem = modem(profile);
        say(&mut modem, b"ATE0\r");
        let padded = |length: usize| [b"AT+CSQ".as_slice(), &vec![b' '; length - 4], b"\r"].concat();
        assert_eq!(
            say(&mut modem, &padded(longest)),
            r"\r\n+CSQ: 23,0\r\n\r\nOK\r\n".replace("23,0", if longest < 600 { "23,99" } else { "23,0" })
        );
        assert_eq!(say(&mut modem, &padded(longest + 1)), r"\r\nERROR\r\n");
        assert_eq!(say(&mut modem, b"AT\r"), r"\r\nOK\r\n");
    }
    let mut modem = modem(Profile::SIM7600);
    say(&mut modem, b"ATE0\r");
    let joined = |count: usize| format!("AT{}\r", vec!["+CREG=0"; count].join(";"));
    assert_eq!(say(&mut modem, joined(39).as_bytes()), r"\r\nOK\r\n");
    assert_eq!(say(&mut modem, joined(40).as_bytes()), r"\r\nERROR\r\n");
}

/// Every row of the table that a host can send, in every shape, ends in a result at once, or in a prompt; so does what no table knows.
#[test]
fn nothing_is_answered_with_silence() {
    let names = spec::rows()
        .filter(|row| row.role() == Role::Command && row.name().starts_with('+') && row.name() != "+++")
        .map(a76xx_parser::spec::Command::name);
    let names: Vec<&str> = names.chain(["+NOSUCH", "^CVOICE", "$TSSPCSW", "*CNTI", "#X", "%Y"]).collect();
    assert!(names.len() > 300);
    for name in names {
        for tail in ["", "?", "=?", "=1", "=\"x\"", "=1,2,3", "=,,,", "="] {
            let mut modem = modem(Profile::A7670E);
            let line = format!("ATE0\rAT{name}{tail}\r");
            modem.receive(Moment::START, line.as_bytes());
            let said = modem.poll_output(Moment::from_millis(20_000)).unwrap_or_default();
            let text = String::from_utf8_lossy(&said);
            let text = text.strip_prefix("ATE0\r\r\nOK\r\n").unwrap();
            let ended = ["OK\r\n", "ERROR\r\n", "NO CARRIER\r\n", ">"].iter().any(|end| text.ends_with(end));
            let told = ["\r\nOK\r\n", "ERROR", "CONNECT"].iter().any(|word| text.contains(word));
            // What asks the network waits for it, and the module's own limit ends the wait.
            let waits = modem.poll_net().is_some();
            assert!(ended || told || waits, "{line:?}: {text:?}");
        }
    }
}

/// The whole TCP/IP service, and what supports it.
#[test]
fn the_service_is_carried_out() {
    let known: Vec<&str> = Modem::commands().map(a76xx_parser::spec::Command::name).collect();
    let mut service = 0;
    let of_the_host = |name: &str| spec::find(name.as_bytes()).is_some_and(|row| row.forms().iter().any(|form| form.shape.is_host()));
    for words in spec::all_words().filter(|words| words.section.starts_with("15.2.") && of_the_host(words.name)) {
        assert!(known.contains(&words.name), "{}", words.name);
        service += 1;
    }
    assert!(service >= 17, "{service} commands of the service");
    for name in [
        "", "E", "I", "O", "V", "Q", "X", "&D", "&F", "Z", "+CPIN", "+CSQ", "+CREG", "+CGREG", "+CEREG", "+COPS", "+CGDCONT", "+CGACT",
        "+CGATT", "+CPSI", "+CFUN", "+CMEE", "+CGPADDR", "+CRESET", "+CPOF", "+CPING", "+CICCID", "+CGAUTH", "+CGMI", "+CGMM", "+CGMR",
        "+CGSN", "+CIMI",
    ] {
        assert!(known.contains(&name), "{name}");
    }
}

/// Every test form of the table that a modem knows is answered, and the answer is a line of the table.
#[test]
fn ranges_are_told() {
    for row in Modem::commands().filter(|row| !row.forms_of(Shape::Test).is_empty() && row.name() != "+COPS") {
        let mut modem = modem(Profile::A7670E);
        let said = say(&mut modem, format!("ATE0\rAT{}=?\r", row.name()).as_bytes());
        let said = said.strip_prefix(r"ATE0\r\r\nOK\r\n").unwrap();
        assert!(said.ends_with(r"\r\nOK\r\n"), "{}: {said}", row.name());
        if !row.forms_of(Shape::TestInfo).is_empty() && !matches!(row.name(), "+CCLK" | "+CSQ") {
            assert!(said.starts_with(&format!(r"\r\n{}:", row.name())), "{}: {said}", row.name());
        }
    }
}
