//! What a line means depends on what came before: the few bytes of memory that both kinds of parser share.

mod assume;
mod classify;
mod express;
mod head;
mod pending;
mod ring;

pub use assume::{Assume, Control};
pub(crate) use head::{head, plain_head};
pub(crate) use pending::{Need, Pending, Text, text_hash};
pub(crate) use ring::{Ring, Waiting};

use crate::event::{CommandNo, FinalCode};
use crate::line::{Line, count_at, host_form};
use crate::spec::{Command, Data, RowId, Shape, Then, tcpip, urc_boot, v25ter};

/// What the next bytes of a side are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Lines.
    Line,
    /// So many bytes of data.
    Counted { left: u32, kind: Counted },
    /// Data up to 1A or 1B; an ETX (03) takes the meaning off the byte behind it.
    CtrlZ,
    /// One line of text.
    Body,
    /// The data state.
    Data,
    /// Data without a count behind a `RECV FROM:` line.
    Unframed,
}

/// Whose counted data it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Received,
    ReceivedHex,
    Sent,
    SentEcho,
}

/// A setting that is on, off, or not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Unknown,
    On,
    Off,
}

/// The context of a stream.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of the wire, each seen or not")]
pub(crate) struct Context {
    pub(crate) ring: Ring,
    /// Number of the next command.
    pub(crate) next_no: u16,
    pub(crate) host: Phase,
    pub(crate) module: Phase,
    /// Commands whose data is under way on each side.
    pub(crate) host_data: Option<CommandNo>,
    pub(crate) module_data: Option<CommandNo>,
    /// The data that the last prompting command announced, for the module's copy of it.
    pub(crate) announced: Announced,
    /// The module has asked for the data that `host` stands for.
    pub(crate) prompted: bool,
    /// Host bytes were seen: the module's copies of commands are echoes, not the only sight of them.
    pub(crate) host_seen: bool,
    /// `+++` was sent, or DTR was dropped: an `OK` in the data state ends it.
    pub(crate) escaping: bool,
    /// A server was started: an accepted client may open the data state.
    pub(crate) server: bool,
    pub(crate) verbose: Setting,
    pub(crate) transparent: Setting,
    /// `AT+CIPHEAD`: pushed data carry `+IPD<n>`.
    pub(crate) head: Setting,
}

impl Context {
    pub(crate) const fn new(merged: bool) -> Self {
        Self {
            ring: Ring::new(merged),
            next_no: 0,
            host: Phase::Line,
            module: Phase::Line,
            host_data: None,
            module_data: None,
            announced: Announced(0),
            prompted: false,
            host_seen: false,
            escaping: false,
            server: false,
            verbose: Setting::Unknown,
            transparent: Setting::Unknown,
            head: Setting::Unknown,
        }
    }

    /// Takes in a command line: its parts become pending, and a prompting one makes the host's next bytes data.
    #[inline]
    pub(crate) fn command(&mut self, line: &Line<'_>, text: Text) -> CommandNo {
        let no = CommandNo(self.next_no);
        self.next_no = self.next_no.wrapping_add(1);
        self.pend(line, no, text);
        // The ring keeps four: what a longer line adds would only push the first ones out.
        let mut part = line.next();
        for _ in 1..4 {
            let Some(line) = part else { break };
            self.pend(&line, no, text);
            part = line.next();
        }
        no
    }

    /// The same for the module's own copy of one command of the extended syntax that the table holds.
    #[inline]
    pub(crate) fn echoed(&mut self, row: &'static Command, id: RowId, shape: Shape, params: &[u8]) -> CommandNo {
        let no = CommandNo(self.next_no);
        self.next_no = self.next_no.wrapping_add(1);
        self.pend_known(row, id, shape, params, no, Text::ECHOED);
        no
    }

    /// One command becomes pending, and changes what it changes before it is answered.
    fn pend(&mut self, line: &Line<'_>, no: CommandNo, text: Text) {
        let Some(row) = line.command else { return self.ring.push(Pending::unknown(line, no, text)) };
        if row.is(&v25ter::ESCAPE) {
            self.escaping = true;
        } else if row.is(&v25ter::ATV) {
            // Its own result comes in the new format already. Which one a missing value means is not settled.
            self.verbose = match line.int(0) {
                Some(0) => Setting::Off,
                Some(_) => Setting::On,
                None => Setting::Unknown,
            };
        }
        self.pend_known(row, line.row, line.asked().unwrap_or(Shape::Exec), line.params, no, text);
    }

    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn pend_known(&mut self, row: &'static Command, id: RowId, shape: Shape, params: &[u8], no: CommandNo, text: Text) {
        // The form matters only where something follows one of them.
        let form = if row.has().host_follows() { self.announce(row, shape, params, no) } else { None };
        self.ring.push(Pending::known(row, id, shape, form, params, no, text));
    }

    /// The form of a command, of which some are followed by data; where this one is, the host's next bytes are they.
    #[inline(never)]
    fn announce(&mut self, row: &'static Command, shape: Shape, params: &[u8], no: CommandNo) -> Option<u8> {
        let index = host_form(row, shape, params)?;
        let form = row.forms().get(usize::from(index))?;
        if let Some(announced) = announced(form.then(), params) {
            self.host = announced.phase(Counted::Sent);
            self.announced = announced;
            self.host_data = Some(no);
            self.prompted = false;
        }
        Some(index)
    }

    /// The module asked for data.
    pub(crate) fn prompt(&mut self) -> Option<CommandNo> {
        self.prompted = true;
        self.ring.prompting().map(|pending| pending.no)
    }

    /// A final result: settles the oldest command that waits for one, and applies what it set.
    #[inline]
    pub(crate) fn settle(&mut self, code: FinalCode) -> Option<CommandNo> {
        let no = match self.ring.waiting() {
            Waiting::None => None,
            Waiting::One(only) => self.settle_only(*only, code),
            Waiting::Many => self.settle_many(code),
        };
        if !matches!(self.host, Phase::Data) && (no.is_none() || no == self.host_data) {
            self.host = Phase::Line;
        }
        no
    }

    #[inline]
    fn settle_only(&mut self, pending: Pending, code: FinalCode) -> Option<CommandNo> {
        if pending.need() != Need::Final {
            return None;
        }
        self.ring.settle_only(code.is_ok());
        if code.is_ok() {
            self.apply(&pending);
        }
        Some(pending.no)
    }

    #[inline(never)]
    fn settle_many(&mut self, code: FinalCode) -> Option<CommandNo> {
        let mut no = None;
        while let Some(pending) = self.ring.settle(code.is_ok()) {
            no = Some(pending.no);
            if code.is_ok() {
                self.apply(&pending);
            }
            // One final result is for all commands of a line.
            if self.ring.front().is_none_or(|front| front.no != pending.no) {
                break;
            }
        }
        no
    }

    /// What a command that was carried out changes.
    #[inline]
    fn apply(&mut self, pending: &Pending) {
        if !pending.sets() {
            return;
        }
        let Some(row) = pending.row() else { return };
        let setting = if pending.arg() == Some(0) { Setting::Off } else { Setting::On };
        let sets = matches!(pending.shape(), Some(Shape::Write | Shape::Exec));
        if row.is(&v25ter::ATZ) || row.is(&v25ter::AT_F) {
            self.verbose = Setting::On;
        } else if sets && row.is(&tcpip::CIPMODE) {
            self.transparent = if pending.arg() == Some(1) { Setting::On } else { Setting::Off };
        } else if sets && row.is(&tcpip::CIPHEAD) {
            self.head = setting;
        } else if sets && row.is(&tcpip::SERVERSTART) {
            self.server = true;
        }
    }

    /// A restart: nothing of the past holds, but the numbers go on.
    pub(crate) fn restart(&mut self) {
        let (next_no, host_seen, mut ring) = (self.next_no, self.host_seen, self.ring);
        ring.clear();
        *self = Self { ring, next_no, host_seen, ..Self::new(false) };
    }

    /// Both sides enter the data state.
    pub(crate) fn enter_data(&mut self, no: Option<CommandNo>) {
        self.host = Phase::Data;
        self.module = Phase::Data;
        self.host_data = no;
        self.module_data = no;
        self.escaping = false;
    }

    /// Both sides return to lines.
    pub(crate) fn leave_data(&mut self) {
        self.host = Phase::Line;
        self.module = Phase::Line;
        self.escaping = false;
    }
}

/// What a prompting command announced: so many bytes, or data up to Ctrl-Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Announced(u32);

impl Announced {
    const CTRL_Z: Self = Self(u32::MAX);

    /// The phase of the side that sends or copies the data.
    pub(crate) fn phase(self, kind: Counted) -> Phase {
        match self {
            Self::CTRL_Z => Phase::CtrlZ,
            Self(left) => Phase::Counted { left, kind },
        }
    }
}

/// The data that a host form announces. A missing or senseless count announces none: the module will refuse it.
fn announced(then: Then, params: &[u8]) -> Option<Announced> {
    let (Then::Prompt(data) | Then::Download(data) | Then::ConnectData(data)) = then else { return None };
    let count = |field: u8| count_at(params, field).map(Announced).filter(|count| *count != Announced::CTRL_Z);
    match data {
        Data::Counted(field) => count(field),
        Data::CountedOrCtrlZ(field) => Some(count(field).unwrap_or(Announced::CTRL_Z)),
        Data::CtrlZ => Some(Announced::CTRL_Z),
    }
}

/// Whether a row's line announces a restart of the module.
fn is_boot(row: &Command) -> bool {
    row.is(&urc_boot::ATREADY) || row.is(&urc_boot::RDY)
}
