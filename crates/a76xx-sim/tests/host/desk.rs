//! A module on a thread of its own, and a program at its end.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use a76xx_sim::end::End;
use a76xx_sim::net::host::{HostWorld, Rules};
use a76xx_sim::serve::{Serve, Stop, Tap};
use a76xx_sim::{Config, Control, Modem, Moment, Rig};

/// Longest wait for anything.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// A module that lives until it is dropped.
pub(crate) struct Module {
    stop: Stop,
    thread: Option<JoinHandle<()>>,
    heard: Receiver<Heard>,
}

/// What came to the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Bytes(Vec<u8>),
    Control(Control),
}

struct Ears(Sender<Heard>);

impl Tap for Ears {
    fn host(&mut self, _: Moment, bytes: &[u8]) {
        let _ = self.0.send(Heard::Bytes(bytes.to_vec()));
    }

    fn module(&mut self, _: Moment, _: &[u8]) {}

    fn control(&mut self, _: Moment, control: Control) {
        let _ = self.0.send(Heard::Control(control));
    }
}

impl Module {
    /// One that has run for a while.
    pub(crate) fn running(end: impl FnOnce() -> Box<dyn End> + Send + 'static, rules: Rules) -> Self {
        Self::start(end, rules, || Modem::running(Config::default().instant()))
    }

    /// One that begins with its boot.
    pub(crate) fn booting(end: impl FnOnce() -> Box<dyn End> + Send + 'static) -> Self {
        Self::start(end, Rules::default(), || {
            let mut modem = Modem::new(Config::default().instant());
            modem.control(Moment::START, Control::Power(true));
            modem
        })
    }

    fn start(end: impl FnOnce() -> Box<dyn End> + Send + 'static, rules: Rules, modem: impl FnOnce() -> Modem + Send + 'static) -> Self {
        let (ready, started) = channel();
        let (ears, heard) = channel();
        let thread = std::thread::spawn(move || {
            let mut serve = Serve::new().unwrap();
            let (registry, first) = serve.registry().unwrap();
            let rig = Rig::new(modem(), HostWorld::new(registry, first, rules));
            serve.add(Box::new(rig), end(), Box::new(Ears(ears))).unwrap();
            ready.send(serve.stop()).unwrap();
            serve.run().unwrap();
        });
        Self { stop: started.recv().expect("a module"), thread: Some(thread), heard }
    }

    /// All that has come to it within so much time.
    pub(crate) fn heard(&self, within: Duration) -> Vec<Heard> {
        let until = Instant::now() + within;
        std::iter::from_fn(|| self.heard.recv_timeout(until.saturating_duration_since(Instant::now())).ok()).collect()
    }

    /// The next thing that comes to it.
    pub(crate) fn hears(&self) -> Heard {
        self.heard.recv_timeout(LIMIT).expect("something")
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        self.stop.stop();
        let ended = self.thread.take().map(JoinHandle::join);
        if !std::thread::panicking() {
            ended.unwrap().unwrap();
        }
    }
}

/// What a program opens.
pub(crate) trait Port: Read + Write + Send + Sized + 'static {
    /// A second handle.
    fn twin(&self) -> std::io::Result<Self>;
    /// Hangs up, whoever else has a handle.
    fn hang_up(&self);
}

impl Port for File {
    fn twin(&self) -> std::io::Result<Self> {
        self.try_clone()
    }

    fn hang_up(&self) {}
}

impl Port for UnixStream {
    fn twin(&self) -> std::io::Result<Self> {
        self.try_clone()
    }

    fn hang_up(&self) {
        let _ = self.shutdown(Shutdown::Both);
    }
}

impl Port for TcpStream {
    fn twin(&self) -> std::io::Result<Self> {
        self.try_clone()
    }

    fn hang_up(&self) {
        let _ = self.shutdown(Shutdown::Both);
    }
}

/// A program at an end: a thread reads, so that a wait may have an end.
pub(crate) struct Program<P: Port> {
    port: P,
    pieces: Receiver<Vec<u8>>,
    read: Vec<u8>,
}

impl<P: Port> Program<P> {
    pub(crate) fn new(port: P) -> Self {
        let (sender, pieces) = channel();
        let mut read = port.twin().unwrap();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = read.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { port, pieces, read: Vec::new() }
    }

    pub(crate) fn say(&mut self, bytes: &[u8]) {
        self.port.write_all(bytes).unwrap();
    }

    /// What is read, as soon as this is the end of it.
    pub(crate) fn until(&mut self, end: &str) -> String {
        let until = Instant::now() + LIMIT;
        while !self.read.ends_with(end.as_bytes()) {
            match self.pieces.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(piece) => self.read.extend(piece),
                Err(why) => panic!("no {end:?}, {why}: {}", self.read.escape_ascii()),
            }
        }
        String::from_utf8_lossy(&std::mem::take(&mut self.read)).into_owned()
    }

    /// What comes within so much time.
    pub(crate) fn within(&mut self, span: Duration) -> Vec<u8> {
        let until = Instant::now() + span;
        while let Ok(piece) = self.pieces.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.read.extend(piece);
        }
        std::mem::take(&mut self.read)
    }

    /// A command line, and the answer up to this end.
    pub(crate) fn ask(&mut self, line: &str, end: &str) -> String {
        self.say(format!("{line}\r").as_bytes());
        self.until(end)
    }
}

impl<P: Port> Drop for Program<P> {
    fn drop(&mut self) {
        self.port.hang_up();
    }
}

/// A folder that goes away again.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("a76xx-sim-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
