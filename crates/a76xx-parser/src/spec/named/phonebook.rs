//! Chapter 8: the phonebook.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 8;
    CPBS = "+CPBS", "8.2.1", "Choose the phonebook", row().within(9_000).saving(Saving::NoSave) => {}
    CPBR = "+CPBR", "8.2.2", "Read entries", row().within(9_000).saving(Saving::NoSave) => {}
    CPBF = "+CPBF", "8.2.3", "Find entries", row().within(9_000).saving(Saving::NoSave) => {}
    CPBW = "+CPBW", "8.2.4", "Write an entry" => {}
    CNUM = "+CNUM", "8.2.5", "Own numbers" => {}
}
