//! Every ink can be read on every ground.

use std::collections::BTreeMap;

const PALETTE: &str = include_str!("../../src/render/html/page/palette.css");

/// Of text (WCAG 2.1, 1.4.3) and of what is no text (1.4.11).
const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

type Colour = [u8; 3];

/// Names with their colours in light and dark.
fn colours() -> BTreeMap<&'static str, [Colour; 2]> {
    let lines = PALETTE.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(");")?.split_once(": light-dark("));
    lines.map(|(name, pair)| (name, <[Colour; 2]>::try_from(pair.split(", ").map(colour).collect::<Vec<_>>()).unwrap())).collect()
}

fn colour(text: &str) -> Colour {
    let digits = text.strip_prefix('#').unwrap();
    assert_eq!(digits.len(), 6, "{text}");
    let value = u32::from_str_radix(digits, 16).unwrap();
    [(value >> 16) as u8, (value >> 8) as u8, value as u8]
}

/// Relative luminance, as WCAG defines it.
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_the_standard_does() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.01);
    assert!((contrast([0x77, 0x77, 0x77], [255, 255, 255]) - 4.48).abs() < 0.01);
}

#[test]
fn inks_are_readable_on_every_ground_and_fills_stand_out() {
    let colours = colours();
    let of = |prefix: &'static str| colours.iter().filter(move |(name, _)| name.starts_with(prefix));
    assert!(of("ink-").count() > 8 && of("ground-").count() > 5 && of("fill-").count() > 5);
    let mut poor = Vec::new();
    for (ground, grounds) in of("ground-") {
        for (scheme, name) in ["light", "dark"].into_iter().enumerate() {
            for (ink, inks) in of("ink-") {
                let ratio = contrast(inks[scheme], grounds[scheme]);
                if ratio < TEXT {
                    poor.push(format!("{name}: {ink} on {ground}: {ratio:.2}"));
                }
            }
            for (fill, fills) in of("fill-").filter(|_| ["ground-page", "ground-raised", "ground-sunken"].contains(ground)) {
                let ratio = contrast(fills[scheme], grounds[scheme]);
                if ratio < SHAPE {
                    poor.push(format!("{name}: {fill} on {ground}: {ratio:.2}"));
                }
            }
        }
    }
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

#[test]
fn text_is_only_ever_ink() {
    for (file, style) in [
        ("layout", include_str!("../../src/render/html/page/layout.css")),
        ("verdict", include_str!("../../src/render/html/page/verdict.css")),
        ("list", include_str!("../../src/render/html/page/list.css")),
        ("sequence", include_str!("../../src/render/html/page/sequence.css")),
        ("details", include_str!("../../src/render/html/page/details.css")),
        ("print", include_str!("../../src/render/html/page/print.css")),
    ] {
        for rule in style.split([';', '{']).map(str::trim) {
            let colour = rule.strip_prefix("color:").map(str::trim);
            let fine = |value: &str| value.starts_with("var(--ink-") || value == "inherit";
            assert!(colour.is_none_or(fine), "{file}.css: {rule}");
            let ground = rule.strip_prefix("background:").map(str::trim);
            let fine = |value: &str| value.starts_with("var(--ground-") || matches!(value, "none") || value.starts_with("rgb(0 0 0 /");
            assert!(ground.is_none_or(fine), "{file}.css: {rule}");
        }
    }
}
