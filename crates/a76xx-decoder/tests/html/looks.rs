//! How the page looks: light and dark, wide and narrow, on paper. The pictures are kept in the build folder; where `A76XX_PICTURES` is set,
//! those of the documents are written anew.

use serde_json::json;

use crate::browser::Browser;
use crate::common::repository;
use crate::{faults, page, scratch, turn};

/// Pictures of the documents: scheme, view, and the picture to take, of the row that the verdict names or of the page's top.
const DOCUMENTS: [(&str, &str, &str, &str); 2] =
    [("html-light", "light", "transcript", "html-light-top"), ("html-dark", "dark", "sequence", "html-dark")];

#[test]
fn pictures_are_taken() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let path = page("looks.html", "gate.at", include_bytes!("../data/gate.at"));
    let write = std::env::var_os("A76XX_PICTURES").is_some();
    for (name, scheme, view, taken) in DOCUMENTS {
        shoot(&mut browser, &path, name, (1400, 1000), scheme, view);
        let document = repository(&format!("docs/img/{name}.png"));
        if write {
            std::fs::copy(scratch(&format!("{taken}.png")), &document).unwrap();
        }
        assert!(document.exists(), "docs/img/{name}.png: A76XX_PICTURES=1 cargo test -p a76xx-decoder --test html writes it");
    }
    for scheme in ["light", "dark"] {
        for view in ["transcript", "sequence"] {
            shoot(&mut browser, &path, &format!("narrow-{scheme}-{view}"), (400, 860), scheme, view);
        }
    }
    browser.size(1400, 1000);
    browser.key("?");
    assert_eq!(browser.eval("document.getElementById('help').open"), json!(true));
    std::fs::write(scratch("help.png"), browser.picture()).unwrap();
    browser.click("#help button");
    assert_eq!(browser.eval("document.getElementById('help').open"), json!(false));
    assert_eq!(browser.faults, [""; 0]);
}

fn shoot(browser: &mut Browser, path: &std::path::Path, name: &str, (width, height): (u32, u32), scheme: &str, view: &str) {
    browser.size(width, height);
    browser.prefer(scheme);
    browser.open(path, "");
    browser.click(&format!("#view-{view}"));
    browser.click(".verdict .quote .jump");
    let wider = browser.number("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert!(wider <= 0.0, "{name}: {wider} pixels wider than the window");
    let picture = browser.picture();
    assert!(picture.starts_with(b"\x89PNG") && picture.len() > 20_000, "{name}: {} bytes", picture.len());
    std::fs::write(scratch(&format!("{name}.png")), picture).unwrap();
    browser.eval("document.activeElement.blur(); window.scrollTo(0, 0)");
    let top = browser.picture();
    std::fs::write(scratch(&format!("{name}-top.png")), top).unwrap();
}

#[test]
fn light_and_dark_follow_the_system_until_one_is_chosen() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    let path = page("theme.html", "faults.at", faults());
    let ground = "getComputedStyle(document.documentElement).backgroundColor";
    browser.prefer("dark");
    browser.open(&path, "");
    let dark = browser.text(ground);
    browser.prefer("light");
    browser.open(&path, "");
    let light = browser.text(ground);
    assert_ne!(light, dark);
    browser.key("t");
    browser.key("t");
    assert_eq!((browser.text("document.getElementById('theme').textContent"), browser.text(ground)), (String::from("Theme: dark"), dark));
    browser.key("t");
    assert_eq!(browser.text(ground), light);
}

#[test]
fn paper_has_every_row() {
    let _turn = turn();
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page("paper.html", "faults.at", faults()), "");
    let rows = browser.number("Number(document.getElementById('count').dataset.events)");
    browser.eval("window.dispatchEvent(new Event('beforeprint'))");
    let printed = browser.number("document.querySelectorAll('#paper tr:not(.finding)').length");
    assert_eq!(printed, rows);
    browser.eval("window.dispatchEvent(new Event('afterprint'))");
    assert_eq!(browser.number("document.querySelectorAll('#paper tr').length"), 0.0);
    let paper = browser.paper();
    assert!(paper.starts_with(b"%PDF"), "{} bytes", paper.len());
    std::fs::write(scratch("paper.pdf"), paper).unwrap();
    assert_eq!(browser.eval("document.getElementById('paper').childNodes.length"), json!(0));
}
