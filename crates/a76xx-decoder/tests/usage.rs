//! Completions and manual pages are as the arguments are; progress is shown to those who watch.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use std::io::Write as _;

use common::process::{a76xx, stderr, stdout};
use common::repository;

/// Shells, and what their files are called.
const SHELLS: [(&str, &str); 5] =
    [("bash", "a76xx.bash"), ("elvish", "a76xx.elv"), ("fish", "a76xx.fish"), ("powershell", "_a76xx.ps1"), ("zsh", "_a76xx")];

/// The subcommands, as the help lists them.
fn subcommands() -> Vec<String> {
    let help = stdout(&a76xx(&["--help"]).output().unwrap());
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
    let names = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// Compares a file of the documents with what the program says, and brings it up to date.
fn compare(path: &str, wanted: &str) -> Option<String> {
    let file = repository(path);
    let wanted: String = wanted.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if std::fs::read_to_string(&file).is_ok_and(|there| there == wanted) {
        return None;
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, wanted).unwrap();
    }
    Some(path.to_owned())
}

#[test]
fn completions_and_manual_pages_are_current() {
    let said = |arguments: &[&str]| {
        let output = a76xx(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        stdout(&output)
    };
    let mut stale: Vec<String> =
        SHELLS.iter().filter_map(|(shell, file)| compare(&format!("docs/completions/{file}"), &said(&["completions", shell]))).collect();
    let subcommands = subcommands();
    assert!(subcommands.len() > 5, "{subcommands:?}");
    stale.extend(compare("docs/man/a76xx.1", &said(&["man"])));
    for name in &subcommands {
        stale.extend(compare(&format!("docs/man/a76xx-{name}.1"), &said(&["man", name])));
    }
    let pages = std::fs::read_dir(repository("docs/man")).unwrap().count();
    assert_eq!(pages, subcommands.len() + 1, "docs/man has pages of subcommands that are gone");
    assert!(stale.is_empty(), "not current: {stale:?}; INSTA_UPDATE=always cargo test -p a76xx-decoder --test usage writes them");
}

#[test]
fn completions_know_options_and_values() {
    let bash = stdout(&a76xx(&["completions", "bash"]).output().unwrap());
    for word in ["decode", "--min-severity", "jsonl", "html", "summary-json"] {
        assert!(bash.contains(word), "{word}");
    }
    let output = a76xx(&["completions", "tcsh"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    // The shell itself takes them.
    let path = std::env::temp_dir().join(format!("a76xx-{}.bash", std::process::id()));
    std::fs::write(&path, &bash).unwrap();
    let script = format!(
        ". {}; COMP_WORDS=(a76xx decode --format s); COMP_CWORD=3; _a76xx a76xx s --format; echo \"${{COMPREPLY[@]}}\"",
        path.display()
    );
    if let Ok(output) = std::process::Command::new("bash").args(["-c", &script]).output() {
        assert!(stdout(&output).contains("summary"), "{} {}", stdout(&output), stderr(&output));
    }
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn a_manual_page_of_nothing_gives_2() {
    let output = a76xx(&["man", "sing"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is no subcommand `sing`"), "{}", stderr(&output));
}

#[test]
fn progress_is_shown_on_a_terminal_and_nowhere_else() {
    let path = std::env::temp_dir().join(format!("a76xx-{}-large.log", std::process::id()));
    std::fs::write(&path, b"\r\n+CSQ: 21,99\r\n".repeat((5 << 20) / 15)).unwrap();
    let file = path.to_str().unwrap();
    let output = a76xx(&["decode", "--format", "summary", file]).output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "standard error is no terminal");
    let command = format!("{} decode --format summary {file} -o /dev/null", env!("CARGO_BIN_EXE_a76xx"));
    match std::process::Command::new("script").args(["-qec", &command, "/dev/null"]).env("TERM", "xterm").output() {
        Ok(output) if output.status.code() == Some(0) => assert!(stdout(&output).contains(" %  "), "{}", stdout(&output)),
        _ => {
            let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: `script` of util-linux is missing ***");
        }
    }
    std::fs::remove_file(&path).unwrap();
}
