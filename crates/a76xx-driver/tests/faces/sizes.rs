//! What the faces cost in memory, on this machine: printed, and bounded so that a change is seen. On 32-bit cores they are smaller.

use a76xx_driver::{Config, Host, Machine, Runner, Stack, State, TcpSocket, UdpSocket};
use embedded_io_async::{Read as _, Write as _};

use crate::play::{PEER, Serial, play};

#[test]
fn states_and_futures_are_small() {
    play(async |stack, serial| {
        stack.up().await.unwrap();
        let mut socket = stack.connect(Host::Address(PEER)).await.unwrap();
        let mut buffer = [0; 1];
        let mut state = State::<Serial, 10, 1, 1>::new(Config::DEFAULT, serial.clone());
        let (mut runner, _) = state.split();
        let read = size_of_val(&socket.read(&mut buffer));
        let write = size_of_val(&socket.write(b"x"));
        let flush = size_of_val(&socket.flush());
        let close = size_of_val(&socket.close());
        let table = [
            ("machine of 10 links, buffers of 1 byte", size_of::<Machine<10, 1, 1>>(), 5_500),
            ("machine of 1 link, buffers of 1 byte", size_of::<Machine<1, 1, 1>>(), 3_900),
            ("state of 10 links beside the machine", size_of::<State<(), 10, 1, 1>>() - size_of::<Machine<10, 1, 1>>(), 1_400),
            ("stack", size_of::<Stack<'_, Serial, 10, 1, 1>>(), 8),
            ("runner", size_of::<Runner<'_, Serial, 10, 1, 1>>(), 8),
            ("socket", size_of::<TcpSocket<'_, Serial, 10, 1, 1>>(), 16),
            ("datagram socket", size_of::<UdpSocket<'_, Serial, 10, 1, 1>>(), 16),
            ("future of run", size_of_val(&runner.run(serial.clone(), serial.clone())), 1_200),
            ("future of up", size_of_val(&stack.up()), 200),
            ("future of connect", size_of_val(&stack.connect(Host::Address(PEER))), 400),
            ("future of resolve", size_of_val(&stack.resolve("example.com")), 400),
            ("future of read", read, 200),
            ("future of write", write, 200),
            ("future of flush", flush, 200),
            ("future of close", close, 200),
        ];
        for (what, size, most) in table {
            println!("{size:>6} bytes: {what}");
            assert!(size <= most, "{what}: {size} bytes, {most} at the most");
        }
    });
}
