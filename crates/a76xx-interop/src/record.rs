//! Stands before a server and writes down what both sides say.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

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
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let number = with(&all, |all| {
                    all.push(Said::default());
                    all.len() - 1
                });
                tokio::spawn(carry(client, server, Arc::clone(&all), number));
            }
        });
        Ok(Self { port, said })
    }

    /// Its own port on this machine.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// What was said so far, by connection; the next begin anew.
    pub fn take(&self) -> Vec<Said> {
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
