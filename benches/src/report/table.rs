//! Results as Markdown, and where they go in the page.

use std::fmt::Write as _;
use std::path::Path;

use super::{Results, digits, driver, goals, machine, tracked};
use crate::subject::Subject;

const BEGIN: &str = "<!-- begin measured -->\n";
const END: &str = "<!-- end measured -->";

/// Every table.
pub fn render(results: &Results, command: &str) -> String {
    let mut out = format!("Machine: {}.\nCommand: `{command}`.\n", machine::line());
    out += &goals_table(results);
    for measured in &results.measured {
        let stream = measured.workload.generate(1 << 20);
        let size = stream.bytes.len() as f64;
        let (events, payload) = (stream.truth.events() as f64, stream.truth.payload_bytes as f64);
        let _ = write!(
            out,
            "\n### {}\n\n{:.1} bytes a line, {:.1} bytes an event, {:.0} % payload.\n\n\
             | cut | subject | instructions a byte | MB/s | ratio to the line scan | ns an event |\n|---|---|--:|--:|--:|--:|\n",
            measured.workload.title(),
            size / stream.lines() as f64,
            size / events,
            100.0 * payload / size,
        );
        for row in &measured.rows {
            let name = if row.subject == Subject::MemchrLines { "memchr_lines (the line scan)" } else { row.subject.name() };
            let _ = write!(out, "| {} | {name} | {} |", row.cut.name(), digits(row.instructions));
            let _ = match row.time {
                Some(time) => writeln!(out, " {} | {} | {} |", digits(time.megabytes), digits(time.ratio), digits(time.event)),
                None => writeln!(out, " | | |"),
            };
        }
    }
    out + &tracked::table(results) + &driver::table(results) + &worst_table(results)
}

/// Goals beside what was measured.
pub fn goals_table(results: &Results) -> String {
    let mut out = String::from("\n### Goals\n\n| goal | bound | measured | met |\n|---|---|--:|---|\n");
    for goal in goals::all(results) {
        let _ =
            writeln!(out, "| {} | {} | {} | {} |", goal.what, goal.bound, digits(goal.measured), if goal.met { "yes" } else { "**no**" });
    }
    out
}

/// The nasty inputs.
pub fn worst_table(results: &Results) -> String {
    let mut out =
        String::from("\n### Nasty inputs, one byte at a time\n\n| input | instructions a byte | with every field read |\n|---|--:|--:|\n");
    for worst in &results.worst {
        let _ = writeln!(out, "| {} | {} | {} |", worst.name, digits(worst.events), digits(worst.fields));
    }
    out
}

/// Puts the tables between the page's markers.
pub fn refresh(page: &Path, tables: &str) {
    between(page, BEGIN, END, tables);
}

/// Puts the figures of the program into the page.
pub fn refresh_program(page: &Path, tables: &str) {
    between(page, "<!-- begin program -->", "<!-- end program -->", tables);
}

/// Puts the comparison into its page.
pub fn refresh_comparison(page: &Path, tables: &str) {
    between(page, "<!-- begin comparison -->", "<!-- end comparison -->", tables);
}

fn between(page: &Path, begin: &str, end: &str, tables: &str) {
    let text = std::fs::read_to_string(page).expect("the page can be read");
    let (head, rest) = text.split_once(begin).expect("the page has a begin marker");
    let (_, tail) = rest.split_once(end).expect("the page has an end marker");
    std::fs::write(page, format!("{head}{begin}\n\n{}\n\n{end}{tail}", tables.trim())).expect("the page can be written");
}
