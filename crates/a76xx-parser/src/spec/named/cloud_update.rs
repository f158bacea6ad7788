//! Chapter 23: firmware updates from the cloud.

use crate::spec::row::commands;

commands! { chapter 23;
    CAPFOTA = "+CAPFOTA", "23.2.1", "Start or stop the update service" => {}
    CSCFOTA = "+CSCFOTA", "23.2.2", "Set up and fetch an update" => {}
    CCONFSAVE = "+CCONFSAVE", "23", "Save the settings of the update" => {}
}
