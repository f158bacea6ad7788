//! Criterion: bytes and events a second, for each workload, cut and subject. Elements are the events that the stream holds.
//!
//! `cargo bench -p a76xx-benches -- W1/1/ours` runs one. `measure table` gives nanoseconds an event.
#![allow(missing_docs, clippy::indexing_slicing, reason = "criterion's macros write functions without docs; a test tool")]

use std::hint::black_box;
use std::time::Duration;

use a76xx_benches::subject::{Cut, Subject};
use a76xx_benches::workload::Workload;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Bytes of each input; less for what is slow, so that one pass stays well under a second.
const fn size(subject: Subject, cut: Cut) -> usize {
    match (subject, cut) {
        (Subject::Atat, Cut::Pieces(..64)) => 16 << 10,
        (Subject::Atat, _) => 64 << 10,
        (Subject::WinnowLines, Cut::Pieces(..64)) => 128 << 10,
        _ => 1 << 20,
    }
}

fn parser(criterion: &mut Criterion) {
    for workload in Workload::ALL {
        let stream = workload.generate(1 << 20);
        for cut in Cut::ALL {
            let mut group = criterion.benchmark_group(format!("{}/{}", workload.name(), cut.name()));
            for subject in Subject::ALL {
                let input = &stream.bytes[..size(subject, cut)];
                let bytes = input.len() as u64;
                let elements = stream.truth.events() * bytes / stream.bytes.len() as u64;
                group.throughput(Throughput::ElementsAndBytes { elements, bytes });
                group.bench_with_input(BenchmarkId::from_parameter(subject.name()), input, |bencher, input| {
                    bencher.iter(|| subject.run(black_box(input), cut));
                });
            }
            group.finish();
        }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    targets = parser
}
criterion_main!(benches);
