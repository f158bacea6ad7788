//! Chapter 33: registration with the operator.

use crate::spec::row::commands;

commands! { chapter 33;
    HWVER = "+HWVER", "33.2.1", "Version of the hardware" => {}
    AUTOREGCFG = "+AUTOREGCFG", "33.2.2", "State of the automatic registration" => {}
}
