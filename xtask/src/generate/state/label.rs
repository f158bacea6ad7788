//! Causes in words, those of a kind in one.

use std::collections::{BTreeMap, BTreeSet};

use a76xx_decoder::table::{self, Sample};
use a76xx_parser::Side;
use a76xx_parser::spec::{Role, Shape, Type};
use a76xx_tracker::Signal;

use super::explore::{Cause, Machine, Reason};
use super::stimulus::{Stimulus, WireLine, has_texts, stands_for_all};

/// Causes of one kind: lines of one form, behind commands of one form.
#[derive(Default)]
struct Group {
    stimuli: BTreeSet<usize>,
    commands: BTreeSet<usize>,
    whys: BTreeSet<Option<Reason>>,
}

/// The causes of a transition, each kind once, in the order of the table.
pub(super) fn labels(from: &str, causes: &BTreeSet<Cause>, machine: &Machine, stimuli: &[Stimulus], classes: &[usize]) -> Vec<String> {
    let line = |number: usize| if let Some(Stimulus::Line(line)) = stimuli.get(number) { Some(&**line) } else { None };
    let waited =
        |why: Option<Reason>| machine.asked.iter().find(|((state, own), _)| *state == from && *own == why).map_or(0, |(_, all)| all.len());
    let mut groups: BTreeMap<(usize, Option<usize>), Group> = BTreeMap::new();
    for ((stimulus, why), mut of_line) in by_stimulus(causes) {
        let ends = line(stimulus).is_some_and(|line| line.row.wire.role() == Role::Final);
        let asked: BTreeSet<usize> = of_line.iter().filter_map(|cause| cause.command).collect();
        // A final result that does the same whatever was asked, and any other line, stands alone.
        let alone = !ends || asked.len() >= waited(why);
        if alone {
            of_line.truncate(1);
        }
        for cause in of_line {
            let command = cause.command.filter(|_| !alone);
            let key = (kind(stimulus, stimuli), command.map(|command| kind(command, stimuli)));
            let group = groups.entry(key).or_default();
            // What stands for others brings them along, as far as they are of its form.
            let all = |one: usize| {
                let same = classes.iter().enumerate().filter(move |(_, class)| **class == one).map(|(number, _)| number);
                same.filter(move |number| kind(*number, stimuli) == kind(one, stimuli))
            };
            group.stimuli.extend(all(stimulus));
            group.commands.extend(command.into_iter().flat_map(all));
            group.whys.insert(cause.why.filter(|_| ends));
        }
    }
    let mut labels: Vec<String> = groups.values().filter_map(|group| said(group, stimuli)).collect();
    let mut seen = BTreeSet::new();
    labels.retain(|label| seen.insert(label.clone()));
    labels
}

fn by_stimulus(causes: &BTreeSet<Cause>) -> BTreeMap<(usize, Option<Reason>), Vec<Cause>> {
    let mut all = BTreeMap::<_, Vec<Cause>>::new();
    for cause in causes {
        all.entry((cause.stimulus, cause.why)).or_default().push(cause.clone());
    }
    all
}

/// The first stimulus of the same form; signals are each their own.
fn kind(number: usize, stimuli: &[Stimulus]) -> usize {
    let Some(Stimulus::Line(line)) = stimuli.get(number) else { return number };
    // Forms of several rows may be one in memory.
    let same = |other: &Stimulus| matches!(other, Stimulus::Line(other) if other.row.wire.is(line.row.wire) && std::ptr::eq(other.form, line.form));
    stimuli.iter().position(same).unwrap_or(number)
}

fn said(group: &Group, stimuli: &[Stimulus]) -> Option<String> {
    let mut label = match stimuli.get(*group.stimuli.first()?)? {
        Stimulus::Signal(signal) => return Some(signal_name(*signal).to_owned()),
        Stimulus::Line(_) => form(&group.stimuli, stimuli)?,
    };
    if !group.commands.is_empty() {
        label.push_str(" to ");
        label.push_str(&form(&group.commands, stimuli)?);
    }
    // Where the bare error does the same, the reason makes no difference.
    if !group.whys.contains(&None) {
        label.push_str(" behind ");
        label.push_str(&reasons(&group.whys));
    }
    Some(label)
}

/// `+IP ERROR: 5|8 or err 2`.
fn reasons(whys: &BTreeSet<Option<Reason>>) -> String {
    let mut all = BTreeMap::<&str, Vec<String>>::new();
    for why in whys.iter().flatten() {
        all.entry(why.of).or_default().extend(why.number.map(|number| number.to_string()));
    }
    let one = |(of, numbers): (&str, Vec<String>)| {
        let joint = match (of.starts_with('+'), numbers.is_empty()) {
            (_, true) => "",
            (true, _) => ": ",
            (false, _) => " ",
        };
        format!("{of}{joint}{}", numbers.join("|"))
    };
    all.into_iter().map(one).collect::<Vec<_>>().join(" or ")
}

const fn signal_name(signal: Signal) -> &'static str {
    match signal {
        Signal::Dtr(true) => "DTR on",
        Signal::Dtr(false) => "DTR off",
        Signal::Rts(true) => "RTS on",
        Signal::Rts(false) => "RTS off",
        Signal::Reset => "reset line",
        Signal::Power(true) => "power on",
        Signal::Power(false) => "power off",
    }
}

/// Lines of one form as one: a value that all have stands as it is, of several those that were seen, and any value as `…`.
fn form(numbers: &BTreeSet<usize>, stimuli: &[Stimulus]) -> Option<String> {
    let lines = |numbers: &mut dyn Iterator<Item = usize>| -> Vec<&WireLine> {
        numbers.filter_map(|number| if let Some(Stimulus::Line(line)) = stimuli.get(number) { Some(&**line) } else { None }).collect()
    };
    let seen = lines(&mut numbers.iter().copied());
    let first = *seen.first()?;
    let tried = lines(&mut (0..stimuli.len()).filter(|number| kind(*number, stimuli) == kind(*numbers.first().unwrap_or(number), stimuli)));
    let mut values: Vec<Option<String>> = Vec::new();
    for at in 0..first.form.fields().len() {
        values.push(choice(first, at, &column(&seen, at), &column(&tried, at)));
    }
    let relation = relation(&seen, &tried);
    // What no line has ends it.
    let whole = (0..values.len()).find(|at| column(&seen, *at).iter().all(Option::is_none)).unwrap_or(values.len());
    values.truncate(whole);
    let left = values.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let mut parts: Vec<String> = values.into_iter().take(left).map(|value| value.unwrap_or_else(|| "…".to_owned())).collect();
    if left < whole || first.form.fields().last().is_some_and(|last| last.repeats > 0) {
        parts.push("…".to_owned());
    }
    let head = head(first);
    let to = if first.form.shape == Shape::ReadInfo { format!(" to {}?", table::command(first.row.wire.name())) } else { String::new() };
    Some(format!("{head}{}{}{to}", parts.join(","), relation.unwrap_or_default()))
}

/// The line up to its first field.
fn head(line: &WireLine) -> String {
    let whole = table::line(line.row, line.form, line.words);
    let end = if line.form.fields().is_empty() { whole.len() } else { name_end(line, &whole) };
    whole.get(..end).unwrap_or_default().to_owned()
}

/// Where the first field begins.
fn name_end(line: &WireLine, whole: &str) -> usize {
    let name = if line.side == Side::Host { table::command(line.row.wire.name()).len() } else { line.row.wire.name().len() };
    let separators =
        whole.get(name..).unwrap_or_default().bytes().take_while(|byte| matches!(byte, b'=' | b'?' | b':' | b' ' | b',')).count();
    name + separators
}

/// The values of a field, by the numbers of the lines.
fn column(lines: &[&WireLine], at: usize) -> BTreeSet<Option<String>> {
    lines.iter().map(|line| line.values.get(at).map(shown)).collect()
}

fn shown(value: &Sample) -> String {
    match value {
        Sample::Empty => String::new(),
        Sample::Number(number) => number.to_string(),
        Sample::Bare(text) => text.clone(),
        Sample::Quoted(text) => format!("\"{text}\""),
        Sample::Address(ip) => ip.to_string(),
        Sample::Endpoint(peer) => peer.to_string(),
    }
}

/// What was seen, in terms of what was tried: nothing where it makes no difference.
fn choice(line: &WireLine, at: usize, seen: &BTreeSet<Option<String>>, tried: &BTreeSet<Option<String>>) -> Option<String> {
    let number = |value: &Option<String>| value.as_ref().and_then(|value| value.parse::<i64>().ok());
    if seen == tried && tried.len() > 1 {
        return None;
    }
    let only: Vec<String> = sorted(seen, number);
    let left_out: Vec<String> = sorted(&tried.difference(seen).cloned().collect(), number);
    let (Some(field), Some(words)) = (line.form.fields().get(at), line.words.fields.get(at)) else { return None };
    if only.len() == 1 && tried.iter().flatten().count() == 1 {
        // One sample stands for all values: it says only that there is one.
        let own = stands_for_all(words) || table::fixed(field.ty).is_some() || has_texts(line.row);
        return Some(if own { only.concat() } else { words.name.to_owned() });
    }
    if left_out.is_empty() && only.len() > 1 {
        // Every value does it; only without one it is another matter.
        return Some(words.name.to_owned());
    }
    let numbers = seen.iter().all(|value| number(value).is_some());
    if numbers && left_out.len() < only.len() && left_out.len() <= 3 {
        Some(format!("≠{}", left_out.join("|")))
    } else {
        Some(only.join("|"))
    }
}

fn sorted(values: &BTreeSet<Option<String>>, number: impl Fn(&Option<String>) -> Option<i64>) -> Vec<String> {
    let mut values: Vec<&Option<String>> = values.iter().filter(|value| value.is_some()).collect();
    values.sort_by_key(|value| (number(value), (*value).clone()));
    values.into_iter().flatten().cloned().collect()
}

/// Two numbers that are always the same, or never, where they need not be.
fn relation(seen: &[&WireLine], tried: &[&WireLine]) -> Option<String> {
    let first = *seen.first()?;
    let pair = |line: &WireLine, a: usize, b: usize| match (line.values.get(a), line.values.get(b)) {
        (Some(Sample::Number(a)), Some(Sample::Number(b))) => Some(a == b),
        _ => None,
    };
    let ints = |at: usize| first.form.fields().get(at).is_some_and(|field| matches!(field.ty, Type::Int(low, high) if low != high));
    for a in 0..first.form.fields().len() {
        for b in (a + 1)..first.form.fields().len() {
            // A field of one value has no relation to others.
            let moves = |at: usize| column(tried, at).len() > 1;
            if !ints(a)
                || !ints(b)
                || !moves(a)
                || !moves(b)
                || first.words.fields.get(b).is_none_or(|words| !words.codes.entries.is_empty())
            {
                continue;
            }
            let of = |lines: &[&WireLine]| lines.iter().filter_map(|line| pair(line, a, b)).collect::<BTreeSet<bool>>();
            if of(tried).len() == 2 && of(seen).len() == 1 {
                let sign = if of(seen).contains(&true) { "=" } else { "≠" };
                let name = |at: usize| first.words.fields.get(at).map_or("?", |words| words.name);
                return Some(format!(" ({} {sign} {})", name(a), name(b)));
            }
        }
    }
    None
}
