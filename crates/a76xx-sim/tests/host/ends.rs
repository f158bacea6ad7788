//! What other programs open: pseudoterminals, Unix sockets, TCP ports.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::net::TcpStream;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::path::Path;
use std::time::Duration;

use a76xx_sim::Control;
use a76xx_sim::end::{End, Pty, Tcp, Unix};
use a76xx_sim::net::host::Rules;

use crate::desk::{Folder, Heard, Module, Port, Program};

const AT: &str = "AT\r\r\nOK\r\n";
/// Long enough for what must not come.
const QUIET: Duration = Duration::from_millis(200);

fn on_pty(path: &Path) -> Module {
    let path = path.to_owned();
    Module::running(move || Box::new(Pty::open(Some(&path)).unwrap()), Rules::default())
}

fn open(path: &Path) -> Program<File> {
    Program::new(File::options().read(true).write(true).open(path).unwrap())
}

/// The line carries bytes as they are before any program has set it up: nothing is echoed, no CR becomes LF.
#[test]
fn a_pseudoterminal_is_raw_before_it_is_opened() {
    let folder = Folder::new("pty-raw");
    let path = folder.file("modem");
    let at = path.clone();
    let module = Module::booting(move || Box::new(Pty::open(Some(&at)).unwrap()));
    // The boot is said to nobody; a line with echo would send it back.
    assert!(module.heard(Duration::from_millis(400)).is_empty());
    let mut program = open(&path);
    let boot = program.until("PB DONE\r\n");
    assert!(boot.starts_with("\r\n*ATREADY: 1\r\n"), "{boot:?}");
    assert_eq!(program.ask("AT", "OK\r\n"), AT);
    assert_eq!(module.hears(), Heard::Bytes(b"AT\r".to_vec()));
    // Signals, flow control, ends of files and lines of a terminal are bytes like any other.
    let all: Vec<u8> = (0..=255).filter(|byte| !b"\r\n\x08".contains(byte)).collect();
    program.say(&[b"x", all.as_slice(), b"\r"].concat());
    program.until("ERROR\r\n");
    let mut heard = Vec::new();
    while !heard.ends_with(b"\r") {
        let Heard::Bytes(bytes) = module.hears() else { panic!("no bytes") };
        heard.extend(bytes);
    }
    assert_eq!(heard, [b"x", all.as_slice(), b"\r"].concat());
}

/// A module without control lines does not know that its port was closed.
#[test]
fn a_pseudoterminal_outlives_its_programs() {
    let folder = Folder::new("pty-again");
    let path = folder.file("modem");
    let module = on_pty(&path);
    let mut first = File::options().read(true).write(true).open(&path).unwrap();
    first.write_all(b"ATE0\r").unwrap();
    assert_eq!(module.hears(), Heard::Bytes(b"ATE0\r".to_vec()));
    drop(first);
    let mut second = open(&path);
    second.until("OK\r\n");
    assert_eq!(second.ask("AT", "OK\r\n"), "\r\nOK\r\n");
    assert!(module.heard(QUIET).iter().all(|heard| matches!(heard, Heard::Bytes(_))));
    drop(module);
    assert!(path.symlink_metadata().is_err(), "the link is left");
}

#[test]
fn a_link_is_replaced_and_a_file_is_not() {
    let folder = Folder::new("pty-link");
    let (link, file) = (folder.file("link"), folder.file("file"));
    std::os::unix::fs::symlink("/nowhere", &link).unwrap();
    assert_eq!(open_and_ask(&link), AT);
    std::fs::write(&file, "precious").unwrap();
    assert_eq!(Pty::open(Some(&file)).unwrap_err().kind(), ErrorKind::AlreadyExists);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
}

fn open_and_ask(path: &Path) -> String {
    let _module = on_pty(path);
    open(path).ask("AT", "OK\r\n")
}

/// One program at a time: another has to wait until the first is gone, which the module sees on DTR.
#[test]
fn who_comes_second_waits() {
    let folder = Folder::new("second");
    let path = folder.file("modem");
    let at = path.clone();
    let (sender, told) = std::sync::mpsc::channel();
    let unix = Module::running(move || Box::new(Unix::listen(&at).unwrap()), Rules::default());
    let tcp = Module::running(
        move || {
            let end = Tcp::listen("127.0.0.1:0".parse().unwrap()).unwrap();
            sender.send(end.address().unwrap()).unwrap();
            Box::new(end)
        },
        Rules::default(),
    );
    let address = told.recv().unwrap();
    second_waits(&unix, || UnixStream::connect(&path).unwrap());
    second_waits(&tcp, || TcpStream::connect(address).unwrap());
}

fn second_waits<P: Port>(module: &Module, connect: impl Fn() -> P) {
    let mut first = Program::new(connect());
    assert_eq!(first.ask("AT", "OK\r\n"), AT);
    let mut second = Program::new(connect());
    second.say(b"ATI\r");
    assert_eq!(second.within(QUIET), b"");
    assert_eq!(first.ask("ATE0", "OK\r\n"), "ATE0\r\r\nOK\r\n");
    let so_far = module.heard(QUIET);
    assert_eq!(so_far, [Heard::Control(Control::Dtr(true)), Heard::Bytes(b"AT\r".to_vec()), Heard::Bytes(b"ATE0\r".to_vec())]);
    drop(first);
    // The module is the same, and its echo is off.
    assert!(second.until("OK\r\n").starts_with("\r\nManufacturer: "));
    let heard = module.heard(QUIET);
    assert_eq!(heard, [Heard::Control(Control::Dtr(false)), Heard::Control(Control::Dtr(true)), Heard::Bytes(b"ATI\r".to_vec())]);
}

/// A socket that a killed program left is replaced; one that somebody listens on, and a file, are not.
#[test]
fn a_socket_is_replaced_where_nobody_listens() {
    let folder = Folder::new("unix");
    let (path, file) = (folder.file("modem"), folder.file("file"));
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    assert!(path.exists());
    let end = Unix::listen(&path).unwrap();
    assert_eq!(Unix::listen(&path).unwrap_err().kind(), ErrorKind::AddrInUse);
    assert!(path.exists());
    drop(end);
    assert!(!path.exists(), "the socket is left");
    std::fs::write(&file, "precious").unwrap();
    assert_eq!(Unix::listen(&file).unwrap_err().kind(), ErrorKind::AddrInUse);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
}

#[test]
fn a_name_outside_the_file_system_will_do() {
    let name = format!("a76xx-ends-{}", std::process::id());
    let own = name.clone();
    let module = Module::running(move || Box::new(Unix::listen_abstract(&own).unwrap()) as Box<dyn End>, Rules::default());
    assert_eq!(Unix::listen_abstract(&name).unwrap_err().kind(), ErrorKind::AddrInUse);
    let stream = UnixStream::connect_addr(&SocketAddr::from_abstract_name(&name).unwrap()).unwrap();
    let mut program = Program::new(stream);
    assert_eq!(program.ask("AT", "OK\r\n"), AT);
    drop(program);
    drop(module);
    drop(Unix::listen_abstract(&name).unwrap());
}
