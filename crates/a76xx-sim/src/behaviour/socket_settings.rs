//! Settings of the socket service (M 15.2.8 to 15.2.13, 15.2.18, 15.2.22).

use a76xx_parser::spec::{Shape, tcpip, tcpip_more};
use a76xx_parser::typed::{AsyncMode, DataMode, ErrMode, HeaderType, Name, UdpRecvMode};
use a76xx_parser::{Answer, Request};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::state::Service;

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&tcpip::CIPHEAD, "(0-1)", Modem::switches),
    does(&tcpip::CIPSRIP, "(0-1)", Modem::switches),
    does(&tcpip::CIPMODE, "(0-1)", Modem::switches),
    does(&tcpip::CIPSENDMODE, "(0-1)", Modem::switches),
    does(&tcpip::CIPTIMEOUT, "", Modem::limits),
    does(&tcpip::CIPCCFG, "(0-10),(0-1000),(0),(0-1),(0-1),(0-1),(500-120000),(0-1)", Modem::parameters),
    does(&tcpip_more::CSOCKSETPN, "(1,6)", Modem::socket_context),
    does(&tcpip_more::CIPCFG, "", Modem::named_parameters),
];

impl Modem {
    fn switches(&mut self, call: &Call<'_>) -> Outcome {
        let settings = &mut self.settings;
        let answer = match call.request() {
            Some(Request::Read(Name::CipHead)) => Answer::CipHead { on: settings.head },
            Some(Request::Read(Name::CipSrip)) => Answer::CipSrip { on: settings.sender },
            Some(Request::Read(Name::CipMode)) => Answer::CipMode { mode: settings.mode },
            Some(Request::Read(Name::CipSendMode)) => Answer::CipSendMode { mode: settings.send },
            request => {
                match request {
                    Some(Request::CipHead { on }) => settings.head = on,
                    Some(Request::CipSrip { on }) => settings.sender = on,
                    Some(Request::Exec(Name::CipHead)) => settings.head = true,
                    Some(Request::Exec(Name::CipSrip)) => settings.sender = true,
                    Some(Request::CipSendMode { mode }) => settings.send = mode,
                    // It has an effect only before NETOPEN (M 15.2.10), which takes it over.
                    Some(Request::CipMode { mode }) => settings.mode = mode,
                    Some(Request::Exec(Name::CipMode)) => settings.mode = DataMode::COMMAND,
                    _ => return Outcome::Error,
                }
                return Outcome::Ok;
            }
        };
        self.info(&answer);
        Outcome::Ok
    }

    fn limits(&mut self, call: &Call<'_>) -> Outcome {
        let [net_open, cip_open, cip_send] = self.settings.timeouts;
        match call.request() {
            Some(Request::Read(Name::CipTimeout)) => self.info(&Answer::CipTimeout { net_open, cip_open, cip_send }),
            Some(Request::CipTimeout { net_open: net, cip_open: open, cip_send: send }) => {
                self.settings.timeouts = [net.unwrap_or(net_open), open.unwrap_or(cip_open), send.unwrap_or(cip_send)];
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    fn parameters(&mut self, call: &Call<'_>) -> Outcome {
        let known = self.config.profile.udp_mode;
        let settings = &mut self.settings;
        match call.request() {
            Some(Request::Read(Name::CipCcfg)) => {
                let answer = Answer::CipCcfg {
                    retries: settings.retries,
                    delay: settings.delay,
                    ack: 0,
                    err_mode: settings.err_mode,
                    header_type: settings.header,
                    async_mode: settings.async_mode,
                    timeout: settings.timeout,
                    udp_mode: known.then_some(settings.udp_mode),
                };
                self.info(&answer);
            }
            Some(Request::CipCcfg { udp_mode: Some(_), .. }) if !known => return Outcome::Error,
            Some(Request::CipCcfg { retries, delay, err_mode, header_type, async_mode, timeout, udp_mode, .. }) => {
                settings.retries = retries.unwrap_or(settings.retries);
                settings.delay = delay.unwrap_or(settings.delay);
                settings.err_mode = err_mode.unwrap_or(settings.err_mode);
                settings.header = header_type.unwrap_or(settings.header);
                settings.async_mode = async_mode.unwrap_or(settings.async_mode);
                settings.timeout = timeout.unwrap_or(settings.timeout);
                settings.udp_mode = udp_mode.unwrap_or(settings.udp_mode);
            }
            Some(Request::Exec(Name::CipCcfg)) => {
                (settings.retries, settings.delay, settings.timeout) = (10, 0, 500);
                (settings.err_mode, settings.header) = (ErrMode::TEXT, HeaderType::IPD);
                (settings.async_mode, settings.udp_mode) = (AsyncMode::SYNCHRONOUS, UdpRecvMode::JOINED);
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// Refused while the service is open (M 15.2.18).
    fn socket_context(&mut self, call: &Call<'_>) -> Outcome {
        match (call.shape, call.fits()) {
            (Shape::Read, true) => {
                let context = self.settings.socket_context.to_string();
                self.info_of(&tcpip_more::CSOCKSETPN, Shape::ReadInfo, context.as_bytes());
            }
            (Shape::Write, true) if self.service == Service::Closed => {
                let Some(context) = call.int(0).and_then(|context| u8::try_from(context).ok()) else { return Outcome::Error };
                self.settings.socket_context = context;
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }

    /// `transwaittm` and `DATAECHO` (M 15.2.22).
    fn named_parameters(&mut self, call: &Call<'_>) -> Outcome {
        let echo = if self.settings.data_echo { "ON" } else { "OFF" };
        let lines =
            [("\"transwaittm\"", self.settings.trans_wait.to_string(), "(5-1000)"), ("\"DATAECHO\"", echo.to_owned(), "(\"ON\",\"OFF\")")];
        match (call.shape, call.fits()) {
            (Shape::Test, _) => {
                for (name, _, ranges) in &lines {
                    self.info_of(&tcpip_more::CIPCFG, Shape::TestInfo, format!("{name},{ranges}").as_bytes());
                }
            }
            (Shape::Read, _) => {
                for (name, value, _) in &lines {
                    self.info_of(&tcpip_more::CIPCFG, Shape::ReadInfo, format!("{name},{value}").as_bytes());
                }
            }
            (Shape::Write, true) => {
                let (name, value) = (call.line.field(0).unwrap_or_default(), call.line.field(1));
                let [first, second] =
                    [0, 1].map(|index: usize| lines.get(index).map_or(String::new(), |(name, value, _)| format!("{name},{value}")));
                let number = call.int(1).and_then(|number| u16::try_from(number).ok());
                match (name.to_ascii_lowercase().as_slice(), value) {
                    (b"transwaittm", None) => self.info_of(&tcpip_more::CIPCFG, Shape::ReadInfo, first.as_bytes()),
                    (b"dataecho", None) => self.info_of(&tcpip_more::CIPCFG, Shape::ReadInfo, second.as_bytes()),
                    (b"transwaittm", Some(_)) if number.is_some_and(|number| (5..=1000).contains(&number)) => {
                        self.settings.trans_wait = number.unwrap_or_default();
                    }
                    (b"dataecho", Some(b"ON" | b"on")) => self.settings.data_echo = true,
                    (b"dataecho", Some(b"OFF" | b"off")) => self.settings.data_echo = false,
                    _ => return Outcome::Error,
                }
            }
            _ => return Outcome::Error,
        }
        Outcome::Ok
    }
}
