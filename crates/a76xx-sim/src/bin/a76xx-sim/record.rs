//! The session as a transcript.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use a76xx_corpus::{Step, StepKind, Transcript};
use a76xx_sim::serve::Tap;
use a76xx_sim::{Control, Moment, Profile};

/// Writes a transcript as it happens.
pub(crate) struct Record {
    out: Box<dyn Write>,
}

impl Record {
    pub(crate) fn create(path: &Path, profile: &Profile) -> Result<Self, String> {
        let file = File::create(path).map_err(|error| format!("--record {}: {error}", path.display()))?;
        let mut record = Self::to(Box::new(BufWriter::new(file)));
        let source = format!("a76xx-sim {}, profile {}", env!("CARGO_PKG_VERSION"), profile.name);
        record.head(vec![("title".to_owned(), "a session with a simulated module".to_owned()), ("source".to_owned(), source)]);
        Ok(record)
    }

    /// Writes steps alone; the head is the caller's.
    pub(crate) fn to(out: Box<dyn Write>) -> Self {
        Self { out }
    }

    pub(crate) fn head(&mut self, header: Vec<(String, String)>) {
        let head = Transcript { header, steps: Vec::new() };
        self.write(&format!("{head}\n"));
    }

    fn step(&mut self, at: Moment, kind: StepKind) {
        self.write(&format!("{}\n", Step { at: Some(at.micros()), kind }));
    }

    fn write(&mut self, text: &str) {
        // A full disk must not end the session; the file shows where it ended.
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }
}

impl Tap for Record {
    fn host(&mut self, at: Moment, bytes: &[u8]) {
        self.step(at, StepKind::Host(bytes.to_vec()));
    }

    fn module(&mut self, at: Moment, bytes: &[u8]) {
        self.step(at, StepKind::Module(bytes.to_vec()));
    }

    fn control(&mut self, at: Moment, control: Control) {
        use a76xx_corpus::Control as Step;
        let control = match control {
            Control::Dtr(on) => Step::Dtr(on),
            Control::Rts(on) => Step::Rts(on),
            Control::Reset => Step::Reset,
            Control::Power(on) => Step::Power(on),
        };
        self.step(at, StepKind::Control(control));
    }
}
