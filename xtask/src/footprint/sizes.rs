//! The images of `firmware/images`, and the demonstration.

use super::image::{self, Image};
use crate::metal::firmware;
use crate::repo::Outcome;

/// The images, and what each is.
pub(super) const PARTS: [(&str, &str); 8] = [
    ("parser_only", "parser, with the TCP/IP service and what supports it"),
    ("parser_typed", "the same, with the types of the socket service"),
    ("tracker", "parser and model"),
    ("driver1", "driver, 1 link"),
    ("driver10", "driver, 10 links"),
    ("atat", "atat's digester, 9 unsolicited lines"),
    ("parser_all", "parser, with every chapter of the table"),
    ("parser_names", "the same, with names and sentences"),
];

/// How many of them do without the further chapters of the table. The others come with a feature, which all images share.
const PLAIN: usize = 6;

/// A part on a target.
pub(super) struct Size {
    pub(super) part: &'static str,
    pub(super) target: &'static str,
    pub(super) level: &'static str,
    pub(super) text: u32,
    pub(super) constants: u32,
    /// What the part keeps, without buffers.
    pub(super) state: u32,
    /// Functions that panic.
    pub(super) panics: usize,
}

impl Size {
    pub(super) fn flash(&self) -> u32 {
        self.text + self.constants
    }
}

/// Builds and measures every part.
pub(super) fn measure(target: &'static str, level: &'static str) -> Outcome<Vec<Size>> {
    let (plain, whole) = PARTS.split_at(PLAIN);
    let mut sizes = Vec::new();
    for (parts, features) in [(plain, ""), (whole, "chapters")] {
        let folder = firmware::build("a76xx-images", target, level, features)?;
        for &(part, _) in parts {
            let image = image::read(&folder.join(part))?;
            let (state, panics) = (kept(&image), panics(&image));
            sizes.push(Size { part, target, level, text: image.text, constants: image.constants, state, panics });
        }
    }
    Ok(sizes)
}

/// What the part keeps; the window in front of it is the caller's.
fn kept(image: &Image) -> u32 {
    image.symbols.iter().filter(|(name, _)| name.contains("PLACE") && !name.contains("window")).map(|(_, size)| size).sum()
}

fn panics(image: &Image) -> usize {
    image.symbols.iter().filter(|(name, _)| name.contains("panicking")).count()
}

/// The demonstration.
pub(super) struct Demo {
    pub(super) flash: u32,
    pub(super) memory: u32,
    /// Names and sizes of the tasks' futures.
    pub(super) futures: Vec<(&'static str, u32)>,
}

/// The tasks of the demonstration, as they are named in its symbols.
const TASKS: [(&str, &str); 2] = [("run", "3run"), ("main", "__embassy_main")];

/// Measures the demonstration.
pub(super) fn demo() -> Outcome<Demo> {
    let image = image::read(&firmware::build("a76xx-firmware", firmware::BOARD, "s", "")?.join("demo"))?;
    let pool =
        |mark: &str| image.symbols.iter().filter(|(name, _)| name.contains("POOL") && name.contains(mark)).map(|(_, size)| size).sum();
    let futures = TASKS.map(|(name, mark)| (name, pool(mark))).to_vec();
    Ok(Demo { flash: image.text + image.constants, memory: image.memory, futures })
}
