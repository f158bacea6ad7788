//! Chapter 26: Bluetooth.

use crate::spec::row::{commands, row};
use crate::spec::wire::Role;
use crate::spec::words::Saving;

commands! { chapter 26;
    BLEPOWER = "+BLEPOWER", "", "Switch Bluetooth LE", row().within(12_000).saving(Saving::NoSave) => {}
    BLESTATUS = "+BLESTATUS", "", "State of the LE connections", row().within(9_000).saving(Saving::NoSave) => {}
    BLEHOST = "+BLEHOST", "", "Name of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BLEADDR = "+BLEADDR", "", "Address of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BLESREG = "+BLESREG", "", "Register the GATT server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESDREG = "+BLESDREG", "", "Deregister the GATT server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSAD = "+BLESSAD", "", "Add a service", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSRM = "+BLESSRM", "", "Remove a service", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSCAD = "+BLESSCAD", "", "Add a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSCRM = "+BLESSCRM", "", "Remove a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSDAD = "+BLESSDAD", "", "Add a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSDRM = "+BLESSDRM", "", "Remove a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSSTART = "+BLESSSTART", "", "Start a server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSSTOP = "+BLESSSTOP", "", "Stop a server", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSETADVDATA = "+BLESSETADVDATA", "", "Set the advertised data", row().within(9_000).saving(Saving::NoSave) => {}
    BLESCLRADVDATA = "+BLESCLRADVDATA", "", "Clear the advertised data", row().within(9_000).saving(Saving::NoSave) => {}
    BLESSETADVPARAM = "+BLESSETADVPARAM", "", "Parameters of advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLESLSTART = "+BLESLSTART", "", "Start advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLESLSTOP = "+BLESLSTOP", "", "Stop advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLEADV = "+BLEADV", "", "Parameters of advertising", row().within(9_000).saving(Saving::NoSave) => {}
    BLEDISCONN = "+BLEDISCONN", "", "End an LE connection", row().within(9_000).saving(Saving::NoSave) => {}
    BLESIND = "+BLESIND", "", "Send an indication", row().within(9_000).saving(Saving::NoSave) => {}
    BLESNTY = "+BLESNTY", "", "Send a notification", row().within(9_000).saving(Saving::NoSave) => {}
    BLESRSP = "+BLESRSP", "", "Answer a client's request", row().within(9_000).saving(Saving::NoSave) => {}
    BLECREG = "+BLECREG", "", "Register the GATT client", row().within(9_000).saving(Saving::NoSave) => {}
    BLECDREG = "+BLECDREG", "", "Deregister the GATT client", row().within(9_000).saving(Saving::NoSave) => {}
    BLESCAN = "+BLESCAN", "", "Look for LE devices", row().within(9_000).saving(Saving::NoSave) => {}
    BLECGDT = "+BLECGDT", "", "Kind of a device", row().within(9_000).saving(Saving::NoSave) => {}
    BLECCON = "+BLECCON", "", "Connect to a device", row().within(9_000).saving(Saving::NoSave) => {}
    BLECDISC = "+BLECDISC", "", "Disconnect from a device", row().within(9_000).saving(Saving::NoSave) => {}
    BLECSS = "+BLECSS", "", "Find services", row().within(9_000).saving(Saving::NoSave) => {}
    BLECGC = "+BLECGC", "", "Find characteristics", row().within(9_000).saving(Saving::NoSave) => {}
    BLECGD = "+BLECGD", "", "Find descriptors", row().within(9_000).saving(Saving::NoSave) => {}
    BLECRC = "+BLECRC", "", "Read a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLECWC = "+BLECWC", "", "Write a characteristic", row().within(9_000).saving(Saving::NoSave) => {}
    BLECRD = "+BLECRD", "", "Read a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BLECWD = "+BLECWD", "", "Write a descriptor", row().within(9_000).saving(Saving::NoSave) => {}
    BTPOWER = "+BTPOWER", "", "Switch Bluetooth", row().within(9_000).saving(Saving::NoSave) => {}
    BTHOST = "+BTHOST", "", "Name of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BTADDR = "+BTADDR", "", "Address of the device", row().within(9_000).saving(Saving::AutoSave) => {}
    BTSCAN = "+BTSCAN", "", "Look for devices", row().within(9_000).saving(Saving::NoSave) => {}
    BTIOCAP = "+BTIOCAP", "", "Input and output abilities", row().within(9_000) => {}
    BTPAIR = "+BTPAIR", "", "Pair with a device", row().within(9_000).saving(Saving::NoSave) => {}
    BTUNPAIR = "+BTUNPAIR", "", "Forget a device", row().within(9_000).saving(Saving::NoSave) => {}
    BTPAIRED = "+BTPAIRED", "", "List the paired devices", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPSRV = "+BTSPPSRV", "", "Switch the serial port service", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPPROF = "+BTSPPPROF", "", "State of a device's serial port service", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPCONN = "+BTSPPCONN", "26.3.11", "Open or close a serial connection", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPSEND = "+BTSPPSEND", "26.3.12", "Send over a serial connection", row().within(9_000).saving(Saving::NoSave) => {}
    BTSPPRECV = "+BTSPPRECV", "26.3.13", "Data came over a serial connection", row().role(Role::Urc) => {}
}
