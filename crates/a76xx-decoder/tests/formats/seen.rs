//! What the decoder makes of a recording.

use std::path::Path;

use a76xx_decoder::ingest::{self, Half, Item, Opened, Recording, Sides};
use a76xx_decoder::stream;
use a76xx_parser::{Kind, Side};

/// Chunks of the wire and how they were found.
pub(crate) struct Seen {
    pub(crate) format: &'static str,
    pub(crate) sides: Sides,
    pub(crate) rival: Option<&'static str>,
    pub(crate) chunks: Vec<(Option<Side>, Option<u64>, Vec<u8>)>,
    pub(crate) faults: usize,
    /// Whether the spans of all pieces cover every byte of the input once.
    pub(crate) tiles: bool,
}

/// Files that are one recording together: what each side sent, or a recording and its times.
const TOGETHER: [[&str; 3]; 10] = [
    ["tx_hex.csv", "rx_hex.csv", ""],
    ["uart_tx_hex.csv", "uart_rx_hex.csv", ""],
    ["digital_0.bin", "digital_1.bin", ""],
    ["left2right.bin", "right2left.bin", ""],
    ["tx.bin", "rx.bin", ""],
    ["tx.xxd", "rx.hexdump-C", ""],
    ["annot_tx_only.txt", "annot_rx_only.txt", ""],
    ["binary_tx.bin", "binary_rx.bin", ""],
    ["in.log", "out.log", "timing"],
    ["typescript", "", "timing"],
];

/// The recordings of a folder that are several files.
pub(crate) fn together(folder: &Path) -> Vec<(String, Seen)> {
    let file = |name: &str| std::fs::File::open(folder.join(name)).unwrap();
    let len = |name: &str| std::fs::metadata(folder.join(name)).unwrap().len();
    let half = |name: &str| Half { name: name.to_owned(), input: Box::new(file(name)), len: len(name) };
    let there = |names: &&[&str; 3]| names.iter().all(|name| name.is_empty() || folder.join(name).exists());
    TOGETHER
        .iter()
        .filter(there)
        .map(|[host, module, timing]| {
            let opened = match (*module, *timing) {
                ("", timing) => ingest::open_timed(host, Box::new(file(timing)), Recording::Typescript(Box::new(file(host)))),
                (module, "") => ingest::open_pair(half(host), half(module), None),
                (module, timing) => {
                    let apart = Recording::Apart(Box::new(file(host)), len(host), Box::new(file(module)));
                    ingest::open_timed(host, Box::new(file(timing)), apart)
                }
            };
            let names: Vec<&str> = [*host, *module, *timing].into_iter().filter(|name| !name.is_empty()).collect();
            let all = len(host) + if module.is_empty() { 0 } else { len(module) };
            (names.join(" + "), seen(opened.unwrap(), all, None))
        })
        .collect()
}

/// Reads a recording to its end.
pub(crate) fn read(path: &Path) -> Seen {
    let input = std::fs::File::open(path).unwrap();
    let opened = ingest::open(&path.display().to_string(), Box::new(input), None).unwrap();
    seen(opened, std::fs::metadata(path).unwrap().len(), Some(path))
}

fn seen(mut opened: Opened, len: u64, path: Option<&Path>) -> Seen {
    let name = opened.header.input.clone();
    let mut spans: Vec<(u64, u64)> = Vec::new();
    let mut chunks = Vec::new();
    while let Some(item) = opened.source.next().unwrap() {
        match item {
            Item::Chunk(chunk) => {
                assert_eq!(chunk.runs.iter().map(|run| run.bytes).sum::<usize>(), chunk.bytes.len(), "{name}");
                spans.extend(ingest::spans(chunk.runs).iter().map(|span| (span.offset, span.len)));
                chunks.push((chunk.side, chunk.at, chunk.bytes.to_vec()));
            }
            Item::Outside(outside) => spans.push((outside.origin, outside.bytes.len() as u64)),
        }
    }
    spans.retain(|(_, len)| *len > 0);
    spans.sort_unstable();
    let mut end = 0;
    let tiles = spans.iter().all(|(offset, len)| std::mem::replace(&mut end, offset + len) == *offset);
    // Where host and module stand in one stream, the grammar parts them from what is of neither.
    if let (Sides::Merged, Some(path)) = (opened.header.sides, path) {
        let input = std::fs::File::open(path).unwrap();
        let mut again = ingest::open(&path.display().to_string(), Box::new(input), None).unwrap();
        let mut wire = Wire::default();
        stream::run("", again.source.as_mut(), Sides::Merged, &mut wire).unwrap();
        chunks = wire.0;
    }
    Seen {
        format: opened.header.format,
        sides: opened.header.sides,
        rival: opened.rival.map(|format| format.name),
        chunks,
        faults: opened.source.faults().len(),
        tiles: packed(opened.header.format) || tiles && end == len,
    }
}

/// The events that are of the wire.
#[derive(Default)]
struct Wire(Vec<(Option<Side>, Option<u64>, Vec<u8>)>);

impl stream::Sink for Wire {
    fn take(&mut self, piece: &stream::Piece<'_>) -> std::io::Result<()> {
        if !matches!(piece.event.kind, Kind::Foreign(_)) {
            self.0.push((piece.event.side, piece.at, piece.event.raw.to_vec()));
        }
        Ok(())
    }

    fn idle(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Whether the places of bytes are counted in the bytes themselves.
fn packed(format: &str) -> bool {
    ingest::format_named(format).is_some_and(|format| format.packed)
}

impl Seen {
    /// What a side sent; without a side, all in its order.
    pub(crate) fn bytes(&self, side: Option<Side>) -> Vec<u8> {
        self.chunks.iter().filter(|(of, ..)| side.is_none() || *of == side).flat_map(|(.., bytes)| bytes.clone()).collect()
    }
}
