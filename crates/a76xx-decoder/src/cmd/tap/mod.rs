//! `a76xx tap`: a line as it is heard now.

#[cfg(unix)]
mod between;
mod ears;
mod output;
mod port;
#[cfg(unix)]
mod rate;

use std::io::{self, BufWriter, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;

use a76xx_decoder::ingest::{self, Heard, Sides};
use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Jsonl, Render, Text};
use a76xx_decoder::{Error, decode_and_record};
use a76xx_parser::Side;

use super::complain;
use super::inputs::UNREADABLE;
use super::look::LookArguments;
use crate::cli;
use ears::{Ears, WAITING};
use output::Output;

/// Arguments of `tap`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Tap {
    /// Listen on this serial port; --side says to whom
    #[arg(long, value_name = "PORT", conflicts_with_all = ["host_port", "module_port", "between"])]
    port: Option<PathBuf>,

    /// Listen on this serial port to the host: its transmit line is wired to the port
    #[arg(long, value_name = "PORT")]
    host_port: Option<PathBuf>,

    /// Listen on this serial port to the module: its transmit line is wired to the port
    #[arg(long, value_name = "PORT")]
    module_port: Option<PathBuf>,

    /// Sit between a program and this serial port: the program gets a port of its own, whose name is told, and both see each other's bytes
    #[arg(long, value_name = "PORT", conflicts_with_all = ["host_port", "module_port"])]
    between: Option<PathBuf>,

    /// Name of the program's port: a symbolic link, made at the start and removed at the end
    #[arg(long, value_name = "LINK", requires = "between")]
    link: Option<PathBuf>,

    /// Bits per second of every port; if not given 115200, and with --between what the program sets
    #[arg(long, value_name = "N")]
    baud: Option<u32>,

    /// Whose bytes --port or standard input gives
    #[arg(long, value_enum, conflicts_with_all = ["host_port", "module_port", "between"])]
    side: Option<cli::Side>,

    /// Write what is heard there as well: packets for Wireshark if the name ends in .pcapng, else a transcript (docs/transcript.md)
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,

    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Write there instead of to standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    #[command(flatten)]
    look: LookArguments,
}

/// What `tap` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Rows to read
    #[default]
    Text,
    /// One JSON object a line (docs/json.md)
    Jsonl,
}

const AFTER: &str = "\
Examples:
  a76xx tap --port /dev/ttyUSB2 --baud 115200
  a76xx tap --host-port /dev/ttyUSB0 --module-port /dev/ttyUSB1 --record session.at
  a76xx tap --between /dev/ttyUSB2 --link /tmp/modem    # then: picocom /tmp/modem
  socat -u /dev/ttyUSB2,b115200,raw - | a76xx tap

Without a port, standard input is listened to; --side says whose bytes it gives, the module's if not given. A log that is being written is
read with `a76xx decode -`. A line that pauses for 50 ms is shown as it stands; a command that is being typed, after 5 s. Control-C ends, with
the verdict.

A program behind --between changes the speed of the real port as it would change that of its own; what it does with DTR and RTS ends at its
port, since a pseudo-terminal has no such lines.

Exit status: 0 ended, 2 something could not be read or written.";

pub(crate) fn run(arguments: &Tap) -> ExitCode {
    match tap(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(UNREADABLE),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Listens until told to stop, or until there is nothing left to hear; `false` where that was no wish of the user's.
fn tap(arguments: &Tap) -> Result<bool, Error> {
    let mut record = arguments.record.as_deref().map(output::recording).transpose()?;
    let mut out: Box<dyn io::Write> = match &arguments.output {
        Some(path) => Box::new(Output::create(path)?),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let (to, from) = sync_channel(WAITING);
    let ears = Ears::new(to.clone());
    let heard = listen(arguments, &ears)?;
    stop_on_signal(to);
    let mut opened = ingest::live(&heard.name, heard.sides, heard.why, from);
    let look = arguments.look.look(arguments.output.is_none() && io::stdout().is_terminal());
    let mut renderer: Box<dyn Render + '_> = match arguments.format {
        Format::Text => Box::new(Text::new(&mut out, look)),
        Format::Jsonl => Box::new(Jsonl::new(&mut out)),
    };
    decode_and_record(&mut opened, Select::ALL, renderer.as_mut(), record.as_mut().map(|record| record.as_mut() as _))?;
    renderer.finish().and_then(|()| renderer.flush()).map_err(Error::Output)?;
    drop(heard.link);
    match ears.complaint() {
        None => Ok(true),
        Some(what) => {
            complain(&what);
            Ok(false)
        }
    }
}

/// What is listened to.
struct Listening {
    name: String,
    sides: Sides,
    why: &'static str,
    /// Removes a name that was made for the program's port.
    link: Option<Link>,
}

fn listen(arguments: &Tap, ears: &Ears) -> Result<Listening, Error> {
    let one = arguments.side.map_or(Sides::Module, Into::into);
    let why = if arguments.side.is_some() { "as told by --side" } else { "as --side is not given" };
    let plain = |name: String, sides, why| Listening { name, sides, why, link: None };
    let shown = |path: &PathBuf| path.display().to_string();
    if let Some(path) = &arguments.between {
        return between(path, arguments, ears);
    }
    let baud = arguments.baud.unwrap_or(port::BAUD);
    if let Some(path) = &arguments.port {
        port::listen(path, baud, side_of(one), ears)?;
        return Ok(plain(shown(path), one, why));
    }
    let mut names = Vec::new();
    for (path, side) in [(&arguments.host_port, Side::Host), (&arguments.module_port, Side::Module)] {
        if let Some(path) = path {
            port::listen(path, baud, Some(side), ears)?;
            names.push((shown(path), side));
        }
    }
    Ok(match names.as_slice() {
        [] => {
            port::standard_input(side_of(one), ears);
            plain(String::from("-"), one, why)
        }
        [(name, Side::Host)] => plain(name.clone(), Sides::Host, "as told by --host-port"),
        [(name, Side::Module)] => plain(name.clone(), Sides::Module, "as told by --module-port"),
        [(host, _), (module, _), ..] => plain(format!("{host} and {module}"), Sides::Marked, "a port for each side"),
    })
}

#[cfg(unix)]
fn between(path: &Path, arguments: &Tap, ears: &Ears) -> Result<Listening, Error> {
    let link = between::start(path, arguments.baud, arguments.link.as_deref(), ears)?;
    Ok(Listening { name: path.display().to_string(), sides: Sides::Marked, why: "the program on one side, the port on the other", link })
}

#[cfg(not(unix))]
fn between(path: &Path, _: &Tap, _: &Ears) -> Result<Listening, Error> {
    let source = io::Error::new(io::ErrorKind::Unsupported, "--between needs pseudo-terminals, which this system does not have");
    Err(Error::Input { name: path.display().to_string(), source })
}

/// A name that goes when it is dropped.
struct Link(#[cfg_attr(not(unix), expect(dead_code, reason = "made only where there are pseudo-terminals"))] PathBuf);

impl Drop for Link {
    fn drop(&mut self) {
        // Somebody else may have removed it.
        let _ = std::fs::remove_file(&self.0);
    }
}

const fn side_of(sides: Sides) -> Option<Side> {
    match sides {
        Sides::Host => Some(Side::Host),
        Sides::Module => Some(Side::Module),
        Sides::Merged | Sides::Marked => None,
    }
}

/// The first wish to stop ends what is heard; the second does not wait for that.
fn stop_on_signal(to: std::sync::mpsc::SyncSender<Heard>) {
    let mut asked = false;
    let set = ctrlc::set_handler(move || {
        if std::mem::replace(&mut asked, true) || to.send(Heard::End).is_err() {
            std::process::exit(130);
        }
    });
    if let Err(error) = set {
        complain(&format!("Control-C will end without a verdict: {error}"));
    }
}
