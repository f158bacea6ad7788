//! The parser, with the words of the table: titles, names of fields, sentences.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{byte, keep, show, show_text, window};
use a76xx_parser::{Event, Kind, Limits, Line, Parser, Side, Step};

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    let parser = keep!(Parser, Parser::new(Limits { line: 256 }));
    window(|bytes| {
        let side = if byte() == 0 { Side::Host } else { Side::Module };
        let step = if byte() == 0 { parser.flush(side, bytes) } else { parser.next(side, bytes) };
        let Step::Event(event) = step else { return 0 };
        look(&event);
        event.raw.len()
    })
}

fn look(event: &Event<'_>) {
    if let Some(line) = event.kind.line() {
        words(line);
        show(line.name.len());
        show(line.int(0).unwrap_or(0) as usize);
        show(line.shape().map_or(0, |shape| shape as usize));
    }
    match event.kind {
        Kind::Final(last) => show(last.code as usize),
        Kind::Payload(payload) => show(payload.left as usize),
        _ => {}
    }
}

fn words(line: &Line<'_>) {
    let Some(words) = line.command.and_then(a76xx_parser::spec::Command::words) else { return };
    show_text(words.title);
    for form in words.forms {
        show_text(form.meaning);
        form.fields.iter().for_each(|field| show_text(field.name));
    }
}
