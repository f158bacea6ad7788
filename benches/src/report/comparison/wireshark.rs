//! The dialogues of the application note in Wireshark's dissector for AT commands, beside `a76xx-parser`.

use std::process::Command;

use a76xx_decoder::ingest;
use a76xx_decoder::pick::{Pick, Wanted};
use a76xx_decoder::record::{pcapng::Pcapng, record};
use a76xx_parser::{Event, Kind, Limits, Parser, Side, Step};

/// Its version, or that it is not there.
pub(super) fn version() -> String {
    let output = Command::new("tshark").arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let version =
        text.lines().next().and_then(|line| line.split_whitespace().nth(2)).map(|version| version.trim_end_matches('.').to_owned());
    version.map_or_else(|| "tshark is not installed".to_owned(), |version| format!("tshark {version}"))
}

/// What both make of every line.
pub(super) fn table() -> String {
    let (mut ours, mut theirs) = (Ours::default(), Theirs::default());
    let paths = a76xx_corpus::corpus_files("note", "at").expect("the corpus");
    for path in &paths {
        let bytes = std::fs::read(path).expect("a file of the corpus");
        ours.take(&bytes);
        theirs.take(&bytes);
    }
    format!(
        "\n### Wireshark's AT dissector\n\nThe {} dialogues of the application note, written as packets (`a76xx decode --format pcapng`): one line a packet, with \
         its direction.\n\n| | lines | commands and answers that are not known | data that are told apart from lines |\n|---|--:|--:|--:|\n\
         | a76xx-parser | {} | {} | {} bytes |\n| tshark | {} | {} | none |\n",
        paths.len(),
        ours.lines,
        ours.unknown,
        ours.data,
        theirs.lines,
        theirs.unknown,
    )
}

#[derive(Default)]
struct Ours {
    lines: usize,
    unknown: usize,
    data: usize,
}

impl Ours {
    fn take(&mut self, transcript: &[u8]) {
        let transcript = a76xx_corpus::Transcript::parse(transcript).expect("a transcript of the corpus");
        let mut parser = Parser::new(Limits::DEFAULT);
        let mut windows = [Vec::new(), Vec::new()];
        for step in &transcript.steps {
            let (side, bytes) = match &step.kind {
                a76xx_corpus::StepKind::Host(bytes) => (Side::Host, bytes),
                a76xx_corpus::StepKind::Module(bytes) => (Side::Module, bytes),
                _ => continue,
            };
            let window = &mut windows[side as usize];
            window.extend_from_slice(bytes);
            let mut used = 0;
            while let Step::Event(event) = parser.next(side, &window[used..]) {
                used += event.raw.len();
                self.count(&event);
            }
            window.drain(..used);
        }
        for side in [Side::Host, Side::Module] {
            let mut rest = windows[side as usize].as_slice();
            while let Step::Event(event) = parser.flush(side, rest) {
                rest = &rest[event.raw.len()..];
                self.count(&event);
            }
        }
    }

    fn count(&mut self, event: &Event<'_>) {
        match event.kind {
            Kind::Blank => {}
            Kind::Payload(_) => self.data += event.raw.len(),
            kind => {
                self.lines += 1;
                // The text of an answer has no name of its own.
                let known = kind.line().is_none_or(|line| line.command.is_some() || line.name.is_empty());
                self.unknown += usize::from(matches!(kind, Kind::Text(_) | Kind::Noise(_)) || !known);
            }
        }
    }
}

#[derive(Default)]
struct Theirs {
    lines: usize,
    unknown: usize,
}

impl Theirs {
    fn take(&mut self, transcript: &[u8]) {
        let file = std::env::temp_dir().join(format!("a76xx-comparison-{}.pcapng", std::process::id()));
        let mut out = std::fs::File::create(&file).expect("a file for packets");
        let mut opened = ingest::open("transcript", Box::new(std::io::Cursor::new(transcript.to_vec())), None).expect("a transcript");
        record(&mut opened, &mut Pick::new(Wanted::default()), &mut Pcapng::new(&mut out)).expect("packets");
        let fields = ["-T", "fields", "-e", "at.cmd", "-e", "_ws.expert.message"];
        let output = Command::new("tshark").arg("-r").arg(&file).args(fields).output();
        std::fs::remove_file(&file).expect("the file is still there");
        let Ok(output) = output else { return };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let (command, said) = line.split_once('\t').unwrap_or((line, ""));
            if !command.is_empty() {
                self.lines += 1;
                self.unknown += usize::from(said.contains("Unknown"));
            }
        }
    }
}
