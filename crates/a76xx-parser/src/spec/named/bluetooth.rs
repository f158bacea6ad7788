//! Chapter 26: Bluetooth.

use crate::spec::row::{commands, row};
use crate::spec::wire::Role;
use crate::spec::words::Saving;

commands! { chapter 26;
    BLEPOWER = "+BLEPOWER", "26.2.1", "Switch Bluetooth LE", row().within(12_000).saving(Saving::NoSave) => {}
    BLESTATUS = "+BLESTATUS", "26.2.2", "State of the LE connections", row().within(9_000).saving(Saving::NoSave) => {}
    BLEHOST = "+BLEHOST", "26.2.3", "Name of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BLEADDR = "+BLEADDR", "26.2.4", "Address of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BLESREG = "+BLESREG", "26.2.5", "Register the GATT server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESDREG = "+BLESDREG", "26.2.6", "Deregister the GATT server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSAD = "+BLESSAD", "26.2.7", "Add a service", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSRM = "+BLESSRM", "26.2.8", "Remove a service", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSCAD = "+BLESSCAD", "26.2.9", "Add a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSCRM = "+BLESSCRM", "26.2.10", "Remove a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSDAD = "+BLESSDAD", "26.2.11", "Add a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSDRM = "+BLESSDRM", "26.2.12", "Remove a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSSTART = "+BLESSSTART", "26.2.13", "Start a server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSSTOP = "+BLESSSTOP", "26.2.14", "Stop a server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSETADVDATA = "+BLESSETADVDATA", "26.2.15", "Set the advertised data", row().within(9_000).saving(Saving::NoSave) => {}
    BLESCLRADVDATA = "+BLESCLRADVDATA", "26.2.16", "Clear the advertised data", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSETADVPARAM = "+BLESSETADVPARAM", "26.2.17", "Parameters of advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLESLSTART = "+BLESLSTART", "26.2.18", "Start advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLESLSTOP = "+BLESLSTOP", "26.2.19", "Stop advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLEADV = "+BLEADV", "26.2.20", "Parameters of advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLEDISCONN = "+BLEDISCONN", "26.2.21", "End an LE connection", row().within(9_000).saving(Saving::NoSave) => {}
    BLESIND = "+BLESIND", "26.2.22", "Send an indication", row().within(9_000).saving(Saving::NoSave) => {}
    BLESNTY = "+BLESNTY", "26.2.23", "Send a notification", row().within(9_000).saving(Saving::NoSave) => {}
    BLESRSP = "+BLESRSP", "26.2.24", "Answer a client's request", row().within(9_000).saving(Saving::NoSave) => {}
    BLESRREQ = "+BLESRREQ", "26.2.25", "A client wants to read", row().role(Role::Urc) => {}
    BLESWREQ = "+BLESWREQ", "26.2.26", "A client wants to write", row().role(Role::Urc) => {}
    BLESCON = "+BLESCON", "26.2.27", "State of a connection", row().role(Role::Urc) => {}
    BLEMTU = "+BLEMTU", "26.2.28", "A device wants another packet size", row().role(Role::Urc) => {}
    BLECREG = "+BLECREG", "26.2.29", "Register the GATT client", row().within(9_000).saving(Saving::NoSave) => {}
    BLECDREG = "+BLECDREG", "26.2.30", "Deregister the GATT client", row().within(9_000).saving(Saving::NoSave) => {}
    BLESCAN = "+BLESCAN", "26.2.31", "Look for LE devices", row().within(9_000).saving(Saving::NoSave) => {}
    BLESCANRST = "+BLESCANRST", "26.2.32", "A device was found", row().role(Role::Urc) => {}
    BLECGDT = "+BLECGDT", "26.2.33", "Kind of a device", row().within(9_000).saving(Saving::NoSave) => {}
    BLECCON = "+BLECCON", "26.2.34", "Connect to a device", row().within(9_000).saving(Saving::NoSave) => {}
    BLECDISC = "+BLECDISC", "26.2.35", "Disconnect from a device", row().within(9_000).saving(Saving::NoSave) => {}
    BLECSS = "+BLECSS", "26.2.36", "Find services", row().within(9_000).saving(Saving::NoSave) => {}
    BLECGC = "+BLECGC", "26.2.37", "Find characteristics", row().within(9_000).saving(Saving::NoSave) => {}
    BLECGD = "+BLECGD", "26.2.38", "Find descriptors", row().within(9_000).saving(Saving::NoSave) => {}
    BLECRC = "+BLECRC", "26.2.39", "Read a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLECWC = "+BLECWC", "26.2.40", "Write a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLECRD = "+BLECRD", "26.2.41", "Read a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BLECWD = "+BLECWD", "26.2.42", "Write a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BLECNTY = "+BLECNTY", "26.2.43", "A notification came", row().role(Role::Urc) => {}
    BLECIND = "+BLECIND", "26.2.44", "An indication came", row().role(Role::Urc) => {}
    BTPOWER = "+BTPOWER", "26.3.1", "Switch Bluetooth", row().within(9_000).saving(Saving::NoSave) => {}
    BTHOST = "+BTHOST", "26.3.2", "Name of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BTADDR = "+BTADDR", "26.3.3", "Address of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BTSCAN = "+BTSCAN", "26.3.4", "Look for devices", row().within(9_000).saving(Saving::NoSave) => {}
    BTIOCAP = "+BTIOCAP", "26.3.5", "Input and output abilities", row().within(9_000) => {}
    BTPAIR = "+BTPAIR", "26.3.6", "Pair with a device", row().within(9_000).saving(Saving::NoSave) => {}
    BTUNPAIR = "+BTUNPAIR", "26.3.7", "Forget a device", row().within(9_000).saving(Saving::NoSave) => {}
    BTPAIRED = "+BTPAIRED", "26.3.8", "List the paired devices", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPSRV = "+BTSPPSRV", "26.3.9", "Switch the serial port service", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPPROF = "+BTSPPPROF", "26.3.10", "State of a device's serial port service", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPCONN = "+BTSPPCONN", "26.3.11", "Open or close a serial connection", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPSEND = "+BTSPPSEND", "26.3.12", "Send over a serial connection", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPRECV = "+BTSPPRECV", "26.3.13", "Data came over a serial connection", row().role(Role::Urc) => {}
}
