//! What a linked program takes.

use std::fs;
use std::path::Path;

use object::{Object, ObjectSection, ObjectSymbol, SectionFlags, SectionKind};

use crate::repo::Outcome;

/// Bytes of a program's sections, and its symbols.
pub(super) struct Image {
    pub(super) text: u32,
    /// Constants, and the start values of variables.
    pub(super) constants: u32,
    /// Variables.
    pub(super) memory: u32,
    /// Names and sizes.
    pub(super) symbols: Vec<(String, u32)>,
}

/// Reads a program.
pub(super) fn read(path: &Path) -> Outcome<Image> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| format!("{name}: {error}"))?;
    let file = object::File::parse(&*bytes).map_err(|error| format!("{name}: {error}"))?;
    let mut image = Image { text: 0, constants: 0, memory: 0, symbols: Vec::new() };
    for section in file.sections() {
        let SectionFlags::Elf { sh_flags } = section.flags() else { continue };
        if sh_flags & u64::from(object::elf::SHF_ALLOC) == 0 {
            continue;
        }
        let size = u32::try_from(section.size()).unwrap_or(u32::MAX);
        match section.kind() {
            SectionKind::Text => image.text += size,
            SectionKind::UninitializedData => image.memory += size,
            SectionKind::Data => (image.constants, image.memory) = (image.constants + size, image.memory + size),
            _ => image.constants += size,
        }
    }
    let symbols = file.symbols().filter_map(|symbol| Some((symbol.name().ok()?.to_owned(), u32::try_from(symbol.size()).ok()?)));
    image.symbols = symbols.collect();
    Ok(image)
}
