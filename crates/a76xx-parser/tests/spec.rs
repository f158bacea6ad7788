//! The table of the protocol is consistent: what one part of a row says, the others can rely on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use a76xx_parser::spec::{
    self, CodeTable, Command, CommandWords, Data, Field, Form, FormWords, Grade, Order, Role, Shape, Then, Type, codes,
};

/// Every row with its words.
fn rows() -> impl Iterator<Item = (&'static Command, &'static CommandWords)> {
    spec::rows().zip(spec::all_words())
}

/// Every form with its words and its row's name.
fn forms() -> impl Iterator<Item = (&'static str, &'static Form, &'static FormWords)> {
    rows().flat_map(|(row, words)| row.forms().iter().zip(words.forms).map(|(form, words)| (row.name(), form, words)))
}

/// Complains about every item at once, so that one run shows all that is wrong.
fn none(what: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn names_are_unique() {
    let mut seen = BTreeMap::<String, usize>::new();
    for row in spec::rows() {
        *seen.entry(row.name().to_ascii_uppercase()).or_default() += 1;
        // A head may be a line of its own that is part of this answer (`CLOSED`), never another command.
        for head in row.heads().iter().filter(|head| spec::find(head.as_bytes()).is_none_or(|other| other.role() != Role::Urc)) {
            *seen.entry(head.to_ascii_uppercase()).or_default() += 1;
        }
    }
    none("names that stand twice", seen.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name));
}

#[test]
fn every_name_is_found_in_any_case() {
    for row in spec::rows() {
        for name in [row.name().to_ascii_uppercase(), row.name().to_ascii_lowercase()] {
            assert!(spec::find(name.as_bytes()).is_some_and(|found| found.is(row)), "{name} is not found");
        }
    }
    assert!(spec::find(b"+NOSUCHTHING").is_none());
}

#[test]
fn wire_and_words_agree() {
    assert_eq!(spec::rows().len(), spec::all_words().count());
    for (row, words) in rows() {
        assert_eq!(row.name(), words.name, "the order of the tables");
        assert_eq!(row.forms().len(), words.forms.len(), "forms of {}", row.name());
        for (form, form_words) in row.forms().iter().zip(words.forms) {
            assert_eq!(form.fields().len(), form_words.fields.len(), "fields of {} {:?}", row.name(), form.shape);
        }
    }
}

#[test]
fn counts_point_to_numbers() {
    let is_int = |form: &Form, at: u8| matches!(form.fields().get(usize::from(at)), Some(Field { ty: Type::Int(..), .. }));
    let mut found = Vec::new();
    for (name, form, _) in forms() {
        let (host, at) = match form.then() {
            Then::Payload { count } | Then::HexPayload { count } => (false, count),
            Then::Prompt(Data::Counted(at) | Data::CountedOrCtrlZ(at)) | Then::Download(Data::Counted(at) | Data::CountedOrCtrlZ(at)) => {
                (true, at)
            }
            _ => continue,
        };
        if !is_int(form, at) || form.shape.is_host() != host {
            found.push(format!("{name} {:?}", form.shape));
        }
        if let Then::Prompt(Data::CountedOrCtrlZ(_)) = form.then()
            && !form.fields().get(usize::from(at)).is_some_and(|field| field.optional)
        {
            found.push(format!("{name}: a count that must be there never leaves it to Ctrl-Z"));
        }
    }
    none("payload counts that point nowhere", found);
}

#[test]
fn what_follows_suits_the_speaker() {
    let found = forms().filter(|(_, form, _)| match form.then() {
        Then::Line => false,
        Then::Payload { .. } | Then::HexPayload { .. } | Then::TextLine => form.shape.is_host(),
        _ => !form.shape.is_host(),
    });
    none("forms followed by what the other side says", found.map(|(name, form, _)| format!("{name} {:?}", form.shape)));
}

#[test]
fn greedy_fields_stand_last() {
    let mut found = Vec::new();
    for (name, form, _) in forms() {
        let mut before_last = form.fields().iter().rev().skip(1);
        if before_last.any(|field| field.repeats > 0 || field.ty == Type::Rest) {
            found.push(format!("{name} {:?}", form.shape));
        }
    }
    none("a field that takes the rest of the line, with others behind it", found);
}

#[test]
fn limits_are_in_order() {
    let found = forms().flat_map(|(name, form, words)| {
        form.fields().iter().zip(words.fields).filter_map(move |(field, words)| match field.ty {
            Type::Int(low, high) | Type::Either(low, high) if low > high => Some(format!("{name} {}", words.name)),
            Type::Quoted(0) => Some(format!("{name} {}", words.name)),
            _ => None,
        })
    });
    none("fields without a possible value", found);
}

#[test]
fn shapes_suit_the_role() {
    let mut found = Vec::new();
    for row in spec::rows() {
        let fits = |shape: Shape| match row.role() {
            Role::Command => true,
            Role::Urc => shape == Shape::Urc,
            Role::Error => shape == Shape::Info,
            Role::Final => shape == Shape::Result,
        };
        found.extend(row.forms().iter().filter(|form| !fits(form.shape)).map(|form| format!("{} {:?}", row.name(), form.shape)));
        let has = |shape| row.forms().iter().any(|form| form.shape == shape);
        if row.role() == Role::Command && !row.forms().is_empty() {
            if (row.order() != Order::None) != has(Shape::Result) {
                found.push(format!("{}: an order without a result, or a result without an order", row.name()));
            }
            for (answer, question) in [(Shape::TestInfo, Shape::Test), (Shape::ReadInfo, Shape::Read)] {
                if has(answer) && !has(question) {
                    found.push(format!("{}: {answer:?} without {question:?}", row.name()));
                }
            }
        }
    }
    none("forms that do not suit their row", found);
}

/// The ways in which a type may be written, a bit for each: digits, quotes, a word, dotted, dotted with a port, parentheses.
fn spellings(ty: Type) -> u8 {
    match ty {
        Type::Int(..) => 0b00_0001,
        Type::Quoted(_) => 0b00_0010,
        Type::Hex => 0b00_0111,
        Type::Bare => 0b01_1101,
        Type::Word(_) => 0b00_0100,
        Type::Address => 0b00_1010,
        Type::Endpoint => 0b01_0000,
        Type::Ranges => 0b10_0000,
        Type::Rest => 0b11_1111,
        Type::Either(..) => 0b00_0101,
    }
}

/// Whether some written value is of both types.
fn overlap(a: Type, b: Type) -> bool {
    match (a, b) {
        (Type::Int(low, high), Type::Int(other_low, other_high)) => low <= other_high && other_low <= high,
        (Type::Word(word), Type::Word(other)) => word == other,
        // Keywords are no hexadecimal digits.
        (Type::Word(_), Type::Hex) | (Type::Hex, Type::Word(_)) => false,
        _ => spellings(a) & spellings(b) != 0,
    }
}

/// Whether everything that `b` writes is also of type `a`.
fn covers(a: Type, b: Type) -> bool {
    match (a, b) {
        (Type::Int(low, high), Type::Int(other_low, other_high)) => low <= other_low && other_high <= high,
        (Type::Rest, _) | (Type::Bare, Type::Bare | Type::Int(..) | Type::Word(_)) => true,
        _ => a == b,
    }
}

#[test]
fn no_form_hides_another() {
    let counts = |form: &Form| {
        let endless = form.fields().last().is_some_and(|field| field.repeats > 0 || field.ty == Type::Rest);
        (form.required(), if endless { usize::MAX } else { form.fields().len() })
    };
    let (mut hidden, mut alike) = (Vec::new(), Vec::new());
    for row in spec::rows() {
        for (at, later) in row.forms().iter().enumerate() {
            for earlier in row.forms()[..at].iter().filter(|earlier| earlier.shape == later.shape && earlier.sep() == later.sep()) {
                let ((low, high), (later_low, later_high)) = (counts(earlier), counts(later));
                let columns = || earlier.fields().iter().zip(later.fields().iter()).map(|(a, b)| (a.ty, b.ty));
                if low <= later_low && later_high <= high && columns().all(|(a, b)| covers(a, b)) {
                    hidden.push(format!("{} {:?} {:?}", row.name(), later.shape, later.fields()));
                } else if low <= later_high && later_low <= high && columns().all(|(a, b)| overlap(a, b)) {
                    alike.push(format!("{} {:?}", row.name(), later.shape));
                }
            }
        }
    }
    println!("forms that some line fits both of, so that their order decides: {alike:?}");
    none("forms that an earlier one of the same shape always wins over", hidden);
}

#[test]
fn rows_say_where_they_come_from() {
    let mut found = Vec::new();
    for (row, words) in rows() {
        if words.title.is_empty() {
            found.push(format!("{}: no title", row.name()));
        }
        if words.section.is_empty() && words.chapter == 0 && words.grade == Grade::Documented {
            found.push(format!("{}: documented, but neither section nor chapter says where", row.name()));
        }
        if words.chapter != 0 && !words.section.is_empty() && !words.section.starts_with("AN") {
            let chapter = words.section.split('.').next().unwrap_or_default();
            if chapter.parse::<u8>().is_err() {
                found.push(format!("{}: section {}", row.name(), words.section));
            }
        }
    }
    none("rows without a source", found);
}

#[test]
fn every_form_and_field_has_words() {
    let mut found = Vec::new();
    for (name, form, words) in forms() {
        if words.meaning.is_empty() {
            found.push(format!("{name} {:?}: no meaning", form.shape));
        }
        if !words.failure.is_empty() && !words.fields.iter().any(|field| field.name == "err") {
            found.push(format!("{name} {:?}: a failure without an err", form.shape));
        }
        for (at, field) in words.fields.iter().enumerate() {
            if field.name.is_empty() || field.title.is_empty() {
                found.push(format!("{name} {:?}: field {at} has no name or title", form.shape));
            }
            if words.fields[..at].iter().any(|other| other.name == field.name) {
                found.push(format!("{name} {:?}: two fields {}", form.shape, field.name));
            }
        }
    }
    none("words that miss", found);
}

/// What is wrong with a sentence of a form.
fn faults(sentence: &str, form: &Form, words: &FormWords) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut rest) = (0_usize, sentence);
    while let Some(at) = rest.find(['{', '}', '[', ']']) {
        let (mark, behind) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = behind;
        match mark {
            b'[' => depth += 1,
            b']' if depth == 1 => depth = 0,
            b'{' => {
                let Some(end) = behind.find('}') else {
                    found.push("an open brace".to_owned());
                    break;
                };
                rest = &behind[end + 1..];
                match words.fields.iter().position(|field| field.name == &behind[..end]) {
                    None => found.push(format!("{{{}}} is no field", &behind[..end])),
                    Some(field) if form.fields().get(field).is_some_and(|field| field.optional) && depth == 0 => {
                        found.push(format!("{{{}}} may be missing, but stands outside brackets", &behind[..end]));
                    }
                    Some(_) => {}
                }
            }
            _ => found.push(format!("a stray {}", char::from(mark))),
        }
        if depth > 1 {
            found.push("brackets within brackets".to_owned());
        }
    }
    if depth != 0 {
        found.push("an open bracket".to_owned());
    }
    found
}

#[test]
fn sentences_name_their_own_fields() {
    let mut found = Vec::new();
    for (name, form, words) in forms() {
        for sentence in [words.meaning, words.failure] {
            found.extend(faults(sentence, form, words).into_iter().map(|fault| format!("{name} {:?} \"{sentence}\": {fault}", form.shape)));
        }
    }
    none("sentences that can not be filled in", found);
}

/// Every code table that a field refers to, and those that none does.
fn tables() -> Vec<&'static CodeTable> {
    let mut tables: Vec<&'static CodeTable> = vec![&codes::RESULT_DIGIT];
    for (_, _, words) in forms() {
        for field in words.fields {
            if !field.codes.entries.is_empty() && !tables.iter().any(|known| std::ptr::eq(*known, field.codes)) {
                tables.push(field.codes);
            }
        }
    }
    tables
}

#[test]
fn code_tables_are_sorted_and_named() {
    let mut found = Vec::new();
    for table in tables() {
        if !table.entries.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            found.push(format!("{}: not sorted, or a value twice", table.name));
        }
        if table.name.is_empty() || table.entries.iter().any(|(_, text)| text.is_empty()) {
            found.push(format!("{}: an empty text", table.name));
        }
    }
    none("code tables", found);
}

#[test]
fn codes_lie_within_the_limits() {
    let mut found = Vec::new();
    for (name, form, words) in forms() {
        for (field, words) in form.fields().iter().zip(words.fields) {
            let (Type::Int(low, high) | Type::Either(low, high)) = field.ty else { continue };
            let inside = words.codes.entries.iter().filter(|(value, _)| (low..=high).contains(value)).count();
            if !words.codes.entries.is_empty() && inside == 0 {
                found.push(format!("{name} {:?} {}", form.shape, words.name));
            }
        }
    }
    none("fields whose codes are all out of their limits", found);
}

#[test]
fn texts_turn_back_into_numbers() {
    for table in [&codes::IP_ERROR, &codes::CME_ERROR, &codes::CMS_ERROR] {
        for (value, text) in table.entries {
            assert_eq!(table.find(text.as_bytes()), Some(*value), "{text}");
        }
    }
    assert_eq!(codes::IP_ERROR.find(b"Netclose failed for socket opened"), Some(16));
    assert_eq!(codes::IP_ERROR.find(b"no data"), Some(22));
    assert_eq!(codes::CME_ERROR.find(b"SIM Failure"), Some(13));
    assert_eq!(codes::CME_ERROR.find(b"requested service option not subscribed (#33)"), Some(133));
    assert_eq!(codes::CME_ERROR.find(b"something else"), None);
    assert_eq!(codes::CME_ERROR.find(b""), None);
}

#[test]
fn settings_that_other_parts_rely_on() {
    let form = |name: &str, shape| {
        let row = spec::find(name.as_bytes()).expect(name);
        row.forms().iter().find(|form| form.shape == shape).unwrap_or_else(|| panic!("{name} has no {shape:?}"))
    };
    assert_eq!(form("+CIPSEND", Shape::Write).then(), Then::Prompt(Data::CountedOrCtrlZ(1)));
    assert_eq!(form("+CIPOPEN", Shape::Write).then(), Then::MayConnect);
    assert_eq!(form("+SERVERSTART", Shape::Write).then(), Then::MayConnect);
    assert_eq!(form("O", Shape::Exec).then(), Then::Connect);
    assert_eq!(form("+IPD", Shape::Urc).then(), Then::Payload { count: 0 });
    assert_eq!(form("+RECEIVE", Shape::Urc).then(), Then::Payload { count: 1 });
    assert_eq!(form("+CIPOPEN", Shape::ReadInfo).required(), 1);
    assert_eq!(spec::find(b"+CICCID").expect("+CICCID").heads(), ["+ICCID"]);
    assert_eq!(spec::find(b"+NETOPEN").expect("+NETOPEN").within(), 120_000);
}

#[test]
fn enough_rows_are_full() {
    let full = spec::rows().filter(|row| row.role() == Role::Command && row.forms().iter().any(|form| form.shape.is_host())).count();
    let by_role = |role| spec::rows().filter(|row| row.role() == role).count();
    let grades = [Grade::Bytes, Grade::Log, Grade::Documented, Grade::Layout, Grade::Inferred, Grade::Unknown]
        .map(|grade| (grade, forms().filter(|(_, _, words)| words.grade == grade).count()));
    println!(
        "rows {}, commands {} ({full} in full), unsolicited {}, errors {}, finals {}",
        spec::rows().len(),
        by_role(Role::Command),
        by_role(Role::Urc),
        by_role(Role::Error),
        by_role(Role::Final)
    );
    println!(
        "forms {}, fields {}, code tables {} with {} codes, grades {grades:?}",
        forms().count(),
        forms().map(|(_, form, _)| form.fields().len()).sum::<usize>(),
        tables().len(),
        tables().iter().map(|table| table.entries.len()).sum::<usize>()
    );
    assert!(full >= 60, "{full} commands in full");
    let named = by_role(Role::Command);
    assert!(named >= 380, "{named} commands by name");
}
