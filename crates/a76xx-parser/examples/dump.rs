//! Reads a merged capture from standard input and prints one event a line.
//!
//! `cargo run -p a76xx-parser --example dump < corpus/paste/tcp-client.log`

use std::io::{self, Read, Write};

use a76xx_parser::{Event, Limits, Merged, Step};

fn main() -> io::Result<()> {
    let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
    let mut parser = Merged::new(Limits::DEFAULT);
    let (mut window, mut used) = (Vec::new(), 0);
    loop {
        window.drain(..used);
        used = 0;
        let ended = input.by_ref().take(4096).read_to_end(&mut window)? == 0;
        while let Some(rest) = window.get(used..) {
            let step = if ended { parser.flush(rest) } else { parser.next(rest) };
            let Step::Event(event) = step else { break };
            used += event.raw.len();
            print(&mut out, &event)?;
        }
        if ended {
            return Ok(());
        }
    }
}

fn print(out: &mut impl Write, event: &Event<'_>) -> io::Result<()> {
    let side = event.side.map_or("", |side| side.name());
    let name = event.kind.line().map(|line| line.name.escape_ascii().to_string()).unwrap_or_default();
    let guess = event.guess.name().unwrap_or_default();
    writeln!(out, "{side:6} {:8} {name:14} {guess:6} {}", event.kind.name(), event.raw.escape_ascii())
}
