//! What a person sees in a log at a glance, found by regular expressions alone.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// What a line is to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Command,
    Head,
    Final,
    Carrier,
    Word,
    Prompt,
}

impl What {
    /// The kinds of records that it may be.
    pub(crate) const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Command => &["command", "echo"],
            Self::Head => &["answer", "urc"],
            Self::Final => &["final"],
            Self::Carrier => &["final", "urc"],
            Self::Word => &["urc", "answer"],
            Self::Prompt => &["prompt"],
        }
    }
}

/// One finding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// Number of the line, from 1.
    pub(crate) line: usize,
    /// Offset of its first byte in the file.
    pub(crate) at: usize,
    pub(crate) what: What,
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a regular expression")
}

/// A remark may stand behind a line of the wire.
macro_rules! line {
    ($pattern:literal) => {
        LazyLock::new(|| regex(concat!(r"(?-u)^[ \t]*(", $pattern, r")[ \t]*(?:[ \t]//.*)?$")))
    };
}

static COMMAND: LazyLock<Regex> = line!(r"(?:AT(?:[+*^$][A-Z][A-Z0-9]+(?:=\?|\?|=.*|: ?[0-9].*)?|[EV][01]|I|&F.*|D[*0-9].*)?|\+\+\+)");
/// Behind a print of the program that does not end its line. A name must be whole and reach to the end of the line.
static LATE_COMMAND: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"(?-u)^[ \t]*[^\[#/*<| \t][^"]*?[^ \t"](AT\+[A-Z]{3,}(?:=\?|\?|=[^ ]+)?)[ \t]*$"#));
static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"(?-u)^[ \t]*([+*^$][A-Z][A-Z0-9]+):[^:]"));
static FINAL: LazyLock<Regex> = line!(r"OK|ERROR|CONNECT(?: [0-9]+)?|\+CM[ES] ERROR: ?.+");
static CARRIER: LazyLock<Regex> = line!(r"NO CARRIER");
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?-u)^[ \t]*(RDY|RING|CLOSED|\+CMQTTNONET)[ \t]*$|(?-u)^[ \t]*(SMS DONE|PB DONE|RECV FROM: ?[0-9.]+:[0-9]+|DST: ?[012])")
});
static PROMPT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?-u)^[ \t]*(>)"));
static DOWNLOAD: LazyLock<Regex> = line!(r"DOWNLOAD");
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    let names =
        "CIPSEND|CCHSEND|CMGS|CMGW|CCERTDOWN|CMQTT(?:WILL)?(?:TOPIC|MSG)|CMQTTPAYLOAD|CMQTTSUBTOPIC|CMQTTSUB|CMQTTUNSUBTOPIC|HTTPDATA";
    regex(&format!(r"(?-u)AT\+(?:{names})(?:=|: ?[0-9])"))
});

/// Everything that is seen in a file.
pub(crate) fn all(bytes: &[u8]) -> Vec<Seen> {
    let mut found = Vec::new();
    let mut offset = 0;
    // A command that asks for data, until something else is said.
    let mut asked = false;
    for (index, raw) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let text = raw.trim_ascii_end();
        if let Some((at, what)) = one(text, asked) {
            found.push(Seen { line: index + 1, at: offset + at, what });
            asked = match what {
                What::Command => ASKS.is_match(&text[at..]) && !text.ends_with(b"?"),
                What::Final | What::Prompt | What::Carrier => false,
                What::Head | What::Word => asked,
            };
        }
        offset += raw.len();
    }
    found
}

fn one(text: &[u8], asked: bool) -> Option<(usize, What)> {
    let rules: [(&Regex, What, bool); 8] = [
        (&COMMAND, What::Command, true),
        (&LATE_COMMAND, What::Command, true),
        (&FINAL, What::Final, true),
        (&HEAD, What::Head, true),
        (&CARRIER, What::Carrier, true),
        (&WORD, What::Word, true),
        (&PROMPT, What::Prompt, asked),
        (&DOWNLOAD, What::Prompt, asked),
    ];
    rules.iter().filter(|(.., applies)| *applies).find_map(|(regex, what, _)| {
        let found = regex.captures(text)?;
        let group = found.iter().skip(1).flatten().next()?;
        Some((group.start(), *what))
    })
}
