//! The page of a row of the table, and of lines of it.

use a76xx_parser::spec::{Form, FormWords, Shape};

use super::page::{Block, Page};
use super::reading::{Is, Reading};
use super::{fields, rule};
use crate::table::{self, Row};

/// Everything that the table knows of a row.
pub(super) fn page(row: Row) -> Page {
    let mut page = Page::default();
    page.push(Block::Title(row.title(), row.words.title.to_owned()));
    about(&mut page, row);
    forms(&mut page, row, &[]);
    let fields = fields::of_row(row);
    if !fields.is_empty() {
        page.heading("Fields");
        page.push(Block::Fields(fields));
    }
    rule::see_also(&mut page, row);
    page
}

/// A pasted line in every way that it can be read, then what is known of its row.
pub(super) fn line(text: &str, row: Row, readings: &[Reading]) -> Page {
    let mut page = Page::default();
    let fits = readings.iter().any(|reading| reading.form.is_some());
    let says = match readings {
        _ if !fits => String::from("a line that fits no form of the table"),
        [one] => one.says.text.clone().into_owned(),
        many => format!("can be one of {}, as what came before it tells", count(many.len())),
    };
    page.push(Block::Title(text.to_owned(), says));
    for reading in readings {
        let words = reading.form.and_then(|form| row.forms().find(|(known, _)| std::ptr::eq(*known, form)));
        match words {
            Some((form, words)) => sense(&mut page, row, reading, form, words, readings.len() > 1),
            None if reading.fields.is_empty() => {}
            None => page.push(Block::Fields(fields::unknown(&reading.fields))),
        }
    }
    if !fits {
        page.text("Its parameters are too many or too few, or written in another way than the forms below.");
    }
    page.heading(format!("{}: {}", row.title(), row.words.title));
    about(&mut page, row);
    let shown: Vec<&Form> = readings.iter().filter_map(|reading| reading.form).collect();
    forms(&mut page, row, &shown);
    rule::see_also(&mut page, row);
    page
}

fn count(number: usize) -> String {
    ["no things", "one thing", "two things", "three things", "four things"]
        .get(number)
        .map_or_else(|| format!("{number} things"), |text| (*text).to_owned())
}

/// One way to read the line: when it is that, what it says, its fields, what follows it.
fn sense(page: &mut Page, row: Row, reading: &Reading, form: &Form, words: &FormWords, several: bool) {
    if several {
        page.heading(when(row, reading.is));
        page.text(reading.says.text.clone());
    } else if let Is::Line(Some(_)) = reading.is {
        page.text(format!("{}.", when(row, reading.is)));
    }
    let fields = fields::of_line(&row.title(), form, words, &reading.fields);
    if !fields.is_empty() {
        page.push(Block::Fields(fields));
    }
    for text in remarks(row, form, words) {
        page.text(text);
    }
}

/// When a line is what it is.
fn when(row: Row, is: Is) -> String {
    let name = table::command(row.wire.name());
    match is {
        Is::Command => String::from("The host's command"),
        Is::Final => String::from("A final result code"),
        Is::Prompt => String::from("The module's prompt"),
        Is::Line(Some(Shape::TestInfo)) => format!("The answer to `{name}=?`"),
        Is::Line(Some(Shape::ReadInfo)) => format!("The answer to `{name}?`"),
        Is::Line(Some(Shape::Info)) if row.wire.role() == a76xx_parser::spec::Role::Error => {
            String::from("The reason for the `ERROR` behind it")
        }
        Is::Line(Some(Shape::Info)) => format!("An answer to `{name}`"),
        Is::Line(Some(Shape::Result)) => format!("The result of `{name}`, which completes it"),
        Is::Line(Some(Shape::Urc)) => String::from("Unasked: the module sends it on its own"),
        Is::Line(_) => String::new(),
    }
}

/// Where the row comes from, its times, and what its sources disagree on.
fn about(page: &mut Page, row: Row) {
    let mut facts: Vec<String> = table::role(row.wire.role()).map(str::to_owned).into_iter().collect();
    facts.extend(table::source(row.words.section));
    facts.push(table::grade(row.words.grade).to_owned());
    facts.extend((row.wire.within() > 0).then(|| format!("answers within {}", table::time(row.wire.within()))));
    facts.extend(table::order(row.wire.order()).map(str::to_owned));
    facts.extend(table::saving(row.words.saving).map(str::to_owned));
    if !row.wire.heads().is_empty() {
        let heads: Vec<String> = row.wire.heads().iter().map(|head| format!("`{head}`")).collect();
        facts.push(format!("answers as {}", heads.join(", ")));
    }
    page.push(Block::Facts(facts));
    page.text(row.words.note);
    if !row.is_full() {
        page.text("Only its name is known.");
    }
}

/// The forms of a row, apart from those that were shown.
fn forms(page: &mut Page, row: Row, shown: &[&Form]) {
    let left = |form: &Form| !shown.iter().any(|known| std::ptr::eq(*known, form));
    let more = if shown.is_empty() { "" } else { " as well" };
    for (title, host) in [("The host sends", true), ("The module sends", false)] {
        let own: Vec<_> = row.forms().filter(|(form, _)| form.shape.is_host() == host && left(form)).collect();
        if !own.is_empty() {
            page.heading(format!("{title}{more}"));
        }
        for (form, words) in own {
            let mut texts = vec![says(words)];
            texts.extend(remarks(row, form, words));
            texts.retain(|text| !text.is_empty());
            page.push(Block::Line(table::line(row, form, words), table::when(form.shape).to_owned(), texts));
        }
    }
}

/// What a form says, with the names of its fields.
fn says(words: &FormWords) -> String {
    let meaning = words.meaning.replace(['{', '}'], "`");
    if words.failure.is_empty() { meaning } else { format!("{meaning}; with an error: {}", words.failure.replace(['{', '}'], "`")) }
}

/// What follows a line of this form, who speaks it, how good the evidence is, and what is to be said of it alone.
fn remarks(row: Row, form: &Form, words: &FormWords) -> Vec<String> {
    let mut texts = vec![sentence(&table::then(form, words))];
    let mut facts: Vec<&str> = table::dialect(words.dialect).into_iter().collect();
    facts.extend((words.grade != row.words.grade).then(|| table::grade(words.grade)));
    let facts = sentence(&facts.join(", "));
    texts.push([facts.as_str(), words.note].join(" ").trim().to_owned());
    texts.retain(|text| !text.is_empty());
    texts
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}
