//! Chapter 22: firmware updates.

use crate::spec::row::commands;

commands! { chapter 22;
    CFOTA = "+CFOTA", "22.2.1", "Update the firmware over the air" => {}
    LFOTA = "+LFOTA", "22.2.2", "Update the firmware from a file" => {}
}
