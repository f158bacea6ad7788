//! The arguments as typed.

use std::path::PathBuf;

use a76xx_decoder::ingest::{self, Sides};
use clap::{Parser, Subcommand, ValueEnum};

use crate::cmd::completions::Completions;
use crate::cmd::explain::Explain;
use crate::cmd::formats::Formats;
use crate::cmd::look::LookArguments;
use crate::cmd::man::Page;
use crate::cmd::pick::PickArguments;
use crate::cmd::redact::Redact;
use crate::cmd::rules::Rules;
use crate::cmd::shrink::Shrink;
use crate::cmd::sides::SeveralFiles;
use crate::cmd::tap::Tap;

/// Reads captures of the wire between a host and a cellular module of the A76XX family
#[derive(Debug, Parser)]
#[command(name = "a76xx", version, max_term_width = 100, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what host and module said, line by line, with the meaning of each line
    ///
    /// Reads raw bytes, text pasted from a terminal, transcripts (.at) and what logging tools write (`a76xx formats` lists them). Nothing
    /// has to be said about the input: what it is, and whose bytes it holds, is found out from its beginning (64 KiB of a file; of a live
    /// pipe what the first read gives) and said in the first line of the output. A short beginning tells little: --input and --side know
    /// better.
    ///
    /// A note such as `[glue?]` behind a meaning names what was guessed (docs/json.md has the list).
    Decode(Decode),
    /// Say only what is wrong, with the verdict: which line went wrong first, what it means, what follows from it, and what to do next
    ///
    /// The rules know what host and module may do in which state (`a76xx rules` lists them, `a76xx explain CODE` explains one).
    Check(Check),
    /// Replace what tells who and where in a capture, so that it can be shown to others: numbers of devices, SIM cards and telephones, addresses
    /// and host names, users and passwords
    ///
    /// The capture keeps its format, its length and its events; the same has the same stand-in everywhere.
    Redact(Redact),
    /// Shrink a capture to the smallest transcript that still shows a finding, for a bug report or a test
    Shrink(Shrink),
    /// Show what host and module say now: listen on serial ports or standard input, or sit between a program and its port
    Tap(Tap),
    /// Explain a rule, a command, an answer, a line that came unasked, or an error
    Explain(Explain),
    /// List the rules that captures are checked against
    Rules(Rules),
    /// List the capture formats that `decode` reads, with what each keeps of the wire
    Formats(Formats),
    /// Write completions for a shell
    Completions(Completions),
    /// Write a manual page
    Man(Page),
}

/// The format of that name.
pub(crate) fn format(name: &str) -> Result<&'static ingest::Format, String> {
    ingest::format_named(name).ok_or_else(|| String::from("`a76xx formats` lists the names"))
}

/// What to read.
#[derive(Debug, clap::Args)]
pub(crate) struct Inputs {
    /// What to read; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<PathBuf>,

    /// Capture format of the input, one of `a76xx formats`; found out if not given
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(crate) input: Option<&'static ingest::Format>,

    /// Whose bytes the input holds; found out if not given. Formats that mark their sides know better
    #[arg(long, value_enum)]
    pub(crate) side: Option<Side>,

    #[command(flatten)]
    pub(crate) several: SeveralFiles,

    /// Write there instead of to standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

/// Arguments of `decode`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Decode {
    #[command(flatten)]
    pub(crate) inputs: Inputs,

    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,

    /// With `--format pcapng`: rebuild what went through the links as TCP and UDP packets too
    #[arg(long)]
    pub(crate) flows: bool,

    #[command(flatten)]
    pub(crate) look: LookArguments,

    #[command(flatten)]
    pub(crate) pick: PickArguments,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_CHECK)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) inputs: Inputs,

    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,

    /// Only the verdict
    #[arg(long)]
    pub(crate) verdict: bool,

    /// Only these rules: codes, names or areas (`AT301`, `link-without-network`, `AT3`)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,

    /// All rules but these
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,

    /// Nothing milder than this
    #[arg(long, value_enum, default_value_t)]
    pub(crate) min_severity: Severity,

    #[command(flatten)]
    pub(crate) look: LookArguments,
}

const AFTER_CHECK: &str = "\
Examples:
  a76xx check capture.log
  a76xx check --verdict capture.log
  a76xx check --ignore AT9 --min-severity warning *.log

Exit status: 0 nothing was found, 1 something was, 2 something could not be read or written.";

/// What `check` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Findings to read, with the lines that they quote
    #[default]
    Text,
    /// One JSON object a finding, and one for the verdict (docs/json.md)
    Jsonl,
    /// One SARIF 2.1.0 document for all inputs, for tools that show findings beside the file
    Sarif,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Severity {
    /// Everything
    #[default]
    Note,
    /// What may go wrong
    Warning,
    /// What went wrong
    Error,
}

impl From<Severity> for a76xx_tracker::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::Note,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

const AFTER: &str = "\
Examples:
  a76xx decode capture.log
  a76xx decode --host sent.bin --module received.bin
  a76xx decode --format jsonl capture.log | jq 'select(.kind == \"urc\")'
  socat -u /dev/ttyUSB2,b115200,raw - | a76xx decode --side module
  a76xx decode --link 0 --from 1:30 capture.log
  a76xx decode --format transcript capture.pcapng -o capture.at
  a76xx decode --format pcapng --flows capture.log -o capture.pcapng

Exit status: 0 decoded, 2 something could not be read or written.";

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Side {
    /// What the host sends
    Host,
    /// What the module sends
    Module,
    /// Both in one stream, as a terminal shows them
    Merged,
}

impl From<Side> for Sides {
    fn from(side: Side) -> Self {
        match side {
            Side::Host => Self::Host,
            Side::Module => Self::Module,
            Side::Merged => Self::Merged,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Rows to read
    #[default]
    Text,
    /// One JSON object a line (docs/json.md)
    Jsonl,
    /// One page for the browser, with everything in it: transcript, timeline, sequence, findings (docs/html.md)
    Html,
    /// The capture in numbers: links, commands and how long they took, what the protocol costs (docs/summary.md)
    Summary,
    /// The same as one JSON object for each input
    SummaryJson,
    /// The capture as a transcript, which can be read, diffed, edited and read back (docs/transcript.md)
    Transcript,
    /// The capture for Wireshark (docs/pcapng.md)
    Pcapng,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Theme {
    #[default]
    Auto,
    Dark,
    Light,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Charset {
    #[default]
    Auto,
    Unicode,
    Ascii,
}
