//! Serial ports and standard input, listened to.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use a76xx_decoder::Error;
use a76xx_parser::Side;
use serial2::SerialPort;

use super::ears::{Ears, PIECE};

/// How long a read waits before it looks again whether anybody still listens.
const PATIENCE: Duration = Duration::from_millis(500);

/// Bits per second, if nobody says.
pub(super) const BAUD: u32 = 115_200;

/// Opens a port: 8 data bits, no parity, one stop bit, no flow control.
pub(super) fn open(path: &Path, baud: u32) -> Result<Arc<SerialPort>, Error> {
    let open = || -> io::Result<SerialPort> {
        let mut port = SerialPort::open(path, baud)?;
        port.set_read_timeout(PATIENCE)?;
        Ok(port)
    };
    open().map(Arc::new).map_err(|source| Error::Input { name: path.display().to_string(), source })
}

/// Listens to a port from now on.
pub(super) fn listen(path: &Path, baud: u32, side: Option<Side>, ears: &Ears) -> Result<(), Error> {
    let port = open(path, baud)?;
    let (name, ears) = (path.display().to_string(), ears.clone());
    thread::spawn(move || hear(&port, &name, &ears, |bytes| ears.hear(side, bytes)));
    Ok(())
}

/// Hands on what a port gives, until nobody wants it or the port is gone.
pub(super) fn hear(port: &SerialPort, name: &str, ears: &Ears, mut take: impl FnMut(&[u8]) -> bool) {
    let mut buffer = [0; PIECE];
    loop {
        match port.read(&mut buffer) {
            Ok(0) => return ears.fail(name, &gone()),
            Ok(len) => {
                if !take(buffer.get(..len).unwrap_or_default()) {
                    return;
                }
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
            Err(error) => return ears.fail(name, &error),
        }
    }
}

/// What a port says that was unplugged.
fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the port is gone")
}

/// Listens to standard input until it ends.
pub(super) fn standard_input(side: Option<Side>, ears: &Ears) {
    let ears = ears.clone();
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        let mut buffer = [0; PIECE];
        loop {
            match input.read(&mut buffer) {
                Ok(0) => return ears.end(),
                // A pipe waits until it is read, unlike a line.
                Ok(len) => {
                    if !ears.hear_all(side, buffer.get(..len).unwrap_or_default()) {
                        return;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return ears.fail("standard input", &error),
            }
        }
    });
}
