//! Nothing that is printed is wider than the terminal, whatever the capture; and no colour where none is wanted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use common::process::{a76xx, stderr, stdout};
use common::repository;
use unicode_width::UnicodeWidthStr as _;

/// What reads captures, by its arguments.
const READERS: [&[&str]; 4] = [&["decode"], &["check"], &["check", "--verdict"], &["decode", "--format", "summary"]];

/// The project's own captures, and those that `A76XX_SAMPLES` names.
fn captures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["corpus/note", "corpus/paste", "crates/a76xx-decoder/tests/data"] {
        gather(&repository(folder), &mut found);
    }
    match std::env::var_os("A76XX_SAMPLES").filter(|folder| !folder.is_empty()) {
        Some(folder) => gather(&Path::new(&folder).join("captures"), &mut found),
        None => {
            let _ = writeln!(std::io::stderr(), "\n*** SKIPPED in part: A76XX_SAMPLES names no folder with samples ***");
        }
    }
    found
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    found
        .extend(entries.filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension == "at" || extension == "log")));
    found.sort();
}

/// The program's output. Findings give 1, which is no failure here.
fn printed(arguments: &[&str], files: &[PathBuf]) -> String {
    let output = a76xx(arguments).args(files).output().unwrap();
    assert!(matches!(output.status.code(), Some(0..=2)), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

fn assert_fits(text: &str, columns: usize, what: &[&str]) {
    // The line itself may be of a sample, and is not to be repeated in logs of tests.
    let wide = text.lines().enumerate().find(|(_, line)| line.width() > columns);
    assert!(wide.is_none(), "{what:?} at {columns} columns: line {:?} of the output", wide.map(|(at, line)| (at + 1, line.width())));
}

#[test]
fn no_line_about_a_capture_is_wider_than_told() {
    let captures = captures();
    for (columns, charset) in [("80", "unicode"), ("140", "unicode"), ("80", "ascii"), ("44", "unicode")] {
        for reader in READERS {
            let text = printed(&[reader, &["--width", columns, "--charset", charset]].concat(), &captures);
            assert!(text.lines().count() > 100);
            assert_fits(&text, columns.parse().unwrap(), reader);
            assert!(charset == "unicode" || text.is_ascii(), "{reader:?}");
        }
    }
}

#[test]
fn no_line_of_a_list_or_a_page_is_wider_than_told() {
    let mut asked: Vec<Vec<&str>> = vec![vec!["formats"], vec!["rules"]];
    asked.extend([
        vec!["explain", "AT+CIPOPEN"],
        vec!["explain", "+CME ERROR: 30"],
        vec!["explain", "AT301"],
        vec!["explain", "AT+CGDCONT"],
    ]);
    let codes: Vec<String> = a76xx_tracker::rules::ALL.iter().map(|rule| rule.code.to_string()).collect();
    asked.extend(codes.iter().step_by(9).map(|code| vec!["explain", code.as_str()]));
    for columns in ["44", "80", "140"] {
        for what in &asked {
            let text = printed(&[&what[..1], &["--width", columns], &what[1..]].concat(), &[]);
            assert!(text.lines().count() > 3, "{what:?}");
            assert_fits(&text, columns.parse().unwrap(), what);
            let ascii = printed(&[&what[..1], &["--width", columns, "--ascii"], &what[1..]].concat(), &[]);
            assert_fits(&ascii, columns.parse().unwrap(), what);
            assert!(ascii.is_ascii(), "{what:?}");
        }
    }
}

#[test]
fn help_fits_80_columns() {
    for command in
        [&["--help"][..], &["decode", "--help"], &["check", "--help"], &["explain", "--help"], &["formats", "--help"], &["rules", "--help"]]
    {
        let output = a76xx(command).env("COLUMNS", "80").output().unwrap();
        assert_fits(&stdout(&output), 100, command);
    }
}

/// Runs it on a terminal of this size; `None`, said loudly, where `script` of util-linux is missing.
fn on_terminal(columns: u16, environment: &str, arguments: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_a76xx");
    let command = format!("stty cols {columns} rows 40; env -u COLORFGBG {environment} TERM=xterm-256color {program} {arguments}");
    let output = std::process::Command::new("script").args(["-qec", &command, "/dev/null"]).env_remove("NO_COLOR").output();
    match output {
        Ok(output) if output.status.code().is_some() => Some(stdout(&output).replace('\r', "")),
        _ => {
            let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: `script` of util-linux is missing ***");
            None
        }
    }
}

#[test]
fn a_terminal_gets_its_width_and_colours_unless_no_color_is_set() {
    let faults = repository("crates/a76xx-decoder/tests/data/faults.at");
    let arguments = format!("check {}", faults.display());
    let Some(coloured) = on_terminal(72, "", &arguments) else { return };
    assert!(coloured.contains("\u{1b}[1m\u{1b}[31m"), "{coloured:?}");
    assert_fits(&anstream::adapter::strip_str(&coloured).to_string(), 72, &["check"]);
    let plain = on_terminal(72, "NO_COLOR=1", &arguments).unwrap();
    assert!(!plain.contains('\u{1b}'), "{plain:?}");
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    let empty = on_terminal(72, "NO_COLOR=", &arguments).unwrap();
    assert_eq!(empty, coloured, "an empty NO_COLOR asks for nothing");
    let light = on_terminal(72, "COLORFGBG='0;15'", &arguments).unwrap();
    assert!(light.contains("\u{1b}[38;5;124m"), "{light:?}");
    let dark = on_terminal(72, "COLORFGBG='15;0'", &arguments).unwrap();
    assert!(dark.contains("\u{1b}[38;5;210m"), "{dark:?}");
}
