//! Chapter 4: the radio network.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 4;
    CSSN = "+CSSN", "4.2.4", "Reports of supplementary services", row().within(9_000).saving(Saving::AutoSave) => {}
    CPOL = "+CPOL", "4.2.5", "List of preferred operators", row().within(9_000).saving(Saving::AutoSave) => {}
    COPN = "+COPN", "4.2.6", "Names of the operators", row().within(9_000).saving(Saving::NoSave) => {}
    CNBP = "+CNBP", "4.2.8", "Preferred bands", row().within(9_000).saving(Saving::AutoSave) => {}
    CPSITD = "+CPSITD", "4.2.10", "State of the LTE cell", row().within(9_000).saving(Saving::NoSave) => {}
}
