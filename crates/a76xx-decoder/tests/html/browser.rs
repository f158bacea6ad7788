//! A headless browser, spoken to over its debugging pipe (Chrome `DevTools` Protocol): messages are JSON, each ends with a NUL.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// Programs that will do, in this order.
const PROGRAMS: [&str; 4] = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/// The browser reads its commands from descriptor 3 and answers on 4: the shell puts standard input and output there.
const PIPES: &str = "exec \"$0\" \"$@\" 3<&0 4>&1 1>/dev/null 2>&1";

/// A browser with one page.
pub(crate) struct Browser {
    process: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    session: Option<String>,
    next: u64,
    /// Addresses that the page asked for.
    pub(crate) asked: Vec<String>,
    /// What went wrong in scripts of the page.
    pub(crate) faults: Vec<String>,
}

impl Browser {
    /// Starts one; `None`, said loudly, where there is none.
    pub(crate) fn start() -> Option<Self> {
        let there = |name: &&&str| {
            Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        };
        let Some(program) = PROGRAMS.iter().find(there) else {
            eprintln!("SKIPPED: no browser is installed, one of {PROGRAMS:?}");
            return None;
        };
        let flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe", "--no-first-run"];
        let profile = format!("--user-data-dir={}", crate::scratch(&format!("browser-{}", std::process::id())).display());
        let mut process = Command::new("sh")
            .args(["-c", PIPES, program])
            .args(flags)
            .args([profile.as_str(), "about:blank"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = process.stdin.take();
        let from = BufReader::new(process.stdout.take().unwrap());
        let mut browser = Self { process, to, from, session: None, next: 0, asked: Vec::new(), faults: Vec::new() };
        let target = browser.call("Target.createTarget", &json!({"url": "about:blank"}));
        let attached = browser.call("Target.attachToTarget", &json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page.enable", "Runtime.enable", "Network.enable"] {
            browser.call(domain, &json!({}));
        }
        browser.size(1400, 900);
        Some(browser)
    }

    /// Calls a method and waits for its result.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let to = self.to.as_mut().unwrap();
        to.write_all(message.to_string().as_bytes()).unwrap();
        to.write_all(b"\0").unwrap();
        to.flush().unwrap();
        loop {
            let said = self.listen();
            if said["id"] == json!(id) {
                assert!(said["error"].is_null(), "{method}: {}", said["error"]);
                return said["result"].clone();
            }
        }
    }

    /// The next message, booked if it is an event.
    fn listen(&mut self) -> Value {
        let mut message = Vec::new();
        self.from.read_until(0, &mut message).unwrap();
        assert!(!message.is_empty(), "the browser is gone");
        message.pop();
        let said: Value = serde_json::from_slice(&message).unwrap();
        match said["method"].as_str() {
            Some("Network.requestWillBeSent") => self.asked.push(said["params"]["request"]["url"].as_str().unwrap_or_default().to_owned()),
            Some("Runtime.exceptionThrown") => self.faults.push(said["params"]["exceptionDetails"].to_string()),
            _ => {}
        }
        said
    }

    /// Opens a file and waits until it is loaded.
    pub(crate) fn open(&mut self, page: &Path, anchor: &str) {
        // A page that differs in its anchor alone would not be loaded anew.
        self.call("Page.navigate", &json!({"url": "about:blank"}));
        self.call("Page.navigate", &json!({"url": format!("file://{}{anchor}", page.display())}));
        while self.eval("document.readyState !== 'complete' || location.href === 'about:blank'") == json!(true) {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// The value of an expression in the page; promises are waited for.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let result = self.call("Runtime.evaluate", &json!({"expression": expression, "returnByValue": true, "awaitPromise": true}));
        assert!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].clone()
    }

    pub(crate) fn text(&mut self, expression: &str) -> String {
        self.eval(expression).as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn number(&mut self, expression: &str) -> f64 {
        self.eval(expression).as_f64().unwrap_or(f64::NAN)
    }

    /// Clicks into the middle of what a selector finds first, as a mouse does, and lets the page draw.
    pub(crate) fn click(&mut self, selector: &str) {
        let find = format!(
            "(() => {{ const node = document.querySelector({selector:?}); node.scrollIntoView({{block: 'nearest'}}); \
             const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        );
        let place = self.eval(&find);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", &event);
        }
        self.settle();
    }

    /// Presses a key, named as scripts name it.
    pub(crate) fn key(&mut self, key: &str) {
        let mut event = json!({"type": "keyDown", "key": key});
        if key.len() == 1 {
            event["text"] = json!(key);
        }
        self.call("Input.dispatchKeyEvent", &event);
        self.call("Input.dispatchKeyEvent", &json!({"type": "keyUp", "key": key}));
        self.settle();
    }

    /// Writes into the search.
    pub(crate) fn search(&mut self, text: &str) {
        self.click("#search");
        self.eval("document.getElementById('search').select()");
        if text.is_empty() {
            self.call(
                "Input.dispatchKeyEvent",
                &json!({"type": "keyDown", "key": "Delete", "code": "Delete", "windowsVirtualKeyCode": 46}),
            );
        } else {
            self.call("Input.insertText", &json!({"text": text}));
        }
        // Longer than the page waits for more.
        std::thread::sleep(std::time::Duration::from_millis(200));
        self.settle();
        self.eval("document.getElementById('search').blur()");
    }

    /// Waits until what is to be drawn is drawn.
    pub(crate) fn settle(&mut self) {
        self.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
    }

    pub(crate) fn size(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// What the system prefers: `light` or `dark`.
    pub(crate) fn prefer(&mut self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", &features);
    }

    /// A picture of the window, as PNG.
    pub(crate) fn picture(&mut self) -> Vec<u8> {
        self.settle();
        let result = self.call("Page.captureScreenshot", &json!({"format": "png"}));
        decode(&result["data"])
    }

    /// The page on paper, as PDF.
    pub(crate) fn paper(&mut self) -> Vec<u8> {
        let result = self.call("Page.printToPDF", &json!({"printBackground": true, "preferCSSPageSize": true}));
        decode(&result["data"])
    }
}

fn decode(data: &Value) -> Vec<u8> {
    use base64::Engine as _;
    base64::prelude::BASE64_STANDARD.decode(data.as_str().unwrap()).unwrap()
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Without its pipe the browser ends by itself.
        self.to.take();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
