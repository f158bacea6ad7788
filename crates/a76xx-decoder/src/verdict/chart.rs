//! The chart of the application note's section 1.4: which of its steps a capture shows.

use a76xx_parser::Kind;
use a76xx_parser::spec::Command;
use a76xx_parser::spec::network::{COPS, CPSI, CREG};
use a76xx_parser::spec::packet::{CEREG, CGACT, CGATT, CGDCONT, CGPADDR, CGREG};
use a76xx_parser::spec::sim::CPIN;
use a76xx_parser::spec::status::{CFUN, CSQ};
use a76xx_parser::spec::tcpip::{CIPOPEN, IPADDR, NETOPEN, SERVERSTART};
use a76xx_tracker::Model;
use a76xx_tracker::model::{Service, Stage};

use crate::annotate::{Annotated, Tie};
use crate::judge::Quotes;

/// One step: what it finds out, the command to run, and the rows that show it.
struct Step {
    what: &'static str,
    run: &'static str,
    rows: &'static [&'static Command],
    /// Only for the TCP/IP service.
    sockets: bool,
}

const STEPS: [Step; 8] = [
    Step { what: "the state of the SIM", run: "AT+CPIN?", rows: &[&CPIN], sockets: false },
    Step { what: "the signal", run: "AT+CSQ", rows: &[&CSQ], sockets: false },
    Step { what: "the function level", run: "AT+CFUN?", rows: &[&CFUN], sockets: false },
    Step { what: "the registration", run: "AT+CREG?, AT+CGREG? and AT+CEREG?", rows: &[&CREG, &CGREG, &CEREG, &COPS], sockets: false },
    Step { what: "the serving cell", run: "AT+CPSI?", rows: &[&CPSI], sockets: false },
    Step { what: "the PDP context", run: "AT+CGDCONT?", rows: &[&CGDCONT, &CGACT, &CGATT, &CGPADDR], sockets: false },
    Step { what: "the start of the socket service", run: "AT+NETOPEN", rows: &[&NETOPEN, &IPADDR], sockets: true },
    Step { what: "the opening of a link", run: "AT+CIPOPEN", rows: &[&CIPOPEN, &SERVERSTART], sockets: true },
];

/// What a capture shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    steps: [bool; STEPS.len()],
    /// Rows of late, whose steps are marked, each at its own place.
    marked: [Option<&'static Command>; 32],
    /// Commands of the TCP/IP service (chapter 15).
    sockets: bool,
    /// Commands of other services of the network.
    services: bool,
    stamps: bool,
    events: u64,
    /// Bytes that are not of the wire, and those of them that are no text.
    unread: [u64; 2],
}

impl Shown {
    pub(super) fn note(&mut self, event: &Annotated<'_>) {
        self.stamps |= event.at.is_some();
        if let Kind::Foreign(text) = event.event.kind {
            let odd: usize = text
                .utf8_chunks()
                .map(|chunk| chunk.invalid().len() + chunk.valid().chars().filter(|char| char.is_control()).count())
                .sum();
            let [bytes, odds] = self.unread;
            self.unread = [bytes + text.len() as u64, odds + odd as u64];
        }
        if matches!(event.event.kind, Kind::Foreign(_) | Kind::Blank) {
            return;
        }
        self.events += 1;
        let Some(row) = event.event.kind.line().and_then(|line| line.command) else { return };
        self.mark(row);
        if event.tie == Tie::Opens
            && let Some(words) = row.words()
        {
            self.sockets |= words.chapter == 15;
            self.services |= matches!(words.chapter, 16..=20 | 29);
        }
    }

    /// Marks the steps that a row shows. A capture has few rows, again and again.
    fn mark(&mut self, row: &'static Command) {
        let place = std::ptr::from_ref(row).addr() / size_of::<Command>() % self.marked.len();
        let Some(marked) = self.marked.get_mut(place) else { return };
        if marked.is_some_and(|marked| std::ptr::eq(marked, row)) {
            return;
        }
        *marked = Some(row);
        for (shown, step) in self.steps.iter_mut().zip(&STEPS) {
            *shown = *shown || step.rows.iter().any(|known| known.is(row));
        }
    }

    /// How many bytes there are, and how many of them are no text, where those are too many to be of a program.
    pub(super) fn garbage(&self) -> Option<[u64; 2]> {
        let [bytes, odd] = self.unread;
        (bytes > 7 && odd * 4 > bytes).then_some(self.unread)
    }

    /// The steps that belong to what the capture does, and are not in it.
    fn lacking(&self) -> impl Iterator<Item = &'static Step> {
        let (sockets, services) = (self.sockets, self.services);
        let wanted = move |step: &Step| if step.sockets { sockets } else { sockets || services };
        self.steps.iter().zip(&STEPS).filter(move |(shown, step)| !**shown && wanted(step)).map(|(_, step)| step)
    }

    /// What the capture does not show, in words.
    pub(super) fn missing(&self, model: &Model, quotes: &Quotes) -> Vec<String> {
        let mut missing = Vec::new();
        if !model.capture.shows_answers() && model.flow.commands > 0 {
            missing.push(String::from("any answer of the module"));
        }
        if !model.capture.shows_commands() && self.events > 0 {
            missing.push(String::from("the host's commands"));
        }
        for command in model.flow.recent().filter(|command| matches!(command.stage, Stage::Waiting | Stage::Owing)) {
            let line = quotes.find(u64::from(command.sent.event.get()));
            let what = if command.stage == Stage::Waiting { "the final result code" } else { "the result behind the OK" };
            if !line.raw.is_empty() && model.capture.shows_answers() {
                let place = line.line.map(|line| format!(" (line {line})")).unwrap_or_default();
                missing.push(format!("{what} of {}{place}", String::from_utf8_lossy(&line.raw).trim()));
            }
        }
        // Once the service runs, the way there was gone, seen or not.
        let there = model.network.service == Service::Open;
        if let Some(step) = self.lacking().find(|step| step.sockets || !there) {
            missing.push(format!("{} ({})", step.what, step.run));
        }
        if !self.stamps && self.events > 0 {
            missing.push(String::from("times"));
        }
        missing
    }

    /// The next step of the chart, where nothing else is to be done.
    pub(super) fn next(&self, model: &Model) -> Option<String> {
        if self.events == 0 && self.garbage().is_some() {
            return Some(String::from("set the port to the speed of the module, 115200 unless AT+IPR was set, and send AT until OK comes"));
        }
        if self.events == 0 {
            return Some(String::from("record the serial line itself: `a76xx formats` lists what can be read"));
        }
        let there = model.network.service == Service::Open;
        self.lacking().find(|step| step.sockets || !there).map(|step| format!("run {} to know {}", step.run, step.what))
    }
}
