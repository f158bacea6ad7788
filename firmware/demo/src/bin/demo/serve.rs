//! Serves a client.

use a76xx_driver::{Error, ServerId};
use a76xx_firmware::say;
use embedded_io_async::{Read, Write};

use crate::net::Net;

/// Listens, takes one client, and sends back what it says in capitals until it hangs up.
pub async fn one_client(net: Net, port: u16) -> Result<(), Error> {
    let listener = net.listen(ServerId::N0, port, None).await?;
    say!("serve: listening on {port}");
    let (peer, mut socket) = listener.accept().await?;
    say!("serve: a client at {}", peer.ip());
    let mut buffer = [0; 128];
    let mut count = 0;
    loop {
        let read = socket.read(&mut buffer).await?;
        let said = buffer.get_mut(..read).unwrap_or_default();
        if said.is_empty() {
            break;
        }
        said.make_ascii_uppercase();
        socket.write_all(said).await?;
        socket.flush().await?;
        count += read;
    }
    say!("serve: the client hung up after {count} bytes");
    socket.close().await
}
