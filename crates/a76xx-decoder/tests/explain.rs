//! `a76xx explain` and `a76xx rules` as processes, and the law that whatever the table or the rules hold is explained.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::process::{Command, Output, Stdio};

use a76xx_decoder::explain::{Block, Explained, Page, explain};
use a76xx_decoder::render::{Charset, Ground, Look, PageWriter};
use a76xx_decoder::table::{self, Row};
use a76xx_tracker::rules::ALL;
use proptest::prelude::*;

fn a76xx(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_a76xx"));
    command.args(arguments).env_remove("NO_COLOR").env("LC_ALL", "C.UTF-8");
    command.output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What `explain` prints in 80 columns, which has to succeed.
fn explained(what: &str) -> String {
    let output = a76xx(&["explain", "--width", "80", what]);
    assert_eq!(output.status.code(), Some(0), "{what}: {}", stderr(&output));
    stdout(&output)
}

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

fn pages(what: &str) -> Vec<Page> {
    match explain(what) {
        Explained::Known(pages) => pages,
        Explained::Unknown(names) => panic!("nothing is known about `{what}`, perhaps {names:?}"),
    }
}

fn printed(pages: &[Page], width: usize, charset: Charset) -> String {
    let mut out = Vec::new();
    let mut writer = PageWriter::new(&mut out, Look { width, colour: false, ground: Ground::Unknown, charset });
    for page in pages {
        writer.page(page).unwrap();
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn every_name_of_the_table_and_every_rule_is_explained() {
    let names: Vec<String> = Row::all().map(|row| row.title()).chain(ALL.iter().map(|rule| rule.code.to_string())).collect();
    let names = names.iter().map(String::as_str).chain(ALL.iter().map(|rule| rule.name));
    let arguments: Vec<&str> = ["explain", "--"].into_iter().chain(names).collect();
    let output = a76xx(&arguments);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    for row in Row::all() {
        let text = printed(&pages(&row.title()), 80, Charset::Unicode);
        has(&text, &[row.words.title.split(' ').next().unwrap()]);
        for (form, words) in row.forms() {
            let line = table::line(row, form, words);
            assert!(text.replace(['\n', ' '], "").contains(&line.replace(' ', "")), "{line}:\n{text}");
        }
    }
}

#[test]
fn every_line_that_the_table_can_write_is_explained() {
    for row in Row::all() {
        for (form, _) in row.forms() {
            let count = form.fields().len() + form.fields().last().map_or(0, |last| usize::from(last.repeats.saturating_sub(1)));
            let field = |at: usize| form.fields().get_or_last(at).unwrap();
            let values: Vec<_> = (0..count).map(|at| table::sample(&field(at))).collect();
            let wire = table::encode(row.wire, form, &values).unwrap();
            let line = String::from_utf8(wire).unwrap();
            let pages = pages(&line);
            assert!(!pages.is_empty() && pages.iter().all(|page| page.blocks.len() > 1), "{line}");
            // The form that is found may be another that fits as well; but each value has a field, and the line says something.
            let fields = pages
                .iter()
                .flat_map(|page| &page.blocks)
                .filter_map(|block| if let Block::Fields(own) = block { Some(own) } else { None });
            let unnamed: Vec<_> = fields.flatten().filter(|field| field.name == "more" || field.name.ends_with('.')).collect();
            assert!(unnamed.is_empty(), "{line}: {unnamed:?}");
            assert!(!printed(&pages, 80, Charset::Unicode).contains("fits no form"), "{line}");
        }
    }
}

#[test]
fn a_rule_is_found_by_code_and_name() {
    let page = explained("AT301");
    has(&page, &["link-without-network", "error", "manual 15.2.1", "Why", "◂ found here", "AT+NETOPEN"]);
    assert_eq!(page, explained("at301"));
    assert_eq!(page, explained("301"));
    assert_eq!(page, explained("link-without-network"));
    assert_eq!(page, explained("LINK-WITHOUT-NETWORK"));
}

#[test]
fn a_command_is_found_by_its_name() {
    let page = explained("AT+CIPOPEN");
    has(&page, &["Open a TCP or UDP link", "manual 15.2.3", "within 120 s", "<link_num>", "0–9", "DNS parse failed", "AT301"]);
    for name in ["+CIPOPEN", "CIPOPEN", "cipopen", "at+cipopen"] {
        assert_eq!(page, explained(name), "{name}");
    }
    has(&explained("ATE0"), &["echo of commands: off", "▸ 0  off"]);
    has(&explained("+++"), &["Leave the data state"]);
    has(&explained("AT"), &["Ask whether the module listens"]);
}

#[test]
fn a_command_line_is_explained_value_by_value() {
    let page = explained("AT+CIPOPEN=0,\"TCP\",\"example.com\",80");
    has(&page, &["open link 0 to example.com:80 over TCP", "server_port  80 ", "local_port   - ", "left out", "CONNECT"]);
    has(&explained("AT+CIPTIMEOUT=1000,2000,3000"), &["1000  out of range", "3000–120000 ms", "default `120000`"]);
    let two = explained("AT+CREG?;+CSQ");
    has(&two, &["AT+CREG?\n", "AT+CSQ\n", "─────"]);
    has(&explained("+CIPRXGET=2,0,100"), &["read at most 100 bytes from link 0"]);
    has(&explained("AT+CIPOPEN=0"), &["fits no form"]);
}

#[test]
fn a_line_of_the_module_is_explained() {
    has(&explained("+CIPOPEN: 0,4"), &["did not open", "▸  4", "result of `AT+CIPOPEN`"]);
    has(&explained("RECV FROM:192.0.2.7:7010"), &["data from 192.0.2.7:7010", "sends it on its own"]);
    has(&explained("+CREG: 0,2"), &["answer to `AT+CREG?`", "▸  2  not registered, searching"]);
    has(&explained("+IPD16"), &["16 bytes of pushed data", "`len` bytes follow"]);
    has(&explained("\\r\\n+CREG: 0,2\\r\\n"), &["answer to `AT+CREG?`"]);
    has(&explained("cipopen: 0,2"), &["network not opened"]);
    has(&explained(">"), &["asks for data", "AT+CIPSEND"]);
}

#[test]
fn a_line_with_several_meanings_is_explained_in_each() {
    let page = explained("+NETOPEN: 0");
    has(&page, &["one of two things", "result of `AT+NETOPEN`", "the socket service is open\n", "answer to `AT+NETOPEN?`", "closed (0)"]);
    has(&explained("+NETOPEN: 1"), &["one of two things", "did not start: network failure (1)", "open (1)"]);
    has(&explained("+CIPCLOSE: 0,0"), &["result of `AT+CIPCLOSE`"]);
    has(&explained("+CIPCLOSE: 0,1,0,0"), &["answer to `AT+CIPCLOSE?`"]);
    has(&explained("+CREG: 1"), &["sends it on its own"]);
}

#[test]
fn errors_are_explained_by_number_and_text() {
    has(&explained("ERROR"), &["final result code"]);
    has(&explained("+CME ERROR: 13"), &["▸ 13  SIM failure", "a76xx explain '+CME ERROR'"]);
    has(&explained("+IP ERROR: 22"), &["No data (22)", "SIM7600 numbers 21"]);
    has(&explained("+IP ERROR: Network not opened"), &["▸  8  Network not opened"]);
    has(&explained("Network not opened"), &["+IP ERROR: 8"]);
    has(&explained("4"), &["`ERROR` as a digit"]);
    has(&explained("+CIPERROR: 99"), &["out of range"]);
}

#[test]
fn words_that_the_shell_took_apart_are_one_line_or_each_their_own() {
    let output = a76xx(&["explain", "RECV", "FROM:192.0.2.7:7010"]);
    assert_eq!(output.status.code(), Some(0));
    has(&stdout(&output), &["data from 192.0.2.7:7010"]);
    let output = a76xx(&["explain", "AT301", "+CIPOPEN"]);
    assert_eq!(output.status.code(), Some(0));
    has(&stdout(&output), &["link-without-network", "Open a TCP or UDP link"]);
}

#[test]
fn unknown_names_give_1_and_what_may_have_been_meant() {
    for (what, meant) in [
        ("+CIOPEN", "AT+CIPOPEN"),
        ("AT+CIPOPNE=0", "AT+CIPOPEN"),
        ("link-without-netwrk", "link-without-network"),
        ("AT399", "perhaps AT3"),
        ("CIPRX", "AT+CIPRXGET"),
        ("no such thing", "a76xx rules"),
        ("", "nothing is known"),
    ] {
        let output = a76xx(&["explain", what]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()), "{what}");
        has(&stderr(&output), &[meant]);
    }
    let output = a76xx(&["explain", "AT301", "+CIOPEN"]);
    assert_eq!(output.status.code(), Some(1));
    has(&stdout(&output), &["link-without-network"]);
    has(&stderr(&output), &["`+CIOPEN`; perhaps AT+CIPOPEN"]);
}

#[test]
fn wrong_arguments_and_a_full_disk_give_2() {
    assert_eq!(a76xx(&["explain"]).status.code(), Some(2));
    assert_eq!(a76xx(&["rules", "--format", "xml"]).status.code(), Some(2));
    // Every write to this device fails.
    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let mut command = Command::new(env!("CARGO_BIN_EXE_a76xx"));
        let output = command.args(["explain", "AT301"]).stdout(Stdio::from(full)).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        has(&stderr(&output), &["cannot be written"]);
    }
}

#[test]
fn rules_are_listed_by_area_and_as_json() {
    let output = a76xx(&["rules", "--width", "80"]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    let list = a76xx(&["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&stdout(&list)).unwrap();
    assert_eq!(list.as_array().unwrap().len(), ALL.len());
    for (rule, record) in ALL.iter().zip(list.as_array().unwrap()) {
        has(&text, &[&rule.code.to_string(), rule.name, rule.code.area()]);
        assert_eq!(record.get("code").and_then(|code| code.as_str()), Some(rule.code.to_string().as_str()));
        assert_eq!(record.get("severity").and_then(|severity| severity.as_str()), Some(rule.severity.name()));
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn colour_and_characters_are_as_told() {
    let output = a76xx(&["explain", "--color", "always", "+CREG: 0,2"]);
    has(&stdout(&output), &["\u{1b}["]);
    let output = a76xx(&["explain", "--color", "never", "--charset", "ascii", "+CIPTIMEOUT: 3000,3000,3000"]);
    assert!(stdout(&output).is_ascii());
    has(&stdout(&output), &["3000-120000 ms"]);
}

#[test]
fn no_line_is_wider_than_asked() {
    for row in Row::all() {
        for width in [40, 80] {
            for line in printed(&pages(&row.title()), width, Charset::Unicode).lines() {
                assert!(line.chars().count() <= width, "{}: {line}", row.title());
            }
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_pasted_is_explained_or_not_and_cannot_steer_a_terminal(what in "(AT|\\+|)[A-Z]{0,8}[=?: ]{0,2}\\PC{0,20}|[\\x00-\\x1b+:,\"]{0,12}|(\\+CIPOPEN|\\+CREG|RECV FROM|\\+IPD|AT\\+CSQ): ?[\\x00-\\x7f]{0,12}") {
        if let Explained::Known(pages) = explain(&what) {
            let text = printed(&pages, 60, Charset::Unicode);
            prop_assert!(text.chars().all(|char| char == '\n' || !char.is_control()), "{text:?}");
        }
    }
}
