//! The session explained as it happens: the decoder reads the transcript that is being written.

use std::io::{self, IsTerminal as _, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Charset, Ground, Look, Text};
use a76xx_decoder::{decode, ingest};
use a76xx_sim::serve::Tap;
use a76xx_sim::{Control, Moment};
use anstream::{AutoStream, ColorChoice};

use crate::record::Record;

/// Explains a session.
pub(crate) struct Trace(Record);

impl Trace {
    /// Begins; the thread ends when the trace is dropped. A mark goes before each line, to tell it from other modules' lines.
    pub(crate) fn start(name: String, mark: String) -> Result<(Self, JoinHandle<()>), String> {
        let (sender, receiver) = channel();
        let mut record = Record::to(Box::new(Pipe { pieces: sender, head: Some(Vec::new()) }));
        record.head(Vec::new());
        let reader = Reader { pieces: receiver, piece: Vec::new(), gone: 0 };
        let thread = std::thread::Builder::new().name("trace".to_owned()).spawn(move || explain(&name, mark, reader));
        Ok((Self(record), thread.map_err(|error| format!("--trace: {error}"))?))
    }
}

impl Tap for Trace {
    fn host(&mut self, at: Moment, bytes: &[u8]) {
        self.0.host(at, bytes);
    }

    fn module(&mut self, at: Moment, bytes: &[u8]) {
        self.0.module(at, bytes);
    }

    fn control(&mut self, at: Moment, control: Control) {
        self.0.control(at, control);
    }
}

fn explain(name: &str, mark: String, reader: Reader) {
    let terminal = io::stdout().is_terminal();
    let colour = terminal && AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    let width = terminal_size::terminal_size().filter(|_| terminal).map_or(100, |(width, _)| usize::from(width.0).max(40));
    let width = width.saturating_sub(mark.chars().count());
    let mut out = Lines { mark, begun: Vec::new() };
    let mut text = Text::new(&mut out, Look { width, colour, charset: Charset::Unicode, ground: Ground::Unknown });
    let done = ingest::open(name, Box::new(reader), None).and_then(|mut opened| decode(&mut opened, Select::ALL, &mut text));
    match done {
        Err(error) if !error.is_closed_pipe() => eprintln!("a76xx-sim: --trace: {error}"),
        _ => {}
    }
}

/// Standard output in whole lines, for several threads write there.
struct Lines {
    mark: String,
    begun: Vec<u8>,
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = io::stdout().lock();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.begun.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                let line = [self.mark.as_bytes(), &std::mem::take(&mut self.begun)].concat();
                out.write_all(&line)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().lock().flush()
    }
}

/// The writing end of a pipe inside the program.
struct Pipe {
    pieces: Sender<Vec<u8>>,
    /// The head waits for the first step: whether there are times is told by what is read at first.
    head: Option<Vec<u8>>,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.head.take() {
            Some(head) if head.is_empty() => self.head = Some(bytes.to_vec()),
            head => {
                let piece = [head.unwrap_or_default().as_slice(), bytes].concat();
                self.pieces.send(piece).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Its reading end.
struct Reader {
    pieces: Receiver<Vec<u8>>,
    piece: Vec<u8>,
    gone: usize,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.gone >= self.piece.len() {
            let Ok(next) = self.pieces.recv() else { return Ok(0) };
            (self.piece, self.gone) = (next, 0);
        }
        let rest = self.piece.get(self.gone..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        self.gone += count;
        Ok(count)
    }
}
