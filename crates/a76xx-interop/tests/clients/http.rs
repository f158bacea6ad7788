//! HTTP and HTTPS by reqwless, and by embedded-tls below it.

use std::process::Command;

use a76xx_interop::direct::Direct;
use a76xx_interop::has;
use a76xx_interop::module::Line;
use a76xx_interop::record::Recorder;
use embedded_nal_async::{Dns, TcpConnect};
use reqwless::client::{HttpClient, TlsConfig, TlsVerify};
use reqwless::headers::ContentType;
use reqwless::request::{Method, RequestBuilder as _};

use crate::{Folder, NAME, free_port, in_time, on, over_module, start};

const DIRECT: Direct = Direct { name: NAME, address: std::net::Ipv4Addr::LOCALHOST };

/// Two pages and a refusal.
async fn read_pages<T: TcpConnect, D: Dns>(tcp: &T, dns: &D, port: u16) -> Vec<(u16, Vec<u8>)> {
    let mut client = HttpClient::new(tcp, dns);
    let mut buffer = vec![0; 80_000];
    let mut pages = Vec::new();
    for (method, page) in [(Method::GET, "small.txt"), (Method::GET, "large.bin"), (Method::POST, "small.txt")] {
        let url = format!("http://{NAME}:{port}/{page}");
        let request = client.request(method, &url).await.expect("a connection");
        let mut request = request.content_type(ContentType::TextPlain).headers(&[("X-Test", "a b")]).body(&b"question"[..]);
        let response = request.send(&mut buffer).await.expect("an answer");
        pages.push((response.status.0, response.body().read_to_end().await.expect("a body").to_vec()));
    }
    pages
}

#[tokio::test]
async fn reqwless_reads_pages() {
    if !has("python3") {
        return;
    }
    let (folder, port) = (Folder::new("http"), free_port());
    let large: Vec<u8> = (0..60_000_u32).map(|at| (at * 7 + at / 256) as u8).collect();
    folder.write("small.txt", "OK\r\n+IPCLOSE: 0,1\r\n");
    folder.write("large.bin", &large);
    let mut server = Command::new("python3");
    server.args(["-m", "http.server", "--bind", "127.0.0.1", "--directory"]).arg(folder.path()).arg(port.to_string());
    let _server = start(&mut server, port).await;
    let recorder = Recorder::before(on(port)).await.unwrap();

    let direct = in_time(read_pages(&DIRECT, &DIRECT, recorder.port())).await;
    let by_host = recorder.take().await;
    let (over, by_module) = over_module(Line::Serial, async |stack| {
        // What is left of the connections needs the module.
        (read_pages(&stack, &stack, recorder.port()).await, recorder.take().await)
    })
    .await;

    assert_eq!(direct.iter().map(|(status, _)| *status).collect::<Vec<_>>(), [200, 200, 501]);
    assert!(direct[1].1 == large);
    assert!(direct == over, "the pages differ");
    let clients = |all: &[a76xx_interop::record::Said]| all.iter().map(|said| said.client.clone()).collect::<Vec<_>>();
    assert_eq!(clients(&by_host), clients(&by_module));
}

/// A page over TLS; the server shows what it was asked.
async fn read_secret<T: TcpConnect, D: Dns>(tcp: &T, dns: &D, port: u16) -> (u16, Vec<u8>) {
    let (mut read, mut write) = (vec![0; 16_640], vec![0; 16_640]);
    let tls = TlsConfig::new(0x5eed, &mut read, &mut write, TlsVerify::None);
    let mut client = HttpClient::new_with_tls(tcp, dns, tls);
    let mut buffer = vec![0; 80_000];
    let url = format!("https://{NAME}:{port}/page.bin");
    let mut request = client.request(Method::GET, &url).await.expect("a connection");
    let response = request.send(&mut buffer).await.expect("an answer");
    (response.status.0, response.body().read_to_end().await.expect("a body").to_vec())
}

#[tokio::test]
async fn embedded_tls_reads_a_page() {
    if !has("openssl") {
        return;
    }
    let (folder, port) = (Folder::new("https"), free_port());
    let page: Vec<u8> = (0..20_000_u32).map(|at| (at * 13) as u8).collect();
    // With its header, and its length: the end of a session is an error to the client.
    let mut answer = format!("HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n", page.len()).into_bytes();
    answer.extend_from_slice(&page);
    folder.write("page.bin", &answer);
    let key =
        ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=server.test"];
    let made =
        Command::new("openssl").current_dir(folder.path()).args(key).args(["-keyout", "key.pem", "-out", "cert.pem"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut server = Command::new("openssl");
    server.current_dir(folder.path()).args(["s_server", "-quiet", "-tls1_3", "-key", "key.pem", "-cert", "cert.pem", "-HTTP", "-accept"]);
    let _server = start(server.arg(port.to_string()), port).await;
    let recorder = Recorder::before(on(port)).await.unwrap();

    let direct = in_time(read_secret(&DIRECT, &DIRECT, recorder.port())).await;
    let by_host = recorder.take().await;
    let (over, by_module) =
        over_module(Line::Socket, async |stack| (read_secret(&stack, &stack, recorder.port()).await, recorder.take().await)).await;

    assert_eq!(direct.0, 200);
    assert!(direct.1 == page && over == direct);
    // The keys of a session are of both sides; the client's first flight is its own, and the rest has the same length.
    let hello = |said: &[u8]| said[..5 + usize::from(u16::from_be_bytes([said[3], said[4]]))].to_vec();
    assert_eq!(hello(&by_host[0].client), hello(&by_module[0].client));
    assert_eq!(by_host[0].client.len(), by_module[0].client.len());
}
