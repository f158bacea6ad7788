//! Captures without secrets: the same length, the same events, and nothing left.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::format_collect, reason = "a test may stop, and take its time")]

mod common;

use std::fmt::Write as _;

use a76xx_decoder::ingest::{Sides, format_named};
use a76xx_decoder::redact::{Options, Refused, Source, redact};
use common::process::{a76xx, fed, stderr, stdout};
use proptest::prelude::*;

const ALL: Options = Options { apn: true, payloads: true };

/// Secrets of the dialogue below; all made up.
const SECRETS: [&str; 9] = [
    "490154203237518",
    "262019876543210",
    "8988000000000000008",
    "491701234567",
    "203.0.113.77",
    "10.123.45.67",
    "broker.fleet.example",
    "hunter2-hunter2",
    "fleetuser",
];

/// A module's side that tells all of them.
const DIALOGUE: &[u8] = b"AT+CGSN\r\r\n490154203237518\r\n\r\nOK\r\n\
AT+CIMI\r\r\n262019876543210\r\n\r\nOK\r\n\
AT+CICCID\r\r\n+ICCID: 8988000000000000008\r\n\r\nOK\r\n\
AT+CGAUTH=1,1,\"hunter2-hunter2\",\"fleetuser\"\r\r\nOK\r\n\
AT+CGPADDR=1\r\r\n+CGPADDR: 1,10.123.45.67\r\n\r\nOK\r\n\
AT+CIPOPEN=0,\"TCP\",\"broker.fleet.example\",1883\r\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n\
\r\nRECV FROM:203.0.113.77:1883\r\n+IPD48\r\nid=490154203237518 at broker.fleet.example, thanks\r\n\
\r\n+CLIP: \"+491701234567\",145,,,,0\r\n\
\r\n+CMTI: \"SM\",3\r\n";

fn redacted(bytes: &[u8], format: Option<&str>, sides: Option<Sides>, options: Options) -> Result<Vec<u8>, Refused> {
    let source = Source { name: "test", bytes, format: format.and_then(format_named), sides };
    redact(&source, options).map(|redacted| redacted.bytes)
}

fn holds(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn nothing_is_left_and_the_length_stays() {
    let out = redacted(DIALOGUE, Some("raw"), Some(Sides::Module), Options::default()).unwrap();
    assert_eq!(out.len(), DIALOGUE.len());
    for secret in SECRETS {
        assert!(holds(DIALOGUE, secret), "{secret} is in the dialogue");
        assert!(!holds(&out, secret), "{secret} is left in {}", out.escape_ascii());
    }
    let text = String::from_utf8(out).unwrap();
    // What holds the lines together stays, and the same has the same stand-in in a line and in data.
    let imei = text.split("\r\n").nth(1).unwrap().to_owned();
    assert!(text.contains(&format!("id={imei} at ")), "{text}");
    assert!(
        text.contains("+CIPOPEN: 0,0\r\n") && text.contains(":1883\r\n+IPD48\r\n") && text.contains(",thanks") | text.contains(", thanks")
    );
    assert!(text.contains("+CGPADDR: 1,10.") && text.contains("\"+"));
}

#[test]
fn access_points_and_data_on_request_only() {
    let bytes = b"AT+CGDCONT=1,\"IP\",\"fleet.apn\"\r\r\nOK\r\n+RECEIVE,0,5:\r\nhello\r\n\r\n+CMT: \"+491701234567\",,\"26/01/02,03:04:05+04\"\r\nhello you\r\n";
    let out = redacted(bytes, Some("raw"), Some(Sides::Module), Options::default()).unwrap();
    assert!(holds(&out, "fleet.apn") && holds(&out, "hello\r\n") && holds(&out, "hello you") && !holds(&out, "491701234567"));
    let out = redacted(bytes, Some("raw"), Some(Sides::Module), ALL).unwrap();
    assert!(!holds(&out, "fleet.apn") && !holds(&out, "hello") && holds(&out, "+RECEIVE,0,5:\r\n") && holds(&out, "26/01/02,03:04:05+04"));
}

#[test]
fn a_message_as_a_pdu_has_its_sender_inside() {
    let bytes = b"\r\n+CMT: ,26\r\n0791947101670000040C9194711032547600004211203040500005E8329BFD06\r\n";
    let out = redacted(bytes, Some("raw"), Some(Sides::Module), Options::default()).unwrap();
    assert!(!holds(&out, "947110325476") && out.len() == bytes.len());
}

#[test]
fn a_word_of_the_protocol_is_a_secret_in_its_field_alone() {
    let bytes =
        b"AT+CGAUTH=1,1,\"+CIPOPEN\",\"ERROR\"\r\r\nOK\r\nAT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80\r\r\n+CIPOPEN: 0,4\r\n\r\nERROR\r\n";
    let out = redacted(bytes, Some("raw"), Some(Sides::Module), Options::default()).unwrap();
    assert!(holds(&out, "AT+CIPOPEN=0,\"TCP\"") && holds(&out, "\r\nERROR\r\n") && !holds(&out, "\"ERROR\""));
}

/// A way to write bytes down.
type Tool = fn(&[u8]) -> String;

fn rows(bytes: &[u8], mut row: impl FnMut(&mut String, usize, &[u8])) -> String {
    let mut text = String::new();
    for (index, part) in bytes.chunks(16).enumerate() {
        row(&mut text, index * 16, part);
    }
    text
}

fn shown(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' }).collect()
}

fn hex(bytes: &[u8], gap: &str) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}{gap}")).collect()
}

const TOOLS: [(&str, Tool); 10] = [
    ("xxd", |bytes| {
        rows(bytes, |text, at, row| {
            let pairs: Vec<String> = row.chunks(2).map(|pair| hex(pair, "")).collect();
            writeln!(text, "{at:08x}: {:<39}  {}", pairs.join(" "), shown(row)).unwrap();
        })
    }),
    ("hexdump -C", |bytes| {
        rows(bytes, |text, at, row| {
            let (left, right) = row.split_at(row.len().min(8));
            writeln!(text, "{at:08x}  {:<24} {:<24} |{}|", hex(left, " "), hex(right, " "), shown(row)).unwrap();
        }) + &format!("{:08x}\n", bytes.len())
    }),
    ("a column with a gap", |bytes| {
        rows(bytes, |text, at, row| {
            let (left, right) = row.split_at(row.len().min(8));
            writeln!(text, "{at:08x}  {:<24} {:<24} |{} {}|", hex(left, " "), hex(right, " "), shown(left), shown(right)).unwrap();
        }) + &format!("{:08x}\n", bytes.len())
    }),
    ("xxd -p", |bytes| bytes.chunks(30).map(|row| hex(row, "") + "\n").collect()),
    ("hexadecimal in capitals", |bytes| bytes.chunks(20).map(|row| hex(row, " ").to_uppercase() + "\n").collect()),
    ("interceptty", |bytes| {
        let name = |byte: u8| match byte {
            b'\r' => "[CR]".to_owned(),
            b'\n' => "[LF]".to_owned(),
            _ => char::from(byte).to_string(),
        };
        bytes.iter().map(|byte| format!("< 0x{byte:02x} ({})\n", name(*byte))).collect()
    }),
    ("slsnif", |bytes| {
        let name = |byte: u8| match byte {
            b'\r' => "<CR>".to_owned(),
            b'\n' => "<LF>".to_owned(),
            _ => char::from(byte).to_string(),
        };
        let line = |row: &[u8]| row.iter().fold("Device --> ".to_owned(), |text, byte| format!("{text}{} ({byte:03}) ", name(*byte)));
        bytes.split_inclusive(|byte| *byte == b'\n').map(|row| line(row) + "\n\n").collect()
    }),
    ("transcript", |bytes| {
        let line = |row: &[u8]| format!("< {}\n", a76xx_corpus::escape(row));
        "# a76xx transcript 1\n\n".to_owned() + &bytes.split_inclusive(|byte| *byte == b'\n').map(line).collect::<String>()
    }),
    ("Python", |bytes| {
        let line = |row: &[u8]| format!("read: b'{}'\n", row.escape_ascii().to_string().replace("\\\"", "\""));
        bytes.split_inclusive(|byte| *byte == b'\n').map(line).collect()
    }),
    ("stamps", |bytes| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let text = text.replace("\r\r\n", "\n").replace("\r\n", "\n");
        text.lines().enumerate().map(|(at, line)| format!("[2026-01-02 10:00:{:02}.{:03}] {line}\n", at / 10, at % 10)).collect()
    }),
];

#[test]
fn each_format_is_written_as_its_tool_would_have() {
    for (name, tool) in TOOLS {
        let text = tool(DIALOGUE);
        let out = redacted(text.as_bytes(), None, None, Options::default()).unwrap_or_else(|refused| unreachable!("{name}: {refused}"));
        let plain = redacted(DIALOGUE, Some("raw"), Some(Sides::Module), Options::default()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().to_lowercase(), tool(&plain).to_lowercase(), "{name}");
    }
}

#[test]
fn what_cannot_be_respelled_is_refused() {
    use base64::Engine as _;
    let text = base64::prelude::BASE64_STANDARD
        .encode(DIALOGUE.repeat(3))
        .as_bytes()
        .chunks(76)
        .fold(String::new(), |text, row| format!("{text}{}\n", String::from_utf8_lossy(row)));
    let refused = redacted(text.as_bytes(), Some("base64"), None, Options::default()).unwrap_err();
    assert!(refused.to_string().contains("decode --format transcript"), "{refused}");
}

/// Records that tell each piece twice, once in a spelling of `second`.
fn twice(second: fn(&[u8]) -> String) -> String {
    let record = |row: &[u8]| {
        let text = row.escape_ascii().to_string().replace('\'', "");
        format!("{{\"from\": \"module\", \"text\": \"{text}\", \"again\": \"{}\"}},\n", second(row))
    };
    let ask = "{\"from\": \"host\", \"text\": \"AT\\r\", \"again\": \"\"},\n";
    let rows: String = DIALOGUE.split_inclusive(|byte| *byte == b'\n').map(|row| ask.to_owned() + &record(row)).collect();
    format!("[\n{}]\n", rows.trim_end_matches(",\n"))
}

#[test]
fn what_a_format_tells_twice_is_not_left_in_the_second_place() {
    use base64::Engine as _;
    for second in [
        (|row| hex(row, "")) as fn(&[u8]) -> String,
        |row| hex(row, ":"),
        |row| row.iter().map(|byte| format!("{byte} ")).collect(),
        |row| base64::prelude::BASE64_STANDARD.encode(row),
    ] {
        let text = twice(second);
        let refused = redacted(text.as_bytes(), None, None, Options::default()).unwrap_err();
        assert!(matches!(refused, Refused::Left { .. }), "{refused}\n{text}");
    }
    assert!(redacted(twice(|_| String::new()).as_bytes(), None, None, Options::default()).is_ok());
}

#[test]
fn data_that_a_format_tells_twice_are_not_left_in_the_second_place() {
    let second = |row: &[u8]| if row.starts_with(b"id=") { "...518 at brok...".to_owned() } else { String::new() };
    let text = twice(second);
    assert!(redacted(text.as_bytes(), None, None, Options::default()).is_ok());
    let refused = redacted(text.as_bytes(), None, None, ALL).unwrap_err();
    assert!(matches!(refused, Refused::Left { .. }), "{refused}\n{text}");
}

/// Lines with secrets of any shape, among others.
fn capture() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        "[0-9]{15}".prop_map(|imei| format!("AT+CGSN\r\r\n{imei}\r\n\r\nOK\r\n")),
        "89[0-9]{16,18}F?".prop_map(|iccid| format!("AT+CICCID\r\r\n+ICCID: {iccid}\r\n\r\nOK\r\n")),
        ("[!#-~]{1,20}", "[!#-~]{1,20}").prop_map(|(user, password)| format!("AT+CGAUTH=1,1,\"{password}\",\"{user}\"\r\r\nOK\r\n")),
        "[a-z0-9-]{1,12}(\\.[a-z0-9]{2,8}){0,3}"
            .prop_map(|host| format!("AT+CIPOPEN=1,\"TCP\",\"{host}\",80\r\r\nOK\r\n\r\n+CIPOPEN: 1,0\r\n")),
        any::<[u8; 4]>().prop_map(|[a, b, c, d]| format!("\r\nRECV FROM:{a}.{b}.{c}.{d}:80\r\n+IPD4\r\nabcd")),
        "\\+?[0-9]{1,15}".prop_map(|number| format!("\r\n+CLIP: \"{number}\",145\r\n")),
        "[ -~]{0,30}".prop_map(|text| format!("{text}\r\n")),
        "[ -~]{1,30}".prop_map(|text| format!("\r\n+RECEIVE,0,{}:\r\n{text}", text.len())),
    ];
    proptest::collection::vec(line, 1..12).prop_map(|lines| lines.concat().into_bytes())
}

/// Kinds, names, links and lengths of the events.
fn events(bytes: &[u8]) -> Vec<(String, String, String, usize)> {
    let mut out = Vec::new();
    let mut opened =
        a76xx_decoder::ingest::open_as("test", Box::new(std::io::Cursor::new(bytes.to_vec())), format_named("raw"), Some(Sides::Module))
            .unwrap();
    a76xx_decoder::decode(&mut opened, a76xx_decoder::judge::Select::ALL, &mut a76xx_decoder::render::Jsonl::new(&mut out)).unwrap();
    let all = common::records(std::str::from_utf8(&out).unwrap());
    let text = |event: &serde_json::Value, key: &str| event[key].to_string();
    let events = all.iter().filter(|event| !matches!(event["kind"].as_str(), Some("header" | "verdict")));
    events.map(|event| (text(event, "kind"), text(event, "name"), text(event, "link"), event["spans"].to_string().len())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_capture_reads_the_same_or_is_refused(bytes in capture(), apn in any::<bool>(), payloads in any::<bool>()) {
        match redacted(&bytes, Some("raw"), Some(Sides::Module), Options { apn, payloads }) {
            Ok(out) => {
                prop_assert_eq!(out.len(), bytes.len());
                prop_assert_eq!(events(&out), events(&bytes));
                let told = regex::bytes::Regex::new(r"(?:CGSN\r\r\n|ICCID: )([0-9F]{15,21})\r").unwrap();
                for secret in told.captures_iter(&bytes).map(|found| String::from_utf8(found[1].to_vec()).unwrap()) {
                    prop_assert!(!holds(&out, &secret), "{} in {}", secret, out.escape_ascii());
                }
            }
            // Noise may hold a secret where the line would fall apart without it.
            Err(refused) => prop_assert!(matches!(refused, Refused::Differs { .. } | Refused::Left { .. }), "{}", refused),
        }
    }

    #[test]
    fn any_bytes_of_any_format(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(out) = redacted(&bytes, None, None, ALL) {
            prop_assert_eq!(out.len(), bytes.len());
        }
    }
}

#[test]
fn the_program() {
    let output = fed(&["redact", "--side", "module"], DIALOGUE);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(output.stdout.len(), DIALOGUE.len());
    assert!(stderr(&output).contains("replaced 1 IMEI, 1 IMSI, 1 ICCID, 1 telephone number, 3 "), "{}", stderr(&output));
    let again = fed(&["redact", "--side", "module"], DIALOGUE);
    assert_eq!(stdout(&output), stdout(&again));

    let path = std::env::temp_dir().join(format!("a76xx-redact-{}.log", std::process::id()));
    std::fs::write(&path, DIALOGUE).unwrap();
    let name = path.to_str().unwrap();
    let output = a76xx(&["redact", "--side", "module", name, "-o", name]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert!(!holds(&std::fs::read(&path).unwrap(), SECRETS[0]));
    std::fs::remove_file(&path).unwrap();

    let output = a76xx(&["redact", "/no/such/file"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/no/such/file: cannot be read"), "{}", stderr(&output));
    let output = fed(&["redact", "-o", "/no/such/folder/out"], b"AT\r");
    assert_eq!(output.status.code(), Some(2));
    let output = fed(&["redact"], b"\r\nOK\r\n");
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), "a76xx: nothing was found to replace\n"));
    let output = fed(&["redact"], b"# a76xx transcript 9\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("version `9`"), "{}", stderr(&output));
}
