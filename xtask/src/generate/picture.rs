//! Pictures of what the decoder prints, as the README shows it.

use std::fs::File as Input;

use a76xx_decoder::render::{Charset, Look, Text};
use a76xx_decoder::{decode, ingest};

use anstyle::RgbColor;
use anstyle_svg::{Palette, Term, WIN10_CONSOLE};

use super::File;
use crate::repo::{Outcome, root};

/// Columns of a pictured terminal.
const WIDTH: usize = 110;

/// Dimmed text is drawn at four tenths, so the colours have to be light and the ground dark.
const FOREGROUND: RgbColor = RgbColor(0xf2, 0xf2, 0xf2);
const BACKGROUND: RgbColor = RgbColor(0x12, 0x14, 0x18);
const PALETTE: Palette = WIN10_CONSOLE;

/// A picture, the sample that is decoded for it, the text of the first row to show below the header, and how many rows.
const PICTURES: &[(&str, &str, &str, usize)] = &[("docs/img/decode.svg", "corpus/paste/tcp-client.log", "AT+NETOPEN", 17)];

/// The pictures, from the decoder's own output.
pub(super) fn pictures() -> Outcome<Vec<File>> {
    let picture = |(path, sample, from, count): &(&str, &str, &str, usize)| {
        let printed = part(&printed(sample)?, from, *count)?;
        Ok(File { path: (*path).to_owned(), text: svg(&format!("$ a76xx decode {sample}\n{printed}")) })
    };
    PICTURES.iter().map(picture).collect()
}

/// What the decoder prints for a sample, with colours.
fn printed(sample: &str) -> Outcome<String> {
    let fault = |error: &dyn std::fmt::Display| format!("{sample}: {error}");
    let input = Input::open(root().join(sample)).map_err(|error| fault(&error))?;
    let mut opened = ingest::open(sample, Box::new(input), None).map_err(|error| fault(&error))?;
    let mut out = Vec::new();
    let look = Look { width: WIDTH, colour: true, charset: Charset::Unicode };
    decode(&mut opened, a76xx_decoder::judge::Select::ALL, &mut Text::new(&mut out, look)).map_err(|error| fault(&error))?;
    String::from_utf8(out).map_err(|error| fault(&error))
}

/// The header and some rows: a whole log makes a picture that nobody scrolls through.
fn part(printed: &str, from: &str, count: usize) -> Outcome<String> {
    let (header, rows) = printed.split_once('\n').ok_or("the decoder prints no header")?;
    let start = rows.lines().position(|row| row.contains(from)).ok_or_else(|| format!("no row holds `{from}`"))?;
    let more = |yes: bool| yes.then_some("\x1b[2m      ⋮\x1b[0m");
    let behind = rows.lines().count() > start + count;
    let shown = [header].into_iter().chain(more(start > 0)).chain(rows.lines().skip(start).take(count)).chain(more(behind));
    Ok(shown.collect::<Vec<_>>().join("\n"))
}

fn svg(printed: &str) -> String {
    let terminal = Term::new().palette(PALETTE).fg_color(FOREGROUND.into()).bg_color(BACKGROUND.into());
    let svg = terminal.render_svg(printed);
    // Editors remove blanks at line ends; without them the file is the same for all.
    svg.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}
