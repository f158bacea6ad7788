//! What the host asks for.

use super::code_network::{AccessTechnology, DtrMode, ErrorForm, FunctionLevel, OperatorFormat, OperatorMode, RegistrationReport};
use super::code_service::{AddressFamily, AsyncMode, DataMode, ErrMode, HeaderType, RxMode, SendMode, UdpRecvMode};
use super::lines::lines;
use super::link::{LinkId, ServerId};
use super::name::Name;
use super::words::Protocol;
use crate::spec::Shape;
use crate::spec::network::{COPS, CPSI, CREG};
use crate::spec::packet::{CEREG, CGACT, CGATT, CGDCONT, CGPADDR, CGREG, CPING};
use crate::spec::serial::AT_D;
use crate::spec::sim::CPIN;
use crate::spec::status::{CFUN, CMEE};
use crate::spec::tcpip::{
    CDNSGIP, CIPACK, CIPCCFG, CIPCLOSE, CIPHEAD, CIPMODE, CIPOPEN, CIPRXGET, CIPSEND, CIPSENDMODE, CIPSRIP, CIPTIMEOUT, IPADDR, NETCLOSE,
    NETOPEN, SERVERSTART, SERVERSTOP,
};
use crate::spec::v25ter::{ATE, ATI, ATO, ATQ, ATV, ATX};

lines! {
    /// A command of the host.
    Request<'b> {
        /// `AT+NETOPEN=1`: start the service on a context (SIM767X).
        NetOpen = NETOPEN / Write { cid: u8 }
        /// `AT+NETCLOSE=1`: stop the service on a context (SIM767X).
        NetClose = NETCLOSE / Write { cid: u8 }
        /// `AT+CIPOPEN=0,"TCP","example.com",80`: open a link (M 15.2.3). UDP needs the own port.
        CipOpen = CIPOPEN / Write {
            link: LinkId, protocol: Protocol<'b>, host: Option<&'b [u8]>, port: Option<u16>, local_port: Option<u16>,
        }
        /// `AT+CIPSEND=0,5`, `AT+CIPSEND=0,`: send so many bytes, or up to Ctrl-Z (M 15.2.4).
        CipSend = CIPSEND / Write { link: LinkId, length: Option<u16>, host: Option<&'b [u8]>, port: Option<u16> }
        /// `AT+CIPRXGET=2,0,100`: read at most so many bytes (M 15.2.5).
        RxRead = CIPRXGET / Write(2) { link: LinkId, at_most: Option<u16> }
        /// `AT+CIPRXGET=3,0,100`: the same as hexadecimal digits, at most 750 bytes.
        RxReadHex = CIPRXGET / Write(3) { link: LinkId, at_most: Option<u16> }
        /// `AT+CIPRXGET=4,0`: ask how much a link holds.
        RxRest = CIPRXGET / Write(4) { link: LinkId }
        /// `AT+CIPRXGET=1`: choose how received data are taken.
        RxMode = CIPRXGET / Write { mode: RxMode }
        /// `AT+CIPCLOSE=0` (M 15.2.6).
        CipClose = CIPCLOSE / Write { link: LinkId }
        /// `AT+IPADDR=1`: ask for the address on a context (SIM767X).
        IpAddr = IPADDR / Write { cid: u8 }
        /// `AT+CIPHEAD=1` (M 15.2.8).
        CipHead = CIPHEAD / Write { on: bool }
        /// `AT+CIPSRIP=1` (M 15.2.9).
        CipSrip = CIPSRIP / Write { on: bool }
        /// `AT+CIPMODE=1` (M 15.2.10).
        CipMode = CIPMODE / Write { mode: DataMode }
        /// `AT+CIPSENDMODE=0` (M 15.2.11).
        CipSendMode = CIPSENDMODE / Write { mode: SendMode }
        /// `AT+CIPTIMEOUT=30000,20000,40000` (M 15.2.12).
        CipTimeout = CIPTIMEOUT / Write { net_open: Option<u32>, cip_open: Option<u32>, cip_send: Option<u32> }
        /// `AT+CIPCCFG=10,0,0,1,1,0,500` (M 15.2.13).
        CipCcfg = CIPCCFG / Write {
            retries: Option<u8>, delay: Option<u16>, ack: Option<u8>, err_mode: Option<ErrMode>, header_type: Option<HeaderType>,
            async_mode: Option<AsyncMode>, timeout: Option<u32>, udp_mode: Option<UdpRecvMode>,
        }
        /// `AT+SERVERSTART=8080,0` (M 15.2.14).
        ServerStart = SERVERSTART / Write { port: u16, server: ServerId, backlog: Option<u8> }
        /// `AT+SERVERSTOP=0` (M 15.2.15).
        ServerStop = SERVERSTOP / Write { server: ServerId }
        /// `AT+CIPACK=0` (M 15.2.16).
        CipAck = CIPACK / Write { link: LinkId }
        /// `AT+CDNSGIP="example.com"` (M 15.2.17).
        CdnsGip = CDNSGIP / Write { domain: &'b [u8] }

        /// `ATE0`, `ATE` (M 2.2.8).
        Echo = ATE / Exec { setting: Option<bool> }
        /// `ATV0`, `ATV` (M 2.2.10).
        Verbose = ATV / Exec { setting: Option<bool> }
        /// `ATQ1`, `ATQ` (M 2.2.12).
        Quiet = ATQ / Exec { setting: Option<bool> }
        /// `ATX4` (M 2.2.13).
        ConnectText = ATX / Exec { value: Option<u8> }
        /// `ATI` (M 2.2.7).
        Describe = ATI / Exec { value: Option<u8> }
        /// `ATO`: back to the data state (M 2.2.6).
        Online = ATO / Exec { value: Option<u8> }
        /// `AT&D1` (M 10.2.1).
        Dtr = AT_D / Exec { drop: Option<DtrMode> }
        /// `AT+CPIN=1234` (M 6.2.2).
        Cpin = CPIN / Write { pin: &'b [u8], new_pin: Option<&'b [u8]> }
        /// `AT+CFUN=1,1` (M 3.2.1).
        Cfun = CFUN / Write { level: FunctionLevel, reset: Option<bool> }
        /// `AT+CMEE=2` (M 3.2.11).
        Cmee = CMEE / Write { form: ErrorForm }
        /// `AT+CREG=2` (M 4.2.1).
        Creg = CREG / Write { report: RegistrationReport }
        /// `AT+CGREG=2` (M 5.2.1).
        Cgreg = CGREG / Write { report: RegistrationReport }
        /// `AT+CEREG=2` (M 5.2.2).
        Cereg = CEREG / Write { report: RegistrationReport }
        /// `AT+COPS=1,2,"26201"` (M 4.2.2).
        Cops = COPS / Write {
            mode: OperatorMode, format: Option<OperatorFormat>, operator: Option<&'b [u8]>, act: Option<AccessTechnology>,
        }
        /// `AT+CPSI=5`: report every so many seconds (SIM7600).
        Cpsi = CPSI / Write { seconds: u8 }
        /// `AT+CGATT=1` (M 5.2.3).
        Cgatt = CGATT / Write { attached: bool }
        /// `AT+CGACT=1,1`: for one context, or for all (M 5.2.4).
        Cgact = CGACT / Write { active: bool, cid: Option<u8> }
        /// `AT+CGDCONT=1,"IP","internet"`; a context alone is deleted (M 5.2.5).
        Cgdcont = CGDCONT / Write {
            cid: u8, pdp_type: Option<&'b [u8]>, apn: Option<&'b [u8]>, pdp_addr: Option<&'b [u8]>, data_comp: Option<u8>,
            header_comp: Option<u8>, ipv4_ctrl: Option<u8>, request_type: Option<u8>, pcscf: Option<u8>, signalling: Option<bool>,
        }
        /// `AT+CGPADDR=1` (M 5.2.13).
        Cgpaddr = CGPADDR / Write { cid: u8 }
        /// `AT+CPING="example.com",1` (M 5.2.17).
        Cping = CPING / Write {
            host: &'b [u8], family: AddressFamily, pings: Option<u8>, packet: Option<u16>, interval: Option<u32>, wait: Option<u32>,
            ttl: Option<u8>,
        }

        ;
        /// `AT+CIPOPEN=?`: ask what a command takes.
        Test(Name) = |line| Name::alone(line, Shape::Test), |name: &Name, out| name.encode(out, Shape::Test);
        /// `AT+CIPOPEN?`: ask for the state or the setting.
        Read(Name) = |line| Name::alone(line, Shape::Read), |name: &Name, out| name.encode(out, Shape::Read);
        /// `AT+NETOPEN`, `AT+CIPHEAD`, `AT`, `+++`: do it, or set the default.
        Exec(Name) = |line| Name::alone(line, Shape::Exec), |name: &Name, out| name.encode(out, Shape::Exec);
    }
}
