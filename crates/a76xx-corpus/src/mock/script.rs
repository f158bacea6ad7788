//! What a transcript asks of the host, piece by piece, and what the module says between.

use crate::{StepKind, Transcript};

/// The next thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The host says a line or data.
    Host(Said),
    /// The module says this.
    Module(Vec<u8>),
}

/// What the host says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The step of the transcript that it begins with, from 0.
    pub(super) step: usize,
    pub(super) bytes: Vec<u8>,
    /// It is a line, up to and with its CR; else data, or an escape from the data state.
    pub(super) is_line: bool,
}

/// The turns of a transcript. Neighbouring chunks of the host are one text: where they were cut says nothing.
pub(super) fn turns(transcript: &Transcript) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut said = Vec::new();
    let mut begun = 0;
    let mut wire = Wire::default();
    for (index, step) in transcript.steps.iter().enumerate() {
        match &step.kind {
            StepKind::Host(bytes) => {
                if said.is_empty() {
                    begun = index;
                }
                said.extend_from_slice(bytes);
            }
            // Silence parts an escape from the data before it.
            StepKind::Silence(_) => wire.host(begun, &mut said, &mut turns),
            StepKind::Module(bytes) if !bytes.is_empty() => {
                wire.host(begun, &mut said, &mut turns);
                wire.module(bytes);
                turns.push(Turn::Module(bytes.clone()));
            }
            StepKind::Module(_) | StepKind::Control(_) | StepKind::Comment(_) => {}
        }
    }
    wire.host(begun, &mut said, &mut turns);
    turns
}

/// What the module's last words ask for.
#[derive(Clone, Copy, Debug, Default)]
struct Wire {
    prompts: bool,
    online: bool,
    /// The host's last words were three plus signs.
    escaped: bool,
}

impl Wire {
    /// The host's text is complete.
    fn host(&mut self, step: usize, said: &mut Vec<u8>, turns: &mut Vec<Turn>) {
        if !said.is_empty() {
            self.escaped = said == b"+++";
            host(step, &std::mem::take(said), *self, turns);
        }
    }

    fn module(&mut self, bytes: &[u8]) {
        let ends = bytes.ends_with(b"\n");
        let text = bytes.strip_suffix(b"\n").map_or(bytes, |text| text.strip_suffix(b"\r").unwrap_or(text));
        let last = text.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        self.prompts = matches!(last, b">" | b"> ") && !ends || last == b"DOWNLOAD" && ends;
        if last.starts_with(b"CONNECT") && ends {
            self.online = true;
        } else {
            let says = |line: &[u8]| bytes.windows(line.len()).any(|part| part == line);
            self.online &= !(says(b"\r\nCLOSED\r\n") || says(b"\r\nNO CARRIER\r\n") || self.escaped && says(b"\r\nOK\r\n"));
        }
    }
}

/// Lines, and the data that are none.
fn host(step: usize, bytes: &[u8], wire: Wire, turns: &mut Vec<Turn>) {
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\r').map(|at| at + 1).filter(|_| !wire.prompts && !wire.online);
        let (head, tail) = rest.split_at(end.unwrap_or(rest.len()));
        turns.push(Turn::Host(Said { step, bytes: head.to_vec(), is_line: end.is_some() }));
        // The line feed of a CR LF belongs to the line.
        rest = match (end, tail) {
            (Some(_), [b'\n', tail @ ..]) => {
                if let Some(Turn::Host(said)) = turns.last_mut() {
                    said.bytes.push(b'\n');
                }
                tail
            }
            _ => tail,
        };
    }
}

/// A line without what does not matter: blanks outside quotes, the case of letters there, line ends.
pub(super) fn normal(line: &[u8]) -> Vec<u8> {
    let mut quoted = false;
    let mut normal = Vec::with_capacity(line.len());
    for byte in line.trim_ascii() {
        quoted ^= *byte == b'"';
        match byte {
            byte if quoted => normal.push(*byte),
            b' ' | b'\t' | b'\n' => {}
            byte => normal.push(byte.to_ascii_uppercase()),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(String, bool)> {
        let transcript = Transcript::parse(format!("# a76xx transcript 1\n\n{text}")).unwrap_or_default();
        let said = |turn: Turn| if let Turn::Host(said) = turn { Some((crate::escape(&said.bytes), said.is_line)) } else { None };
        turns(&transcript).into_iter().filter_map(said).collect()
    }

    #[test]
    fn lines_are_lines_and_data_behind_a_prompt_are_data() {
        let text = "> AT+CIPSEND=0,4\\r\\n\n< \\r\\n>\n> AT\\r\n> \\n\n< \\r\\nOK\\r\\n\n> AT\n> \\rATI\\r\n";
        let parts = parts(text);
        let parts: Vec<_> = parts.iter().map(|(text, line)| (text.as_str(), *line)).collect();
        assert_eq!(parts, [(r"AT+CIPSEND=0,4\r\n", true), (r"AT\r\n", false), (r"AT\r", true), (r"ATI\r", true)]);
    }

    #[test]
    fn in_the_data_state_all_is_data() {
        let parts = parts("> ATO\\r\n< \\r\\nCONNECT 115200\\r\\n\n> AT\\r\n< AT\\r\n> +++\n< \\r\\nOK\\r\\n\n> ATH\\r\n");
        assert_eq!(parts.iter().map(|(_, line)| *line).collect::<Vec<_>>(), [true, false, false, true]);
    }

    #[test]
    fn what_does_not_matter_in_a_line() {
        assert_eq!(normal(b" at+cipopen = 0, \"tcp\" ,\"A b\"\r\n"), normal(b"AT+CIPOPEN=0,\"tcp\",\"A b\"\r"));
        assert_ne!(normal(b"AT+X=\"a\"\r"), normal(b"AT+X=\"A\"\r"));
    }
}
