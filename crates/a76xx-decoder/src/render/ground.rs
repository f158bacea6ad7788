//! Colours that can be read on the ground that the terminal has.

use anstyle::{Ansi256Color, AnsiColor, Color, Effects, Style};

/// The ground of a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Not known: the sixteen colours as the terminal has them, which its owner has chosen for its ground.
    #[default]
    Unknown,
    /// Dark: fixed light colours.
    Dark,
    /// Light: fixed dark colours.
    Light,
}

/// The same style in colours for a ground. What is dimmed gets a grey: how dark terminals make dimmed text is not known.
pub(super) fn on(style: Style, ground: Ground) -> Style {
    let Some(palette) = palette(ground) else { return style };
    let plain = style.effects(style.get_effects().remove(Effects::DIMMED));
    match style.get_fg_color() {
        Some(Color::Ansi(colour)) => plain.fg_color(Some(palette.of(colour).into())),
        None if style.get_effects().contains(Effects::DIMMED) => plain.fg_color(Some(palette.dim.into())),
        _ => plain,
    }
}

/// Fixed colours of the 256, which terminals do not let their owners change.
struct Palette {
    red: Ansi256Color,
    green: Ansi256Color,
    yellow: Ansi256Color,
    blue: Ansi256Color,
    magenta: Ansi256Color,
    cyan: Ansi256Color,
    dim: Ansi256Color,
}

const fn palette(ground: Ground) -> Option<&'static Palette> {
    const DARK: Palette = Palette::new([210, 114, 221, 111, 176, 80, 248]);
    const LIGHT: Palette = Palette::new([124, 22, 94, 26, 90, 24, 241]);
    match ground {
        Ground::Unknown => None,
        Ground::Dark => Some(&DARK),
        Ground::Light => Some(&LIGHT),
    }
}

impl Palette {
    const fn new([red, green, yellow, blue, magenta, cyan, dim]: [u8; 7]) -> Self {
        Self {
            red: Ansi256Color(red),
            green: Ansi256Color(green),
            yellow: Ansi256Color(yellow),
            blue: Ansi256Color(blue),
            magenta: Ansi256Color(magenta),
            cyan: Ansi256Color(cyan),
            dim: Ansi256Color(dim),
        }
    }

    const fn of(&self, colour: AnsiColor) -> Ansi256Color {
        match colour {
            AnsiColor::Red | AnsiColor::BrightRed => self.red,
            AnsiColor::Green | AnsiColor::BrightGreen => self.green,
            AnsiColor::Yellow | AnsiColor::BrightYellow => self.yellow,
            AnsiColor::Blue | AnsiColor::BrightBlue => self.blue,
            AnsiColor::Magenta | AnsiColor::BrightMagenta => self.magenta,
            AnsiColor::Cyan | AnsiColor::BrightCyan => self.cyan,
            AnsiColor::Black | AnsiColor::BrightBlack | AnsiColor::White | AnsiColor::BrightWhite => self.dim,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Grounds that people have: black to dark grey, light grey to white.
    const GROUNDS: [(Ground, [u8; 3]); 6] = [
        (Ground::Dark, [0, 0, 0]),
        (Ground::Dark, [0x1e, 0x1e, 0x1e]),
        (Ground::Dark, [0x30, 0x30, 0x30]),
        (Ground::Light, [0xff, 0xff, 0xff]),
        (Ground::Light, [0xfd, 0xf6, 0xe3]),
        (Ground::Light, [0xee, 0xee, 0xee]),
    ];

    /// The colour cube of the 256, then greys.
    fn rgb(Ansi256Color(index): Ansi256Color) -> [u8; 3] {
        let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        match index {
            0..16 => [0; 3],
            16..232 => [level((index - 16) / 36), level((index - 16) / 6 % 6), level((index - 16) % 6)],
            232.. => [8 + 10 * (index - 232); 3],
        }
    }

    /// As WCAG 2.1 defines it.
    fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
        let luminance = |colour: [u8; 3]| {
            let linear = colour.map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            linear[0] * 0.2126 + linear[1] * 0.7152 + linear[2] * 0.0722
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_colour_can_be_read_on_its_ground() {
        let colours =
            [AnsiColor::Red, AnsiColor::Green, AnsiColor::Yellow, AnsiColor::Blue, AnsiColor::Magenta, AnsiColor::Cyan, AnsiColor::White];
        for (ground, behind) in GROUNDS {
            for colour in colours {
                let style = on(Style::new().fg_color(Some(colour.into())), ground);
                let Some(Color::Ansi256(index)) = style.get_fg_color() else {
                    unreachable!("{ground:?} leaves {colour:?} to the terminal")
                };
                let ratio = contrast(rgb(index), behind);
                assert!(ratio >= 4.5, "{colour:?} on {behind:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn an_unknown_ground_leaves_the_colours_to_the_terminal() {
        let style = Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold();
        assert_eq!(on(style, Ground::Unknown), style);
        assert_eq!(on(Style::new().bold(), Ground::Light), Style::new().bold());
        assert_eq!(on(Style::new().dimmed(), Ground::Dark), Style::new().fg_color(Some(Ansi256Color(248).into())));
    }
}
