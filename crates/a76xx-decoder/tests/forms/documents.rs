//! Documents with a record for each chunk.

use std::fmt::Write as _;

use super::Keeps::{Bytes, Lines};
use super::{DIALOGUE, by, check, clock, digits, escaped, lines};
use base64::Engine as _;
use serde_json::{Value, json};

fn each(form: impl Fn(f64, a76xx_parser::Side, &[u8]) -> String) -> String {
    DIALOGUE.into_iter().map(|(at, side, bytes)| form(at, side, bytes)).collect()
}

/// Bytes as characters below 256.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn ascii_json(value: &Value, pretty: bool) -> String {
    let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) }.unwrap();
    text.chars().fold(String::new(), |mut all, char| {
        if char.is_ascii() {
            all.push(char);
        } else {
            write!(all, "\\u{:04x}", u32::from(char)).unwrap();
        }
        all
    })
}

#[test]
fn json() {
    let records = |record: &dyn Fn(f64, a76xx_parser::Side, &[u8]) -> Value| -> Value {
        DIALOGUE.into_iter().map(|(at, side, bytes)| record(at, side, bytes)).collect()
    };
    let text = records(
        &|at, side, bytes| json!({"direction": by(side, "TX", "RX"), "data": latin(bytes), "time": format!("2026-11-23T{}Z", clock(at))}),
    );
    let list = records(&|at, side, bytes| json!({"ts": at, "dir": by(side, "tx", "rx"), "data": bytes}));
    let code =
        records(&|at, side, bytes| json!({"t": at, "dir": by(side, "out", "in"), "b64": base64::prelude::BASE64_STANDARD.encode(bytes)}));
    for (name, value) in [("text", text), ("list", list), ("base64", code)] {
        for pretty in [true, false] {
            check(name, "fields", Bytes, ascii_json(&value, pretty));
        }
    }
    let loose = each(|at, side, bytes| {
        format!("  {{ time: {at}, data: '{}', dir: '{}', }}, // {at}\n", escaped(bytes).replace("\\\"", "\""), by(side, "tx", "rx"))
    });
    check("JSON5", "fields", Bytes, format!("// capture\n[\n{loose}]\n"));
}

#[test]
fn json_of_tshark() {
    let frame = |(at, side, bytes): super::Chunk| {
        let usb = json!({"usb.src": by(side, "host", "1.5.1"), "usb.dst": by(side, "1.5.1", "host"), "usb.urb_id": "0xffff8c1a5e3b0c00", "usb.bus_id": "1"});
        let layers = json!({"frame": {"frame.time_epoch": format!("{:.9}", 1_795_418_443.7 + at), "frame.encap_type": "115"}, "usb": usb, "usb.capdata": digits(bytes, ":")});
        json!({"_index": "packets", "_source": {"layers": layers}})
    };
    check("tshark", "fields", Bytes, serde_json::to_string_pretty(&DIALOGUE.into_iter().map(frame).collect::<Value>()).unwrap());
}

#[test]
fn xml() {
    let attributes = each(|at, side, bytes| {
        format!("  <event time=\"2026-11-23T{}\" data=\"{}\" direction=\"{}\"/>\n", clock(at), digits(bytes, " "), by(side, "TX", "RX"))
    });
    check("attributes", "fields", Bytes, format!("<?xml version=\"1.0\"?>\n<log>\n{attributes}</log>\n"));
    let entities = |bytes: &[u8]| {
        bytes.iter().fold(String::new(), |mut all, byte| {
            if byte.is_ascii_alphanumeric() {
                all.push(char::from(*byte));
            } else {
                write!(all, "&#{byte};").unwrap();
            }
            all
        })
    };
    let elements = each(|at, side, bytes| {
        format!(
            "<packet><timestamp>{}</timestamp><direction>{}</direction><data>{}</data></packet>",
            clock(at),
            by(side, "out", "in"),
            entities(bytes)
        )
    });
    check("elements", "fields", Bytes, format!("<capture port=\"COM3\">{elements}</capture>"));
    let names = each(|at, side, bytes| {
        let name = by(side, "Write", "Read");
        format!("\t<{name} Time=\"{}\" Length=\"{}\">{}</{name}>\n", clock(at), bytes.len(), digits(bytes, ""))
    });
    check("names", "fields", Bytes, format!("<session>\n{names}</session>\n"));
    let mut text = String::new();
    for (at, side, line) in lines() {
        writeln!(text, "<line t=\"{at:.3}\" dir=\"{}\"><![CDATA[{line}]]></line>", by(side, "tx", "rx")).unwrap();
    }
    check("lines", "fields", Lines, format!("<log>\n{text}</log>\n"));
}

#[test]
fn details_of_packets() {
    let packet = |at: f64, side, bytes: &[u8]| {
        let field = |name: &str, show: &str, value: &str| {
            format!("    <field name=\"{name}\" showname=\"{name}: {show}\" size=\"1\" pos=\"0\" show=\"{show}\" value=\"{value}\"/>\n")
        };
        let source = field("usb.src", by(side, "host", "1.5.1"), "01");
        let time = field("timestamp", &format!("Nov 23, 2026 {} UTC", clock(at)), &format!("{:.9}", 1_795_418_443.7 + at));
        format!("<packet>\n{time}{source}{}</packet>\n", field("usb.capdata", &digits(bytes, ":"), &digits(bytes, "")))
    };
    check("pdml", "fields", Bytes, format!("<?xml version=\"1.0\"?>\n<!-- pdml -->\n<pdml version=\"0\">\n{}</pdml>\n", each(packet)));
    let tree = |at: f64, side, bytes: &[u8]| {
        let (source, way) = (by(side, "host", "1.5.1"), by(side, "OUT", "IN"));
        format!(
            "Frame 1: 67 bytes on wire (536 bits)\n    Arrival Time: Nov 23, 2026 {} UTC\n    Frame Length: 67 bytes\nUSB URB\n    [Source: {source}]\n    \
             Endpoint: 0x81, Direction: {way}\n        1... .... = Direction: {way} (1)\n    URB transfer type: URB_BULK (0x03)\nLeftover Capture Data: {}\n\n",
            clock(at),
            digits(bytes, "")
        )
    };
    check("tree", "fields", Bytes, each(tree));
}

#[test]
fn yaml() {
    let code = |bytes: &[u8]| base64::prelude::BASE64_STANDARD.encode(bytes);
    let packets = each(|at, side, bytes| {
        format!(
            "  - packet: 7\n    peer: {}\n    timestamp: {:.9}\n    data: !!binary |\n      {}\n",
            by(side, "0", "1"),
            1_795_418_443.7 + at,
            code(bytes)
        )
    });
    check(
        "follow",
        "fields",
        Bytes,
        format!(
            "peers:\n  - peer: 0\n    host: 192.0.2.7\n    port: 2323\n  - peer: 1\n    host: 192.0.2.8\n    port: 7\npackets:\n{packets}"
        ),
    );
    let text = each(|at, side, bytes| format!("- time: {at:.6}\n  direction: {}\n  data: \"{}\"\n", by(side, "tx", "rx"), escaped(bytes)));
    check("strings", "fields", Bytes, text);
    let hex = each(|at, side, bytes| format!("  - dir: {}\n    hex: {}\n    t: {at:.6}\n", by(side, "host", "modem"), digits(bytes, "")));
    check("digits", "fields", Bytes, format!("frames:\n{hex}"));
}
