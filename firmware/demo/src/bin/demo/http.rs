//! Asks for a page.

use core::net::SocketAddrV4;

use a76xx_driver::{Error, Host};
use a76xx_firmware::say;
use embedded_io_async::{Read, Write};

use crate::net::Net;

/// Gets a page, and says how long it is and what its bytes add up to.
pub async fn get(net: Net, host: &str, path: &str) -> Result<(), Error> {
    let address = net.resolve(host).await?;
    say!("http: {host} is {address}");
    let mut socket = net.connect(Host::Address(SocketAddrV4::new(address, 80))).await?;
    for part in ["GET ", path, " HTTP/1.0\r\nHost: ", host, "\r\n\r\n"] {
        socket.write_all(part.as_bytes()).await?;
    }
    socket.flush().await?;

    let (mut head, mut line, mut first) = (true, 0, [0; 12]);
    let (mut count, mut sum) = (0_usize, 0_u32);
    let mut buffer = [0; 256];
    loop {
        let read = socket.read(&mut buffer).await?;
        if read == 0 {
            break;
        }
        for &byte in buffer.get(..read).unwrap_or_default() {
            match byte {
                _ if !head => (count, sum) = (count + 1, sum.wrapping_mul(31).wrapping_add(u32::from(byte))),
                // The head ends with an empty line.
                b'\n' if line == 0 => head = false,
                b'\n' => line = 0,
                b'\r' => {}
                _ => line += 1,
            }
        }
        if first == [0; 12]
            && let Some(start) = buffer.first_chunk()
        {
            first = *start;
        }
    }
    say!("http: {path} {}, {count} bytes, sum {sum:08x}", core::str::from_utf8(&first).unwrap_or("?"));
    socket.close().await
}
