//! `a76xx explain`.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::process::ExitCode;

use a76xx_decoder::explain::{Explained, Page, explain};
use a76xx_decoder::render::PageWriter;

use super::look::LookArguments;
use super::{complain, outcome};

/// Nothing is known about one of the things asked for.
const UNKNOWN: u8 = 1;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Explain {
    /// A rule (`AT301`, its name), a command, or a line as pasted; quotes keep the shell from it
    #[arg(value_name = "WHAT", required = true, allow_hyphen_values = true)]
    what: Vec<String>,

    #[command(flatten)]
    look: LookArguments,
}

const AFTER: &str = "\
Examples:
  a76xx explain AT301
  a76xx explain AT+CIPOPEN
  a76xx explain '+CIPOPEN: 0,4'
  a76xx explain 'AT+CIPTIMEOUT=1000,2000,3000'
  a76xx explain RECV FROM:192.0.2.7:7010

Exit status: 0 explained, 1 nothing is known about it, 2 the output could not be written.";

pub(crate) fn run(arguments: &Explain) -> ExitCode {
    let (pages, unknown) = pages(&arguments.what);
    let look = arguments.look.look(io::stdout().is_terminal());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut writer = PageWriter::new(&mut out, look);
    let written = pages.iter().try_for_each(|page| writer.page(page)).and_then(|()| out.flush());
    for (what, names) in &unknown {
        complain(&sentence(what, names));
    }
    outcome(written, if unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(UNKNOWN) })
}

/// What was asked for and is not known, with what may have been meant.
type Unknown = (String, Vec<String>);

/// The words are one line, which the shell took apart, or else each is something on its own.
fn pages(what: &[String]) -> (Vec<Page>, Vec<Unknown>) {
    let whole = what.join(" ");
    let whole_names = match explain(&whole) {
        Explained::Known(pages) => return (pages, Vec::new()),
        Explained::Unknown(names) => names,
    };
    let each: Vec<(&String, Explained)> = what.iter().map(|one| (one, explain(one))).collect();
    if what.len() == 1 || each.iter().all(|(_, explained)| matches!(explained, Explained::Unknown(_))) {
        return (Vec::new(), vec![(whole, whole_names)]);
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for (one, explained) in each {
        match explained {
            Explained::Known(pages) => known.extend(pages),
            Explained::Unknown(names) => unknown.push((one.clone(), names)),
        }
    }
    (known, unknown)
}

fn sentence(what: &str, names: &[String]) -> String {
    match names {
        [] => format!("nothing is known about `{what}`; `a76xx rules` lists the rules, docs/commands.md the lines of the wire"),
        [one] => format!("nothing is known about `{what}`; perhaps {one}"),
        [most @ .., last] => format!("nothing is known about `{what}`; perhaps {} or {last}", most.join(", ")),
    }
}
