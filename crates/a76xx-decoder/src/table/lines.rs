//! A form's line as it goes over the wire, and what comes with it.

use a76xx_parser::spec::{Data, Form, FormWords, Sep, Shape, Then, Type};

use super::{Row, command, fixed};

/// The line with its fields in angle brackets and what may be left out in square ones.
pub fn line(row: Row, form: &Form, words: &FormWords) -> String {
    let mut line = if form.shape.is_host() { command(row.wire.name()) } else { row.wire.name().to_owned() };
    let separator = match (form.sep(), form.shape) {
        (Sep::Glued, _) | (Sep::Shape, Shape::Exec) => "",
        (Sep::Colon, _) => ":",
        (Sep::Comma, _) => ",",
        (Sep::Space, _) => " ",
        (Sep::Shape, Shape::Test) => "=?",
        (Sep::Shape, Shape::Read) => "?",
        (Sep::Shape, Shape::Write) => "=",
        (Sep::Shape, _) => ": ",
    };
    let host = form.shape.is_host();
    if !form.fields().is_empty() || host {
        line.push_str(separator);
    }
    for (at, (field, field_words)) in form.fields().iter().zip(words.fields).enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let written = match (field.ty, fixed(field.ty)) {
            (_, Some(value)) => value,
            (Type::Quoted(_), None) => format!("\"<{}>\"", field_words.name),
            (_, None) => format!("<{}>", field_words.name),
        };
        let more = if field.repeats > 0 { "[,…]" } else { "" };
        if field.optional {
            line.extend(["[", comma, &written, more, "]"]);
        } else {
            line.extend([comma, &written, more]);
        }
    }
    line
}

/// What follows the line; empty where the next line is a line.
pub fn then(form: &Form, words: &FormWords) -> String {
    let count = |index: u8| words.fields.get(usize::from(index)).map_or("?", |field| field.name);
    let taken = |data: Data| match data {
        Data::Counted(index) => format!("`{}` bytes", count(index)),
        Data::CountedOrCtrlZ(index) => format!("`{}` bytes, or up to Ctrl-Z without it", count(index)),
        Data::CtrlZ => "data up to Ctrl-Z".to_owned(),
    };
    match form.then() {
        Then::Line => String::new(),
        Then::Prompt(data) => format!("`>` asks for {}", taken(data)),
        Then::Download(data) => format!("`DOWNLOAD` asks for {}", taken(data)),
        Then::Text => "lines of text follow, up to the final result".to_owned(),
        Then::Connect => "`CONNECT` opens the data state".to_owned(),
        Then::MayConnect => "in transparent mode `CONNECT` opens the data state".to_owned(),
        Then::ConnectData(data) => format!("`CONNECT` asks for {}", taken(data)),
        Then::ConnectPayload => "`CONNECT n` is followed by n bytes".to_owned(),
        Then::Payload { count: index } => format!("`{}` bytes follow", count(index)),
        Then::HexPayload { count: index } => format!("`{}` bytes follow, two hexadecimal digits each", count(index)),
        Then::TextLine => "one line of text follows".to_owned(),
    }
}

/// When the module says a line.
pub const fn when(shape: Shape) -> &'static str {
    match shape {
        Shape::Test | Shape::Read | Shape::Write | Shape::Exec => "",
        Shape::TestInfo => "to `=?`",
        Shape::ReadInfo => "to `?`",
        Shape::Info => "answer",
        Shape::Result => "result",
        Shape::Urc => "unasked",
    }
}
