//! `a76xx redact`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use a76xx_decoder::ingest;
use a76xx_decoder::redact::{Options, Redacted, Source, redact};

use super::complain;
use super::inputs::UNREADABLE;
use crate::cli::{self, Side};

/// Arguments of `redact`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Redact {
    /// What to read; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,

    /// Write there instead of to standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Names of access points as well
    #[arg(long)]
    apn: bool,

    /// What went through the links and the texts of messages as well
    #[arg(long)]
    payloads: bool,

    /// Capture format of the input, one of `a76xx formats`; found out if not given
    #[arg(long, value_name = "FORMAT", value_parser = cli::format)]
    input: Option<&'static ingest::Format>,

    /// Whose bytes the input holds; found out if not given. Formats that mark their sides know better
    #[arg(long, value_enum)]
    side: Option<Side>,
}

const AFTER: &str = "\
Examples:
  a76xx redact capture.log -o shared.log
  a76xx redact --payloads capture.pcapng -o shared.pcapng

Nothing is written unless the result reads the same and holds none of the secrets. Read it before you show it: what no line of the wire
shows to be a secret is not one for the program (docs/redact.md).

Exit status: 0 written, 2 it cannot be read, redacted or written.";

pub(crate) fn run(arguments: &Redact) -> ExitCode {
    let name = arguments.file.display().to_string();
    let mut bytes = Vec::new();
    let read = if name == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(&arguments.file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    if let Err(error) = read {
        complain(&format!("{name}: cannot be read: {error}"));
        return ExitCode::from(UNREADABLE);
    }
    let source = Source { name: &name, bytes: &bytes, format: arguments.input, sides: arguments.side.map(Into::into) };
    match redact(&source, Options { apn: arguments.apn, payloads: arguments.payloads }) {
        Err(refused) => {
            let told = refused.to_string();
            complain(&if told.starts_with(&name) { told } else { format!("{name}: {told}") });
            ExitCode::from(UNREADABLE)
        }
        Ok(redacted) => match write(arguments, &redacted) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                complain(&format!("the output cannot be written: {error}"));
                ExitCode::from(UNREADABLE)
            }
            Ok(()) => {
                tell(&redacted);
                ExitCode::SUCCESS
            }
        },
    }
}

fn write(arguments: &Redact, redacted: &Redacted) -> io::Result<()> {
    if let Some(path) = &arguments.output {
        return std::fs::write(path, &redacted.bytes).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())));
    }
    let mut out = io::stdout().lock();
    out.write_all(&redacted.bytes).and_then(|()| out.flush())
}

/// Says what was replaced.
fn tell(redacted: &Redacted) {
    let parts: Vec<String> = redacted.counts.iter().map(|(name, count)| format!("{count} {name}{}", plural(name, *count))).collect();
    if parts.is_empty() {
        complain("nothing was found to replace");
    } else {
        complain(&format!("replaced {}", parts.join(", ")));
    }
}

fn plural(name: &str, count: usize) -> &'static str {
    if count == 1 || name.contains(" or ") { "" } else { "s" }
}
