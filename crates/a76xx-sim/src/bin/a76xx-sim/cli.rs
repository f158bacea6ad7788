//! The arguments as typed.

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::PathBuf;

use a76xx_sim::{Fault, Profile};
use clap::{ArgGroup, Parser};

/// A cellular module of the A76XX family in software, on a port that any program can open
#[derive(Debug, Parser)]
#[command(name = "a76xx-sim", version, max_term_width = 100, after_help = AFTER)]
#[command(group = ArgGroup::new("end").required(true).multiple(true).args(["pty", "tcp", "unix", "stdio", "profiles"]))]
#[expect(clippy::struct_excessive_bools, reason = "flags, independent of each other")]
pub(crate) struct Cli {
    /// Be a serial port (a pseudoterminal), with a symbolic link to it
    #[arg(long, value_name = "LINK")]
    pub(crate) pty: Vec<PathBuf>,

    /// Be a TCP port
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) tcp: Vec<SocketAddr>,

    /// Be a Unix socket; `@NAME` is one outside the file system
    #[arg(long, value_name = "PATH")]
    pub(crate) unix: Vec<String>,

    /// Talk over standard input and output
    #[arg(long, conflicts_with = "trace")]
    pub(crate) stdio: bool,

    /// Modules at each end that is named: numbers are put behind links and paths, ports are counted up
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) each: u16,

    /// Model and firmware, one of --profiles
    #[arg(long, value_name = "NAME", default_value = "a7670e", value_parser = profile)]
    pub(crate) profile: &'static Profile,

    /// List the models
    #[arg(long)]
    pub(crate) profiles: bool,

    /// Start with the boot, rather than as a module that has run for a while
    #[arg(long)]
    pub(crate) boot: bool,

    /// Serial number of the first module; further ones count up
    #[arg(long, value_name = "15 DIGITS", value_parser = imei)]
    pub(crate) imei: Option<String>,

    /// PIN that the card asks for; it asks for none without it
    #[arg(long, value_name = "DIGITS", value_parser = pin)]
    pub(crate) pin: Option<String>,

    /// No card
    #[arg(long, conflicts_with = "pin")]
    pub(crate) no_card: bool,

    /// Signal strength, as AT+CSQ counts it: 0 to 31, 99 for unknown
    #[arg(long, value_name = "RSSI", default_value_t = 23, value_parser = signal)]
    pub(crate) signal: u8,

    /// No network behind it: every connection fails
    #[arg(long, conflicts_with_all = ["anywhere", "name", "redirect"])]
    pub(crate) no_network: bool,

    /// Let its sockets reach whatever this machine reaches, and its names be asked of the system. Without it they reach this machine alone
    #[arg(long)]
    pub(crate) anywhere: bool,

    /// A name and its address, for AT+CDNSGIP and AT+CIPOPEN
    #[arg(long, value_name = "NAME=ADDRESS", value_parser = name)]
    pub(crate) name: Vec<(String, Ipv4Addr)>,

    /// A peer that stands somewhere else: `192.0.2.7:80=127.0.0.1:8080`
    #[arg(long, value_name = "PEER=ADDRESS:PORT", value_parser = redirect)]
    pub(crate) redirect: Vec<(SocketAddrV4, SocketAddrV4)>,

    /// Something that goes wrong, `drop 0.1%` (docs/sim-script.md lists them); comes again for more
    #[arg(long, value_name = "FAULT")]
    pub(crate) fault: Vec<Fault>,

    /// Scenario: what happens, and when (docs/sim-script.md). A scenario with hosts brings its own network
    #[arg(long, value_name = "FILE")]
    pub(crate) script: Option<PathBuf>,

    /// Be the module of a transcript instead: say what it said, in its time, and tell where the host does something else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["boot", "script", "fault", "no_network", "anywhere"])]
    pub(crate) replay: Option<PathBuf>,

    /// Chooses what varies. Same seed, same bytes
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) seed: u64,

    /// Write what goes over the line to a transcript (docs/transcript.md); further modules get a number before the extension
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,

    /// Show what goes over the line, explained line by line. With several modules each line begins with the number of its module, from 0
    #[arg(long)]
    pub(crate) trace: bool,
}

const AFTER: &str = "\
Examples:
  a76xx-sim --pty ./modem --trace        then: picocom ./modem
  a76xx-sim --pty ./modem --profile sim7600 --redirect 192.0.2.7:80=127.0.0.1:8080
  a76xx-sim --pty ./modem --fault 'lose final 5%' --fault 'baud 9600' --seed 7
  printf 'AT+CSQ\\r' | a76xx-sim --stdio

Exit status: 0 ended as asked, 2 an end, a file or an argument is of no use.";

fn profile(name: &str) -> Result<&'static Profile, String> {
    Profile::find(name).ok_or_else(|| "`a76xx-sim --profiles` lists the names".to_owned())
}

fn imei(text: &str) -> Result<String, String> {
    let good = text.len() == 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| text.to_owned()).ok_or_else(|| "a serial number has 15 digits".to_owned())
}

fn signal(text: &str) -> Result<u8, String> {
    let known = text.parse().ok().filter(|rssi| *rssi < 32 || *rssi == 99);
    known.ok_or_else(|| "signal strength is 0 to 31, or 99".to_owned())
}

fn pin(text: &str) -> Result<String, String> {
    let good = (4..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| text.to_owned()).ok_or_else(|| "a PIN has 4 to 8 digits".to_owned())
}

fn name(text: &str) -> Result<(String, Ipv4Addr), String> {
    let (name, address) = text.split_once('=').ok_or("there is no `=`")?;
    let address = address.parse().map_err(|_| format!("`{address}` is no address of IPv4"))?;
    Ok((name.to_ascii_lowercase(), address))
}

fn redirect(text: &str) -> Result<(SocketAddrV4, SocketAddrV4), String> {
    let (from, to) = text.split_once('=').ok_or("there is no `=`")?;
    let parse = |text: &str| text.parse().map_err(|_| format!("`{text}` is no address of IPv4 with a port"));
    Ok((parse(from)?, parse(to)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_fit_together() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }

    #[test]
    fn names_and_redirections_are_read() {
        assert_eq!(name("Example.com=127.0.0.1"), Ok(("example.com".to_owned(), Ipv4Addr::LOCALHOST)));
        assert!(name("example.com").is_err());
        assert!(redirect("192.0.2.7:80=127.0.0.1:8080").is_ok());
        assert!(redirect("192.0.2.7=127.0.0.1:8080").is_err());
    }
}
