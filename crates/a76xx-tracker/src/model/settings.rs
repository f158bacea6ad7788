//! Settings that change framing, texts or deadlines.

use a76xx_parser::typed::{DataMode, DtrMode, ErrMode, ErrorForm, FunctionLevel, HeaderType, RxMode, SendMode, ServerId};

/// What is known of the settings; `None` where nothing has told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `ATE`.
    pub echo: Option<bool>,
    /// `ATV`.
    pub verbose: Option<bool>,
    /// `ATQ`: results are suppressed.
    pub quiet: Option<bool>,
    /// `AT+CMEE`.
    pub cmee: Option<ErrorForm>,
    /// `AT&D`.
    pub dtr: Option<DtrMode>,
    /// `AT+CIPMODE`.
    pub mode: Option<DataMode>,
    /// `AT+CIPRXGET`: pushed or buffered.
    pub rx: Option<RxMode>,
    /// `AT+CIPHEAD`.
    pub head: Option<bool>,
    /// `AT+CIPSRIP`.
    pub sender: Option<bool>,
    /// `AT+CIPSENDMODE`.
    pub send: Option<SendMode>,
    /// The host has asked for a TCP link, or for a server of such, which that may be for.
    pub streams: bool,
    /// `errMode` of `AT+CIPCCFG`.
    pub err_mode: Option<ErrMode>,
    /// `HeaderType` of `AT+CIPCCFG`.
    pub header: Option<HeaderType>,
    /// `AT+CIPTIMEOUT`: of NETOPEN, CIPOPEN and CIPSEND, in milliseconds; 0 where nothing has told.
    pub timeouts: [u32; 3],
    /// How many links the module has; `None` where nothing has told.
    pub links: Option<u8>,
    /// What the command under way asks for.
    pub asked: Wishes,
}

impl Settings {
    pub(crate) const START: Self = Self {
        echo: None,
        verbose: None,
        quiet: None,
        cmee: None,
        dtr: None,
        mode: None,
        rx: None,
        head: None,
        sender: None,
        send: None,
        streams: false,
        err_mode: None,
        header: None,
        timeouts: [0; 3],
        links: None,
        asked: Wishes { all: [None; 3] },
    };

    /// As a restart leaves them: what is not saved takes its default, what may have been saved is unknown (M 2.2.14, 15.2).
    pub(super) const RESTARTED: Self = Self {
        mode: Some(DataMode::COMMAND),
        rx: Some(RxMode::PUSH),
        head: Some(true),
        sender: Some(true),
        send: Some(SendMode::TAKEN),
        err_mode: Some(ErrMode::TEXT),
        header: Some(HeaderType::IPD),
        timeouts: [120_000; 3],
        ..Self::START
    };
}

/// A setting that a command asks for; it holds once the module has said `OK`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// `ATE`; without a value, here and in the next four, a default on which the sources do not agree.
    Echo(Option<bool>),
    /// `ATV`.
    Verbose(Option<bool>),
    /// `ATQ`.
    Quiet(Option<bool>),
    /// `AT+CMEE`.
    Cmee(Option<ErrorForm>),
    /// `AT&D`.
    Dtr(Option<DtrMode>),
    /// `AT+CIPMODE`.
    Mode(DataMode),
    /// `AT+CIPRXGET=0` or `1`.
    Rx(RxMode),
    /// `AT+CIPHEAD`.
    Head(bool),
    /// `AT+CIPSRIP`.
    Sender(bool),
    /// `AT+CIPSENDMODE`.
    Send(SendMode),
    /// `AT+CIPTIMEOUT`, in milliseconds; what is 0 stays.
    Timeouts([u32; 3]),
    /// `AT+CIPCCFG`; what is left out stays.
    Ccfg(Option<ErrMode>, Option<HeaderType>),
    /// `AT+CFUN`.
    Function(FunctionLevel),
    /// `AT+CGATT`.
    Attach(bool),
    /// `AT+CGACT`: for this context, or for all.
    Activate(bool, Option<u8>),
    /// `AT+CGDCONT`.
    Context,
    /// `AT+SERVERSTART`: this server on this port.
    Serve(ServerId, u16),
    /// `AT&F`, `ATZ`: the line's settings as the maker or `AT&W` left them.
    Restore,
}

/// What the newest command line asks for; a line may hold several commands, of which three settings are remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    all: [Option<Wish>; 3],
}

impl Wishes {
    pub(super) fn push(&mut self, wish: Wish) {
        if let Some(slot) = self.all.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(wish);
        }
    }

    /// Takes them all, if they are those of the command that was carried out.
    pub(super) fn take(&mut self, own: bool) -> impl Iterator<Item = Wish> + use<> {
        let all = if own { core::mem::take(&mut self.all) } else { [None; 3] };
        all.into_iter().flatten()
    }
}

impl Settings {
    /// Whether the wish came true is not known: a line of several commands ended in an error, and those before the one that failed were carried out.
    pub(super) fn doubt(&mut self, wish: Wish) {
        match wish {
            Wish::Echo(_) => self.echo = None,
            Wish::Verbose(_) => self.verbose = None,
            Wish::Quiet(_) => self.quiet = None,
            Wish::Cmee(_) => self.cmee = None,
            Wish::Dtr(_) => self.dtr = None,
            Wish::Mode(_) => self.mode = None,
            Wish::Rx(_) => self.rx = None,
            Wish::Head(_) => self.head = None,
            Wish::Sender(_) => self.sender = None,
            Wish::Send(_) => self.send = None,
            Wish::Timeouts(_) => self.timeouts = [0; 3],
            Wish::Ccfg(..) => (self.err_mode, self.header) = (None, None),
            Wish::Restore => (self.echo, self.verbose, self.quiet, self.dtr) = (None, None, None, None),
            // Of other subjects.
            Wish::Function(_) | Wish::Attach(_) | Wish::Activate(..) | Wish::Context | Wish::Serve(..) => {}
        }
    }

    pub(super) fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Echo(on) => self.echo = on,
            Wish::Verbose(on) => self.verbose = on,
            Wish::Quiet(on) => self.quiet = on,
            Wish::Cmee(form) => self.cmee = form,
            Wish::Dtr(mode) => self.dtr = mode,
            Wish::Mode(mode) => self.mode = Some(mode),
            Wish::Rx(mode) => self.rx = Some(mode),
            Wish::Head(on) => self.head = Some(on),
            Wish::Sender(on) => self.sender = Some(on),
            Wish::Send(mode) => self.send = Some(mode),
            Wish::Timeouts(asked) => {
                for (own, asked) in self.timeouts.iter_mut().zip(asked) {
                    if asked > 0 {
                        *own = asked;
                    }
                }
            }
            Wish::Ccfg(errors, header) => {
                self.err_mode = errors.or(self.err_mode);
                self.header = header.or(self.header);
            }
            Wish::Restore => self.doubt(wish),
            // Of other subjects.
            Wish::Function(_) | Wish::Attach(_) | Wish::Activate(..) | Wish::Context | Wish::Serve(..) => {}
        }
    }
}
