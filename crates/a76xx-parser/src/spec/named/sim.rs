//! Chapter 6: the SIM.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 6;
    CLCK = "+CLCK", "", "Lock or unlock a facility", row().within(9_000).saving(Saving::AutoSaveReboot) => {}
    CPWD = "+CPWD", "", "Change a facility's password", row().within(9_000).saving(Saving::AutoSaveReboot) => {}
    CSIM = "+CSIM", "", "Raw access to the SIM", row().within(9_000).saving(Saving::NoSave) => {}
    CRSM = "+CRSM", "", "Access to the SIM's files", row().saving(Saving::NoSave) => {}
    SPIC = "+SPIC", "", "PIN and PUK attempts left", row().saving(Saving::NoSave) => {}
    CSPN = "+CSPN", "", "Provider name on the SIM", row().saving(Saving::NoSave) => {}
    UIMHOTSWAPLEVEL = "+UIMHOTSWAPLEVEL", "", "Level of the card detection pin", row().within(9_000).saving(Saving::AutoSave) => {}
    UIMHOTSWAPON = "+UIMHOTSWAPON", "", "Changing the card while running", row().within(9_000).saving(Saving::AutoSave) => {}
    SWITCHSIM = "+SWITCHSIM", "", "Choose the main SIM", row().within(9_000).saving(Saving::AutoSave) => {}
    DUALSIM = "+DUALSIM", "", "Use of two SIMs" => {}
    BINDSIM = "+BINDSIM", "", "Bind the port to a SIM" => {}
    CENPRX = "+CENPRX", "", "Receiver setting for the second SIM", row().note("The manual gives no description.") => {}
    DUALSIMURC = "+DUALSIMURC", "", "Reports of the second SIM" => {}
}
