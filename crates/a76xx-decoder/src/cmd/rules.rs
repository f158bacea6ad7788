//! `a76xx rules`.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::process::ExitCode;

use a76xx_decoder::explain::manual;
use a76xx_decoder::render::RuleList;
use a76xx_tracker::rules::ALL;
use clap::ValueEnum;
use serde::Serialize;

use super::look::LookArguments;
use super::outcome;

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub(crate) struct Rules {
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    look: LookArguments,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A list to read, by area
    #[default]
    Text,
    /// One JSON array of objects
    Json,
}

#[derive(Serialize)]
struct Record {
    code: String,
    name: &'static str,
    area: &'static str,
    severity: &'static str,
    blame: &'static str,
    section: &'static str,
    grade: &'static str,
    title: &'static str,
    message: String,
    advice: String,
}

pub(crate) fn run(arguments: &Rules) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = match arguments.format {
        Format::Text => RuleList::new(&mut out, arguments.look.look(io::stdout().is_terminal())).write(ALL),
        Format::Json => json(&mut out),
    };
    outcome(written.and_then(|()| out.flush()), ExitCode::SUCCESS)
}

fn json(out: &mut dyn Write) -> io::Result<()> {
    let records: Vec<Record> = ALL
        .iter()
        .map(|rule| Record {
            code: rule.code.to_string(),
            name: rule.name,
            area: rule.code.area(),
            severity: rule.severity.name(),
            blame: rule.blame.name(),
            section: rule.section,
            grade: a76xx_decoder::table::grade(rule.grade),
            title: manual::title(rule),
            message: manual::message(rule),
            advice: manual::advice(rule),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &records)?;
    out.write_all(b"\n")
}
