//! From the arguments to modules at their ends.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use a76xx_corpus::Transcript;
use a76xx_parser::typed::Rssi;
use a76xx_sim::end::{End, Stdio, Tcp};
#[cfg(unix)]
use a76xx_sim::end::{Pty, Unix};
use a76xx_sim::net::host::{HostWorld, Reach, Rules};
use a76xx_sim::net::{NoWorld, World};
use a76xx_sim::serve::{Serve, Tap};
use a76xx_sim::{CardState, Config, Control, Device, Faults, Modem, Moment, Replay, Rig, Script, ScriptError};

use crate::cli::Cli;
use crate::record::Record;
use crate::trace::Trace;

/// Lets all modules live until they are stopped.
pub(crate) fn run(cli: &Cli) -> Result<(), String> {
    let mut serve = Serve::new().map_err(|error| error.to_string())?;
    let stop = serve.stop();
    ctrlc::set_handler(move || stop.stop()).map_err(|error| error.to_string())?;
    let script = cli.script.as_deref().map(script).transpose()?;
    let ends = ends(cli)?;
    let many = ends.len() > 1;
    let mut names = Vec::new();
    let mut traces = Vec::new();
    for (index, (name, end)) in ends.into_iter().enumerate() {
        let device = device(cli, script.as_ref(), index, &serve)?;
        let mut taps = Taps::default();
        if let Some(path) = &cli.record {
            taps.0.push(Box::new(Record::create(&numbered_file(path, index, many), cli.profile)?));
        }
        if cli.trace {
            let mark = if many { format!("{index} ") } else { String::new() };
            let (trace, thread) = Trace::start(end.name(), mark)?;
            taps.0.push(Box::new(trace));
            traces.push(thread);
        }
        names.push(end.name());
        serve.add(device, end, Box::new(taps)).map_err(|error| format!("{name}: {error}"))?;
    }
    if !cli.stdio {
        for name in &names {
            eprintln!("{} on {name}", cli.profile.model);
        }
    }
    let result = serve.run().map_err(|error| error.to_string());
    // Ends go, and with them links and sockets; traces say their last.
    drop(serve);
    for trace in traces {
        // A trace that panicked has said so itself.
        let _ = trace.join();
    }
    result
}

/// What one module is.
fn device(cli: &Cli, script: Option<&Script>, index: usize, serve: &Serve) -> Result<Box<dyn Device>, String> {
    if let Some(path) = &cli.replay {
        return replay(path);
    }
    let config = config(cli, index);
    let seed = config.seed;
    let world: Box<dyn World> = match script.filter(|script| !script.network.is_empty()) {
        Some(script) => Box::new(script.network.world(seed)),
        None => world(cli, index, serve)?,
    };
    let modem = if cli.boot {
        let mut modem = Modem::new(config);
        modem.control(Moment::START, Control::Power(true));
        modem
    } else {
        Modem::running(config)
    };
    let rig = Rig::new(modem, world).with_faults(Faults { seed, list: cli.fault.clone() });
    Ok(Box::new(match script {
        Some(script) => rig.with_script(script),
        None => rig,
    }))
}

fn replay(path: &Path) -> Result<Box<dyn Device>, String> {
    let name = path.display();
    let text = std::fs::read(path).map_err(|error| format!("--replay {name}: {error}"))?;
    let transcript = Transcript::parse(text).map_err(|error| format!("--replay {name}: {error}"))?;
    Ok(Box::new(Told { replay: Replay::new(&transcript).in_time(), told: 0 }))
}

/// A recorded module that says where the host deviates.
struct Told {
    replay: Replay,
    told: usize,
}

impl Device for Told {
    fn receive(&mut self, at: Moment, bytes: &[u8]) {
        self.replay.receive(at, bytes);
        for deviation in self.replay.deviations().iter().skip(self.told) {
            eprintln!("{deviation}");
        }
        self.told = self.replay.deviations().len();
    }

    fn control(&mut self, at: Moment, control: Control) {
        self.replay.control(at, control);
    }

    fn handle_timeout(&mut self, at: Moment) {
        self.replay.handle_timeout(at);
    }

    fn poll_output(&mut self, at: Moment) -> Option<Vec<u8>> {
        self.replay.poll_output(at)
    }

    fn poll_timeout(&self) -> Option<Moment> {
        self.replay.poll_timeout()
    }

    fn host_room(&self) -> usize {
        self.replay.host_room()
    }

    fn ready(&mut self, event: &mio::event::Event) {
        self.replay.ready(event);
    }
}

fn script(path: &Path) -> Result<Script, String> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("--script {name}: {error}"))?;
    text.parse().map_err(|error: ScriptError| format!("--script {name}: {error}"))
}

fn config(cli: &Cli, index: usize) -> Config {
    let mut config = Config::of(cli.profile.clone());
    let base = cli.imei.clone().unwrap_or_else(|| config.imei.clone());
    config.imei = imei(&base, index);
    config.seed = cli.seed.wrapping_add(index as u64);
    config.air.rssi = Rssi(cli.signal);
    if let Some(pin) = &cli.pin {
        config.card.pin.clone_from(pin);
        config.card.state = CardState::Pin;
    }
    if cli.no_card {
        config.card.state = CardState::Absent;
    }
    config
}

/// The serial number of a further module: the one before the check digit counts (27.003: the last digit checks the others).
fn imei(base: &str, index: usize) -> String {
    if index == 0 {
        return base.to_owned();
    }
    let body = base.get(..14).and_then(|digits| digits.parse::<u64>().ok()).unwrap_or(0) + index as u64;
    let body = format!("{:014}", body % 100_000_000_000_000);
    let sum: u32 = body
        .bytes()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn world(cli: &Cli, index: usize, serve: &Serve) -> Result<Box<dyn World>, String> {
    if cli.no_network {
        return Ok(Box::new(NoWorld::default()));
    }
    let reach = if cli.anywhere { Reach::Anywhere } else { Reach::Loopback };
    let mut rules = Rules { reach, ..Rules::default() };
    // Each module has its own address, so that two may listen on the same port. Linux alone has all of 127.0.0.0/8.
    if cfg!(target_os = "linux") {
        rules.own = Ipv4Addr::from_bits(Ipv4Addr::LOCALHOST.to_bits() + index as u32);
    }
    rules.names.extend(cli.name.iter().map(|(name, address)| (name.clone(), vec![*address])));
    rules.elsewhere.extend(cli.redirect.iter().copied());
    let (registry, first) = serve.registry().map_err(|error| error.to_string())?;
    Ok(Box::new(HostWorld::new(registry, first, rules)))
}

/// An end, and what it was called in the arguments.
type Named = (String, Box<dyn End>);

/// The ends that were asked for.
fn ends(cli: &Cli) -> Result<Vec<Named>, String> {
    let mut ends: Vec<Named> = Vec::new();
    let many = cli.each > 1;
    for path in &cli.pty {
        for number in 0..cli.each {
            let path = numbered(path, number, many);
            let name = format!("--pty {}", path.display());
            ends.push((name.clone(), pty(&path).map_err(|error| format!("{name}: {error}"))?));
        }
    }
    for at in &cli.tcp {
        for number in 0..cli.each {
            let name = format!("--tcp {at}");
            let port = if at.port() == 0 { Some(0) } else { at.port().checked_add(number) };
            let port = port.ok_or_else(|| format!("{name}: ports end at 65535"))?;
            let end = Tcp::listen(SocketAddr::new(at.ip(), port)).map_err(|error| format!("{name}: {error}"))?;
            ends.push((name, Box::new(end)));
        }
    }
    for path in &cli.unix {
        for number in 0..cli.each {
            let path = numbered(Path::new(path), number, many);
            let name = format!("--unix {}", path.display());
            ends.push((name.clone(), unix(&path).map_err(|error| format!("{name}: {error}"))?));
        }
    }
    if cli.stdio {
        ends.push(("--stdio".to_owned(), Box::new(Stdio::new())));
    }
    Ok(ends)
}

#[cfg(unix)]
fn pty(path: &Path) -> std::io::Result<Box<dyn End>> {
    Ok(Box::new(Pty::open(Some(path))?))
}

#[cfg(not(unix))]
fn pty(_: &Path) -> std::io::Result<Box<dyn End>> {
    Err(std::io::Error::new(std::io::ErrorKind::Unsupported, "this system has no pseudoterminals; --tcp works"))
}

#[cfg(unix)]
fn unix(path: &Path) -> std::io::Result<Box<dyn End>> {
    Ok(Box::new(match path.to_str().and_then(|path| path.strip_prefix('@')) {
        Some(name) => Unix::listen_abstract(name)?,
        None => Unix::listen(path)?,
    }))
}

#[cfg(not(unix))]
fn unix(_: &Path) -> std::io::Result<Box<dyn End>> {
    Err(std::io::Error::new(std::io::ErrorKind::Unsupported, "this system has no Unix sockets; --tcp works"))
}

/// A path with a number behind it, where there are several.
fn numbered(path: &Path, number: u16, many: bool) -> PathBuf {
    if many { PathBuf::from(format!("{}{number}", path.display())) } else { path.to_owned() }
}

/// A file's path with a number before its extension, where there are several.
fn numbered_file(path: &Path, number: usize, many: bool) -> PathBuf {
    let (Some(stem), true) = (path.file_stem().and_then(|stem| stem.to_str()), many) else { return path.to_owned() };
    let extension = path.extension().and_then(|extension| extension.to_str()).map(|text| format!(".{text}")).unwrap_or_default();
    path.with_file_name(format!("{stem}{number}{extension}"))
}

/// Several lookers-on.
#[derive(Default)]
struct Taps(Vec<Box<dyn Tap>>);

impl Tap for Taps {
    fn host(&mut self, at: Moment, bytes: &[u8]) {
        self.0.iter_mut().for_each(|tap| tap.host(at, bytes));
    }

    fn module(&mut self, at: Moment, bytes: &[u8]) {
        self.0.iter_mut().for_each(|tap| tap.module(at, bytes));
    }

    fn control(&mut self, at: Moment, control: Control) {
        self.0.iter_mut().for_each(|tap| tap.control(at, control));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_count_up_and_check() {
        assert_eq!(imei("490154203237518", 0), "490154203237518");
        assert_eq!(imei("490154203237508", 1), "490154203237518");
    }

    #[test]
    fn several_have_numbers() {
        assert_eq!(numbered(Path::new("./modem"), 3, true), Path::new("./modem3"));
        assert_eq!(numbered_file(Path::new("a/b.at"), 2, true), Path::new("a/b2.at"));
        assert_eq!(numbered_file(Path::new("a/b.at"), 2, false), Path::new("a/b.at"));
    }
}
