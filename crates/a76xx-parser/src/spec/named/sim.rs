//! Chapter 6: the SIM.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 6;
    CLCK = "+CLCK", "6.2.3", "Lock or unlock a facility", row().within(9_000).saving(Saving::AutoSaveReboot) => {}
    CPWD = "+CPWD", "6.2.4", "Change a facility's password", row().within(9_000).saving(Saving::AutoSaveReboot) => {}
    CSIM = "+CSIM", "6.2.6", "Raw access to the SIM", row().within(9_000).saving(Saving::NoSave) => {}
    CRSM = "+CRSM", "6.2.7", "Access to the SIM's files", row().saving(Saving::NoSave) => {}
    SPIC = "+SPIC", "6.2.8", "PIN and PUK attempts left", row().saving(Saving::NoSave) => {}
    CSPN = "+CSPN", "6.2.9", "Provider name on the SIM", row().saving(Saving::NoSave) => {}
    UIMHOTSWAPLEVEL = "+UIMHOTSWAPLEVEL", "6.2.11", "Level of the card detection pin", row().within(9_000).saving(Saving::AutoSave) => {}
    UIMHOTSWAPON = "+UIMHOTSWAPON", "6.2.10", "Changing the card while running", row().within(9_000).saving(Saving::AutoSave) => {}
    SWITCHSIM = "+SWITCHSIM", "6.2.12", "Choose the main SIM", row().within(9_000).saving(Saving::AutoSave) => {}
    DUALSIM = "+DUALSIM", "6.2.13", "Use of two SIMs" => {}
    BINDSIM = "+BINDSIM", "6.2.14", "Bind the port to a SIM" => {}
    CENPRX = "+CENPRX", "6", "Receiver setting for the second SIM", row().note("The manual gives no description.") => {}
    DUALSIMURC = "+DUALSIMURC", "6.2.15", "Reports of the second SIM" => {}
}
