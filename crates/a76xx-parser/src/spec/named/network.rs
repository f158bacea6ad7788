//! Chapter 4: the radio network.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 4;
    CSSN = "+CSSN", "", "Reports of supplementary services", row().within(9_000).saving(Saving::AutoSave) => {}
    CPOL = "+CPOL", "", "List of preferred operators", row().within(9_000).saving(Saving::AutoSave) => {}
    COPN = "+COPN", "", "Names of the operators", row().within(9_000).saving(Saving::NoSave) => {}
    CNBP = "+CNBP", "", "Preferred bands", row().within(9_000).saving(Saving::AutoSave) => {}
    CPSITD = "+CPSITD", "", "State of the LTE cell", row().within(9_000).saving(Saving::NoSave) => {}
}
