//! Explains a rule, a command, or a line as it was pasted, from the table and the rules' manual pages.

mod fields;
pub mod manual;
mod nearby;
pub mod page;
mod reading;
mod row;
mod rule;

use a76xx_parser::FinalCode;
use a76xx_parser::spec::{self, Command, Role, Then};
use a76xx_tracker::rules;

pub use page::{Block, Field, Page, Step, Value};

use crate::table::Row;
use reading::{Is, Reading};

/// What is known of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explained {
    /// Pages: one, or one for each command of a line.
    Known(Vec<Page>),
    /// Nothing; names that may have been meant, the likeliest first.
    Unknown(Vec<String>),
}

/// Explains a rule's code or name, a name of the table, or a line of the wire.
///
/// Any text may come: line ends, blanks around it and case of names do not matter.
pub fn explain(what: &str) -> Explained {
    let what = trimmed(what);
    if let Some(rule) = find_rule(what) {
        return Explained::Known(vec![rule::page(rule)]);
    }
    if let Some(row) = find_name(what) {
        return Explained::Known(vec![row::page(row)]);
    }
    for text in spellings(what) {
        let pages = if is_command(&text) { commands(&text) } else { lines(&text) };
        if !pages.is_empty() {
            return Explained::Known(pages);
        }
    }
    let mut pages = reasons(what);
    pages.extend(digit(what));
    if pages.is_empty() { Explained::Unknown(nearby::names(what)) } else { Explained::Known(pages) }
}

/// Without blanks and line ends, as bytes or as escapes.
fn trimmed(what: &str) -> &str {
    let mut text = what.trim();
    loop {
        let shorter = ["\\r", "\\n"].iter().fold(text, |text, end| {
            let text = text.strip_suffix(end).unwrap_or(text);
            text.strip_prefix(end).unwrap_or(text).trim()
        });
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// The rule of a code or a name in any case of letters.
fn find_rule(what: &str) -> Option<&'static a76xx_tracker::Rule> {
    // Digits alone are the number of a rule only where they are three: `4` is a result code of ATV0.
    let digits = what.bytes().all(|byte| byte.is_ascii_digit());
    if digits && what.len() != 3 { None } else { rules::find(&what.to_ascii_lowercase()) }
}

/// Marks that a name may have lost.
const MARKS: &[&str] = &["", "+", "*", "^", "$", "&"];

/// The row of a name: with or without `AT`, with or without its mark.
fn find_name(what: &str) -> Option<Row> {
    let find = |name: &str| MARKS.iter().find_map(|mark| spec::find(format!("{mark}{name}").as_bytes()));
    let bare = what.get(2..).filter(|_| what.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("AT")));
    // What begins with AT is a command, unless a line of the module is called so.
    let of_command = bare.and_then(|name| spec::find(name.as_bytes()).filter(|row| row.role() == Role::Command));
    of_command.or_else(|| if what.is_empty() { None } else { find(what) }).and_then(Row::of)
}

/// A line as written, then with the mark that it may have lost.
fn spellings(what: &str) -> Vec<String> {
    let mut all = vec![what.to_owned()];
    let end = what.find(|char: char| !char.is_ascii_alphanumeric() && char != '_').unwrap_or(what.len());
    let (name, rest) = what.split_at_checked(end).unwrap_or((what, ""));
    if what.starts_with(['+', '*', '^', '$', '&']) {
        // `+CIPOPEN=0,…` lacks its `AT`.
        all.insert(0, format!("AT{what}"));
        all.rotate_left(usize::from(!what.contains(['=', '?'])));
        // What the module says stands in capitals.
        all.extend(what.split_once(':').map(|(head, tail)| format!("{}:{tail}", head.to_ascii_uppercase())));
    } else if !name.is_empty() && !rest.is_empty() && !is_command(what) {
        for mark in MARKS.iter().skip(1) {
            if spec::find(format!("{mark}{name}").as_bytes()).is_some() {
                let at = if rest.starts_with(['=', '?']) { "AT" } else { "" };
                all.push(format!("{at}{mark}{}{rest}", name.to_ascii_uppercase()));
            }
        }
    }
    all
}

/// Whether a text is the host's.
fn is_command(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'A' | b'a', b'T' | b't', ..] | b"+++" | b"A/" | b"a/")
        // A few lines of the module begin so as well.
        && spec::find(text.split(':').next().unwrap_or_default().as_bytes()).is_none_or(|row| row.role() == Role::Command)
}

/// A page for each command of a line; none where one of them is not known.
fn commands(text: &str) -> Vec<Page> {
    let readings = reading::commands(text.as_bytes());
    let page = |reading: &Reading| Some(row::line(&reading.text, Row::of(reading.row?)?, std::slice::from_ref(reading)));
    readings.iter().map(page).collect::<Option<Vec<Page>>>().unwrap_or_default()
}

/// The page of a line of the module.
fn lines(text: &str) -> Vec<Page> {
    let readings = reading::lines(text.as_bytes());
    match readings.first() {
        Some(Reading { is: Is::Prompt, .. }) => vec![prompt()],
        Some(Reading { row: Some(row), .. }) => Row::of(row)
            .map(|row| if bare(text, row.wire) { row::page(row) } else { row::line(text, row, &readings) })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether a line is the row's name alone: then all is told of the row.
fn bare(text: &str, row: &Command) -> bool {
    text.eq_ignore_ascii_case(row.name())
}

/// What asks for data.
fn prompt() -> Page {
    let mut page = Page::default();
    page.push(Block::Title(String::from(">"), String::from("The module asks for data")));
    page.text("The host sends the data now: as many bytes as it announced, or text up to Ctrl-Z (1A). ESC (1B) cancels where Ctrl-Z ends.");
    page.heading("Commands that it can belong to");
    let asks = |row: &Row| row.wire.forms().iter().any(|form| matches!(form.then(), Then::Prompt(_)));
    page.push(Block::List(Row::all().filter(asks).map(|row| (row.title(), row.words.title.to_owned())).collect()));
    page
}

/// The texts of errors without their heads: `Network not opened`. Where a source spells it so, the others do not count.
fn reasons(what: &str) -> Vec<Page> {
    let spelled = |row: Row| {
        let codes = row.words.forms.first()?.fields.first()?.codes;
        let number = codes.find(what.as_bytes())?;
        Some((row, number, codes.get(number) == Some(what)))
    };
    let errors = Row::all().filter(|row| matches!(row.wire.role(), Role::Error | Role::Final));
    let mut found: Vec<_> = errors.filter_map(spelled).collect();
    if found.iter().any(|(.., exact)| *exact) {
        found.retain(|(.., exact)| *exact);
    }
    let page = |(row, number, _): (Row, i64, bool)| {
        let line = format!("{}: {number}", row.wire.name());
        row::line(&line, row, &reading::lines(line.as_bytes()))
    };
    found.into_iter().map(page).collect()
}

/// The digit of a final result code (ATV0).
fn digit(what: &str) -> Option<Page> {
    use FinalCode::{Busy, Connect, Error, NoAnswer, NoCarrier, NoDialtone, Ok};
    let codes = [Ok, Connect, NoCarrier, Error, NoDialtone, Busy, NoAnswer];
    let code = codes.into_iter().find(|code| code.digit().is_some_and(|digit| what.as_bytes() == [digit]))?;
    let row = Row::of(spec::find(code.text().as_bytes())?)?;
    let mut page = row::page(row);
    page.blocks.insert(0, Block::Title(what.to_owned(), format!("`{}` as a digit, as it is after `ATV0`", code.text())));
    Some(page)
}
