//! The services' rows: each counted framing names the right count, each prompting command says how much data it takes, words fit fields.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use a76xx_parser::spec::{self, Command, Data, Form, Role, Shape, Then, Type};

fn row(name: &str) -> &'static Command {
    spec::find(name.as_bytes()).unwrap_or_else(|| panic!("{name} is not in the table"))
}

fn counted(name: &str, shape: Shape, word: Option<&str>, count: u8) {
    let holds = |form: &Form| {
        let first = form.fields().first().map(|field| field.ty);
        let starts = match word {
            Some(word) => first == Some(Type::Word(leak(word))),
            None => !matches!(first, Some(Type::Word(_))),
        };
        form.shape == shape && starts && form.then() == Then::Payload { count }
    };
    let row = row(name);
    let form = row.forms().iter().find(|form| holds(form)).unwrap_or_else(|| panic!("{name} has no such framing"));
    assert!(
        matches!(form.fields().get(usize::from(count)).map(|field| field.ty), Some(Type::Int(0..=1, _))),
        "{name}: field {count} is no count"
    );
}

/// `Type::Word` wants a static text; a test may leak.
fn leak(word: &str) -> &'static str {
    Box::leak(word.to_owned().into_boxed_str())
}

#[test]
fn every_counted_framing_names_its_count() {
    counted("+CCHRECV", Shape::Info, Some("DATA"), 2);
    counted("+CCHRECV", Shape::Urc, Some("DATA"), 2);
    counted("+HTTPREAD", Shape::Info, None, 0);
    counted("+HTTPREAD", Shape::Info, Some("DATA"), 1);
    counted("+HTTPHEAD", Shape::Info, None, 0);
    counted("+CMQTTRXTOPIC", Shape::Urc, None, 1);
    counted("+CMQTTRXPAYLOAD", Shape::Urc, None, 1);
    counted("+CFTPSGET", Shape::Info, Some("DATA"), 1);
    counted("+CFTPSLIST", Shape::Info, Some("DATA"), 1);
    counted("+CFTRANTX", Shape::Info, Some("DATA"), 1);
    counted("+WSRECEIVE", Shape::Urc, None, 0);
    assert!(row("+FSREAD").forms().iter().any(|form| form.then() == Then::ConnectPayload));
}

#[test]
fn every_prompting_command_says_how_much_it_takes() {
    let prompting = [
        ("+CMQTTTOPIC", 2, Data::Counted(1)),
        ("+CMQTTPAYLOAD", 2, Data::Counted(1)),
        ("+CMQTTSUBTOPIC", 3, Data::Counted(1)),
        ("+CMQTTUNSUBTOPIC", 2, Data::Counted(1)),
        ("+CMQTTWILLTOPIC", 2, Data::Counted(1)),
        ("+CMQTTWILLMSG", 3, Data::Counted(1)),
        ("+CMQTTSUB", 3, Data::Counted(1)),
        ("+CMQTTUNSUB", 3, Data::Counted(1)),
        ("+CCERTDOWN", 2, Data::Counted(1)),
        ("+CCHSEND", 2, Data::Counted(1)),
        ("+CFTPSPUT", 1, Data::CountedOrCtrlZ(1)),
        ("+CFTRANRX", 2, Data::Counted(1)),
        ("+CMGS", 1, Data::CtrlZ),
        ("+CMGW", 1, Data::CtrlZ),
        ("+CMGSEX", 1, Data::CtrlZ),
        ("+WSSEND", 2, Data::Counted(0)),
        ("+COAPSENDTX", 4, Data::Counted(3)),
        ("+CSMTPSBODY", 1, Data::Counted(0)),
    ];
    for (name, required, data) in prompting {
        let form = row(name).forms().iter().find(|form| form.then() == Then::Prompt(data) && form.required() == required);
        assert!(form.is_some(), "{name} does not prompt as it should");
    }
    assert!(row("+HTTPDATA").forms().iter().any(|form| form.then() == Then::Download(Data::Counted(0))));
    assert!(row("+FSWRITE").forms().iter().any(|form| form.then() == Then::ConnectData(Data::Counted(1))));
    assert!(row("+CCHOPEN").forms().iter().any(|form| form.then() == Then::MayConnect));
}

#[test]
fn subscribing_without_a_length_does_not_prompt() {
    for name in ["+CMQTTSUB", "+CMQTTUNSUB"] {
        for form in row(name).forms().iter().filter(|form| form.shape == Shape::Write) {
            assert_eq!(form.then() == Then::Line, form.fields().len() < 3, "{name}");
        }
    }
}

#[test]
fn counts_are_fields_that_count() {
    for row in spec::rows() {
        for form in row.forms() {
            let (Then::Prompt(Data::Counted(index) | Data::CountedOrCtrlZ(index))
            | Then::Download(Data::Counted(index))
            | Then::ConnectData(Data::Counted(index))
            | Then::Payload { count: index }
            | Then::HexPayload { count: index }) = form.then()
            else {
                continue;
            };
            let field = form.fields().get(usize::from(index));
            assert!(matches!(field.map(|field| field.ty), Some(Type::Int(..))), "{}: {:?}", row.name(), form.then());
        }
    }
}

#[test]
fn forms_with_a_word_come_before_those_without() {
    for row in spec::rows() {
        let mut plain = BTreeSet::new();
        for form in row.forms().iter().filter(|form| !form.fields().is_empty()) {
            let key = (format!("{:?}", form.shape), form.then() == Then::Line);
            if form.fields().iter().any(|field| matches!(field.ty, Type::Word(_))) {
                assert!(!plain.contains(&key), "{}: a word comes too late in {:?}", row.name(), form.shape);
            } else if form.fields().first().is_some_and(|field| matches!(field.ty, Type::Int(..) | Type::Bare | Type::Rest)) {
                plain.insert(key);
            }
        }
    }
}

#[test]
fn a_result_has_an_order_and_an_order_a_result() {
    for row in spec::rows().filter(|row| row.role() == Role::Command) {
        let result = row.forms().iter().any(|form| form.shape == Shape::Result);
        assert_eq!(result, row.order() != spec::Order::None, "{}", row.name());
    }
}

/// A field behind it would never be read.
#[test]
fn what_takes_the_rest_of_a_line_is_its_last_field() {
    for row in spec::rows() {
        for form in row.forms() {
            let before = form.fields().len().saturating_sub(1);
            assert!(!form.fields().iter().take(before).any(|field| field.takes_rest()), "{} {:?}", row.name(), form.shape);
        }
    }
}

#[test]
fn words_fit_the_wire() {
    for (row, words) in spec::rows().zip(spec::all_words()) {
        assert_eq!(row.name(), words.name);
        assert_eq!(row.forms().len(), words.forms.len(), "{}", row.name());
        for (form, said) in row.forms().iter().zip(words.forms) {
            assert_eq!(form.fields().len(), said.fields.len(), "{}", row.name());
            for sentence in [said.meaning, said.failure] {
                for hole in sentence.split('{').skip(1) {
                    let name = hole.split('}').next().unwrap_or_default();
                    assert!(said.fields.iter().any(|field| field.name == name), "{}: no field {name} in {:?}", row.name(), form.shape);
                }
            }
            if !said.failure.is_empty() {
                assert!(said.fields.iter().any(|field| field.name == "err"), "{}: a failure without err", row.name());
            }
        }
    }
}

#[test]
fn every_form_of_the_services_has_a_meaning() {
    for words in spec::all_words().filter(|words| matches!(words.chapter, 0 | 9 | 12 | 13 | 16..=19 | 24 | 29..=32)) {
        for said in words.forms {
            assert!(!said.meaning.is_empty(), "{}", words.name);
        }
    }
}

#[test]
fn code_tables_are_sorted() {
    use a76xx_parser::spec::codes_service::{FTP_ERR, HTTP_STATUS, MAIL_ERR, MQTT_ERR, TLS_ERR, WS_ERR};
    for table in [&FTP_ERR, &HTTP_STATUS, &MAIL_ERR, &MQTT_ERR, &TLS_ERR, &WS_ERR] {
        assert!(table.entries.is_sorted_by_key(|(value, _)| *value), "{}", table.name);
    }
    assert_eq!(HTTP_STATUS.get(715), Some("TLS handshake failed"));
    assert_eq!(MQTT_ERR.get(3), Some("connecting the socket failed"));
}

#[test]
fn names_are_unique_and_other_dialects_unknown() {
    let mut names = BTreeSet::new();
    for row in spec::rows() {
        assert!(names.insert(row.name().to_ascii_uppercase()), "{} twice", row.name());
    }
    assert!(spec::rows().len() > 370, "{} names", spec::rows().len());
    for name in ["+CIPSTART", "+CIPSTATUS", "+SAPBR", "+CIICR", "+CIFSR", "+CIPMUX", "+CASEND", "+QIOPEN", "+CWJAP", "+CWSTASCNA"] {
        assert!(spec::find(name.as_bytes()).is_none(), "{name} is of another dialect");
    }
}
