//! The examples, run as programs against a simulated module at a serial port.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use a76xx_interop::has;
use a76xx_interop::module::{Line, Module};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::process::{Child, Command};
use tokio::time::timeout;

const NAME: &str = "server.test";

fn on(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// An example beside a module of its own.
fn example(name: &str, line: Line, args: &[&str]) -> (Module, Child) {
    let module = Module::start(line, NAME, Ipv4Addr::LOCALHOST).expect("a module");
    // Cargo puts examples beside the folder of the tests.
    let mut path: PathBuf = std::env::current_exe().expect("a path");
    path.pop();
    path.pop();
    let path = path.join("examples").join(name);
    assert!(path.exists(), "{} is not built: cargo build -p a76xx-interop --examples", path.display());
    let mut command = Command::new(path);
    command.arg("--port").arg(module.path()).args(args).kill_on_drop(true);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("an example");
    (module, child)
}

/// What an example prints, if it ends well.
async fn printed(child: Child) -> String {
    let output = timeout(Duration::from_mins(1), child.wait_with_output()).await.expect("in time").expect("an end");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[tokio::test]
async fn http_get() {
    let server = TcpListener::bind(on(0)).await.unwrap();
    let port = server.local_addr().unwrap().port().to_string();
    tokio::spawn(async move {
        let (mut client, _) = server.accept().await.unwrap();
        let mut asked = String::new();
        let mut reader = BufReader::new(&mut client);
        while !asked.ends_with("\r\n\r\n") {
            reader.read_line(&mut asked).await.unwrap();
        }
        client.write_all(format!("HTTP/1.0 200 OK\r\n\r\n{asked}").as_bytes()).await.unwrap();
    });
    let (_module, child) = example("http_get", Line::Serial, &[NAME, &port, "/page"]);
    let page = printed(child).await;
    assert_eq!(page, "HTTP/1.0 200 OK\r\n\r\nGET /page HTTP/1.0\r\nHost: server.test\r\n\r\n");
}

#[tokio::test]
async fn mqtt() {
    if !has("mosquitto") {
        return;
    }
    let port = std::net::TcpListener::bind(on(0)).and_then(|listener| listener.local_addr()).unwrap().port();
    let mut broker = Command::new("mosquitto");
    broker.args(["-p", &port.to_string()]).env("PATH", "/usr/local/sbin:/usr/sbin:/usr/bin").kill_on_drop(true);
    let _broker = broker.stderr(Stdio::null()).spawn().unwrap();
    while TcpStream::connect(on(port)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (_module, child) = example("mqtt", Line::Socket, &[NAME, &port.to_string(), "meter/1", "forty-two"]);
    assert_eq!(printed(child).await, "forty-two\n");
}

#[tokio::test]
async fn udp_echo() {
    let server = UdpSocket::bind(on(0)).await.unwrap();
    let address = server.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let mut buffer = [0; 1500];
        while let Ok((count, peer)) = server.recv_from(&mut buffer).await {
            server.send_to(buffer.get(..count).unwrap(), peer).await.unwrap();
        }
    });
    let (_module, child) = example("udp_echo", Line::Serial, &[&address, "one", "two"]);
    assert_eq!(printed(child).await, format!("{address} said: one\n{address} said: two\n"));
}

#[tokio::test]
async fn tcp_server() {
    let port = std::net::TcpListener::bind(on(0)).and_then(|listener| listener.local_addr()).unwrap().port();
    let (_module, mut child) = example("tcp_server", Line::Socket, &[&port.to_string(), "--clients", "1"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let listens = timeout(Duration::from_mins(1), lines.next_line()).await.unwrap().unwrap().unwrap();
    assert!(listens.starts_with("listening"), "{listens}");
    let mut client = TcpStream::connect(on(port)).await.unwrap();
    client.write_all(&[b'x'; 5000]).await.unwrap();
    let mut back = [0; 5000];
    timeout(Duration::from_mins(1), client.read_exact(&mut back)).await.unwrap().unwrap();
    drop(client);
    assert!(lines.next_line().await.unwrap().unwrap().ends_with("has come"));
    assert!(lines.next_line().await.unwrap().unwrap().ends_with("had 5000 bytes back"));
    assert!(printed(child).await.is_empty());
}

#[tokio::test]
async fn bridge() {
    let server = TcpListener::bind(on(0)).await.unwrap();
    let port = server.local_addr().unwrap().port().to_string();
    tokio::spawn(async move {
        let (mut client, _) = server.accept().await.unwrap();
        let mut asked = [0; 11];
        client.read_exact(&mut asked).await.unwrap();
        client.write_all(b"you said: ").await.unwrap();
        client.write_all(&asked).await.unwrap();
    });
    let (_module, mut child) = example("bridge", Line::Socket, &[NAME, &port]);
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"AT\r\nOK\r\n+++").await.unwrap();
    input.flush().await.unwrap();
    drop(input);
    assert_eq!(printed(child).await, "you said: AT\r\nOK\r\n+++");
}
