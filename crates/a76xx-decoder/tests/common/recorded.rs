//! Captures written anew, and what they have in common with what they were made of.

use std::io::Cursor;

use a76xx_decoder::ingest::{self, Sides};
use a76xx_decoder::pick::{Pick, Wanted};
use a76xx_decoder::record::{pcapng::Pcapng, record, transcript::Transcript};
use a76xx_decoder::render::Jsonl;
use base64::Engine as _;
use serde_json::Value;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    Transcript,
    Pcapng,
    Flows,
}

pub(crate) fn opened(bytes: &[u8], sides: Option<Sides>) -> ingest::Opened {
    // Of a side that is told, all bytes are of the wire.
    let format = sides.and_then(|_| ingest::format_named("raw"));
    ingest::open_as("made.at", Box::new(Cursor::new(bytes.to_vec())), format, sides).unwrap()
}

pub(crate) fn write(form: Form, bytes: &[u8], sides: Option<Sides>) -> Vec<u8> {
    let (mut opened, mut out, mut pick) = (opened(bytes, sides), Vec::new(), Pick::new(Wanted::default()));
    match form {
        Form::Transcript => record(&mut opened, &mut pick, &mut Transcript::new(&mut out)).unwrap(),
        Form::Pcapng => record(&mut opened, &mut pick, &mut Pcapng::new(&mut out)).unwrap(),
        Form::Flows => a76xx_decoder::record::flow::record(&mut opened, &mut pick, &mut out).unwrap(),
    }
    out
}

/// The events of the wire, without what depends on where they stand.
pub(crate) fn events(bytes: &[u8], sides: Option<Sides>) -> Vec<Value> {
    let mut out = Vec::new();
    a76xx_decoder::decode(&mut opened(bytes, sides), a76xx_decoder::judge::Select::ALL, &mut Jsonl::new(&mut out)).unwrap();
    let mut all = super::records(std::str::from_utf8(&out).unwrap());
    all.retain(|event| !matches!(event["kind"].as_str(), Some("header" | "verdict" | "foreign")));
    for event in &mut all {
        for key in ["seq", "spans", "reply_to", "findings"] {
            event.as_object_mut().unwrap().remove(key);
        }
    }
    // A remark parts what it stands between.
    let mut joined: Vec<Value> = Vec::new();
    for event in all {
        match joined.last_mut() {
            Some(last) if event["continues"] == true && last["kind"] == "payload" && last["side"] == event["side"] => {
                let whole = [raw(last), raw(&event)].concat();
                last["fields"]["end"] = event["fields"]["end"].clone();
                last["raw_base64"] = base64::prelude::BASE64_STANDARD.encode(whole).into();
                last.as_object_mut().unwrap().remove("raw");
            }
            _ => joined.push(event),
        }
    }
    for event in &mut joined {
        if event["kind"] == "payload" {
            let whole = base64::prelude::BASE64_STANDARD.encode(raw(event));
            event["raw_base64"] = whole.into();
            event["fields"] = event["fields"]["end"].take();
            event.as_object_mut().unwrap().retain(|key, _| !matches!(key.as_str(), "raw" | "meaning" | "continues"));
        }
    }
    joined
}

pub(crate) fn raw(event: &Value) -> Vec<u8> {
    match event.get("raw") {
        Some(raw) => raw.as_str().unwrap().as_bytes().to_vec(),
        None => base64::prelude::BASE64_STANDARD.decode(event["raw_base64"].as_str().unwrap()).unwrap(),
    }
}

/// The first event that is another one.
pub(crate) fn difference(left: &[Value], right: &[Value]) -> Option<String> {
    let at = (0..left.len().max(right.len())).find(|at| left.get(*at) != right.get(*at))?;
    Some(format!("event {at}:\n{:?}\n{:?}", left.get(at).map(Value::to_string), right.get(at).map(Value::to_string)))
}

pub(crate) fn side(events: &[Value], side: &str) -> Vec<u8> {
    events.iter().filter(|event| event["side"] == side).flat_map(raw).collect()
}
