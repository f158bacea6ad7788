//! A module that says anything: nothing panics or hangs, and no more data are given out than came.

use std::time::Duration;

use a76xx_driver::{Config, Host, Machine, Moment};

use crate::support::{PEER, seeds};

#[test]
fn a_module_may_say_anything() {
    let words: [&[u8]; 26] = [
        b"\r\nOK\r\n",
        b"\r\nERROR\r\n",
        b"\r\n>",
        b"\r\n+CIPRXGET: 1,0\r\n",
        b"\r\n+CIPRXGET: 2,0,",
        b"1500,0\r\n",
        b"5,5\r\nhello\r\n\r\n",
        b"0\r",
        b"\r\n*ATREADY: 1\r\n",
        b"\r\n+IPCLOSE: 0,1\r\n",
        b"\r\n+CIPOPEN: 0,0\r\n",
        b"\r\n+CIPSEND: 0,5,",
        b"5\r\n",
        b"-1\r\n",
        b"\r\n+NETOPEN: 0\r\n",
        b"\r\n+NETOPEN: 1\r\n",
        b"\r\n+CPIN: READY\r\n",
        b"\r\n+CEREG: 0,1\r\n",
        b"\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n",
        b"\r\nCLOSED\r\n",
        b"\r\nCONNECT 115200\r\n",
        b"\r\n+CLIENT: 0,0,1.2.3.4:5\r\n",
        b"\r\n+IPD16\r\n",
        b"\r\n+RECEIVE,0,99\r\n",
        b"\r\n+CIPACK: 5,5,5\r\n",
        b"\r\n+CIPRXGET: 1\r\n",
    ];
    for seed in seeds(2000) {
        let mut rng = fastrand::Rng::with_seed(seed);
        let config = Config { transparent: rng.u8(0..8) == 0, ..Config::DEFAULT };
        let mut machine: Machine<3, 2000, 2000> = Machine::new(config);
        let mut now = Moment::from_micros(0);
        machine.start(now);
        let (mut said, mut came) = (0, 0);
        for _ in 0..400 {
            let bytes = match rng.u8(0..10) {
                0 => (0..rng.usize(0..50)).map(|_| rng.u8(..)).collect(),
                1..4 => b"\r\nOK\r\n".to_vec(),
                _ => words[rng.usize(0..words.len())].to_vec(),
            };
            said += bytes.len();
            machine.handle_rx(now, &bytes);
            let mut wrote = 0;
            while let Some(count) = machine.poll_tx(now).map(<[u8]>::len) {
                let some = rng.usize(1..=count);
                machine.sent(now, some);
                wrote += some;
                assert!(wrote < 100_000, "seed {seed}: it never stops to talk");
            }
            while machine.poll_news().is_some() {}
            if let Ok(link) = machine.open_tcp(now, Host::Address(PEER)) {
                let _ = machine.send(now, link, b"hello");
            }
            let mut piece = [0; 99];
            for link in a76xx_driver::LinkId::all() {
                while let Ok(Some(count @ 1..)) = machine.receive(now, link, &mut piece) {
                    came += count;
                }
                if rng.u8(0..20) == 0 {
                    machine.release(now, link);
                }
            }
            assert!(came <= said, "seed {seed}: more came than was said");
            if rng.bool() {
                now = machine.poll_timeout().filter(|_| rng.bool()).unwrap_or(now).max(now.after(Duration::from_millis(rng.u64(0..500))));
                machine.handle_timeout(now);
            }
        }
    }
}
