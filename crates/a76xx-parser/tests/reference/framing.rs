//! Where lines, prompts and data begin and end.

use a76xx_parser::{Assume, End, Noise, Prompt, Role, Side};

use super::lines::{self, Command};
use super::meaning::{Data, Known};
use super::{Thing, What};

/// Both sides: what has come and is not yet used, and what is known.
pub struct Reference {
    limit: usize,
    rest: [Vec<u8>; 2],
    used: [usize; 2],
    /// The line under way is longer than the limit.
    long: [bool; 2],
    /// The host's last command ended, and no byte has come since.
    ended: bool,
    /// The command before ended without a line feed.
    bare: bool,
    /// Three plus signs of the host here would be the escape.
    fresh: bool,
    /// A prompt just came.
    after_prompt: bool,
    pub known: Known,
    pub things: Vec<Thing>,
}

/// Bytes used, what they are, the row of the line, the command.
type Found = (usize, What, Option<&'static str>, Option<u16>);

fn plain(len: usize, what: What) -> Found {
    (len, what, None, None)
}

/// How a line ends.
enum Cut {
    Wait,
    Long,
    Line { text: usize, raw: usize },
}

const CR: u8 = b'\r';
const LF: u8 = b'\n';

impl Reference {
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            rest: [Vec::new(), Vec::new()],
            used: [0; 2],
            long: [false; 2],
            ended: false,
            bare: false,
            fresh: true,
            after_prompt: false,
            known: Known::new(),
            things: Vec::new(),
        }
    }

    /// Bytes of a side have come.
    pub fn hear(&mut self, side: Side, bytes: &[u8]) {
        self.rest[side as usize].extend_from_slice(bytes);
        self.read(side, false);
    }

    /// A side is silent: what is left is complete.
    pub fn silence(&mut self, side: Side) {
        self.read(side, true);
    }

    /// What somebody knows beside the bytes. Where data begin the line before them is over.
    pub fn assume(&mut self, what: Assume) {
        self.known.assume(what);
        self.long[1] &= matches!(self.known.module, Data::Lines | Data::Body);
    }

    fn read(&mut self, side: Side, silent: bool) {
        loop {
            let rest = self.rest[side as usize].clone();
            let found = if side == Side::Host { self.host(&rest, silent) } else { self.module(&rest, silent) };
            let Some((len, what, row, command)) = found else { return };
            let thing = Thing { side, at: self.used[side as usize], len, what, row, command };
            self.used[side as usize] += len;
            self.rest[side as usize].drain(..len);
            match (self.things.last_mut(), what) {
                (Some(last), What::Payload(role, end)) if goes_on(last, &thing, role, end) => {
                    last.len += len;
                    last.what = what;
                }
                _ => self.things.push(thing),
            }
        }
    }

    fn host(&mut self, rest: &[u8], silent: bool) -> Option<Found> {
        self.known.host_seen |= !rest.is_empty();
        if self.ended && !rest.is_empty() {
            self.ended = false;
            // Behind a prompt a line feed is data, from a host that is known to send none behind its commands.
            let is_data = self.bare && self.known.prompted && self.known.host != Data::Lines;
            if rest[0] == LF && !is_data {
                self.bare = false;
                return Some(plain(1, What::Blank));
            }
            self.bare = true;
        }
        let role = Role::Sent { prompted: self.known.prompted };
        let command = self.known.host_command;
        if self.known.host != Data::Lines {
            self.long[0] = false;
        }
        match self.known.host {
            // Silence before the first byte: the host waits for its prompt.
            Data::Counted(left, _) if rest.is_empty() && self.known.announced == Some(left) => None,
            Data::Counted(left, _) => {
                let (len, left, end) = counted(rest, left, silent)?;
                self.known.host = if left == 0 { Data::Lines } else { Data::Counted(left, role) };
                Some((len, What::Payload(role, end), None, command))
            }
            Data::CtrlZ => {
                let (len, end) = match rest {
                    [] => return None,
                    [0x1a, ..] => (1, End::CtrlZ),
                    [0x1b, ..] => (1, End::Cancelled),
                    [0x03] if !silent => return None,
                    [0x03, _, ..] => (2, End::Open),
                    _ => (1, End::Open),
                };
                if end != End::Open {
                    self.known.host = Data::Lines;
                }
                Some((len, What::Payload(role, end), None, command))
            }
            Data::State => {
                if rest.is_empty() {
                    self.fresh |= silent;
                    return None;
                }
                if self.fresh && rest.starts_with(b"+++") {
                    return self.command(rest, 3, 3);
                }
                if self.fresh && !silent && b"+++".starts_with(rest) {
                    return None;
                }
                self.fresh = false;
                Some((rest.len(), What::Payload(Role::Transparent, End::Open), None, command))
            }
            Data::Lines | Data::Body | Data::Unframed => self.host_line(rest, silent),
        }
    }

    fn host_line(&mut self, rest: &[u8], silent: bool) -> Option<Found> {
        let first = *rest.first()?;
        if !self.long[0] {
            if matches!(first, 0 | 0x1a | 0x1b) {
                return Some(plain(1, What::Noise(Noise::Control)));
            }
            // Both need no line end.
            for whole in [&b"+++"[..], b"A/", b"a/"] {
                if rest.starts_with(whole) {
                    return self.command(rest, whole.len(), whole.len());
                }
                if !silent && whole.starts_with(rest) {
                    return None;
                }
            }
        }
        match self.cut(rest, silent, |_| true) {
            Cut::Wait => None,
            Cut::Long => {
                self.long[0] = true;
                Some(plain(self.limit, What::Noise(Noise::Overlong)))
            }
            Cut::Line { raw, .. } if std::mem::take(&mut self.long[0]) => Some(plain(raw, What::Noise(Noise::Overlong))),
            Cut::Line { text, raw } => {
                self.ended = rest[raw - 1] == CR;
                if text == 0 { Some(plain(raw, What::Blank)) } else { self.command(rest, text, raw) }
            }
        }
    }

    fn command(&mut self, rest: &[u8], text: usize, raw: usize) -> Option<Found> {
        let text = rest[..text].trim_ascii();
        let Some(parts) = lines::commands(text) else { return Some(plain(raw, What::Text)) };
        self.fresh = true;
        let no = self.known.command(&parts, text, false);
        Some((raw, What::Command, row_of(&parts), Some(no)))
    }

    fn module(&mut self, rest: &[u8], silent: bool) -> Option<Found> {
        if !matches!(self.known.module, Data::Lines | Data::Body) {
            self.long[1] = false;
        }
        let command = self.known.module_command;
        match self.known.module {
            Data::Counted(left, role) => {
                let (len, left, end) = counted(rest, left, silent)?;
                self.known.module = if left == 0 { Data::Lines } else { Data::Counted(left, role) };
                Some((len, What::Payload(role, end), None, command))
            }
            // The copy of what the host types: a CR tells that it is not shown to its end.
            Data::CtrlZ => {
                let end = match rest.first()? {
                    0x1a => End::CtrlZ,
                    0x1b => End::Cancelled,
                    &CR => {
                        self.known.module = Data::Lines;
                        return self.module(rest, silent);
                    }
                    _ => End::Open,
                };
                if end != End::Open {
                    self.known.module = Data::Lines;
                }
                Some((1, What::Payload(Role::SentEcho, end), None, command))
            }
            Data::State | Data::Unframed => self.uncounted(rest, silent),
            Data::Lines | Data::Body => self.module_line(rest, silent),
        }
    }

    /// Data that a line of the module ends, or the beginning of one that might.
    fn uncounted(&mut self, rest: &[u8], silent: bool) -> Option<Found> {
        let unframed = self.known.module == Data::Unframed;
        let mut ends = vec![&b"\r\nCLOSED\r\n"[..], b"\r\nNO CARRIER\r\n"];
        if unframed {
            ends.extend([
                &b"\r\nOK\r\n"[..],
                b"\r\nERROR\r\n",
                b"\r\nRECV FROM:",
                b"\r\n+IPCLOSE:",
                b"\r\n+CIP",
                b"\r\n+NET",
                b"\r\n+CME ERROR:",
                b"\r\nAT+",
            ]);
        } else if self.known.escaping || !self.known.host_seen {
            ends.push(b"\r\nOK\r\n");
        }
        let ended = |at: usize| ends.iter().any(|end| rest[at..].starts_with(end));
        let may_end = |at: usize| !silent && ends.iter().any(|end| end.starts_with(&rest[at..]));
        let stop = (0..rest.len()).find(|at| ended(*at) || may_end(*at)).unwrap_or(rest.len());
        if stop > 0 {
            let role = if unframed { Role::Unframed } else { Role::Transparent };
            return Some((stop, What::Payload(role, End::Open), None, self.known.module_command));
        }
        if rest.is_empty() || !ended(0) {
            return None;
        }
        if unframed {
            self.known.module = Data::Lines
        } else {
            self.known.leave_data()
        }
        self.module(rest, silent)
    }

    fn module_line(&mut self, rest: &[u8], silent: bool) -> Option<Found> {
        let first = *rest.first()?;
        let digits = self.known.verbose == Some(false);
        if self.after_prompt {
            // What begins like a result in digits is more likely one than the copy of such data.
            let digit = digits && lines::digit(&rest[..1]).is_some() && rest.get(1).is_none_or(|byte| *byte == CR);
            if digit && rest.len() == 1 && !silent {
                return None;
            }
            self.after_prompt = first == b' ';
            if first == b' ' {
                return Some(plain(1, What::Blank));
            }
            if !digit
                && !matches!(first, CR | LF | 0)
                && let Some(copy) = self.known.copy_of_data()
            {
                self.known.module = copy;
                self.known.module_command = self.known.host_command;
                return self.module(rest, silent);
            }
        }
        let body = self.known.module == Data::Body;
        let inside = self.long[1] || body;
        if !inside && first == 0 {
            return Some(plain(1, What::Noise(Noise::Control)));
        }
        if !inside && first == b'>' {
            self.after_prompt = true;
            let command = self.known.prompt();
            return Some((1, What::Prompt(Prompt::Angle), None, command));
        }
        // A digit and a CR that no LF follows: results come in digits.
        if !inside && self.known.verbose.is_none() && rest.len() > 2 && rest[1] == CR && rest[2] != LF && lines::digit(&rest[..1]).is_some()
        {
            return self.complete(rest, 1, 2);
        }
        let at_cr = |text: &[u8]| !inside && (lines::is_copy(text) || digits && lines::digit(text).is_some());
        match self.cut(rest, silent, at_cr) {
            Cut::Wait => None,
            Cut::Long => {
                self.long[1] = true;
                Some(plain(self.limit, What::Noise(Noise::Overlong)))
            }
            Cut::Line { raw, .. } if std::mem::take(&mut self.long[1]) => Some(plain(raw, What::Noise(Noise::Overlong))),
            Cut::Line { text, raw } => self.complete(rest, text, raw),
        }
    }

    fn complete(&mut self, rest: &[u8], len: usize, raw: usize) -> Option<Found> {
        let text = &rest[..len];
        if self.known.module == Data::Body {
            self.known.module = Data::Lines;
            return Some((raw, What::Payload(Role::Body, End::Complete), None, self.known.module_command));
        }
        if text.is_empty() {
            return Some(plain(raw, What::Blank));
        }
        if lines::is_copy(text)
            && let Some(parts) = lines::commands(text.trim_ascii())
        {
            let text = text.trim_ascii();
            let command = if self.known.host_seen { self.known.pending.echo(text) } else { Some(self.known.command(&parts, text, true)) };
            return Some((raw, What::Echo, row_of(&parts), command));
        }
        let bare = raw == 2 && rest[1] == CR;
        if bare && text == b"2" {
            let (what, row, command) = self.known.line(b"RING");
            return Some((raw, what, row, command));
        }
        if let Some((code, row)) = lines::digit(text).filter(|_| bare || self.known.verbose == Some(false)) {
            self.known.verbose = Some(false);
            let (what, command) = self.known.result(code, b"");
            return Some((raw, what, Some(row).filter(|_| matches!(what, What::Final(_))), command));
        }
        let (what, row, command) = self.known.line(text);
        Some((raw, what, row, command))
    }

    /// A line ends with LF, CR LF, CR CR LF, or with a CR that something else follows, or that nothing has to follow.
    fn cut(&self, rest: &[u8], silent: bool, at_cr: impl Fn(&[u8]) -> bool) -> Cut {
        let Some(text) = rest.iter().take(self.limit).position(|byte| matches!(*byte, CR | LF)) else {
            return match rest.len() {
                len if len >= self.limit => Cut::Long,
                len if silent && len > 0 => Cut::Line { text: len, raw: len },
                _ => Cut::Wait,
            };
        };
        // No more than a byte beyond the limit is ever needed.
        let last = text + 2 > self.limit;
        let end = match &rest[text..] {
            [LF, ..] => 1,
            [CR, ..] if at_cr(&rest[..text]) => 1,
            [CR, LF, ..] => 2,
            [CR, CR, ..] if last => 1,
            [CR, CR, LF, ..] => 3,
            [CR] | [CR, CR] if !silent => return Cut::Wait,
            _ => 1,
        };
        Cut::Line { text, raw: text + end }
    }
}

/// Bytes of counted data that are here, how many are left then, and how that piece ends.
fn counted(rest: &[u8], left: u32, silent: bool) -> Option<(usize, u32, End)> {
    let len = rest.len().min(left as usize);
    let left = left - len as u32;
    match left {
        0 => Some((len, 0, End::Complete)),
        missing if silent => Some((len, 0, End::Truncated { missing })),
        _ if len == 0 => None,
        _ => Some((len, left, End::Open)),
    }
}

fn row_of(parts: &[Command<'_>]) -> Option<&'static str> {
    parts.first()?.row.map(|row| row.name())
}

fn goes_on(last: &Thing, next: &Thing, role: Role, end: End) -> bool {
    last.what == What::Payload(role, End::Open)
        && last.side == next.side
        && last.command == next.command
        && !matches!(end, End::CtrlZ | End::Cancelled)
}
