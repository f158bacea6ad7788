//! Chapter 3: status and control.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 3;
    CSQDELTA = "+CSQDELTA", "3.2.4", "Signal change that is worth a report", row().within(9_000).saving(Saving::NoSave) => {}
    CPUC = "+CPUC", "3.2.9", "Price of a call unit", row().within(9_000).saving(Saving::NoSave) => {}
    SIMEI = "+SIMEI", "3.2.13", "Set the IMEI", row().within(9_000).saving(Saving::AutoSave) => {}
    CACM = "+CACM", "3.2.7", "Call meter", row().within(9_000).saving(Saving::NoSave) => {}
    CAMM = "+CAMM", "3.2.8", "Limit of the call meter", row().within(9_000).saving(Saving::NoSave) => {}
}
