//! Chapter 35: the USB network.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 35;
    DIALMODE = "+DIALMODE", "35.2.1", "How the USB network dials", row().within(9_000).saving(Saving::AutoSave) => {}
    MYCONFIG = "$MYCONFIG", "35.2.2", "Kind of USB network" => {}
    USBNETIP = "+USBNETIP", "35.2.3", "Address of the USB network" => {}
    USBNETMAC = "+USBNETMAC", "35.2.4", "MAC address of the USB network" => {}
}
