//! Chapter 25: Wi-Fi.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 25;
    CWSTASCAN = "+CWSTASCAN", "25.2.1", "Look for networks" => {}
    CWSTASCANEX = "+CWSTASCANEX", "25.2.2", "Look for networks, with limits" => {}
    CWSTASCANSYN = "+CWSTASCANSYN", "25.2.3", "Look for networks in the background", row().within(9_000).saving(Saving::NoSave) => {}
    CWMAP = "+CWMAP", "25.2.4", "Switch Wi-Fi" => {}
    CWSSID = "+CWSSID", "25.2.5", "Name of the network" => {}
    CWAUTH = "+CWAUTH", "25.2.6", "Authentication and encryption" => {}
    CWMOCH = "+CWMOCH", "25.2.7", "Mode and channel" => {}
    CWISO = "+CWISO", "25.2.8", "Keep the clients apart" => {}
    CWMACADDR = "+CWMACADDR", "25.2.9", "MAC addresses" => {}
    CWCLICNT = "+CWCLICNT", "25.2.10", "Number of clients" => {}
    CWNETCNCT = "+CWNETCNCT", "25.1", "State of the connection to the internet" => {}
}
