//! The page around the data: its frame, its style, and the program that shows it. All of it lies in `page/`, one idea a file.

use std::io::{self, Write};

/// The colours; a test computes their contrast.
const PALETTE: &str = include_str!("page/palette.css");

const STYLES: [&str; 8] = [
    PALETTE,
    include_str!("page/layout.css"),
    include_str!("page/verdict.css"),
    include_str!("page/timeline.css"),
    include_str!("page/list.css"),
    include_str!("page/sequence.css"),
    include_str!("page/details.css"),
    include_str!("page/print.css"),
];

const FRAME: &str = include_str!("page/frame.html");

/// In the order in which they need each other.
const SCRIPTS: [&str; 16] = [
    include_str!("page/dom.js"),
    include_str!("page/visible.js"),
    include_str!("page/data.js"),
    include_str!("page/search.js"),
    include_str!("page/filter.js"),
    include_str!("page/chips.js"),
    include_str!("page/list.js"),
    include_str!("page/transcript.js"),
    include_str!("page/sequence.js"),
    include_str!("page/details.js"),
    include_str!("page/verdict.js"),
    include_str!("page/timeline.js"),
    include_str!("page/theme.js"),
    include_str!("page/keys.js"),
    include_str!("page/paper.js"),
    include_str!("page/main.js"),
];

/// Nothing is fetched, nothing is sent.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes what stands before the data. The title may hold anything.
pub(super) fn begin(out: &mut dyn Write, title: &str) -> io::Result<()> {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"generator\" content=\"a76xx {}\">\n<title>{title} · a76xx</title>\n<style>\n",
        env!("CARGO_PKG_VERSION")
    )?;
    for style in STYLES {
        out.write_all(style.as_bytes())?;
    }
    write!(out, "</style>\n</head>\n<body>\n{FRAME}")
}

/// Writes what stands behind the data.
pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<script>\n\"use strict\";\n")?;
    for script in SCRIPTS {
        out.write_all(script.as_bytes())?;
    }
    out.write_all(b"</script>\n</body>\n</html>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_gets_into_the_page_as_text_alone() {
        for script in SCRIPTS {
            for way in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "setTimeout(\"",
                "createContextualFragment",
            ] {
                assert!(!script.contains(way), "{way}");
            }
        }
    }

    #[test]
    fn nothing_is_fetched() {
        for part in SCRIPTS.iter().chain(&STYLES).chain([&FRAME]) {
            for way in
                ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "@import", "url(", " src=", " href="]
            {
                assert!(!part.contains(way), "{way}");
            }
        }
    }
}
