//! The clock: SysTick counts milliseconds for embassy-time, which is the driver's clock too.

use core::cell::{Cell, RefCell};
use core::task::Waker;

use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use critical_section::{Mutex, with};
use embassy_time_queue_utils::Queue;

struct Ticks {
    count: Mutex<Cell<u64>>,
    waiting: Mutex<RefCell<Queue>>,
    /// When the next of them is due.
    next: Mutex<Cell<u64>>,
}

embassy_time_driver::time_driver_impl!(static TICKS: Ticks = Ticks {
    count: Mutex::new(Cell::new(0)),
    waiting: Mutex::new(RefCell::new(Queue::new())),
    next: Mutex::new(Cell::new(u64::MAX)),
});

impl embassy_time_driver::Driver for Ticks {
    fn now(&self) -> u64 {
        with(|cs| self.count.borrow(cs).get())
    }

    fn schedule_wake(&self, at: u64, waker: &Waker) {
        with(|cs| {
            let mut waiting = self.waiting.borrow_ref_mut(cs);
            if waiting.schedule_wake(at, waker) {
                self.next.borrow(cs).set(waiting.next_expiration(self.count.borrow(cs).get()));
            }
        });
    }
}

pub(super) fn start(timer: &mut SYST) {
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(super::HERTZ / 1000 - 1);
    timer.clear_current();
    timer.enable_counter();
    timer.enable_interrupt();
}

#[cortex_m_rt::exception]
fn SysTick() {
    with(|cs| {
        let now = TICKS.count.borrow(cs).get() + 1;
        TICKS.count.borrow(cs).set(now);
        if now >= TICKS.next.borrow(cs).get() {
            TICKS.next.borrow(cs).set(TICKS.waiting.borrow_ref_mut(cs).next_expiration(now));
        }
    });
}
