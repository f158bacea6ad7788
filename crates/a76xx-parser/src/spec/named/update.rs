//! Chapter 22: firmware updates and recording.

use crate::spec::row::commands;

commands! { chapter 22;
    CFOTA = "+CFOTA", "", "Update the firmware over the air" => {}
    LFOTA = "+LFOTA", "", "Update the firmware from a file" => {}
    CREC = "+CREC", "", "Record to a file" => {}
}
