//! Chapter 34: power saving.

use crate::spec::row::commands;

commands! { chapter 34;
    COMCFG = "*COMCFG", "34.2.1", "Features of the platform" => {}
    CPSMS = "+CPSMS", "34.2.2", "Power saving mode" => {}
    MEDCR = "+MEDCR", "34.2.3", "Timers of the power saving mode" => {}
}
