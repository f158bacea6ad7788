//! Commands of the relatives SIM7500 and SIM7600, which their manuals describe and the A76XX manual does not.

use crate::spec::fields_service::{DATA, LEN, LEN_WORD, PORT};
use crate::spec::row::{FieldRow, commands, field, form, row};
use crate::spec::wire::{Data, Order, Then, Type};
use crate::spec::words::{Dialect, Grade, Unit};

const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 32));
const HOST: FieldRow = field("host", "name or address of the server", Type::Quoted(256));
const SERVER_TYPE: FieldRow = field("server_type", "1 HTTP, 2 HTTPS", Type::Int(1, 2));
const SEND_LEN: FieldRow = field("len", "bytes to send", Type::Int(1, 4096)).unit(Unit::Bytes);
const MAX_LEN: FieldRow = field("max_recv_len", "bytes to read at most", Type::Int(1, 4096)).unit(Unit::Bytes);

commands! { chapter 0;
    CSUB = "+CSUB", "M76", "Version of the module and its chip", row().note("SIM7500 and SIM7600.") => {}
    CGSOCKCONT = "+CGSOCKCONT", "M76", "Define a socket context", row().note("SIM7500 and SIM7600.") => {}
    CSOCKAUTH = "+CSOCKAUTH", "M76", "Authentication of a socket context", row().note("SIM7500 and SIM7600.") => {}
    CIPDNSSET = "+CIPDNSSET", "M76", "Limits of a name look-up", row().note("SIM7500 and SIM7600.") => {}
    CGPS = "+CGPS", "M76", "Switch the receiver", row().note("SIM7500 and SIM7600.") => {}
    CGPSURL = "+CGPSURL", "M76", "Address of the assistance server", row().note("SIM7500 and SIM7600.") => {}
    CGPSSSL = "+CGPSSSL", "M76", "Whether assistance uses TLS", row().note("SIM7500 and SIM7600.") => {}
    CGPSAUTO = "+CGPSAUTO", "M76", "Start the receiver at power-on", row().note("SIM7500 and SIM7600.") => {}
    CGPSDEL = "+CGPSDEL", "M76", "Forget the receiver's data", row().note("SIM7500 and SIM7600.") => {}
    CGPSMD = "+CGPSMD", "M76", "Assistance mode", row().note("SIM7500 and SIM7600.") => {}
    CGPSNMEA = "+CGPSNMEA", "M76", "Choose the sentences", row().note("SIM7500 and SIM7600.") => {}
    CGPSINFOCFG = "+CGPSINFOCFG", "M76", "Reports of the position", row().note("SIM7500 and SIM7600.") => {}
    CGPSPMD = "+CGPSPMD", "M76", "Positioning mode", row().note("SIM7500 and SIM7600.") => {}
    CGPSMSB = "+CGPSMSB", "M76", "Fall-back of assistance", row().note("SIM7500 and SIM7600.") => {}
    CGPSHOR = "+CGPSHOR", "M76", "Accuracy that is wanted", row().note("SIM7500 and SIM7600.") => {}
    CGPSNOTIFY = "+CGPSNOTIFY", "M76", "Answer to a location request", row().note("SIM7500 and SIM7600.") => {}
    CGPSXE = "+CGPSXE", "M76", "Extended orbit data", row().note("SIM7500 and SIM7600.") => {}
    CGPSXDAUTO = "+CGPSXDAUTO", "M76", "Fetch extended orbit data", row().note("SIM7500 and SIM7600.") => {}
    CHTTPSSTART = "+CHTTPSSTART", "M76", "Start the HTTPS service", row().order(Order::Either).note("SIM7500 and SIM7600.") => {
        Exec [] = form().meaning("start the HTTPS service").dialect(Dialect::Sim7600).grade(Grade::Log);
        Result [ERR] = form().meaning("the HTTPS service runs").failure("the HTTPS service did not start: {err}")
            .dialect(Dialect::Sim7600).grade(Grade::Inferred);
    }
    CHTTPSSTOP = "+CHTTPSSTOP", "M76", "Stop the HTTPS service", row().order(Order::Either).note("SIM7500 and SIM7600.") => {
        Exec [] = form().meaning("stop the HTTPS service").dialect(Dialect::Sim7600).grade(Grade::Inferred);
        Result [ERR] = form().meaning("the HTTPS service has stopped").failure("the HTTPS service did not stop: {err}")
            .dialect(Dialect::Sim7600).grade(Grade::Inferred);
    }
    CHTTPSOPSE = "+CHTTPSOPSE", "M76", "Open an HTTPS session", row().order(Order::Either).note("SIM7500 and SIM7600.") => {
        Write [HOST, PORT, SERVER_TYPE.optional()] = form().meaning("open an HTTPS session with {host} port {port}")
            .dialect(Dialect::Sim7600).grade(Grade::Log);
        Result [ERR] = form().meaning("the HTTPS session is open").failure("the HTTPS session was not opened: {err}")
            .dialect(Dialect::Sim7600).grade(Grade::Log);
    }
    CHTTPSCLSE = "+CHTTPSCLSE", "M76", "Close an HTTPS session", row().order(Order::Either).note("SIM7500 and SIM7600.") => {
        Exec [] = form().meaning("close the HTTPS session").dialect(Dialect::Sim7600).grade(Grade::Inferred);
        Result [ERR] = form().meaning("the HTTPS session is closed").failure("the HTTPS session was not closed: {err}")
            .dialect(Dialect::Sim7600).grade(Grade::Inferred);
    }
    CHTTPSSEND = "+CHTTPSSEND", "M76", "Send over an HTTPS session", row().note("SIM7500 and SIM7600.") => {
        Write [SEND_LEN] = form().then(Then::Prompt(Data::Counted(0))).meaning("send {len} bytes")
            .dialect(Dialect::Sim7600).grade(Grade::Inferred);
        Exec [] = form().meaning("send what was entered").dialect(Dialect::Sim7600).grade(Grade::Log);
        Urc [ERR] = form().meaning("the data are sent").failure("the data were not sent: {err}")
            .dialect(Dialect::Sim7600).grade(Grade::Inferred);
    }
    CHTTPSRECV = "+CHTTPSRECV", "M76", "Read from an HTTPS session", row().order(Order::Either).note("SIM7500 and SIM7600.") => {
        Read [] = form().meaning("ask for the current state");
        ReadInfo [LEN_WORD, LEN] = form().meaning("{len} bytes are waiting").dialect(Dialect::Sim7600).grade(Grade::Inferred);
        Write [MAX_LEN] = form().meaning("read up to {max_recv_len} bytes").dialect(Dialect::Sim7600).grade(Grade::Log);
        Info [DATA, LEN] = form().then(Then::Payload { count: 1 }).meaning("{len} bytes follow")
            .dialect(Dialect::Sim7600).grade(Grade::Log);
        Result [ERR] = form().meaning("all data have been read").failure("reading ended with {err}")
            .dialect(Dialect::Sim7600).grade(Grade::Log);
    }
    CHTTPSSTATE = "+CHTTPSSTATE", "M76", "State of the HTTPS service", row().note("SIM7500 and SIM7600.") => {}
    CLVL = "+CLVL", "M76", "Volume of the speaker", row().note("SIM7500 and SIM7600.") => {}
    CUSBPIDSWITCH = "+CUSBPIDSWITCH", "M76", "Choose the USB product", row().note("SIM7500 and SIM7600.") => {}
    CUSBADB = "+CUSBADB", "M76", "Switch the debug bridge", row().note("SIM7500 and SIM7600.") => {}
    CPCMREG = "+CPCMREG", "M76", "Voice over USB", row().note("SIM7500 and SIM7600.") => {}
}
