//! A Unix socket, for one program at a time.

use std::io;
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};

use mio::net::{UnixListener, UnixStream};
use mio::{Interest, Registry, Token};

use super::{End, Heard, Plug, Polled};

/// A Unix socket. A program that connects plugs itself in, and out when it disconnects; a second one has to wait.
#[derive(Debug)]
pub struct Unix {
    listener: UnixListener,
    name: String,
    /// To be removed in the end.
    path: Option<PathBuf>,
    plug: Plug<UnixStream>,
    registered: Option<(Registry, Token)>,
}

impl Unix {
    /// Listens at a path. A socket that somebody left there is replaced, anything else is not.
    ///
    /// # Errors
    /// There is something at the path, or the system refuses.
    pub fn listen(path: &Path) -> io::Result<Self> {
        if path.symlink_metadata().is_ok_and(|old| old.file_type().is_socket()) && std::os::unix::net::UnixStream::connect(path).is_err() {
            std::fs::remove_file(path)?;
        }
        let listener = UnixListener::bind(path)?;
        Ok(Self::of(listener, format!("unix:{}", path.display()), Some(path.to_owned())))
    }

    /// Listens at a name that is in no file system (abstract, Linux alone).
    ///
    /// # Errors
    /// The name is taken, or the system has no such names.
    pub fn listen_abstract(name: &str) -> io::Result<Self> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            #[cfg(target_os = "android")]
            use std::os::android::net::SocketAddrExt as _;
            #[cfg(target_os = "linux")]
            use std::os::linux::net::SocketAddrExt as _;

            let address = std::os::unix::net::SocketAddr::from_abstract_name(name.as_bytes())?;
            let listener = std::os::unix::net::UnixListener::bind_addr(&address)?;
            listener.set_nonblocking(true)?;
            Ok(Self::of(UnixListener::from_std(listener), format!("unix:@{name}"), None))
        }
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        Err(io::Error::new(io::ErrorKind::Unsupported, format!("@{name}: names outside the file system are Linux's")))
    }

    fn of(listener: UnixListener, name: String, path: Option<PathBuf>) -> Self {
        Self { listener, name, path, plug: Plug::empty(), registered: None }
    }

    fn accept(&mut self) -> io::Result<()> {
        let Some((registry, first)) = &self.registered else { return Ok(()) };
        if self.plug.stream.is_none()
            && let Ok((mut stream, _)) = self.listener.accept()
        {
            registry.register(&mut stream, *first, Interest::READABLE | Interest::WRITABLE)?;
            self.plug.put(stream);
        }
        Ok(())
    }
}

impl End for Unix {
    fn name(&self) -> String {
        self.name.clone()
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

impl Drop for Unix {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // Somebody may have removed it.
            let _ = std::fs::remove_file(path);
        }
    }
}
