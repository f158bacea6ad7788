//! Markdown and names.

use std::collections::BTreeSet;

use a76xx_parser::spec::{Dialect, Grade, Order, Saving, Unit};

/// A command's name as one types it.
pub(super) fn command(name: &str) -> String {
    // Two commands are sent without `AT`.
    if matches!(name, "+++" | "A/") { name.to_owned() } else { format!("AT{name}") }
}

/// A fresh anchor for a name: its letters and digits, with a number behind it where it is taken.
pub(super) fn anchor(name: &str, taken: &mut BTreeSet<String>) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let plain = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let plain = if plain.is_empty() { "sign".to_owned() } else { plain };
    let mut free = plain.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{plain}-{number}");
        number += 1;
    }
    free
}

/// Text for Markdown outside code.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '|' | '*' | '`' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    out
}

/// Code inside a table's cell.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// A sentence with the first letter in capitals.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Texts that may be empty, one sentence behind the other.
pub(super) fn sentences(texts: &[String]) -> String {
    let texts = texts.iter().filter(|text| !text.is_empty());
    texts.map(|text| format!("{}.", sentence(text.trim_end_matches('.')))).collect::<Vec<_>>().join(" ")
}

/// A meaning's `{field}` as the field's name is written elsewhere; what an absent field takes with it stays in brackets.
pub(super) fn meaning(template: &str) -> String {
    plain(template).replace(['{', '}'], "`")
}

/// How good the evidence is.
pub(super) const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Bytes => "seen byte for byte",
        Grade::Log => "seen in logs",
        Grade::Documented => "documented",
        Grade::Layout => "as a printed sample shows it",
        Grade::Inferred => "inferred",
        Grade::Unknown => "not confirmed",
    }
}

/// Who speaks it, where not all do.
pub(super) const fn dialect(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::All => None,
        Dialect::A76xx => Some("A76XX only"),
        Dialect::Sim7600 => Some("SIM7500 and SIM7600"),
        Dialect::Sim767x => Some("SIM767X"),
    }
}

/// What happens to a setting at power-off.
pub(super) const fn saving(saving: Saving) -> Option<&'static str> {
    match saving {
        Saving::None => None,
        Saving::NoSave => Some("not kept at power-off"),
        Saving::AutoSave => Some("kept at power-off"),
        Saving::AutoSaveReboot => Some("kept, effective after a restart"),
    }
}

/// Where the result line stands.
pub(super) const fn order(order: Order) -> Option<&'static str> {
    match order {
        Order::None => None,
        Order::OkFirst => Some("`OK` first, the result later"),
        Order::ResultFirst => Some("the result first, then `OK`"),
        Order::Either => Some("the result before or behind `OK`"),
    }
}

/// A unit behind a number.
pub(super) const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::None => "",
        Unit::Bytes => " bytes",
        Unit::Milliseconds => " ms",
        Unit::Seconds => " s",
        Unit::Minutes => " min",
        Unit::QuarterHours => " quarters of an hour",
        Unit::Baud => " bit/s",
        Unit::Dbm => " dBm",
        Unit::TenthsDb => " × 0.1 dB",
        Unit::Celsius => " °C",
        Unit::Millivolts => " mV",
    }
}

/// A time in the unit that people say.
pub(super) fn time(milliseconds: u32) -> String {
    if milliseconds.is_multiple_of(1000) { format!("{} s", milliseconds / 1000) } else { format!("{milliseconds} ms") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique() {
        let mut taken = BTreeSet::new();
        assert_eq!(anchor("AT+CIPOPEN", &mut taken), "at-cipopen");
        assert_eq!(anchor("RECV FROM", &mut taken), "recv-from");
        assert_eq!(anchor("+RECV FROM", &mut taken), "recv-from-2");
        assert_eq!(anchor("+++", &mut taken), "sign");
    }

    #[test]
    fn meanings_keep_their_brackets() {
        assert_eq!(meaning("open {link_num}[ to {ip}]"), "open `link_num`[ to `ip`]");
    }

    #[test]
    fn sentences_end_once() {
        let texts = ["seen in logs", "", "As the manual says."].map(str::to_owned);
        assert_eq!(sentences(&texts), "Seen in logs. As the manual says.");
    }

    #[test]
    fn times_are_said_in_seconds_where_they_are_whole() {
        assert_eq!(time(120_000), "120 s");
        assert_eq!(time(1_500), "1500 ms");
    }
}
