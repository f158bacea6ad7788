//! Captures written anew read as they did: transcripts and pcapng.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::fmt::Write as _;

use a76xx_decoder::ingest::Sides;
use common::recorded::{Form, difference, events, opened, side, write};
use proptest::prelude::*;

/// Chunks, silences, signals and comments with times that go on.
fn capture() -> impl Strategy<Value = Vec<u8>> {
    const HOST: [&str; 12] = [
        "AT\\r",
        "AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80\\r",
        "AT+CIPSEND=0,5\\r",
        "hello",
        "AT+CIPSEND=0,\\r",
        "text\\x1A",
        "ATE0\\r",
        "ATV0\\r",
        "AT+",
        "CSQ\\r",
        "+++",
        "AT+CIPRXGET=2,0\\r\\n",
    ];
    const MODULE: [&str; 20] = [
        "\\r\\nOK\\r\\n",
        "\\r\\n",
        "OK",
        "\\r",
        "\\n",
        "\\r\\n>",
        "> ",
        "0\\r",
        "\\r\\nERROR\\r\\n",
        "\\r\\n+CIPOPEN: 0,0\\r\\n",
        "\\r\\nCONNECT\\r\\n",
        "\\r\\nCLOSED\\r\\n",
        "RECV FROM:192.0.2.7:80\\r\\n+IPD7\\r\\n",
        "+CIPRXGET: 2,0,9,0\\r\\nab",
        "abc\\ndef",
        "AT\\r\\r\\n",
        "AT+CIPSEND=0,5\\r",
        "hello",
        "\\0",
        "\\xFF\\x80",
    ];
    let line = prop_oneof![
        4 => proptest::sample::select(&HOST[..]).prop_map(|text| format!("> {text}")),
        8 => proptest::sample::select(&MODULE[..]).prop_map(|text| format!("< {text}")),
        1 => proptest::sample::select(&["~", "~ 1.5", "! DTR off", "! DTR on", "! RESET", "# note: a", "# remark"][..]).prop_map(str::to_owned),
        1 => ("[<>]", "[ -\\[\\]-~]{1,300}").prop_map(|(mark, text)| format!("{mark} {}\\r\\n", text.replace('\\', ""))),
    ];
    let timed = (line, proptest::option::of(0_u64..5_000_000));
    (proptest::collection::vec(timed, 0..24), any::<bool>()).prop_map(|(lines, timed)| {
        let (mut text, mut now) = (String::from("# a76xx transcript 1\n\n"), 0);
        for (line, step) in lines {
            if let Some(step) = step.filter(|_| timed) {
                now += step;
                write!(text, "@{}.{:06} ", now / 1_000_000, now % 1_000_000).unwrap();
            }
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
        text.into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_transcript_reads_as_its_capture(capture in capture()) {
        let transcript = write(Form::Transcript, &capture, None);
        let text = String::from_utf8_lossy(&transcript).into_owned();
        prop_assert_eq!(difference(&events(&capture, None), &events(&transcript, None)), None, "{}", text);
        let again = String::from_utf8_lossy(&write(Form::Transcript, &transcript, None)).into_owned();
        // Where pieces of data have times of their own, reading may part them elsewhere.
        prop_assert!(again == text || text.contains("\n@"), "{again}\n{text}");
        let read = a76xx_corpus::Transcript::parse(&transcript).unwrap();
        prop_assert_eq!(read.to_string(), text);
        // The records hold each side's bytes, and so does the transcript.
        let (told, meant) = (events(&capture, None), a76xx_corpus::Transcript::parse(&capture).unwrap());
        for (name, end) in [("host", a76xx_corpus::Side::Host), ("module", a76xx_corpus::Side::Module)] {
            prop_assert_eq!(side(&told, name), meant.side_bytes(end));
            prop_assert_eq!(read.side_bytes(end), meant.side_bytes(end));
        }
    }

    #[test]
    fn packets_read_as_their_capture(capture in capture()) {
        let packets = write(Form::Pcapng, &capture, None);
        let text = String::from_utf8_lossy(&capture).into_owned();
        prop_assert_eq!(difference(&events(&capture, None), &events(&packets, None)), None, "{}", text);
        let flows = write(Form::Flows, &capture, None);
        prop_assert_eq!(difference(&events(&packets, None), &events(&flows, None)), None);
    }

    #[test]
    fn one_side_alone_and_both_in_one_stream_keep_their_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "([ -~]{0,12}(\r\n|\r|\n)?){0,12}") {
        for bytes in [bytes, text.into_bytes()] {
            for sides in [Sides::Host, Sides::Module] {
                for form in [Form::Transcript, Form::Pcapng] {
                    let written = write(form, &bytes, Some(sides));
                    prop_assert_eq!(side(&events(&written, None), sides.name()), bytes.clone(), "{:?} {:?}", form, sides);
                }
            }
            let merged = events(&bytes, Some(Sides::Merged));
            for form in [Form::Transcript, Form::Pcapng] {
                let written = write(form, &bytes, Some(Sides::Merged));
                prop_assert_eq!(difference(&merged, &events(&written, None)), None, "{:?} {}", form, bytes.escape_ascii());
            }
        }
    }
}

#[test]
fn what_waits_for_its_line_feed_stays_in_front() {
    let capture = b"# a76xx transcript 1\n\n< \\n\n< 0\\r\n> ATV0\\r\n> hello\n";
    for form in [Form::Transcript, Form::Pcapng] {
        assert_eq!(difference(&events(capture, None), &events(&write(form, capture, None), None)), None, "{form:?}");
    }
}

#[test]
fn the_corpus() {
    for path in a76xx_corpus::corpus_files("note", "at").unwrap() {
        let bytes = std::fs::read(&path).unwrap();
        for form in [Form::Transcript, Form::Pcapng, Form::Flows] {
            assert_eq!(difference(&events(&bytes, None), &events(&write(form, &bytes, None), None)), None, "{}: {form:?}", path.display());
        }
        let written = String::from_utf8(write(Form::Transcript, &bytes, None)).unwrap();
        let read = a76xx_corpus::Transcript::parse(&written).unwrap();
        assert_eq!(read.header, a76xx_corpus::Transcript::parse(&bytes).unwrap().header);
    }
}

#[test]
fn a_transcript_says_where_it_comes_from() {
    let text = b"[2024-05-09 13:38:59.100] AT+CSQ\n[2024-05-09 13:38:59.150] +CSQ: 21,99\n[2024-05-09 13:38:59.150] OK\n[2024-05-09 13:39:00.100] all is well\n";
    let written = String::from_utf8(write(Form::Transcript, text, None)).unwrap();
    assert_eq!(
        written,
        "# a76xx transcript 1\n# source: made.at (stamped)\n# start: 2024-05-09T13:38:59.100\n# sides: merged\n\n\
         @0.000000 > AT+CSQ\\n\n@0.050000 < +CSQ: 21,99\\n\n@0.050000 < OK\\n\n@1.000000 < all is well\\n\n"
    );
    let again = opened(written.as_bytes(), None);
    assert_eq!(again.header.start.as_deref(), Some("2024-05-09T13:38:59.100"));
    assert_eq!(again.header.sides, Sides::Merged);
}

#[test]
fn data_are_cut_at_their_lines() {
    let capture = format!("# a76xx transcript 1\n\n< \\r\\n+RECEIVE,0,600\\r\\n{}\\n{}\n", "a".repeat(99), "b".repeat(500));
    let written = String::from_utf8(write(Form::Transcript, capture.as_bytes(), None)).unwrap();
    let lens: Vec<usize> = written.lines().filter(|line| line.starts_with("< a") || line.starts_with("< b")).map(str::len).collect();
    assert_eq!(lens, [2 + 99 + 2, 2 + 256, 2 + 244]);
}

#[test]
fn the_rest_of_what_was_begun_has_its_own_time() {
    // Were it that of the beginning, the plus signs would stand behind a second of silence.
    for time in ["", "@0.600000 "] {
        let capture = format!(
            "# a76xx transcript 1\n\n> ATE0\\r\n> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80\\r\n@0.000000 > AT+\n@0.551590 < 0\\r\n< \\r\\nCONNECT\\r\\n\n{time}> AT\\r\n@1.000000 > +++\n"
        );
        for form in [Form::Transcript, Form::Pcapng] {
            let written = write(form, capture.as_bytes(), None);
            assert_eq!(difference(&events(capture.as_bytes(), None), &events(&written, None)), None, "{form:?}");
        }
    }
}
