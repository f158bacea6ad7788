//! The words of a row: titles, sections, meanings and grades. Nothing in the parser refers to them, so a firmware that only parses carries none.

/// The words of one row.
#[derive(Debug)]
pub struct CommandWords {
    /// The row's name, as in [`super::Command::name`].
    pub name: &'static str,
    /// What it does, in a few words.
    pub title: &'static str,
    /// Section of the A76XX AT command manual V1.09 (`15.2.3`), or of the TCP/IP application note (`AN 4.2`); empty for lines of the field.
    pub section: &'static str,
    /// Chapter of the manual; 0 where it is unknown.
    pub chapter: u8,
    /// What happens to the setting at power-off.
    pub saving: Saving,
    /// How good the evidence for the row is.
    pub grade: Grade,
    /// What the sources disagree on, and which variant is taken; may be empty.
    pub note: &'static str,
    /// The words of each form, in the order of [`super::Command::forms`].
    pub forms: &'static [FormWords],
}

/// The words of one form.
#[derive(Debug)]
pub struct FormWords {
    /// The words of each field.
    pub fields: &'static [FieldWords],
    /// What a line of this form says: a sentence with `{field}` for a field's value and `[…]` around what is left out when a field in it is absent.
    pub meaning: &'static str,
    /// The sentence to use instead when the form's `err` field is not zero; empty where there is none.
    pub failure: &'static str,
    /// Whose dialect it is.
    pub dialect: Dialect,
    /// How good the evidence for this form is.
    pub grade: Grade,
    /// Remark on this form alone; may be empty.
    pub note: &'static str,
    /// What the lines without a head tell that answer this form ([`super::Then::Text`]).
    pub tells: Secret,
}

/// The words of one field.
#[derive(Clone, Copy, Debug)]
pub struct FieldWords {
    /// The manual's own parameter name, without brackets: `link_num`, `rest_len`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Unit of a number.
    pub unit: Unit,
    /// Documented default; empty where there is none.
    pub default: &'static str,
    /// Names of the values.
    pub codes: &'static CodeTable,
    /// What the value tells of people and their things.
    pub secret: Secret,
}

/// What tells who somebody is or where, and so is taken out of captures that are shown to others.
///
/// Addresses ([`super::Type::Address`], [`super::Type::Endpoint`]) need no mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secret {
    /// Nothing of that kind.
    #[default]
    None,
    /// Number of the device (IMEI).
    Imei,
    /// Number of the subscriber (IMSI).
    Imsi,
    /// Number of the SIM card (ICCID).
    Iccid,
    /// Telephone numbers, alone or among other text.
    Phone,
    /// Name or address of a computer, alone or in a URL.
    Host,
    /// Access point.
    Apn,
    /// User, password, identifier of a client, name of a person.
    Account,
    /// PIN or PUK.
    Pin,
}

/// Names of the values of a code.
#[derive(Debug)]
pub struct CodeTable {
    /// What the code is called: `err`, `CME error`.
    pub name: &'static str,
    /// Value and meaning, by value.
    pub entries: &'static [(i64, &'static str)],
}

impl CodeTable {
    /// The meaning of a value, if the table has one.
    pub fn get(&self, value: i64) -> Option<&'static str> {
        self.entries.iter().find(|(known, _)| *known == value).map(|(_, text)| *text)
    }

    /// The value whose meaning is this text. Case, blanks and hyphens do not count, for the sources spell the same text in several ways;
    /// nor does a network's cause in parentheses at the end: `requested service option not subscribed (#33)`.
    pub fn find(&self, text: &[u8]) -> Option<i64> {
        let text = without_cause(text);
        self.entries.iter().find(|(_, known)| same_text(known.as_bytes(), text)).map(|(value, _)| *value)
    }
}

/// A text without `(#33)` at its end.
fn without_cause(text: &[u8]) -> &[u8] {
    if !text.trim_ascii_end().ends_with(b")") {
        return text;
    }
    text.windows(2).rposition(|pair| pair == b"(#").and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Whether two texts are the same apart from case, blanks and hyphens.
fn same_text(a: &[u8], b: &[u8]) -> bool {
    folded(a).eq(folded(b))
}

/// A text without blanks and hyphens, in lower case.
fn folded(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    text.iter().filter(|byte| !matches!(byte, b' ' | b'-')).map(u8::to_ascii_lowercase)
}

/// Unit of a numeric field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A plain number, an index or a code.
    None,
    /// Bytes.
    Bytes,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Quarters of an hour (time zones).
    QuarterHours,
    /// Bits per second.
    Baud,
    /// Decibel-milliwatts.
    Dbm,
    /// Tenths of a decibel.
    TenthsDb,
    /// Degrees Celsius.
    Celsius,
    /// Millivolts.
    Millivolts,
}

/// What happens to a setting at power-off, as the manual's "Parameter Saving Mode".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// The manual says nothing, or the row sets nothing.
    None,
    /// Lost (`NO_SAVE`).
    NoSave,
    /// Kept (`AUTO_SAVE`).
    AutoSave,
    /// Kept, effective after a reboot (`AUTO_SAVE_REBOOT`).
    AutoSaveReboot,
}

/// Which members of the family speak a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// All of them, as far as is known.
    All,
    /// A7600, A7670, A7672 and their like, not the relatives.
    A76xx,
    /// SIM7500 and SIM7600 (SIM5320/5360 where the note says so).
    Sim7600,
    /// SIM767X.
    Sim767x,
}

/// How good the evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Byte-exact: an escaped log, a hex dump, or a driver that compares exact bytes.
    Bytes,
    /// A log or a forum capture whose line ends are lost.
    Log,
    /// Documented by the vendor.
    Documented,
    /// The layout of a vendor's printed sample.
    Layout,
    /// Inferred from several sources.
    Inferred,
    /// Nobody was found who confirms it.
    Unknown,
}
