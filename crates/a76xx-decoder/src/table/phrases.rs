//! Attributes of rows and forms in words.

use a76xx_parser::spec::{Dialect, Grade, Order, Role, Saving, Unit};

/// How good the evidence is.
pub const fn grade(grade: Grade) -> &'static str {
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
pub const fn dialect(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::All => None,
        Dialect::A76xx => Some("A76XX only"),
        Dialect::Sim7600 => Some("SIM7500 and SIM7600"),
        Dialect::Sim767x => Some("SIM767X"),
    }
}

/// What happens to a setting at power-off.
pub const fn saving(saving: Saving) -> Option<&'static str> {
    match saving {
        Saving::None => None,
        Saving::NoSave => Some("not kept at power-off"),
        Saving::AutoSave => Some("kept at power-off"),
        Saving::AutoSaveReboot => Some("kept, effective after a restart"),
    }
}

/// Where the result line stands.
pub const fn order(order: Order) -> Option<&'static str> {
    match order {
        Order::None => None,
        Order::OkFirst => Some("`OK` first, the result later"),
        Order::ResultFirst => Some("the result first, then `OK`"),
        Order::Either => Some("the result before or behind `OK`"),
    }
}

/// What kind of row it is, where it is no command.
pub const fn role(role: Role) -> Option<&'static str> {
    match role {
        Role::Command => None,
        Role::Urc => Some("the module sends it on its own"),
        Role::Error => Some("explains the `ERROR` behind it"),
        Role::Final => Some("final result code"),
    }
}

/// Where a row comes from; nothing for lines that no document has.
pub fn source(section: &str) -> Option<String> {
    match section.strip_prefix("AN ") {
        _ if section.is_empty() => None,
        Some(section) => Some(format!("application note {section}")),
        None => Some(format!("manual {section}")),
    }
}

/// A unit behind a number, with the blank before it.
pub const fn unit(unit: Unit) -> &'static str {
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
pub fn time(milliseconds: u32) -> String {
    if milliseconds.is_multiple_of(1000) { format!("{} s", milliseconds / 1000) } else { format!("{milliseconds} ms") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_seconds_where_they_are_whole() {
        assert_eq!(time(120_000), "120 s");
        assert_eq!(time(1_500), "1500 ms");
    }

    #[test]
    fn sources_name_their_document() {
        assert_eq!(source("15.2.3").as_deref(), Some("manual 15.2.3"));
        assert_eq!(source("AN 1.5.4").as_deref(), Some("application note 1.5.4"));
        assert_eq!(source(""), None);
    }
}
