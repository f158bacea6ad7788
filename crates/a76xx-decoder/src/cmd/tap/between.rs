//! Between a program and its port: the program gets a pseudo-terminal, and bytes go on before they are shown.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::thread;

use a76xx_decoder::Error;
use a76xx_parser::Side;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use serial2::SerialPort;

use super::ears::{Ears, PIECE};
use super::rate::Rate;
use super::{Link, complain, port};

/// How long the module's bytes wait for a program that does not read.
const PATIENCE: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };
const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

/// How often the speed that the program set is looked at while it says nothing.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// The program's port.
struct Pty {
    master: OwnedFd,
    /// Kept open, so that the program may come and go, and its settings stay.
    program: OwnedFd,
    path: PathBuf,
}

/// Opens the port and a pseudo-terminal for the program, names it, and passes bytes on from now on.
pub(super) fn start(path: &Path, fixed: Option<u32>, link: Option<&Path>, ears: &Ears) -> Result<Option<Link>, Error> {
    let baud = fixed.unwrap_or(port::BAUD);
    let port = port::open(path, baud)?;
    let unmade = |source: io::Error| Error::Input { name: String::from("the program's port"), source };
    let pty = pty(baud).map_err(|errno| unmade(errno.into()))?;
    let made = link.map(|link| make(link, &pty.path)).transpose()?;
    let shown = link.unwrap_or(&pty.path);
    complain(&format!("the program's port is {}", shown.display()));
    let reader = pty.master.try_clone().map_err(unmade)?;
    let rate = Rate::new(pty.program.try_clone().map_err(unmade)?, port.try_clone().map_err(unmade)?, baud, fixed);
    let (to_port, from_host) = (port.clone(), ears.clone());
    let name = path.display().to_string();
    thread::spawn({
        let name = name.clone();
        move || host(&mut File::from(reader), rate, &to_port, &name, &from_host)
    });
    let ears = ears.clone();
    thread::spawn(move || {
        let mut program = Program { pty, reads: true, untaken: 0 };
        port::hear(&port, &name, &ears, |bytes| {
            program.give(bytes, &ears);
            ears.hear(Some(Side::Module), bytes)
        });
    });
    Ok(made)
}

/// A pseudo-terminal that changes nothing: made so before the first byte, which would go through the line discipline otherwise.
fn pty(baud: u32) -> rustix::io::Result<Pty> {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
    grantpt(&master)?;
    unlockpt(&master)?;
    let name = ptsname(&master, Vec::new())?;
    let program = rustix::fs::open(&*name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
    let mut settings = tcgetattr(&program)?;
    settings.make_raw();
    settings.set_speed(baud)?;
    tcsetattr(&program, OptionalActions::Now, &settings)?;
    Ok(Pty { master, program, path: PathBuf::from(name.to_string_lossy().into_owned()) })
}

/// Makes the link. One that an earlier run left behind is replaced, nothing else is.
fn make(link: &Path, to: &Path) -> Result<Link, Error> {
    let failed = |source| Error::Input { name: link.display().to_string(), source };
    if let Ok(old) = std::fs::read_link(link)
        && old.starts_with("/dev")
    {
        std::fs::remove_file(link).map_err(failed)?;
    }
    std::os::unix::fs::symlink(to, link).map_err(failed)?;
    Ok(Link(link.to_owned()))
}

/// Passes on what the program writes.
fn host(from: &mut File, mut rate: Rate, to: &SerialPort, name: &str, ears: &Ears) {
    let mut buffer = [0; PIECE];
    loop {
        // What a program writes goes out at the speed that it set before.
        let waiting = poll(&mut [PollFd::new(from, PollFlags::IN)], Some(&LOOK));
        rate.follow(ears);
        if waiting == Ok(0) {
            continue;
        }
        let bytes = match from.read(&mut buffer) {
            Ok(len) => buffer.get(..len).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return ears.fail("the program's port", &error),
        };
        if let Err(error) = to.write_all(bytes) {
            return ears.fail(name, &error);
        }
        if !ears.hear(Some(Side::Host), bytes) {
            return;
        }
    }
}

/// The program, as far as it reads.
struct Program {
    pty: Pty,
    /// It took what it was given last.
    reads: bool,
    /// Bytes that it did not take since.
    untaken: u64,
}

impl Program {
    /// Gives the program bytes. What does not fit into its port is dropped after a while, as a port does that nobody reads.
    fn give(&mut self, mut bytes: &[u8], ears: &Ears) {
        while !bytes.is_empty() {
            let patience = if self.reads { PATIENCE } else { AT_ONCE };
            match self.write(bytes, &patience) {
                Ok(Some(len)) => {
                    if self.untaken > 0 {
                        ears.remark(format!("the program did not take {} bytes of the module's", std::mem::take(&mut self.untaken)));
                    }
                    self.reads = true;
                    bytes = bytes.get(len..).unwrap_or_default();
                }
                Ok(None) => {
                    self.reads = false;
                    self.untaken += bytes.len() as u64;
                    return;
                }
                // The program's end is held open here, so this does not come from the program.
                Err(error) => return ears.fail("the program's port", &error.into()),
            }
        }
    }

    /// As much as there is room for; `None` where there is none.
    fn write(&self, bytes: &[u8], patience: &Timespec) -> rustix::io::Result<Option<usize>> {
        let mut ready = [PollFd::new(&self.pty.master, PollFlags::OUT)];
        match poll(&mut ready, Some(patience)) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(Some(0)),
            Err(errno) => return Err(errno),
        }
        // A terminal that is ready may still have no room for all: it is asked for little at a time.
        let few = bytes.get(..64).unwrap_or(bytes);
        match rustix::io::write(&self.pty.master, few) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Ok(Some(0)),
            other => other.map(Some),
        }
    }
}
