//! Words and arrows that tell a direction.

/// The direction that a label names, from where its program stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Way {
    Out,
    In,
}

const OUT: [&str; 18] = [
    "tx",
    "send",
    "sent",
    "sending",
    "sends",
    "write",
    "written",
    "writing",
    "wrote",
    "out",
    "output",
    "request",
    "req",
    "dte",
    "txd",
    "transmit",
    "transmitted",
    "sendline",
];
const IN: [&str; 21] = [
    "rx",
    "recv",
    "receive",
    "received",
    "receiving",
    "rcvd",
    "rcv",
    "read",
    "reading",
    "in",
    "input",
    "rsp",
    "resp",
    "response",
    "answer",
    "reply",
    "dce",
    "rxd",
    "got",
    "recvline",
    "result",
];
/// Who is spoken to and what is said: they count where no word tells what is done (`received command`).
const THINGS: [(&str, Way); 7] = [
    ("host", Way::Out),
    ("cmd", Way::Out),
    ("command", Way::Out),
    ("pc", Way::Out),
    ("device", Way::In),
    ("modem", Way::In),
    ("module", Way::In),
];
/// Words of other tongues and arrows, whole as they stand.
const OTHER: [(&str, Way); 36] = [
    ("\u{53d1}", Way::Out),
    ("\u{6536}", Way::In),
    ("\u{8f93}\u{5165}", Way::Out),
    ("\u{8fd4}\u{56de}", Way::In),
    ("\u{2192}", Way::Out),
    ("\u{2190}", Way::In),
    ("\u{27a1}", Way::Out),
    ("\u{2b05}", Way::In),
    ("\u{21e8}", Way::Out),
    ("\u{21e6}", Way::In),
    ("\u{21d2}", Way::Out),
    ("\u{21d0}", Way::In),
    ("\u{27f6}", Way::Out),
    ("\u{27f5}", Way::In),
    ("\u{25b6}", Way::Out),
    ("\u{25c0}", Way::In),
    ("\u{25b7}", Way::Out),
    ("\u{25c1}", Way::In),
    ("\u{25b2}", Way::Out),
    ("\u{25bc}", Way::In),
    ("\u{2191}", Way::Out),
    ("\u{2193}", Way::In),
    ("\u{2b06}", Way::Out),
    ("\u{2b07}", Way::In),
    ("\u{1f4e4}", Way::Out),
    ("\u{1f4e5}", Way::In),
    ("\u{bb}", Way::Out),
    ("\u{ab}", Way::In),
    ("enviar", Way::Out),
    ("enviado", Way::Out),
    ("respuesta", Way::In),
    ("recibid", Way::In),
    ("ricevut", Way::In),
    ("inviat", Way::Out),
    ("esendet", Way::Out),
    ("mpfangen", Way::In),
];
/// What GBK makes of the first two words above and of the arrows.
const GBK: [(&[u8], Way); 4] = [(b"\xb7\xa2", Way::Out), (b"\xca\xd5", Way::In), (b"\xa1\xfa", Way::Out), (b"\xa1\xfb", Way::In)];
const ARROWS: [(&[u8], Way); 8] = [
    (b"->", Way::Out),
    (b"<-", Way::In),
    (b"=>", Way::Out),
    (b"<=", Way::In),
    (b">>", Way::Out),
    (b"<<", Way::In),
    (b"AT>", Way::Out),
    (b"AT<", Way::In),
];

/// The direction that a label names. The last word that names one counts: what stands in front of it are names of programs and ports.
pub(in crate::ingest) fn way(label: &[u8]) -> Option<Way> {
    let label = label.trim_ascii();
    let contains = |text: &[u8]| find(label, text).is_some();
    let words = label.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let by_word = words.clone().rev().find_map(named).or_else(|| words.rev().find_map(thing));
    let bare = match label {
        [b'>'] | [.., b' ', b'>'] => Some(Way::Out),
        [b'<'] | [.., b' ', b'<'] => Some(Way::In),
        _ => None,
    };
    bare.or_else(|| arrow(label)).or_else(|| OTHER.iter().find(|(text, _)| contains(text.as_bytes())).map(|(_, way)| *way)).or(by_word)
}

/// Where a text stands in a label for the first time.
pub(in crate::ingest) fn find(label: &[u8], text: &[u8]) -> Option<usize> {
    let (first, rest) = text.split_first()?;
    (0..)
        .zip(label)
        .filter(|(_, byte)| *byte == first)
        .map(|(at, _)| at)
        .find(|at| label.get(at + 1..).is_some_and(|behind| behind.starts_with(rest)))
}

fn arrow(label: &[u8]) -> Option<Way> {
    // All of them have one of these.
    if !label.iter().any(|byte| matches!(byte, b'<' | b'>' | 0x80..)) {
        return None;
    }
    let contains = |text: &[u8]| find(label, text).is_some();
    ARROWS.iter().chain(&GBK).find(|(text, _)| contains(text)).map(|(_, way)| *way)
}

fn named(word: &[u8]) -> Option<Way> {
    // Most words of the wire are numbers.
    if word.len() < 2 || word.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let is = |name: &&str| word.eq_ignore_ascii_case(name.as_bytes());
    if OUT.iter().any(is) {
        Some(Way::Out)
    } else if IN.iter().any(is) {
        Some(Way::In)
    } else {
        None
    }
}

fn thing(word: &[u8]) -> Option<Way> {
    THINGS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes())).map(|(_, way)| *way)
}

#[cfg(test)]
mod tests {
    use super::{Way, way};

    #[test]
    fn labels() {
        for label in [
            "TX: ",
            "[TX] - ",
            "--> ",
            "> ",
            ">>> ",
            "9376.747 [GSM]:  => ",
            "Send: ",
            "uart-tx: 0x3f",
            "Modem: > ",
            "Written data (COM3)",
            "D RILC: AT> ",
            "\u{53d1}\u{2192}\u{25c7}",
            "\u{27a1} ",
            "\u{1f4e4}",
        ] {
            assert_eq!(way(label.as_bytes()), Some(Way::Out), "{label}");
        }
        for label in [
            "RX: ",
            "<-- ",
            "< ",
            "Modem: < ",
            "[recv line]: 0000-0020: ",
            "Read data (COM3)",
            "D RILC: AT< ",
            "Received: ",
            "rcvd ",
            "received_command: ",
        ] {
            assert_eq!(way(label.as_bytes()), Some(Way::In), "{label}");
        }
        for label in ["", "gps: ", "D (12) events: "] {
            assert_eq!(way(label.as_bytes()), None, "{label}");
        }
    }
}
