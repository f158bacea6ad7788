//! The parser, with the words of the table: titles, names of fields, sentences.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{look, parse, show_text};
use a76xx_parser::Line;

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    parse(|event| {
        if let Some(line) = event.kind.line() {
            words(line);
        }
        look(event);
    })
}

fn words(line: &Line<'_>) {
    let Some(words) = line.command.and_then(a76xx_parser::spec::Command::words) else { return };
    show_text(words.title);
    for form in words.forms {
        show_text(form.meaning);
        form.fields.iter().for_each(|field| show_text(field.name));
    }
}
