//! Stands before a server and writes down what both sides say.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What one connection carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// By the client.
    pub client: Vec<u8>,
    /// By the server.
    pub server: Vec<u8>,
}

/// The recorder.
#[derive(Debug)]
pub struct Recorder {
    port: u16,
    open: Arc<AtomicUsize>,
    said: Arc<Mutex<Vec<Said>>>,
}

impl Recorder {
    /// Stands before a server.
    ///
    /// # Errors
    /// There are no more ports.
    pub async fn before(server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let said = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&said);
        let open = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&open);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let number = with(&all, |all| {
                    all.push(Said::default());
                    all.len() - 1
                });
                let (all, count) = (Arc::clone(&all), Arc::clone(&count));
                count.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(async move {
                    carry(client, server, all, number).await;
                    count.fetch_sub(1, Ordering::Relaxed);
                });
            }
        });
        Ok(Self { port, open, said })
    }

    /// Its own port on this machine.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// What was said, by connection, once all of them have ended; the next begin anew. What does not end within 20 s is cut there.
    pub async fn take(&self) -> Vec<Said> {
        for _ in 0..200 {
            if self.open.load(Ordering::Relaxed) == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        with(&self.said, std::mem::take)
    }
}

fn with<X>(said: &Mutex<Vec<Said>>, act: impl FnOnce(&mut Vec<Said>) -> X) -> X {
    act(&mut said.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Carries one connection for as long as either side says something.
async fn carry(mut client: TcpStream, server: SocketAddr, said: Arc<Mutex<Vec<Said>>>, number: usize) {
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    let (mut up, mut down) = ([0; 4096], [0; 4096]);
    let note = |client: &[u8], server: &[u8]| {
        with(&said, |all| {
            if let Some(said) = all.get_mut(number) {
                said.client.extend_from_slice(client);
                said.server.extend_from_slice(server);
            }
        });
    };
    loop {
        let carried = tokio::select! {
            read = client.read(&mut up) => match read {
                Ok(count @ 1..) => {
                    let bytes = up.get(..count).unwrap_or_default();
                    note(bytes, &[]);
                    server.write_all(bytes).await
                }
                _ => return,
            },
            read = server.read(&mut down) => match read {
                Ok(count @ 1..) => {
                    let bytes = down.get(..count).unwrap_or_default();
                    note(&[], bytes);
                    client.write_all(bytes).await
                }
                _ => return,
            },
        };
        if carried.is_err() {
            return;
        }
    }
}
