//! A simulated module behind a socket or a pseudoterminal, whose sockets are those of this machine.

use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;

use a76xx_sim::end::{End, Pty, Unix};
use a76xx_sim::net::host::{HostWorld, Rules};
use a76xx_sim::serve::{Serve, Stop};
use a76xx_sim::{Config, Modem, Rig};

/// A module, for as long as it is kept.
#[derive(Debug)]
pub struct Module {
    path: PathBuf,
    stop: Stop,
    thread: Option<JoinHandle<io::Result<()>>>,
}

/// What a module's line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A Unix socket.
    Socket,
    /// A serial port: a pseudoterminal.
    Serial,
}

impl Module {
    /// Starts a module that has run for a while, and knows one name.
    ///
    /// # Errors
    /// What the system does not give.
    pub fn start(line: Line, name: &str, address: Ipv4Addr) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("a76xx-{}-{number}", std::process::id()));
        let mut rules = Rules::default();
        rules.names.insert(name.to_owned(), vec![address]);
        let at = path.clone();
        let (ready, started) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let mut serve = match serve(line, &at, rules) {
                Ok(serve) => serve,
                Err(error) => {
                    // Whoever waits for it hears of it.
                    let _ = ready.send(Err(error));
                    return Ok(());
                }
            };
            let _ = ready.send(Ok(serve.stop()));
            serve.run()
        });
        let stop = started.recv().map_err(io::Error::other)??;
        Ok(Self { path, stop, thread: Some(thread) })
    }

    /// Where it can be opened.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        self.stop.stop();
        if let Some(thread) = self.thread.take() {
            // One that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

fn serve(line: Line, path: &Path, rules: Rules) -> io::Result<Serve> {
    let mut serve = Serve::new()?;
    let (registry, first) = serve.registry()?;
    let rig = Rig::new(Modem::running(Config::default()), HostWorld::new(registry, first, rules));
    let end: Box<dyn End> = match line {
        Line::Socket => Box::new(Unix::listen(path)?),
        Line::Serial => Box::new(Pty::open(Some(path))?),
    };
    serve.add(Box::new(rig), end, Box::new(()))?;
    Ok(serve)
}
