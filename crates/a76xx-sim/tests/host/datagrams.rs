//! UDP links over sockets of this machine.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, UdpSocket};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use a76xx_sim::end::Unix;
use a76xx_sim::net::host::Rules;

use crate::desk::{Folder, LIMIT, Module, Program};

/// A peer of the module, and its port.
fn peer() -> (UdpSocket, u16) {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(LIMIT)).unwrap();
    let port = socket.local_addr().unwrap().port();
    (socket, port)
}

/// A port that nobody uses.
fn free() -> u16 {
    peer().1
}

fn got(socket: &UdpSocket) -> (Vec<u8>, SocketAddr) {
    let mut buffer = [0; 2000];
    let (count, from) = socket.recv_from(&mut buffer).expect("a datagram");
    (buffer[..count].to_vec(), from)
}

struct Bench {
    _module: Module,
    _folder: Folder,
    program: Program<UnixStream>,
}

/// A module with the service open, without echo.
fn bench(name: &str, rules: Rules) -> Bench {
    let folder = Folder::new(name);
    let path = folder.file("modem");
    let at = path.clone();
    let module = Module::running(move || Box::new(Unix::listen(&at).unwrap()), rules);
    let mut program = Program::new(UnixStream::connect(&path).unwrap());
    program.ask("ATE0", "OK\r\n");
    program.ask("AT+NETOPEN", "+NETOPEN: 0\r\n");
    Bench { _module: module, _folder: folder, program }
}

impl Bench {
    fn send(&mut self, link: u8, data: &str, to: (&str, u16)) -> String {
        self.program.ask(&format!("AT+CIPSEND={link},{},\"{}\",{}", data.len(), to.0, to.1), "\r\n>");
        self.program.say(data.as_bytes());
        self.program.until(&format!("+CIPSEND: {link},{0},{0}\r\n", data.len()))
    }
}

/// A datagram goes out from the local port that was asked for, and what comes is told with its sender.
#[test]
fn datagrams_go_to_and_fro() {
    let mut bench = bench("udp", Rules::default());
    let ((one, first), (other, second), local) = (peer(), peer(), free());
    assert_eq!(bench.program.ask(&format!("AT+CIPOPEN=1,\"UDP\",,,{local}"), "OK\r\n"), "\r\n+CIPOPEN: 1,0\r\n\r\nOK\r\n");
    for (socket, port, data) in [(&one, first, "ping"), (&other, second, "to another")] {
        assert_eq!(bench.send(1, data, ("127.0.0.1", port)), format!("\r\nOK\r\n\r\n+CIPSEND: 1,{0},{0}\r\n", data.len()));
        assert_eq!(got(socket), (data.as_bytes().to_vec(), SocketAddr::from((Ipv4Addr::LOCALHOST, local))));
        socket.send_to(b"pong", (Ipv4Addr::LOCALHOST, local)).unwrap();
        assert_eq!(bench.program.until("pong"), format!("\r\nRECV FROM:127.0.0.1:{port}\r\n+IPD4\r\npong"));
    }
    // Nobody has to be asked before.
    other.send_to(b"unasked", (Ipv4Addr::LOCALHOST, local)).unwrap();
    assert_eq!(bench.program.until("unasked"), format!("\r\nRECV FROM:127.0.0.1:{second}\r\n+IPD7\r\nunasked"));
    assert_eq!(bench.program.ask("AT+CIPCLOSE=1", "OK\r\n"), "\r\n+CIPCLOSE: 1,0\r\n\r\nOK\r\n");
    // The port is free again.
    drop(UdpSocket::bind((Ipv4Addr::LOCALHOST, local)).unwrap());
}

/// The module keeps what comes, each datagram by itself (M 15.2.13, `udpRecvmode`), and loses none.
#[test]
fn datagrams_are_kept_apart() {
    let mut bench = bench("udp-kept", Rules::default());
    let ((peer, _), local) = (peer(), free());
    bench.program.ask("AT+CIPRXGET=1", "OK\r\n");
    bench.program.ask("AT+CIPCCFG=10,0,0,0,1,0,500,1", "OK\r\n");
    bench.program.ask(&format!("AT+CIPOPEN=1,\"UDP\",,,{local}"), "OK\r\n");
    peer.send_to(b"first", (Ipv4Addr::LOCALHOST, local)).unwrap();
    assert_eq!(bench.program.until("1,1\r\n"), "\r\n+CIPRXGET: 1,1\r\n");
    peer.send_to(b"second one", (Ipv4Addr::LOCALHOST, local)).unwrap();
    while !bench.program.ask("AT+CIPRXGET=4,1", "OK\r\n").contains("4,1,15") {}
    assert_eq!(bench.program.ask("AT+CIPRXGET=2,1,1500", "OK\r\n"), "\r\n+CIPRXGET: 2,1,5,10\r\nfirst\r\n\r\nOK\r\n");
    assert_eq!(bench.program.ask("AT+CIPRXGET=2,1,1500", "OK\r\n"), "\r\n+CIPRXGET: 2,1,10,0\r\nsecond one\r\n\r\nOK\r\n");
}

/// Nobody listens, or the way there is not allowed: the datagram is lost, and nothing else is.
#[test]
fn lost_datagrams_break_nothing() {
    let mut bench = bench("udp-lost", Rules::default());
    let ((peer, port), local) = (peer(), free());
    bench.program.ask(&format!("AT+CIPOPEN=1,\"UDP\",,,{local}"), "OK\r\n");
    for to in [("127.0.0.1", free()), ("198.51.100.9", 9), ("127.0.0.1", free())] {
        assert_eq!(bench.send(1, "lost", to), "\r\nOK\r\n\r\n+CIPSEND: 1,4,4\r\n");
    }
    bench.send(1, "found", ("127.0.0.1", port));
    assert_eq!(got(&peer).0, b"found");
    peer.send_to(b"me", (Ipv4Addr::LOCALHOST, local)).unwrap();
    assert!(bench.program.until("me").ends_with("+IPD2\r\nme"));
    assert_eq!(bench.program.within(Duration::from_millis(100)), b"");
}

/// A peer that stands elsewhere is called as the module called it.
#[test]
fn a_redirected_peer_keeps_its_name() {
    let ((peer, port), local) = (peer(), free());
    let place = |ip: [u8; 4], port| SocketAddrV4::new(Ipv4Addr::from(ip), port);
    let elsewhere = [(place([192, 0, 2, 7], 123), place([127, 0, 0, 1], port))].into();
    let mut bench = bench("udp-elsewhere", Rules { elsewhere, ..Rules::default() });
    bench.program.ask(&format!("AT+CIPOPEN=1,\"UDP\",,,{local}"), "OK\r\n");
    bench.send(1, "what time?", ("192.0.2.7", 123));
    assert_eq!(got(&peer).0, b"what time?");
    peer.send_to(b"noon", (Ipv4Addr::LOCALHOST, local)).unwrap();
    assert_eq!(bench.program.until("noon"), "\r\nRECV FROM:192.0.2.7:123\r\n+IPD4\r\nnoon");
}

/// A local port that another socket has (M 15.3: 6, the socket is not bound).
#[test]
fn a_port_that_is_taken_is_refused() {
    let mut bench = bench("udp-taken", Rules::default());
    let (_peer, port) = peer();
    assert_eq!(bench.program.ask(&format!("AT+CIPOPEN=1,\"UDP\",,,{port}"), "ERROR\r\n"), "\r\n+CIPOPEN: 1,6\r\n\r\nERROR\r\n");
    assert_eq!(bench.program.ask(&format!("AT+CIPOPEN=1,\"UDP\",,,{}", free()), "OK\r\n"), "\r\n+CIPOPEN: 1,0\r\n\r\nOK\r\n");
}

/// The transparent link over UDP has one peer (AN 3.3.3).
#[test]
fn the_data_state_carries_datagrams() {
    let folder = Folder::new("udp-through");
    let path = folder.file("modem");
    let at = path.clone();
    let _module = Module::running(move || Box::new(Unix::listen(&at).unwrap()), Rules::default());
    let mut program = Program::new(UnixStream::connect(&path).unwrap());
    let ((peer, port), local) = (peer(), free());
    program.ask("ATE0", "OK\r\n");
    program.ask("AT+CIPMODE=1", "OK\r\n");
    program.ask("AT+NETOPEN", "+NETOPEN: 0\r\n");
    let open = format!("AT+CIPOPEN=0,\"UDP\",\"127.0.0.1\",{port},{local}");
    assert_eq!(program.ask(&open, "115200\r\n"), "\r\nCONNECT 115200\r\n");
    program.say(b"through");
    assert_eq!(got(&peer).0, b"through");
    peer.send_to(b"and back", (Ipv4Addr::LOCALHOST, local)).unwrap();
    assert_eq!(program.until("back"), "and back");
    program.within(Duration::from_millis(1200));
    program.say(b"+++");
    assert_eq!(program.until("OK\r\n"), "\r\nOK\r\n");
}
