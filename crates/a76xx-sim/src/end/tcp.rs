//! A TCP port, for one program at a time.

use std::io;
use std::net::SocketAddr;

use mio::net::{TcpListener, TcpStream};
use mio::{Interest, Registry, Token};

use super::{End, Heard, Plug, Polled};

/// A TCP port. A program that connects plugs itself in, and out when it disconnects; a second one has to wait.
#[derive(Debug)]
pub struct Tcp {
    listener: TcpListener,
    plug: Plug<TcpStream>,
    registered: Option<(Registry, Token)>,
}

impl Tcp {
    /// Listens.
    ///
    /// # Errors
    /// The system refuses.
    pub fn listen(at: SocketAddr) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(at)?, plug: Plug::empty(), registered: None })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// The system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    fn accept(&mut self) -> io::Result<()> {
        let Some((registry, first)) = &self.registered else { return Ok(()) };
        if self.plug.stream.is_none()
            && let Ok((mut stream, _)) = self.listener.accept()
        {
            // A line has no reason to collect small pieces.
            stream.set_nodelay(true)?;
            registry.register(&mut stream, *first, Interest::READABLE | Interest::WRITABLE)?;
            self.plug.put(stream);
        }
        Ok(())
    }
}

impl End for Tcp {
    fn name(&self) -> String {
        self.address().map_or_else(|_| "tcp".to_owned(), |at| format!("tcp:{at}"))
    }

    fn register(&mut self, poll: &Polled) -> io::Result<()> {
        poll.registry.register(&mut self.listener, Token(poll.first.0 + 1), Interest::READABLE)?;
        self.registered = Some((poll.registry.try_clone()?, poll.first));
        Ok(())
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<Heard> {
        self.accept()?;
        Ok(self.plug.read(buffer))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(self.plug.write(bytes))
    }
}
