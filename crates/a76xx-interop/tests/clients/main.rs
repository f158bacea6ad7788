//! Clients and servers of others, unchanged, over a simulated module and over this machine's own sockets.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_futures,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test"
)]

mod http;
mod mqtt;
mod server;
mod udp;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use a76xx_driver::{Config, Stack, State, TokioClock};
use a76xx_interop::module::{Line, Module};
use a76xx_interop::port;
use embedded_io_adapters::tokio_1::FromTokio;
use tokio::time::{sleep, timeout};

/// A name that module and machine know.
const NAME: &str = "server.test";

type Own<'s> = Stack<'s, TokioClock, 10, 4096, 4096>;

/// Runs an application over a module.
async fn over_module<X>(line: Line, app: impl AsyncFnOnce(Own<'_>) -> X) -> X {
    let module = Module::start(line, NAME, Ipv4Addr::LOCALHOST).expect("a module");
    let (rx, tx) = tokio::io::split(port::open(&module.path().to_string_lossy(), 115_200).await.expect("a port"));
    let mut state = Box::new(State::<_, 10, 4096, 4096>::new(Config::DEFAULT, TokioClock::new()));
    let (mut runner, stack) = state.split();
    let app = async {
        stack.up().await.expect("a service");
        app(stack).await
    };
    tokio::select! {
        end = runner.run(FromTokio::new(rx), FromTokio::new(tx)) => panic!("the line ended: {end:?}"),
        out = in_time(app) => out,
    }
}

/// Nothing here takes long.
async fn in_time<X>(what: impl Future<Output = X>) -> X {
    timeout(Duration::from_mins(1), what).await.expect("in time")
}

/// A program, for as long as it is kept.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a server, and waits until it listens.
async fn start(command: &mut Command, port: u16) -> Program {
    let program = Program(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a server"));
    for _ in 0..300 {
        if tokio::net::TcpStream::connect(on(port)).await.is_ok() {
            return program;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("{command:?} does not listen");
}

fn on(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// A port that nobody uses.
fn free_port() -> u16 {
    std::net::TcpListener::bind(on(0)).and_then(|listener| listener.local_addr()).expect("a port").port()
}

/// A folder of its own, for as long as it is kept.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("a76xx-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), text).expect("a file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is told by whoever looks after the temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
