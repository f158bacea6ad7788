//! What the capture is like: whose bytes it holds, and whether they are the bytes that went over the wire.

use a76xx_parser::spec::urc_boot::{ATREADY, RDY};
use a76xx_parser::{End, Event, FinalCode, Guess, Kind, Noise, Role, Side};

use super::damage;
use super::dialect::{self, Dialect, Sign};
use crate::time::{EventNo, Mark};

/// What is known of the capture itself. Counts stop at 255.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of the capture, each seen or not")]
pub struct Capture {
    /// Lines of the module that ended as the wire ends them, with CR.
    pub exact_lines: u8,
    /// Lines of the module, and commands, that ended with a lone LF: the capture changed line ends.
    pub bare_lines: u8,
    /// Events whose place or length was guessed.
    pub guesses: u8,
    /// Pieces of program prints and other foreign text.
    pub foreign: u8,
    /// Damaged lines and stray control bytes.
    pub damaged: u8,
    /// Answers, final result codes and prompts: what the module says when it was asked.
    pub answers: u8,
    /// NUL bytes outside of data.
    pub nuls: u8,
    /// Commands seen as the host sent them.
    pub host: u8,
    /// Lines, prompts and data of the module.
    pub module: u8,
    /// Commands that stand twice: as the host sent them, and as the module's echo.
    pub copies: u8,
    /// What casts doubt on it.
    pub doubts: Doubts,
    /// Commands in a row that stood once, and, behind them, that stood twice.
    style: [u8; 2],
    echoed: bool,
    /// The last piece was data of the module of which a part is missing.
    pub ends_short: bool,
    /// Text beside the wire speaks of `OK` or `ERROR`: answers may be there in another form.
    pub retold: bool,
    eight_bit: bool,
    dialect: Option<Dialect>,
    /// A command of another family, which the module has not answered yet.
    suspect: Option<Sign>,
    /// Control bytes of the payload under way.
    controls: u32,
    /// The first command.
    pub first_command: Option<EventNo>,
    /// The last damaged line.
    pub last_damage: Option<EventNo>,
    /// Stamps went backwards here.
    pub backwards: Option<EventNo>,
}

/// What casts doubt on the bytes that the capture holds, or on that it is one capture. Counts stop at 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of the capture, each seen or not")]
pub struct Doubts {
    /// Frames of a multiplexer or of PPP were seen.
    pub framed: bool,
    /// Data or text hold characters that stand for bytes that were lost.
    pub substituted: bool,
    /// Binary data came, none of whose bytes is above 7F.
    pub seven_bit: bool,
    /// Data were shorter than announced, and the capture does not hold all bytes.
    pub edited: bool,
    /// Data of an announced length came although the capture changed line ends.
    pub lengths_lost: bool,
    /// Weight of the lines whose bytes no line of the wire holds: two for a line that is the wire's own, one for others.
    pub garbled: u8,
    /// Commands that were answered, but whose final result code is missing though the host went on.
    pub finals_missing: u8,
    /// Places where another capture seems to begin.
    pub seams: u8,
    native: bool,
    signs: u8,
}

impl Doubts {
    const NONE: Self = Self {
        framed: false,
        substituted: false,
        seven_bit: false,
        edited: false,
        lengths_lost: false,
        garbled: 0,
        finals_missing: 0,
        seams: 0,
        native: false,
        signs: 0,
    };
}

/// Distinct control bytes that text, and the protocols of small numbers, do not hold in one payload.
const BINARY: u32 = 20;
/// Commands that show whether commands stand once or twice.
const STYLE: [u8; 2] = [3, 2];

impl Capture {
    pub(crate) const START: Self = Self {
        exact_lines: 0,
        bare_lines: 0,
        guesses: 0,
        foreign: 0,
        damaged: 0,
        answers: 0,
        nuls: 0,
        host: 0,
        module: 0,
        copies: 0,
        doubts: Doubts::NONE,
        style: [0; 2],
        echoed: false,
        ends_short: false,
        retold: false,
        eight_bit: false,
        dialect: None,
        suspect: None,
        controls: 0,
        first_command: None,
        last_damage: None,
        backwards: None,
    };

    /// Whether line ends and counts can be relied on: none was changed or guessed.
    pub const fn is_exact(&self) -> bool {
        self.bare_lines == 0 && self.guesses == 0
    }

    /// Whether commands are in the capture at all, as the host's bytes or as echoes.
    pub const fn shows_commands(&self) -> bool {
        self.host > 0
    }

    /// Whether the module's answers are in the capture at all.
    pub const fn shows_answers(&self) -> bool {
        self.module > 0
    }

    /// Whether final result codes are left out: more than one command went without, though it was answered and the host went on.
    pub const fn drops_finals(&self) -> bool {
        self.doubts.finals_missing > 1
    }

    /// Whether bytes of the wire's own lines are wrong.
    pub const fn is_garbled(&self) -> bool {
        self.doubts.garbled > 1
    }

    /// Whether the module is of another family: its link rules are not those of the table.
    pub const fn is_foreign(&self) -> bool {
        self.doubts.signs >= dialect::ENOUGH && !self.doubts.native
    }

    /// The family, where the module is of another one.
    pub const fn dialect(&self) -> Option<Dialect> {
        if self.is_foreign() { self.dialect } else { None }
    }

    /// An event, in so far as the parser had to guess.
    pub(super) fn guessed(&mut self, event: &Event<'_>) {
        if !matches!(event.guess, Guess::None | Guess::Echo) {
            up(&mut self.guesses);
        }
    }

    pub(super) fn note(&mut self, event: &Event<'_>, opens: bool, now: Mark) {
        let raw = event.raw;
        self.guessed(event);
        let short = self.ends_short;
        match &event.kind {
            Kind::Blank => return,
            Kind::Payload(payload) => {
                let received = matches!(payload.role, Role::Received | Role::ReceivedHex);
                self.ends_short = received && matches!(payload.end, End::Truncated { missing: 1.. });
                self.data(raw, payload.role, payload.end);
            }
            _ => {
                self.ends_short &= event.side.is_none() || matches!(event.kind, Kind::Noise(_));
                self.line(event, now);
            }
        }
        // A restart cuts data short as well.
        let boots = || event.kind.line().and_then(|line| line.command).is_some_and(|row| row.is(&ATREADY) || row.is(&RDY));
        self.doubts.edited |= short && !self.ends_short && !boots() && !self.is_exact();
        if opens {
            up(&mut self.host);
            self.first_command.get_or_insert(now.event);
        }
        if event.side == Some(Side::Module) && !matches!(event.kind, Kind::Echo(_)) {
            up(&mut self.module);
            if matches!(event.kind, Kind::Answer(_) | Kind::Final(_) | Kind::Prompt(_)) {
                up(&mut self.answers);
            }
        }
    }

    /// A line, or what should have been one.
    fn line(&mut self, event: &Event<'_>, now: Mark) {
        let raw = event.raw;
        if event.side == Some(Side::Module) && event.kind.line().is_some() {
            match raw {
                [.., b'\r', b'\n'] | [.., b'\r'] => up(&mut self.exact_lines),
                [.., b'\n'] => up(&mut self.bare_lines),
                _ => {}
            }
        }
        // No module takes a line feed alone for the end of a command.
        if event.side == Some(Side::Host) && matches!(event.kind, Kind::Command(_)) && raw.ends_with(b"\n") && !raw.ends_with(b"\r\n") {
            up(&mut self.bare_lines);
        }
        let look = damage::look(raw);
        if self.answers == 0 && matches!(event.kind, Kind::Foreign(_) | Kind::Command(_)) {
            self.retold |= retells(raw);
        }
        if look.high {
            self.doubts.framed |= damage::has_frames(raw);
        }
        match &event.kind {
            Kind::Foreign(text) if !text.trim_ascii().is_empty() => {
                up(&mut self.foreign);
                self.doubts.substituted |= look.high && damage::has_substitutes(raw);
                if damage::was_answer(text.trim_ascii()) {
                    self.last_damage = Some(now.event);
                    up(&mut self.doubts.garbled);
                }
            }
            Kind::Noise(Noise::Control) if raw.contains(&0) && event.side == Some(Side::Host) => {}
            Kind::Noise(Noise::Control) if raw.contains(&0) => up(&mut self.nuls),
            Kind::Noise(noise) => {
                up(&mut self.damaged);
                if *noise == Noise::Damaged {
                    self.last_damage = Some(now.event);
                    self.doubts.garbled = self.doubts.garbled.saturating_add(2);
                } else if *noise == Noise::Overlong && look.high && !self.doubts.framed {
                    up(&mut self.doubts.garbled);
                }
            }
            // What the host sends and the module repeats is ASCII, in quotes too.
            Kind::Command(_) | Kind::Echo(_) if look.high && damage::has_substitutes(raw) => {
                self.last_damage = Some(now.event);
                self.doubts.garbled = self.doubts.garbled.saturating_add(2);
            }
            _ if (look.high || look.controls != 0) && !self.doubts.framed && damage::is_garbled(raw) => {
                self.last_damage = Some(now.event);
                if event.kind.line().is_some_and(|line| line.command.is_some()) {
                    self.doubts.garbled = self.doubts.garbled.saturating_add(2);
                } else if look.high && self.is_exact() {
                    // Where bytes are missing, this may be data.
                    up(&mut self.doubts.garbled);
                }
            }
            _ => {}
        }
        self.family(event);
    }

    /// A piece of data.
    fn data(&mut self, raw: &[u8], role: Role, end: End) {
        // Once a byte above 7E has come whole, the capture keeps them.
        if !self.eight_bit {
            let look = damage::look(raw);
            self.controls |= look.controls;
            if look.high {
                self.doubts.framed |= role == Role::Transparent && damage::has_frames(raw);
                self.doubts.substituted |= damage::has_substitutes(raw);
                self.eight_bit = core::str::from_utf8(raw).is_err();
            } else if end != End::Open && self.controls.count_ones() >= BINARY {
                self.doubts.seven_bit = true;
            }
        }
        if end != End::Open {
            self.controls = 0;
        }
    }

    /// What the event tells of the family.
    fn family(&mut self, event: &Event<'_>) {
        match &event.kind {
            Kind::Command(line) | Kind::Echo(line) if line.command.is_none() => {
                self.suspect = dialect::of_command(line.name).or(self.suspect);
            }
            Kind::Urc(line) | Kind::Answer(line) => match line.command {
                None => self.sign(dialect::of_words(event.raw)),
                Some(row) if dialect::names_module(row) => match dialect::of_model(event.raw) {
                    Some(Ok(())) => self.doubts.native = true,
                    Some(Err(sign)) => self.sign(Some(sign)),
                    None => {}
                },
                Some(_) => {}
            },
            Kind::Text(text) => self.sign(dialect::of_words(text)),
            Kind::Foreign(text) => self.sign(dialect::of_words(text).or_else(|| dialect::of_words(dialect::quoted(text)?))),
            Kind::Final(last) => {
                // Taken, or refused: either way it is settled.
                let sign = self.suspect.take();
                self.sign(sign.filter(|_| last.code == FinalCode::Ok));
            }
            _ => {}
        }
    }

    fn sign(&mut self, sign: Option<Sign>) {
        if let Some(sign) = sign {
            self.doubts.signs = self.doubts.signs.saturating_add(sign.weight);
            self.dialect = Some(sign.dialect);
        }
    }

    /// A command other than a bare `AT` was sent. Whether the one before it had been answered, but not to its end.
    pub(super) fn command(&mut self, unfinished: bool) {
        if unfinished {
            up(&mut self.doubts.finals_missing);
        }
        if !core::mem::take(&mut self.echoed) && self.host > 1 {
            up(&mut self.style[0]);
            self.style[1] = 0;
        }
    }

    /// A command was repeated as its echo. Whether commands had stood once before: then another capture begins.
    pub(super) fn copy(&mut self) -> bool {
        up(&mut self.copies);
        if !core::mem::replace(&mut self.echoed, true) {
            up(&mut self.style[1]);
        }
        let seam = self.style[0] >= STYLE[0] && self.style[1] >= STYLE[1];
        if seam {
            self.seam();
        } else if self.style[1] >= STYLE[1] {
            self.style = [0; 2];
        }
        seam
    }

    /// What is still to come is not the sequel of what came.
    pub(super) fn seam(&mut self) {
        up(&mut self.doubts.seams);
        self.style = [0; 2];
    }

    /// Commands may be echoed from now on, or no more.
    pub(super) fn echo_changes(&mut self) {
        (self.style, self.echoed) = ([0; 2], false);
    }
}

fn up(count: &mut u8) {
    *count = count.saturating_add(1);
}

/// Whether a text speaks of an answer: `OK`, `ERROR`, or an arrow before a line's head (`-> +CSQ: 20,99`).
fn retells(text: &[u8]) -> bool {
    let mut words = text.split(|byte| !byte.is_ascii_alphanumeric());
    words.any(|word| matches!(word, b"OK" | b"ERROR")) || text.windows(3).any(|part| part == b"> +")
}
