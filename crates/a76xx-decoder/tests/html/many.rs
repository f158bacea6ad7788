//! Pages of every capture there is, and of parts of captures.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use a76xx_decoder::annotate::Annotated;
use a76xx_decoder::ingest::{self, Header};
use a76xx_decoder::join::Joins;
use a76xx_decoder::judge::{Ending, Select};
use a76xx_decoder::render::{Html, Render};
use serde_json::json;

use crate::browser::Browser;
use crate::common::{jsonl, records, repository};
use crate::{faults, page, scratch, turn};

fn captures() -> Vec<PathBuf> {
    let mut folders = vec![repository("corpus/note"), repository("corpus/paste"), repository("crates/a76xx-decoder/tests/data")];
    match std::env::var_os("A76XX_SAMPLES").filter(|folder| !folder.is_empty()) {
        Some(samples) => folders.push(Path::new(&samples).join("captures")),
        None => {
            let _ = writeln!(io::stderr(), "\n*** SKIPPED in part: A76XX_SAMPLES names no folder with samples ***");
        }
    }
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.filter(|path| path.extension().is_some_and(|extension| extension == "at" || extension == "log")).collect()
}

#[test]
fn every_capture_opens_and_has_every_event() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    browser.size(400, 800);
    for path in captures() {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        browser.open(&page("many.html", &name, &bytes), "");
        assert_eq!(browser.faults, [""; 0], "{name}");
        // A capture may have none.
        browser.eval("document.getElementById('only-quiet')?.click()");
        // Long data come as several records there, and as one event here.
        let events =
            records(&jsonl(&name, &bytes, None)).iter().filter(|record| record["seq"].is_u64() && record["kind"] != "verdict").count();
        let long = bytes.len() > 4096 && bytes.windows(2048).any(|window| !window.contains(&b'\n'));
        let shown = browser.number("Number(document.getElementById('count').dataset.events)");
        assert!(shown == events as f64 || long, "{name}: {shown} of {events} events");
        let wider = browser.number("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert!(wider <= 0.0, "{name}: {wider} pixels wider than the window");
        browser.key("v");
        browser.key("n");
        browser.key("End");
        assert_eq!(browser.faults, [""; 0], "{name}");
    }
}

/// Hands on every third event, as choices of a part of a capture do.
struct Thirds<'h>(Html<'h>);

impl Render for Thirds<'_> {
    fn joins(&self) -> Joins {
        self.0.joins()
    }

    fn follows(&self) -> bool {
        self.0.follows()
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.0.header(header)
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        if event.seq % 3 == 1 { self.0.event(event) } else { Ok(()) }
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        self.0.end(ending)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.finish()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[test]
fn numbers_of_events_hold_where_some_are_left_out() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let mut out = Vec::new();
    let mut thirds = Thirds(Html::new(&mut out));
    let mut opened = ingest::open("part.at", Box::new(io::Cursor::new(faults().to_vec())), None).unwrap();
    a76xx_decoder::decode(&mut opened, Select::ALL, &mut thirds).unwrap();
    thirds.finish().unwrap();
    let path = scratch("part.html");
    std::fs::write(&path, out).unwrap();

    let all = records(&jsonl("faults.at", faults(), None));
    let kept = |record: &&serde_json::Value| record["seq"].as_u64().is_some_and(|seq| seq % 3 == 1) && record["kind"] != "verdict";
    let kept: Vec<_> = all.iter().filter(kept).collect();
    for record in &kept {
        browser.open(&path, &format!("#event-{}", record["seq"]));
        browser.settle();
        let details = browser.text("document.getElementById('details-inner').textContent");
        let wanted = format!("Event {}: {}", record["seq"], record["kind"].as_str().unwrap());
        let hidden = record["meaning"] == "layout of the capture";
        assert!(details.starts_with(&wanted) || hidden && details.contains(": layout"), "{wanted}: {details}");
        assert!(details.contains(record["meaning"].as_str().unwrap()), "{wanted}: {details}");
    }
    // A link into what is left out opens nothing, and breaks nothing.
    browser.open(&path, "#event-2");
    assert_eq!(browser.eval("document.getElementById('details').hidden"), json!(true));
    assert_eq!(browser.faults, [""; 0]);
}

#[test]
fn what_cannot_be_read_is_said_in_the_page() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let path = scratch("unreadable.html");
    let broken = scratch("broken.at");
    std::fs::write(&broken, "# a76xx transcript 1\n> AT\\r\nno mark\n< \\r\\nOK\\r\\n\n").unwrap();
    let arguments = ["decode", "--format", "html", "/no/such/file", broken.to_str().unwrap(), "-o", path.to_str().unwrap()];
    let output = crate::common::process::a76xx(&arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    browser.open(&path, "");
    let said = browser.text("Array.from(document.querySelectorAll('.verdict .fault'), (node) => node.textContent).join('|')");
    assert!(said.contains("/no/such/file: cannot be read") && said.contains("line 3: the line has no mark"), "{said}");
    assert!(browser.text("document.getElementById('rows').textContent").contains("carried out"));

    let output =
        crate::common::process::a76xx(&["decode", "--format", "html", "/no/such/file", "-o", path.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    browser.open(&path, "");
    assert!(browser.text("document.getElementById('verdict').textContent").contains("/no/such/file: cannot be read"));
    assert_eq!(browser.faults, [""; 0]);
}
