//! What a person does with a page: filter, search, jump, look.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::common::{jsonl, records};
use crate::{faults, page, sample, turn};

const CHOSEN: &str = "document.querySelector('.row.chosen')?.textContent ?? ''";
const COUNT: &str = "Number(document.getElementById('count').dataset.events)";

/// The events that are shown at first, as JSON Lines have them.
fn shown(bytes: &[u8]) -> Vec<Value> {
    let quiet = |record: &Value| {
        let raw = record["raw"].as_str().unwrap_or("x").trim();
        matches!(record["kind"].as_str(), Some("header" | "verdict" | "blank"))
            || record["meaning"] == "layout of the capture"
            || raw.is_empty()
    };
    records(&jsonl("faults.at", bytes, None)).into_iter().filter(|record| !quiet(record)).collect()
}

fn having(events: &[Value], key: &str, value: &Value) -> f64 {
    events.iter().filter(|event| event[key] == *value).count() as f64
}

#[test]
fn filters_and_search_agree_with_json_lines() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let events = shown(faults());
    browser.open(&page("filters.html", "faults.at", faults()), "");
    assert_eq!(browser.number(COUNT), events.len() as f64);

    for (selector, key, value) in [
        ("[data-side=h]", "side", json!("host")),
        ("[data-side=m]", "side", json!("module")),
        ("[data-link='0']", "link", json!(0)),
        ("[data-kind=urc]", "kind", json!("urc")),
        ("[data-kind=echo]", "kind", json!("echo")),
    ] {
        browser.click(selector);
        assert_eq!(browser.number(COUNT), having(&events, key, &value), "{selector}");
        assert_eq!(browser.text(&format!("document.querySelector(\"{selector}\").getAttribute('aria-pressed')")), "true");
        let tally = format!("Number(document.querySelector(\"{selector} .many\").textContent)");
        assert_eq!(browser.number(&tally), having(&events, key, &value), "{selector}");
        browser.click(selector);
        assert_eq!(browser.number(COUNT), events.len() as f64, "{selector} again");
    }

    browser.click("[data-side=h]");
    browser.click("[data-link='0']");
    let both = events.iter().filter(|event| event["side"] == "host" && event["link"] == 0).count() as f64;
    assert_eq!(browser.number(COUNT), both, "choices of two groups have both to agree");
    browser.click("[data-side=h]");
    browser.click("[data-link='0']");

    browser.click("#only-found");
    let found = events.iter().filter(|event| event["findings"].as_array().is_some_and(|list| !list.is_empty())).count() as f64;
    assert_eq!(browser.number(COUNT), found);
    browser.key("f");
    assert_eq!(browser.number(COUNT), events.len() as f64);

    browser.search("netopen");
    let holds = |event: &&Value| {
        let texts = ["raw", "meaning", "name"].iter().filter_map(|key| event[*key].as_str());
        let said = event["findings"].as_array().into_iter().flatten().filter_map(|finding| finding["message"].as_str());
        texts.chain(said).any(|text| text.to_lowercase().contains("netopen"))
    };
    assert_eq!(browser.number(COUNT), events.iter().filter(holds).count() as f64);
    assert!(browser.number("document.querySelectorAll('mark').length") > 0.0);
    browser.search("no line says this");
    assert_eq!(browser.number(COUNT), 0.0);
    assert!(browser.text("document.getElementById('rows').textContent").contains("No row passes the filters"));
    browser.search("");
    assert_eq!(browser.number(COUNT), events.len() as f64);
    assert_eq!(browser.faults, [""; 0]);
}

#[test]
fn quiet_events_are_there_when_asked_for() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page("quiet.html", "faults.at", faults()), "");
    let all = records(&jsonl("faults.at", faults(), None)).len() - 2;
    browser.click("#only-quiet");
    assert_eq!(browser.number(COUNT), all as f64, "every byte of the capture can be seen");
}

#[test]
fn findings_jump_to_their_bytes() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let verdict = records(&jsonl("faults.at", faults(), None)).pop().unwrap();
    browser.open(&page("jump.html", "faults.at", faults()), "");
    assert_eq!(browser.text("document.querySelector('.verdict h2').textContent"), verdict["headline"].as_str().unwrap());
    assert_eq!(browser.text("document.querySelector('.outcome').textContent"), "failed");

    // From the verdict to the line, even where a filter hides it.
    browser.click("[data-kind=urc]");
    browser.click(".verdict .jump");
    assert!(browser.text(CHOSEN).contains("AT+CIPOPEN=0"), "{}", browser.text(CHOSEN));
    let seq = verdict["first"]["seq"].as_u64().unwrap();
    assert_eq!(browser.text("location.hash"), format!("#event-{seq}"));
    let inside = "(() => { const box = document.querySelector('.row.chosen').getBoundingClientRect(); \
                  return box.top >= document.getElementById('toolbar').getBoundingClientRect().bottom && box.bottom <= innerHeight; })()";
    assert_eq!(browser.eval(inside), json!(true), "the row is in sight");

    // Through the findings by key: each shows its bytes, the part in question marked.
    let parts: Vec<Value> = records(&jsonl("faults.at", faults(), None))
        .iter()
        .flat_map(|record| record["findings"].as_array().cloned().unwrap_or_default())
        .collect();
    browser.key("Escape");
    assert_eq!(browser.eval("document.getElementById('details').hidden"), json!(true));
    for finding in &parts {
        browser.key("n");
        let message = finding["message"].as_str().unwrap();
        assert!(browser.text(CHOSEN).contains(message), "{message}: {}", browser.text(CHOSEN));
        let marked = browser.number("new Set(Array.from(document.querySelectorAll('.bytes .here'), (node) => node)).size / 2");
        let length = finding["part"][1].as_f64().unwrap_or(0.0);
        assert_eq!(marked, length, "{message}");
    }
    browser.key("p");
    assert!(browser.text(CHOSEN).contains(parts[parts.len() - 2]["message"].as_str().unwrap()));
    browser.key("End");
    assert!(!browser.text(CHOSEN).contains("AT+"), "{}", browser.text(CHOSEN));
    browser.key("c");
    assert!(browser.text(CHOSEN).contains("AT+CIPOPEN=0"), "to the command: {}", browser.text(CHOSEN));
    assert_eq!(browser.faults, [""; 0]);
}

#[test]
fn a_link_to_an_event_opens_there() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let events = shown(faults());
    let last = events.last().unwrap();
    browser.open(&page("anchor.html", "faults.at", faults()), &format!("#event-{}", last["seq"]));
    browser.settle();
    assert!(browser.text(CHOSEN).contains(last["raw"].as_str().unwrap().trim()), "{}", browser.text(CHOSEN));
}

#[test]
fn the_sequence_shows_who_speaks_to_whom() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let bytes = std::fs::read(crate::common::repository("corpus/note/05-tcp-client-push.at")).unwrap();
    browser.open(&page("sequence.html", "push.at", &bytes), "");
    browser.click("#view-sequence");
    let of = |selector: &str, raw: &str| {
        format!(
            "Array.from(document.querySelectorAll('.row')).find((row) => row.textContent.includes({raw:?}))?.querySelectorAll({selector:?}).length ?? -1"
        )
    };
    browser.search("CIPOPEN");
    assert_eq!(browser.number(&of(".arrow.near.right.side-h", "AT+CIPOPEN")), 1.0);
    assert_eq!(browser.number(&of(".arrow.far.left", "+CIPOPEN: 1,0")), 1.0, "the result comes from the network");
    browser.search("");
    browser.click("[data-kind=payload]");
    assert!(browser.number("document.querySelectorAll('.row .arrow.far.right').length") > 0.0, "data go into the network");
    assert!(browser.number("document.querySelectorAll('.row .arrow.far.left').length") > 0.0, "data come from there");
    browser.key("v");
    assert_eq!(browser.number("document.querySelectorAll('.row .arrow').length"), 0.0);
    assert_eq!(browser.faults, [""; 0]);
}

#[test]
fn hostile_bytes_stay_text() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let name = "</title><script>window.broken=3</script>.at";
    let path = page("hostile.html", name, sample::HOSTILE.as_bytes());
    browser.open(&path, "");
    browser.click("[data-kind=payload]");
    browser.click(".row");
    browser.key("Escape");
    browser.click("[data-kind=payload]");
    assert_eq!(browser.eval("window.broken ?? null"), Value::Null);
    assert_eq!(browser.number("document.querySelectorAll('img, svg[onload], #rows script').length"), 0.0);
    let text = browser.text("document.body.innerText");
    for shown in [
        "</script><script>window.broken=1</script>",
        "<img src=x onerror=window.broken=2>",
        "<!--<script>",
        "&lt;b&gt;&amp;",
        "<svg onload=x()>",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text}");
    assert!(text.contains("\\u{202e}turned\\xff\\xfe␛[31m"), "{text}");
    // Nothing is fetched but the page.
    assert!(browser.asked.iter().all(|address| address.starts_with("file:") || address == "about:blank"), "{:?}", browser.asked);
    let source = std::fs::read_to_string(&path).unwrap();
    assert!(!source.contains("http://") || source.matches("http://").count() == source.matches("http://www.w3.org/2000/svg").count());
    assert!(!source.contains("https://"));
    assert_eq!(browser.faults, [""; 0]);
}

#[test]
fn several_captures_share_a_page() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let path = crate::scratch("two.html");
    let paste = crate::common::repository("corpus/paste/tcp-client.log");
    let other = crate::common::repository("crates/a76xx-decoder/tests/data/faults.at");
    let output = crate::common::process::a76xx(&["decode", "--format", "html", "-o", path.to_str().unwrap()])
        .arg(&paste)
        .arg(&other)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", crate::common::process::stderr(&output));
    browser.open(&path, "");
    assert_eq!(browser.number("document.getElementById('captures').options.length"), 2.0);
    let before = browser.text("document.getElementById('name').textContent");
    browser.eval(
        "(() => { const select = document.getElementById('captures'); select.value = '1'; select.dispatchEvent(new Event('change')); })()",
    );
    browser.settle();
    assert!(before.ends_with("tcp-client.log"), "{before}");
    assert!(browser.text("document.getElementById('name').textContent").ends_with("faults.at"));
    assert_eq!(browser.number(COUNT), shown(faults()).len() as f64);
}
