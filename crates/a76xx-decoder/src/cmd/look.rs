//! What a text may look like: width, colour and characters, as asked for or as the terminal has them.

use std::io;

use a76xx_decoder::render::{self, Ground, Look};
use anstream::{AutoStream, ColorChoice};

use crate::cli::{Charset, Colour, Theme};

/// Arguments about the look of a text.
#[derive(Debug, clap::Args)]
pub(crate) struct LookArguments {
    /// When to colour; `auto` does on a terminal, unless `NO_COLOR` is set
    #[arg(long, value_enum, default_value_t)]
    pub(crate) color: Colour,

    /// Ground of the terminal, for which fixed colours are chosen; `auto` asks `COLORFGBG`, and leaves the colours to the terminal without it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) theme: Theme,

    /// Characters that the text may consist of; `auto` asks the locale
    #[arg(long, value_enum, default_value_t)]
    pub(crate) charset: Charset,

    /// The same as `--charset ascii`
    #[arg(long, conflicts_with = "charset")]
    pub(crate) ascii: bool,

    /// Columns of the text; the terminal's if not given, 100 where there is none
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub(crate) width: Option<u16>,
}

impl LookArguments {
    /// The look of a text that goes to a terminal or elsewhere.
    pub(crate) fn look(&self, to_terminal: bool) -> Look {
        let colour = match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => to_terminal && AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        };
        let charset = match self.charset {
            _ if self.ascii => render::Charset::Ascii,
            Charset::Unicode => render::Charset::Unicode,
            Charset::Ascii => render::Charset::Ascii,
            Charset::Auto => locale(),
        };
        let terminal = || terminal_size::terminal_size().filter(|_| to_terminal).map(|(width, _)| width.0);
        let width = self.width.or_else(terminal).unwrap_or(100).max(40);
        let ground = match self.theme {
            Theme::Dark => Ground::Dark,
            Theme::Light => Ground::Light,
            Theme::Auto => std::env::var("COLORFGBG").map_or(Ground::Unknown, |value| ground(&value)),
        };
        Look { width: width.into(), colour, ground, charset }
    }
}

/// What `COLORFGBG` says: colours of text and ground, the ground last. Of the sixteen colours, the light ones are white and what is bright.
fn ground(value: &str) -> Ground {
    match value.rsplit(';').next().and_then(|ground| ground.parse().ok()) {
        Some(0..=6 | 8) => Ground::Dark,
        Some(7 | 9..=15) => Ground::Light,
        _ => Ground::Unknown,
    }
}

/// What the locale says; without one, what nearly every terminal of today can do.
fn locale() -> render::Charset {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match set.map(|value| value.to_ascii_lowercase()) {
        Some(value) if !value.contains("utf-8") && !value.contains("utf8") => render::Charset::Ascii,
        _ => render::Charset::Unicode,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ground_is_the_last_colour() {
        assert_eq!(ground("15;0"), Ground::Dark);
        assert_eq!(ground("0;default;15"), Ground::Light);
        assert_eq!(ground("7"), Ground::Light);
        assert_eq!(ground("15;default"), Ground::Unknown);
        assert_eq!(ground(""), Ground::Unknown);
    }
}
