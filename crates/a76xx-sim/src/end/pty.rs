//! A pseudoterminal: what looks like a serial port to any program.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};

use mio::Interest;
use mio::unix::SourceFd;
use rustix::fs::{Mode, OFlags};
use rustix::pty::OpenptFlags;
use rustix::termios::OptionalActions;

use super::{End, Heard, Polled, waits};

/// A pseudoterminal, and a link to it with a name that stays the same.
///
/// It carries bytes as they are from the beginning: without that the system would echo what the module says before a program has
/// opened the port, and turn CR into LF. A program that closes it is not noticed, as on a cable without control lines.
#[derive(Debug)]
pub struct Pty {
    master: File,
    /// Held open, so that the port does not hang up between two programs.
    _port: File,
    path: PathBuf,
    link: Option<PathBuf>,
}

impl Pty {
    /// Opens one. `link` becomes a symbolic link to it; one that somebody left there is replaced, anything else is not.
    ///
    /// # Errors
    /// The system refuses, or there is something where the link should be.
    pub fn open(link: Option<&Path>) -> io::Result<Self> {
        let master = rustix::pty::openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        rustix::pty::grantpt(&master)?;
        rustix::pty::unlockpt(&master)?;
        let name = rustix::pty::ptsname(&master, Vec::new())?;
        let path = PathBuf::from(name.to_string_lossy().into_owned());
        let port = rustix::fs::open(&path, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
        let mut settings = rustix::termios::tcgetattr(&port)?;
        settings.make_raw();
        rustix::termios::tcsetattr(&port, OptionalActions::Now, &settings)?;
        rustix::io::fcntl_setfd(&master, rustix::io::FdFlags::CLOEXEC)?;
        rustix::fs::fcntl_setfl(&master, rustix::fs::fcntl_getfl(&master)? | OFlags::NONBLOCK)?;
        let mut pty = Self { master: master.into(), _port: port.into(), path, link: None };
        if let Some(link) = link {
            if link.symlink_metadata().is_ok_and(|old| old.file_type().is_symlink()) {
                std::fs::remove_file(link)?;
            }
            std::os::unix::fs::symlink(&pty.path, link)?;
            pty.link = Some(link.to_owned());
        }
        Ok(pty)
    }

    /// The port.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl End for Pty {
    fn name(&self) -> String {
        match &self.link {
            Some(link) => format!("{} ({})", link.display(), self.path.display()),
            None => self.path.display().to_string(),
        }
    }

    fn register(&mut self, poll: &Polled) -> io::Result<()> {
        poll.registry.register(&mut SourceFd(&self.master.as_raw_fd()), poll.first, Interest::READABLE | Interest::WRITABLE)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<Heard> {
        match self.master.read(buffer) {
            Ok(0) => Ok(Heard::Nothing),
            Ok(count) => Ok(Heard::Bytes(count)),
            Err(error) if waits(&error) => Ok(Heard::Nothing),
            Err(error) => Err(error),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.master.write(bytes) {
            Err(error) if waits(&error) => Ok(0),
            written => written,
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(link) = &self.link {
            // Somebody may have removed it.
            let _ = std::fs::remove_file(link);
        }
    }
}
