//! `a76xx shrink`.

use std::fs::File;
use std::io::{self, Cursor, IsTerminal as _, Read as _, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use a76xx_decoder::Error;
use a76xx_decoder::ingest::{self, Opened};
use a76xx_decoder::judge::UnknownRule;
use a76xx_decoder::shrink::{Failed, Progress, Shrunk, shrink};
use a76xx_tracker::{Rule, rules};
use indicatif::{ProgressBar, ProgressStyle};

use super::complain;
use super::inputs::{self, UNREADABLE};
use crate::cli::Inputs;

/// The rule finds nothing in the capture.
const ABSENT: u8 = 1;

/// Arguments of `shrink`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Shrink {
    #[command(flatten)]
    inputs: Inputs,

    /// The finding to keep: code or name of a rule (`AT301`, `link-without-network`)
    #[arg(long, value_name = "CODE", value_parser = rule)]
    finding: &'static Rule,

    /// Take no longer than this, in seconds; what is the smallest by then is written
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    within: u64,
}

const AFTER: &str = "\
Examples:
  a76xx shrink --finding AT301 capture.log
  a76xx shrink --finding link-without-network capture.pcapng -o report.at

The result is a transcript (docs/transcript.md): it can be pasted into a report, and read back by every command. It shows the finding, and no
event can go from it. It may still tell of people: `a76xx redact` takes that out.

Exit status: 0 written, 1 the rule finds nothing in the capture, 2 something could not be read or written.";

fn rule(name: &str) -> Result<&'static Rule, String> {
    rules::find(name).ok_or_else(|| UnknownRule(name.to_owned()).to_string())
}

pub(crate) fn run(arguments: &Shrink) -> ExitCode {
    match shrunk(arguments) {
        Ok(shrunk) => match write(arguments, &shrunk) {
            Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
            Err(error) => {
                complain(&error.to_string());
                ExitCode::from(UNREADABLE)
            }
            Ok(()) => {
                tell(arguments, &shrunk);
                ExitCode::SUCCESS
            }
        },
        Err(failed) => {
            let name = arguments.inputs.files.first().map(|path| path.display().to_string()).unwrap_or_default();
            let unreadable = matches!(failed, Failed::Unreadable(_));
            complain(&if unreadable { failed.to_string() } else { format!("{name}: {failed}") });
            ExitCode::from(if unreadable { UNREADABLE } else { ABSENT })
        }
    }
}

fn shrunk(arguments: &Shrink) -> Result<Shrunk, Failed> {
    let inputs = &arguments.inputs;
    let unreadable = |name: &str, source| Error::Input { name: name.to_owned(), source };
    let sides: Option<ingest::Sides> = inputs.side.map(Into::into);
    let bar = bar(arguments.finding);
    let mut told = |progress: Progress| {
        bar.set_message(format!("{} events left, {} transcripts tried", progress.events, progress.tried));
        bar.inc(1);
    };
    let within = Duration::from_secs(arguments.within);
    let done = match inputs.files.as_slice() {
        [path] if path.as_os_str() == "-" && inputs.several.host.is_none() && inputs.several.timing.is_none() => {
            // It is read twice.
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map_err(|error| unreadable("-", error))?;
            let open = || ingest::open_as("-", Box::new(Cursor::new(bytes.clone())), inputs.input, sides);
            shrink(&open, arguments.finding, within, &mut told)
        }
        files => {
            let open = || -> Result<Opened, Error> {
                if let Some(several) = inputs.several.open(&inputs.files, inputs.input) {
                    return several;
                }
                let [path] = files else {
                    let error = io::Error::new(io::ErrorKind::InvalidInput, "one capture at a time can be shrunk");
                    return Err(unreadable(&files.get(1).map(|path| path.display().to_string()).unwrap_or_default(), error));
                };
                let name = path.display().to_string();
                let file = File::open(path).map_err(|error| unreadable(&name, error))?;
                ingest::open_as(&name, Box::new(file), inputs.input, sides)
            };
            shrink(&open, arguments.finding, within, &mut told)
        }
    };
    bar.finish_and_clear();
    done
}

/// Shows how far it is to those who watch.
fn bar(rule: &Rule) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template(&format!("{{spinner}} {}: {{msg}}, {{elapsed}}", rule.code)) {
        bar.set_style(style);
    }
    bar
}

fn write(arguments: &Shrink, shrunk: &Shrunk) -> Result<(), Error> {
    let mut out = inputs::output(&arguments.inputs)?;
    write!(out, "{}", shrunk.transcript).and_then(|()| out.flush()).map_err(Error::Output)
}

/// Says what was left out.
fn tell(arguments: &Shrink, shrunk: &Shrunk) {
    let Shrunk { before, after, tried, is_smallest, .. } = shrunk;
    let data = if before.data > 0 { format!(", {} of {} bytes of data", after.data, before.data) } else { String::new() };
    let code = arguments.finding.code;
    complain(&format!("{code} is shown by {} of {} events{data} ({tried} transcripts tried)", after.events, before.events));
    if !is_smallest {
        complain(&format!("the time of {} s is over: it may be smaller still (--within)", arguments.within));
    }
}
