//! Pictures of what the decoder prints, as the documents show it.

use std::fs::File as Input;

use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Charset, Check, Form, Ground, Look, Render, Report, Summary, Text};
use a76xx_decoder::{decode, ingest};

use anstyle::RgbColor;
use anstyle_svg::{Palette, Term, WIN10_CONSOLE};

use super::File;
use crate::repo::{Outcome, root};

/// The sixteen colours are not used: a ground has fixed ones.
const PALETTE: Palette = WIN10_CONSOLE;

/// Ink and paper of the terminals.
const DARK: [RgbColor; 2] = [RgbColor(0xf2, 0xf2, 0xf2), RgbColor(0x12, 0x14, 0x18)];
const LIGHT: [RgbColor; 2] = [RgbColor(0x1c, 0x1c, 0x1c), RgbColor(0xff, 0xff, 0xff)];

/// A dialogue with a fault, in words of our own.
const GATE: &str = "crates/a76xx-decoder/tests/data/gate.at";

/// One picture.
struct Picture {
    path: &'static str,
    sample: &'static str,
    command: &'static str,
    width: usize,
    ground: Ground,
    /// The text of the first row to show below the header, and how many rows; a whole log makes a picture that nobody scrolls through.
    part: Option<(&'static str, usize)>,
}

const PICTURES: [Picture; 6] = [
    Picture {
        path: "docs/img/decode.svg",
        sample: "corpus/paste/tcp-client.log",
        command: "decode",
        width: 110,
        ground: Ground::Dark,
        part: Some(("AT+NETOPEN", 17)),
    },
    Picture {
        path: "docs/img/decode-80-dark.svg",
        sample: GATE,
        command: "decode",
        width: 80,
        ground: Ground::Dark,
        part: Some(("18.000", 24)),
    },
    Picture {
        path: "docs/img/decode-80-light.svg",
        sample: GATE,
        command: "decode",
        width: 80,
        ground: Ground::Light,
        part: Some(("18.000", 24)),
    },
    Picture { path: "docs/img/check-140-dark.svg", sample: GATE, command: "check", width: 140, ground: Ground::Dark, part: None },
    Picture { path: "docs/img/check-140-light.svg", sample: GATE, command: "check", width: 140, ground: Ground::Light, part: None },
    Picture {
        path: "docs/img/summary-80-dark.svg",
        sample: GATE,
        command: "decode --format summary",
        width: 80,
        ground: Ground::Dark,
        part: None,
    },
];

/// The pictures, from the decoder's own output.
pub(super) fn pictures() -> Outcome<Vec<File>> {
    let picture = |picture: &Picture| {
        let printed = printed(picture)?;
        let shown = picture.part.map_or(Ok(printed.clone()), |(from, count)| part(&printed, from, count))?;
        let text = svg(&format!("$ a76xx {} {}\n{shown}", picture.command, picture.sample), picture.ground);
        Ok(File { path: picture.path.to_owned(), text })
    };
    PICTURES.iter().map(picture).collect()
}

/// What the decoder prints for a sample, with colours.
fn printed(picture: &Picture) -> Outcome<String> {
    let sample = picture.sample;
    let fault = |error: &dyn std::fmt::Display| format!("{sample}: {error}");
    let input = Input::open(root().join(sample)).map_err(|error| fault(&error))?;
    let mut opened = ingest::open(sample, Box::new(input), None).map_err(|error| fault(&error))?;
    let mut out = Vec::new();
    let look = Look { width: picture.width, colour: true, ground: picture.ground, charset: Charset::Unicode };
    let mut renderer: Box<dyn Render + '_> = match picture.command {
        "check" => Box::new(Check::new(&mut out, Report::Text(look), false)),
        "decode" => Box::new(Text::new(&mut out, look)),
        _ => Box::new(Summary::new(&mut out, Form::Text(look))),
    };
    decode(&mut opened, Select::ALL, renderer.as_mut()).map_err(|error| fault(&error))?;
    drop(renderer);
    String::from_utf8(out).map_err(|error| fault(&error))
}

/// The header and some rows.
fn part(printed: &str, from: &str, count: usize) -> Outcome<String> {
    let (mut header, mut rows) = printed.split_once('\n').ok_or("the decoder prints no header")?;
    // A name that leaves no room for what the input is stands above it.
    if header.trim_end_matches("\x1b[0m").ends_with(':') {
        let (what, rest) = rows.split_once('\n').unwrap_or((rows, ""));
        (header, rows) = (printed.get(..header.len() + 1 + what.len()).unwrap_or(header), rest);
    }
    let start = rows.lines().position(|row| row.contains(from)).ok_or_else(|| format!("no row holds `{from}`"))?;
    let more = |yes: bool| yes.then_some("\x1b[2m      ⋮\x1b[0m");
    let behind = rows.lines().count() > start + count;
    let shown = [header].into_iter().chain(more(start > 0)).chain(rows.lines().skip(start).take(count)).chain(more(behind));
    Ok(shown.collect::<Vec<_>>().join("\n"))
}

fn svg(printed: &str, ground: Ground) -> String {
    let [ink, paper] = if ground == Ground::Light { LIGHT } else { DARK };
    let terminal = Term::new().palette(PALETTE).fg_color(ink.into()).bg_color(paper.into());
    let svg = terminal.render_svg(printed);
    // Editors remove blanks at line ends; without them the file is the same for all.
    svg.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}
