//! TCP links and servers over sockets of this machine.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use a76xx_sim::end::Unix;
use a76xx_sim::net::host::Rules;

use crate::desk::{Folder, LIMIT, Module, Program};

fn bench(name: &str, rules: Rules) -> (Module, Folder, Program<UnixStream>) {
    let folder = Folder::new(name);
    let path = folder.file("modem");
    let at = path.clone();
    let module = Module::running(move || Box::new(Unix::listen(&at).unwrap()), rules);
    let mut program = Program::new(UnixStream::connect(&path).unwrap());
    program.ask("ATE0", "OK\r\n");
    program.ask("AT+NETOPEN", "+NETOPEN: 0\r\n");
    (module, folder, program)
}

fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

#[test]
fn a_link_is_a_connection() {
    let (listener, port) = listener();
    let (_module, _folder, mut program) = bench("tcp", Rules::default());
    // A name stands in the table, or means nothing.
    program.ask(&format!("AT+CIPOPEN=3,\"TCP\",\"localhost\",{port}"), "+CIPOPEN: 3,0\r\n");
    let (mut peer, _) = listener.accept().unwrap();
    peer.set_read_timeout(Some(LIMIT)).unwrap();
    program.ask("AT+CIPSEND=3,5", ">");
    program.say(b"hello");
    program.until("+CIPSEND: 3,5,5\r\n");
    let mut got = [0; 5];
    peer.read_exact(&mut got).unwrap();
    assert_eq!(&got, b"hello");
    peer.write_all(b"last words").unwrap();
    drop(peer);
    let said = program.until("+IPCLOSE: 3,1\r\n");
    assert_eq!(said, format!("\r\nRECV FROM:127.0.0.1:{port}\r\n+IPD10\r\nlast words\r\n+IPCLOSE: 3,1\r\n"));
}

#[test]
fn what_cannot_be_reached_is_told() {
    let (_module, _folder, mut program) = bench("tcp-not", Rules::default());
    let nobody = listener().1;
    let cases = [
        (format!("\"127.0.0.1\",{nobody}"), 1),
        // Not this machine.
        ("\"198.51.100.9\",80".to_owned(), 1),
        ("\"nobody.example\",80".to_owned(), 11),
    ];
    for (peer, err) in cases {
        assert_eq!(
            program.ask(&format!("AT+CIPOPEN=0,\"TCP\",{peer}"), &format!("+CIPOPEN: 0,{err}\r\n")),
            format!("\r\nOK\r\n\r\n+CIPOPEN: 0,{err}\r\n")
        );
    }
    assert_eq!(
        program.ask("AT+CPING=\"127.0.0.1\",1,1", "3,1,1,0,1,1,1\r\n"),
        "\r\nOK\r\n\r\n+CPING: 1,127.0.0.1,64,1,64\r\n\r\n+CPING: 3,1,1,0,1,1,1\r\n"
    );
}

#[test]
fn a_server_takes_clients() {
    let (_module, _folder, mut program) = bench("tcp-server", Rules { own: Ipv4Addr::new(127, 0, 0, 9), ..Rules::default() });
    let port = listener().1;
    assert_eq!(program.ask(&format!("AT+SERVERSTART={port},1"), "OK\r\n"), "\r\nOK\r\n");
    let mut client = TcpStream::connect((Ipv4Addr::new(127, 0, 0, 9), port)).unwrap();
    client.set_read_timeout(Some(LIMIT)).unwrap();
    let from = client.local_addr().unwrap();
    assert_eq!(program.until(&format!("{from}\r\n")), format!("\r\n+CLIENT: 0,1,{from}\r\n"));
    client.write_all(b"hi").unwrap();
    assert_eq!(program.until("hi"), format!("\r\nRECV FROM:{from}\r\n+IPD2\r\nhi"));
    program.ask("AT+CIPSEND=0,5", ">");
    program.say(b"hello");
    program.until("+CIPSEND: 0,5,5\r\n");
    let mut got = [0; 5];
    client.read_exact(&mut got).unwrap();
    program.ask("AT+CIPCLOSE=0", "+CIPCLOSE: 0,0\r\n");
    assert_eq!(client.read(&mut got).unwrap(), 0);
    // Another server of this machine may not have the port, but at another address.
    assert_eq!(program.ask(&format!("AT+SERVERSTART={port},2"), "ERROR\r\n"), "\r\n+CIPERROR: 7\r\n\r\nERROR\r\n");
    program.ask("AT+SERVERSTOP=1", "+SERVERSTOP: 1,0\r\n");
    assert!(TcpStream::connect((Ipv4Addr::new(127, 0, 0, 9), port)).is_err());
    assert_eq!(program.within(Duration::from_millis(50)), b"");
}
