//! Every example of the manual of scenarios, played.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a fault here is a failed test")]

use std::time::Duration;

use a76xx_corpus::{StepKind, Transcript};
use a76xx_sim::{Config, Device as _, Modem, Moment, Rig, Script};

const MANUAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sim-script.md");

/// The fenced blocks: what they are, their text, their line.
fn blocks(text: &str) -> Vec<(String, String, usize)> {
    let (mut blocks, mut open): (Vec<(String, String, usize)>, bool) = (Vec::new(), false);
    for (number, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(kind) => {
                open = true;
                blocks.push((kind.to_owned(), String::new(), number + 2));
            }
            None if open => {
                let (_, text, _) = blocks.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    blocks
}

fn play(script: &Script, session: &str, place: usize) {
    let transcript = Transcript::parse(format!("# a76xx transcript 1\n\n{session}")).unwrap();
    let mut rig = Rig::new(Modem::running(Config::default()), script.network.world(0)).with_script(script);
    let (mut at, mut said) = (Moment::START, Vec::new());
    for (index, step) in transcript.steps.iter().enumerate() {
        // A module that answers takes its time: so much passes by itself.
        let (span, expected) = match &step.kind {
            StepKind::Host(bytes) => {
                rig.receive(at, bytes);
                (Duration::from_millis(50), None)
            }
            StepKind::Silence(span) => (Duration::from_micros(span.unwrap_or(0)), None),
            StepKind::Module(bytes) => (Duration::ZERO, Some(bytes)),
            _ => continue,
        };
        let until = at.after(span);
        loop {
            while let Some(bytes) = rig.poll_output(at) {
                said.extend(bytes);
            }
            let Some(next) = rig.poll_timeout().filter(|next| *next <= until) else { break };
            at = next.max(at);
            rig.handle_timeout(at);
        }
        at = until;
        if let Some(expected) = expected {
            let (said, expected) = (std::mem::take(&mut said), expected.escape_ascii().to_string());
            assert_eq!(said.escape_ascii().to_string(), expected, "the example at line {place}, step {index}");
        }
    }
    assert!(said.is_empty(), "the example at line {place}: too much: {}", said.escape_ascii());
}

#[test]
fn every_example_leads_to_what_stands_below_it() {
    let text = std::fs::read_to_string(MANUAL).unwrap();
    let blocks = blocks(&text);
    let mut played = 0;
    for pair in blocks.windows(2) {
        let [(kind, script, place), (below, result, _)] = pair else { panic!("windows of two") };
        match (kind.as_str(), below.as_str()) {
            ("sim", "at") => {
                let script: Script = script.parse().unwrap_or_else(|error| panic!("the example at line {place}: {error}"));
                play(&script, result, *place);
                played += 1;
            }
            ("sim", "error") => {
                let error = script.parse::<Script>().unwrap_err().to_string();
                assert!(error.starts_with(result.trim_end()), "the example at line {place}: {error}");
                played += 1;
            }
            ("sim", other) => panic!("the example at line {place} has no result below it, but {other}"),
            _ => {}
        }
    }
    assert!(played >= 5);
}
