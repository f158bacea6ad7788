//! The tracker on any dialogue.

use std::sync::OnceLock;
use std::time::Duration;

use a76xx_parser::{Limits, Merged, Parser, Side};
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{EventNo, Input, Moment, Rule, Signal, Tracker, Watch};

use crate::law::{Dialogue, Move, Pull};

/// The first byte says which rule is watched alone, and whether both sides are one stream.
pub fn dialogue(input: &[u8]) {
    let Some((&first, said)) = input.split_first() else { return };
    let dialogue = Dialogue::decode(said);
    let rule = usize::from(first >> 1) % ALL.len();
    if first & 1 == 0 {
        Player::new(Parser::new(Limits::DEFAULT), rule).play(&dialogue);
    } else {
        Player::new(Merged::new(Limits::DEFAULT), rule).play(&dialogue.one_stream());
    }
}

struct Player<P> {
    parser: P,
    all: Tracker,
    /// One rule that nobody disturbs.
    alone: Tracker,
    rule: &'static Rule,
    windows: [Vec<u8>; 2],
    no: u32,
    at: Option<Moment>,
}

impl<P: Pull> Player<P> {
    fn new(parser: P, rule: usize) -> Self {
        let (rule, watch) = &watches()[rule];
        Self { parser, all: Tracker::new(), alone: Tracker::with(watch), rule, windows: [Vec::new(), Vec::new()], no: 0, at: None }
    }

    fn play(mut self, dialogue: &Dialogue) {
        let mut from = [0; 2];
        for step in &dialogue.moves {
            match *step {
                Move::Bytes(side, len) => {
                    let at = &mut from[side as usize];
                    self.windows[side as usize].extend_from_slice(&dialogue.of(side)[*at..*at + len]);
                    *at += len;
                    self.drain(side, false);
                }
                Move::Silence => {
                    self.silence();
                    self.input(Input::Silence);
                }
                Move::SilenceOf(side) => self.drain(side, true),
                Move::Control(what) => {
                    self.silence();
                    self.parser.control(what);
                    self.input(Input::Signal(Signal::from(what)));
                }
                Move::Assume(_) => {}
                Move::Time(millis) => self.at = Some(self.at.unwrap_or_default().after(Duration::from_millis(u64::from(millis)))),
            }
        }
        self.silence();
        self.input(Input::End);
    }

    fn silence(&mut self) {
        self.drain(Side::Host, true);
        self.drain(Side::Module, true);
    }

    fn drain(&mut self, side: Side, flush: bool) {
        let window = std::mem::take(&mut self.windows[side as usize]);
        let mut used = 0;
        while let a76xx_parser::Step::Event(event) = self.parser.pull(side, &window[used..], flush) {
            used += event.raw.len();
            self.input(Input::event(&event));
        }
        self.windows[side as usize] = window[used..].to_vec();
    }

    /// The same findings for the same model and input, and those of one rule whether or not the others are asked.
    fn input(&mut self, input: Input<'_, '_>) {
        let no = EventNo::new(self.no);
        self.no += 1;
        let mut twin = self.all;
        let after = twin.model().after(no, self.at, input);
        assert!(twin.model().deadline().is_none_or(|deadline| deadline > Moment::default()), "a command waits before it was sent");
        let found: Vec<_> = self.all.step(no, self.at, input).collect();
        let again = twin.step(no, self.at, input).count();
        assert_eq!(found.len(), again, "the same step found something else");
        assert_eq!(self.all.model(), twin.model(), "the same step led elsewhere");
        assert_eq!(*twin.model(), after, "the model without rules went elsewhere");
        let mut alone = self.alone.step(no, self.at, input);
        for finding in &found {
            let said = finding.message().to_string();
            assert!(!said.is_empty());
            let words = [finding.severity.name(), finding.blame.name(), finding.rule.code.area()];
            assert!(words.iter().all(|word| !word.is_empty()) && !finding.advice().to_string().is_empty(), "{}", finding.rule.code);
            assert!(finding.cause.is_none_or(|cause| cause != finding.event), "a finding is its own cause");
            if std::ptr::eq(finding.rule, self.rule) {
                let own = alone.next();
                assert!(
                    own.is_some_and(|own| own.severity == finding.severity && own.message().to_string() == said),
                    "{} is not found alone",
                    self.rule.code
                );
            }
        }
        assert!(alone.next().is_none(), "{} is found only alone", self.rule.code);
        drop(alone);
        assert_eq!(self.all.model(), self.alone.model());
    }
}

/// Each rule, and what watches for it alone.
fn watches() -> &'static [(&'static Rule, Watch)] {
    static WATCHES: OnceLock<Vec<(&'static Rule, Watch)>> = OnceLock::new();
    WATCHES.get_or_init(|| {
        ALL.iter()
            .map(|rule| {
                let alone: &'static [&'static Rule] = Box::leak(Box::new([*rule]));
                (*rule, Watch::of(alone))
            })
            .collect()
    })
}
