//! The differential law: whatever a host does, a tracker that sees every byte must come to the modem's own state, blames the module for nothing,
//! and the parser leaves no line of the module unknown. What the tracker does not claim to know agrees with everything.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a fault here is a failed test"
)]

mod acts;
mod compare;
mod observer;
mod stage;

use a76xx_sim::Profile;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use acts::{Act, act};
use stage::Stage;

/// The same cases each time; with `PROPTEST_CASES` so many new ones, for a quick look or a long night.
fn config(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(usual),
        rng_seed: if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(7670) },
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(1500))]

    /// From power on, with every profile.
    #[test]
    fn tracker_and_modem_agree(profile in 0..Profile::ALL.len(), seed in any::<u64>(), acts in prop::collection::vec(act(), 1..60)) {
        let mut stage = Stage::new(Profile::ALL[profile].clone(), seed);
        stage.power_on();
        stage.nothing_is_unknown();
        for act in &acts {
            stage.play(act);
        }
        stage.rest();
    }
}

/// A walk through the service that must be able to go on to its end, so that the law is not held by refusals alone.
#[test]
fn the_stage_is_no_empty_one() {
    let mut stage = Stage::new(Profile::A7670E, 1);
    stage.power_on();
    let lines = [
        "AT+CPIN?",
        "AT+CSQ",
        "AT+CREG?",
        "AT+NETOPEN",
        "AT+IPADDR",
        "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7",
        "AT+CIPSEND=0,5",
        "AT+CIPOPEN?",
        "AT+CIPCLOSE=0",
        "AT+NETCLOSE",
    ];
    for line in lines {
        stage.play(&Act::Line(line.to_owned(), 3000));
    }
    stage.rest();
    assert!(stage.observer.seen_lines > 40, "{}", stage.observer.seen_lines);
    assert!(stage.peer_got() >= 5);
}
