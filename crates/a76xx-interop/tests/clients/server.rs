//! A web server by edge-http on the module, read by programs on this machine.

use std::fmt::{Debug, Display};

use a76xx_interop::module::Line;
use edge_http::io::Error;
use edge_http::io::server::{Connection, Handler, Server};
use edge_nal::{TcpBind as _, TcpSplit};
use embedded_io_async::{Read, Write};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::{free_port, on, over_module};

/// Says where it was asked, and what.
struct Page;

impl Handler for Page {
    type Error<E>
        = Error<E>
    where
        E: Debug;

    async fn handle<T, const N: usize>(
        &self,
        _: impl Display + Copy,
        connection: &mut Connection<'_, T, N>,
    ) -> Result<(), Self::Error<T::Error>>
    where
        T: Read + Write + TcpSplit,
    {
        let path = connection.headers()?.path.to_owned();
        connection.initiate_response(200, Some("OK"), &[("Content-Type", "text/plain")]).await?;
        connection.write_all(format!("you asked for {path}\n").repeat(200).as_bytes()).await
    }
}

/// What a page says.
async fn ask(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(on(port)).await.unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: module\r\nConnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut page = Vec::new();
    stream.read_to_end(&mut page).await.unwrap();
    String::from_utf8(page).unwrap()
}

#[tokio::test]
async fn edge_http_serves_pages() {
    let port = free_port();
    over_module(Line::Socket, async |stack| {
        let listener = stack.bind(on(port)).await.unwrap();
        let mut server = Server::<3, 2048, 16>::new();
        let serving = server.run(None, &listener, Page);
        let asks = async {
            for path in ["/", "/status?a=b"] {
                let page = ask(port, path).await;
                assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
                assert_eq!(page.matches(&format!("you asked for {path}\n")).count(), 200);
            }
            // Two at once.
            let (a, b) = tokio::join!(ask(port, "/a"), ask(port, "/b"));
            assert!(a.contains("for /a\n") && b.contains("for /b\n"));
        };
        tokio::select! {
            end = serving => panic!("the server ended: {end:?}"),
            () = asks => {}
        }
    })
    .await;
}
