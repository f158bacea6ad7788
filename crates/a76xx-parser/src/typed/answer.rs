//! What the module answers: information, results, and the lines that explain an error.

use super::code::Reason;
use super::code_network::{
    AccessTechnology, BitErrorRate, CmeError, CmsError, ErrorForm, FunctionLevel, OperatorFormat, OperatorMode, RegistrationReport,
    RegistrationState, Rssi,
};
use super::code_service::{AsyncMode, DataMode, DnsError, ErrMode, HeaderType, IpError, RxMode, SendMode, SocketError, UdpRecvMode};
use super::lines::lines;
use super::link::{LinkId, LinkStates, OpenLink, ServerId};
use super::name::Ranges;
use super::value::{Address, Hex};
use super::words::SimState;
use crate::spec::finals::{CME_ERROR, CMS_ERROR};
use crate::spec::network::{COPS, CPSI, CREG};
use crate::spec::packet::{CEREG, CGACT, CGATT, CGDCONT, CGPADDR, CGREG, CPING};
use crate::spec::sim::CPIN;
use crate::spec::status::{CFUN, CMEE, CSQ};
use crate::spec::tcpip::{
    CDNSGIP, CIPACK, CIPCCFG, CIPCLOSE, CIPHEAD, CIPMODE, CIPOPEN, CIPRXGET, CIPSEND, CIPSENDMODE, CIPSRIP, CIPTIMEOUT, IPADDR, NETCLOSE,
    NETOPEN, SERVERSTART, SERVERSTOP,
};
use crate::spec::tcpip_lines::{CIPERROR, IP_ERROR};

lines! {
    /// A line that answers a command, completes it, or explains its `ERROR`.
    Answer<'b> {
        /// `+NETOPEN: 0`: the service is open, or why not (M 15.2.1). SIM767X names the context.
        NetOpen = NETOPEN / Result { err: SocketError, cid: Option<u8> }
        /// `+NETOPEN: 1` in the read answer: whether the service is open. Old relatives print a second figure.
        NetState = NETOPEN / ReadInfo { open: bool, detail: Option<u8> }
        /// `+NETCLOSE: 0`: the service is closed, or why not (M 15.2.2).
        NetClose = NETCLOSE / Result { err: SocketError, cid: Option<u8> }
        /// `+CIPOPEN: 1,0`: the link is open, or why not (M 15.2.3).
        CipOpen = CIPOPEN / Result { link: LinkId, err: SocketError }
        /// `+CIPOPEN: 0,"TCP","1.2.3.4",80,-1` or `+CIPOPEN: 1` in the read answer, one for each link.
        LinkInfo = CIPOPEN / ReadInfo { link: LinkId, open: Option<OpenLink<'b>> }
        /// `+CIPSEND: 1,5,5`: what became of the data (M 15.2.4).
        CipSend = CIPSEND / Result { link: LinkId, requested: u16, confirmed: i32 }
        /// `+CIPSEND: (0-9),(1-1500)` in the read answer (SIM7600).
        SendRanges = CIPSEND / ReadInfo { links: &'b [u8], lengths: &'b [u8] }
        /// `+CIPRXGET: 1` in the read answer: how received data are taken (M 15.2.5).
        RxState = CIPRXGET / ReadInfo { mode: RxMode }
        /// `+CIPRXGET: 2,0,7,3`: so many bytes follow.
        RxRead = CIPRXGET / Info(2) { link: LinkId, len: u16, rest: u32 }
        /// `+CIPRXGET: 3,0,7,3`: so many bytes follow, as two hexadecimal digits each.
        RxReadHex = CIPRXGET / Info(3) { link: LinkId, len: u16, rest: u32 }
        /// `+CIPRXGET: 4,0,10`: what a link holds.
        RxRest = CIPRXGET / Info(4) { link: LinkId, rest: u32 }
        /// `+CIPCLOSE: 1,0`: the link is closed, or why not (M 15.2.6).
        CipClose = CIPCLOSE / Result { link: LinkId, err: SocketError }
        /// `+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0` in the read answer.
        LinkStates = CIPCLOSE / ReadInfo { states: LinkStates }
        /// `+IPADDR: 10.71.155.118`: the own address (M 15.2.7).
        IpAddr = IPADDR / Info { ip: Address<'b> }
        /// `+IPADDR: Network not opened`, as the application note alone has it.
        NoIpAddr = IPADDR / Info { text: &'b [u8] }
        /// `+CIPHEAD: 1` (M 15.2.8).
        CipHead = CIPHEAD / ReadInfo { on: bool }
        /// `+CIPSRIP: 1` (M 15.2.9).
        CipSrip = CIPSRIP / ReadInfo { on: bool }
        /// `+CIPMODE: 0` (M 15.2.10).
        CipMode = CIPMODE / ReadInfo { mode: DataMode }
        /// `+CIPSENDMODE: 0` (M 15.2.11).
        CipSendMode = CIPSENDMODE / ReadInfo { mode: SendMode }
        /// `+CIPTIMEOUT: 120000,120000,120000` (M 15.2.12).
        CipTimeout = CIPTIMEOUT / ReadInfo { net_open: u32, cip_open: u32, cip_send: u32 }
        /// `+CIPCCFG: 10,0,0,1,0,0,500,0` (M 15.2.13).
        CipCcfg = CIPCCFG / ReadInfo {
            retries: u8, delay: u16, ack: u8, err_mode: ErrMode, header_type: HeaderType, async_mode: AsyncMode, timeout: u32,
            udp_mode: Option<UdpRecvMode>,
        }
        /// `+SERVERSTART: 0,8080` in the read answer, one for each server (M 15.2.14).
        ServerInfo = SERVERSTART / ReadInfo { server: ServerId, port: u16 }
        /// `+SERVERSTOP: 0,0`: the server has stopped, or why not (M 15.2.15).
        ServerStop = SERVERSTOP / Result { server: ServerId, err: SocketError }
        /// `+CIPACK: 10,10,5` (M 15.2.16).
        CipAck = CIPACK / Info { sent: u32, acked: u32, received: u32 }
        /// `+CDNSGIP: 0,10`: the name was not resolved (M 15.2.17).
        DnsFailed = CDNSGIP / Info(0) { error: DnsError }
        /// `+CDNSGIP: 1,"example.com","93.184.216.34"`: one address of the name.
        DnsAnswer = CDNSGIP / Info { index: u8, domain: &'b [u8], ip: Address<'b> as quoted }

        /// `+CIPERROR: 4`: why `ERROR` follows (M 15.2.4).
        CipError = CIPERROR / Info { err: SocketError }
        /// `+IP ERROR: No data`, `+IP ERROR: 22`: why `ERROR` follows (M 15.3.1).
        IpError = IP_ERROR / Info { reason: Reason<'b, IpError> }
        /// `+CME ERROR: SIM busy`, `+CME ERROR: 14` (M 28.3).
        CmeError = CME_ERROR / Result { reason: Reason<'b, CmeError> }
        /// `+CMS ERROR: 310` (M 28.4).
        CmsError = CMS_ERROR / Result { reason: Reason<'b, CmsError> }

        /// `+CPIN: READY` (M 6.2.2).
        Cpin = CPIN / ReadInfo { state: SimState<'b> }
        /// `+CSQ: 18,99` (M 3.2.2).
        Csq = CSQ / Info { rssi: Rssi, ber: BitErrorRate }
        /// `+CFUN: 1` (M 3.2.1).
        Cfun = CFUN / ReadInfo { level: FunctionLevel }
        /// `+CMEE: 2` (M 3.2.11).
        Cmee = CMEE / ReadInfo { form: ErrorForm }
        /// `+CREG: 0,1` (M 4.2.1).
        Creg = CREG / ReadInfo {
            report: RegistrationReport, stat: RegistrationState, lac: Option<Hex<'b>>, ci: Option<Hex<'b>>, act: Option<AccessTechnology>,
        }
        /// `+CGREG: 0,1` (M 5.2.1).
        Cgreg = CGREG / ReadInfo {
            report: RegistrationReport, stat: RegistrationState, lac: Option<Hex<'b>>, ci: Option<Hex<'b>>, act: Option<AccessTechnology>,
        }
        /// `+CEREG: 0,1` (M 5.2.2).
        Cereg = CEREG / ReadInfo {
            report: RegistrationReport, stat: RegistrationState, tac: Option<Hex<'b>>, ci: Option<Hex<'b>>, act: Option<AccessTechnology>,
        }
        /// `+COPS: 0,0,"Operator",7` (M 4.2.2).
        Cops = COPS / ReadInfo {
            mode: OperatorMode, format: Option<OperatorFormat>, operator: Option<&'b [u8]>, act: Option<AccessTechnology>,
        }
        /// `+CPSI: NO SERVICE,Online`: no cell (M 4.2.9).
        CpsiNone = CPSI / ReadInfo { system: &'b [u8], operation: &'b [u8] }
        /// `+CPSI: GSM,Online,460-00,0x182d,12401,27 EGSM 900,-64,2110,42-42` (M 4.2.9).
        CpsiGsm = CPSI / ReadInfo {
            system: &'b [u8], operation: &'b [u8], plmn: &'b [u8], area: &'b [u8], cell: u32, band: &'b [u8], rx_level: i16, track: i32,
            c1_c2: &'b [u8],
        }
        /// `+CPSI: LTE,Online,460-00,0x230A,175499523,318,EUTRAN-BAND3,1650,5,5,21,67,255,19` (M 4.2.9).
        CpsiLte = CPSI / ReadInfo {
            system: &'b [u8], operation: &'b [u8], plmn: &'b [u8], area: &'b [u8], cell: u32, physical_cell: i32, band: &'b [u8],
            earfcn: i32, downlink: i32, uplink: i32, rsrq: i32, rsrp: i32, rssi_level: i32, snr: i32,
        }
        /// `+CPSI: WCDMA,Online,460-01,0xA809,11122855,WCDMA IMT 2000,279,10663,0,2,62,33,52,500` (M 4.2.9).
        CpsiWcdma = CPSI / ReadInfo {
            system: &'b [u8], operation: &'b [u8], plmn: &'b [u8], area: &'b [u8], cell: u32, band: &'b [u8], scrambling: i32,
            frequency: i32, secondary: i32, ec_io: i32, rscp: i32, quality: i32, rx_level: i16, tx_power: i32,
        }
        /// `+CGATT: 1` (M 5.2.3).
        Cgatt = CGATT / ReadInfo { attached: bool }
        /// `+CGACT: 1,1`, one for each context (M 5.2.4).
        Cgact = CGACT / ReadInfo { cid: u8, active: bool }
        /// `+CGDCONT: 1,"IP","cmnet","0.0.0.0",0,0`, one for each context (M 5.2.5).
        Cgdcont = CGDCONT / ReadInfo {
            cid: u8, pdp_type: &'b [u8], apn: &'b [u8], pdp_addr: &'b [u8], data_comp: Option<u8>, header_comp: Option<u8>,
            ipv4_ctrl: Option<u8>, request_type: Option<u8>, pcscf: Option<u8>, signalling: Option<bool>,
        }
        /// `+CGPADDR: 1,10.71.155.118`, one for each context (M 5.2.13).
        Cgpaddr = CGPADDR / Info { cid: u8, ip: Option<Address<'b>>, pdp_ipv6: Option<&'b [u8]> }
        /// `+CPING: 1,119.75.217.56,64,410,255`: an echo came back (M 5.2.17).
        PingEcho = CPING / Info(1) { ip: Address<'b>, size: u16, rtt: u32, ttl: u8 }
        /// `+CPING: 2`: no echo in time.
        PingLost = CPING / Info(2)
        /// `+CPING: 3,4,4,0,410,550,490`: the summary, which completes the command.
        PingDone = CPING / Result(3) { pings: u8, came_back: u8, lost: u8, min_rtt: u32, max_rtt: u32, avg_rtt: u32 }

        ;
        /// The answer of a test form: `+CIPOPEN: (0-9),("TCP","UDP","UDP SERVER")`.
        Ranges(Ranges<'b>) = Ranges::of, Ranges::encode;
    }
}

impl Answer<'_> {
    /// The result that the line reports, for lines that complete or explain a command of the TCP/IP service.
    pub const fn err(&self) -> Option<SocketError> {
        match self {
            Self::NetOpen { err, .. }
            | Self::NetClose { err, .. }
            | Self::CipOpen { err, .. }
            | Self::CipClose { err, .. }
            | Self::ServerStop { err, .. }
            | Self::CipError { err } => Some(*err),
            _ => None,
        }
    }
}
