//! What the module says on its own.

use core::net::SocketAddrV4;

use super::code_network::{
    AccessTechnology, BitErrorRate, DaylightSaving, FunctionLevel, RegistrationState, Rssi, SystemMode, TemperatureAlarm,
};
use super::code_service::CloseReason;
use super::lines::lines;
use super::link::{LinkId, ServerId};
use super::value::Hex;
use super::words::SimState;
use crate::spec::network::{CNSMOD, CREG};
use crate::spec::packet::{CEREG, CGEV, CGREG};
use crate::spec::sim::CPIN;
use crate::spec::status::{CFUN, CSQ};
use crate::spec::supply::{
    CMTE_URC, NORMAL_POWER_DOWN, OVER_VOLTAGE, OVER_VOLTAGE_DOWN, OVER_VOLTAGE_NN, OVER_VOLTAGE_NN_DOWN, UNDER_VOLTAGE, UNDER_VOLTAGE_DOWN,
    UNDER_VOLTAGE_NN, UNDER_VOLTAGE_NN_DOWN,
};
use crate::spec::tcpip::CIPRXGET;
use crate::spec::tcpip_lines::{CIPEVENT, CIPRXGETIP, CLIENT, CLOSED, IPCLOSE, IPD, RECEIVE, RECV_FROM, RECV_FROM_PLUS};
use crate::spec::urc_boot::{
    ATREADY, COPN_URC, CTZV, DST, ISIMAID, MSTK, PB_DONE, PSNWID, PSUTTZ, QCRDY, RADIOPOWER, RDY, SIMCARD, SMS_DONE,
};
use crate::spec::urc_voice::{CRING, MISSED_CALL, RING, VOICE_CALL};

lines! {
    /// A line that the module sends unasked, of the TCP/IP service or of what supports it.
    Urc<'b> {
        /// `+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY`: every link is gone (M 15.4).
        NetworkClosed = CIPEVENT / Urc("NETWORK CLOSED UNEXPECTEDLY")
        /// `+CIPEVENT: …` with a text that no document has.
        ServiceEvent = CIPEVENT / Urc { text: &'b [u8] }
        /// `+IPCLOSE: 1,1`: a link was closed from outside (M 15.4).
        IpClose = IPCLOSE / Urc { link: LinkId, reason: CloseReason }
        /// `+CLIENT: 0,0,192.168.108.5:57202`: a server accepted a link (M 15.4).
        Client = CLIENT / Urc { link: LinkId, server: ServerId, peer: SocketAddrV4 }
        /// `+CIPRXGET: 1,0`: a link's buffer is no longer empty (M 15.2.5).
        DataWaiting = CIPRXGET / Urc(1) { link: LinkId }
        /// `+CIPRXGETIP:1.2.3.4:80`: the sender of buffered data (M 15.2.5).
        Sender = CIPRXGETIP / Urc { peer: SocketAddrV4 }
        /// `RECV FROM:1.2.3.4:80`: the sender of the pushed data behind it (M 15.2.5).
        RecvFrom = RECV_FROM or RECV_FROM_PLUS / Urc { peer: SocketAddrV4 }
        /// `+IPD16`: so many bytes of pushed data follow (M 15.2.5).
        Ipd = IPD / Urc { len: u16 }
        /// `+RECEIVE,0,16`: so many bytes of pushed data of this link follow (M 15.2.13).
        Receive = RECEIVE / Urc { link: LinkId, len: u16 }
        /// `CLOSED`: the transparent link is closed (M 15.2.6).
        Closed = CLOSED / Urc

        /// `*ATREADY: 1`: the module runs (A76XX).
        AtReady = ATREADY / Urc { on: bool }
        /// `RDY`: the module runs (SIM7600).
        Ready = RDY or QCRDY / Urc
        /// `SMS DONE`: messages are ready.
        SmsDone = SMS_DONE / Urc
        /// `PB DONE`: the phone book is ready.
        PhonebookDone = PB_DONE / Urc
        /// `*ISIMAID: "A000…"`: the SIM's IMS application.
        Isimaid = ISIMAID / Urc { text: &'b [u8] }
        /// `*COPN:0,"KT"`: the operator found at boot.
        OperatorFound = COPN_URC / Urc { number: u8, operator: &'b [u8] }
        /// `*RADIOPOWER: 0` (M 27.2.1).
        RadioPower = RADIOPOWER / Urc { on: bool }
        /// `+SIMCARD: NOT AVAILABLE` (M 27.2.1).
        SimCard = SIMCARD / Urc { text: &'b [u8] }
        /// `+MSTK: 11, "D081…"`: a request of the SIM's toolkit.
        Toolkit = MSTK / Urc { number: u8, data: Option<&'b [u8]> }
        /// `+CPIN: READY`: the state of the SIM (M 6.2.2).
        Cpin = CPIN / Urc { state: SimState<'b> }
        /// `+CFUN: 1`, as SIM868 prints at boot.
        Cfun = CFUN / Urc { level: FunctionLevel }

        /// `+CREG: 1,"1A2B","01C3D4E5"`: registration (M 4.2.1).
        Creg = CREG / Urc { stat: RegistrationState, lac: Option<Hex<'b>>, ci: Option<Hex<'b>>, act: Option<AccessTechnology> }
        /// `+CGREG: …`: registration for packet data (M 5.2.1).
        Cgreg = CGREG / Urc { stat: RegistrationState, lac: Option<Hex<'b>>, ci: Option<Hex<'b>>, act: Option<AccessTechnology> }
        /// `+CEREG: …`: registration for LTE (M 5.2.2).
        Cereg = CEREG / Urc { stat: RegistrationState, tac: Option<Hex<'b>>, ci: Option<Hex<'b>>, act: Option<AccessTechnology> }
        /// `+CGEV: EPS PDN ACT 1`: a packet event, as text (M 5.2.15).
        PacketEvent = CGEV / Urc { text: &'b [u8] }
        /// `+CSQ: 18,99`, as `AT+AUTOCSQ=1` lets it come (M 3.2.3).
        Csq = CSQ / Urc { rssi: Rssi, ber: BitErrorRate }
        /// `+CNSMOD: 8`: the system in use.
        SystemInUse = CNSMOD / Urc { system: SystemMode }
        /// `+CTZV: 32,24/05/01,10:20:30,0`: time of the network (M 4.2.13).
        Ctzv = CTZV / Urc { zone: i8, date: Option<&'b [u8]>, time: Option<&'b [u8]>, dst: Option<DaylightSaving> }
        /// `+CTZV:24/05/01,10:20:30,+32`, as SIM7600 orders it.
        CtzvTimeFirst = CTZV / Urc { date: &'b [u8], time: &'b [u8], zone: i8, dst: Option<DaylightSaving> }
        /// `*PSUTTZ: …`: time of the network, older members.
        Psuttz = PSUTTZ / Urc { text: &'b [u8] }
        /// `*PSNWID: …`: name of the network, older members.
        Psnwid = PSNWID / Urc { text: &'b [u8] }
        /// `DST: 0`: daylight saving, older members.
        Dst = DST / Urc { dst: DaylightSaving }

        /// `RING`: a call comes in (M 28.1).
        Ring = RING / Urc
        /// `+CRING: VOICE`: a call of this kind comes in.
        Cring = CRING / Urc { text: &'b [u8] }
        /// `VOICE CALL: BEGIN`, `VOICE CALL: END: 000017`.
        VoiceCall = VOICE_CALL / Urc { text: &'b [u8] }
        /// `MISSED_CALL: 11:01AM 07712345678`.
        MissedCall = MISSED_CALL / Urc { text: &'b [u8] }

        /// `CMTE: 1`: the temperature is near or past a limit (M 11.3).
        Temperature = CMTE_URC / Urc { alarm: TemperatureAlarm }
        /// `UNDER-VOLTAGE WARNING`, in both spellings of the manual (M 11.2, 11.3).
        UnderVoltage = UNDER_VOLTAGE or UNDER_VOLTAGE_NN / Urc
        /// `UNDER-VOLTAGE WARNING POWER DOWN`: the module switches off.
        UnderVoltageDown = UNDER_VOLTAGE_DOWN or UNDER_VOLTAGE_NN_DOWN / Urc
        /// `OVER-VOLTAGE WARNING`, in both spellings of the manual.
        OverVoltage = OVER_VOLTAGE or OVER_VOLTAGE_NN / Urc
        /// `OVER-VOLTAGE WARNING POWER DOWN`: the module switches off.
        OverVoltageDown = OVER_VOLTAGE_DOWN or OVER_VOLTAGE_NN_DOWN / Urc
        /// `NORMAL POWER DOWN`: the module switches off, as asked.
        PowerDown = NORMAL_POWER_DOWN / Urc
    }
}
