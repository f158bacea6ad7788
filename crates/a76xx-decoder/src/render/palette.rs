//! Which colour means what.

use anstyle::{AnsiColor, Style};

use crate::annotate::{Annotated, Tie};
use crate::ingest::Role;
use crate::meaning::Tone;
use crate::verdict::Outcome;
use a76xx_parser::{Kind, Side};
use a76xx_tracker::Severity;

const PLAIN: Style = Style::new();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const TITLE: Style = Style::new().bold();

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

/// The arrow.
pub(super) fn side(side: Option<Side>) -> Style {
    match side {
        Some(Side::Host) => colour(AnsiColor::Cyan),
        Some(Side::Module) => colour(AnsiColor::Green),
        None => DIM,
    }
}

/// The line itself.
pub(super) fn raw(event: &Annotated<'_>) -> Style {
    match (&event.event.kind, event.outside) {
        (_, Some(Role::Fault)) | (Kind::Noise(_), _) => colour(AnsiColor::Red),
        (Kind::Command(_) | Kind::Echo(_), _) if event.tie == Tie::Opens => colour(AnsiColor::Cyan).bold(),
        (Kind::Command(_), _) => colour(AnsiColor::Cyan).bold(),
        (Kind::Echo(_) | Kind::Foreign(_) | Kind::Blank, _) => DIM,
        (Kind::Final(_), _) if event.tone == Tone::Good => colour(AnsiColor::Green),
        (Kind::Final(_), _) => colour(AnsiColor::Red).bold(),
        (Kind::Urc(_), _) => colour(AnsiColor::Magenta),
        (Kind::Payload(_) | Kind::Prompt(_), _) => colour(AnsiColor::Blue),
        (Kind::Text(_), _) => colour(AnsiColor::Yellow),
        _ => PLAIN,
    }
}

/// The sentence.
pub(super) fn meaning(event: &Annotated<'_>) -> Style {
    match (event.tone, &event.event.kind) {
        (Tone::Bad, _) => colour(AnsiColor::Red).bold(),
        (_, Kind::Echo(_)) if event.tie == Tie::Opens => PLAIN,
        (Tone::Good, Kind::Final(_)) | (_, Kind::Echo(_) | Kind::Foreign(_) | Kind::Text(_) | Kind::Blank) => DIM,
        (Tone::Good, _) => colour(AnsiColor::Green),
        (Tone::Plain, _) => PLAIN,
    }
}

/// How bad a finding is.
pub(super) const fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => colour(AnsiColor::Red).bold(),
        Severity::Warning => colour(AnsiColor::Yellow).bold(),
        Severity::Note => colour(AnsiColor::Cyan),
    }
}

/// How a capture went.
pub(super) const fn outcome(outcome: Outcome) -> Style {
    match outcome {
        Outcome::Failed => colour(AnsiColor::Red).bold(),
        Outcome::Noted | Outcome::Recovered | Outcome::Foreign => colour(AnsiColor::Yellow).bold(),
        Outcome::Clean => colour(AnsiColor::Green).bold(),
        Outcome::Empty => PLAIN,
    }
}

/// The number of a link: one colour each, as far as they go.
pub(super) fn link(link: i64) -> Style {
    let colours = [AnsiColor::Yellow, AnsiColor::Cyan, AnsiColor::Magenta, AnsiColor::Green, AnsiColor::Blue];
    let index = usize::try_from(link).unwrap_or(0) % colours.len();
    colour(colours.get(index).copied().unwrap_or(AnsiColor::White))
}

/// The bar that ties a command to its answers.
pub(super) fn bar(tie: Tie, tone: Tone) -> Style {
    if tie == Tie::Closes && tone == Tone::Bad { colour(AnsiColor::Red) } else { DIM }
}
