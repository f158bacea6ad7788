//! Module, network and time for the faces.

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use a76xx_driver::{Clock, Config, Moment, Pins, Stack, State};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Bench, Config as Sim, Control, Modem};
use embedded_io_async::{ErrorType, Read, Write};

use crate::topic::Topic;

pub(crate) const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(117, 131, 85, 139), 5253);

/// Module, network and time.
pub(crate) struct Table {
    pub(crate) bench: Bench<Scripted>,
    pub(crate) now: Moment,
    pub(crate) said: Vec<u8>,
    /// Takes topics, where a test wants that.
    pub(crate) topic: Option<Topic>,
    /// When clocks are to wake.
    alarms: Vec<Moment>,
}

#[derive(Clone)]
pub(crate) struct Serial(pub(crate) Rc<RefCell<Table>>);

impl ErrorType for Serial {
    type Error = Infallible;
}

impl Read for Serial {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize, Infallible> {
        poll_fn(|_| {
            let mut table = self.0.borrow_mut();
            let count = table.said.len().min(buf.len());
            if count == 0 {
                return Poll::Pending;
            }
            buf[..count].copy_from_slice(&table.said[..count]);
            table.said.drain(..count);
            Poll::Ready(Ok(count))
        })
        .await
    }
}

impl Write for Serial {
    async fn write(&mut self, buf: &[u8]) -> Result<usize, Infallible> {
        let mut table = self.0.borrow_mut();
        // Less than was given, as lines do.
        let count = buf.len().min(50);
        let (left, answer) = match table.topic.as_mut() {
            Some(topic) => topic.host(&buf[..count]),
            None => (buf[..count].to_vec(), Vec::new()),
        };
        let said = table.bench.host(&left);
        table.said.extend(said);
        table.said.extend(answer);
        Ok(count)
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl Clock for Serial {
    fn now(&self) -> Moment {
        self.0.borrow().now
    }

    async fn until(&self, at: Moment) {
        poll_fn(|_| {
            let mut table = self.0.borrow_mut();
            if table.now >= at {
                return Poll::Ready(());
            }
            table.alarms.push(at);
            Poll::Pending
        })
        .await;
    }
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(crate) type Own<'s> = Stack<'s, Serial, 10, 4096, 4096>;

impl Serial {
    fn control(&self, control: Control) {
        let mut table = self.0.borrow_mut();
        let said = table.bench.control(control);
        table.said.extend(said);
    }

    /// The module says something on its own.
    pub(crate) fn hear(&self, said: &[u8]) {
        self.0.borrow_mut().said.extend_from_slice(said);
    }
}

impl Pins for Serial {
    async fn power_key(&mut self) {
        self.until(self.now().after(Duration::from_millis(50))).await;
        self.control(Control::Power(true));
    }

    async fn reset(&mut self) {
        self.until(self.now().after(Duration::from_millis(2500))).await;
        self.control(Control::Reset);
    }

    async fn dtr(&mut self, on: bool) {
        self.control(Control::Dtr(on));
    }
}

/// A module that runs, as it is delivered.
pub(crate) fn play<X>(app: impl AsyncFnOnce(Own<'_>, Serial) -> X) -> X {
    play_with(Config::DEFAULT, Modem::running(Sim::default()), app)
}

/// The same with a runner that is dropped and run again behind every so many polls.
pub(crate) fn play_in_pieces<X>(polls: u32, app: impl AsyncFnOnce(Own<'_>, Serial) -> X) -> X {
    played(Config::DEFAULT, Modem::running(Sim::default()), polls, app)
}

pub(crate) fn play_with<X>(config: Config, modem: Modem, app: impl AsyncFnOnce(Own<'_>, Serial) -> X) -> X {
    played(config, modem, u32::MAX, app)
}

/// Polls runner and application until the latter is done, and lets time pass where both wait.
fn played<X>(config: Config, modem: Modem, polls: u32, app: impl AsyncFnOnce(Own<'_>, Serial) -> X) -> X {
    let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo).name("example.com", &[*PEER.ip()]);
    let bench = Bench::new(modem, world);
    let table = Rc::new(RefCell::new(Table { bench, now: Moment::from_micros(0), said: Vec::new(), topic: None, alarms: Vec::new() }));
    let serial = Serial(table.clone());
    let mut state = State::<_, 10, 4096, 4096>::new(config, serial.clone());
    let (mut runner, stack) = state.split();
    let mut run = Box::pin(runner.run_with(serial.clone(), serial.clone(), serial.clone()));
    let mut left = polls;
    let mut app = pin!(app(stack, serial.clone()));
    let flag = Arc::new(Flag(AtomicBool::new(true)));
    let waker = Waker::from(flag.clone());
    let mut cx = Context::from_waker(&waker);
    let mut rounds = 0;
    loop {
        flag.0.store(false, Ordering::Relaxed);
        if left == 0 {
            drop(run);
            run = Box::pin(runner.run_with(serial.clone(), serial.clone(), serial.clone()));
            left = polls;
        }
        left -= 1;
        assert!(run.as_mut().poll(&mut cx).is_pending(), "the line has no end");
        if let Poll::Ready(out) = app.as_mut().poll(&mut cx) {
            return out;
        }
        if flag.0.load(Ordering::Relaxed) || !table.borrow().said.is_empty() {
            rounds += 1;
            assert!(rounds < 100_000, "nobody ever waits");
            continue;
        }
        rounds = 0;
        let mut table = table.borrow_mut();
        let now = table.now;
        table.alarms.retain(|at| *at > now);
        let module = table.bench.poll_timeout().map(|at| Moment::from_micros(at.micros()));
        let next = table.alarms.iter().copied().chain(module).min().expect("somebody waits for a time").max(now);
        assert!(next < now.after(Duration::from_secs(10_000)), "nothing happens any more");
        table.now = next;
        let said = table.bench.run(next.since(now));
        table.said.extend(said);
        table.alarms.clear();
    }
}
