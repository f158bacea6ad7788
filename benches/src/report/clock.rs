//! CPU time of this thread. The anchor runs directly before each subject, on the same bytes: what else the machine does at that moment
//! slows both alike, and the ratio stays.

use std::hint::black_box;

use rustix::time::{ClockId, clock_gettime};

use crate::subject::{Cut, Subject};
use crate::workload::Stream;

/// What a subject takes on one stream.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    /// 10^6 bytes in a second.
    pub megabytes: f64,
    /// The anchor's time over this: above 1, faster than the line scan.
    pub ratio: f64,
    /// Nanoseconds for each event that the stream holds, whether or not the subject saw it.
    pub event: f64,
}

/// Least that one timed run lasts, so that the clock's own cost does not show; and about the most for slow subjects.
const SPAN: f64 = 0.04;
/// Bytes of the first try, and the least that is timed.
const TRY: usize = 32 * 1024;

/// Medians of so many rounds.
pub fn time(subject: Subject, stream: &Stream, cut: Cut, rounds: usize) -> Time {
    let first = &stream.bytes[..TRY.min(stream.bytes.len())];
    let pilot = seconds(subject, first, cut, 1).max(1e-7);
    let bytes = ((SPAN / pilot * first.len() as f64) as usize).clamp(first.len(), stream.bytes.len());
    let input = &stream.bytes[..bytes];
    let (mut times, mut ratios) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        // A short input is run several times, subject and anchor equally often.
        let again = (stream.bytes.len() / bytes).clamp(1, 16) as u32;
        let anchor = seconds(Subject::MemchrLines, input, Cut::Whole, again);
        let own = seconds(subject, input, cut, if pilot > 1e-3 { 1 } else { again });
        times.push(own);
        ratios.push(anchor / own);
    }
    let (taken, ratio) = (median(times), median(ratios));
    let events = stream.truth.events() as f64 * bytes as f64 / stream.bytes.len() as f64;
    Time { megabytes: bytes as f64 / taken / 1e6, ratio, event: taken * 1e9 / events }
}

/// Seconds for one pass, averaged over so many.
fn seconds(subject: Subject, input: &[u8], cut: Cut, times: u32) -> f64 {
    let before = now();
    for _ in 0..times {
        black_box(subject.run(black_box(input), cut));
    }
    (now() - before) / f64::from(times)
}

fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
