//! docs/state.md: the state machine, drawn by running the model.

mod explore;
mod label;
mod stimulus;
mod subject;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{File, MARK};
use explore::{Cause, Machine};
use stimulus::Stimulus;

const INTRO: &str = "
# The state machine

What the model (`a76xx_tracker::Model`) makes of the lines of the wire, one diagram for each subject. They are not drawn by hand: the
generator feeds the model, through the parser, with every typed line of the table in every state that it reaches, and writes down what
changes. So they show what the code does.

- Values stand for all that a field can hold: every named code, the smallest numbers, link 0, server 0.
- A line of the module stands as it is: `+NETOPEN: 0`. Where the command matters, it stands behind it: `OK to AT+NETOPEN`. `…` stands for
  parameters that make no difference.
- What leaves a state as it is, is not shown. `Unknown` is where every capture begins.
- `any` stands for every other state. `≠0` for every value but 0, `0|2` for these two.
- `(as set)`: settings or earlier lines decide which of several states it leads to.
- A diagram shows the first causes of a transition; the table below it has them all.
";

/// Causes that a diagram shows on one arrow.
const SHOWN: usize = 4;

/// The document.
pub(super) fn page() -> File {
    let stimuli = stimulus::all();
    let classes = explore::classes(&stimuli);
    let mut text = format!("{MARK}{INTRO}");
    // Each subject is explored for itself.
    let machines: Vec<Machine> = std::thread::scope(|scope| {
        let (stimuli, classes) = (&stimuli, &classes);
        let explore = |subject| scope.spawn(move || explore::machine(subject, stimuli, classes));
        let all: Vec<_> = subject::SUBJECTS.iter().map(explore).collect();
        all.into_iter().filter_map(|machine| machine.join().ok()).collect()
    });
    for (subject, machine) in subject::SUBJECTS.iter().zip(machines) {
        let _ = write!(text, "\n## {}\n\n{}\n\n{}", subject.title, subject.about, drawn(&machine, &stimuli, &classes));
    }
    File { path: "docs/state.md".to_owned(), text }
}

/// Stands for every state but the one that it leads to.
const ANY: &str = "Any";

/// Transitions with their causes in words.
type Edges = BTreeMap<(String, String), Vec<String>>;

/// A diagram, and its transitions in a table.
fn drawn(machine: &Machine, stimuli: &[Stimulus], classes: &[usize]) -> String {
    let label = |((from, to), causes): (&(&str, &str), &BTreeSet<Cause>)| {
        (((*from).to_owned(), (*to).to_owned()), label::labels(from, causes, machine, stimuli, classes))
    };
    let edges = gathered(told_apart(machine.edges.iter().map(label).collect()));
    let mut out = String::from("```mermaid\nstateDiagram-v2\n    [*] --> Unknown\n");
    if edges.keys().any(|(from, _)| from == ANY) {
        let _ = writeln!(out, "    state \"any state\" as {ANY}");
    }
    for ((from, to), causes) in &edges {
        let mut shown: Vec<String> = causes.iter().take(SHOWN).map(|cause| escaped(cause)).collect();
        if causes.len() > SHOWN {
            shown.push(format!("… {} more", causes.len() - SHOWN));
        }
        let _ = writeln!(out, "    {from} --> {to}: {}", shown.join("<br/>"));
    }
    out.push_str("```\n\n| From | To | What makes it |\n|---|---|---|\n");
    for ((from, to), causes) in &edges {
        let from = if from == ANY { "any" } else { from };
        let causes: Vec<String> = causes.iter().map(|cause| format!("`{}`", cause.replace('|', "\\|"))).collect();
        let _ = writeln!(out, "| {from} | {to} | {} |", causes.join("<br>"));
    }
    out
}

/// A cause that leads to several states has a mark: settings decide.
fn told_apart(mut edges: Edges) -> Edges {
    let all: Vec<(String, String, String)> =
        edges.iter().flat_map(|((from, to), labels)| labels.iter().map(move |label| (from.clone(), to.clone(), label.clone()))).collect();
    for ((from, to), labels) in &mut edges {
        for label in labels {
            if all.iter().any(|(other, end, same)| other == from && end != to && same == label) {
                label.push_str(" (as set)");
            }
        }
    }
    edges
}

/// What leads to a state from all others is said once.
fn gathered(mut edges: Edges) -> Edges {
    let states: BTreeSet<String> = edges.keys().flat_map(|(from, to)| [from.clone(), to.clone()]).collect();
    let mut any = Edges::new();
    for to in &states {
        let others = || states.iter().filter(|from| *from != to);
        let of = |from: &String| edges.get(&(from.clone(), to.clone()));
        let Some(first) = others().next().and_then(of) else { continue };
        let common: Vec<String> =
            first.iter().filter(|label| others().all(|from| of(from).is_some_and(|own| own.contains(label)))).cloned().collect();
        if common.is_empty() || states.len() < 3 {
            continue;
        }
        for ((_, own), labels) in &mut edges {
            if own == to {
                labels.retain(|label| !common.contains(label));
            }
        }
        any.insert((ANY.to_owned(), to.clone()), common);
    }
    edges.retain(|_, labels| !labels.is_empty());
    edges.append(&mut any);
    edges
}

/// A label for Mermaid, which takes a colon or semicolon for its own.
fn escaped(label: &str) -> String {
    label.replace('#', "#35;").replace(':', "#58;").replace('"', "#34;").replace('<', "#60;").replace('>', "#62;")
}
