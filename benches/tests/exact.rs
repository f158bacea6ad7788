//! The parser finds exactly what the generators wrote, however the stream is cut: a fast parser that misses events would be no result.
#![allow(clippy::panic, clippy::expect_used, reason = "tests")]

use a76xx_benches::subject::{Cut, Subject, ours};
use a76xx_benches::workload::{Truth, Workload, hash, worst};
use a76xx_parser::{End, Kind};

const BYTES: usize = 256 * 1024;
const CUTS: [Cut; 6] = [Cut::Whole, Cut::Pieces(4096), Cut::Pieces(64), Cut::Pieces(7), Cut::Pieces(2), Cut::Pieces(1)];

/// What the parser says a stream holds, and how many bytes its events cover.
fn seen(input: &[u8], cut: Cut) -> (Truth, usize) {
    let mut truth = Truth::default();
    let mut bytes = 0;
    ours::pull(input, cut, |event| {
        bytes += event.raw.len();
        match event.kind {
            Kind::Echo(_) => truth.echoes += 1,
            Kind::Answer(_) => truth.answers += 1,
            Kind::Urc(_) => truth.urcs += 1,
            Kind::Final(_) => truth.finals += 1,
            Kind::Prompt(_) => truth.prompts += 1,
            Kind::Payload(payload) => {
                truth.payloads += u64::from(payload.end != End::Open);
                truth.payload_bytes += event.raw.len() as u64;
                truth.payload_hash = hash(truth.payload_hash, event.raw);
            }
            Kind::Text(_) | Kind::Noise(_) => truth.loose_bytes += event.raw.len() as u64,
            _ => {}
        }
    });
    (truth, bytes)
}

fn exact(workload: Workload) {
    let stream = workload.generate(BYTES);
    for cut in CUTS {
        let (truth, bytes) = seen(&stream.bytes, cut);
        assert_eq!(truth, stream.truth, "{} at {}", workload.title(), cut.name());
        assert_eq!(bytes, stream.bytes.len(), "the events tile the stream");
        let counts = Subject::Ours.run(&stream.bytes, cut);
        assert_eq!((counts.events, counts.payload_bytes), (truth.events(), truth.payload_bytes), "the measured loop counts the same");
        assert_eq!(Subject::OursFields.run(&stream.bytes, cut).events, truth.events());
    }
}

#[test]
fn chatter_is_exact() {
    exact(Workload::Chatter);
}

#[test]
fn push_is_exact() {
    exact(Workload::Push);
}

#[test]
fn buffered_is_exact() {
    exact(Workload::Buffered);
}

#[test]
fn adversarial_is_exact() {
    exact(Workload::Adversarial);
}

#[test]
fn streams_are_the_same_every_time() {
    for workload in Workload::ALL {
        let (a, b) = (workload.generate(10_000), workload.generate(40_000));
        assert!(b.bytes.starts_with(&a.bytes), "a longer stream goes on where a shorter one ends");
    }
}

#[test]
fn chatter_has_the_shape_that_is_documented() {
    let stream = Workload::Chatter.generate(BYTES);
    let tenths = |count: usize| 10 * stream.bytes.len() / count;
    let (line, event) = (tenths(stream.lines()), tenths(usize::try_from(stream.truth.events()).expect("small")));
    assert!((98..=118).contains(&line), "{line} tenths of a byte a line");
    assert!((128..=148).contains(&event), "{event} tenths of a byte an event");
}

#[test]
fn subjects_see_the_same_whatever_the_cut() {
    for workload in Workload::ALL {
        let stream = workload.generate(32 * 1024);
        for subject in
            [Subject::MemchrLines, Subject::Ours, Subject::OursFields, Subject::WinnowLines, Subject::OursModel, Subject::OursRules]
        {
            let whole = subject.run(&stream.bytes, Cut::Whole);
            for cut in CUTS {
                assert_eq!(subject.run(&stream.bytes, cut), whole, "{} on {} at {}", subject.name(), workload.name(), cut.name());
            }
        }
    }
}

#[test]
fn winnow_keeps_up() {
    for workload in [Workload::Chatter, Workload::Push, Workload::Buffered] {
        let stream = workload.generate(32 * 1024);
        let counts = Subject::WinnowLines.run(&stream.bytes, Cut::Whole);
        assert_eq!((counts.events, counts.payload_bytes), (stream.truth.events(), stream.truth.payload_bytes), "{}", workload.name());
    }
}

#[test]
fn nasty_inputs_are_tiled() {
    for nasty in worst::ALL {
        let input = nasty.generate(8 * 1024);
        for cut in [Cut::Whole, Cut::Pieces(1)] {
            assert_eq!(seen(&input, cut).1, input.len(), "{}", nasty.name);
        }
    }
}

#[test]
fn what_stands_on_the_parser_hears_everything() {
    let commands = a76xx_benches::workload::commands::generate(8 * 1024);
    let asked = memchr::memchr_iter(b'\r', &commands).count() as u64;
    let answered = Subject::Simulator.run(&commands, Cut::Whole).events;
    assert!(answered > asked, "{answered} lines to {asked} commands");
    let chatter = Workload::Chatter.generate(8 * 1024);
    for subject in [Subject::Jsonl, Subject::Text] {
        let rows = subject.run(&chatter.bytes, Cut::Whole).events;
        assert!(rows > chatter.truth.events(), "{rows} rows for {} events", chatter.truth.events());
    }
    assert!(Subject::AtCommands.run(&chatter.bytes, Cut::Whole).events >= chatter.truth.answers + chatter.truth.finals);
}
