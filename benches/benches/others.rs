//! Criterion: what stands on the parser or beside it: model and rules, the program, the simulator, the encoder, the driver. Bytes a second.
//!
//! `cargo bench -p a76xx-benches --bench others -- driver_push` runs one.
#![allow(missing_docs, clippy::expect_used, reason = "criterion's macros write functions without docs; a test tool")]

use std::hint::black_box;
use std::time::Duration;

use a76xx_benches::report::callgrind::input;
use a76xx_benches::subject::{Cut, Subject};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Bytes of each input.
const BYTES: usize = 256 << 10;

/// Each with the workload that is its own: lines of the module, or the host's commands.
const WATCHED: [(Subject, &str); 9] = [
    (Subject::OursModel, "W1"),
    (Subject::OursRules, "W1"),
    (Subject::Jsonl, "W1"),
    (Subject::Text, "W1"),
    (Subject::AtCommands, "W1"),
    (Subject::Simulator, "H1"),
    (Subject::Encoder, "H1"),
    (Subject::DriverRounds, "H1"),
    (Subject::DriverPush, "H1"),
];

fn others(criterion: &mut Criterion) {
    for (subject, name) in WATCHED {
        let input = input(name, BYTES).expect("an input of this name");
        subject.prepare();
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(input.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(subject.name()), &input, |bencher, input| {
            bencher.iter(|| subject.run(black_box(input), Cut::Whole));
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    targets = others
}
criterion_main!(benches);
