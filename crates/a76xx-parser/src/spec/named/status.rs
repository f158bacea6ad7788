//! Chapter 3: status and control.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 3;
    CSQDELTA = "+CSQDELTA", "", "Signal change that is worth a report", row().within(9_000).saving(Saving::NoSave) => {}
    CPUC = "+CPUC", "", "Price of a call unit", row().within(9_000).saving(Saving::NoSave) => {}
    SIMEI = "+SIMEI", "", "Set the IMEI", row().within(9_000).saving(Saving::AutoSave) => {}
    CACM = "+CACM", "", "Call meter", row().within(9_000).saving(Saving::NoSave) => {}
    CAMM = "+CAMM", "", "Limit of the call meter", row().within(9_000).saving(Saving::NoSave) => {}
}
